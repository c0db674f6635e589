//! What the page is told of a question before it asks for rows.

use explore::{Summary, Timeline};
use serde::Serialize;

use super::{Covered, Facets};
use crate::Days;

/// The answer to a question, but for its rows: those are asked for by `view`, a page at a time.
#[derive(Clone, Debug, PartialEq, Serialize, specta::Type)]
pub struct Answer {
    /// What rows are asked for by.
    pub view: u32,
    /// How many interactions were found.
    pub total: u32,
    /// How many the archive holds.
    pub kept: u32,
    /// How many of them lie in the period, whatever else is filtered by.
    pub in_span: u32,
    /// The days of the period; `None` where it is everything and nothing is dated.
    pub span: Option<Days>,
    /// The operation's present, as `2026-11-22 14:05:09`.
    pub present: String,
    /// The headline figures of what was found.
    pub summary: Summary,
    /// What was found over time, without regard to the brush.
    pub timeline: Timeline,
    /// The values that can be chosen, each counted without regard to its own filter.
    pub facets: Facets,
    /// When something was downloaded last, on the operation's wall clock.
    pub last_download: Option<String>,
    /// How many records could not be read and were set aside raw.
    pub set_aside: u32,
    /// How much of the period, up to the present, is covered.
    pub coverage: Covered,
    /// Rises whenever the archive changes.
    pub generation: u32,
}
