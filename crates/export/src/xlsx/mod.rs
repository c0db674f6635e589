//! Excel workbooks: the rows in *Detalle* and, where they do not fit, *Detalle 2* …, then *Acerca de*.
//!
//! The library writes everything but the rows, in memory (`frame`); the rows go straight into the package at the goal
//! (`row`, `package`), so that memory stays flat, a full drive is an error, and cancelling takes effect at once.

mod about_sheet;
mod cell;
mod escape;
mod frame;
mod package;
mod row;

use std::fs::File;
use std::thread;

use interaction::Interaction;

use crate::write::Rows;
use crate::{Error, Request};
use about_sheet::Tally;
use frame::{Frame, sheet_file};
pub(crate) use package::EFFORT;
use package::Package;
use row::RowWriter;

/// What one sheet holds; more rows go on in the next.
#[derive(Clone, Copy, Debug)]
struct Limits {
    rows: u32,
    bytes: u64,
}

/// The rows are Excel's own limit, but for the header. The bytes leave the last row, 18 cells of 32,767 characters that
/// may all need escapes, room below the 4 GiB of the package.
const SHEET: Limits = Limits { rows: 1_048_575, bytes: 4_000_000_000 };
/// Files that do not depend on the rows come first: by them mail gateways and `file` tell that this is a workbook.
const FIRST: [&str; 4] = ["_rels/.rels", "docProps/core.xml", "xl/theme/theme1.xml", STYLES];
const STYLES: &str = "xl/styles.xml";

/// Writes the workbook; returns how many texts were cut.
pub(crate) fn write<E, I>(file: &File, request: &Request, rows: &mut Rows<'_, I>) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    write_sheets(file, request, rows, SHEET)
}

/// As [`write`], with limits that a test can reach.
fn write_sheets<E, I>(file: &File, request: &Request, rows: &mut Rows<'_, I>, limits: Limits) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    thread::scope(|scope| {
        let (package, packing) = Package::start(scope, file);
        let outcome = fill(package, request, rows, limits);
        // Where the package took no more, its own failure is the reason.
        packing.join().map_err(|_| Error::Workbook("package"))??;
        outcome
    })
}

fn fill<E, I>(package: Package, request: &Request, rows: &mut Rows<'_, I>, limits: Limits) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    let mut book = Book::begin(package, request)?;
    let mut next = rows.next()?;
    loop {
        next = book.sheet(next, rows, limits)?;
        if next.is_none() {
            return book.end();
        }
    }
}

/// A workbook on its way into the package.
struct Book<'a> {
    package: Package,
    request: &'a Request,
    writer: RowWriter<'a>,
    styles: String,
    /// The rows of each sheet of detail so far.
    sheets: Vec<u32>,
    tally: Tally,
}

impl<'a> Book<'a> {
    fn begin<E>(mut package: Package, request: &'a Request) -> Result<Self, Error<E>> {
        let frame = Frame::build(request, &[0], Tally::default())?;
        for name in FIRST {
            package.file(name, frame.file(name)?)?;
        }
        let writer = RowWriter::new(request, frame.styles()?);
        let styles = frame.file(STYLES)?.to_owned();
        Ok(Self { package, request, writer, styles, sheets: Vec::new(), tally: Tally::default() })
    }

    /// Writes the next sheet of detail, from `next` on; returns the record that no longer fits in.
    fn sheet<E, I>(
        &mut self,
        mut next: Option<Interaction>,
        rows: &mut Rows<'_, I>,
        limits: Limits,
    ) -> Result<Option<Interaction>, Error<E>>
    where
        I: Iterator<Item = Result<Interaction, E>>,
    {
        self.sheets.push(0);
        let number = self.sheets.len();
        let frame = self.frame()?;
        let (head, _) = frame.around_rows(number)?;
        self.package.entry(&sheet_file(number))?;
        self.package.bytes()?.extend_from_slice(head.as_bytes());
        self.writer.header(self.package.bytes()?);
        let mut row = 0;
        while let Some(record) = next.take_if(|_| row < limits.rows && self.package.entry_bytes() < limits.bytes) {
            row += 1;
            self.tally.cut_texts += self.writer.record(self.package.bytes()?, row + 1, &record);
            next = rows.next()?;
        }
        self.tally.rows += u64::from(row);
        if let Some(rows) = self.sheets.last_mut() {
            *rows = row;
        }
        let frame = self.frame()?;
        let (_, tail) = frame.around_rows(number)?;
        let bytes = self.package.bytes()?;
        bytes.extend_from_slice(b"</sheetData>");
        bytes.extend_from_slice(tail.as_bytes());
        Ok(next)
    }

    /// Writes what is left; returns how many texts were cut.
    fn end<E>(mut self) -> Result<u64, Error<E>> {
        let frame = self.frame()?;
        // The rows carry the numbers of the styles that the first frame gave.
        if frame.file(STYLES)? != self.styles {
            return Err(Error::Workbook("styles"));
        }
        let details: Vec<String> = (1..=self.sheets.len()).map(sheet_file).collect();
        for (name, text) in frame.files() {
            if !FIRST.contains(&name) && !details.iter().any(|detail| detail == name) {
                self.package.file(name, text)?;
            }
        }
        self.package.finish()?;
        Ok(self.tally.cut_texts)
    }

    /// The workbook as it stands, without its rows.
    fn frame<E>(&self) -> Result<Frame, Error<E>> {
        Frame::build(self.request, &self.sheets, self.tally)
    }
}

#[cfg(test)]
#[path = "../../tests/readers/mod.rs"]
mod readers;
#[cfg(test)]
mod tests;
