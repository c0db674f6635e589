//! One record of an answer: its raw JSON in, an interaction out.

use std::fmt;

use interaction::{Field, Interaction};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::value;

/// Reads a record; `None` where it is no object, or where a text in it cannot be read.
pub(crate) fn interaction(raw: &str) -> Option<Interaction> {
    let mut parser = serde_json::Deserializer::from_str(raw);
    // Texts are hardly ever longer than the JSON that says them.
    let record = parser.deserialize_map(RecordVisitor { room: raw.len() }).ok()?;
    parser.end().ok().map(|()| record)
}

/// Reads an object of a small report as its keys and texts; `None` as for [`interaction`].
pub(crate) fn texts(raw: &str) -> Option<Vec<(String, String)>> {
    serde_json::from_str::<Texts>(raw).ok().map(|texts| texts.0)
}

struct Texts(Vec<(String, String)>);

/// A key of a record.
enum Key {
    /// A field by its own name.
    Known(Field),
    /// A field by a name that it has on other reports.
    Alias(Field, String),
    /// One that this version does not know.
    Unknown(String),
}

/// What was read of a record while its fields still come.
#[derive(Default)]
struct Draft<'a> {
    interaction: Interaction,
    aliases: Vec<(Field, String, &'a RawValue)>,
    unknown: Vec<(String, &'a RawValue)>,
}

impl<'a> Draft<'a> {
    fn take(&mut self, key: Key, raw: &'a RawValue) -> serde_json::Result<()> {
        match key {
            Key::Known(field) => self.interaction.write(field, |text| value::write(raw.get(), text))?,
            Key::Alias(field, name) => self.aliases.push((field, name, raw)),
            Key::Unknown(name) => self.keep(name, raw),
        }
        Ok(())
    }

    /// Keeps an unknown field; of two with one name the later counts, as everywhere in JSON.
    fn keep(&mut self, name: String, raw: &'a RawValue) {
        match self.unknown.iter_mut().find(|(known, _)| *known == name) {
            Some(place) => place.1 = raw,
            None => self.unknown.push((name, raw)),
        }
    }

    /// Fills what only an alias gave. One that says something else than the field itself is kept as unknown.
    fn finish(mut self) -> serde_json::Result<Interaction> {
        for (field, name, raw) in std::mem::take(&mut self.aliases) {
            let text = value::text(raw.get())?;
            if self.interaction.text(field).is_empty() {
                self.interaction.set(field, text);
            } else if !text.is_empty() && text != self.interaction.text(field) {
                self.keep(name, raw);
            }
        }
        if !self.unknown.is_empty() {
            self.interaction.set_extra(object(&self.unknown)?);
        }
        Ok(self.interaction)
    }
}

/// The JSON text of an object with these members, each value as the server wrote it.
fn object(members: &[(String, &RawValue)]) -> serde_json::Result<String> {
    let mut text = String::from("{");
    for (name, raw) in members {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&serde_json::to_string(name)?);
        text.push(':');
        text.push_str(value::checked(raw.get())?);
    }
    text.push('}');
    Ok(text)
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TextsVisitor)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

/// Makes a record whose texts take about so many bytes.
struct RecordVisitor {
    room: usize,
}

struct TextsVisitor;
struct KeyVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Interaction;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Interaction, A::Error> {
        let mut draft = Draft { interaction: Interaction::with_room(self.room), ..Draft::default() };
        while let Some((key, raw)) = map.next_entry::<Key, &'de RawValue>()? {
            draft.take(key, raw).map_err(A::Error::custom)?;
        }
        draft.finish().map_err(A::Error::custom)
    }
}

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some((key, raw)) = map.next_entry::<String, &'de RawValue>()? {
            texts.push((key, value::text(raw.get()).map_err(A::Error::custom)?));
        }
        Ok(Texts(texts))
    }
}

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        Ok(match Field::from_api_name(name) {
            Some(field) if field.api_name() == name => Key::Known(field),
            Some(field) => Key::Alias(field, name.to_owned()),
            None => Key::Unknown(name.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_nulls_and_lists_become_texts() {
        let read = interaction(
            r#"{"case_id":9007199254740993,"evaluation_survey":5.0,"answer":null,"attachments":["a",{"url":"b"}],
                "skill_id":"007","body":"\u00a1Hola!\n","comments":[],"subject":true}"#,
        )
        .unwrap();
        for (field, text) in [
            (Field::CaseId, "9007199254740993"),
            (Field::EvaluationSurvey, "5.0"),
            (Field::Answer, ""),
            (Field::Attachments, r#"["a",{"url":"b"}]"#),
            (Field::SkillId, "007"),
            (Field::Body, "¡Hola!\n"),
            (Field::Comments, ""),
            (Field::Subject, "true"),
            (Field::Status, ""),
        ] {
            assert_eq!(read.text(field), text, "{field:?}");
        }
        assert_eq!(read.extra(), "");
    }

    #[test]
    fn unknown_fields_are_kept_as_the_server_wrote_them() {
        let read =
            interaction(r#"{"channel":"Email","agent_dni":1.50,"n":{"a":[1,"\u00e1"]},"agent_dni":2.0}"#).unwrap();
        assert_eq!(read.extra(), r#"{"agent_dni":2.0,"n":{"a":[1,"\u00e1"]}}"#);
    }

    #[test]
    fn a_field_is_known_by_its_other_names_and_no_text_is_lost() {
        let read = interaction(r#"{"code_act":"Venta","description_cod_act":"Una venta"}"#).unwrap();
        assert_eq!((read.text(Field::CodAct), read.text(Field::CodDescription)), ("Venta", "Una venta"));
        for order in [r#"{"code_act":"A","cod_act":"B"}"#, r#"{"cod_act":"B","code_act":"A"}"#] {
            let read = interaction(order).unwrap();
            assert_eq!((read.text(Field::CodAct), read.extra()), ("B", r#"{"code_act":"A"}"#));
        }
        assert_eq!(interaction(r#"{"cod_act":"","code_act":"A"}"#).unwrap().text(Field::CodAct), "A");
    }

    #[test]
    fn what_cannot_be_read_is_no_record() {
        for raw in [
            r#"{"body":"\ud83d"}"#,
            r#"{"unknown":"\ud83d"}"#,
            r#"{"attachments":["\ud83d"]}"#,
            "{\"body\":\"a\nb\"}",
            r#"{"body":"\x"}"#,
            r#"{"body":nul}"#,
            "null",
            "5",
            r#""text""#,
            r#"["a"]"#,
        ] {
            assert!(interaction(raw).is_none(), "{raw}");
        }
    }
}
