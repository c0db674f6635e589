//! A record as a row of JSON: what the command line prints and a JSON export holds.

use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::{Field, Interaction};

/// A record to be written as JSON: the API's field names, every value as text, absent ones as `""`, unknown fields
/// under `extra` where there are any, and the archive's id where it is wanted.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The archive's id, or `None` to leave it out.
    pub id: Option<&'a str>,
    /// The record.
    pub record: &'a Interaction,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        for field in Field::ALL {
            map.serialize_entry(field.api_name(), self.record.shown(field).as_ref())?;
        }
        if !self.record.extra().is_empty() {
            let extra: &RawValue = serde_json::from_str(self.record.extra()).map_err(S::Error::custom)?;
            map.serialize_entry("extra", extra)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_apis_names_and_keeps_unknown_fields() {
        let mut record = Interaction::default();
        record.set(Field::CaseId, "0012");
        record.set(Field::Channel, "email");
        record.set_extra(r#"{"nuevo":[1.50,"á"]}"#);
        let text = serde_json::to_string(&Row { id: Some("7"), record: &record }).unwrap();
        assert!(text.starts_with(r#"{"id":"7","channel":"Email","agent_name":"","#), "{text}");
        assert!(text.ends_with(r#""status":"","extra":{"nuevo":[1.50,"á"]}}"#), "{text}");
        let plain = serde_json::to_string(&Row { id: None, record: &Interaction::default() }).unwrap();
        assert!(!plain.contains("extra") && !plain.contains("\"id\""), "{plain}");
    }
}
