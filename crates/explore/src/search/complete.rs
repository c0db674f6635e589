//! What a search can go on with at a place of its text: fields by their first letters, and the values of a field.

use std::cmp::Reverse;
use std::ops::Range;

use interaction::{Dimension, fold};

use super::called::{Called, Typed, label};
use super::{Search, SearchField, Wanted, Wording};
use crate::terms::{Fields, Term, is_blank, is_quote, terms};
use crate::{Facet, Found};

/// Suggestions that are made at once.
const MOST: usize = 8;
/// Values that are tried for that: some cannot be typed, and no stranger's names may keep a field busy.
const TRIED: usize = 4 * MOST;
/// Letters after which fields are suggested by themselves: fewer begin too many other words.
const LEAST_LETTERS: usize = 3;

/// Whether suggestions come by themselves or were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Something was typed: only what is probably meant.
    Typing,
    /// A person wants to see what there is.
    Asked,
}

/// What a search can go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What a suggestion replaces, in bytes of the text.
    pub span: Range<usize>,
    /// The suggestions, best first.
    pub suggestions: Vec<Suggestion>,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// A field.
    Field {
        /// Which.
        field: SearchField,
        /// What takes the place of what was typed: its name and the colon.
        text: String,
    },
    /// A value of a field.
    Value {
        /// The field.
        field: SearchField,
        /// Its dimension.
        dimension: Dimension,
        /// The value, with how many records have it.
        facet: Facet,
        /// What takes the place of what was typed.
        text: String,
    },
}

/// A value that can be suggested.
struct Candidate<'a> {
    code: usize,
    value: &'a str,
    label: String,
    count: u32,
}

impl Search {
    /// What the search can go on with at a place in its text, in bytes. Values are counted among what was found,
    /// without regard to the search that found it, which mostly is the one that is being typed. None where there is
    /// nothing to suggest.
    #[must_use]
    pub fn completion(&self, caret: usize, trigger: Trigger, found: &Found, wording: Wording) -> Option<Completion> {
        let at_caret = |term: &&Term| term.span.start <= caret && caret <= term.span.end;
        // Where two terms touch, the one that begins here is the one to go on with.
        let term = self.terms.iter().rev().find(at_caret).or_else(|| self.waiting(caret));
        let (span, suggestions) = match term {
            Some(term) => match term.field {
                Some(field) if caret >= term.value.start => {
                    (term.value.clone(), values(term, field, found, wording, blank_after(&self.text, term.value.end))?)
                }
                Some(_) => return None,
                None => (term.value.clone(), fields(term, caret, trigger, wording)?),
            },
            None if trigger == Trigger::Asked => (caret..caret, all_fields(wording)),
            None => return None,
        };
        (!suggestions.is_empty()).then_some(Completion { span, suggestions })
    }

    /// A field that has no value yet, where only blanks stand between it and a place.
    fn waiting(&self, caret: usize) -> Option<&Term> {
        let before = self.terms.iter().rev().find(|term| term.span.end <= caret)?;
        let is_waiting = before.field.is_some() && before.words.is_empty() && !before.is_quoted;
        let between = self.text.get(before.span.end..caret)?;
        (is_waiting && between.chars().all(is_blank)).then_some(before)
    }
}

fn all_fields(wording: Wording) -> Vec<Suggestion> {
    let suggestion = |field: SearchField| Suggestion::Field { field, text: format!("{}:", field.name(wording)) };
    SearchField::ALL.into_iter().map(suggestion).collect()
}

/// The fields that begin as a word that the caret stands at the end of.
fn fields(term: &Term, caret: usize, trigger: Trigger, wording: Wording) -> Option<Vec<Suggestion>> {
    let letters = term.words.chars().count();
    let is_word = !term.is_quoted && !term.is_prefix && term.field.is_none() && caret == term.span.end;
    let is_enough = letters >= LEAST_LETTERS || trigger == Trigger::Asked;
    if !is_word || !is_enough || letters > crate::terms::LONGEST_NAME {
        return None;
    }
    let typed = fold(&term.words);
    let begun =
        |field: SearchField| Some(Suggestion::Field { field, text: format!("{}:", field.begun(&typed, wording)?) });
    Some(SearchField::ALL.into_iter().filter_map(begun).collect())
}

/// The blank that must follow so that one can go on typing, where there is none.
fn blank_after(text: &str, at: usize) -> &'static str {
    if text.get(at..).is_some_and(|rest| rest.starts_with(is_blank)) { "" } else { " " }
}

/// The values of a field; none where it is about words.
fn values(term: &Term, field: SearchField, found: &Found, wording: Wording, end: &str) -> Option<Vec<Suggestion>> {
    let dimension = field.dimension()?;
    let (table, names) = (found.table(), found.names());
    let called = Called::new(dimension, table.values(dimension), names);
    let mut candidates = candidates(term, dimension, &called, found, wording);
    let typed = fold(&term.words);
    let begins = |candidate: &Candidate<'_>| !typed.is_empty() && fold(&candidate.label).starts_with(&typed);
    match dimension {
        Dimension::Evaluation => candidates.sort_by_key(|candidate| table.rank(dimension, candidate.code)),
        _ => candidates.sort_by_cached_key(|candidate| {
            let is_absent = candidate.value.is_empty();
            (is_absent, !begins(candidate), Reverse(candidate.count), fold(&candidate.label), candidate.code)
        }),
    }
    let suggestion = |candidate: Candidate<'_>| {
        let text = typed_for(&candidate, dimension, &called, wording)? + end;
        let facet = Facet::of(dimension, candidate.value, names, candidate.count);
        Some(Suggestion::Value { field, dimension, facet, text })
    };
    Some(candidates.into_iter().take(TRIED).filter_map(suggestion).take(MOST).collect())
}

/// The values that go on as was typed: what stands in quotes may be unfinished.
fn candidates<'a>(
    term: &Term,
    dimension: Dimension,
    called: &Called,
    found: &'a Found,
    wording: Wording,
) -> Vec<Candidate<'a>> {
    let values = found.table().values(dimension);
    let typed = Typed::new(&term.words);
    let fits = match Wanted::of(dimension, term) {
        None => vec![true; values.len()],
        Some(Wanted::Exactly(_)) => called.wanted(&Wanted::Beginnings(typed.clone())),
        Some(wanted) => called.wanted(&wanted),
    };
    let is_absence = typed.begins_absence();
    let counted = found.unsearched();
    let counts = counted.counts(dimension);
    (values.iter().zip(fits).enumerate())
        .filter(|(code, (value, fits))| match value.is_empty() {
            true => is_absence && counts.get(*code).is_some_and(|count| *count > 0),
            false => *fits,
        })
        .map(|(code, (value, _))| Candidate {
            code,
            value,
            label: label(dimension, value, found.names(), wording),
            count: counts.get(code).copied().unwrap_or_default(),
        })
        .collect()
}

/// What a person would type for a value so that it alone is found; where only more than it can be found, that. None
/// where nothing that can be typed finds it.
fn typed_for(candidate: &Candidate<'_>, dimension: Dimension, called: &Called, wording: Wording) -> Option<String> {
    if candidate.value.is_empty() {
        return Some(absence(dimension, wording).to_owned());
    }
    let mut more = None;
    for name in [candidate.label.as_str(), candidate.value] {
        for text in [bare(name), quoted(name)] {
            let found = wanted(&text, dimension).map(|wanted| called.wanted(&wanted)).unwrap_or_default();
            if found.get(candidate.code) != Some(&true) {
                continue;
            }
            if found.iter().filter(|found| **found).count() == 1 {
                return Some(text);
            }
            more = more.or(Some(text).filter(|text| text.starts_with(is_quote)));
        }
    }
    more
}

/// What a text after a field's colon wants, where it stays one term whatever follows.
fn wanted(text: &str, dimension: Dimension) -> Option<Wanted> {
    const FIELD: &str = "agent:";
    let terms = terms(&format!("{FIELD}{text} x"), Fields::Known);
    let [term, _] = terms.as_slice() else { return None };
    Wanted::of(dimension, term).filter(|_| term.span.end == FIELD.len() + text.len())
}

fn bare(name: &str) -> String {
    name.trim().to_owned()
}

/// In quotes; those of a stranger's own would end it, and mean as little as blanks do.
fn quoted(name: &str) -> String {
    let inside: String = name.chars().map(|c| if is_quote(c) || is_blank(c) { ' ' } else { c }).collect();
    format!("\"{}\"", inside.trim())
}

const fn absence(dimension: Dimension, wording: Wording) -> &'static str {
    match (wording, dimension) {
        (Wording::English, _) => "none",
        (Wording::Spanish, Dimension::Agent | Dimension::Channel | Dimension::Status) => "ninguno",
        (Wording::Spanish, Dimension::Skill | Dimension::Evaluation | Dimension::Code) => "ninguna",
    }
}
