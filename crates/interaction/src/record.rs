//! One interaction, with every text as the server gave it.

use std::borrow::Cow;
use std::fmt;

use crate::{Channel, Field, Moment, State};

/// One record of the report. Texts are kept as given; what they mean is read on demand, so nothing is lost.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Interaction {
    texts: [String; Field::ALL.len()],
    extra: String,
}

impl Interaction {
    /// The text of a field as given; `""` where it is absent.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    /// Sets the text of a field.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        if let Some(place) = self.texts.get_mut(field as usize) {
            *place = text.into();
        }
    }

    /// The fields that this version does not know, as the text of a JSON object; `""` where there are none.
    #[must_use]
    pub fn extra(&self) -> &str {
        &self.extra
    }

    /// Sets the unknown fields: the text of a JSON object, or `""`.
    pub fn set_extra(&mut self, json_object: impl Into<String>) {
        self.extra = json_object.into();
    }

    /// When the message was created, where the text is a date.
    #[must_use]
    pub fn created(&self) -> Option<Moment> {
        Moment::parse(self.text(Field::DateCreation))
    }

    /// When the interaction was closed, where the text is a date.
    #[must_use]
    pub fn closed(&self) -> Option<Moment> {
        Moment::parse(self.text(Field::CloseDate))
    }

    /// What every table and file shows of a field: channel and state in their canonical form, dates as
    /// `YYYY-MM-DD HH:MM:SS` (`""` for the server's `0000-00-00 …`), everything else as given.
    #[must_use]
    pub fn shown(&self, field: Field) -> Cow<'_, str> {
        let text = self.text(field);
        match field {
            Field::Channel => Channel::parse(text).map_or(Cow::Borrowed(""), |c| Cow::Owned(c.as_str().to_owned())),
            Field::Status => State::parse(text).map_or(Cow::Borrowed(""), |s| Cow::Owned(s.as_str().to_owned())),
            Field::DateCreation | Field::CloseDate => shown_date(text),
            _ => Cow::Borrowed(text),
        }
    }
}

/// Names no text: messages must not reach a log by way of `{:?}`.
impl fmt::Debug for Interaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interaction").finish_non_exhaustive()
    }
}

fn shown_date(text: &str) -> Cow<'_, str> {
    match Moment::parse(text) {
        Some(moment) => Cow::Owned(moment.to_string()),
        None if text.trim().starts_with("0000") => Cow::Borrowed(""),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_canonical_channels_states_and_dates_and_all_else_as_given() {
        let mut record = Interaction::default();
        record.set(Field::Channel, "Facebook Page");
        record.set(Field::Status, "closed");
        record.set(Field::DateCreation, "20260812080209");
        record.set(Field::CloseDate, "0000-00-00 00:00:00");
        record.set(Field::AgentName, " Ana ");
        let shown: Vec<_> = [Field::Channel, Field::Status, Field::DateCreation, Field::CloseDate, Field::AgentName]
            .map(|field| record.shown(field).into_owned())
            .into();
        assert_eq!(shown, ["facebook_page", "close", "2026-08-12 08:02:09", "", " Ana "]);
    }

    #[test]
    fn a_date_that_cannot_be_read_stays_as_given() {
        let mut record = Interaction::default();
        record.set(Field::DateCreation, "mañana");
        assert_eq!(record.shown(Field::DateCreation), "mañana");
        assert_eq!(record.created(), None);
    }

    #[test]
    fn debug_names_no_text() {
        let mut record = Interaction::default();
        record.set(Field::Body, "secreto");
        assert!(!format!("{record:?}").contains("secreto"));
    }
}
