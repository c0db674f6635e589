//! The names of skills and activity codes, as far as the operation has told them.

use std::collections::BTreeMap;

use interaction::{Dimension, fold, fold_case};

use crate::dictionary::{Dictionary, ranked};

/// Names by the value that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Skills by their number.
    pub skills: BTreeMap<String, String>,
    /// Descriptions of activity codes by their text.
    pub codes: BTreeMap<String, String>,
}

impl Names {
    /// The name of a dimension's value; `None` where it has none but itself.
    #[must_use]
    pub fn of(&self, dimension: Dimension, value: &str) -> Option<&str> {
        let names = match dimension {
            Dimension::Skill => &self.skills,
            Dimension::Code => &self.codes,
            _ => return None,
        };
        let name = names.get(value).map(String::as_str).map(str::trim);
        name.filter(|name| !name.is_empty())
    }

    /// The numbers by which skills are sorted as they are shown: by name, or by number where no name is known.
    pub(crate) fn ranks_of_skills(&self, skills: &Dictionary) -> Vec<u32> {
        let shown = |value: &String| {
            let text = fold(self.of(Dimension::Skill, value).unwrap_or(value));
            (!text.is_empty()).then_some(text)
        };
        ranked(skills.values().iter().map(shown))
    }

    /// The codes of the skills that go by this name; several may.
    pub(crate) fn skills_called(&self, name: &str, skills: &Dictionary) -> Vec<u32> {
        let wanted = fold_case(name);
        let is_called = |value: &str| self.of(Dimension::Skill, value).is_some_and(|name| fold_case(name) == wanted);
        (skills.values().iter().zip(0..)).filter(|(value, _)| is_called(value)).map(|(_, code)| code).collect()
    }
}
