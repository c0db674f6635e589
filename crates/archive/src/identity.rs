//! Which record of a new answer is which of an old one.

use std::collections::{HashMap, VecDeque};

use interaction::{Field, Interaction};
use sha2::{Digest, Sha256};

/// What a record is known by, as hashes: the report carries no unique id, and a case can have several interactions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Identity {
    /// Channel, case, sender, creation, subject and message.
    pub(crate) strong: u64,
    /// The first four alone: the same record after its subject or message was mended.
    pub(crate) weak: u64,
}

/// A record that takes part in a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) identity: Identity,
    pub(crate) closed: u32,
}

impl Identity {
    pub(crate) fn of(record: &Interaction) -> Self {
        let mut hash = Sha256::new();
        for field in [Field::Channel, Field::CaseId, Field::From, Field::DateCreation] {
            add(&mut hash, &record.shown(field));
        }
        let weak = first_bytes(hash.clone());
        add(&mut hash, record.text(Field::Subject));
        add(&mut hash, record.text(Field::Body));
        Self { strong: first_bytes(hash), weak }
    }
}

/// For each new record the place of the old one that it continues. First by everything, equal for equal; then, for
/// what is left, by the weak identity; both in order of closing. What has no pair is new.
pub(crate) fn pair(old: &[Candidate], new: &[Candidate]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    pair_by(|candidate| candidate.identity.strong, (old, &mut taken), (new, &mut pairs));
    pair_by(|candidate| candidate.identity.weak, (old, &mut taken), (new, &mut pairs));
    pairs
}

fn pair_by(
    key: fn(&Candidate) -> u64,
    (old, taken): (&[Candidate], &mut [bool]),
    (new, pairs): (&[Candidate], &mut [Option<usize>]),
) {
    let mut free: HashMap<u64, VecDeque<usize>> = HashMap::new();
    for (place, candidate) in by_closing(old) {
        if taken.get(place) == Some(&false) {
            free.entry(key(candidate)).or_default().push_back(place);
        }
    }
    for (place, candidate) in by_closing(new) {
        let Some(pair) = pairs.get_mut(place).filter(|pair| pair.is_none()) else { continue };
        *pair = free.get_mut(&key(candidate)).and_then(VecDeque::pop_front);
        if let Some(mark) = pair.and_then(|old_place| taken.get_mut(old_place)) {
            *mark = true;
        }
    }
}

fn by_closing(candidates: &[Candidate]) -> Vec<(usize, &Candidate)> {
    let mut ordered: Vec<_> = candidates.iter().enumerate().collect();
    ordered.sort_by_key(|(place, candidate)| (candidate.closed, *place));
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

    fn candidate(strong: u64, weak: u64, closed: u32) -> Candidate {
        Candidate { identity: Identity { strong, weak }, closed }
    }

    #[test]
    fn equal_records_pair_equal_for_equal_in_order_of_closing() {
        let old = [candidate(1, 1, 30), candidate(1, 1, 10), candidate(2, 2, 5)];
        let new = [candidate(1, 1, 11), candidate(1, 1, 31), candidate(1, 1, 50)];
        assert_eq!(pair(&old, &new), [Some(1), Some(0), None]);
    }

    #[test]
    fn a_mended_message_pairs_by_what_is_left() {
        let old = [candidate(1, 9, 10), candidate(2, 9, 20)];
        let new = [candidate(3, 9, 20), candidate(1, 9, 99)];
        assert_eq!(pair(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn identity_knows_the_parts_apart() {
        let mut first = Interaction::default();
        first.set(Field::Subject, "ab");
        first.set(Field::Body, "c");
        let mut second = Interaction::default();
        second.set(Field::Subject, "a");
        second.set(Field::Body, "bc");
        assert_ne!(Identity::of(&first).strong, Identity::of(&second).strong);
        assert_eq!(Identity::of(&first).weak, Identity::of(&second).weak);
    }
}
