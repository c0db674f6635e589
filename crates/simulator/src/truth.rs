//! What the server holds, as a correct client reads it: the yardstick for archives.
//!
//! Reads the very bytes the server prints, but record by record and with another reader than any client's.

use std::fmt;

use interaction::{Field, Interaction};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::answer::Answer;

/// The records of a period, one at a time, in the order the server sends them.
pub struct Truth {
    answer: Answer,
    raw: Vec<u8>,
}

/// A record that a client gets.
pub enum Held {
    /// One that can be read.
    Interaction(Box<Interaction>),
    /// One that is no JSON or holds a text that Unicode does not know, decoded lossily.
    SetAside(String),
}

impl Truth {
    pub(crate) const fn new(answer: Answer) -> Self {
        Self { answer, raw: Vec::new() }
    }
}

impl Iterator for Truth {
    type Item = Held;

    fn next(&mut self) -> Option<Held> {
        self.raw.clear();
        if !self.answer.print_bare(&mut self.raw) {
            return None;
        }
        let text = String::from_utf8_lossy(&self.raw);
        Some(match serde_json::from_str::<Members<'_>>(&text).ok().and_then(|members| read(&members.0)) {
            Some(interaction) => Held::Interaction(Box::new(interaction)),
            None => Held::SetAside(text.into_owned()),
        })
    }
}

/// The members of an object in the order they came.
struct Members<'a>(Vec<(String, &'a RawValue)>);

struct MembersVisitor;

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// The interaction that an object's members make; `None` where a text in it cannot be read.
fn read(members: &[(String, &RawValue)]) -> Option<Interaction> {
    let mut interaction = Interaction::default();
    let mut unknown = Vec::new();
    // A field's own name counts before the names it has on other reports, whichever comes first.
    let (known, others): (Vec<_>, Vec<_>) = members.iter().partition(|(name, _)| is_own_name(name));
    for (name, raw) in known {
        interaction.set(Field::from_api_name(name)?, text(raw.get())?);
    }
    for (name, raw) in others {
        let text = text(raw.get())?;
        match Field::from_api_name(name) {
            Some(field) if interaction.text(field).is_empty() => interaction.set(field, text),
            Some(field) if text.is_empty() || interaction.text(field) == text => {}
            _ => keep(&mut unknown, name, raw.get()),
        }
    }
    if !unknown.is_empty() {
        let members: Vec<_> = unknown.iter().map(|(name, raw)| format!("{name}:{raw}")).collect();
        interaction.set_extra(format!("{{{}}}", members.join(",")));
    }
    Some(interaction)
}

fn is_own_name(name: &str) -> bool {
    Field::from_api_name(name).is_some_and(|field| field.api_name() == name)
}

/// Of two members with one name the later counts.
fn keep<'a>(unknown: &mut Vec<(String, &'a str)>, name: &str, raw: &'a str) {
    let name = serde_json::Value::from(name).to_string();
    match unknown.iter_mut().find(|(known, _)| *known == name) {
        Some(place) => place.1 = raw,
        None => unknown.push((name, raw)),
    }
}

/// The one text that is kept of a JSON value; `None` where it holds a text that Unicode does not know.
fn text(raw: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(raw).ok()?;
    Some(match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        serde_json::Value::Array(list) if list.is_empty() => String::new(),
        serde_json::Value::Object(object) if object.is_empty() => String::new(),
        // Numbers keep their digits, lists and objects their JSON.
        _ => raw.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interaction(raw: &str) -> Option<Interaction> {
        serde_json::from_str::<Members<'_>>(raw).ok().and_then(|members| read(&members.0))
    }

    #[test]
    fn values_become_texts_and_unknown_ones_are_kept() {
        let raw = r#"{"case_id":9007199254740993,"body":"\u00e1\/","answer":null,"attachments":["a"],"comments":[],
            "code_act":"X","n":1.50,"m":"\u00e1","n":2.0}"#;
        let read = interaction(raw).unwrap();
        let texts = [Field::CaseId, Field::Body, Field::Answer, Field::Attachments, Field::Comments, Field::CodAct];
        assert_eq!(texts.map(|field| read.text(field)), ["9007199254740993", "á/", "", r#"["a"]"#, "", "X"]);
        assert_eq!(read.extra(), r#"{"n":2.0,"m":"\u00e1"}"#);
    }

    #[test]
    fn broken_texts_are_set_aside() {
        for raw in [r#"{"body":"\ud83d"}"#, "{\"body\":\"a\u{1}\"}", r#"{"x":["\ud83d"]}"#, r#"["a"]"#, "{"] {
            assert!(interaction(raw).is_none(), "{raw}");
        }
    }
}
