//! Which record of a new answer is which of an old one.

use std::collections::{HashMap, VecDeque};

use interaction::{Field, Interaction};
use sha2::{Digest, Sha256};

use crate::segment::Packed;

/// What a record is known by, as hashes: the report carries no unique id, and a case can have several interactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    /// Channel, case, sender, creation, subject and message.
    pub(crate) strong: u64,
    /// The first four alone: the same record after its subject or message was mended.
    pub(crate) weak: u64,
}

/// What a record is known by, and what tells whether anything of it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    pub(crate) identity: Identity,
    /// Every field as the server gave it, and the unknown ones.
    pub(crate) contents: u64,
}

impl Fingerprint {
    pub(crate) fn of(record: &Interaction) -> Self {
        let mut hash = Sha256::new();
        for field in [Field::Channel, Field::CaseId, Field::From, Field::DateCreation] {
            add(&mut hash, &record.shown(field));
        }
        let weak = first_bytes(hash.clone());
        add(&mut hash, record.text(Field::Subject));
        add(&mut hash, record.text(Field::Body));
        let identity = Identity { strong: first_bytes(hash.clone()), weak };
        // The longest text is in the hash already.
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Body) {
            add(&mut hash, record.text(field));
        }
        add(&mut hash, record.extra());
        Self { identity, contents: first_bytes(hash) }
    }
}

/// For each new record the place of the old one that it continues. First by the row that it took over, which holds the
/// same to the letter; then by everything it is known by, equal for equal; then, for what is left, by the weak identity;
/// these two in order of closing. What has no pair is new.
pub(crate) fn pair(old: &[Packed], new: &[Packed]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { old, new, taken: vec![false; old.len()], pairs: vec![None; new.len()] };
    pairs.by(|record| u64::from(record.row));
    pairs.by(|record| record.identity.strong);
    pairs.by(|record| record.identity.weak);
    pairs.pairs
}

struct Pairs<'a> {
    old: &'a [Packed],
    new: &'a [Packed],
    taken: Vec<bool>,
    pairs: Vec<Option<usize>>,
}

impl Pairs<'_> {
    fn by(&mut self, key: fn(&Packed) -> u64) {
        let mut free: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for (place, record) in by_closing(self.old) {
            if self.taken.get(place) == Some(&false) {
                free.entry(key(record)).or_default().push_back(place);
            }
        }
        if free.is_empty() {
            return;
        }
        for (place, record) in by_closing(self.new) {
            let Some(pair) = self.pairs.get_mut(place).filter(|pair| pair.is_none()) else { continue };
            *pair = free.get_mut(&key(record)).and_then(VecDeque::pop_front);
            if let Some(mark) = pair.and_then(|old_place| self.taken.get_mut(old_place)) {
                *mark = true;
            }
        }
    }
}

fn by_closing(records: &[Packed]) -> Vec<(usize, &Packed)> {
    let mut ordered: Vec<_> = records.iter().enumerate().collect();
    ordered.sort_by_key(|(place, record)| (record.closed, *place));
    ordered
}

fn add(hash: &mut Sha256, text: &str) {
    hash.update((text.len() as u64).to_le_bytes());
    hash.update(text);
}

fn first_bytes(hash: Sha256) -> u64 {
    hash.finalize().into_iter().take(8).fold(0, |value, byte| value << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each with a row of its own.
    fn records(first_row: u32, records: &[(u64, u64, u32)]) -> Vec<Packed> {
        let packed = |(row, (strong, weak, closed)): (u32, &(u64, u64, u32))| Packed {
            row,
            closed: *closed,
            identity: Identity { strong: *strong, weak: *weak },
            ..Packed::default()
        };
        (first_row..).zip(records).map(packed).collect()
    }

    #[test]
    fn equal_records_pair_equal_for_equal_in_order_of_closing() {
        let old = records(1, &[(1, 1, 30), (1, 1, 10), (2, 2, 5)]);
        let new = records(11, &[(1, 1, 11), (1, 1, 31), (1, 1, 50)]);
        assert_eq!(pair(&old, &new), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_mended_message_pairs_by_what_is_left() {
        let old = records(1, &[(1, 9, 10), (2, 9, 20)]);
        let new = records(11, &[(3, 9, 20), (1, 9, 99)]);
        assert_eq!(pair(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn a_row_that_was_taken_over_pairs_before_anything_else() {
        let old = records(1, &[(1, 1, 10), (1, 1, 20)]);
        let mut new = records(11, &[(1, 1, 30), (1, 1, 20)]);
        new[1].row = 2;
        assert_eq!(pair(&old, &new), [Some(0), Some(1)]);
    }

    #[test]
    fn identity_knows_the_parts_apart() {
        let mut first = Interaction::default();
        first.set(Field::Subject, "ab");
        first.set(Field::Body, "c");
        let mut second = Interaction::default();
        second.set(Field::Subject, "a");
        second.set(Field::Body, "bc");
        let (first, second) = (Fingerprint::of(&first), Fingerprint::of(&second));
        assert_ne!(first.identity.strong, second.identity.strong);
        assert_eq!(first.identity.weak, second.identity.weak);
    }

    #[test]
    fn contents_differ_with_every_field_and_every_spelling() {
        let mut record = Interaction::default();
        record.set(Field::Channel, "Email");
        let before = Fingerprint::of(&record);
        let mut seen = vec![before.contents];
        for field in Field::ALL {
            let mut other = record.clone();
            other.set(field, "x");
            seen.push(Fingerprint::of(&other).contents);
        }
        let mut spelt = record.clone();
        spelt.set(Field::Channel, "email");
        let mut extra = record.clone();
        extra.set_extra("{}");
        assert_eq!(Fingerprint::of(&spelt).identity, before.identity);
        seen.extend([&spelt, &extra].map(|record| Fingerprint::of(record).contents));
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((count, seen.len()), (20, 20));
    }
}
