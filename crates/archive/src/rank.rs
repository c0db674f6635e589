//! The stored order of the fields that have too many values for a dictionary, so that they sort without their texts.
//!
//! The order is brought up to date after a download: few new records are merged into the order that is there, many
//! make it anew. A reader that finds it out of date works it out for itself.

use std::collections::HashSet;

use interaction::{Field, fold};
use rusqlite::{Connection, OptionalExtension, params};

use crate::bytes::{numbers, put_numbers};
use crate::{Error, meta, pack, record, segment};

pub(crate) const TABLE: &str = "CREATE TABLE rank (
    field INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    rows BLOB NOT NULL,
    ranks BLOB NOT NULL
) STRICT";
const READ: &str = "SELECT generation, rows, ranks FROM rank WHERE field = ?1";
const WRITE: &str = "INSERT OR REPLACE INTO rank (field, generation, rows, ranks) VALUES (?1, ?2, ?3, ?4)";

/// The fields that have a stored order.
const FIELDS: [Field; 5] = [Field::Subject, Field::From, Field::To, Field::CaseId, Field::CodDescription];
/// How many times fewer the new records must be for merging to beat sorting all: a search for the place of one reads
/// some twenty records, sorting all reads each record once.
const MERGE_BELOW: usize = 32;

/// The rank of each row's text in folded order; equal texts have equal ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    by_row: Vec<u32>,
}

/// Rows in order of their texts, and the rank of each. Rows without a text are in no order.
#[derive(Default)]
struct Order {
    rows: Vec<u32>,
    ranks: Vec<u32>,
}

impl Ranks {
    /// Stands where a record has no text.
    pub const ABSENT: u32 = u32::MAX;

    /// The rank of a row's text.
    #[must_use]
    pub fn of(&self, row: u32) -> u32 {
        self.by_row.get(row as usize).copied().unwrap_or(Self::ABSENT)
    }

    fn from_order(order: &Order) -> Self {
        let rows = order.rows.iter().max().map_or(0, |row| *row as usize + 1);
        let mut by_row = vec![Self::ABSENT; rows];
        for (row, rank) in order.rows.iter().zip(&order.ranks) {
            if let Some(place) = by_row.get_mut(*row as usize) {
                *place = *rank;
            }
        }
        Self { by_row }
    }
}

/// The ranks of a field, from the stored order where it is up to date.
pub(crate) fn read(connection: &Connection, field: Field) -> Result<Ranks, Error> {
    let generation = meta::generation(connection)?;
    let order = match stored(connection, field)? {
        Some((stored_at, order)) if stored_at == generation => order,
        _ => sort_all(connection, field, &visible_rows(connection)?)?,
    };
    Ok(Ranks::from_order(&order))
}

/// Brings every stored order up to date.
pub(crate) fn update(connection: &Connection) -> Result<(), Error> {
    let generation = meta::generation(connection)?;
    let mut visible = None;
    for field in FIELDS {
        let old = match stored(connection, field)? {
            Some((stored_at, _)) if stored_at == generation => continue,
            Some((_, order)) => order,
            None => Order::default(),
        };
        let visible = match &mut visible {
            Some(rows) => rows,
            none => none.insert(visible_rows(connection)?),
        };
        let known: HashSet<u32> = old.rows.iter().copied().collect();
        let new: Vec<u32> = visible.iter().filter(|row| !known.contains(row)).copied().collect();
        let order = if new.len().saturating_mul(MERGE_BELOW) < old.rows.len() {
            merge(connection, field, old.keep(visible), &new)?
        } else {
            sort_all(connection, field, visible)?
        };
        write(connection, field, generation, &order)?;
    }
    Ok(())
}

fn stored(connection: &Connection, field: Field) -> Result<Option<(u64, Order)>, Error> {
    let row = connection
        .prepare_cached(READ)?
        .query_row([field as i64], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    Ok(row.map(|(generation, rows, ranks)| {
        (generation.unsigned_abs(), Order { rows: numbers(&rows).collect(), ranks: numbers(&ranks).collect() })
    }))
}

fn write(connection: &Connection, field: Field, generation: u64, order: &Order) -> Result<(), Error> {
    let blob = |values: &[u32]| {
        let mut blob = Vec::with_capacity(values.len() * 4);
        put_numbers(&mut blob, values);
        blob
    };
    let generation = i64::try_from(generation).unwrap_or(i64::MAX);
    connection.prepare_cached(WRITE)?.execute(params![
        field as i64,
        generation,
        blob(&order.rows),
        blob(&order.ranks)
    ])?;
    Ok(())
}

fn visible_rows(connection: &Connection) -> Result<HashSet<u32>, Error> {
    let mut rows = HashSet::new();
    segment::for_each_stored(connection, &mut |blob| rows.extend(blob.rows()))?;
    Ok(rows)
}

fn sort_all(connection: &Connection, field: Field, visible: &HashSet<u32>) -> Result<Order, Error> {
    let mut keys: Vec<(String, u32)> = Vec::with_capacity(visible.len());
    record::for_each_heads(connection, &mut |row, heads| {
        let text = pack::head(heads, field).unwrap_or_default();
        if !text.trim().is_empty() && visible.contains(&row) {
            keys.push((fold(text), row));
        }
    })?;
    keys.sort_unstable();
    let mut order = Order::default();
    let mut before: Option<&str> = None;
    let mut rank = 0;
    for (key, row) in &keys {
        rank += u32::from(before.is_some_and(|before| before != key));
        before = Some(key);
        order.rows.push(*row);
        order.ranks.push(rank);
    }
    Ok(order)
}

/// Merges a few new rows into an order: the place of each is found by reading the texts at the places it is compared
/// with.
fn merge(connection: &Connection, field: Field, old: Order, new: &[u32]) -> Result<Order, Error> {
    let key_of = |row: u32| -> Result<String, Error> {
        Ok(fold(pack::head(&record::heads(connection, row)?, field).unwrap_or_default()))
    };
    let mut placed = Vec::with_capacity(new.len());
    for row in new {
        let key = key_of(*row)?;
        if !key.is_empty() {
            let (place, same) = old.place_of(&key, &key_of)?;
            placed.push((place, !same, key, *row));
        }
    }
    placed.sort_unstable();
    Ok(old.with(placed))
}

impl Order {
    fn keep(self, visible: &HashSet<u32>) -> Self {
        let kept = self.rows.into_iter().zip(self.ranks).filter(|(row, _)| visible.contains(row));
        let (rows, ranks) = kept.unzip();
        Self { rows, ranks }
    }

    /// The place before which a text belongs, and whether the text that stands there is the same.
    fn place_of(&self, key: &str, key_of: &impl Fn(u32) -> Result<String, Error>) -> Result<(usize, bool), Error> {
        let (mut low, mut high, mut same) = (0, self.rows.len(), false);
        while low < high {
            let middle = usize::midpoint(low, high);
            let Some(row) = self.rows.get(middle) else { break };
            match key_of(*row)?.as_str().cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                found => (high, same) = (middle, found.is_eq()),
            }
        }
        Ok((low, same))
    }

    /// The order with new rows at their places: `(place, whether another text stands there, key, row)`, sorted.
    fn with(&self, placed: Vec<(usize, bool, String, u32)>) -> Self {
        let mut merged = Ranked::default();
        let mut rest = self.rows.iter().zip(&self.ranks).enumerate().peekable();
        for (place, differs, key, row) in placed {
            while let Some((_, (old, rank))) = rest.next_if(|(at, _)| *at < place) {
                merged.push(*old, Text::Old(*rank));
            }
            // A text that stands there already goes on with that text's rank.
            let old_rank = rest.peek().filter(|_| !differs).map(|(_, (_, rank))| **rank);
            merged.push(row, old_rank.map_or(Text::New(key), Text::Old));
        }
        for (_, (old, rank)) in rest {
            merged.push(*old, Text::Old(*rank));
        }
        merged.order
    }
}

/// A text as the rank it had, or as itself.
#[derive(PartialEq, Eq)]
enum Text {
    Old(u32),
    New(String),
}

#[derive(Default)]
struct Ranked {
    order: Order,
    rank: u32,
    last: Option<Text>,
}

impl Ranked {
    fn push(&mut self, row: u32, text: Text) {
        self.rank += u32::from(self.last.as_ref().is_some_and(|last| *last != text));
        self.last = Some(text);
        self.order.rows.push(row);
        self.order.ranks.push(self.rank);
    }
}
