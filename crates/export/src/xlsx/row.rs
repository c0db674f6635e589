//! The XML of the rows. Written by hand, and not by the library that writes the rest of the workbook: that one first
//! spills a sheet in the clear into a second file, panics where the drive is full, and needs three times as long.

use std::io::Write;

use interaction::Interaction;

use super::cell::Cell;
use super::escape;
use super::frame::Styles;
use crate::column::seconds_to_close;
use crate::words::Words;
use crate::{Column, Request};

/// Days from 1899-12-30, where Excel's count starts, to 1970-01-01.
const EPOCH_DAY: f64 = 25_569.0;
const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// What is the same for all rows of a workbook.
pub(super) struct RowWriter<'a> {
    request: &'a Request,
    styles: Styles,
    columns: Vec<(Column, String)>,
    cut_mark: &'static str,
}

impl<'a> RowWriter<'a> {
    /// For the request's columns, in the workbook's styles.
    pub(super) fn new(request: &'a Request, styles: Styles) -> Self {
        let columns = (0..).zip(&request.columns).map(|(position, column)| (*column, letters(position))).collect();
        Self { request, styles, columns, cut_mark: Words::of(request.region.language()).cut_mark }
    }

    /// Appends the first row, the headers.
    pub(super) fn header(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<row r=\"1\">");
        for (column, letters) in &self.columns {
            self.text(out, (letters, "1", self.styles.header), column.header(self.request.region.language()));
        }
        out.extend_from_slice(b"</row>");
    }

    /// Appends the record as row `number`; returns how many of its texts were cut.
    pub(super) fn record(&self, out: &mut Vec<u8>, number: u32, record: &Interaction) -> u64 {
        let number = number.to_string();
        let mut cut_texts = 0;
        push(out, format_args!("<row r=\"{number}\">"));
        for (column, letters) in &self.columns {
            let place = |style| (letters.as_str(), number.as_str(), style);
            match self.cell(*column, record) {
                Cell::Empty => {}
                Cell::Text(text) => self.text(out, place(self.styles.text), &text),
                Cell::Cut(text) => {
                    cut_texts += 1;
                    self.text(out, place(self.styles.text), &text);
                }
                Cell::Date(moment) => {
                    let days = EPOCH_DAY + f64::from(moment.seconds()) / SECONDS_OF_A_DAY;
                    value(out, place(self.styles.date), days);
                }
                Cell::Duration(seconds) => {
                    value(out, place(self.styles.duration), f64::from(seconds) / SECONDS_OF_A_DAY);
                }
                Cell::Number(number, decimals) => value(out, place(self.styles.number(decimals)), number),
            }
        }
        out.extend_from_slice(b"</row>");
        cut_texts
    }

    fn cell<'r>(&'r self, column: Column, record: &'r Interaction) -> Cell<'r> {
        match column {
            Column::TimeToClose => seconds_to_close(record).map_or(Cell::Empty, Cell::Duration),
            _ => Cell::of(column, column.shown(record, &self.request.skill_names), self.cut_mark),
        }
    }

    /// An inline string: whatever it looks like, no reader takes it for a formula, a number or a link.
    fn text(&self, out: &mut Vec<u8>, (letters, row, style): (&str, &str, u32), text: &str) {
        let space = if escape::has_blank_ends(text) { " xml:space=\"preserve\"" } else { "" };
        push(out, format_args!("<c r=\"{letters}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t{space}>"));
        escape::push(out, text);
        out.extend_from_slice(b"</t></is></c>");
    }
}

fn value(out: &mut Vec<u8>, (letters, row, style): (&str, &str, u32), number: f64) {
    push(out, format_args!("<c r=\"{letters}{row}\" s=\"{style}\"><v>{number}</v></c>"));
}

fn push(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing into memory cannot fail.
    let _always_ok = out.write_fmt(text);
}

/// The letters of a column, counted from 0: `A` … `Z`, `AA` …
fn letters(position: u16) -> String {
    let last = char::from(b'A' + u8::try_from(position % 26).unwrap_or_default());
    match position / 26 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        for (position, name) in [(0, "A"), (17, "R"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(position), name);
        }
    }
}
