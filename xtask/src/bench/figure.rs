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
}

/// A measured row.
#[derive(Debug)]
pub(super) struct Figure {
    pub(super) id: &'static str,
    pub(super) work: String,
    pub(super) traza: String,
    pub(super) peer: String,
    pub(super) value: f64,
    pub(super) bound: Bound,
    /// All that both sides said.
    pub(super) raw: Value,
}

impl Figure {
    fn spoken(&self) -> String {
        match self.bound {
            Bound::Times { .. } => format!("{:.1} ×", self.value),
            Bound::AtMost { unit, .. } => format!("{:.2} {unit}", self.value),
        }
    }

    fn promised(&self) -> String {
        match self.bound {
            Bound::Times { at_least, aim } => format!("{at_least} × ({aim} ×)"),
            Bound::AtMost { unit, limit, aim } => format!("{limit} {unit} ({aim} {unit})"),
        }
    }

    fn verdict(&self) -> &'static str {
        let (met, aimed) = match self.bound {
            Bound::Times { at_least, aim } => (self.value >= at_least, self.value >= aim),
            Bound::AtMost { limit, aim, .. } => (self.value <= limit, self.value <= aim),
        };
        match (met, aimed) {
            (_, true) => "aim reached",
            (true, false) => "met",
            (false, false) => "NOT MET",
        }
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
