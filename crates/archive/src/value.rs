//! The values of the six dimensions: each gets a code at first sight and keeps it.

use std::collections::HashMap;

use interaction::{Dimension, Interaction};
use rusqlite::{Connection, params};

use crate::Error;

pub(crate) const TABLE: &str = "CREATE TABLE value (
    dimension INTEGER NOT NULL,
    code INTEGER NOT NULL,
    key TEXT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (dimension, code),
    UNIQUE (dimension, key)
) STRICT, WITHOUT ROWID";
const ADD: &str = "INSERT INTO value (dimension, code, key, shown) VALUES (?1, ?2, ?3, ?4)";
const ALL: &str = "SELECT key, shown FROM value WHERE dimension = ?1 ORDER BY code";

/// The codes known so far. Code 0 is the absent value of every dimension and is never written.
pub(crate) struct Values {
    dimensions: [Known; Dimension::ALL.len()],
}

#[derive(Default)]
struct Known {
    /// Codes by the text as given, so that the key is worked out once a spelling.
    by_text: HashMap<String, u32>,
    by_key: HashMap<String, u32>,
}

impl Values {
    pub(crate) fn read(connection: &Connection) -> Result<Self, Error> {
        let mut dimensions: [Known; Dimension::ALL.len()] = Default::default();
        for (number, known) in dimensions.iter_mut().enumerate() {
            known.by_key.insert(String::new(), 0);
            let mut statement = connection.prepare_cached(ALL)?;
            let keys = statement.query_map([number as i64], |row| row.get::<_, String>(0))?;
            for (code, key) in keys.enumerate() {
                known.by_key.insert(key?, code as u32 + 1);
            }
        }
        Ok(Self { dimensions })
    }

    /// The codes of a record, adding what is seen for the first time.
    pub(crate) fn codes(&mut self, connection: &Connection, record: &Interaction) -> Result<[u32; 6], Error> {
        let mut codes = [0; Dimension::ALL.len()];
        for ((place, known), dimension) in codes.iter_mut().zip(&mut self.dimensions).zip(Dimension::ALL) {
            let text = record.text(dimension.field());
            *place = match known.by_text.get(text) {
                Some(code) => *code,
                None => known.learn(connection, dimension, record)?,
            };
        }
        Ok(codes)
    }
}

impl Known {
    fn learn(&mut self, connection: &Connection, dimension: Dimension, record: &Interaction) -> Result<u32, Error> {
        let shown = dimension.value(record);
        let key = dimension.key(&shown);
        let next = self.by_key.len() as u32;
        let code = *self.by_key.entry(key.clone()).or_insert(next);
        if code == next {
            connection.prepare_cached(ADD)?.execute(params![dimension as i64, code, key, shown])?;
        }
        self.by_text.insert(record.text(dimension.field()).to_owned(), code);
        Ok(code)
    }
}

/// Each dimension's values as first seen, by code.
pub(crate) fn shown(connection: &Connection) -> Result<[Vec<String>; Dimension::ALL.len()], Error> {
    let mut values: [Vec<String>; Dimension::ALL.len()] = Default::default();
    for (number, values) in values.iter_mut().enumerate() {
        values.push(String::new());
        let mut statement = connection.prepare_cached(ALL)?;
        for value in statement.query_map([number as i64], |row| row.get(1))? {
            values.push(value?);
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use interaction::Field;

    use super::*;

    #[test]
    fn spellings_of_one_value_share_a_code_and_the_first_is_shown() {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(TABLE).unwrap();
        let mut values = Values::read(&connection).unwrap();
        let mut codes = |agent: &str, score: &str| {
            let mut record = Interaction::default();
            record.set(Field::AgentName, agent);
            record.set(Field::EvaluationSurvey, score);
            values.codes(&connection, &record).unwrap()
        };
        let first = codes("Ana LÓPEZ", "5");
        assert_eq!(codes("ana lópez ", "5.0"), first);
        assert_eq!(codes("", ""), [0; 6]);
        assert_ne!(codes("Ana Lopez", "5")[1], first[1]);
        let shown = shown(&connection).unwrap();
        assert_eq!(shown[1], ["", "Ana LÓPEZ", "Ana Lopez"]);
        assert_eq!(shown[2], ["", "5"]);
        assert_eq!(Values::read(&connection).unwrap().dimensions[1].by_key.len(), 3);
    }
}
