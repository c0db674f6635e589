//! The workbook around the rows: sheets, header, widths, formats.

use std::io::{Cursor, Read};

use interaction::Field;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use zip::ZipArchive;

use super::about_sheet::{self, Tally};
use super::cell::MOST_DECIMALS;
use crate::words::Words;
use crate::{Column, Error, Request};

/// Number format of texts: a text stays one also after a person edits its cell.
const AS_TEXT: &str = "@";
/// Number format of a stretch of time: hours go on beyond a day.
const AS_DURATION: &str = "[h]:mm:ss";
/// Where the sample of each format stands.
const SAMPLE_ROW: &str = "<row r=\"1\"";

/// The formats of cells.
pub(super) struct Formats {
    header: Format,
    pub(super) text: Format,
    pub(super) date: Format,
    duration: Format,
    /// By the number of decimals.
    numbers: Vec<Format>,
}

impl Formats {
    /// The formats of a request's region.
    pub(super) fn of(request: &Request) -> Self {
        let header = Format::new()
            .set_bold()
            .set_font_color(Color::RGB(0x1F_2937))
            .set_background_color(Color::RGB(0xE5_E7EB))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x9C_A3AF))
            .set_align(FormatAlign::VerticalCenter);
        let decimals = |count| if count == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(count)) };
        Self {
            header,
            text: Format::new().set_num_format(AS_TEXT).set_align(FormatAlign::Top),
            date: Format::new().set_num_format(request.region.date_format()).set_align(FormatAlign::Top),
            duration: Format::new().set_num_format(AS_DURATION).set_align(FormatAlign::Top),
            numbers: (0..=MOST_DECIMALS)
                .map(|count| Format::new().set_num_format(decimals(count)).set_align(FormatAlign::Top))
                .collect(),
        }
    }

    /// The formats in the order of the numbers of [`Styles`].
    fn in_order(&self) -> impl Iterator<Item = &Format> {
        [&self.header, &self.text, &self.date, &self.duration].into_iter().chain(&self.numbers)
    }
}

/// The numbers that the workbook gave the formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Styles {
    pub(super) header: u32,
    pub(super) text: u32,
    pub(super) date: u32,
    pub(super) duration: u32,
    numbers: Vec<u32>,
}

impl Styles {
    /// The style of a number with so many decimals.
    pub(super) fn number(&self, decimals: usize) -> u32 {
        self.numbers.get(decimals).copied().unwrap_or_default()
    }

    /// Reads the numbers off the sample row of a sheet: they are given in no documented order.
    fn sampled(sheet: &str) -> Option<Self> {
        let row = sheet.split_once(SAMPLE_ROW)?.1.split_once("</row>")?.0;
        let mut numbers = row.split(" s=\"").skip(1).map_while(|rest| rest.split_once('"')?.0.parse().ok());
        let (header, text, date, duration) = (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?);
        let numbers: Vec<u32> = numbers.collect();
        (numbers.len() == MOST_DECIMALS + 1).then_some(Self { header, text, date, duration, numbers })
    }
}

/// The workbook without its rows, as the library writes it.
pub(super) struct Frame {
    /// Name and text of each file of the package.
    files: Vec<(String, String)>,
}

impl Frame {
    /// A workbook whose sheets of detail have so many rows under their headers.
    pub(super) fn build<E>(request: &Request, sheets: &[u32], tally: Tally) -> Result<Self, Error<E>> {
        let mut workbook = Workbook::new();
        fill(&mut workbook, request, sheets, tally).map_err(|_| Error::Workbook("sheets"))?;
        let package = workbook.save_to_buffer().map_err(|_| Error::Workbook("frame"))?;
        let mut archive = ZipArchive::new(Cursor::new(package)).map_err(|_| Error::Workbook("archive"))?;
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(|_| Error::Workbook("file"))?;
            let name = file.name().map_err(|_| Error::Workbook("file"))?.into_owned();
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            files.push((name, text));
        }
        Ok(Self { files })
    }

    /// The file of the package with this name.
    pub(super) fn file<E>(&self, name: &str) -> Result<&str, Error<E>> {
        let found = self.files.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str()).ok_or(Error::Workbook("file"))
    }

    /// All files of the package.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The numbers of the formats.
    pub(super) fn styles<E>(&self) -> Result<Styles, Error<E>> {
        Styles::sampled(self.file(&sheet_file(1))?).ok_or(Error::Workbook("styles"))
    }

    /// What comes before and after the rows of a sheet, counted from 1.
    pub(super) fn around_rows<E>(&self, sheet: usize) -> Result<(String, &str), Error<E>> {
        let text = self.file(&sheet_file(sheet))?;
        let parts = || {
            let (head, rest) = text.split_once("<sheetData>")?;
            // How far the sheet goes is not known at its start, and a wrong word makes readers stop too early.
            let (before, dimension) = head.split_once("<dimension ")?;
            let (_, after) = dimension.split_once("/>")?;
            Some((format!("{before}{after}<sheetData>"), rest.split_once("</sheetData>")?.1))
        };
        parts().ok_or(Error::Workbook("sheet"))
    }
}

/// The name of a sheet's file, counted from 1.
pub(super) fn sheet_file(sheet: usize) -> String {
    format!("xl/worksheets/sheet{sheet}.xml")
}

fn fill(workbook: &mut Workbook, request: &Request, sheets: &[u32], tally: Tally) -> Result<(), XlsxError> {
    let formats = Formats::of(request);
    let mut properties = DocProperties::new().set_title(&request.about.operation);
    let at = request.about.written_at.map(|at| ExcelDateTime::from_timestamp(i64::from(at.seconds())));
    if let Some(Ok(at)) = at {
        properties = properties.set_creation_datetime(&at);
    }
    workbook.set_properties(&properties);
    for (number, rows) in (1..).zip(sheets) {
        prepare(workbook.add_worksheet(), (number, *rows), request, &formats)?;
    }
    about_sheet::fill(workbook.add_worksheet(), request, &formats, tally)
}

/// Gives a sheet of detail its name, widths, frozen header and filters, and a sample of each format.
fn prepare(
    sheet: &mut Worksheet,
    (number, rows): (u32, u32),
    request: &Request,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let words = Words::of(request.region.language());
    let name = if number == 1 { words.detail.to_owned() } else { format!("{} {number}", words.detail) };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (position, format) in (0..).zip(formats.in_order()) {
        sheet.write_blank(0, position, format)?;
    }
    for (position, column) in (0..).zip(&request.columns) {
        sheet.set_column_width(position, width(*column))?;
    }
    if let Some(last) = u16::try_from(request.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

/// Widths in characters: wide enough to read, narrow enough to see several columns.
const fn width(column: Column) -> f64 {
    match column {
        Column::Field(Field::Body | Field::Answer) => 60.0,
        Column::Field(Field::Subject | Field::Comments | Field::CodDescription) => 36.0,
        Column::Field(Field::From | Field::To | Field::AgentName) | Column::SkillName => 28.0,
        Column::Field(Field::DateCreation | Field::CloseDate | Field::CodAct | Field::Attachments) => 20.0,
        Column::Field(Field::Channel | Field::CaseId) => 15.0,
        Column::Field(Field::SkillId | Field::EvaluationSurvey | Field::Status) | Column::TimeToClose => 12.0,
    }
}
