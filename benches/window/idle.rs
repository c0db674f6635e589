//! P12 and P13: what the application holds with everything open, and what it takes while nobody touches it.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::desktop::{Desktop, Part, Wheel};
use crate::given::{Given, say};
use crate::processes::{Memory, Processes};
use crate::smooth::Marks;
use crate::start::{close, start, still};

const WHOLE: Part = Part { x: 0, y: 0, width: 1366, height: 768 };
const WORD: &str = "factura";
const TURNS: u32 = 600;
const TURN_EVERY: Duration = Duration::from_millis(12);
/// Of those that woke the program, so many are named.
const NAMED: usize = 12;

/// Explores, searches, scrolls and reads; looks at the memory, then leaves the window alone.
pub(crate) fn measure(desktop: &Desktop, given: &Given, marks: &Marks) {
    let mut started = start(desktop, marks);
    let display = desktop.display();
    let rest = || drop(still(desktop, started.window, marks.row));
    display.press("Escape");
    rest();
    display.press("ctrl+f");
    display.write(WORD);
    rest();
    display.press("Escape");
    rest();
    display.point_at(marks.table.0, marks.table.1);
    for turn in 0..TURNS {
        display.wheel(if turn % 200 < 140 { Wheel::Down } else { Wheel::Up });
        sleep(TURN_EVERY);
    }
    display.click_at(marks.table.0, marks.table.1);
    rest();
    display.point_at(2_000, 1_400);
    still(desktop, started.window, WHOLE);
    let processes = Processes::of(started.traza.child().id());
    if given.wants("P12") {
        say("P12", held(&processes));
    }
    if given.wants("P13") {
        say("P13", left_alone(&processes, given.idle));
    }
    close(desktop, started);
}

/// The first process is Traza's own; what it started belongs to the web view.
fn held(processes: &Processes) -> Value {
    let memory = processes.memory();
    let sum = |of: &[(_, Memory)]| of.iter().fold(Memory::default(), |sum, (_, memory)| sum.and(*memory));
    let (backend, webview) = memory.split_at(1.min(memory.len()));
    let one = |memory: Memory| json!({ "proportional": memory.proportional, "own": memory.own });
    let named: Vec<Value> = memory
        .iter()
        .map(
            |(process, memory)| json!({ "name": process.name, "proportional": memory.proportional, "own": memory.own }),
        )
        .collect();
    json!({ "backend": one(sum(backend)), "webview": one(sum(webview)), "processes": named })
}

fn left_alone(processes: &Processes, time: Duration) -> Value {
    let began = Instant::now();
    let before = processes.work();
    sleep(time);
    let after = processes.work();
    let passed = began.elapsed().as_secs_f64();
    let wakers = after.wakers_since(&before);
    let wakers: Vec<Value> = wakers
        .iter()
        .take(NAMED)
        .map(|waker| {
            json!({ "name": waker.name, "wakes_a_minute": waker.wakes as f64 * 60.0 / passed,
                    "milliseconds": waker.milliseconds })
        })
        .collect();
    json!({
        "seconds": passed, "processor_seconds": after.seconds_since(&before),
        "percent": after.seconds_since(&before) / passed * 100.0, "wakers": wakers,
    })
}
