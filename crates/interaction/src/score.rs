//! The survey's evaluation as a number.

use std::cmp::Ordering;

/// A survey score that is a number. An evaluation may also be words: then there is no `Score`, and the text counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score(f64);

impl Score {
    /// Reads `5`, `4.5` or `4,5`; `None` for an empty text and for words.
    ///
    /// ```
    /// use interaction::Score;
    /// assert_eq!(Score::parse("5"), Score::parse("5.0"));
    /// assert!(Score::parse("Bueno").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
        let number: f64 = if plain { text.parse().ok()? } else { return None };
        // Adding zero turns -0 into 0, so that both are one score.
        number.is_finite().then_some(Self(number + 0.0))
    }

    /// The number itself.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl Eq for Score {}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_scores_and_words_are_not() {
        assert_eq!(Score::parse(" 4,5 ").unwrap().value(), 4.5);
        assert_eq!(Score::parse("-0"), Score::parse("0"));
        for text in ["", "NaN", "inf", "1e3", "Bueno", "5/5", "-"] {
            assert_eq!(Score::parse(text), None, "{text}");
        }
    }
}
