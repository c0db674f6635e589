//! What shows notifications on the desktop: it speaks the desktops' own protocol, keeps what it is told, and clicks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::OwnedValue;

use super::{Desktop, PATIENCE, wait_until};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// Closed by a person.
const BY_PERSON: u32 = 2;

/// A notification as it came.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: u32,
    pub(crate) program: String,
    pub(crate) title: String,
    pub(crate) body: String,
    /// Names and labels in turn.
    pub(crate) actions: Vec<String>,
}

/// The notifications of a desktop.
pub(crate) struct Notices {
    connection: Connection,
    shown: Arc<Mutex<Vec<Shown>>>,
}

struct Server(Arc<Mutex<Vec<Shown>>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    /// The protocol has so many arguments.
    #[allow(clippy::too_many_arguments)]
    fn notify(
        &self,
        app_name: String,
        _replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut shown = self.0.lock().unwrap();
        let id = u32::try_from(shown.len()).unwrap() + 1;
        shown.push(Shown { id, program: app_name, title: summary, body, actions });
        id
    }

    /// It reads markup, as most desktops do.
    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body", "body-markup"].map(str::to_owned).into()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ("test".into(), "Traza".into(), "1".into(), "1.2".into())
    }

    fn close_notification(&self, _id: u32) {}
}

impl Notices {
    /// Begins to show the notifications of a desktop.
    pub(crate) fn on(desktop: &Desktop) -> Notices {
        let shown = Arc::default();
        let connection = Builder::address(desktop.bus().address())
            .and_then(|builder| builder.name(NAME)?.serve_at(PATH, Server(Arc::clone(&shown)))?.build())
            .unwrap();
        Notices { connection, shown }
    }

    /// What was shown first, when it is.
    pub(crate) fn first(&self) -> Shown {
        let first = || self.shown.lock().unwrap().first().cloned();
        wait_until(PATIENCE, first).expect("a notification")
    }

    /// How many were shown.
    pub(crate) fn count(&self) -> usize {
        self.shown.lock().unwrap().len()
    }

    /// Clicks a notification, which closes it.
    pub(crate) fn click(&self, id: u32) {
        self.signal("ActionInvoked", &(id, "default"));
        self.signal("NotificationClosed", &(id, BY_PERSON));
    }

    fn signal(&self, name: &str, body: &(impl serde::Serialize + zbus::zvariant::DynamicType)) {
        self.connection.emit_signal(None::<()>, PATH, NAME, name, body).unwrap();
    }
}
