//! What is said of a search while it is typed: what it can go on with, and what was probably meant.
//!
//! Answered from the newest view's columns in memory. No archive is asked, so that it waits for no question.

use std::ops::Range;

use explore::{Completion, Fix, Found, Note, Noted, Search, SearchField, Suggestion, Trigger, Wording};
use interaction::Scale;
use serde::{Deserialize, Serialize};

use super::facets::facet_value;
use super::{Desk, FacetValue, Language};
use crate::Error;
use crate::silent::silent;

/// A search as far as it is typed.
#[derive(Clone, Deserialize, specta::Type)]
pub struct TypedSearch {
    /// Its text.
    pub text: String,
    /// Where the caret is, in UTF-16 units; `None` where nothing is to be suggested.
    pub caret: Option<u32>,
    /// Whether suggestions were asked for, so that all fields are wanted where nothing is typed.
    pub asked: bool,
    /// The language of what is suggested.
    pub language: Language,
}

/// What is said of a search. All places are UTF-16 units of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct SearchHints {
    /// What is to be told, in the order of the text.
    pub notes: Vec<SearchNote>,
    /// What it can go on with at the caret, best first.
    pub suggestions: Vec<SearchSuggestion>,
}

/// Something to tell of a search.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SearchNote {
    /// What stands before a colon is no field, but looks like one.
    UnknownField {
        /// As typed.
        typed: String,
        /// What would make it the field.
        fix: SearchEdit,
    },
    /// No interaction has such a value.
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

/// A change of a search's text.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SearchEdit {
    /// Where what is replaced begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// What takes its place.
    pub text: String,
}

/// One way to go on.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SearchSuggestion {
    /// A field.
    Field {
        /// Which.
        field: SearchField,
        /// What takes it.
        edit: SearchEdit,
    },
    /// A value of a field.
    Value {
        /// The field.
        field: SearchField,
        /// The value, with how many interactions of the period and its filters have it.
        value: FacetValue,
        /// What takes it.
        edit: SearchEdit,
    },
}

silent!(TypedSearch, SearchNote, SearchEdit, SearchSuggestion);

impl Desk {
    /// What is said of a search that is typed over an operation's interactions; nothing before the first question.
    ///
    /// # Errors
    /// Where the operation is unknown.
    pub async fn search_hints(&self, operation: String, typed: TypedSearch) -> Result<SearchHints, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let view = desk.inner.views.newest(&operation);
            let found = view.as_ref().and_then(|view| view.found.as_ref());
            Ok(found.map_or_else(SearchHints::default, |found| hints(&typed, found, place.operation.scale)))
        })
        .await
    }
}

fn hints(typed: &TypedSearch, found: &Found, scale: Scale) -> SearchHints {
    let text = typed.text.as_str();
    let search = Search::parse(text);
    let wording = match typed.language {
        Language::Es => Wording::Spanish,
        Language::En => Wording::English,
    };
    let trigger = if typed.asked { Trigger::Asked } else { Trigger::Typing };
    let caret = typed.caret.map(|caret| byte_at(text, caret));
    let completion = caret.and_then(|caret| search.completion(caret, trigger, found, wording));
    let notes = search.notes(found.table(), found.names(), wording);
    // What can still become something is not told to be nothing.
    let is_unfinished = |noted: &Noted| {
        completion.as_ref().is_some_and(|completion| {
            noted.span.start <= completion.span.start && completion.span.end <= noted.span.end
        })
    };
    let notes = notes.into_iter().filter(|noted| !is_unfinished(noted)).map(|noted| note(noted.note, text)).collect();
    SearchHints { notes, suggestions: completion.map_or_else(Vec::new, |completion| shown(completion, text, scale)) }
}

fn note(note: Note, text: &str) -> SearchNote {
    match note {
        Note::UnknownField { typed, fix: Fix { span, text: put } } => {
            SearchNote::UnknownField { typed, fix: edit(text, &span, put) }
        }
        Note::NoSuchValue { field, typed } => SearchNote::NoSuchValue { field, typed },
        Note::NoScore { typed } => SearchNote::NoScore { typed },
    }
}

fn shown(completion: Completion, text: &str, scale: Scale) -> Vec<SearchSuggestion> {
    let span = completion.span;
    let suggestion = |suggestion| match suggestion {
        Suggestion::Field { field, text: put } => SearchSuggestion::Field { field, edit: edit(text, &span, put) },
        Suggestion::Value { field, dimension, facet, text: put } => {
            let value = facet_value(dimension, facet, &[], scale);
            SearchSuggestion::Value { field, value, edit: edit(text, &span, put) }
        }
    };
    completion.suggestions.into_iter().map(suggestion).collect()
}

fn edit(text: &str, span: &Range<usize>, put: String) -> SearchEdit {
    SearchEdit { from: units_before(text, span.start), to: units_before(text, span.end), text: put }
}

/// The byte at which so many UTF-16 units lie behind; a place within a character is before it.
fn byte_at(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if c.len_utf16() > left {
            return at;
        }
        left -= c.len_utf16();
    }
    text.len()
}

/// How many UTF-16 units lie before a byte.
fn units_before(text: &str, byte: usize) -> u32 {
    let units = text.get(..byte).unwrap_or(text).chars().map(char::len_utf16).sum::<usize>();
    u32::try_from(units).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_page_counts_them() {
        let text = "a😀ñb";
        for (units, byte) in [(0, 0), (1, 1), (2, 1), (3, 5), (4, 7), (5, 8), (9, 8)] {
            assert_eq!(byte_at(text, units), byte, "{units}");
        }
        for (byte, units) in [(0, 0), (1, 1), (5, 3), (7, 4), (8, 5), (99, 5)] {
            assert_eq!(units_before(text, byte), units, "{byte}");
        }
    }

    #[test]
    fn debug_tells_nothing_of_what_is_searched() {
        let edit = SearchEdit { from: 0, to: 1, text: "secreto".to_owned() };
        let note = SearchNote::UnknownField { typed: "secreto".to_owned(), fix: edit.clone() };
        let suggestion = SearchSuggestion::Field { field: SearchField::Agent, edit };
        let hints = SearchHints { notes: vec![note], suggestions: vec![suggestion] };
        let typed = TypedSearch { text: "secreto".to_owned(), caret: None, asked: false, language: Language::Es };
        assert!(!format!("{hints:?} {typed:?}").contains("secreto"));
    }
}
