//! The time between the frames of a page, by the webview's own clock.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::desktop::{Page, Wheel};

/// Longer than a frame takes, shorter than a hand: always more to scroll than was painted.
const TURN_EVERY: Duration = Duration::from_millis(8);
/// The first frames still belong to what was before.
const WARMING: usize = 2;

/// Milliseconds between the frames while something is done.
pub(crate) fn during(page: &Page<'_>, done: impl FnOnce()) -> Vec<f64> {
    page.js(BEGIN);
    done();
    let frames = page.js("cancelAnimationFrame(window.counting); return window.framesSeen");
    let frames = frames.as_array().map(Vec::as_slice).unwrap_or_default();
    frames.iter().filter_map(Value::as_f64).skip(WARMING).collect()
}

/// Turns the wheel over an element for so long: down for a while, then up.
pub(crate) fn scroll(page: &Page<'_>, element: &str, time: Duration) {
    let place = page.js_with(MIDDLE, vec![element.into()]);
    let at = |index: usize| place.get(index).and_then(Value::as_f64).expect("what is scrolled is there") as i16;
    page.desktop().display().point_at(at(0), at(1));
    let began = Instant::now();
    let mut turns = 0_u32;
    while began.elapsed() < time {
        // Always on rows that have to be fetched.
        page.desktop().display().wheel(if turns % 200 < 140 { Wheel::Down } else { Wheel::Up });
        turns += 1;
        std::thread::sleep(TURN_EVERY);
    }
}

/// What lies at a share of the times, from the shortest (0) to the longest (1).
pub(crate) fn at_share(times: &[f64], share: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let place = (times.len().saturating_sub(1) as f64 * share).round() as usize;
    times.get(place).copied().unwrap_or(f64::NAN)
}

const BEGIN: &str = "
window.framesSeen = [];
let last = performance.now();
(function next(now) { window.framesSeen.push(now - last); last = now; window.counting = requestAnimationFrame(next) })(last)";

const MIDDLE: &str = "
const place = document.querySelector(arguments[0]).getBoundingClientRect();
return [place.x + place.width / 2, place.y + Math.min(place.height, innerHeight) / 2]";
