//! A desktop for one test: a display without a screen, a session bus, and folders of its own.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

const LOOK_EVERY: Duration = Duration::from_millis(100);

/// An X server that shows nothing to anyone, and a connection to it. Everything ends with it.
pub(crate) struct Desktop {
    folder: TempDir,
    server: Child,
    display: String,
    x: RustConnection,
    root: Window,
}

impl Desktop {
    pub(crate) fn start() -> Desktop {
        let folder = TempDir::new().unwrap();
        for name in ["run", "data", "config", "cache", "state"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o700)).unwrap();
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let display = format!(":{}", number.trim());
        let (x, screen) = RustConnection::connect(Some(&display)).unwrap();
        let root = x.setup().roots[screen].root;
        Desktop { folder, server, display, x, root }
    }

    /// Starts a program on this desktop, in a session of its own.
    pub(crate) fn open(&self, program: &str) -> Running {
        let mut command = Command::new("dbus-run-session");
        command.args(["--", program]).env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY");
        // No accessibility bus, which would outlive the session, and the light theme whatever the machine prefers.
        command.env("NO_AT_BRIDGE", "1").env("GTK_THEME", "Adwaita");
        for (name, folder) in [
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
        ] {
            command.env(name, self.folder.path().join(folder));
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        Running { child: command.spawn().expect("dbus-run-session starts") }
    }

    /// The window with that title, once it is on the screen.
    pub(crate) fn wait_for_window(&self, title: &str, within: Duration) -> Window {
        let shown = |window: &Window| self.title(*window) == title && self.is_shown(*window);
        let find = || self.x.query_tree(self.root).unwrap().reply().unwrap().children.into_iter().find(shown);
        self.wait_until(within, find).unwrap_or_else(|| panic!("no window named {title} within {within:?}"))
    }

    /// Asks a window to close, as its frame's button would.
    pub(crate) fn close(&self, window: Window) {
        let request = [self.atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, self.atom("WM_PROTOCOLS"), request);
        self.x.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
    }

    /// What lies within a window now.
    pub(crate) fn picture(&self, window: Window) -> Picture {
        let place = self.x.get_geometry(window).unwrap().reply().unwrap();
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, place.width, place.height, u32::MAX);
        let bytes = image.unwrap().reply().unwrap().data;
        // Four bytes a pixel, blue first, at the depth of 24 that the server was started with.
        Picture { pixels: bytes.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect() }
    }

    pub(crate) fn wait_until<T>(&self, within: Duration, look: impl Fn() -> Option<T>) -> Option<T> {
        let began = Instant::now();
        loop {
            let seen = look();
            if seen.is_some() || began.elapsed() > within {
                return seen;
            }
            sleep(LOOK_EVERY);
        }
    }

    fn title(&self, window: Window) -> String {
        let cookie = self.x.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256).unwrap();
        cookie.reply().map(|name| String::from_utf8_lossy(&name.value).into_owned()).unwrap_or_default()
    }

    /// Toolkits keep small unseen windows of the same title.
    fn is_shown(&self, window: Window) -> bool {
        let attributes = self.x.get_window_attributes(window).unwrap().reply();
        attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn atom(&self, name: &str) -> Atom {
        self.x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A program on the desktop, with all that it started.
pub(crate) struct Running {
    child: Child,
}

impl Running {
    /// How it ended, if it did in time.
    pub(crate) fn wait_for_end(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            sleep(LOOK_EVERY);
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).output();
        let _ = self.child.wait();
    }
}

/// The pixels of a window.
pub(crate) struct Picture {
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// How many pixels have this colour.
    pub(crate) fn count(&self, colour: [u8; 3]) -> usize {
        self.pixels.iter().filter(|pixel| **pixel == colour).count()
    }

    /// How many different colours there are.
    pub(crate) fn colours(&self) -> usize {
        self.pixels.iter().collect::<HashSet<_>>().len()
    }

    pub(crate) fn summary(&self) -> String {
        format!("{} pixels of {} colours", self.pixels.len(), self.colours())
    }
}
