//! One row of the table: what Traza took, what the peer took, and what was promised.

use std::io::Write as _;

use serde_json::{Value, json};

use super::Wish;
use crate::failure::Failure;
use crate::program::Program;
use crate::workspace;

/// What is compared, and which way is better.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Bound {
    /// Traza's speed over the peer's: more is better.
    Times { at_least: f64, aim: f64 },
    /// An amount in a unit, or a share of the peer's: less is better.
    AtMost { unit: &'static str, limit: f64, aim: f64 },
    /// Nothing is promised: times what the peer took.
    Told,
}

/// A row, measured or not.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) id: &'static str,
    pub(super) work: String,
    pub(super) traza: String,
    pub(super) peer: String,
    /// `None` where it could not be measured here; `raw` says why.
    pub(super) value: Option<f64>,
    pub(super) bound: Bound,
    /// All that both sides said.
    pub(super) raw: Value,
}

impl Figure {
    /// A row that cannot be measured here, and why.
    pub(super) fn missing(id: &'static str, work: &str, bound: Bound, why: &str) -> Figure {
        Figure {
            id,
            work: work.to_owned(),
            traza: "–".to_owned(),
            peer: "–".to_owned(),
            value: None,
            bound,
            raw: json!({ "not_measured": why }),
        }
    }

    fn spoken(&self) -> String {
        match (self.value, self.bound) {
            (None, _) => "–".to_owned(),
            (Some(value), Bound::Times { .. }) => format!("{value:.1} ×"),
            (Some(value), Bound::AtMost { unit, .. }) => format!("{value:.2} {unit}"),
            (Some(value), Bound::Told) => format!("{value:.2} ×"),
        }
    }

    fn promised(&self) -> String {
        match self.bound {
            Bound::Times { at_least, aim } => format!("{at_least} × ({aim} ×)"),
            Bound::AtMost { unit, limit, aim } => format!("{limit} {unit} ({aim} {unit})"),
            Bound::Told => "–".to_owned(),
        }
    }

    fn verdict(&self) -> &'static str {
        let Some(value) = self.value else { return "not measured" };
        let (met, aimed) = match self.bound {
            Bound::Times { at_least, aim } => (value >= at_least, value >= aim),
            Bound::AtMost { limit, aim, .. } => (value <= limit, value <= aim),
            Bound::Told => return "",
        };
        match (met, aimed) {
            (_, true) => "aim reached",
            (true, false) => "met",
            (false, false) => "NOT MET",
        }
    }

    /// Why it was not measured, where it was not.
    fn reason(&self) -> Option<&str> {
        self.raw.get("not_measured").and_then(Value::as_str)
    }
}

/// Prints the table and writes the figures as JSON.
pub(super) fn report(figures: &[Figure], wish: &Wish) -> Result<(), Failure> {
    let file = workspace::target().join("bench.json");
    let rows: Vec<Value> = figures
        .iter()
        .map(|figure| {
            json!({
                "id": figure.id, "work": figure.work, "traza": figure.traza, "peer": figure.peer, "value": figure.value,
                "measured": figure.spoken(), "promised": figure.promised(), "verdict": figure.verdict(),
                "raw": figure.raw,
            })
        })
        .collect();
    let all = json!({ "machine": machine(), "rows": wish.rows, "seed": wish.seed, "figures": rows });
    std::fs::write(&file, format!("{all:#}\n"))
        .map_err(|error| Failure::saying(format!("{} cannot be written: {error}", file.display())))?;
    table(figures, wish);
    let _ = writeln!(std::io::stdout().lock(), "\nAll figures: {}", file.display());
    Ok(())
}

fn table(figures: &[Figure], wish: &Wish) {
    let head = ["", "work", "Traza", "peer", "measured", "at least (aim)", ""].map(str::to_owned);
    let body = figures.iter().map(|figure| {
        let texts = [figure.id, &figure.work, &figure.traza, &figure.peer].map(str::to_owned);
        let [id, work, traza, peer] = texts;
        [id, work, traza, peer, figure.spoken(), figure.promised(), figure.verdict().to_owned()]
    });
    let lines: Vec<[String; 7]> = std::iter::once(head).chain(body).collect();
    let mut widths = [0; 7];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\n{} (large rows: {} interactions)\n", machine_line(), wish.rows);
    for line in &lines {
        let cells: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        let _ = writeln!(out, "{}", cells.join("  ").trim_end());
    }
    let mut reasons: Vec<&str> = figures.iter().filter_map(Figure::reason).collect();
    reasons.dedup();
    for reason in reasons {
        let _ = writeln!(out, "\nNot measured: {reason}");
    }
}

pub(crate) fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let rustc = Program::new("rustc").args(["--version"]).says().unwrap_or_default();
    json!({
        "system": std::env::consts::OS, "architecture": std::env::consts::ARCH, "cores": cores,
        "processor": model.trim_start_matches([' ', '\t', ':']), "rustc": rustc.trim(),
    })
}

pub(crate) fn machine_line() -> String {
    let machine = machine();
    let text = |name: &str| machine.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let cores = machine.get("cores").and_then(Value::as_u64).unwrap_or_default();
    format!("{} {}, {cores} cores, {}", text("system"), text("architecture"), text("processor"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: Option<f64>, bound: Bound) -> Figure {
        Figure { value, bound, ..Figure::missing("P0", "work", bound, "no display") }
    }

    #[test]
    fn a_figure_is_judged_by_its_bound() {
        let times = Bound::Times { at_least: 1.8, aim: 4.0 };
        let most = Bound::AtMost { unit: "MB", limit: 250.0, aim: 120.0 };
        let judged = |value: f64, bound: Bound| figure(Some(value), bound).verdict();
        assert_eq!([1.7, 1.8, 4.0].map(|value| judged(value, times)), ["NOT MET", "met", "aim reached"]);
        assert_eq!([251.0, 250.0, 120.0].map(|value| judged(value, most)), ["NOT MET", "met", "aim reached"]);
        assert_eq!(judged(3.0, Bound::Told), "");
    }

    #[test]
    fn what_was_not_measured_is_neither_met_nor_missed() {
        let missing = figure(None, Bound::AtMost { unit: "×", limit: 1.5, aim: 1.2 });
        assert_eq!((missing.verdict(), missing.spoken().as_str()), ("not measured", "–"));
        assert_eq!((missing.promised().as_str(), missing.reason()), ("1.5 × (1.2 ×)", Some("no display")));
    }
}
