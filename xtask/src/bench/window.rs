//! The real window with all of the archive: its start (P10), its frames (P11), its memory (P12) and its rest (P13).
//!
//! The root's benchmark `window` drives it, on a display, a session bus and a keychain of its own. Where those cannot be
//! had the rows say so. A run that breaks off leaves its rows unmeasured, with what it said: the others stand.

use serde_json::{Value, json};

use super::data::{Home, KEY, TOKEN};
use super::figure::{Bound, Figure};
use super::{Wish, number};
use crate::failure::Failure;
use crate::needs::{DESKTOP, WINDOW};
use crate::progress::Progress;
use crate::{given, page, private, system};

pub(super) const IDS: [&str; 4] = ["P10", "P11", "P12", "P13"];
const MEGABYTE: f64 = 1_000_000.0;
const MILLISECONDS: f64 = 1_000.0;

/// One row before it is measured.
struct Row {
    id: &'static str,
    work: &'static str,
    bound: Bound,
}

const START: Row =
    Row { id: "P10", work: "start to a usable window", bound: Bound::AtMost { unit: "×", limit: 1.5, aim: 1.2 } };
const FRAMES: Row = Row {
    id: "P11",
    work: "frames while scrolling, typing, filtering: p99",
    bound: Bound::AtMost { unit: "×", limit: 2.0, aim: 1.2 },
};
const BACKEND: Row =
    Row { id: "P12", work: "memory of the backend", bound: Bound::AtMost { unit: "MB", limit: 250.0, aim: 120.0 } };
const WEBVIEW: Row =
    Row { id: "P12", work: "memory of the web view", bound: Bound::AtMost { unit: "MB", limit: 350.0, aim: 250.0 } };
const IDLE: Row =
    Row { id: "P13", work: "idle: share of a core", bound: Bound::AtMost { unit: "%", limit: 0.5, aim: 0.1 } };

/// Why there can be no window here, if so. What can be installed is, and the page is built.
pub(super) fn prepare(progress: &mut Progress) -> Result<Option<String>, Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(Some("the window is measured on Linux, where it gets a display of its own".to_owned()));
    }
    let needs = given::check_with_node().and_then(|()| system::ensure(&[&WINDOW, &DESKTOP], progress));
    if let Err(failure) = needs {
        return Ok(Some(failure.sentence().to_owned()));
    }
    page::packages(progress)?;
    page::build(progress)?;
    Ok(None)
}

/// The rows where there is no window.
pub(super) fn missing(wish: &Wish, why: &str) -> Vec<Figure> {
    let rows = [START, FRAMES, BACKEND, WEBVIEW, IDLE].into_iter().filter(|row| wish.wants(&[row.id]));
    rows.map(|row| Figure::missing(row.id, row.work, row.bound, why)).collect()
}

/// Measures what is wanted.
pub(super) fn measuring(wish: &Wish, home: &Home, progress: &mut Progress) -> Result<Vec<Figure>, Failure> {
    let wanted: Vec<&str> = IDS.into_iter().filter(|id| wish.wants(&[id])).collect();
    let (rows, idle) = (wish.rows.to_string(), wish.idle.to_string());
    let run = private::cargo_in_private()?
        .args(["bench", "--quiet", "--workspace", "--locked", "--bench", "window", "--color", "never", "--", "--home"])
        .args([home.folder()])
        .args(["--key", KEY, "--token", TOKEN, "--rows", &rows, "--idle", &idle, "--only", &wanted.join(",")])
        .quietly(progress);
    match run {
        Ok(output) => figures(wish, &output, "the window's measurement said nothing of it"),
        Err(failure) => {
            progress.note("the window's measurement broke off");
            let why = format!("the window's measurement broke off: {}", last_words(failure.log()));
            figures(wish, failure.log(), &why)
        }
    }
}

/// What the rows came to, by the lines that the measurement printed.
fn figures(wish: &Wish, output: &str, why_missing: &str) -> Result<Vec<Figure>, Failure> {
    let lines: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let found = |id: &str| {
        let line = lines.iter().find(|line| line.get("id").and_then(Value::as_str) == Some(id));
        line.and_then(|line| line.get("found"))
    };
    let mut figures = Vec::new();
    for row in [START, FRAMES, BACKEND, WEBVIEW, IDLE].into_iter().filter(|row| wish.wants(&[row.id])) {
        figures.push(match found(row.id) {
            Some(found) => row.measured(found)?,
            None => Figure::missing(row.id, row.work, row.bound, why_missing),
        });
    }
    Ok(figures)
}

impl Row {
    fn measured(self, found: &Value) -> Result<Figure, Failure> {
        let (traza, peer, value) = match (self.id, self.work == BACKEND.work) {
            ("P10", _) => start(found)?,
            ("P11", _) => frames(found)?,
            ("P12", true) => memory(found, "backend")?,
            ("P12", false) => memory(found, "webview")?,
            _ => idle(found)?,
        };
        let raw = found.clone();
        Ok(Figure { id: self.id, work: self.work.to_owned(), traza, peer, value: Some(value), bound: self.bound, raw })
    }
}

fn start(found: &Value) -> Result<(String, String, f64), Failure> {
    let of = |who: &str, what: &str| number(found.get(who).unwrap_or(&Value::Null), what);
    let (usable, empty) = (of("traza", "usable_ms")?, of("empty", "painted_ms")?);
    let seconds = |milliseconds: f64| milliseconds / MILLISECONDS;
    let traza = format!("{:.2} s (window {:.2} s)", seconds(usable), seconds(of("traza", "shown_ms")?));
    Ok((traza, format!("an empty window {:.2} s", seconds(empty)), usable / empty))
}

fn frames(found: &Value) -> Result<(String, String, f64), Failure> {
    let of = |what: &str| number(found.get(what).unwrap_or(&Value::Null), "p99_ms");
    let all = [of("scrolling")?, of("typing")?, of("filtering")?];
    let (worst, empty) = (all.into_iter().fold(0.0, f64::max), of("empty")?);
    let [scrolling, typing, filtering] = all;
    let traza = format!("{scrolling:.1}, {typing:.1}, {filtering:.1} ms");
    Ok((traza, format!("an empty page that scrolls {empty:.1} ms"), worst / empty))
}

fn memory(found: &Value, part: &str) -> Result<(String, String, f64), Failure> {
    let of = |what: &str| number(found.get(part).unwrap_or(&Value::Null), what).map(|bytes| bytes / MEGABYTE);
    let (proportional, own) = (of("proportional")?, of("own")?);
    Ok((format!("{proportional:.0} MB ({own:.0} MB its own)"), "–".to_owned(), proportional))
}

fn idle(found: &Value) -> Result<(String, String, f64), Failure> {
    let percent = number(found, "percent")?;
    let first = found.get("wakers").and_then(|wakers| wakers.get(0)).unwrap_or(&json!(null)).clone();
    let most = first.get("name").and_then(Value::as_str).unwrap_or("nobody");
    let traza = format!("{percent:.2} % over {:.0} s, most by {most}", number(found, "seconds")?);
    Ok((traza, "–".to_owned(), percent))
}

/// What a program said before it broke off, in a line: a panic's place and words.
fn last_words(log: &str) -> String {
    let from = log.lines().position(|line| line.contains("panicked at")).unwrap_or(0);
    log.lines().skip(from).take(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(only: &[&str]) -> Wish {
        Wish { rows: 10, seed: 1, idle: 60, only: only.iter().map(|id| (*id).to_owned()).collect() }
    }

    #[test]
    fn what_the_measurement_prints_becomes_rows() {
        let said = r#"warning: something
{"id":"P10","found":{"traza":{"shown_ms":500.0,"usable_ms":900.0},"empty":{"painted_ms":600.0}}}
{"id":"P12","found":{"backend":{"proportional":200e6,"own":150e6},"webview":{"proportional":300e6,"own":250e6}}}
{"id":"P13","found":{"seconds":60,"percent":0.2,"wakers":[{"name":"traza / main"}]}}"#;
        let rows = figures(&wish(&[]), said, "nothing").unwrap();
        let values: Vec<(&str, Option<f64>)> = rows.iter().map(|row| (row.id, row.value)).collect();
        let expected =
            [("P10", Some(1.5)), ("P11", None), ("P12", Some(200.0)), ("P12", Some(300.0)), ("P13", Some(0.2))];
        assert_eq!(values, expected);
        assert_eq!(rows[1].raw, json!({ "not_measured": "nothing" }));
    }

    #[test]
    fn only_the_rows_that_are_wanted_are_missing_without_a_display() {
        let rows = missing(&wish(&["P12"]), "no display");
        assert_eq!(rows.iter().map(|row| row.work.as_str()).collect::<Vec<_>>(), [BACKEND.work, WEBVIEW.work]);
    }

    #[test]
    fn of_a_panic_its_place_and_words_are_kept() {
        let log = "Compiling\nthread 'main' panicked at benches/window.rs:1:1:\nnot within 60s: the row\nstack";
        assert_eq!(last_words(log), "thread 'main' panicked at benches/window.rs:1:1: not within 60s: the row");
    }
}
