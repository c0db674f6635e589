//! The fields that a search can name: each by its names in Spanish and in English, whatever the window's language.

use interaction::{Dimension, Field, fold};
use serde::Serialize;

/// A field of a search: `asunto:reembolso`, `agent:ana`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SearchField {
    /// The agent's name.
    Agent,
    /// The skill, by name or number.
    Skill,
    /// The survey's score.
    Score,
    /// The channel.
    Channel,
    /// The state.
    Status,
    /// The activity code, by itself or by its description.
    Code,
    /// Words of the subject.
    Subject,
    /// Words of the customer's message.
    Message,
    /// Words of the answer.
    Answer,
    /// Words of the agent's comments.
    Comments,
    /// Who wrote.
    From,
    /// Whom they wrote to.
    To,
    /// The case.
    Case,
}

/// The language of what a search is completed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// `agente:`
    Spanish,
    /// `agent:`
    English,
}

/// What a field is about.
pub(crate) enum About {
    /// Words of one text: the field's column in the search index.
    Text(Field, &'static str),
    /// Values of a dimension.
    Values(Dimension),
}

/// Names of at least so many letters are recognised with a slip in them: shorter ones are other words too often.
const RECOGNISED: usize = 4;
/// So many letters of a name's beginning are enough to be recognised.
const BEGINNING: usize = 3;

impl SearchField {
    /// All fields, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::Agent,
        Self::Skill,
        Self::Score,
        Self::Channel,
        Self::Status,
        Self::Code,
        Self::Subject,
        Self::Message,
        Self::Answer,
        Self::Comments,
        Self::From,
        Self::To,
        Self::Case,
    ];

    /// Its name in a language: what people are offered.
    #[must_use]
    pub fn name(self, wording: Wording) -> &'static str {
        let [spanish, english, ..] = self.names() else { return "" };
        match wording {
            Wording::Spanish => spanish,
            Wording::English => english,
        }
    }

    /// What it goes by: in Spanish, in English, and what people write besides.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Agent => &["agente", "agent"],
            Self::Skill => &["skill", "skill", "habilidad"],
            Self::Score => &["encuesta", "survey", "score", "puntaje"],
            Self::Channel => &["canal", "channel"],
            Self::Status => &["estado", "status"],
            Self::Code => &["tipificación", "code", "código", "codificación"],
            Self::Subject => &["asunto", "subject"],
            Self::Message => &["mensaje", "message"],
            Self::Answer => &["respuesta", "answer"],
            Self::Comments => &["comentarios", "comments", "comentario", "comment"],
            Self::From => &["de", "from"],
            Self::To => &["para", "to"],
            Self::Case => &["caso", "case"],
        }
    }

    pub(crate) const fn about(self) -> About {
        match self {
            Self::Agent => About::Values(Dimension::Agent),
            Self::Skill => About::Values(Dimension::Skill),
            Self::Score => About::Values(Dimension::Evaluation),
            Self::Channel => About::Values(Dimension::Channel),
            Self::Status => About::Values(Dimension::Status),
            Self::Code => About::Values(Dimension::Code),
            Self::Subject => About::Text(Field::Subject, "subject"),
            Self::Message => About::Text(Field::Body, "body"),
            Self::Answer => About::Text(Field::Answer, "answer"),
            Self::Comments => About::Text(Field::Comments, "comments"),
            Self::From => About::Text(Field::From, "sender"),
            Self::To => About::Text(Field::To, "recipient"),
            Self::Case => About::Text(Field::CaseId, "case_id"),
        }
    }

    /// The dimension whose values it is about; none for words of a text.
    #[must_use]
    pub const fn dimension(self) -> Option<Dimension> {
        match self.about() {
            About::Values(dimension) => Some(dimension),
            About::Text(..) => None,
        }
    }

    /// The field of a folded name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.names().iter().any(|known| fold(known) == name))
    }

    /// The name by which a field is offered to who has typed its beginning, folded: in the given language if it starts
    /// so there, else as it was begun.
    pub(crate) fn begun(self, typed: &str, wording: Wording) -> Option<&'static str> {
        offered(self, wording).find(|name| fold(name).starts_with(typed))
    }

    /// The name that was probably meant by a folded one that is none: with one slip in it, in long ones two, or the
    /// beginning of one.
    pub(crate) fn probable_name(typed: &str, wording: Wording) -> Option<&'static str> {
        let letters: Vec<char> = typed.chars().collect();
        let distance = |name: &&str| {
            let folded: Vec<char> = fold(name).chars().collect();
            let allowed = if folded.len() > 6 { 2 } else { 1 };
            let is_near = folded.len() >= RECOGNISED && letters.first() == folded.first();
            is_near.then(|| slips(&letters, &folded)).filter(|slips| *slips <= allowed)
        };
        let in_order = || Self::ALL.into_iter().flat_map(|field| offered(field, wording));
        let nearest = in_order().filter_map(|name| Some((distance(&name)?, name))).min_by_key(|(slips, _)| *slips);
        let begun = || in_order().find(|name| letters.len() >= BEGINNING && fold(name).starts_with(typed));
        nearest.map(|(_, name)| name).or_else(begun)
    }
}

/// A field's names, that of the language first.
fn offered(field: SearchField, wording: Wording) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.name(wording)).chain(field.names().iter().copied())
}

/// How many letters have to be changed, put in, left out, or swapped with the next to get from one word to another.
fn slips(from: &[char], to: &[char]) -> usize {
    let mut above: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, wanted) in to.iter().enumerate() {
            let of = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX - 1);
            let changed = of(&last, column) + usize::from(letter != wanted);
            let mut best = changed.min(of(&last, column + 1) + 1).min(of(&next, column) + 1);
            let is_swapped =
                row > 0 && column > 0 && from.get(row - 1) == Some(wanted) && to.get(column - 1) == Some(letter);
            if is_swapped {
                best = best.min(of(&above, column - 1) + 1);
            }
            next.push(best);
        }
        above = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_name_is_that_of_two_fields_and_every_name_can_be_typed() {
        let mut seen = HashSet::new();
        for field in SearchField::ALL {
            for name in field.names().iter().collect::<HashSet<_>>() {
                assert!(seen.insert(fold(name)), "{name}");
                assert_eq!(SearchField::named(&fold(name)), Some(field));
                assert!(name.chars().all(char::is_alphabetic) && name.chars().count() <= crate::terms::LONGEST_NAME);
            }
        }
    }

    #[test]
    fn a_slip_is_understood_and_other_words_are_left_alone() {
        for (typed, meant) in [
            ("agnete", Some("agente")),
            ("agnet", Some("agent")),
            ("tipficacion", Some("tipificación")),
            ("tipi", Some("tipificación")),
            ("asuntos", Some("asunto")),
            ("subjet", Some("subject")),
            ("com", Some("comentarios")),
            ("encueta", Some("encuesta")),
            ("re", None),
            ("http", None),
            ("https", None),
            ("mailto", None),
            ("nota", None),
            ("hora", None),
            ("se", None),
            ("paga", Some("para")),
        ] {
            assert_eq!(SearchField::probable_name(typed, Wording::Spanish), meant, "{typed}");
        }
        assert_eq!(SearchField::probable_name("com", Wording::English), Some("comments"));
    }

    #[test]
    fn slips_are_counted() {
        let count = |from: &str, to: &str| slips(&from.chars().collect::<Vec<_>>(), &to.chars().collect::<Vec<_>>());
        for (from, to, expected) in
            [("", "", 0), ("a", "", 1), ("", "ab", 2), ("ab", "ba", 1), ("abc", "abd", 1), ("agnete", "agente", 1)]
        {
            assert_eq!((count(from, to), count(to, from)), (expected, expected), "{from} {to}");
        }
    }
}
