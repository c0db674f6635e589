//! The seventeen fields of the report, by the names that the API gives them.

/// A field of the *Detail interactions* report (wolkvox API, `chat_4`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The channel: e-mail or a social network.
    Channel,
    /// The agent's name.
    AgentName,
    /// The number of the skill group.
    SkillId,
    /// The case number; a case can have several interactions.
    CaseId,
    /// The e-mail's subject, or who wrote on the social wall.
    Subject,
    /// The sender: an address, or a profile's id or name.
    From,
    /// The receiver: an address, or a profile's id or name.
    To,
    /// The customer's message, text or HTML.
    Body,
    /// What the customer was answered, text or HTML.
    Answer,
    /// When the message was created, in the operation's wall clock.
    DateCreation,
    /// When the interaction was closed; empty while open.
    CloseDate,
    /// The survey's evaluation, where it was answered.
    EvaluationSurvey,
    /// The activity code the agent used.
    CodAct,
    /// The activity code's description.
    CodDescription,
    /// The agent's comments.
    Comments,
    /// The attachments: a text, or the JSON of an array or object as it came.
    Attachments,
    /// Open, closed or archived; older servers do not send it.
    Status,
}

impl Field {
    /// All fields, in the order of the vendor's page.
    pub const ALL: [Self; 17] = [
        Self::Channel,
        Self::AgentName,
        Self::SkillId,
        Self::CaseId,
        Self::Subject,
        Self::From,
        Self::To,
        Self::Body,
        Self::Answer,
        Self::DateCreation,
        Self::CloseDate,
        Self::EvaluationSurvey,
        Self::CodAct,
        Self::CodDescription,
        Self::Comments,
        Self::Attachments,
        Self::Status,
    ];

    /// The name in the API's answer, and in every JSON that Traza writes.
    #[must_use]
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::AgentName => "agent_name",
            Self::SkillId => "skill_id",
            Self::CaseId => "case_id",
            Self::Subject => "subject",
            Self::From => "from",
            Self::To => "to",
            Self::Body => "body",
            Self::Answer => "answer",
            Self::DateCreation => "date_creation",
            Self::CloseDate => "close_date",
            Self::EvaluationSurvey => "evaluation_survey",
            Self::CodAct => "cod_act",
            Self::CodDescription => "cod_description",
            Self::Comments => "comments",
            Self::Attachments => "attachments",
            Self::Status => "status",
        }
    }

    /// The field that the API calls `name`, also by the names it has on other reports (`code_act`,
    /// `description_cod_act`).
    #[must_use]
    pub fn from_api_name(name: &str) -> Option<Self> {
        match name {
            "code_act" => Some(Self::CodAct),
            "description_cod_act" => Some(Self::CodDescription),
            _ => Self::ALL.into_iter().find(|field| field.api_name() == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_own_name() {
        for (position, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(Field::from_api_name(field.api_name()), Some(field));
            assert_eq!(field as usize, position);
        }
        assert_eq!(Field::from_api_name("code_act"), Some(Field::CodAct));
        assert_eq!(Field::from_api_name("agent_dni"), None);
    }
}
