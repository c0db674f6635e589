//! What is measured, and how.
//!
//! A key is pressed on the display; the page's clock starts with the event (its `timeStamp`, when the webview got it) and
//! stops two frames after what was to change has changed: by then the change is painted.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::desktop::{Desktop, Keychain, Look, Page, all_time, held, server, wait_until};
use crate::frames;

const TIMES: usize = 15;
const SCROLLED: Duration = Duration::from_secs(4);
const ARRIVES: Duration = Duration::from_secs(900);

/// Measures with each number of interactions and prints a table.
pub(crate) fn all(sizes: &[u64]) {
    println!("{:>12}  {:<42} {:>8} {:>8} {:>8}", "interactions", "what", "p50 ms", "p95 ms", "worst ms");
    for size in sizes {
        one(*size);
    }
}

fn one(size: u64) {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(size);
    let page = desktop.open_traza(1366, 768);
    page.connect("Tienda Andina", &server);
    let began = Instant::now();
    page.begin_download("last3_months");
    let done = wait_until(ARRIVES, || page.attribute("download-ended", "data-how"));
    assert_eq!(done.as_deref(), Some("done"), "{}", page.words());
    println!("{size:>12}  downloaded in {:.1} s", began.elapsed().as_secs_f64());
    page.explore_all(held(&server, all_time()));
    page.js(CLOCK);
    let total = "[data-test=count]";
    let first = "[data-test=row]";
    say(size, "a search (the last letter of a word)", &searches(&page, total));
    say(size, "a filter (space on its box)", &filters(&page, total));
    say(size, "a sort (Enter on a column's head)", &sorts(&page, first));
    say(size, "the next interaction in the reader (J)", &steps(&page));
    let scrolled = frames::during(&page, || frames::scroll(&page, "[data-test=table]", SCROLLED));
    say(size, "a frame while scrolling", &scrolled);
    page.close();
}

/// Types the last letter of a word; the word differs each time, so that nothing is remembered.
fn searches(page: &Page<'_>, total: &str) -> Vec<f64> {
    const WORDS: [(&str, &str); 5] =
        [("factur", "a"), ("reembols", "o"), ("entreg", "a"), ("servici", "o"), ("gracia", "s")];
    let mut times = Vec::new();
    for (before, last) in WORDS.iter().cycle().take(TIMES) {
        page.press("ctrl+f");
        page.press("ctrl+a");
        page.press("Delete");
        settle(page);
        page.write(before);
        settle(page);
        times.extend(timed(page, total, || page.press(last)));
    }
    page.press("ctrl+a");
    page.press("Delete");
    settle(page);
    times
}

fn filters(page: &Page<'_>, total: &str) -> Vec<f64> {
    page.js("document.querySelector(\"[data-test^='filter-skill-']\").focus()");
    let times = (0..TIMES).filter_map(|_| timed(page, total, || page.press("space"))).collect();
    if page.shows("chip-skill") {
        page.press("space");
    }
    settle(page);
    times
}

fn sorts(page: &Page<'_>, first: &str) -> Vec<f64> {
    let times = (0..TIMES).filter_map(|turn| {
        let column = ["sort-agent", "sort-subject", "sort-score"][turn % 3];
        page.js_with("document.querySelector(arguments[0]).focus()", vec![json!(format!("[data-test={column}]"))]);
        timed(page, first, || page.press("Return"))
    });
    times.collect()
}

fn steps(page: &Page<'_>) -> Vec<f64> {
    page.click("row");
    page.wait_for("reader-subject");
    settle(page);
    (0..TIMES).filter_map(|_| timed(page, "[data-test=reader-subject]", || page.press("j"))).collect()
}

/// Milliseconds from the key to the painted change of an element, if it changed.
fn timed(page: &Page<'_>, watched: &str, press: impl Fn()) -> Option<f64> {
    page.js_with("watchFor(arguments[0])", vec![json!(watched)]);
    press();
    let taken = wait_until(Duration::from_secs(10), || page.js("return window.taken ?? null").as_f64());
    settle(page);
    taken
}

/// Waits until nothing has changed for a while.
fn settle(page: &Page<'_>) {
    page.js_later("quiet(arguments[arguments.length - 1])", Vec::new());
}

fn say(size: u64, what: &str, times: &[f64]) {
    let at = |share: f64| frames::at_share(times, share);
    println!("{size:>12}  {what:<42} {:>8.1} {:>8.1} {:>8.1}  n = {}", at(0.5), at(0.95), at(1.0), times.len());
}

const CLOCK: &str = "
window.watchFor = (css) => {
  window.taken = undefined;
  let began;
  const seen = () => { const e = document.querySelector(css); return e ? e.innerText + (e.dataset.id ?? '') : '' };
  const before = seen();
  addEventListener('keydown', (event) => { began = event.timeStamp }, { capture: true, once: true });
  const watch = new MutationObserver(() => {
    if (began === undefined || seen() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame((now) => { window.taken = now - began }));
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
};
window.quiet = (done) => {
  let timer = setTimeout(end, 250);
  const watch = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 250) });
  function end() { watch.disconnect(); requestAnimationFrame(() => done(true)) }
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
};";
