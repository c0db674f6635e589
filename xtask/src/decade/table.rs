//! What it came to, as a table and as JSON.

use std::io::Write as _;

use serde_json::{Value, json};

use super::curl::Fetched;
use super::{Downloaded, Wish};
use crate::bench::figure::{machine, machine_line};
use crate::failure::Failure;
use crate::workspace;

const GIGABYTE: f64 = 1_000_000_000.0;
/// Memory that is no more than this higher at the end is flat: looks are few, and the system rounds.
const FLAT: f64 = 1.15;

/// Prints the table and writes the figures.
pub(super) fn report(wish: &Wish, downloaded: &Downloaded, fetched: &Fetched) -> Result<(), Failure> {
    let file = workspace::target().join("decade.json");
    let all = figures(wish, downloaded, fetched);
    std::fs::write(&file, format!("{all:#}\n"))
        .map_err(|error| Failure::saying(format!("{} cannot be written: {error}", file.display())))?;
    let mut out = std::io::stdout().lock();
    for line in lines(wish, downloaded, fetched) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "\nAll figures: {}", file.display());
    Ok(())
}

fn lines(wish: &Wish, downloaded: &Downloaded, fetched: &Fetched) -> Vec<String> {
    let records = wish.records() as f64;
    let gigabytes = fetched.bytes as f64 / GIGABYTE;
    let speed = |seconds: f64| {
        format!("{seconds:>8.1} s {:>9.0} interactions/s {:>7.0} MB/s", records / seconds, gigabytes * 1000.0 / seconds)
    };
    let number = |name: &str| downloaded.said.get(name).and_then(Value::as_u64).unwrap_or_default();
    let memory = match downloaded.watched.memory.growth() {
        None => "this system does not tell".to_owned(),
        Some(growth) => {
            let word = if growth <= FLAT { "flat" } else { "GROWS" };
            format!("{word}: peak {:.0} MB, end over beginning {growth:.2} ×", downloaded.watched.memory.peak())
        }
    };
    let parts: Vec<String> = downloaded.watched.memory.by_parts().iter().map(|part| format!("{part:.0}")).collect();
    vec![
        format!("\n{}", machine_line()),
        format!(
            "{} years, {} interactions a day: {} stored of {}, {gigabytes:.2} GB of JSON\n",
            wish.years,
            wish.a_day,
            number("records"),
            wish.records()
        ),
        format!(
            "Traza     {}   into an archive of {:.2} GB",
            speed(downloaded.watched.seconds),
            downloaded.archive_bytes as f64 / GIGABYTE
        ),
        format!("curl      {}   into nothing", speed(fetched.seconds)),
        format!("time      {:.2} × curl's", downloaded.watched.seconds / fetched.seconds),
        format!("requests  {} for {} answers ({} months)", number("requests"), fetched.windows, wish.years * 12),
        format!("memory    {memory}"),
        format!("          by tenths of the run, in MB: {}", parts.join(" ")),
    ]
}

fn figures(wish: &Wish, downloaded: &Downloaded, fetched: &Fetched) -> Value {
    json!({
        "machine": machine(), "years": wish.years, "a_day": wish.a_day, "records": wish.records(),
        "traza": {
            "seconds": downloaded.watched.seconds, "said": downloaded.said, "archive_bytes": downloaded.archive_bytes,
            "peak_megabytes": downloaded.watched.memory.peak(), "megabytes_by_tenths": downloaded.watched.memory.by_parts(),
            "growth": downloaded.watched.memory.growth(),
        },
        "curl": { "seconds": fetched.seconds, "bytes": fetched.bytes, "windows": fetched.windows },
        "times_curl": downloaded.watched.seconds / fetched.seconds,
    })
}
