//! What the page asks of the interactions.

use std::fmt;

use explore::{Choice, Direction, Filters, Order};
use interaction::{Dimension, Field, Moment, Period};
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
    /// What is searched for, in the language of [`Search`](explore::Search); `""` for nothing.
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

/// A dimension, by the name that it has in [`Choices`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum Dimensioned {
    Score,
    Skill,
    Agent,
    Channel,
    Status,
    Code,
}

/// An order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Sort {
    /// The column that is sorted by.
    pub column: ListColumn,
    /// Whether the highest comes first.
    pub descending: bool,
}

impl Question {
    /// The filters that the question means at an operation's present.
    pub(super) fn filters(&self, present: Moment) -> Filters {
        let span = self.span.period(present);
        let period = match (span, self.days.map(Days::period)) {
            // A brush outside the period leaves nothing: a day before time, on which nothing was created.
            (Some(span), Some(brush)) => Some(span.intersection(brush).unwrap_or_else(nothing)),
            (span, brush) => span.or(brush),
        };
        let text = self.text.trim();
        let searches = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        let cases = self.case_id.clone().into_iter().collect();
        let (from, to) = (period.map(Period::from), period.map(Period::to));
        let mut filters = Filters { from, to, cases, searches, ..Filters::default() };
        for dimension in Dimension::ALL {
            for value in self.choices.of(dimension) {
                filters.choose(dimension, Choice::parse(dimension, value));
            }
        }
        filters
    }

    /// The same question without the brush.
    pub(super) fn without_brush(&self) -> Self {
        Self { days: None, ..self.clone() }
    }

    /// The order of the rows.
    pub(super) fn order(&self) -> Order {
        let Some(Sort { column, descending }) = self.sort else { return Order::default() };
        let direction = if descending { Direction::Descending } else { Direction::Ascending };
        let field = match column {
            ListColumn::TimeToClose => return Order::by_time_to_close(direction),
            ListColumn::Skill => return Order::by_shown_skill(direction),
            ListColumn::Attachments => return Order::by_attachments(direction),
            ListColumn::Created => Field::DateCreation,
            ListColumn::Channel => Field::Channel,
            ListColumn::Agent => Field::AgentName,
            ListColumn::Subject => Field::Subject,
            ListColumn::Score => Field::EvaluationSurvey,
            ListColumn::Code => Field::CodAct,
            ListColumn::Status => Field::Status,
            ListColumn::CaseId => Field::CaseId,
            ListColumn::From => Field::From,
            ListColumn::To => Field::To,
            ListColumn::Closed => Field::CloseDate,
            ListColumn::CodeDescription => Field::CodDescription,
        };
        // Records can be sorted by each of these fields.
        Order::by(field, direction).unwrap_or_default()
    }
}

/// The first second that can be named, long before any interaction.
fn nothing() -> Period {
    Period::between(Moment::from_seconds(0), Moment::from_seconds(0))
}

impl Dimensioned {
    /// The dimension that it names.
    pub(super) const fn dimension(self) -> Dimension {
        match self {
            Self::Score => Dimension::Evaluation,
            Self::Skill => Dimension::Skill,
            Self::Agent => Dimension::Agent,
            Self::Channel => Dimension::Channel,
            Self::Status => Dimension::Status,
            Self::Code => Dimension::Code,
        }
    }
}

impl Choices {
    /// The values that are chosen of a dimension.
    pub(super) fn of(&self, dimension: Dimension) -> &[String] {
        match dimension {
            Dimension::Evaluation => &self.score,
            Dimension::Skill => &self.skill,
            Dimension::Agent => &self.agent,
            Dimension::Channel => &self.channel,
            Dimension::Status => &self.status,
            Dimension::Code => &self.code,
        }
    }
}
