//! The search language of the window: words, prefixes, phrases and exclusions as in [`TextQuery`], and fields.
//!
//! `agente:ana "doble cobro" -reembolso`: a field and a colon before a word or a phrase look in that field alone.
//! Fields are named in Spanish or English, whatever the window's language, without regard to case and accents. A field
//! of a text (`asunto:`) takes words as the rest of the language does; a field of few values (`agente:`) takes the
//! beginnings of their words, in quotes a whole name, for the survey also `1..2`, `<3` or `ninguna`. The same field
//! more than once means any of them, different fields all of them, `-` before a field none of what it means.
//!
//! The last word may still be on its way: from three letters on it stands for all words that begin so, until a blank or
//! a quote ends it. What is left out is left out only as a whole word.
//!
//! Nothing that people type is an error: a colon after anything else is a sign among words, a field without a value
//! leaves nothing out, and what was probably meant is told by [`notes`](Search::notes).

mod called;
mod coded;
mod complete;
mod field;
mod note;
#[cfg(test)]
mod tests;
mod wanted;

use std::fmt;

use interaction::{Dimension, Field};

use crate::terms::{Fields, Term, terms};
use crate::text_query::expressions;
use crate::{Hits, Names, Table, TextQuery};
use called::Called;
use field::About;
use wanted::Wanted;

pub use complete::{Completion, Suggestion, Trigger};
pub use field::{SearchField, Wording};
pub use note::{Fix, Note, Noted};

/// A search, read from what a person typed.
///
/// ```
/// use explore::Search;
/// use interaction::Field;
/// let search = Search::parse("asunto:cobro \"no llegó\" agente:ana -urgente");
/// assert_eq!(search.marks(Field::Subject), ["\"no llegó\"", "\"cobro\""]);
/// assert_eq!(search.marks(Field::Body), ["\"no llegó\""]);
/// assert!(Search::parse("agente:").is_empty());
/// ```
#[derive(Clone, Default)]
pub struct Search {
    text: String,
    terms: Vec<Term>,
    anywhere: TextQuery,
    texts: Vec<InText>,
    values: Vec<OfValues>,
}

/// What is looked for in one text.
#[derive(Clone)]
struct InText {
    field: Field,
    /// Expressions of which one must match.
    include: Vec<String>,
    /// Expressions of which none may match.
    exclude: Vec<String>,
    /// What is included, for the text alone.
    any: Vec<String>,
}

/// What is wanted of one dimension.
#[derive(Clone)]
struct OfValues {
    dimension: Dimension,
    include: Vec<Wanted>,
    exclude: Vec<Wanted>,
}

impl Search {
    /// Reads what people type. Never fails.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let terms = terms(text, Fields::Known);
        let of = |field: Option<SearchField>| -> Vec<Term> {
            let terms = terms.iter().filter(|term| term.field == field && !term.words.is_empty()).cloned();
            terms.map(|term| Term { is_prefix: term.is_prefix || term.may_go_on(text), ..term }).collect()
        };
        // Signs among words mean nothing, whichever field they are in; signs alone find nothing.
        let has_words = terms.iter().any(|term| !term.is_excluded && term.has_word());
        let worded = |mut terms: Vec<Term>| {
            terms.retain(|term| term.has_word() || !has_words);
            terms
        };
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for field in SearchField::ALL {
            match field.about() {
                About::Text(column, name) => texts.extend(InText::of(column, name, worded(of(Some(field))))),
                About::Values(dimension) => values.extend(OfValues::of(dimension, &of(Some(field)))),
            }
        }
        let anywhere = TextQuery::of(worded(of(None)));
        Self { text: text.to_owned(), terms, anywhere, texts, values }
    }

    /// Whether nothing is asked for, so that every record matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.anywhere.is_empty() && self.texts.is_empty() && self.values.is_empty()
    }

    /// Expressions that each match any of what is looked for in a text: to mark it where it stands.
    #[must_use]
    pub fn marks(&self, field: Field) -> Vec<String> {
        let own = self.texts.iter().filter(|text| text.field == field).flat_map(|text| &text.any);
        self.anywhere.any().iter().chain(own).cloned().collect()
    }

    /// Lists of expressions for the search index: of each list one must match.
    pub(crate) fn required(&self) -> impl Iterator<Item = &[String]> {
        let anywhere = self.anywhere.include().iter().map(std::slice::from_ref);
        anywhere.chain(self.texts.iter().map(|text| text.include.as_slice()).filter(|list| !list.is_empty()))
    }

    /// Expressions for the search index of which none may match.
    pub(crate) fn excluded(&self) -> impl Iterator<Item = &String> {
        self.anywhere.exclude().iter().chain(self.texts.iter().flat_map(|text| &text.exclude))
    }

    /// The records with the values that are wanted; none where no field of values is named.
    pub(crate) fn valued(&self, table: &Table, names: &Names) -> Option<Hits> {
        let of = |values: &OfValues| coded::hits(table, values.dimension, &values.allowed(table, names));
        self.values.iter().map(of).reduce(|mut hits, more| {
            hits.retain(&more);
            hits
        })
    }
}

/// Tells nothing of what is searched for.
impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search").field("terms", &self.terms.len()).finish_non_exhaustive()
    }
}

impl InText {
    fn of(field: Field, column: &str, terms: Vec<Term>) -> Option<Self> {
        let (mut exclude, mut include): (Vec<_>, Vec<_>) = terms.into_iter().partition(|term| term.is_excluded);
        exclude.retain(Term::has_word);
        if include.iter().any(Term::has_word) {
            include.retain(Term::has_word);
        }
        if include.is_empty() && exclude.is_empty() {
            return None;
        }
        let any = expressions(&include, " OR ");
        let within = |list: Vec<String>| list.iter().map(|any| format!("{column} : ({any})")).collect();
        Some(Self { field, include: within(any.clone()), exclude: within(expressions(&exclude, " OR ")), any })
    }
}

impl OfValues {
    fn of(dimension: Dimension, terms: &[Term]) -> Option<Self> {
        let wanted = |is_excluded: bool| -> Vec<Wanted> {
            let terms = terms.iter().filter(|term| term.is_excluded == is_excluded);
            terms.filter_map(|term| Wanted::of(dimension, term)).collect()
        };
        let (include, exclude) = (wanted(false), wanted(true));
        (!include.is_empty() || !exclude.is_empty()).then_some(Self { dimension, include, exclude })
    }

    fn allowed(&self, table: &Table, names: &Names) -> Vec<bool> {
        let called = Called::new(self.dimension, table.values(self.dimension), names);
        let any = |list: &[Wanted]| -> Vec<bool> {
            let mut any = vec![false; table.values(self.dimension).len()];
            for wanted in list {
                any.iter_mut().zip(called.wanted(wanted)).for_each(|(any, wanted)| *any |= wanted);
            }
            any
        };
        let (included, excluded) = (any(&self.include), any(&self.exclude));
        let is_in = |included: bool| included || self.include.is_empty();
        included.into_iter().zip(excluded).map(|(included, excluded)| is_in(included) && !excluded).collect()
    }
}
