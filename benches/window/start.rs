//! P10: from the start of the program to a window that can be used, beside an empty window of the same shell.
//!
//! Nothing drives the webview here: what is painted is looked for on the display, and the keys come from its keyboard.

use std::env;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::desktop::{Desktop, Part, Picture, Running};
use crate::empty;
use crate::frames::at_share;
use crate::given::say;
use crate::smooth::Marks;

const STARTS: usize = 9;
const TITLE: &str = "Traza";
const TRAZA: &str = env!("CARGO_BIN_EXE_traza");
const TO_START: Duration = Duration::from_secs(60);
const TO_END: Duration = Duration::from_secs(20);
/// Short beside what is measured, long beside what looking costs.
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// What has not changed for so long stays.
const STILL: Duration = Duration::from_millis(1500);

/// A Traza that was started, and its window.
pub(crate) struct Started {
    pub(crate) traza: Running,
    pub(crate) window: u32,
    times: Times,
}

/// Milliseconds since the start of the program.
#[derive(Clone, Copy, Default)]
struct Times {
    shown: f64,
    painted: f64,
    usable: f64,
}

/// Starts both several times, by turns, and says the medians.
pub(crate) fn measure(desktop: &Desktop, marks: &Marks) {
    let mut traza = Vec::new();
    let mut empty = Vec::new();
    for _ in 0..STARTS {
        empty.push(start_empty(desktop));
        let started = start(desktop, marks);
        traza.push(started.times);
        close(desktop, started);
    }
    say("P10", json!({ "starts": STARTS, "traza": told(&traza), "empty": told(&empty) }));
}

/// Starts Traza and waits until its window can be used: until the first row's letters stand there, and a
/// key that is pressed then shows in the search field.
pub(crate) fn start(desktop: &Desktop, marks: &Marks) -> Started {
    let display = desktop.display();
    display.point_at(2_000, 1_400);
    let began = Instant::now();
    let since = || began.elapsed().as_secs_f64() * 1_000.0;
    let mut times = Times::default();
    let traza = desktop.open(TRAZA);
    let window = until("Traza shows its window", || display.window(|title| title == TITLE));
    times.shown = since();
    display.focus(window);
    // Smoothed letters differ by shades from one painting to the next; the bars that hold their place are light.
    let letters = marks.letters * 4 / 5..=marks.letters * 5 / 4;
    until("the first row is painted", || letters.contains(&display.part(window, marks.row).darks()).then_some(()));
    times.painted = since();
    display.press("ctrl+f");
    display.press("m");
    until("a key shows in the search field", || (display.part(window, marks.hint).colours() == 1).then_some(()));
    times.usable = since();
    Started { traza, window, times }
}

fn start_empty(desktop: &Desktop) -> Times {
    let display = desktop.display();
    let began = Instant::now();
    let since = || began.elapsed().as_secs_f64() * 1_000.0;
    let mut command = desktop.command(env::current_exe().unwrap().to_str().unwrap());
    let mut empty = Running::start(command.arg(empty::TITLE));
    let window = until("the empty window is shown", || display.window(|title| title == empty::TITLE));
    let shown = since();
    let middle = Part { x: 683, y: 384, width: 4, height: 4 };
    until("the empty page is painted", || (display.part(window, middle).count(empty::COLOUR) == 16).then_some(()));
    let painted = since();
    display.close(window);
    assert!(empty.wait_for_end(TO_END).is_some(), "the empty window does not close");
    Times { shown, painted, usable: painted }
}

/// Closes its window as its frame's button would, and waits for its end.
pub(crate) fn close(desktop: &Desktop, mut started: Started) {
    desktop.display().close(started.window);
    assert!(started.traza.wait_for_end(TO_END).is_some(), "Traza goes on after its window was closed");
}

/// Part of a window once it no longer changes.
pub(crate) fn still(desktop: &Desktop, window: u32, part: Part) -> Picture {
    let mut seen = desktop.display().part(window, part);
    let mut since = Instant::now();
    until("the window stands still", || {
        let now = desktop.display().part(window, part);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
        (since.elapsed() > STILL).then_some(())
    });
    seen
}

fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(began.elapsed() < TO_START, "not within {TO_START:?}: {what}");
        std::thread::sleep(LOOK_EVERY);
    }
}

fn told(starts: &[Times]) -> Value {
    let of = |time: fn(&Times) -> f64| starts.iter().map(time).collect::<Vec<f64>>();
    let middle = |time: fn(&Times) -> f64| at_share(&of(time), 0.5);
    json!({
        "shown_ms": middle(|start| start.shown), "painted_ms": middle(|start| start.painted),
        "usable_ms": middle(|start| start.usable), "all_usable_ms": of(|start| start.usable),
    })
}
