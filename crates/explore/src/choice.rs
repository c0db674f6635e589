//! One chosen value of a dimension, and how people write it.

use interaction::{Channel, Dimension, Score, State, fold_case};

/// What the option for the survey takes for "no survey answered".
const NO_SURVEY: &str = "none";

/// A value that a filter lets through. Several of one dimension are alternatives.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// This value, without regard to case; `""` for records that have none. A skill may be given by its name.
    Value(String),
    /// Scores from one number to another, both included; an open end has no bound. Words and absence never match.
    Scores {
        /// The lowest score.
        from: Option<Score>,
        /// The highest score.
        to: Option<Score>,
    },
}

impl Choice {
    /// Reads what people give for a dimension. The survey takes a number, a range `1..2` (also `4..` and `..2`),
    /// `none`, or words as given; words that would read as one of these stand in quotes.
    ///
    /// ```
    /// use explore::Choice;
    /// use interaction::{Dimension, Score};
    /// let evaluation = |text| Choice::parse(Dimension::Evaluation, text);
    /// assert_eq!(evaluation("..2"), Choice::Scores { from: None, to: Score::parse("2") });
    /// assert_eq!(evaluation("none"), Choice::Value(String::new()));
    /// assert_eq!(evaluation("Muy bueno"), Choice::Value("Muy bueno".to_owned()));
    /// assert_eq!(evaluation("\"none\""), Choice::Value("none".to_owned()));
    /// ```
    #[must_use]
    pub fn parse(dimension: Dimension, text: &str) -> Self {
        let trimmed = text.trim();
        let value = match dimension {
            Dimension::Evaluation => match scores(trimmed) {
                Some(scores) => return scores,
                None => evaluation(trimmed),
            },
            Dimension::Channel => {
                Channel::parse(trimmed).map_or_else(String::new, |channel| channel.as_str().to_owned())
            }
            Dimension::Status => State::parse(trimmed).map_or_else(String::new, |state| state.as_str().to_owned()),
            _ => trimmed.to_owned(),
        };
        Self::Value(value)
    }

    /// What to give for a value so that exactly that value is chosen: the reverse of [`Choice::parse`].
    #[must_use]
    pub fn text_for(dimension: Dimension, value: &str) -> String {
        if dimension != Dimension::Evaluation {
            return value.to_owned();
        }
        match value {
            "" => NO_SURVEY.to_owned(),
            _ if Self::parse(dimension, value) == Self::Value(value.to_owned()) => value.to_owned(),
            _ => format!("\"{value}\""),
        }
    }
}

/// A range of scores; `None` where the text is not one.
fn scores(text: &str) -> Option<Choice> {
    let (from, to) = text.split_once("..")?;
    let bound = |text: &str| if text.trim().is_empty() { Some(None) } else { Score::parse(text).map(Some) };
    match (bound(from)?, bound(to)?) {
        (None, None) => None,
        (from, to) => Some(Choice::Scores { from, to }),
    }
}

/// The value that a text other than a range means.
fn evaluation(text: &str) -> String {
    let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(words) => words.to_owned(),
        None if fold_case(text) == NO_SURVEY => String::new(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluation(text: &str) -> Choice {
        Choice::parse(Dimension::Evaluation, text)
    }

    #[test]
    fn ranges_are_numbers_with_at_least_one_end() {
        let scores = |from, to| Choice::Scores { from: Score::parse(from), to: Score::parse(to) };
        assert_eq!(evaluation("1..2"), scores("1", "2"));
        assert_eq!(evaluation(" -1,5 .. 4.5 "), scores("-1.5", "4.5"));
        assert_eq!(evaluation("4.."), scores("4", ""));
        for words in ["..", "a..b", "1..b", "1", "4.5"] {
            assert_eq!(evaluation(words), Choice::Value(words.to_owned()), "{words}");
        }
    }

    #[test]
    fn whatever_a_record_holds_can_be_chosen_by_its_text() {
        for value in ["", "5", "5.0", "none", "NONE", "1..2", "\"", "\"x\"", "\"\"", "Muy bueno", "..", "-"] {
            let text = Choice::text_for(Dimension::Evaluation, value);
            assert_eq!(evaluation(&text), Choice::Value(value.to_owned()), "{value} as {text}");
        }
    }

    #[test]
    fn channels_and_states_are_known_by_every_spelling() {
        let value = |dimension, text| match Choice::parse(dimension, text) {
            Choice::Value(value) => value,
            Choice::Scores { .. } => unreachable!(),
        };
        assert_eq!(value(Dimension::Channel, "Facebook Page"), "facebook_page");
        assert_eq!(value(Dimension::Channel, "Telegram"), "Telegram");
        assert_eq!(value(Dimension::Status, "CLOSED"), "close");
        assert_eq!(value(Dimension::Status, ""), "");
        assert_eq!(value(Dimension::Code, "none"), "none");
    }
}
