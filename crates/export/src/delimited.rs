//! CSV that spreadsheets open by a double click and that runs nothing.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};

use csv::{ByteRecord, Terminator, WriterBuilder};
use interaction::{Field, Interaction, Moment, Score};

use crate::write::Rows;
use crate::{Column, Error, Request};

/// How many bytes go to the drive at once.
const BUFFER: usize = 1 << 18;
/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes the header and all rows; no text is cut.
pub(crate) fn write<E, I>(file: &File, request: &Request, rows: &mut Rows<'_, I>) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    let mut buffered = BufWriter::with_capacity(BUFFER, file);
    buffered.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let separator = u8::try_from(request.region.list_separator()).unwrap_or(b',');
    let mut table = WriterBuilder::new()
        .delimiter(separator)
        .terminator(Terminator::CRLF)
        .buffer_capacity(BUFFER)
        .from_writer(buffered);
    let language = request.region.language();
    table.write_record(request.columns.iter().map(|column| column.header(language))).map_err(failed)?;
    let mut cells = ByteRecord::new();
    while let Some(record) = rows.next()? {
        cells.clear();
        for column in &request.columns {
            let text = column.shown(&record, &request.skill_names);
            cells.push_field(defused(*column, &text).as_bytes());
        }
        table.write_byte_record(&cells).map_err(failed)?;
    }
    table.into_inner().map_err(|error| error.into_error())?.flush()?;
    Ok(0)
}

/// The text with a leading apostrophe where a spreadsheet could take it for a formula. Dates that are dates and
/// scores that are numbers (`-5`) are no text cells; everything else is, also a phone number like `+57 300…`.
fn defused(column: Column, text: &str) -> Cow<'_, str> {
    let harmless = match column {
        Column::Field(Field::EvaluationSurvey) => Score::parse(text).is_some(),
        Column::Field(Field::DateCreation | Field::CloseDate) => Moment::parse(text).is_some(),
        _ => false,
    };
    if harmless || !could_be_formula(text) { Cow::Borrowed(text) } else { Cow::Owned(format!("'{text}")) }
}

/// Whether the text starts, after blanks, with what starts a formula. Marks that show nothing count as blanks:
/// a spreadsheet may drop them.
fn could_be_formula(text: &str) -> bool {
    for c in text.chars() {
        match c {
            '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' => return true,
            c if c.is_whitespace() || c.is_control() || is_invisible(c) => {}
            _ => return false,
        }
    }
    false
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn failed<E>(error: csv::Error) -> Error<E> {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => Error::Io(io::ErrorKind::InvalidData.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_get_an_apostrophe_also_behind_blanks() {
        for text in
            ["=1", "+57 300", "-x", "@a", "\tx", "\rx", " \u{a0}=1", "\n=1", "＝1", "　＋1", "\u{feff}=1", "\0=1"]
        {
            assert_eq!(defused(Column::Field(Field::Subject), text), format!("'{text}"));
        }
        for text in ["", "  ", "a=1", "'=1", "5-3", "<b>=1", "\n", "¡=1"] {
            assert_eq!(defused(Column::Field(Field::Subject), text), text);
        }
    }

    #[test]
    fn numbers_and_dates_in_their_own_columns_stay_as_they_are() {
        let score = Column::Field(Field::EvaluationSurvey);
        for text in ["-5", "+3", "-0.5", "4,5"] {
            assert_eq!(defused(score, text), text);
        }
        for text in ["-5+cmd", "=5", "-", "@5"] {
            assert_eq!(defused(score, text), format!("'{text}"));
        }
        assert_eq!(defused(Column::Field(Field::CaseId), "-5"), "'-5");
        assert_eq!(defused(Column::Field(Field::CloseDate), "=NOW()"), "'=NOW()");
    }
}
