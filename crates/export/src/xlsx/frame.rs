//! The workbook around the rows: sheets, header, widths, formats.

use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::cell::MOST_DECIMALS;
use crate::words::Words;
use crate::{Column, Request};
use interaction::Field;

/// Number format of texts: a text stays one also after a person edits its cell.
const AS_TEXT: &str = "@";
/// The name of a sheet, and its end where rows go on (`Detalle 2`), stays within Excel's 31 characters.
const FIRST_SHEET: usize = 1;

/// The formats of cells.
pub(crate) struct Formats {
    pub(crate) header: Format,
    pub(crate) text: Format,
    pub(crate) date: Format,
    /// By the number of decimals.
    pub(crate) numbers: Vec<Format>,
}

impl Formats {
    /// The formats of a request's region.
    pub(crate) fn of(request: &Request) -> Self {
        let header = Format::new()
            .set_bold()
            .set_font_color(Color::RGB(0x1F_2937))
            .set_background_color(Color::RGB(0xE5_E7EB))
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(Color::RGB(0x9C_A3AF))
            .set_align(FormatAlign::VerticalCenter);
        let decimals = |count| if count == 0 { "General".to_owned() } else { format!("0.{}", "0".repeat(count)) };
        Self {
            header,
            text: Format::new().set_num_format(AS_TEXT).set_align(FormatAlign::Top),
            date: Format::new().set_num_format(request.region.date_format()).set_align(FormatAlign::Top),
            numbers: (0..=MOST_DECIMALS)
                .map(|count| Format::new().set_num_format(decimals(count)).set_align(FormatAlign::Top))
                .collect(),
        }
    }
}

/// Gives an empty sheet its name, header, widths and frozen first row. `number` counts the sheets of detail from 1.
pub(crate) fn prepare<'a>(
    sheet: &'a mut Worksheet,
    number: usize,
    request: &Request,
    formats: &Formats,
) -> Result<&'a mut Worksheet, XlsxError> {
    let words = Words::of(request.region.language());
    let name = if number == FIRST_SHEET { words.detail.to_owned() } else { format!("{} {number}", words.detail) };
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (position, column) in (0u16..).zip(&request.columns) {
        sheet.set_column_width(position, width(*column))?;
        sheet.write_string_with_format(0, position, column.header(request.region.language()), &formats.header)?;
    }
    Ok(sheet)
}

/// The last column, where there is one.
pub(crate) fn last_column(request: &Request) -> Option<u16> {
    u16::try_from(request.columns.len()).ok()?.checked_sub(1)
}

/// Adds the names that a file browser shows.
pub(crate) fn set_properties(workbook: &mut Workbook, request: &Request) {
    let mut properties = DocProperties::new().set_title(&request.about.operation).set_comment("Traza");
    if let Some(written_at) = request.about.written_at {
        if let Ok(at) = rust_xlsxwriter::ExcelDateTime::from_timestamp(i64::from(written_at.seconds())) {
            properties = properties.set_creation_datetime(&at);
        }
    }
    workbook.set_properties(&properties);
}

/// Widths in characters: wide enough to read, narrow enough to see several columns.
const fn width(column: Column) -> f64 {
    match column {
        Column::Field(Field::Body | Field::Answer) => 60.0,
        Column::Field(Field::Subject | Field::Comments | Field::CodDescription) => 36.0,
        Column::Field(Field::From | Field::To | Field::AgentName) | Column::SkillName => 28.0,
        Column::Field(Field::DateCreation | Field::CloseDate | Field::CodAct | Field::Attachments) => 20.0,
        Column::Field(Field::Channel | Field::CaseId) => 15.0,
        Column::Field(Field::SkillId | Field::EvaluationSurvey | Field::Status) => 12.0,
    }
}
