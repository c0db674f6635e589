//! Exports of everything: Excel (P8) and CSV (P9), each reading its own store.

use std::path::Path;

use serde_json::{Value, json};

use super::data::Home;
use super::figure::{Bound, Figure};
use super::{Wish, number, peers};
use crate::failure::Failure;
use crate::progress::Progress;

const MEGABYTE: f64 = 1_000_000.0;

pub(super) fn exporting(wish: &Wish, home: &Home, progress: &mut Progress) -> Result<Vec<Figure>, Failure> {
    let store = home.file("peers.db");
    let rows = home.file("rows.json");
    export(home, "json", &rows, progress)?;
    let stored = peers::run("store.py", [&rows, &store], progress)?;
    let _ = std::fs::remove_file(rows);
    if number(&stored, "records")? != wish.rows as f64 {
        return Err(Failure::saying(format!("of {} interactions the peers' store holds {stored}", wish.rows)));
    }
    let mut figures = Vec::new();
    if wish.wants(&["P8"]) {
        let (traza, python) = both(home, "xlsx", &store, progress)?;
        figures.extend(excel(wish, &traza, &python)?);
    }
    if wish.wants(&["P9"]) {
        let (traza, python) = both(home, "csv", &store, progress)?;
        figures.push(Figure {
            id: "P9",
            work: "CSV, reading the store included".to_owned(),
            value: Some(number(&python, "seconds")? / number(&traza, "seconds")?),
            traza: side(wish, &traza)?,
            peer: format!("Python csv {}", side(wish, &python)?),
            bound: Bound::Times { at_least: 3.0, aim: 6.0 },
            raw: json!({ "traza": traza, "python": python }),
        });
    }
    Ok(figures)
}

/// P8: speed, and memory.
fn excel(wish: &Wish, traza: &Value, python: &Value) -> Result<[Figure; 2], Failure> {
    let memory = number(traza, "peak_memory")? / MEGABYTE;
    let raw = json!({ "traza": traza, "xlsxwriter": python });
    let speed = Figure {
        id: "P8",
        work: "Excel, reading the store included".to_owned(),
        value: Some(number(python, "seconds")? / number(traza, "seconds")?),
        traza: side(wish, traza)?,
        peer: format!("XlsxWriter {}", side(wish, python)?),
        bound: Bound::Times { at_least: 3.0, aim: 10.0 },
        raw: raw.clone(),
    };
    let memory = Figure {
        id: "P8",
        work: "Excel: memory of the whole program".to_owned(),
        value: Some(memory),
        traza: format!("{memory:.0} MB"),
        peer: format!("XlsxWriter {:.0} MB", number(python, "peak_memory")? / MEGABYTE),
        bound: Bound::AtMost { unit: "MB", limit: 128.0, aim: 64.0 },
        raw,
    };
    Ok([speed, memory])
}

/// Traza and its peer one after the other. What they wrote is deleted: together it would fill a small disk.
fn both(home: &Home, format: &str, store: &Path, progress: &mut Progress) -> Result<(Value, Value), Failure> {
    let file = home.file(&format!("traza.{format}"));
    let traza = export(home, format, &file, progress)?;
    let _ = std::fs::remove_file(&file);
    let (script, file) = match format {
        "xlsx" => ("write_excel.py", home.file("python.xlsx")),
        _ => ("write_csv.py", home.file("python.csv")),
    };
    let python = peers::run(script, [store, &file], progress)?;
    let _ = std::fs::remove_file(&file);
    Ok((traza, python))
}

fn export(home: &Home, format: &str, file: &Path, progress: &mut Progress) -> Result<Value, Failure> {
    let file = file.to_string_lossy();
    home.measured("export", &["--format", format, "--output", &file, "--region", "es-CO"], progress)
}

fn side(wish: &Wish, said: &Value) -> Result<String, Failure> {
    let seconds = number(said, "seconds")?;
    Ok(format!("{:.0} rows/s, {seconds:.1} s", wish.rows as f64 / seconds))
}
