//! The columns of a table: which, in what order, under what words.

use std::borrow::Cow;
use std::collections::BTreeMap;

use interaction::{Field, Interaction};

use crate::Language;

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// A field of the report.
    Field(Field),
    /// The name of the skill, which the report itself lacks.
    SkillName,
    /// How long it took from creation to closing; nothing where either is unknown or closing comes first.
    TimeToClose,
}

impl Column {
    /// All fields in the order of the report, then the skill's name where names are known (skill id → name).
    #[must_use]
    pub fn standard(skill_names: &BTreeMap<String, String>) -> Vec<Self> {
        let mut columns = Self::fields();
        if !skill_names.is_empty() {
            columns.push(Self::SkillName);
        }
        columns
    }

    /// All fields in the order of the report, and nothing else.
    #[must_use]
    pub fn fields() -> Vec<Self> {
        Field::ALL.into_iter().map(Self::Field).collect()
    }

    /// The header.
    #[must_use]
    pub const fn header(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Field(field), Language::Es) => spanish(field),
            (Self::Field(field), Language::En) => english(field),
            (Self::SkillName, Language::Es) => "Nombre del skill",
            (Self::SkillName, Language::En) => "Skill name",
            (Self::TimeToClose, Language::Es) => "Tiempo de cierre",
            (Self::TimeToClose, Language::En) => "Time to close",
        }
    }

    /// What the column is called among programs: the API's name of a field.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.api_name(),
            Self::SkillName => "skill_name",
            Self::TimeToClose => "seconds_to_close",
        }
    }

    /// What the column shows of a record.
    pub(crate) fn shown<'a>(self, record: &'a Interaction, skill_names: &'a BTreeMap<String, String>) -> Cow<'a, str> {
        match self {
            Self::Field(field) => record.shown(field),
            Self::SkillName => {
                Cow::Borrowed(skill_names.get(record.text(Field::SkillId).trim()).map_or("", String::as_str))
            }
            Self::TimeToClose => seconds_to_close(record).map_or(Cow::Borrowed(""), |seconds| duration(seconds).into()),
        }
    }
}

/// The seconds from creation to closing.
pub(crate) fn seconds_to_close(record: &Interaction) -> Option<u32> {
    let (created, closed) = record.created().zip(record.closed())?;
    closed.seconds().checked_sub(created.seconds())
}

/// Hours, minutes and seconds, as spreadsheets read a duration: `26:03:09`.
fn duration(seconds: u32) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

const fn spanish(field: Field) -> &'static str {
    match field {
        Field::Channel => "Canal",
        Field::AgentName => "Agente",
        Field::SkillId => "Skill",
        Field::CaseId => "Caso",
        Field::Subject => "Asunto",
        Field::From => "De",
        Field::To => "Para",
        Field::Body => "Mensaje del cliente",
        Field::Answer => "Respuesta",
        Field::DateCreation => "Fecha de creación",
        Field::CloseDate => "Fecha de cierre",
        Field::EvaluationSurvey => "Encuesta",
        Field::CodAct => "Tipificación",
        Field::CodDescription => "Descripción de la tipificación",
        Field::Comments => "Comentarios del agente",
        Field::Attachments => "Adjuntos",
        Field::Status => "Estado",
    }
}

const fn english(field: Field) -> &'static str {
    match field {
        Field::Channel => "Channel",
        Field::AgentName => "Agent",
        Field::SkillId => "Skill",
        Field::CaseId => "Case",
        Field::Subject => "Subject",
        Field::From => "From",
        Field::To => "To",
        Field::Body => "Customer message",
        Field::Answer => "Answer",
        Field::DateCreation => "Created",
        Field::CloseDate => "Closed",
        Field::EvaluationSurvey => "Survey score",
        Field::CodAct => "Activity code",
        Field::CodDescription => "Activity code description",
        Field::Comments => "Agent's comments",
        Field::Attachments => "Attachments",
        Field::Status => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_skill_comes_last_and_only_where_names_are_known() {
        let names = BTreeMap::from([("7".to_owned(), "Ventas".to_owned())]);
        assert_eq!(Column::standard(&BTreeMap::new()).len(), 17);
        assert_eq!(Column::standard(&names).last(), Some(&Column::SkillName));
        let mut record = Interaction::default();
        record.set(Field::SkillId, " 7");
        assert_eq!(Column::SkillName.shown(&record, &names), "Ventas");
        record.set(Field::SkillId, "8");
        assert_eq!(Column::SkillName.shown(&record, &names), "");
    }

    #[test]
    fn headers_differ_from_each_other_in_every_language() {
        let names = BTreeMap::from([("7".to_owned(), "Ventas".to_owned())]);
        for language in [Language::Es, Language::En] {
            let columns = Column::standard(&names).into_iter().chain([Column::TimeToClose]);
            let mut headers: Vec<_> = columns.map(|c| c.header(language)).collect();
            headers.sort_unstable();
            headers.dedup();
            assert_eq!(headers.len(), 19);
        }
    }

    #[test]
    fn the_time_to_close_is_told_in_hours_and_never_backwards() {
        let shown = |created: &str, closed: &str| {
            let mut record = Interaction::default();
            record.set(Field::DateCreation, created);
            record.set(Field::CloseDate, closed);
            Column::TimeToClose.shown(&record, &BTreeMap::new()).into_owned()
        };
        assert_eq!(shown("2026-11-21 08:00:00", "2026-11-22 10:03:09"), "26:03:09");
        assert_eq!(shown("2026-11-21 08:00:00", "2026-11-21 08:00:00"), "0:00:00");
        assert_eq!(shown("2026-11-21 08:00:00", "2026-11-21 07:59:59"), "");
        assert_eq!(shown("2026-11-21 08:00:00", "0000-00-00 00:00:00"), "");
    }
}
