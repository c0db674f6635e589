//! The names of skills and activity codes. A name seen once is kept, since wolkvox purges what is long unused.

use std::collections::BTreeMap;

use interaction::Moment;
use rusqlite::{Connection, params};

use crate::{Error, meta};

pub(crate) const TABLE: &str = "CREATE TABLE name (
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID";
const KEEP: &str = "INSERT INTO name (kind, id, name) VALUES (?1, ?2, ?3)
    ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name";
const ALL: &str = "SELECT id, name FROM name WHERE kind = ?1";
const ASKED_AT: [&str; 2] = ["skills_asked_at", "codes_asked_at"];

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A skill, by its number.
    Skill,
    /// An activity code, by its text; the name is its description.
    Code,
}

/// A name and what it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The skill's number or the code.
    pub id: String,
    /// Its name or description.
    pub name: String,
}

pub(crate) fn keep(connection: &Connection, kind: NameKind, names: &[Name]) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(KEEP)?;
    for name in names {
        statement.execute(params![kind as i64, name.id, name.name])?;
    }
    Ok(())
}

pub(crate) fn all(connection: &Connection, kind: NameKind) -> Result<BTreeMap<String, String>, Error> {
    let mut statement = connection.prepare_cached(ALL)?;
    let names = statement.query_map([kind as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<Result<_, _>>()?)
}

pub(crate) fn asked_at(connection: &Connection, kind: NameKind) -> Result<Option<Moment>, Error> {
    let seconds = meta::number(connection, meta_key(kind))?;
    Ok(seconds.and_then(|seconds| u32::try_from(seconds).ok()).map(Moment::from_seconds))
}

/// Takes names asked for later than now for asked for now, or they would not be asked for until then.
pub(crate) fn doubt(connection: &Connection, present: Moment) -> Result<(), Error> {
    ASKED_AT.iter().try_for_each(|key| meta::no_later(connection, key, present))
}

pub(crate) fn set_asked_at(connection: &Connection, kind: NameKind, at: Moment) -> Result<(), Error> {
    meta::set_number(connection, meta_key(kind), u64::from(at.seconds()))
}

const fn meta_key(kind: NameKind) -> &'static str {
    let [skills, codes] = ASKED_AT;
    match kind {
        NameKind::Skill => skills,
        NameKind::Code => codes,
    }
}
