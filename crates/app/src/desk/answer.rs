//! What the page is told of a question before it asks for rows.

use serde::Serialize;

use crate::Days;
use crate::day::Day;

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
    /// Rises whenever the archive changes.
    pub generation: u32,
}

/// The headline figures of what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, specta::Type)]
pub struct Summary {
    /// How many have an answered survey.
    pub answered: u32,
    /// How many of them have a number.
    pub scored: u32,
    /// The mean of the numbers.
    pub mean: Option<f64>,
    /// Half of the mean's 95 % interval.
    pub margin: Option<f64>,
    /// How many have a time to close.
    pub closed: u32,
    /// The median time to close.
    pub median_seconds: Option<u32>,
}

/// What was found over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Timeline {
    /// How long a bar is.
    pub step: Step,
    /// The bars, oldest first, without a gap.
    pub bars: Vec<Bar>,
}

/// How long a bar of the timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum Step {
    Day,
    Week,
    Month,
}

/// A bar of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Bar {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
    /// How many interactions.
    pub total: u32,
    /// How many of them have a low score.
    pub low: u32,
}

/// The values that can be chosen, by dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named after the dimensions")]
pub struct Facets {
    pub score: Vec<FacetValue>,
    pub skill: Vec<FacetValue>,
    pub agent: Vec<FacetValue>,
    pub channel: Vec<FacetValue>,
    pub status: Vec<FacetValue>,
    pub code: Vec<FacetValue>,
}

/// A value that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct FacetValue {
    /// What [`Choices`](super::Choices) takes to choose it.
    pub value: String,
    /// What people call it; `""` for absence, which the page puts in words.
    pub label: String,
    /// The number of a skill, or the code of a description.
    pub id: Option<String>,
    /// Where a score lies on the scale.
    pub tone: Option<Tone>,
    /// How many interactions have it among those that every other filter lets through.
    pub count: u32,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Where a score lies on its operation's scale, from the worst to the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names of colours in the design")]
pub enum Tone {
    S1,
    S2,
    S3,
    S4,
    S5,
}
