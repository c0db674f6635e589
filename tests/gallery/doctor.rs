//! The connection's doctor: where all is well, and where the server lets nobody in.

use simulator::{Fault, Faults, On, Simulator, When};

use super::camera::Camera;
use crate::desktop::Page;

pub(crate) fn checking(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    page.click("nav-settings");
    page.click("operation-doctor");
    page.wait_for("doctor-verdict");
    camera.take_both(page, "doctor");
    page.press("Escape");
    page.wait_without("doctor-dialog");

    server.set_faults(Faults::none().on(On::All, When::Always, Fault::Reset));
    page.click("operation-doctor");
    page.wait_for("doctor-verdict");
    page.click("doctor-text-open");
    page.wait_for("doctor-text");
    camera.take(page, "doctor-not-listed");
    page.press("Escape");
    page.wait_without("doctor-dialog");
    server.set_faults(Faults::none());
}
