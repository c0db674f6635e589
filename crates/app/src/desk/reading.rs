//! One interaction to be read.

use std::fmt;

use explore::{Explorer, Filters, Names, Order, Record};
use interaction::{Attachment, Field, Interaction, Scale, attachments};
use serde::Serialize;
use serde_json::{Map, Value};

use super::asking::number;
use super::changes::history;
use super::listing::rows;
use super::{Desk, ListRow, PastChange};
use crate::message::{Message, Piece, Words};
use crate::{Error, unreadable};

/// An interaction to be read.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reading {
    /// As the list shows it.
    pub row: ListRow,
    /// Who wrote.
    pub from: Vec<Piece>,
    /// Whom they wrote to.
    pub to: Vec<Piece>,
    /// The customer's message.
    pub message: Option<Message>,
    /// The answer.
    pub answer: Option<Message>,
    /// The agent's comments.
    pub comments: Vec<Piece>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// The fields that this version does not know.
    pub extra: Vec<RawText>,
    /// Others of the same case, newest first, as many as fit a list.
    pub related: Vec<ListRow>,
    /// How many others of the same case there are.
    pub related_total: u32,
    /// What downloads have changed of it, newest first.
    pub history: Vec<PastChange>,
}

/// Names no text.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("id", &self.row.id).finish_non_exhaustive()
    }
}

/// A field's text as the server gave it.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RawText {
    /// The field's name in the API.
    pub field: String,
    /// Its text.
    pub text: String,
}

/// Names no text.
impl fmt::Debug for RawText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawText").finish_non_exhaustive()
    }
}

/// Others of a case that are listed.
const RELATED: usize = 50;

impl Desk {
    /// An interaction to be read, with what was searched for marked; `None` where it is not there any more.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn read(&self, operation: String, id: u32, text: String) -> Result<Option<Reading>, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let open = desk.inner.open.of(&operation);
            let told = open.shown(&place, |explorer| told(explorer, id))?;
            // Making a message harmless may take long; the list is not kept waiting.
            let reading = told.map(|told| reading(&told, &text, place.operation.scale)).transpose();
            Ok(reading.map_err(|error| unreadable(&error, &place.context, &place.operation))?.flatten())
        })
        .await
    }

    /// An interaction's fields as the server gave them; none where it is not there any more.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn raw_text(&self, operation: String, id: u32) -> Result<Vec<RawText>, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let open = desk.inner.open.of(&operation);
            let record = open.shown(&place, |explorer| explorer.record(id))?;
            Ok(record.map_or_else(Vec::new, |record| raw(&record.interaction)))
        })
        .await
    }
}

/// What the archive tells of an interaction.
struct FromArchive {
    record: Record,
    related: Vec<Record>,
    related_total: u32,
    history: Vec<PastChange>,
    names: Names,
}

fn told(explorer: &mut Explorer, id: u32) -> Result<Option<FromArchive>, explore::Error> {
    let Some(record) = explorer.record(id)? else { return Ok(None) };
    let (related, related_total) = related(explorer, &record)?;
    let history = history(explorer.reader_mut(), id, &record.interaction)?;
    Ok(Some(FromArchive { record, related, related_total, history, names: explorer.names().clone() }))
}

fn reading(told: &FromArchive, text: &str, scale: Scale) -> Result<Option<Reading>, explore::Error> {
    let FromArchive { record, names, .. } = told;
    let mut words = Words::new(text)?;
    let row = rows(std::slice::from_ref(record), &mut words, names, scale)?.pop();
    let Some(row) = row else { return Ok(None) };
    let interaction = &record.interaction;
    let mut message = |field: Field| match interaction.text(field) {
        text if text.trim().is_empty() => Ok(None),
        text => words.render(field, text).map(Some),
    };
    let (message, answer) = (message(Field::Body)?, message(Field::Answer)?);
    let mut pieces = |field: Field| words.pieces(field, interaction.text(field));
    Ok(Some(Reading {
        row,
        from: pieces(Field::From)?,
        to: pieces(Field::To)?,
        message,
        answer,
        comments: pieces(Field::Comments)?,
        attachments: attachments(interaction.text(Field::Attachments)),
        extra: extra(interaction),
        related: rows(&told.related, &mut Words::new("")?, names, scale)?,
        related_total: told.related_total,
        history: told.history.clone(),
    }))
}

/// The other interactions of a case, newest first. Those without a case have none.
fn related(explorer: &mut Explorer, record: &Record) -> Result<(Vec<Record>, u32), explore::Error> {
    let case = record.interaction.text(Field::CaseId);
    if case.trim().is_empty() {
        return Ok((Vec::new(), 0));
    }
    let filters = Filters { cases: vec![case.to_owned()], ..Filters::default() };
    let found = explorer.query(&filters, Order::default())?;
    let mut records = explorer.page(&found, 0, RELATED + 1)?;
    records.retain(|other| other.id != record.id);
    records.truncate(RELATED);
    Ok((records, number(found.total().saturating_sub(1))))
}

fn raw(interaction: &Interaction) -> Vec<RawText> {
    let known = Field::ALL
        .into_iter()
        .map(|field| RawText { field: field.api_name().to_owned(), text: interaction.text(field).to_owned() });
    known.chain(extra(interaction)).collect()
}

/// The fields that this version does not know: texts as they are, all else as JSON.
fn extra(interaction: &Interaction) -> Vec<RawText> {
    let fields: Map<String, Value> = serde_json::from_str(interaction.extra()).unwrap_or_default();
    let text = |value: Value| match value {
        Value::String(text) => text,
        value => value.to_string(),
    };
    fields.into_iter().map(|(field, value)| RawText { field, text: text(value) }).collect()
}
