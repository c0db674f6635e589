//! An X server that shows nothing to anyone, and a connection to it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, ImageFormat, InputFocus,
    MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use super::input::Keyboard;
use super::{PATIENCE, Part, Picture, wait_until};

/// Wide enough for the largest page that is looked at.
const SCREEN: &str = "2400x1600x24";

/// The display of one desktop. There is no window manager: what one would do, this does.
pub(crate) struct Display {
    server: Child,
    name: String,
    pub(super) x: RustConnection,
    pub(super) root: Window,
    pub(super) keyboard: Keyboard,
}

impl Display {
    pub(super) fn start() -> Display {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let name = format!(":{}", number.trim());
        let (x, screen) = RustConnection::connect(Some(&name)).unwrap();
        let root = x.setup().roots[screen].root;
        let keyboard = Keyboard::of(&x);
        Display { server, name, x, root, keyboard }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The window with that title, once it is on the screen.
    pub(crate) fn wait_for_window(&self, title: &str, within: Duration) -> Window {
        let found = wait_until(within, || self.window(|window| window == title));
        found.unwrap_or_else(|| panic!("no window named {title} within {within:?}; there are {:?}", self.titles()))
    }

    /// The window on the screen whose title is as wanted, if there is one.
    pub(crate) fn window(&self, wanted: impl Fn(&str) -> bool) -> Option<Window> {
        self.windows().into_iter().find(|window| wanted(&self.title(*window)))
    }

    /// The titles of what is on the screen.
    pub(crate) fn titles(&self) -> Vec<String> {
        self.windows().into_iter().map(|window| self.title(window)).collect()
    }

    /// Gives a window the keyboard, as a window manager would.
    pub(crate) fn focus(&self, window: Window) {
        self.x.set_input_focus(InputFocus::PARENT, window, x11rb::CURRENT_TIME).unwrap().check().unwrap();
        wait_until(PATIENCE, || {
            (self.x.get_input_focus().unwrap().reply().unwrap().focus != x11rb::NONE).then_some(())
        });
    }

    /// Which window has the keyboard.
    pub(crate) fn focused(&self) -> Window {
        self.x.get_input_focus().unwrap().reply().unwrap().focus
    }

    /// Asks a window to close, as its frame's button would.
    pub(crate) fn close(&self, window: Window) {
        let request = [self.atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, window, self.atom("WM_PROTOCOLS"), request);
        self.x.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
    }

    pub(crate) fn resize(&self, window: Window, width: u32, height: u32) {
        let size = ConfigureWindowAux::new().x(0).y(0).width(width).height(height);
        self.x.configure_window(window, &size).unwrap().check().unwrap();
    }

    /// Where a window lies and how large it is: x, y, width, height.
    pub(crate) fn place(&self, window: Window) -> (i16, i16, u16, u16) {
        let place = self.x.get_geometry(window).unwrap().reply().unwrap();
        (place.x, place.y, place.width, place.height)
    }

    /// What lies within a window now.
    pub(crate) fn picture(&self, window: Window) -> Picture {
        let (_, _, width, height) = self.place(window);
        self.part(window, Part { x: 0, y: 0, width, height })
    }

    /// What lies within a part of a window now.
    pub(crate) fn part(&self, window: Window, part: Part) -> Picture {
        let Part { x, y, width, height } = part;
        let image = self.x.get_image(ImageFormat::Z_PIXMAP, window, x, y, width, height, u32::MAX);
        let bytes = image.unwrap().reply().unwrap().data;
        // Four bytes a pixel, blue first, at the depth of 24 that the server was started with.
        Picture {
            width: u32::from(part.width),
            pixels: bytes.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect(),
        }
    }

    /// What is on the screen. Toolkits keep small unseen windows of the same title.
    pub(super) fn windows(&self) -> Vec<Window> {
        let all = self.x.query_tree(self.root).unwrap().reply().unwrap().children;
        all.into_iter().filter(|window| self.is_shown(*window)).collect()
    }

    fn title(&self, window: Window) -> String {
        // The older property cannot hold every letter.
        let named = self.property(window, self.atom("_NET_WM_NAME"));
        if named.is_empty() { self.property(window, AtomEnum::WM_NAME.into()) } else { named }
    }

    fn property(&self, window: Window, name: Atom) -> String {
        let cookie = self.x.get_property(false, window, name, AtomEnum::ANY, 0, 256).unwrap();
        cookie.reply().map(|name| String::from_utf8_lossy(&name.value).into_owned()).unwrap_or_default()
    }

    fn is_shown(&self, window: Window) -> bool {
        let attributes = self.x.get_window_attributes(window).unwrap().reply();
        attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn atom(&self, name: &str) -> Atom {
        self.x.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
