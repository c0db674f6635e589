//! The sheet *Acerca de*: what the rows are, so that a file that was mailed on still says it.

use interaction::{Field, Moment};
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::cell::{CELL_UNITS, Cell};
use super::frame::Formats;
use crate::words::{self, Words};
use crate::{Column, DayState, Filter, FilterBy, Request};

/// Widths in characters.
const LABELS: f64 = 30.0;
const VALUES: f64 = 90.0;

/// What the rows came to.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) rows: u64,
    pub(super) cut_texts: u64,
}

/// A line of the sheet.
enum Value {
    Text(String),
    Count(u64),
    Date(Moment),
}

/// Fills the sheet.
pub(super) fn fill(sheet: &mut Worksheet, request: &Request, formats: &Formats, tally: Tally) -> Result<(), XlsxError> {
    let words = Words::of(request.region.language());
    sheet.set_name(words.about)?;
    sheet.set_column_width(0, LABELS)?.set_column_width(1, VALUES)?;
    let label_format = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = formats.text.clone().set_text_wrap();
    let count = Format::new().set_num_format("#,##0").set_align(FormatAlign::Left);
    let date = formats.date.clone().set_align(FormatAlign::Left);
    for (row, (label, value)) in (0u32..).zip(lines(request, tally)) {
        sheet.write_string_with_format(row, 0, label, &label_format)?;
        match value {
            Value::Text(value) => sheet.write_string_with_format(row, 1, cut(value, words.cut_mark), &text)?,
            Value::Count(value) => sheet.write_number_with_format(row, 1, value as f64, &count)?,
            Value::Date(moment) => sheet.write_datetime_with_format(row, 1, moment.date_time(), &date)?,
        };
    }
    Ok(())
}

fn lines(request: &Request, tally: Tally) -> Vec<(String, Value)> {
    let (about, language) = (&request.about, request.region.language());
    let words = Words::of(language);
    let text = |label: &str, value: &str| (label.to_owned(), Value::Text(value.to_owned()));
    let mut lines = vec![text(words.operation, &about.operation), text(words.period, &period(request, words))];
    if about.filters.is_empty() {
        lines.push(text(words.filters, words.no_filters));
    }
    for filter in &about.filters {
        let name = match filter.by {
            FilterBy::Field(field) => Column::Field(field).header(language),
            FilterBy::Text => words.text_search,
        };
        lines.push((format!("{}: {name}", words.filters), Value::Text(values(filter, request, words))));
    }
    lines.push((words.rows.to_owned(), Value::Count(tally.rows)));
    lines.extend(about.picked_of.map(|found| (words.picked_of.to_owned(), Value::Count(found))));
    lines.push((words.cut_texts.to_owned(), Value::Count(tally.cut_texts)));
    lines.extend(coverage(request, words));
    if let Some(written_at) = about.written_at {
        let zone = if about.zone.is_empty() { String::new() } else { format!(" ({})", about.zone) };
        lines.push((format!("{}{zone}", words.written_at), Value::Date(written_at)));
    }
    lines.push(text(words.version, &about.version));
    lines
}

fn period(request: &Request, words: &Words) -> String {
    match request.about.period {
        (Some(from), Some(to)) => format!("{from} {} {to}", words.through),
        (Some(from), None) => format!("{} {from}", words.since),
        (None, Some(to)) => format!("{} {to}", words.until),
        (None, None) => words.always.to_owned(),
    }
}

fn values(filter: &Filter, request: &Request, words: &Words) -> String {
    let named = |value: &String| match (filter.by, value.trim()) {
        (FilterBy::Field(Field::EvaluationSurvey), "") => words.no_survey.to_owned(),
        (FilterBy::Field(Field::CodAct), "") => words.no_code.to_owned(),
        (FilterBy::Field(_), "") => words.empty.to_owned(),
        (FilterBy::Field(Field::SkillId), id) => match request.skill_names.get(id) {
            Some(name) => format!("{name} · {id}"),
            None => value.clone(),
        },
        _ => value.clone(),
    };
    filter.values.iter().map(named).collect::<Vec<_>>().join("; ")
}

/// How many days are in each of the six states; those that are not settled are named.
fn coverage(request: &Request, words: &Words) -> Vec<(String, Value)> {
    let (coverage, language) = (&request.about.coverage, request.region.language());
    if coverage.days.is_empty() {
        return vec![(words.coverage.to_owned(), Value::Text(words.coverage_unknown.to_owned()))];
    }
    let by = words::selected_by(coverage.selected_by, language);
    let mut lines = vec![(words.coverage.to_owned(), Value::Text(by.to_owned()))];
    for state in DayState::ALL {
        let days: Vec<String> =
            coverage.days.iter().filter(|day| day.state == state).map(|day| day.date.to_string()).collect();
        let value = match (days.len() as u64, state) {
            // No failed day is said too: what is left out could be anything.
            (count, DayState::Complete | DayState::Empty) | (count @ 0, _) => Value::Count(count),
            (count, _) => Value::Text(format!("{count}: {}", days.join(", "))),
        };
        lines.push((words::day_state(state, language).to_owned(), value));
    }
    lines
}

/// A long list of filters or days must not make the workbook unwritable.
fn cut(text: String, mark: &str) -> String {
    if text.len() <= CELL_UNITS {
        return text;
    }
    match Cell::of(Column::SkillName, text.into(), mark) {
        Cell::Text(text) => text.into_owned(),
        Cell::Cut(text) => text,
        _ => String::new(),
    }
}
