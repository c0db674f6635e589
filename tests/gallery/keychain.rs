//! The screens for a keychain that is locked or not there, and the sample operation, which needs none.

use super::camera::{Camera, NARROW};
use crate::desktop::{Desktop, Keychain, Look, Reply};

/// The operation is known, but its key is behind the lock.
pub(crate) fn locked(camera: &Camera<'_>, desktop: &Desktop) {
    desktop.bus().lock();
    let page = desktop.open_traza(NARROW.0, NARROW.1);
    page.answer_keychain(Reply::Refuse);
    page.wait_for("trouble");
    camera.take(&page, "keychain-locked");
    page.close();
}

pub(crate) fn absent(camera: &Camera<'_>, look: Look) {
    let desktop = Desktop::with(Keychain::Absent, look);
    let server = super::shell::operation();
    let page = desktop.open_traza(NARROW.0, NARROW.1);
    page.fill_connection(super::NAME, &server, server.token());
    page.click("connect-save");
    page.wait_for("error-panel");
    camera.take(&page, "keychain-absent");
    page.close();
    let page = desktop.open_traza(NARROW.0, NARROW.1);
    page.click("sample");
    page.wait_for("nav-explore");
    page.click("nav-explore");
    page.wait_for("row");
    page.wait_without("download-running");
    camera.take(&page, "sample");
    page.close();
}
