//! P11: the time between frames while people scroll, type and filter, beside an empty page that scrolls in the same
//! window.

use std::time::Duration;

use serde_json::{Value, json};

use crate::desktop::{Desktop, Page, Part};
use crate::frames;
use crate::given::{Given, say};

const SCROLLED: Duration = Duration::from_secs(12);
/// A fast hand.
const KEY_EVERY: Duration = Duration::from_millis(120);
const CHOICE_EVERY: Duration = Duration::from_millis(300);
const CHOICES: usize = 30;
/// What is typed: each word is searched for letter by letter, then taken away.
const WORDS: [&str; 6] = ["factura", "reembolso", "entrega tarde", "servicio", "gracias", "pedido"];

/// Where on the window lies what is looked at.
pub(crate) struct Marks {
    /// The first row's texts.
    pub(crate) row: Part,
    /// How many dark pixels they have.
    pub(crate) letters: usize,
    /// Part of the hint in the search field, which goes with the first letter.
    pub(crate) hint: Part,
    /// The middle of the table.
    pub(crate) table: (i16, i16),
}

/// Opens the window with a driver; measures frames if they are wanted, and tells where things lie.
pub(crate) fn measure(desktop: &Desktop, given: &Given) -> Marks {
    let page = desktop.open_traza(1366, 768);
    page.wait_for_number("count", given.rows);
    page.wait_for("row");
    page.rest();
    let marks = marks(&page);
    if given.wants("P11") {
        frames_of(&page);
    }
    page.close();
    marks
}

fn frames_of(page: &Page<'_>) {
    let scrolling = frames::during(page, || frames::scroll(page, "[data-test=table]", SCROLLED));
    page.rest();
    let typing = frames::during(page, || type_words(page));
    page.rest();
    page.js("document.querySelector(\"[data-test^='filter-skill-']\").focus()");
    let filtering = frames::during(page, || {
        for _ in 0..CHOICES {
            page.press("space");
            std::thread::sleep(CHOICE_EVERY);
        }
    });
    page.js(EMPTY);
    let empty = frames::during(page, || frames::scroll(page, "#empty", SCROLLED));
    say(
        "P11",
        json!({
            "scrolling": told(&scrolling), "typing": told(&typing), "filtering": told(&filtering),
            "empty": told(&empty),
        }),
    );
}

fn type_words(page: &Page<'_>) {
    for word in WORDS {
        page.press("ctrl+f");
        for letter in word.chars() {
            page.press(&letter.to_string());
            std::thread::sleep(KEY_EVERY);
        }
        page.press("Escape");
        std::thread::sleep(KEY_EVERY);
    }
}

fn told(frames: &[f64]) -> Value {
    let at = |share: f64| frames::at_share(frames, share);
    json!({ "frames": frames.len(), "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "worst_ms": at(1.0) })
}

fn marks(page: &Page<'_>) -> Marks {
    let row = part(page, "[data-test=row][data-position='0']");
    let search = part(page, "[data-test=search]");
    // Whatever marks the row at its left edge is no part of it, nor the bar that scrolls.
    let texts = Part { x: row.x + 8, y: row.y + 4, width: row.width / 2, height: row.height - 8 };
    Marks {
        row: texts,
        letters: page.desktop().display().part(page.window(), texts).darks(),
        // The caret and the first letter stand before it.
        hint: Part { x: search.x + 34, y: search.y + 6, width: 60, height: search.height - 12 },
        table: (row.x + (row.width / 2) as i16, row.y + 200),
    }
}

fn part(page: &Page<'_>, element: &str) -> Part {
    let script =
        "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.x, r.y, r.width, r.height]";
    let found = page.js_with(script, vec![json!(element)]);
    let at = |index: usize| found[index].as_f64().expect("the element is there");
    Part { x: at(0) as i16, y: at(1) as i16, width: at(2) as u16, height: at(3) as u16 }
}

/// The page's policy forbids styles in markup, not what a script sets.
const EMPTY: &str = "
document.body.replaceChildren();
const scroller = document.body.appendChild(document.createElement('div'));
scroller.id = 'empty';
Object.assign(scroller.style, { height: '100vh', overflow: 'auto' });
const tall = scroller.appendChild(document.createElement('div'));
tall.style.height = '1000000px'";
