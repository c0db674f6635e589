//! The values that can be chosen, as many of them as a list shows: an operation may have thousands of agents or codes,
//! and every answer brings its facets.

use explore::{Choice, Facet, Filters, Found};
use interaction::{Dimension, Scale, Score, Tone, fold};
use serde::Serialize;

use super::asking::number;
use super::{Desk, Dimensioned};
use crate::Error;

/// Values of a dimension that are given at once.
const MOST: usize = 200;

/// The values that can be chosen, by dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "named after the dimensions")]
pub struct Facets {
    pub score: FacetList,
    pub skill: FacetList,
    pub agent: FacetList,
    pub channel: FacetList,
    pub status: FacetList,
    pub code: FacetList,
}

/// The values of a dimension: the first ones and, wherever they are, the chosen ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct FacetList {
    /// The values, in order.
    pub values: Vec<FacetValue>,
    /// How many more there are.
    pub more: u32,
    /// How many interactions all values have together.
    pub all: u32,
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

impl Desk {
    /// The values of a dimension of a view whose name or number has a text in it, without regard to case and accents.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`](crate::DeskError::ViewOutdated) where the view is gone.
    pub async fn facet(&self, view: u32, dimension: Dimensioned, text: String) -> Result<FacetList, Error> {
        self.off(move |desk| {
            let view = desk.inner.views.get(view)?;
            let Some(found) = &view.found else { return Ok(FacetList::default()) };
            let scale = desk.place(&view.operation)?.operation.scale;
            Ok(list(found, &view.filters, dimension.dimension(), scale, &fold(text.trim())))
        })
        .await
    }
}

/// The facets of what was found.
pub(super) fn facets(found: &Found, filters: &Filters, scale: Scale) -> Facets {
    let of = |dimension| list(found, filters, dimension, scale, "");
    Facets {
        score: of(Dimension::Evaluation),
        skill: of(Dimension::Skill),
        agent: of(Dimension::Agent),
        channel: of(Dimension::Channel),
        status: of(Dimension::Status),
        code: of(Dimension::Code),
    }
}

fn list(found: &Found, filters: &Filters, dimension: Dimension, scale: Scale, text: &str) -> FacetList {
    let chosen = filters.choices(dimension);
    let has_text = |facet: &Facet| fold(&facet.label).contains(text) || fold(&facet.value).contains(text);
    let mut facets = found.facets(dimension);
    facets.retain(|facet| text.is_empty() || has_text(facet));
    let (count, all) = (facets.len(), facets.iter().map(|facet| facet.count).sum());
    let values = facets.into_iter().map(|facet| facet_value(dimension, facet, chosen, scale)).enumerate();
    // Absence comes last of all scores, and has its place beside them.
    let has_place = |value: &FacetValue| dimension == Dimension::Evaluation && value.label.is_empty();
    let kept = values.filter(|(place, value)| *place < MOST || value.chosen || has_place(value));
    let values: Vec<FacetValue> = kept.map(|(_, value)| value).collect();
    FacetList { more: number(count - values.len()), all, values }
}

/// A value as the page shows it, and whether it is among the chosen ones.
pub(super) fn facet_value(dimension: Dimension, facet: Facet, chosen: &[Choice], scale: Scale) -> FacetValue {
    FacetValue {
        tone: tone(dimension, &facet.label, scale),
        id: facet.value.ne(&facet.label).then(|| facet.value.clone()).filter(|_| is_named(dimension)),
        chosen: !chosen.is_empty() && chosen.contains(&Choice::parse(dimension, &facet.value)),
        value: facet.value,
        label: facet.label,
        count: facet.count,
    }
}

/// Whether the values of a dimension have names beside them.
const fn is_named(dimension: Dimension) -> bool {
    matches!(dimension, Dimension::Skill | Dimension::Code)
}

fn tone(dimension: Dimension, value: &str, scale: Scale) -> Option<Tone> {
    let score = Score::parse(value).filter(|_| dimension == Dimension::Evaluation);
    score.map(|score| scale.tone(score))
}
