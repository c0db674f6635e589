//! What the page asks of the interactions.

use std::fmt;

use serde::Deserialize;

use super::ListColumn;
use crate::{Days, Span};

/// What the page wants to see of an operation's interactions.
#[derive(Clone, Deserialize, specta::Type)]
pub struct Question {
    /// The period.
    pub span: Span,
    /// The part of the period that is brushed on the timeline.
    pub days: Option<Days>,
    /// What is searched for; `""` for nothing.
    pub text: String,
    /// The one case that is wanted.
    pub case_id: Option<String>,
    /// The values that are chosen.
    pub choices: Choices,
    /// The order; newest first where there is none.
    pub sort: Option<Sort>,
}

/// Names nothing of what is searched for.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question").field("span", &self.span).field("sort", &self.sort).finish_non_exhaustive()
    }
}

/// The values that are chosen by dimension, each a [`FacetValue::value`](super::FacetValue::value); none of a
/// dimension lets everything through.
#[derive(Clone, Default, Deserialize, specta::Type)]
#[expect(missing_docs, reason = "named after the dimensions")]
pub struct Choices {
    pub score: Vec<String>,
    pub skill: Vec<String>,
    pub agent: Vec<String>,
    pub channel: Vec<String>,
    pub status: Vec<String>,
    pub code: Vec<String>,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Sort {
    /// The column that is sorted by.
    pub column: ListColumn,
    /// Whether the highest comes first.
    pub descending: bool,
}
