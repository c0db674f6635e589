//! What a text becomes in a cell: a date and a score where they are plainly that, else a text, cut where Excel must.

use std::borrow::Cow;

use interaction::{Field, Moment};

use crate::Column;

/// The most characters of a cell, as Excel counts them: UTF-16 units.
pub(super) const CELL_UNITS: usize = 32_767;
/// The most digits that a number of Excel keeps.
const EXACT_DIGITS: usize = 15;
/// The most decimals of a score that stays a number.
pub(super) const MOST_DECIMALS: usize = 6;

/// A cell's content.
#[derive(Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing at all.
    Empty,
    /// A text, never anything else, whatever it looks like.
    Text(Cow<'a, str>),
    /// A text that was cut, with the mark at its end.
    Cut(String),
    /// A second of the operation's wall clock.
    Date(Moment),
    /// A stretch of time, in seconds.
    Duration(u32),
    /// A number, shown with so many decimals: `5.0` is 5 with one.
    Number(f64, usize),
}

impl<'a> Cell<'a> {
    /// The cell for what a column shows. A survey score is a number only where its text can be had back from it:
    /// `4,5`, `05` and ` 5` stay the texts that they are.
    pub(super) fn of(column: Column, text: Cow<'a, str>, cut_mark: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        match column {
            Column::Field(Field::DateCreation | Field::CloseDate) => match Moment::parse(&text) {
                Some(moment) => Self::Date(moment),
                None => Self::text(text, cut_mark),
            },
            Column::Field(Field::EvaluationSurvey) => match plain_number(&text) {
                Some((value, decimals)) => Self::Number(value, decimals),
                None => Self::text(text, cut_mark),
            },
            _ => Self::text(text, cut_mark),
        }
    }

    fn text(text: Cow<'a, str>, cut_mark: &str) -> Self {
        // No text has more UTF-16 units than bytes.
        if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
            return Self::Text(text);
        }
        let mut room = CELL_UNITS.saturating_sub(cut_mark.encode_utf16().count());
        let fits = |c: &char| match room.checked_sub(c.len_utf16()) {
            Some(left) => {
                room = left;
                true
            }
            None => false,
        };
        let mut kept: String = text.chars().take_while(fits).collect();
        kept.push_str(cut_mark);
        Self::Cut(kept)
    }
}

/// The number and its decimals, where a number shown with these decimals reads exactly as the text does.
fn plain_number(text: &str) -> Option<(f64, usize)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let plain_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    let count = decimals.map_or(0, str::len);
    if !plain_whole || decimals.is_some_and(|part| !digits(part)) || count > MOST_DECIMALS {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let signed_zero = value == 0.0 && text.starts_with('-');
    (whole.len() + count <= EXACT_DIGITS && !signed_zero).then_some((value, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORE: Column = Column::Field(Field::EvaluationSurvey);
    const BODY: Column = Column::Field(Field::Body);

    fn cell(column: Column, text: &str) -> Cell<'_> {
        Cell::of(column, Cow::Borrowed(text), "[cut]")
    }

    #[test]
    fn a_score_is_a_number_where_its_text_can_be_had_back() {
        assert_eq!(cell(SCORE, "5"), Cell::Number(5.0, 0));
        assert_eq!(cell(SCORE, "5.0"), Cell::Number(5.0, 1));
        assert_eq!(cell(SCORE, "-0.25"), Cell::Number(-0.25, 2));
        for text in ["4,5", "05", " 5", "+5", "-0", "5.", ".5", "1e3", "Bueno", "=5", "1234567890123456", "1.1234567"] {
            assert_eq!(cell(SCORE, text), Cell::Text(text.into()), "{text}");
        }
    }

    #[test]
    fn identifiers_and_messages_are_texts_whatever_they_look_like() {
        for (field, text) in [(Field::CaseId, "0012"), (Field::SkillId, "7"), (Field::Body, "=1+1")] {
            assert_eq!(cell(Column::Field(field), text), Cell::Text(text.into()));
        }
    }

    #[test]
    fn dates_are_dates_and_other_texts_in_their_place_stay() {
        let created = Column::Field(Field::DateCreation);
        assert_eq!(cell(created, "2026-08-12 08:02:09"), Cell::Date(Moment::parse("20260812080209").unwrap()));
        assert_eq!(cell(created, "mañana"), Cell::Text("mañana".into()));
        assert_eq!(cell(created, ""), Cell::Empty);
    }

    #[test]
    fn a_text_is_cut_at_excels_limit_in_utf16_and_never_inside_a_character() {
        let whole = "😀".repeat(CELL_UNITS / 2) + "a";
        assert_eq!(cell(BODY, &whole), Cell::Text(whole.as_str().into()));
        for long in ["ñ".repeat(40_000), "😀".repeat(20_000), format!("a{}", "😀".repeat(20_000))] {
            let Cell::Cut(cut) = cell(BODY, &long) else { panic!("not cut") };
            assert!((CELL_UNITS - 1..=CELL_UNITS).contains(&cut.encode_utf16().count()));
            let kept = cut.strip_suffix("[cut]").unwrap();
            assert!(long.starts_with(kept));
        }
    }
}
