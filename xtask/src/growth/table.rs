//! What it came to, as a table and as JSON.

use std::io::Write as _;

use serde_json::{Value, json};

use super::Point;
use crate::bench::figure::{machine, machine_line};
use crate::failure::Failure;
use crate::workspace;

const MEGABYTE: f64 = 1_000_000.0;
const MILLION: f64 = 1_000_000.0;

/// A column of the table: its name, its unit and its value.
type Column = (&'static str, &'static str, fn(&Point) -> f64);

/// What grows with the number of interactions.
const COLUMNS: [Column; 8] = [
    ("download", "s", |point| point.seconds),
    ("its memory", "MB", |point| point.download_megabytes),
    ("archive", "MB", |point| point.archive_bytes as f64 / MEGABYTE),
    ("opening", "ms", |point| point.open_ms),
    ("filter", "ms", |point| point.filter_ms),
    ("search", "ms", |point| point.search_ms),
    ("rare word", "ms", |point| point.rare_ms),
    ("open memory", "MB", |point| point.open_megabytes),
];

/// Prints the table and writes the figures.
pub(super) fn report(points: &[Point], seed: u64) -> Result<(), Failure> {
    let file = workspace::target().join("growth.json");
    let rows: Vec<Value> = points.iter().map(figures).collect();
    let all = json!({ "machine": machine(), "seed": seed, "points": rows, "a_further_million": further(points) });
    std::fs::write(&file, format!("{all:#}\n"))
        .map_err(|error| Failure::saying(format!("{} cannot be written: {error}", file.display())))?;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\n{}\n", machine_line());
    for line in lines(points) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "\nAll figures: {}", file.display());
    Ok(())
}

fn figures(point: &Point) -> Value {
    let mut row = serde_json::Map::new();
    row.insert("records".to_owned(), point.records.into());
    for (name, unit, value) in COLUMNS {
        row.insert(format!("{name}, {unit}"), value(point).into());
    }
    row.into()
}

/// What each further million costs between the two largest numbers; nothing where there is only one.
fn further(points: &[Point]) -> Option<Vec<f64>> {
    let [.., before, last] = points else { return None };
    let millions = (last.records.checked_sub(before.records)?) as f64 / MILLION;
    (millions > 0.0).then(|| COLUMNS.map(|(_, _, value)| (value(last) - value(before)) / millions).to_vec())
}

fn lines(points: &[Point]) -> Vec<String> {
    let line = |name: &str, cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>15}")).collect();
        format!("{name:>16}{}", cells.concat())
    };
    let mut lines = vec![line("interactions", COLUMNS.map(|(name, unit, _)| format!("{name}, {unit}")).to_vec())];
    for point in points {
        let cells = COLUMNS.map(|(_, _, value)| spoken(value(point))).to_vec();
        lines.push(line(&point.records.to_string(), cells));
    }
    if let Some(further) = further(points) {
        lines.push(line("further million", further.into_iter().map(spoken).collect()));
    }
    lines
}

/// Three digits are as much as such a figure is worth.
fn spoken(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(records: u64, archive_bytes: u64) -> Point {
        Point { records, archive_bytes, ..Point::default() }
    }

    #[test]
    fn a_further_million_costs_what_lies_between_the_two_largest() {
        let points = [point(10_000, 90_000_000), point(1_000_000, 2_000_000_000), point(5_000_000, 10_000_000_000)];
        let archive = COLUMNS.iter().position(|(name, _, _)| *name == "archive").unwrap();
        assert_eq!(further(&points).unwrap()[archive], 2_000.0);
        assert_eq!(further(&points[..1]), None);
        assert_eq!(further(&[points[0].clone(), points[0].clone()]), None);
    }

    #[test]
    fn the_table_has_a_line_for_each_number_and_one_for_more() {
        let lines = lines(&[point(10_000, 1), point(1_000_000, 2_345_600_000)]);
        assert_eq!(lines.len(), 4);
        assert!(lines[2].contains("1000000") && lines[2].contains(" 2346"), "{}", lines[2]);
    }
}
