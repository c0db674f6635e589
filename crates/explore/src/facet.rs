//! The values of a dimension with their counts, as lists beside a filter show them.

use std::cmp::Reverse;

use interaction::{Dimension, fold};
use serde::Serialize;

use crate::dictionary::Dictionary;
use crate::{Choice, Names};

/// A value that can be chosen, and how many records have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What [`Choice::parse`] takes to choose it.
    pub value: String,
    /// What people call it: a skill's or code's name where it is known, else the value; `""` for absence, which
    /// whoever shows it puts in words.
    pub label: String,
    /// How many records have it among those that every other filter lets through.
    pub count: u32,
}

impl Facet {
    /// A value with its count.
    pub(crate) fn of(dimension: Dimension, value: &str, names: &Names, count: u32) -> Self {
        let label = names.of(dimension, value).unwrap_or(value).to_owned();
        Self { value: Choice::text_for(dimension, value), label, count }
    }
}

/// The values that occur, and the chosen ones also where nothing is left of them. The survey in order of score, then
/// words, then none; others by count, then by label.
pub(crate) fn facets(
    dimension: Dimension,
    dictionary: &Dictionary,
    names: &Names,
    counts: &[u32],
    chosen: &[bool],
) -> Vec<Facet> {
    let chosen = chosen.iter().copied().chain(std::iter::repeat(false));
    let mut facets: Vec<(u32, Facet)> = (dictionary.values().iter().zip(counts).zip(chosen).enumerate())
        .filter(|(_, ((_, count), chosen))| **count > 0 || *chosen)
        .map(|(code, ((value, count), _))| (dictionary.rank(code), Facet::of(dimension, value, names, *count)))
        .collect();
    match dimension {
        Dimension::Evaluation => facets.sort_by_key(|(rank, _)| *rank),
        _ => {
            facets.sort_unstable_by_key(|(_, facet)| Reverse(facet.count));
            // Folding a label costs more than all the rest, and mostly the counts decide.
            for tied in facets.chunk_by_mut(|(_, one), (_, next)| one.count == next.count) {
                if tied.len() > 1 {
                    tied.sort_by_cached_key(|(_, facet)| (fold(&facet.label), facet.value.clone()));
                }
            }
        }
    }
    facets.into_iter().map(|(_, facet)| facet).collect()
}
