//! The system's notifications, and what a click on one does.
//!
//! A click brings the window up and tells the page. Linux: the server of notifications says which one was clicked as
//! long as it shows it. Windows: as long as it is on the screen; one that has gone to the notification centre opens
//! nothing. macOS: as long as the program runs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use app::desk::{Markup, Notice};
use app::{DeskError, Error};
use notify_rust::Notification;
use tauri::AppHandle;
use tauri_specta::Event as _;

use crate::events::NoticeOpened;
use crate::window;

/// Notifications that are listened to at a time: a desktop that keeps them all would let a day of following pile up
/// threads. A click on a later one does nothing.
const MOST: usize = 20;
/// What the system calls a click that is on no button.
const CLICK: &str = "default";

static HEARD: AtomicUsize = AtomicUsize::new(0);

/// Shows a notification, and does what a click on it asks for. It waits on a thread of its own: as long as a
/// notification stands, something must listen.
pub(crate) async fn show(app: AppHandle, notice: Notice) -> Result<(), Error> {
    let (said, heard) = tokio::sync::oneshot::channel();
    let spawned = thread::Builder::new().name("notice".to_owned()).spawn(move || {
        let shown = notification(&notice).show();
        let handle = match shown {
            Ok(handle) => handle,
            Err(error) => return drop(said.send(Err(failed(error)))),
        };
        // Who asked for it may be gone; the notification stands all the same.
        let _ = said.send(Ok(()));
        if HEARD.fetch_add(1, Ordering::Relaxed) < MOST {
            handle.wait_for_action(|action| {
                if action == CLICK {
                    opened(&app, &notice);
                }
            });
        }
        HEARD.fetch_sub(1, Ordering::Relaxed);
    });
    spawned.map_err(failed)?;
    heard.await.unwrap_or(Ok(()))
}

fn notification(notice: &Notice) -> Notification {
    let mut notification = Notification::new();
    notification.appname("Traza").summary(&notice.title()).body(&notice.body(markup()));
    #[cfg(all(unix, not(target_os = "macos")))]
    notification.icon("traza").action(CLICK, "Traza");
    notification
}

/// A page that is gone hears nothing; the window is up.
fn opened(app: &AppHandle, notice: &Notice) {
    let handle = app.clone();
    // The window belongs to the main thread. Where that has ended, there is none to bring up.
    let _ = app.run_on_main_thread(move || window::bring_up(&handle));
    let _ = NoticeOpened { operation: notice.operation.clone(), id: notice.id }.emit(app);
}

/// Only Linux asks: its servers differ.
fn markup() -> Markup {
    #[cfg(all(unix, not(target_os = "macos")))]
    if notify_rust::get_capabilities().is_ok_and(|can| can.iter().any(|what| what == "body-markup")) {
        return Markup::Read;
    }
    Markup::Unknown
}

fn failed(error: impl ToString) -> Error {
    DeskError::CannotNotify { detail: error.to_string() }.into()
}
