//! The stored order of the fields that have too many values for a dictionary, so that they sort without their texts.
//!
//! The order is brought up to date after a download: few new records are merged into the order that is there, many
//! make it anew. Very few are left to the readers: one that finds the order out of date works it out for itself.

use std::collections::{HashMap, VecDeque};
use std::ffi::CStr;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::thread;

use interaction::{Field, fold};
use rusqlite::{Connection, OptionalExtension, params};

use crate::bytes::numbers;
use crate::keys::{Keys, Sample, size_of_key};
use crate::{Error, meta, pack, record, segment};

pub(crate) const TABLE: &str = "CREATE TABLE rank (
    field INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    rows BLOB NOT NULL,
    ranks BLOB NOT NULL
) STRICT";
const READ: &str = "SELECT generation, rows, ranks FROM rank WHERE field = ?1";
const WRITE: &str =
    "INSERT OR REPLACE INTO rank (field, generation, rows, ranks) VALUES (?1, ?2, zeroblob(?3), zeroblob(?3))";

/// The fields that have a stored order.
const FIELDS: [Field; 5] = [Field::Subject, Field::From, Field::To, Field::CaseId, Field::CodDescription];
/// How many times fewer the new records must be for merging to beat sorting all: a search for the place of one reads
/// some twenty records, sorting all reads each record once.
const MERGE_BELOW: usize = 32;
/// Changed records up to which the stored order stays as it is: merging them costs a reader less than writing the order
/// of a million records costs every small download.
const LEFT_TO_READERS: usize = 500;

/// Bytes of texts that are sorted at once: those of some quarter of a million records.
const SORTED_AT_ONCE: usize = 16 << 20;
/// Numbers of an order that are written at once.
const WRITTEN_AT_ONCE: usize = 16 << 10;

/// The rank of each row's value in its order; equal values have equal ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    by_row: Vec<u32>,
}

/// Rows in order of their texts, and the rank of each.
#[derive(Debug, Default, PartialEq, Eq)]
struct Order {
    rows: Vec<u32>,
    ranks: Vec<u32>,
    /// Rows without a text, which are in no order: known all the same, or they would be new each time.
    textless: Vec<u32>,
}

/// A set of rows, one bit each.
struct RowSet {
    words: Vec<u64>,
    count: usize,
}

impl Ranks {
    /// Stands where a record has no value.
    pub const ABSENT: u32 = u32::MAX;

    /// The rank of a row's value.
    #[must_use]
    pub fn of(&self, row: u32) -> u32 {
        self.by_row.get(row as usize).copied().unwrap_or(Self::ABSENT)
    }

    /// The ranks of rows; all others have none.
    pub(crate) fn of_rows(rows: &[u32], ranks: &[u32]) -> Self {
        let length = rows.iter().max().map_or(0, |row| *row as usize + 1);
        let mut by_row = vec![Self::ABSENT; length];
        for (row, rank) in rows.iter().zip(ranks) {
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
        old => {
            let visible = visible_rows(connection)?;
            let old = old.map(|(_, order)| order).unwrap_or_default();
            let new = old.lacks(&visible);
            up_to_date(connection, field, old, (&visible, &new))?
        }
    };
    Ok(Ranks::of_rows(&order.rows, &order.ranks))
}

/// Brings the stored orders up to date where that is worth it.
pub(crate) fn update(connection: &Connection) -> Result<(), Error> {
    let generation = meta::generation(connection)?;
    let (mut visible, mut anew) = (None, Vec::new());
    for field in FIELDS {
        let old = match stored(connection, field)? {
            Some((stored_at, _)) if stored_at == generation => continue,
            old => old.map(|(_, order)| order).unwrap_or_default(),
        };
        let visible = match &mut visible {
            Some(rows) => rows,
            none => none.insert(visible_rows(connection)?),
        };
        let new = old.lacks(visible);
        let gone = (old.len() + new.len()).saturating_sub(visible.count);
        if !old.takes(&new) {
            anew.push(field);
        } else if new.len() + gone > LEFT_TO_READERS {
            write(connection, field, generation, &merge(connection, field, old.keep(visible), &new)?)?;
        }
    }
    let visible = visible.unwrap_or_else(|| RowSet::of(&[]));
    let mut together = sort_together(SORTED_AT_ONCE, &anew, &visible, |each| record::for_each_heads(connection, each))?;
    for field in anew {
        let order = together.pop_front().map_or_else(|| sort_all(connection, field, &visible), Ok)?;
        write(connection, field, generation, &order)?;
    }
    Ok(())
}

fn up_to_date(
    connection: &Connection,
    field: Field,
    old: Order,
    (visible, new): (&RowSet, &[u32]),
) -> Result<Order, Error> {
    if old.takes(new) { merge(connection, field, old.keep(visible), new) } else { sort_all(connection, field, visible) }
}

fn stored(connection: &Connection, field: Field) -> Result<Option<(u64, Order)>, Error> {
    let row = connection
        .prepare_cached(READ)?
        .query_row([field as i64], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    Ok(row.map(|(generation, rows, ranks)| {
        let (mut rows, mut ranks): (Vec<u32>, Vec<u32>) = (numbers(&rows).collect(), numbers(&ranks).collect());
        let with_text = ranks.partition_point(|rank| *rank != Ranks::ABSENT).min(rows.len());
        let textless = rows.split_off(with_text);
        ranks.truncate(with_text);
        (generation.unsigned_abs(), Order { rows, ranks, textless })
    }))
}

fn write(connection: &Connection, field: Field, generation: u64, order: &Order) -> Result<(), Error> {
    let generation = i64::try_from(generation).unwrap_or(i64::MAX);
    let bytes = order.len() as i64 * 4;
    connection.prepare_cached(WRITE)?.execute(params![field as i64, generation, bytes])?;
    let absent = std::iter::repeat_n(Ranks::ABSENT, order.textless.len());
    fill(connection, field, c"rows", order.rows.iter().chain(&order.textless).copied())?;
    fill(connection, field, c"ranks", order.ranks.iter().copied().chain(absent))
}

/// Writes numbers into a blob that has their size, in pieces: as a whole, a million of them would be there three times.
fn fill(
    connection: &Connection,
    field: Field,
    column: &CStr,
    mut values: impl Iterator<Item = u32>,
) -> Result<(), Error> {
    let mut blob = connection.blob_open(c"main", c"rank", column, field as i64, false)?;
    let (mut piece, mut written) = (Vec::with_capacity(WRITTEN_AT_ONCE * 4), 0);
    loop {
        piece.clear();
        piece.extend(values.by_ref().take(WRITTEN_AT_ONCE).flat_map(u32::to_le_bytes));
        if piece.is_empty() {
            return Ok(blob.close()?);
        }
        blob.write_all_at(&piece, written)?;
        written += piece.len();
    }
}

fn visible_rows(connection: &Connection) -> Result<RowSet, Error> {
    let mut rows = Vec::new();
    segment::for_each_stored(connection, &mut |blob| rows.extend(blob.rows()))?;
    Ok(RowSet::of(&rows))
}

fn sort_all(connection: &Connection, field: Field, visible: &RowSet) -> Result<Order, Error> {
    sort_within(SORTED_AT_ONCE, visible, |each| {
        record::for_each_heads(connection, &mut |row, heads| {
            if visible.contains(row) {
                each(row, &fold(pack::head(heads, field).unwrap_or_default()));
            }
        })
    })
}

/// Sorts the rows by several fields, reading their heads once, which takes as long as the sorting. Where the texts of all
/// fields need more memory than so many bytes there are no orders: then each field has to be sorted by itself.
fn sort_together(
    bytes: usize,
    fields: &[Field],
    visible: &RowSet,
    read: impl FnOnce(&mut dyn FnMut(u32, &[u8])) -> Result<(), Error>,
) -> Result<VecDeque<Order>, Error> {
    let mut left = bytes.checked_sub(fields.len() * visible.count * size_of_key(""));
    if fields.is_empty() || left.is_none() {
        return Ok(VecDeque::new());
    }
    let mut texts: Vec<(Keys, Vec<u32>)> = fields.iter().map(|_| Default::default()).collect();
    read(&mut |row, heads| {
        if left.is_none() || !visible.contains(row) {
            return;
        }
        for (field, text) in pack::all_heads(heads) {
            let place = fields.iter().position(|wanted| *wanted == field);
            let Some((keys, textless)) = place.and_then(|place| texts.get_mut(place)) else { continue };
            let text = fold(text);
            left = left.and_then(|left| left.checked_sub(text.len()));
            if text.is_empty() { textless.push(row) } else { keys.push(&text, row) }
        }
    })?;
    Ok(if left.is_none() { VecDeque::new() } else { ranked(texts) })
}

/// The orders of texts, each worked out on a thread of its own.
fn ranked(texts: Vec<(Keys, Vec<u32>)>) -> VecDeque<Order> {
    let order = |(keys, textless): (Keys, Vec<u32>)| {
        let (rows, ranks) = keys.ranked();
        Order { rows, ranks, textless }
    };
    thread::scope(|scope| {
        let sorting: Vec<_> = texts.into_iter().map(|texts| scope.spawn(move || order(texts))).collect();
        let orders = sorting.into_iter().map(|order| order.join().unwrap_or_else(|panic| resume_unwind(panic)));
        orders.collect()
    })
}

/// Sorts the rows by the texts that `read` gives, in about so many bytes: where they do not suffice, the texts are read
/// once more for each range of them.
fn sort_within(
    bytes: usize,
    visible: &RowSet,
    read: impl Fn(&mut dyn FnMut(u32, &str)) -> Result<(), Error>,
) -> Result<Order, Error> {
    let mut order = Order::default();
    let (mut keys, mut sample) = (Some(Keys::default()), Sample::default());
    read(&mut |row, text| {
        if text.is_empty() {
            return order.textless.push(row);
        }
        sample.add(text);
        keys.iter_mut().for_each(|keys| keys.push(text, row));
        if keys.as_ref().is_some_and(|keys| keys.bytes() > bytes) {
            keys = None;
        }
    })?;
    if let Some(keys) = keys {
        (order.rows, order.ranks) = keys.ranked();
        return Ok(order);
    }
    (order.rows, order.ranks) = (Vec::with_capacity(visible.count), Vec::with_capacity(visible.count));
    let splitters = sample.splitters(bytes);
    let froms = std::iter::once("").chain(splitters.iter().map(Box::as_ref));
    let ends = splitters.iter().map(|text| Some(text.as_ref())).chain([None]);
    for (from, end) in froms.zip(ends) {
        let mut keys = Keys::default();
        read(&mut |row, text| {
            if !text.is_empty() && text >= from && end.is_none_or(|end| text < end) {
                keys.push(text, row);
            }
        })?;
        // Equal texts never lie in two ranges.
        let first = order.ranks.last().map_or(0, |last| last + 1);
        let (rows, ranks) = keys.ranked();
        order.rows.extend(rows);
        order.ranks.extend(ranks.into_iter().map(|rank| first + rank));
    }
    Ok(order)
}

/// Merges a few new rows into an order: the place of each is found by reading the texts at the places it is compared
/// with.
fn merge(connection: &Connection, field: Field, mut old: Order, new: &[u32]) -> Result<Order, Error> {
    // The searches all begin at the same places.
    let mut known: HashMap<u32, Rc<str>> = HashMap::new();
    let mut key_of = |row: u32| -> Result<Rc<str>, Error> {
        if let Some(key) = known.get(&row) {
            return Ok(Rc::clone(key));
        }
        let key: Rc<str> = fold(pack::head(&record::heads(connection, row)?, field).unwrap_or_default()).into();
        known.insert(row, Rc::clone(&key));
        Ok(key)
    };
    let mut placed = Vec::with_capacity(new.len());
    for row in new {
        let key = key_of(*row)?;
        if key.is_empty() {
            old.textless.push(*row);
        } else {
            let (place, same) = old.place_of(&key, &mut key_of)?;
            placed.push((place, same, key.to_string(), *row));
        }
    }
    placed.sort_unstable();
    Ok(old.with(placed))
}

impl Order {
    fn len(&self) -> usize {
        self.rows.len() + self.textless.len()
    }

    /// Whether merging new rows into it beats sorting all.
    fn takes(&self, new: &[u32]) -> bool {
        new.len().saturating_mul(MERGE_BELOW) < self.len()
    }

    /// The visible rows that it does not know.
    fn lacks(&self, visible: &RowSet) -> Vec<u32> {
        let known = RowSet::of_both(&self.rows, &self.textless);
        visible.rows().filter(|row| !known.contains(*row)).collect()
    }

    fn keep(self, visible: &RowSet) -> Self {
        let kept = self.rows.into_iter().zip(self.ranks).filter(|(row, _)| visible.contains(*row));
        let (rows, ranks) = kept.unzip();
        let textless = self.textless.into_iter().filter(|row| visible.contains(*row)).collect();
        Self { rows, ranks, textless }
    }

    /// The place before which a text belongs, and whether the text that stands there is the same.
    fn place_of(
        &self,
        key: &str,
        key_of: &mut impl FnMut(u32) -> Result<Rc<str>, Error>,
    ) -> Result<(usize, bool), Error> {
        let (mut low, mut high, mut same) = (0, self.rows.len(), false);
        while low < high {
            let middle = usize::midpoint(low, high);
            let Some(row) = self.rows.get(middle) else { break };
            match key_of(*row)?.as_ref().cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                found => (high, same) = (middle, found.is_eq()),
            }
        }
        Ok((low, same))
    }

    /// The order with new rows at their places: `(place, whether the same text stands there, key, row)`, sorted, so that
    /// what comes before that text does.
    fn with(self, placed: Vec<(usize, bool, String, u32)>) -> Self {
        let mut merged = Ranked::default();
        let mut rest = self.rows.iter().zip(&self.ranks).enumerate().peekable();
        for (place, same, key, row) in placed {
            while let Some((_, (old, rank))) = rest.next_if(|(at, _)| *at < place) {
                merged.push(*old, Text::Old(*rank));
            }
            // A text that stands there already goes on with that text's rank.
            let old_rank = rest.peek().filter(|_| same).map(|(_, (_, rank))| **rank);
            merged.push(row, old_rank.map_or(Text::New(key), Text::Old));
        }
        for (_, (old, rank)) in rest {
            merged.push(*old, Text::Old(*rank));
        }
        Self { textless: self.textless, ..merged.order }
    }
}

impl RowSet {
    fn of(rows: &[u32]) -> Self {
        Self::of_both(rows, &[])
    }

    fn of_both(rows: &[u32], more: &[u32]) -> Self {
        let words = rows.iter().chain(more).max().map_or(0, |row| *row as usize / 64 + 1);
        let mut set = Self { words: vec![0; words], count: 0 };
        for row in rows.iter().chain(more) {
            if let Some(word) = set.words.get_mut(*row as usize / 64) {
                let bit = 1 << (row % 64);
                set.count += usize::from(*word & bit == 0);
                *word |= bit;
            }
        }
        set
    }

    fn contains(&self, row: u32) -> bool {
        self.words.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        let rows_of = |(place, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place as u32 * 64 + bit)
        };
        self.words.iter().enumerate().filter(|(_, word)| **word != 0).flat_map(rows_of)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_text_are_known_when_the_stored_order_is_read_again() {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(TABLE).unwrap();
        let order = Order { rows: vec![9, 2, 70], ranks: vec![0, 0, 1], textless: vec![3, 64, 200] };
        write(&connection, Field::Subject, 5, &order).unwrap();
        let (generation, read) = stored(&connection, Field::Subject).unwrap().unwrap();
        assert_eq!((generation, &read), (5, &order));
        let visible = RowSet::of(&[2, 3, 9, 64, 70, 128, 200]);
        assert_eq!(read.lacks(&visible), [128]);
        let ranks = Ranks::of_rows(&read.rows, &read.ranks);
        assert_eq!((ranks.of(64), ranks.of(70)), (Ranks::ABSENT, 1));
    }

    #[test]
    fn little_memory_sorts_as_much_memory_does() {
        let texts = ["re: b", "", "a", "re: a", "ñandú", "ab", "re: b", "zz", "", "a", "aa", "ñ"];
        let read = |each: &mut dyn FnMut(u32, &str)| {
            (10..).zip(texts).for_each(|(row, text)| each(row, text));
            Ok(())
        };
        let visible = RowSet::of(&(10..22).collect::<Vec<_>>());
        let whole = sort_within(usize::MAX, &visible, read).unwrap();
        assert_eq!(
            (&whole.rows[..3], &whole.ranks[..3], &whole.textless),
            (&[12, 19, 20][..], &[0, 0, 1][..], &vec![11, 18])
        );
        for bytes in [0, 40, 100, 200] {
            assert_eq!(sort_within(bytes, &visible, read).unwrap(), whole, "{bytes}");
        }
    }

    #[test]
    fn fields_sorted_together_are_in_the_order_that_each_has_by_itself() {
        let fields = [Field::To, Field::Subject, Field::CaseId];
        let record = |row: u32| {
            let mut record = interaction::Interaction::default();
            record.set(Field::Subject, ["re: b", "Ñu", "", "a", "re: a"][row as usize % 5]);
            record.set(Field::To, ["", "Ana", "ána", "Z"][row as usize % 4]);
            record.set(Field::CaseId, (row * 7 % 30).to_string());
            pack::heads(&record)
        };
        let heads: Vec<(u32, Vec<u8>)> = (1..60).map(|row| (row, record(row))).collect();
        let visible = RowSet::of(&(1..60).filter(|row| row % 9 > 0).collect::<Vec<_>>());
        let together = |bytes| {
            let read = |each: &mut dyn FnMut(u32, &[u8])| {
                heads.iter().for_each(|(row, heads)| each(*row, heads));
                Ok(())
            };
            sort_together(bytes, &fields, &visible, read).unwrap()
        };
        let alone = fields.map(|field| {
            let read = |each: &mut dyn FnMut(u32, &str)| {
                let seen = heads.iter().filter(|(row, _)| visible.contains(*row));
                seen.for_each(|(row, heads)| each(*row, &fold(pack::head(heads, field).unwrap())));
                Ok(())
            };
            sort_within(usize::MAX, &visible, read).unwrap()
        });
        let orders = together(usize::MAX);
        assert_eq!(orders, alone);
        assert!(
            orders[1].textless.len() > 5
                && orders[0].textless.len() > 5
                && orders[1].rows.len() + orders[1].textless.len() == visible.count
        );
        // Too little memory, known before the texts were read, and only then.
        assert!(together(100).is_empty() && together(3 * visible.count * size_of_key("") + 50).is_empty());
    }

    #[test]
    fn a_set_of_rows_counts_each_once() {
        let set = RowSet::of_both(&[0, 63, 64], &[64, 1000]);
        assert_eq!((set.count, set.rows().collect::<Vec<_>>()), (4, vec![0, 63, 64, 1000]));
        assert!(set.contains(1000) && !set.contains(999) && !set.contains(u32::MAX));
    }
}
