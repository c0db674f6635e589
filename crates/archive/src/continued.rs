//! Which records of new answers are records of older ones: those keep their ids, and what of them changed is noted.

use interaction::{Field, Moment};
use rusqlite::Connection;

use crate::change::{Journal, Then};
use crate::identity::pair;
use crate::kind::ChangeKind;
use crate::segment::Packed;
use crate::store::Answer;
use crate::{Error, gone, meta, pack, record};

/// The most records that [`Stored::changed`] names.
const NAMED: usize = 10_000;

/// What became visible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// How many records came for the first time.
    pub new: u64,
    /// The ids of records that came for the first time or got another survey score: the first 10,000 of them.
    pub changed: Vec<u32>,
}

impl Stored {
    fn name(&mut self, id: u32) {
        if self.changed.len() < NAMED {
            self.changed.push(id);
        }
    }
}

/// Gives each new record the id of the old one that it continues, or of a gone one that is back, or the next free one;
/// notes what changed, and keeps what is known of the old ones that none continues.
pub(crate) fn give_ids(journal: &mut Journal<'_>, old: &[Packed], new: &mut [Answer]) -> Result<Stored, Error> {
    let records = || new.iter().flat_map(|answer| &answer.segment.records);
    let after: Vec<Packed> = records().copied().collect();
    let mut pairs = pair(old, &after).into_iter();
    let mut left: Vec<bool> = vec![true; old.len()];
    let mut stored = Stored::default();
    let mut next = NextId::read(journal.connection)?;
    for answer in &mut *new {
        let at = answer.window.fetched_at;
        for record in &mut answer.segment.records {
            let place = pairs.next().flatten();
            place.and_then(|place| left.get_mut(place)).into_iter().for_each(|left| *left = false);
            match place.and_then(|place| old.get(place)) {
                Some(old) => {
                    record.id = old.id;
                    compare(journal, old, (record, at), &mut stored)?;
                }
                None => give_back_or_new(journal, (record, at), &mut next, &mut stored)?,
            }
        }
    }
    next.write(journal.connection)?;
    let at = new.iter().map(|answer| answer.window.fetched_at).max().unwrap_or(Moment::from_seconds(0));
    let mut gone = old.iter().zip(left).filter_map(|(old, left)| left.then_some(old));
    gone.try_for_each(|old| journal.note_gone(old, at))?;
    Ok(stored)
}

/// Notes what changed from the old record to the new one that continues it.
fn compare(
    journal: &mut Journal<'_>,
    old: &Packed,
    (new, at): (&Packed, Moment),
    stored: &mut Stored,
) -> Result<(), Error> {
    let same = old.row == new.row || (old.contents.is_some() && old.contents == new.contents);
    if same {
        return Ok(());
    }
    let (before, after) = (record::packed(journal.connection, old.row)?, record::packed(journal.connection, new.row)?);
    if before == after {
        return Ok(());
    }
    let before = journal.unpacker.record(&before.0, &before.1)?;
    let after = journal.unpacker.record(&after.0, &after.1)?;
    note(journal, (new.id, at), &Then { old: &before, new: &after, fields: &Field::ALL }, stored)
}

/// Gives a record the id of a gone one that it is, or one that none has had.
fn give_back_or_new(
    journal: &mut Journal<'_>,
    (record, at): (&mut Packed, Moment),
    next: &mut NextId,
    stored: &mut Stored,
) -> Result<(), Error> {
    let back = if next.any_gone { gone::take_back(journal.connection, record.identity.strong)? } else { None };
    let Some(back) = back else {
        record.id = next.take()?;
        stored.new += 1;
        stored.name(record.id);
        return Ok(());
    };
    record.id = back.id;
    // Of a gone record only the short fields are known.
    let heads: Vec<Field> = pack::head_fields().collect();
    let before = journal.unpacker.record(&back.heads, &[])?;
    let after = journal.unpacker.record(&record::heads(journal.connection, record.row)?, &[])?;
    note(journal, (record.id, at), &Then { old: &before, new: &after, fields: &heads }, stored)?;
    journal.note_back((record.id, at), back.run)
}

fn note(journal: &mut Journal<'_>, (id, at): (u32, Moment), then: &Then<'_>, stored: &mut Stored) -> Result<(), Error> {
    let difference = then.difference();
    if difference.kinds.contains(ChangeKind::Rescored) {
        stored.name(id);
    }
    journal.note((id, at), difference, then)
}

/// The id that the next record without a past gets.
struct NextId {
    id: u64,
    any_gone: bool,
}

impl NextId {
    fn read(connection: &Connection) -> Result<Self, Error> {
        Ok(Self { id: meta::number(connection, meta::NEXT_ID)?.unwrap_or(1), any_gone: gone::any(connection)? })
    }

    fn take(&mut self) -> Result<u32, Error> {
        self.id += 1;
        u32::try_from(self.id - 1).map_err(|_| Error::Sql { code: 0 })
    }

    fn write(&self, connection: &Connection) -> Result<(), Error> {
        meta::set_number(connection, meta::NEXT_ID, self.id)
    }
}
