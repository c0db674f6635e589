//! The values of one dimension: what their codes mean, how they are found and how they are ordered.

use std::collections::HashMap;

use interaction::{Dimension, Score, fold};

/// Stands where a row has no value to sort by.
pub(crate) const ABSENT: u32 = u32::MAX;

/// The values of a dimension by code.
pub(crate) struct Dictionary {
    dimension: Dimension,
    values: Vec<String>,
    codes: HashMap<String, u32>,
    ranks: Vec<u32>,
}

/// What values are sorted by: scores by their number, before words without regard to case and accents.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(Score),
    Words(String),
}

impl Dictionary {
    pub(crate) fn new(dimension: Dimension, values: Vec<String>) -> Self {
        let mut codes = HashMap::with_capacity(values.len());
        for (code, value) in values.iter().enumerate() {
            codes.entry(dimension.key(value)).or_insert(code as u32);
        }
        let ranks = ranks(dimension, &values);
        Self { dimension, values, codes, ranks }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The values by code.
    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }

    /// The code of the value that this text means; `None` where no record has it.
    pub(crate) fn code_of(&self, text: &str) -> Option<u32> {
        self.codes.get(&self.dimension.key(text)).copied()
    }

    /// The number by which a code's value is sorted: the same for equal folded texts, [`ABSENT`] for none.
    pub(crate) fn rank(&self, code: usize) -> u32 {
        self.ranks.get(code).copied().unwrap_or(ABSENT)
    }
}

fn ranks(dimension: Dimension, values: &[String]) -> Vec<u32> {
    let is_given = |value: &&String| !value.trim().is_empty();
    ranked(values.iter().map(|value| Some(value).filter(is_given).map(|value| sort_key(dimension, value))))
}

/// The numbers by which keys are sorted, in the order given: the same for equal ones, [`ABSENT`] for none.
pub(crate) fn ranked<K: Ord>(keys: impl ExactSizeIterator<Item = Option<K>>) -> Vec<u32> {
    let mut ranks = vec![ABSENT; keys.len()];
    let mut keyed: Vec<(K, usize)> = keys.enumerate().filter_map(|(code, key)| key.map(|key| (key, code))).collect();
    keyed.sort_unstable();
    let mut rank = 0;
    let mut before: Option<&K> = None;
    for (key, code) in &keyed {
        rank += u32::from(before.is_some_and(|before| before != key));
        before = Some(key);
        if let Some(place) = ranks.get_mut(*code) {
            *place = rank;
        }
    }
    ranks
}

fn sort_key(dimension: Dimension, value: &str) -> SortKey {
    match Score::parse(value) {
        Some(score) if dimension == Dimension::Evaluation => SortKey::Number(score),
        _ => SortKey::Words(fold(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(dimension: Dimension, values: &[&str]) -> Dictionary {
        Dictionary::new(dimension, values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn scores_sort_as_numbers_before_words_and_absence_last() {
        let dictionary = dictionary(Dimension::Evaluation, &["", "10", "Malo", "9,5", "bueno", "-1"]);
        let ranks: Vec<_> = (0..6).map(|code| dictionary.rank(code)).collect();
        assert_eq!(ranks, [ABSENT, 2, 4, 1, 3, 0]);
    }

    #[test]
    fn texts_that_fold_to_the_same_share_a_rank_but_not_a_code() {
        let dictionary = dictionary(Dimension::Agent, &["", "López", "Lopez", "Álvarez"]);
        assert_eq!((1..4).map(|code| dictionary.rank(code)).collect::<Vec<_>>(), [1, 1, 0]);
        assert_eq!((dictionary.code_of("LÓPEZ "), dictionary.code_of("lopez")), (Some(1), Some(2)));
        assert_eq!((dictionary.code_of(""), dictionary.code_of("nadie")), (Some(0), None));
    }
}
