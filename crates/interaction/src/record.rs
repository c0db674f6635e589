//! One interaction, with every text as the server gave it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::{Channel, Field, Moment, State};

/// One record of the report. Texts are kept as given; what they mean is read on demand, so nothing is lost.
///
/// All of its texts lie in one piece of memory: a download passes records from thread to thread, and threads that each
/// gave back twenty pieces of every record would wait for each other at the door of the memory.
#[derive(Clone, Default)]
pub struct Interaction {
    /// The texts, in the order in which they were set. One that is set again leaves its older form behind.
    texts: String,
    places: [Range<usize>; Field::ALL.len()],
    extra: Range<usize>,
}

impl Interaction {
    /// One without texts yet, and with memory for so many bytes of them.
    #[must_use]
    pub fn with_room(bytes: usize) -> Self {
        Self { texts: String::with_capacity(bytes), ..Self::default() }
    }

    /// The text of a field as given; `""` where it is absent.
    #[must_use]
    #[inline]
    pub fn text(&self, field: Field) -> &str {
        self.places.get(field as usize).map_or("", |place| self.at(place))
    }

    /// Sets the text of a field.
    pub fn set(&mut self, field: Field, text: impl AsRef<str>) {
        let place = self.push(text.as_ref());
        self.put(field, place);
    }

    /// Sets the text of a field to what `write` appends to a buffer, where it succeeds: a text that is made of another
    /// needs no memory of its own first.
    ///
    /// # Errors
    /// That of `write`: then the field is as it was.
    pub fn write<E>(&mut self, field: Field, write: impl FnOnce(&mut String) -> Result<(), E>) -> Result<(), E> {
        let start = self.texts.len();
        write(&mut self.texts)?;
        self.put(field, start..self.texts.len());
        Ok(())
    }

    /// The fields that this version does not know, as the text of a JSON object; `""` where there are none.
    #[must_use]
    pub fn extra(&self) -> &str {
        self.at(&self.extra)
    }

    /// Sets the unknown fields: the text of a JSON object, or `""`.
    pub fn set_extra(&mut self, json_object: impl AsRef<str>) {
        self.extra = self.push(json_object.as_ref());
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

    #[inline]
    fn at(&self, place: &Range<usize>) -> &str {
        self.texts.get(place.clone()).unwrap_or_default()
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push_str(text);
        start..self.texts.len()
    }

    fn put(&mut self, field: Field, text: Range<usize>) {
        self.places.get_mut(field as usize).into_iter().for_each(|place| *place = text.clone());
    }
}

/// Equal texts, in whatever order they were set.
impl PartialEq for Interaction {
    fn eq(&self, other: &Self) -> bool {
        self.extra() == other.extra() && Field::ALL.into_iter().all(|field| self.text(field) == other.text(field))
    }
}

impl Eq for Interaction {}

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
    fn records_are_equal_by_their_texts_however_they_came_to_be() {
        let mut one = Interaction::default();
        one.set(Field::Subject, "Hola");
        one.set(Field::Body, "¿Sí?");
        one.set_extra("{}");
        let mut other = Interaction::with_room(64);
        other.set_extra("{}");
        other.set(Field::Body, "antes");
        other.set(Field::Body, "¿Sí?");
        assert!(one != other);
        let written: Result<(), ()> = other.write(Field::Subject, |text| {
            text.push_str("Hola");
            Ok(())
        });
        assert!(written.is_ok() && one == other);
        assert_eq!((other.text(Field::Body), other.text(Field::To), other.extra()), ("¿Sí?", "", "{}"));
        other.set(Field::Subject, "");
        assert!(one != other);
    }

    #[test]
    fn a_text_that_could_not_be_written_leaves_the_field_as_it_was() {
        let mut record = Interaction::default();
        record.set(Field::Subject, "antes");
        let failed = record.write(Field::Subject, |text| {
            text.push_str("a medias");
            Err(5)
        });
        assert_eq!((failed, record.text(Field::Subject)), (Err(5), "antes"));
        record.set(Field::To, "Ana");
        assert_eq!((record.text(Field::Subject), record.text(Field::To)), ("antes", "Ana"));
    }

    #[test]
    fn debug_names_no_text() {
        let mut record = Interaction::default();
        record.set(Field::Body, "secreto");
        assert!(!format!("{record:?}").contains("secreto"));
    }
}
