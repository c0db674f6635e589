//! Interacciones in all its states.

use super::camera::Camera;
use crate::desktop::{Page, all_time, held};
use simulator::Simulator;

pub(crate) fn exploring(camera: &Camera<'_>, page: &Page<'_>, server: &Simulator) {
    page.explore_all(held(server, all_time()));
    camera.take(page, "interactions-plain");
    page.click("period-open");
    camera.take(page, "menu-period");
    page.press("Escape");
    page.click("columns-open");
    camera.take(page, "menu-columns");
    page.press("Escape");
    page.click("operation-menu");
    camera.take(page, "menu-operation");
    page.press("Escape");
    page.press("?");
    page.wait_for("keys-dialog");
    camera.take(page, "keys");
    page.press("Escape");
    page.wait_without("keys-dialog");
    incomplete(camera, page);
    searching(camera, page);
    reading(camera, page);
    picking(camera, page);
    nothing(camera, page);
}

/// A period of which days are missing: the figures say so. In the first months of a year there are none.
fn incomplete(camera: &Camera<'_>, page: &Page<'_>) {
    page.click("period-open");
    page.click("period-this_year");
    page.settled_number("count");
    if page.shows("rests-open") {
        page.click("rests-open");
        page.wait_for("rests");
        camera.take_both(page, "interactions-incomplete");
        page.press("Escape");
    }
    page.click("period-open");
    page.click("period-all");
    page.wait_for("row");
}

fn searching(camera: &Camera<'_>, page: &Page<'_>) {
    let all = page.number("count");
    page.fill("search", "factura");
    page.eventually("the search narrows", || (page.number("count") != all).then_some(()));
    page.wait_for("[data-test=row] mark");
    page.settled_number("count");
    camera.take(page, "interactions-search");
    page.fill("search", "agente:");
    page.wait_for("suggestion");
    camera.take(page, "search-values");
    page.fill("search", "agnete:ana factura");
    page.wait_for("search-fix");
    camera.take(page, "search-note");
    page.fill("search", "");
    page.eventually("all are shown", || (page.number("count") == all).then_some(()));
    page.press("alt+Down");
    page.wait_for("suggestion");
    camera.take(page, "search-fields");
    page.press("Escape");
    page.click("search-help");
    page.wait_for("search-help-panel");
    camera.take(page, "search-help");
    page.press("Escape");
}

fn reading(camera: &Camera<'_>, page: &Page<'_>) {
    page.filter_by("score");
    camera.take(page, "interactions-filters");
    page.click("[data-test=chip-score] button");
    page.wait_without("chip-score");
    // As people work: a word, two skills, and the message that holds it.
    page.fill("search", "factura");
    page.wait_for("[data-test=row] mark");
    page.settled_number("count");
    page.filter_by("skill");
    choose_second_skill(page);
    page.open_first_row();
    page.message();
    camera.take_both(page, "interactions");
    page.click("raw-open");
    page.wait_for("raw-text");
    camera.take(page, "reader-raw");
    page.click("raw-open");
    page.wait_for("message-frame");
    brushing(camera, page);
}

fn choose_second_skill(page: &Page<'_>) {
    let name = page.js("return document.querySelectorAll(\"[data-test^='filter-skill-']\")[1].dataset.test");
    let before = page.number("count");
    page.click(name.as_str().unwrap());
    page.eventually("there are more", || (page.number("count") > before).then_some(()));
}

/// Chooses some days on the timeline with the pointer.
fn brushing(camera: &Camera<'_>, page: &Page<'_>) {
    let place = page.js(
        "const e = document.querySelector(\"[data-test='timeline']\").getBoundingClientRect(); return [e.x, e.y, e.width, e.height]",
    );
    let at = |share: f64| {
        let number = |index: usize| place[index].as_f64().unwrap();
        ((number(0) + number(2) * share) as i16, (number(1) + number(3) / 2.0) as i16)
    };
    let before = page.number("count");
    page.desktop().display().drag(at(0.35), at(0.6));
    page.eventually("the brush narrows", || (page.number("count") != before).then_some(()));
    camera.take(page, "interactions-brush");
    page.click("chips-clear");
    page.eventually("the brush is gone", || (page.number("count") > before).then_some(()));
}

fn picking(camera: &Camera<'_>, page: &Page<'_>) {
    page.click("row");
    for _ in 0..4 {
        page.press("shift+Down");
    }
    page.eventually("rows are picked", || page.number("selected"));
    camera.take(page, "interactions-picked");
    page.press("Escape");
}

fn nothing(camera: &Camera<'_>, page: &Page<'_>) {
    page.fill("search", "xilofonía");
    page.wait_for("empty-filters");
    camera.take(page, "interactions-no-match");
    page.fill("search", "");
    page.wait_for("row");
}
