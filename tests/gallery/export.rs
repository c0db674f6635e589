//! The dialog that exports, before, at work and after.

use std::path::Path;

use super::camera::Camera;
use crate::desktop::Page;

pub(crate) fn exporting(camera: &Camera<'_>, page: &Page<'_>) {
    page.filter_by("score");
    page.click("export-open");
    page.wait_for("export-estimate");
    camera.take_both(page, "export");
    page.click("export-format-csv");
    page.click("export-save");
    page.save_as(Path::new("/proc/interacciones.csv"));
    page.wait_for("export-error");
    camera.take(page, "export-failed");
    page.focus();
    page.press("Escape");
    page.wait_without("export-dialog");
    if page.shows("chips-clear") {
        page.click("chips-clear");
    }
    page.click("export-open");
    page.click("export-format-xlsx");
    page.click("export-save");
    page.save_as(&page.desktop().file("interacciones.xlsx"));
    page.eventually("it is writing, or done", || {
        (page.shows("export-progress") || page.shows("export-done")).then_some(())
    });
    if page.shows("export-progress") {
        camera.take(page, "export-writing");
    }
    page.wait_for("export-done");
    camera.take(page, "export-done");
    page.focus();
    page.press("Escape");
    page.wait_without("export-dialog");
}
