//! The session bus of a desktop and the keychain on it.
//!
//! The bus knows no service but those named here: a machine's own would start a keychain where a test wants none. With a
//! keychain comes GNOME's prompter, which asks people to unlock it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Desktop, PATIENCE, Running, private_folder, wait_until};

const PROMPTER: &str = "org.gnome.keyring.SystemPrompter.service";
/// What opens the keychain.
pub(crate) const PASSWORD: &str = "abrete";

/// How the keychain of a desktop stands at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keychain {
    /// No service speaks for one.
    Absent,
    Unlocked,
    /// There is one, but locked, as after a pause.
    Locked,
}

/// A session bus.
pub(crate) struct Bus {
    address: String,
    running: Vec<Running>,
}

impl Bus {
    /// Before there is one.
    pub(super) fn none() -> Bus {
        Bus { address: "disabled:".to_owned(), running: Vec::new() }
    }

    pub(super) fn start(desktop: &Desktop, keychain: Keychain) -> Bus {
        let services = desktop.folder().join("services");
        private_folder(&services);
        if keychain != Keychain::Absent {
            let known = Path::new("/usr/share/dbus-1/services").join(PROMPTER);
            fs::copy(known, services.join(PROMPTER)).expect("the prompter comes with gnome-keyring");
        }
        let configuration = desktop.folder().join("bus.conf");
        fs::write(&configuration, configured(&desktop.folder().join("run"), &services)).unwrap();
        let mut command = desktop.command("dbus-daemon");
        command.args(["--nofork", "--print-address", "--config-file"]).arg(&configuration).stdout(Stdio::piped());
        let mut daemon = Running::start(&mut command);
        let mut address = String::new();
        BufReader::new(daemon.child().stdout.take().unwrap()).read_line(&mut address).unwrap();
        let mut bus = Bus { address: address.trim().to_owned(), running: vec![daemon] };
        if keychain != Keychain::Absent {
            let keyring = bus.unlock(desktop);
            bus.running.insert(0, keyring);
        }
        if keychain == Keychain::Locked {
            bus.lock();
        }
        bus
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Locks the keychain, as a pause or a person does.
    pub(crate) fn lock(&self) {
        let login = "array:objpath:/org/freedesktop/secrets/collection/login";
        self.secrets(&["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", login]);
    }

    /// Puts a secret into the keychain, under the name that Traza gives it.
    pub(crate) fn keep(&self, name: &str, secret: &str) {
        let mut command = Command::new("secret-tool");
        command.args(["store", "--label", name, "service", "traza", "username", name]);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).stdin(Stdio::piped());
        let mut storing = command.spawn().expect("secret-tool starts");
        storing.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
        assert!(storing.wait().unwrap().success(), "the keychain did not take {name}");
    }

    fn unlock(&self, desktop: &Desktop) -> Running {
        let mut command = desktop.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).stdin(Stdio::piped());
        let mut keyring = Running::start(&mut command);
        keyring.child().stdin.take().unwrap().write_all(PASSWORD.as_bytes()).unwrap();
        let alias = ["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.ReadAlias", "string:default"];
        let ready = wait_until(PATIENCE, || self.secrets(&alias).contains("collection/login").then_some(()));
        assert!(ready.is_some(), "the keychain did not come up");
        keyring
    }

    /// Asks the secret service something, and says what it answered.
    fn secrets(&self, words: &[&str]) -> String {
        let output = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets"])
            .args(words)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn configured(run: &Path, services: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={}</listen>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        run.display(),
        services.display()
    )
}
