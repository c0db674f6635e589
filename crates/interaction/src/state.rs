//! The state of an interaction.

use crate::fold_case;

/// Whether an interaction is open, closed or archived. Older servers do not say; unknown words are kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not closed yet.
    Open,
    /// Closed.
    Closed,
    /// Archived.
    Archived,
    /// A state that this version does not know, as given.
    Other(String),
}

impl State {
    /// Reads a state without regard to case, also as `closed`; `None` if empty.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match fold_case(text).as_str() {
            "" => None,
            "open" | "opened" => Some(Self::Open),
            "close" | "closed" => Some(Self::Closed),
            "archived" | "archive" => Some(Self::Archived),
            _ => Some(Self::Other(text.trim().to_owned())),
        }
    }

    /// The canonical text, as the vendor writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Closed => "close",
            Self::Archived => "archived",
            Self::Other(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_spellings_met_in_practice() {
        assert_eq!(State::parse("Closed"), Some(State::Closed));
        assert_eq!(State::parse("OPEN").unwrap().as_str(), "open");
        assert_eq!(State::parse("en pausa").unwrap().as_str(), "en pausa");
        assert_eq!(State::parse(""), None);
    }
}
