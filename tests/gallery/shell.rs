//! What is around the sections: settings, their dialogs, the list of keys.

use simulator::Simulator;

use super::RECORDS;
use super::camera::Camera;
use crate::desktop::{Desktop, Keychain, Look, Page, server};

pub(crate) fn desktop(look: Look) -> Desktop {
    Desktop::with(Keychain::Unlocked, look)
}

pub(crate) fn operation() -> Simulator {
    server(RECORDS)
}

pub(crate) fn settings(camera: &Camera<'_>, page: &Page<'_>) {
    page.click("nav-settings");
    page.wait_for("settings-operation");
    camera.take_both(page, "settings");
    for (button, dialog, name) in [
        ("operation-edit", "edit-dialog", "settings-edit"),
        ("operation-token", "token-dialog", "settings-token"),
        ("operation-remove", "remove-dialog", "settings-remove"),
    ] {
        page.click(button);
        page.wait_for(dialog);
        camera.take(page, name);
        page.press("Escape");
        page.wait_without(dialog);
    }
}
