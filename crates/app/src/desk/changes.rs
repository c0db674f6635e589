//! Reading what downloads have changed.

use std::collections::HashMap;

use archive::{Change, Past, Reader, RunId, RunKind};
use explore::{Explorer, Names};
use interaction::{Dimension, Field, Interaction, start_of, words};

use super::asking::number;
use super::listing::rows;
use super::place::Place;
use super::{
    ChangeCounts, ChangeKind, ChangeShown, ChangesShown, Desk, FieldChange, GoneShown, ListRow, PastChange, RunShown,
};
use crate::message::Words;
use crate::{Day, Error, archives, unreadable};

/// Downloads that are listed.
const RUNS: usize = 50;
/// Changes that are given at once.
const MOST_CHANGES: u32 = 500;
/// Bytes and characters of a text that are shown of a change: a row, not the text.
const LONGEST_READ: usize = 4_096;
const LONGEST: usize = 300;

impl Desk {
    /// The downloads of an operation, newest first.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn runs(&self, operation: String) -> Result<Vec<RunShown>, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let reader = archives::reader(&place.context, &place.operation)?;
            let runs = reader.map(|reader| Reader::runs(&reader, RUNS)).transpose();
            let runs = runs.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
            Ok(runs.unwrap_or_default().into_iter().map(RunShown::of).collect())
        })
        .await
    }

    /// Interactions that a download has changed, of one kind or of all, newest first.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn changes(
        &self,
        operation: String,
        (run, kind): (u32, Option<ChangeKind>),
        (offset, limit): (u32, u32),
    ) -> Result<ChangesShown, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let open = desk.inner.open.of(&operation);
            open.newest(&place, |explorer| {
                let Some((explorer, _)) = explorer else { return Ok(ChangesShown { total: 0, list: Vec::new() }) };
                let limit = limit.min(MOST_CHANGES) as usize;
                let reader = explorer.reader_mut();
                let page = reader.changes(RunId::new(run), kind.map(ChangeKind::kept), u64::from(offset), limit)?;
                Ok(ChangesShown {
                    total: number(page.total),
                    list: list(explorer, page.list, RunId::new(run), &place)?,
                })
            })
        })
        .await
    }
}

fn list(
    explorer: &mut Explorer,
    changes: Vec<Change>,
    run: RunId,
    place: &Place,
) -> Result<Vec<ChangeShown>, explore::Error> {
    let ids: Vec<u32> = changes.iter().map(|change| change.id).collect();
    let records = explorer.records_of(&ids)?;
    let shown = rows(&records, &mut Words::new("")?, explorer.names(), place.operation.scale)?;
    let rows: HashMap<u32, ListRow> = shown.into_iter().map(|row| (row.id, row)).collect();
    let now: HashMap<u32, &Interaction> = records.iter().map(|record| (record.id, &record.interaction)).collect();
    let mut list = Vec::with_capacity(changes.len());
    for change in changes {
        let row = rows.get(&change.id).cloned();
        let fields = match now.get(&change.id) {
            Some(now) if !change.before.is_empty() => {
                let history = explorer.reader_mut().history(change.id)?;
                fields(&change.before, newer(&history, run), now)
            }
            _ => Vec::new(),
        };
        let gone = change.gone.filter(|_| row.is_none()).map(|gone| GoneShown::of(&gone, explorer.names()));
        let kinds = change.kinds.iter().map(ChangeKind::shown).collect();
        list.push(ChangeShown { id: change.id, row, gone, kinds, fields });
    }
    Ok(list)
}

/// What downloads have changed of an interaction, newest first.
pub(super) fn history(reader: &mut Reader, id: u32, now: &Interaction) -> Result<Vec<PastChange>, archive::Error> {
    let history = reader.history(id)?;
    let past = |place: usize| history.get(place).zip(history.get(..place));
    let shown = (0..history.len()).filter_map(past);
    Ok(shown.map(|(past, newer)| PastChange::of(past, newer, now)).collect())
}

/// The changes of a record that came after a run, newest first.
fn newer(history: &[Past], run: RunId) -> &[Past] {
    history.get(..history.partition_point(|past| past.run > run)).unwrap_or_default()
}

/// What fields were and what they became: what the next change found there, or what is there now.
fn fields(before: &[(Field, String)], newer: &[Past], now: &Interaction) -> Vec<FieldChange> {
    let after = |field: Field| {
        let next = newer.iter().rev().find_map(|past| past.before.iter().find(|(changed, _)| *changed == field));
        next.map_or_else(|| now.text(field), |(_, text)| text.as_str())
    };
    before
        .iter()
        .map(|(field, text)| FieldChange {
            field: field.api_name().to_owned(),
            before: shortened(text),
            after: shortened(after(*field)),
        })
        .collect()
}

/// A text in one line, without markup.
fn shortened(text: &str) -> String {
    let plain = words(start_of(text, LONGEST_READ));
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut signs = line.chars();
    let mut short: String = signs.by_ref().take(LONGEST).collect();
    if signs.next().is_some() {
        short.push('…');
    }
    short
}

impl PastChange {
    fn of(past: &Past, newer: &[Past], now: &Interaction) -> Self {
        Self { at: past.at.to_string(), fields: fields(&past.before, newer, now) }
    }
}

impl GoneShown {
    fn of(gone: &Interaction, names: &Names) -> Self {
        let text = |field| gone.shown(field).trim().to_owned();
        let skill = gone.text(Field::SkillId).trim();
        Self {
            created: text(Field::DateCreation),
            channel: text(Field::Channel),
            agent: text(Field::AgentName),
            skill: names.of(Dimension::Skill, skill).unwrap_or(skill).to_owned(),
            subject: text(Field::Subject),
            case_id: text(Field::CaseId),
        }
    }
}

impl RunShown {
    fn of(run: archive::Run) -> Self {
        let archive::ChangeCounts { new, closed, reopened, rescored, recoded, edited, gone } = run.changes;
        Self {
            id: run.id.number(),
            at: run.at.to_string(),
            from: Day(run.period.from().day()),
            to: Day(run.period.to().day()),
            followed: run.kind == RunKind::Followed,
            requests: number(run.requests),
            records: number(run.records),
            seconds: run.seconds,
            reason: run.reason,
            ended: run.ended,
            changes: ChangeCounts {
                new: number(new),
                closed: number(closed),
                reopened: number(reopened),
                rescored: number(rescored),
                recoded: number(recoded),
                edited: number(edited),
                gone: number(gone),
            },
        }
    }
}

impl ChangeKind {
    const fn kept(self) -> archive::ChangeKind {
        match self {
            Self::New => archive::ChangeKind::New,
            Self::Closed => archive::ChangeKind::Closed,
            Self::Reopened => archive::ChangeKind::Reopened,
            Self::Rescored => archive::ChangeKind::Rescored,
            Self::Recoded => archive::ChangeKind::Recoded,
            Self::Edited => archive::ChangeKind::Edited,
            Self::Gone => archive::ChangeKind::Gone,
        }
    }

    const fn shown(kind: archive::ChangeKind) -> Self {
        match kind {
            archive::ChangeKind::New => Self::New,
            archive::ChangeKind::Closed => Self::Closed,
            archive::ChangeKind::Reopened => Self::Reopened,
            archive::ChangeKind::Rescored => Self::Rescored,
            archive::ChangeKind::Recoded => Self::Recoded,
            archive::ChangeKind::Edited => Self::Edited,
            archive::ChangeKind::Gone => Self::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(run: u32, at: &str, before: &[(Field, &str)]) -> Past {
        let before = before.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        let (run, at) = (RunId::new(run), interaction::Moment::parse(at).unwrap());
        Past { run, at, kinds: archive::ChangeKinds::default(), before }
    }

    #[test]
    fn a_change_ends_where_the_next_one_of_the_field_begins() {
        let mut now = Interaction::default();
        now.set(Field::EvaluationSurvey, "1");
        let history = [
            past(9, "2026-11-22 10:00:00", &[(Field::EvaluationSurvey, "2")]),
            past(7, "2026-11-22 09:00:00", &[(Field::Status, "open")]),
            past(4, "2026-11-22 08:00:00", &[(Field::EvaluationSurvey, "")]),
        ];
        let after = |place: usize| {
            let shown = PastChange::of(&history[place], &history[..place], &now);
            (shown.fields[0].before.clone(), shown.fields[0].after.clone())
        };
        assert_eq!(after(0), ("2".into(), "1".into()));
        assert_eq!(after(2), (String::new(), "2".into()));
    }

    #[test]
    fn what_came_after_a_run_is_told_by_its_number_though_the_changes_are_alike() {
        let twice = [(Field::Status, "open")];
        let history = [past(9, "2026-11-22 10:00:00", &twice), past(4, "2026-11-22 08:00:00", &twice)];
        let count = |run: u32| newer(&history, RunId::new(run)).len();
        // Run 5 has changed nothing of it that is kept: what came later still did.
        assert_eq!([count(9), count(5), count(4), count(3)], [0, 1, 1, 2]);
    }

    #[test]
    fn a_long_text_is_one_short_line_without_markup() {
        let shown = shortened(&format!("<p>Hola&nbsp;<b>Ana</b></p>\n{}", "x ".repeat(9_000)));
        assert!(shown.starts_with("Hola Ana x") && shown.ends_with('…'), "{shown}");
        assert_eq!(shown.chars().count(), LONGEST + 1);
    }
}
