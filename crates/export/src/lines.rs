//! JSON, one record a line.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use interaction::{Field, Interaction};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use crate::column::seconds_to_close;
use crate::write::Rows;
use crate::{Column, Error, Request};

/// How many bytes go to the drive at once.
const BUFFER: usize = 1 << 18;

/// A record with the columns that were chosen.
pub(crate) struct Line<'a> {
    pub(crate) columns: &'a [Column],
    pub(crate) skill_names: &'a BTreeMap<String, String>,
    pub(crate) record: &'a Interaction,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for column in self.columns {
            match column {
                Column::TimeToClose => map.serialize_entry(column.name(), &seconds_to_close(self.record))?,
                _ => map.serialize_entry(column.name(), &column.shown(self.record, self.skill_names))?,
            }
        }
        // Who leaves a field out does not want to hand on what nobody has looked at either.
        let is_whole = Field::ALL.iter().all(|field| self.columns.contains(&Column::Field(*field)));
        if is_whole && !self.record.extra().is_empty() {
            let extra: &RawValue = serde_json::from_str(self.record.extra()).map_err(S::Error::custom)?;
            map.serialize_entry("extra", extra)?;
        }
        map.end()
    }
}

/// Writes all rows; no text is cut.
pub(crate) fn write<E, I>(file: &File, request: &Request, rows: &mut Rows<'_, I>) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    let mut buffered = BufWriter::with_capacity(BUFFER, file);
    let mut bytes = Vec::new();
    while let Some(record) = rows.next()? {
        bytes.clear();
        let line = Line { columns: &request.columns, skill_names: &request.skill_names, record: &record };
        serde_json::to_writer(&mut bytes, &line).map_err(std::io::Error::from)?;
        // Unknown fields are kept as the server printed them, and it may print over several lines. In a string a
        // line end is always escaped, so these stand between values, where a blank means the same.
        bytes.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        bytes.push(b'\n');
        buffered.write_all(&bytes)?;
    }
    buffered.flush()?;
    Ok(0)
}
