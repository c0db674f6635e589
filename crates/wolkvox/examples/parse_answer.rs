//! Parses the answer in a file as a download would, and prints what it took as one line of JSON.
//!
//! `cargo run --profile bench -p wolkvox --example parse_answer -- answer.json`
//!
//! `peak_above_base` is the most memory that the process held over what it held before the file was opened, in bytes;
//! null where the system does not tell.

use std::error::Error;
use std::fs::File;
use std::io::{self, Read, Write};
use std::time::Instant;

use wolkvox::Item;
use wolkvox::parse::AnswerReader;

/// About what arrives from a socket at once.
const PIECE: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: parse_answer FILE")?;
    let base = peak_memory();
    let start = Instant::now();
    let mut file = File::open(path)?;
    // 60,000 records of the usual size pass the limit on one answer, which is not what is measured here.
    let mut reader = AnswerReader::of_at_most(u64::MAX);
    let mut piece = vec![0; PIECE];
    let mut characters = 0;
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            break;
        }
        reader.push(piece.get(..count).unwrap_or_default())?;
        while let Some(item) = reader.next_item() {
            if let Item::Interaction(record) = item {
                characters += interaction::Field::ALL.iter().map(|field| record.text(*field).len()).sum::<usize>();
            }
        }
    }
    let totals = reader.finish()?;
    let line = serde_json::json!({
        "records": totals.records,
        "set_aside": totals.set_aside,
        "bytes": totals.bytes,
        "text_bytes": characters,
        "seconds": start.elapsed().as_secs_f64(),
        "peak_above_base": peak_memory().zip(base).map(|(peak, base)| peak.saturating_sub(base)),
    });
    writeln!(io::stdout().lock(), "{line}")?;
    Ok(())
}

/// The most memory the process has held so far, in bytes (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
