//! The first screens: connecting, and the first download.

use simulator::{Fault, Faults, Refusal, Simulator};

use super::NAME;
use super::camera::Camera;
use crate::desktop::Page;

pub(crate) fn connecting(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    page.wait_for("connect-name");
    camera.take_both(page, "connect");
    page.fill_connection(NAME, server, "0000000000000000000000000000000000000bad");
    page.click("connect-test");
    page.wait_for("error-panel");
    camera.take(page, "connect-refused");
    page.click("connect-doctor");
    page.wait_for("doctor-verdict");
    camera.take(page, "connect-doctor");
    page.press("Escape");
    page.wait_without("doctor-dialog");
    page.fill("connect-token", server.token());
    page.click("connect-test");
    page.wait_for("connect-result");
    camera.take_both(page, "connect-tested");
    page.click("connect-save");
    page.wait_for("nav-explore");
}

pub(crate) fn downloading(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    page.click("nav-explore");
    page.wait_for("empty-archive");
    camera.take(page, "interactions-nothing-kept");
    page.click("nav-downloads");
    page.wait_for("nav-downloads");
    camera.take(page, "downloads-nothing-kept");
    page.open_choice();
    page.click("download-preset-last3_months");
    page.eventually("the cost is told", || page.number("download-cost"));
    camera.take_both(page, "downloads-choice");

    server.set_faults(Faults::none().next(1, Fault::Refuse(Refusal::TokenRefused)));
    page.click("download-start");
    page.wait_for("[data-how=failed]");
    camera.take(page, "downloads-failed");

    // The first month arrives, then the line is slow enough for a picture.
    server.set_faults(Faults::none().next(1, Fault::Uncompressed).next(1, Fault::BytesPerSecond(40_000)));
    page.begin_download("last3_months");
    page.eventually("a month has arrived", || {
        (server.judge().requests.iter().filter(|one| one.records > 0).count() > 1).then_some(())
    });
    page.wait_for("download-running");
    camera.take_both(page, "downloads-running");
    page.click("download-cancel");
    page.wait_for("[data-how=cancelled]");
    camera.take(page, "downloads-cancelled");

    server.set_faults(Faults::none());
    page.download("last3_months");
    camera.take_both(page, "downloads-done");
}
