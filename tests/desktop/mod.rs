//! A desktop for one test: a display without a screen, a session bus, a keychain if wanted, and folders of its own.
//!
//! Everything is the real thing: an X server with keyboard and pointer, a D-Bus session, gnome-keyring, the window's
//! webview driven by WebKit's own WebDriver, GTK's save dialog. Nothing of the person's session is seen or touched, and
//! all of it ends with the test. What waits, waits for a condition.

// Each test program uses its own part of it.
#![allow(dead_code)]

mod accessibility;
mod bus;
mod dialog;
mod display;
mod input;
mod notices;
mod operation;
mod page;
mod picture;
mod running;
mod steps;
mod tables;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use bus::Bus;
use display::Display;

#[allow(unused_imports)]
pub(crate) use {
    bus::Keychain, dialog::Reply, input::Wheel, notices::Notices, operation::*, page::Page, page::first_number,
    picture::Part, picture::Picture, running::Running, tables::*,
};

/// Long enough for a busy machine of two cores; whatever is there sooner is not waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);
const LOOK_EVERY: Duration = Duration::from_millis(40);
const FOLDERS: [(&str, &str); 6] = [
    ("HOME", "user"),
    ("XDG_RUNTIME_DIR", "run"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
];

/// Serves the simulators and the WebDriver's client while the tests themselves wait in turn.
pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// Where a person's programs run. Everything ends with it.
pub(crate) struct Desktop {
    display: Display,
    bus: Bus,
    look: Look,
    folder: TempDir,
}

/// What the system is set to: its language and its theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    locale: &'static str,
    theme: &'static str,
}

impl Look {
    pub(crate) const SPANISH_LIGHT: Look = Look { locale: "es_CO.UTF-8", theme: "Adwaita" };
    pub(crate) const SPANISH_DARK: Look = Look { locale: "es_CO.UTF-8", theme: "Adwaita:dark" };
    pub(crate) const ENGLISH_LIGHT: Look = Look { locale: "en_US.UTF-8", theme: "Adwaita" };
    pub(crate) const ENGLISH_DARK: Look = Look { locale: "en_US.UTF-8", theme: "Adwaita:dark" };
}

impl Desktop {
    /// A desktop in Spanish without a keychain.
    pub(crate) fn start() -> Desktop {
        Desktop::with(Keychain::Absent, Look::SPANISH_LIGHT)
    }

    pub(crate) fn with(keychain: Keychain, look: Look) -> Desktop {
        let folder = TempDir::new().unwrap();
        for (_, name) in FOLDERS {
            private_folder(&folder.path().join(name));
        }
        let display = Display::start();
        let mut desktop = Desktop { bus: Bus::none(), display, look, folder };
        desktop.bus = Bus::start(&desktop, keychain);
        desktop
    }

    /// Traza's own folder, the same for every start on this desktop.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A path among the person's own files.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("user").join(name)
    }

    pub(crate) fn display(&self) -> &Display {
        &self.display
    }

    pub(crate) fn bus(&self) -> &Bus {
        &self.bus
    }

    /// Everything that lies on this desktop's disk.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts a program on this desktop.
    pub(crate) fn open(&self, program: &str) -> Running {
        Running::start(&mut self.command(program))
    }

    /// Starts Traza under a WebDriver, with its page at exactly this size.
    pub(crate) fn open_traza(&self, width: u32, height: u32) -> Page<'_> {
        Page::open(self, width, height)
    }

    /// A program that sees this desktop and nothing of the machine's own.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for name in ["WAYLAND_DISPLAY", "LANGUAGE", "TRAZA_TOKEN", "TRAZA_ARCHIVE_KEY", "XDG_CURRENT_DESKTOP"] {
            command.env_remove(name);
        }
        for (name, folder) in FOLDERS {
            command.env(name, self.folder.path().join(folder));
        }
        // No accessibility bus, which would outlive the session, and no service that keeps GTK's settings.
        command.env("GSETTINGS_BACKEND", "memory");
        command.env("NO_AT_BRIDGE", "1").env("GTK_THEME", self.look.theme);
        command.env("DISPLAY", self.display.name()).env("DBUS_SESSION_BUS_ADDRESS", self.bus.address());
        command.env("LANG", self.look.locale).env("LC_ALL", self.look.locale).env("TRAZA_HOME", self.home());
        command.current_dir(self.folder.path().join("user"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        command
    }
}

/// What `look` finds within the time, or nothing.
pub(crate) fn wait_until<T>(within: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    loop {
        let seen = look();
        if seen.is_some() || began.elapsed() > within {
            return seen;
        }
        sleep(LOOK_EVERY);
    }
}

/// The runtime folder holds sockets: services refuse one that others may read.
fn private_folder(folder: &Path) {
    fs::create_dir(folder).unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
}
