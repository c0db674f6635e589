//! What a person asks for.

use std::fmt;

use interaction::{Dimension, Moment};

use crate::Choice;

/// Filters over the records. Different ones must all hold; of several choices, cases, texts or searches, one must.
#[derive(Clone, Default, PartialEq)]
pub struct Filters {
    /// The first second of creation. Undated records match no bound.
    pub from: Option<Moment>,
    /// The last second of creation, itself included.
    pub to: Option<Moment>,
    /// Case numbers, without regard to case of letters; `""` for records without one.
    pub cases: Vec<String>,
    /// Words to be found in the texts, in the language of [`TextQuery`](crate::TextQuery).
    pub texts: Vec<String>,
    /// What is searched for, in the language of [`Search`](crate::Search).
    pub searches: Vec<String>,
    /// The values let through by dimension, in the order of [`Dimension::ALL`]; none lets everything through.
    pub choices: [Vec<Choice>; Dimension::ALL.len()],
}

impl Filters {
    /// Lets a value of a dimension through, besides those already chosen.
    pub fn choose(&mut self, dimension: Dimension, choice: Choice) {
        if let Some(choices) = self.choices.get_mut(dimension as usize) {
            choices.push(choice);
        }
    }

    /// What is chosen of a dimension; nothing chosen lets everything through.
    #[must_use]
    pub fn choices(&self, dimension: Dimension) -> &[Choice] {
        self.choices.get(dimension as usize).map_or(&[], Vec::as_slice)
    }
}

/// Names what is set, not what it is set to: people search for addresses and names.
impl fmt::Debug for Filters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chosen = Dimension::ALL.map(|dimension| self.choices(dimension).len());
        f.debug_struct("Filters")
            .field("from", &self.from)
            .field("to", &self.to)
            .field("chosen", &chosen)
            .field("cases", &self.cases.len())
            .field("has_text", &!self.texts.is_empty())
            .field("has_search", &!self.searches.is_empty())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_tells_nothing_of_what_is_searched() {
        let secret = || vec!["secreto".to_owned()];
        let mut filters = Filters { texts: secret(), searches: secret(), cases: secret(), ..Filters::default() };
        filters.choose(Dimension::Agent, Choice::Value("secreto".to_owned()));
        assert!(!format!("{filters:?}").contains("secreto"));
        assert_eq!(filters.choices(Dimension::Agent).len(), 1);
    }
}
