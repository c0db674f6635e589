//! How large a file will be, by a sample of its records. Nothing of them is written anywhere.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use interaction::Interaction;

use crate::lines::Line;
use crate::xlsx::EFFORT;
use crate::{Format, Request};

/// What a workbook has besides its rows.
const WORKBOOK: u64 = 9_000;
/// What stands around a cell's content in a sheet, about.
const CELL: &str = "<c r=\"AA10000\" s=\"2\" t=\"inlineStr\"><is><t></t></is></c>";

/// About how many bytes a file of `rows` records like those of the sample has.
#[must_use]
pub fn estimate(request: &Request, sample: &[Interaction], rows: u64) -> u64 {
    if sample.is_empty() {
        return if request.format == Format::Xlsx { WORKBOOK } else { 0 };
    }
    let of_sample = match request.format {
        Format::Xlsx => packed(request, sample),
        Format::Csv => sample.iter().map(|record| in_csv(request, record)).sum(),
        Format::Json => sample.iter().map(|record| in_json(request, record)).sum(),
    };
    let of_rows = u128::from(of_sample) * u128::from(rows) / sample.len() as u128;
    let frame = if request.format == Format::Xlsx { WORKBOOK } else { 0 };
    u64::try_from(of_rows).unwrap_or(u64::MAX).saturating_add(frame)
}

fn in_csv(request: &Request, record: &Interaction) -> u64 {
    // A separator after each, quotes around those that hold one.
    let cell = |text: &str| text.len() + 1 + if text.contains(['"', ',', ';', '\n']) { 2 } else { 0 };
    let cells = request.columns.iter().map(|column| cell(&column.shown(record, &request.skill_names)));
    cells.sum::<usize>() as u64 + 1
}

fn in_json(request: &Request, record: &Interaction) -> u64 {
    let line = Line { columns: &request.columns, skill_names: &request.skill_names, record };
    serde_json::to_vec(&line).map_or(0, |line| line.len() as u64 + 1)
}

/// Rows as a sheet has them, compressed in memory as the package will be.
fn packed(request: &Request, sample: &[Interaction]) -> u64 {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::new(EFFORT as u32));
    for record in sample {
        for column in &request.columns {
            let text = column.shown(record, &request.skill_names);
            // Into memory; the length below tells what arrived.
            let _always_ok = packed.write_all(text.as_bytes()).and_then(|()| packed.write_all(CELL.as_bytes()));
        }
    }
    packed.finish().map_or(0, |bytes| bytes.len() as u64)
}
