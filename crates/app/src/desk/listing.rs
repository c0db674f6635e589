//! From records to the rows of a list.

use explore::{Names, Record};
use interaction::{Dimension, Field, Interaction, Scale, Score, attachments};

use super::asking::number;
use super::{ListRow, ScoreShown};
use crate::message::{Shown, Words};

/// The rows of records, with what was searched for marked.
pub(super) fn rows(
    records: &[Record],
    words: &mut Words,
    names: &Names,
    scale: Scale,
) -> Result<Vec<ListRow>, archive::Error> {
    let interactions: Vec<&Interaction> = records.iter().map(|record| &record.interaction).collect();
    let shown = words.shown(&interactions)?;
    Ok(records.iter().zip(shown).map(|(record, shown)| row(record, shown, names, scale)).collect())
}

fn row(record: &Record, shown: Shown, names: &Names, scale: Scale) -> ListRow {
    let interaction = &record.interaction;
    let text = |field| interaction.shown(field).trim().to_owned();
    let dates = interaction.created().zip(interaction.closed());
    let (skill_id, code) = (interaction.text(Field::SkillId).trim(), interaction.text(Field::CodAct).trim());
    let description = text(Field::CodDescription);
    ListRow {
        id: record.id,
        created: text(Field::DateCreation),
        closed: text(Field::CloseDate),
        // A closing before the creation is a slip of somebody's clock: no time at all.
        seconds_to_close: dates.and_then(|(created, closed)| closed.seconds().checked_sub(created.seconds())),
        channel: text(Field::Channel),
        agent: text(Field::AgentName),
        skill: names.of(Dimension::Skill, skill_id).unwrap_or(skill_id).to_owned(),
        skill_id: skill_id.to_owned(),
        subject: shown.subject,
        snippet: shown.snippet,
        score: score(interaction.text(Field::EvaluationSurvey).trim(), scale),
        code: code.to_owned(),
        code_description: match names.of(Dimension::Code, code) {
            Some(name) if description.is_empty() => name.to_owned(),
            _ => description,
        },
        status: text(Field::Status),
        attachments: number(attachments(interaction.text(Field::Attachments)).len()),
        case_id: text(Field::CaseId),
        from: text(Field::From),
        to: text(Field::To),
    }
}

fn score(text: &str, scale: Scale) -> Option<ScoreShown> {
    let tone = || Score::parse(text).map(|score| scale.tone(score));
    (!text.is_empty()).then(|| ScoreShown { text: text.to_owned(), tone: tone() })
}
