//! Keyboard and pointer, as the X server gives them to whatever has the focus: real presses, not a page's events.

use std::collections::HashMap;

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT,
    MOTION_NOTIFY_EVENT,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::display::Display;

const LEFT: u8 = 1;
/// The names of X's keysyms for what has no letter.
const NAMED: [(&str, u32); 19] = [
    ("ctrl", 0xffe3),
    ("shift", 0xffe1),
    ("alt", 0xffe9),
    ("return", 0xff0d),
    ("escape", 0xff1b),
    ("tab", 0xff09),
    ("space", 0x20),
    ("backspace", 0xff08),
    ("delete", 0xffff),
    ("left", 0xff51),
    ("up", 0xff52),
    ("right", 0xff53),
    ("down", 0xff54),
    ("pageup", 0xff55),
    ("pagedown", 0xff56),
    ("home", 0xff50),
    ("end", 0xff57),
    ("f5", 0xffc2),
    ("f6", 0xffc3),
];

/// Which way the wheel turns, by the buttons that X takes it for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wheel {
    Up = 4,
    Down = 5,
}

/// Which key gives which sign, and whether shift is held for it.
pub(super) struct Keyboard {
    keys: HashMap<u32, (u8, bool)>,
}

impl Keyboard {
    pub(super) fn of(x: &RustConnection) -> Keyboard {
        let (first, last) = (x.setup().min_keycode, x.setup().max_keycode);
        let map = x.get_keyboard_mapping(first, last - first + 1).unwrap().reply().unwrap();
        let mut keys = HashMap::new();
        for (code, signs) in (first..=last).zip(map.keysyms.chunks(usize::from(map.keysyms_per_keycode))) {
            for (sign, shifted) in signs.iter().zip([false, true]) {
                keys.entry(*sign).or_insert((code, shifted));
            }
        }
        Keyboard { keys }
    }

    fn key(&self, name: &str) -> (u8, bool) {
        let named = NAMED.iter().find(|(word, _)| *word == name).map(|(_, sign)| *sign);
        let sign = named.unwrap_or_else(|| u32::from(name.chars().next().unwrap()));
        *self.keys.get(&sign).unwrap_or_else(|| panic!("the keyboard has no key for {name}"))
    }
}

impl Display {
    /// Presses keys together: `ctrl+e`, `Escape`, `j`.
    pub(crate) fn press(&self, chord: &str) {
        let names = if chord == "+" { vec!["+"] } else { chord.split('+').collect() };
        let keys = names.into_iter().map(|name| {
            let lower = name.to_lowercase();
            self.keyboard.key(if name.chars().count() > 1 { &lower } else { name })
        });
        let keys: Vec<(u8, bool)> = keys.collect();
        let shift = self.keyboard.key("shift").0;
        let mut codes: Vec<u8> = keys.iter().map(|(code, _)| *code).collect();
        if keys.iter().any(|(_, shifted)| *shifted) && !codes.contains(&shift) {
            codes.insert(0, shift);
        }
        for code in &codes {
            self.fake(KEY_PRESS_EVENT, *code, 0, 0);
        }
        for code in codes.iter().rev() {
            self.fake(KEY_RELEASE_EVENT, *code, 0, 0);
        }
    }

    /// Types a text, sign by sign.
    pub(crate) fn write(&self, text: &str) {
        for sign in text.chars() {
            self.press(&sign.to_string());
        }
    }

    /// Moves the pointer there and presses its left button.
    pub(crate) fn click_at(&self, x: i16, y: i16) {
        self.point_at(x, y);
        self.fake(BUTTON_PRESS_EVENT, LEFT, 0, 0);
        self.fake(BUTTON_RELEASE_EVENT, LEFT, 0, 0);
    }

    pub(crate) fn point_at(&self, x: i16, y: i16) {
        self.fake(MOTION_NOTIFY_EVENT, 0, x, y);
    }

    /// Presses the left button at one place and lets it go at another, in some steps, as a hand does.
    pub(crate) fn drag(&self, from: (i16, i16), to: (i16, i16)) {
        const STEPS: i16 = 8;
        self.point_at(from.0, from.1);
        self.fake(BUTTON_PRESS_EVENT, LEFT, 0, 0);
        for step in 1..=STEPS {
            self.point_at(from.0 + (to.0 - from.0) * step / STEPS, from.1 + (to.1 - from.1) * step / STEPS);
        }
        self.fake(BUTTON_RELEASE_EVENT, LEFT, 0, 0);
    }

    /// Turns the wheel by one notch.
    pub(crate) fn wheel(&self, turn: Wheel) {
        let button = turn as u8;
        self.fake(BUTTON_PRESS_EVENT, button, 0, 0);
        self.fake(BUTTON_RELEASE_EVENT, button, 0, 0);
    }

    fn fake(&self, kind: u8, detail: u8, x: i16, y: i16) {
        self.x.xtest_fake_input(kind, detail, x11rb::CURRENT_TIME, self.root, x, y, 0).unwrap().check().unwrap();
    }
}
