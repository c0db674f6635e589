//! Excel workbooks: the rows in *Detalle* and, where they do not fit, *Detalle 2* …, then *Acerca de*.

mod about_sheet;
mod cell;
mod frame;

use std::io::BufWriter;

use interaction::Interaction;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::goal::Goal;
use crate::words::Words;
use crate::write::Rows;
use crate::{Error, Request};
use about_sheet::Tally;
use cell::Cell;
use frame::Formats;

/// The rows of a sheet of Excel but for the header.
const ROWS_OF_A_SHEET: u32 = 1_048_575;

/// Writes the workbook; returns how many texts were cut.
pub(crate) fn write<E, I>(goal: &Goal, request: &Request, rows: &mut Rows<'_, I>) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    let formats = Formats::of(request);
    let mut workbook = Workbook::new();
    workbook.set_tempdir(goal.folder()).map_err(failed)?.use_zip_large_file(true);
    frame::set_properties(&mut workbook, request);
    let mut cut_texts = 0;
    let mut number = 1;
    let mut sheet = begin(&mut workbook, number, request, &formats)?;
    let mut row = 0;
    while let Some(record) = rows.next()? {
        if row == ROWS_OF_A_SHEET {
            workbook.push_worksheet(end(sheet, row, request)?);
            number += 1;
            row = 0;
            sheet = begin(&mut workbook, number, request, &formats)?;
        }
        row += 1;
        cut_texts += write_row(&mut sheet, row, &record, (request, &formats)).map_err(failed)?;
    }
    workbook.push_worksheet(end(sheet, row, request)?);
    let tally = Tally { rows: rows.count(), cut_texts };
    about_sheet::fill(workbook.add_worksheet(), request, &formats, tally).map_err(failed)?;
    workbook.save_to_writer(BufWriter::new(goal.file())).map_err(failed)?;
    Ok(cut_texts)
}

fn begin<E>(
    workbook: &mut Workbook,
    number: usize,
    request: &Request,
    formats: &Formats,
) -> Result<Worksheet, Error<E>> {
    let mut sheet = workbook.new_worksheet_with_constant_memory().map_err(failed)?;
    frame::prepare(&mut sheet, number, request, formats).map_err(failed)?;
    Ok(sheet)
}

fn end<E>(mut sheet: Worksheet, rows: u32, request: &Request) -> Result<Worksheet, Error<E>> {
    if let Some(last) = frame::last_column(request) {
        sheet.autofilter(0, 0, rows, last).map_err(failed)?;
    }
    Ok(sheet)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    record: &Interaction,
    (request, formats): (&Request, &Formats),
) -> Result<u64, XlsxError> {
    let mark = Words::of(request.region.language()).cut_mark;
    let mut cut_texts = 0;
    for (position, column) in (0u16..).zip(&request.columns) {
        match Cell::of(*column, column.shown(record, &request.skill_names), mark) {
            Cell::Empty => {}
            Cell::Text(text) => {
                sheet.write_string_with_format(row, position, text, &formats.text)?;
            }
            Cell::Cut(text) => {
                cut_texts += 1;
                sheet.write_string_with_format(row, position, text, &formats.text)?;
            }
            Cell::Date(moment) => {
                sheet.write_datetime_with_format(row, position, moment.date_time(), &formats.date)?;
            }
            Cell::Number(value, decimals) => {
                if let Some(format) = formats.numbers.get(decimals) {
                    sheet.write_number_with_format(row, position, value, format)?;
                }
            }
        }
    }
    Ok(cut_texts)
}

fn failed<E>(error: XlsxError) -> Error<E> {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error.into(),
        _ => Error::Workbook("xlsx"),
    }
}
