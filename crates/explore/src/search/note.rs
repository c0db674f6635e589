//! What is told to who has typed something that probably means something else.

use std::collections::HashMap;
use std::ops::Range;

use interaction::{Dimension, fold};

use super::{Called, Search, SearchField, Wanted, Wording};
use crate::terms::{Term, colon};
use crate::{Names, Table};

/// Notes that are told at once: of more nobody would read one.
const MOST: usize = 3;

/// Something to tell of a search, and where in the text it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The word or phrase that it is about, in bytes.
    pub span: Range<usize>,
    /// What is to be told.
    pub note: Note,
}

/// Something to tell of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// What stands before a colon is no field, but looks like one; it is searched for as words.
    UnknownField {
        /// As typed.
        typed: String,
        /// What would make it the field.
        fix: Fix,
    },
    /// No record has such a value.
    NoSuchValue {
        /// The field.
        field: SearchField,
        /// As typed.
        typed: String,
    },
    /// Neither a score nor something that a survey was answered with.
    NoScore {
        /// As typed.
        typed: String,
    },
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it replaces, in bytes of the text.
    pub span: Range<usize>,
    /// What it puts there.
    pub text: String,
}

impl Search {
    /// What is to be told of the search, over the values that a table holds.
    #[must_use]
    pub fn notes(&self, table: &Table, names: &Names, wording: Wording) -> Vec<Noted> {
        let mut known: HashMap<Dimension, Called> = HashMap::new();
        let noted = |term: &Term| {
            let note = match term.field {
                Some(field) => without_value(term, field, |dimension| {
                    known.entry(dimension).or_insert_with(|| Called::new(dimension, table.values(dimension), names))
                }),
                None => unknown_field(&self.text, term, wording),
            };
            Some(Noted { span: term.span.clone(), note: note? })
        };
        // Before anything is downloaded there is nothing to compare with; the table says so.
        if table.is_empty() {
            return Vec::new();
        }
        self.terms.iter().filter_map(noted).take(MOST).collect()
    }
}

/// A word with letters and a colon before it that are nearly a field's name.
fn unknown_field(text: &str, term: &Term, wording: Wording) -> Option<Note> {
    if term.is_quoted {
        return None;
    }
    let name = term.value.start..term.value.start + colon(text, term.value.start)?;
    // An address has more than a colon.
    if text.get(name.end..)?.starts_with("://") {
        return None;
    }
    let typed = text.get(name.clone())?;
    let probable = SearchField::probable_name(&fold(typed), wording)?;
    let fix = Fix { span: name, text: probable.to_owned() };
    Some(Note::UnknownField { typed: typed.to_owned(), fix })
}

/// A value that no record has.
fn without_value<'a>(
    term: &Term,
    field: SearchField,
    called: impl FnOnce(Dimension) -> &'a mut Called,
) -> Option<Note> {
    let dimension = field.dimension()?;
    let wanted = Wanted::of(dimension, term)?;
    if called(dimension).wanted(&wanted).contains(&true) {
        return None;
    }
    let typed = term.words.clone();
    let is_no_score = dimension == Dimension::Evaluation && !matches!(wanted, Wanted::Scores(_) | Wanted::Absent);
    Some(if is_no_score { Note::NoScore { typed } } else { Note::NoSuchValue { field, typed } })
}
