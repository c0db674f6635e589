//! Descargas once something is there: the calendar's days, what a download changed, what waits, following, the quota.

use chrono::TimeDelta;
use interaction::Moment;
use simulator::{Fault, Faults, Limits, Refusal, Simulator};

use super::camera::{Camera, NARROW};
use crate::desktop::{Desktop, Page, last_month, present};

/// What happens after this is what the second download finds: closings, surveys, new ones.
const EARLIER_HOURS: i64 = 20;

/// Puts the operation some hours back, so that a later download finds changes.
pub(crate) fn begin_earlier(server: &Simulator) {
    server.set_now(moment(present() - TimeDelta::hours(EARLIER_HOURS)));
}

pub(crate) fn keeping(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    refreshing(camera, page, server);
    days(camera, page);
    following(camera, page);
    waiting(camera, page, server);
}

/// A refresh, and what it has changed.
fn refreshing(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    server.set_now(moment(present()));
    page.open_choice();
    page.click("download-preset-last3_months");
    page.click("download-again-changing");
    page.click("download-start");
    page.eventually("the refresh is done", || (page.attribute("download-ended", "data-how")? == "done").then_some(()));
    page.wait_for("run");
    camera.take_both(page, "downloads-refreshed");
    page.click("run");
    page.wait_for("change");
    camera.take_both(page, "changes");
    page.click("changes-kind-closed");
    page.eventually("only closed ones are shown", || {
        (!page.text_now("changes-total")?.is_empty() && page.shows("change")).then_some(())
    });
    camera.take(page, "changes-closed");
    page.click("change");
    page.wait_for("reader-history");
    page.js("document.querySelector(\"[data-test='reader-history']\").parentElement.scrollTop = 9999");
    camera.take_both(page, "reader-history");
    page.click("nav-downloads");
}

/// A day of the calendar, and several.
fn days(camera: &Camera<'_>, page: &Page<'_>) {
    let (first, _) = last_month();
    page.click(&format!("[data-day='{}']", first + TimeDelta::days(9)));
    page.wait_for("picked-days");
    camera.take_both(page, "downloads-day");
    for _ in 0..9 {
        page.press("shift+Right");
    }
    page.eventually("ten days are picked", || (page.count("[data-day][aria-selected=true]") == 10).then_some(()));
    camera.take(page, "downloads-days");
    page.click("picked-close");
    page.wait_without("picked-days");
}

/// Following, with its settings open.
fn following(camera: &Camera<'_>, page: &Page<'_>) {
    page.click("follow-switch");
    page.wait_for("[data-test=follow-switch][aria-checked=true]");
    page.click("follow-open");
    page.wait_for("follow-settings");
    camera.take(page, "downloads-following");
    page.press("Escape");
    page.click("follow-switch");
    page.wait_for("[data-test=follow-switch][aria-checked=false]");
}

/// A download that could not be finished and goes on by itself.
fn waiting(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    server.set_faults(Faults::none().always(Fault::Refuse(Refusal::Maintenance)));
    everything(page);
    page.click("download-start");
    page.wait_for("[data-how=failed]");
    page.wait_for("pending");
    camera.take_both(page, "downloads-pending");
    page.click("pending-never");
    page.wait_without("pending");
    server.set_faults(Faults::none());
}

/// A plan that needs more than is left of the quota. A program that was started anew asks what is left with its first plan.
pub(crate) fn spending(camera: &Camera<'_>, desktop: &Desktop, server: &Simulator) {
    let asked = u32::try_from(server.requests_today()).unwrap();
    server.set_limits(Limits { requests_a_day: Some(asked + 1), ..Limits::default() });
    let page = desktop.open_traza(NARROW.0, NARROW.1);
    everything(&page);
    page.wait_for("download-over-quota");
    camera.take_both(&page, "downloads-over-quota");
    page.close();
    server.set_limits(Limits::default());
}

/// Chooses all of three months anew.
fn everything(page: &Page<'_>) {
    page.open_choice();
    page.click("download-preset-last3_months");
    page.click("download-again-everything");
    page.eventually("the cost is told", || page.number("download-cost"));
}

fn moment(time: chrono::NaiveDateTime) -> Moment {
    Moment::parse(&time.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap()
}
