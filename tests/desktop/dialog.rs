//! The system's own dialogs: GTK's for saving a file, the keychain's prompt.

use std::time::Duration;

use x11rb::protocol::xproto::{ConnectionExt as _, Window};

use super::bus::PASSWORD;
use super::display::Display;
use super::{PATIENCE, Page, wait_until};

/// Within this the dialog has done what Return does.
const A_RETURN: Duration = Duration::from_secs(3);

/// What the person tells a dialog that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    Agree,
    Refuse,
}

impl Page<'_> {
    /// Types a path into the save dialog and confirms it.
    pub(crate) fn save_as(&self, path: &std::path::Path) {
        let display = self.desktop().display();
        let dialog = display.wait_for_dialog(&[self.window()]);
        display.focus(dialog);
        display.press("ctrl+a");
        display.write(path.to_str().unwrap());
        // GTK's list of what fits may lie open, and takes a first Return for itself.
        let taken = wait_until(PATIENCE, || {
            display.press("Return");
            let asks_or_is_gone = || {
                let asks = display.dialog(&[self.window(), dialog]).is_some();
                (asks || !display.windows().contains(&dialog)).then_some(())
            };
            wait_until(A_RETURN, asks_or_is_gone)
        });
        assert!(taken.is_some(), "the dialog did not take {}: {:?}", path.display(), display.titles());
    }

    /// Answers the dialog's question whether an existing file may be replaced, then waits for the dialog's end.
    pub(crate) fn answer_replace(&self, reply: Reply) {
        let display = self.desktop().display();
        let dialog = display.wait_for_dialog(&[self.window()]);
        let question = display.wait_for_dialog(&[self.window(), dialog]);
        display.focus(question);
        display.press(if reply == Reply::Agree { "Return" } else { "Escape" });
        display.wait_for_end_of(question);
        if reply == Reply::Refuse {
            display.focus(dialog);
            display.press("Escape");
        }
    }

    /// Waits until every dialog is gone and gives the page the keyboard back.
    pub(crate) fn wait_for_no_dialog(&self) {
        let display = self.desktop().display();
        let gone = wait_until(PATIENCE, || display.dialog(&[self.window()]).is_none().then_some(()));
        assert!(gone.is_some(), "a dialog stays: {:?}", display.titles());
        self.focus();
    }

    /// Answers the keychain's prompt, or leaves it.
    pub(crate) fn answer_keychain(&self, reply: Reply) {
        let display = self.desktop().display();
        let prompt = display.wait_for_dialog(&[self.window()]);
        display.focus(prompt);
        if reply == Reply::Agree {
            display.write(PASSWORD);
            display.press("Return");
        } else {
            display.press("Escape");
        }
        display.wait_for_end_of(prompt);
        self.focus();
    }
}

impl Display {
    /// A window of its own beside these.
    pub(crate) fn wait_for_dialog(&self, beside: &[Window]) -> Window {
        let found = wait_until(PATIENCE, || self.dialog(beside));
        found.unwrap_or_else(|| panic!("no dialog came; there are {:?}", self.titles()))
    }

    fn dialog(&self, beside: &[Window]) -> Option<Window> {
        self.windows().into_iter().find(|window| !beside.contains(window) && self.is_managed(*window))
    }

    fn wait_for_end_of(&self, window: Window) {
        let gone = wait_until(PATIENCE, || (!self.windows().contains(&window)).then_some(()));
        assert!(gone.is_some(), "a dialog stays: {:?}", self.titles());
    }

    /// Menus and tooltips are windows too, but ones that no window manager is asked about.
    fn is_managed(&self, window: Window) -> bool {
        const LEAST: u16 = 60;
        let attributes = self.x.get_window_attributes(window).unwrap().reply();
        let (_, _, width, height) = self.place(window);
        attributes.is_ok_and(|attributes| !attributes.override_redirect) && width >= LEAST && height >= LEAST
    }
}
