//! The six fields that people filter by, and which of their values are one value.

use crate::{Field, Interaction, Score, fold_case};

/// A field with few values, counted beside each filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// The skill's number.
    Skill,
    /// The agent's name.
    Agent,
    /// The survey's evaluation.
    Evaluation,
    /// The channel.
    Channel,
    /// The state.
    Status,
    /// The activity code.
    Code,
}

impl Dimension {
    /// All dimensions, in the order of a row of codes.
    pub const ALL: [Self; 6] = [Self::Skill, Self::Agent, Self::Evaluation, Self::Channel, Self::Status, Self::Code];

    /// The field of the report.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::Skill => Field::SkillId,
            Self::Agent => Field::AgentName,
            Self::Evaluation => Field::EvaluationSurvey,
            Self::Channel => Field::Channel,
            Self::Status => Field::Status,
            Self::Code => Field::CodAct,
        }
    }

    /// The value of a record, blanks at the ends removed; `""` where absent. Shown as first seen.
    #[must_use]
    pub fn value(self, record: &Interaction) -> String {
        record.shown(self.field()).trim().to_owned()
    }

    /// What makes two values one: the number of a score (`5` and `5.0`), else the text without regard to case.
    /// `""` for absent.
    #[must_use]
    pub fn key(self, value: &str) -> String {
        match (self, Score::parse(value)) {
            (Self::Evaluation, Some(score)) => score.value().to_string(),
            _ => fold_case(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_in_case_or_decimals_are_one() {
        assert_eq!(Dimension::Agent.key("Ana LÓPEZ"), Dimension::Agent.key("ana lópez "));
        assert_ne!(Dimension::Agent.key("Ana López"), Dimension::Agent.key("Ana Lopez"));
        assert_eq!(Dimension::Evaluation.key("5"), Dimension::Evaluation.key("5.0"));
        assert_ne!(Dimension::Skill.key("5"), Dimension::Skill.key("5.0"));
    }
}
