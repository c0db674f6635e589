//! Rows of unchanged records are kept, whatever becomes of the answers that count on them, and none is left behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use archive::{AnswerEnd, Archive, Error, Reader, StoredWindow, WindowId};
use interaction::{Field, Interaction, Moment, Period, Window};
use proptest::prelude::*;

use common::{JANUARY, Place, attached, contents, key, matching, moment, place, record, rows_in, stage, store, window};

mod common;

const RECORDS: &str = "SELECT row FROM record ORDER BY row";
const TEXTS: &str = "SELECT row FROM text ORDER BY row";
const ATTACHED: &str = "SELECT row FROM attached ORDER BY row";
const WORDS: &str = "SELECT id FROM search_docsize ORDER BY id";

/// The rows of the visible records, by id.
fn rows(place: &Place) -> BTreeMap<u32, u32> {
    let columns = Reader::open(&place.path, &key()).unwrap().columns().unwrap();
    columns.ids.into_iter().zip(columns.rows).collect()
}

fn case(number: u32) -> Interaction {
    record(&number.to_string(), "2026-01-02 00:00:00", "", &format!("mensaje {number}"))
}

#[test]
fn what_is_the_same_to_the_letter_keeps_its_row_and_nothing_of_it_is_written() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    let first: Vec<_> = (1..=300).map(case).collect();
    store(&mut archive, january, "2026-03-01", &first);
    let before = rows(&place);
    let mut second = first.clone();
    second[9].set(Field::Answer, "Buenos días");
    second[19].set_extra(r#"{"nuevo":1}"#);
    second.push(case(301));
    store(&mut archive, january, "2026-03-02", &second);
    let after = rows(&place);
    let moved: Vec<u32> = after.iter().filter(|(id, row)| before.get(*id) != Some(*row)).map(|(id, _)| *id).collect();
    assert_eq!(moved, [10, 20, 301]);
    assert_eq!(after.values().max(), Some(&303));
    assert_eq!(contents(&place.path).into_values().collect::<Vec<_>>(), second);
    let held: Vec<u32> = after.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(rows_in(&place.path, RECORDS), held);
    assert_eq!(rows_in(&place.path, WORDS), held);
    let reader = Reader::open(&place.path, &key()).unwrap();
    assert_eq!(matching(&reader, "\"mensaje\"").len(), 301);
    assert_eq!(matching(&reader, "\"buenos\""), [after[&10]]);
}

#[test]
fn equal_records_each_keep_a_row_of_their_own() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-03-01", &[case(1), case(1), case(2)]);
    store(&mut archive, january, "2026-03-02", &[case(1), case(1), case(1)]);
    let rows = rows(&place);
    assert_eq!(rows.len(), 3);
    assert_eq!(rows.values().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!((rows[&1], rows[&2], rows[&4]), (1, 2, 4));
}

#[test]
fn an_answer_over_parts_takes_over_what_the_whole_had() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let on = |day: u32| record(&day.to_string(), &format!("2026-01-{day:02} 10:00:00"), "", "x");
    let all: Vec<_> = (1..=31).map(on).collect();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &all);
    let before = rows(&place);
    let first = stage(&mut archive, window(JANUARY.0, "2026-01-15 23:59:59"), moment("2026-03-02"), &all[..15]);
    let second = stage(&mut archive, window("2026-01-16", JANUARY.1), moment("2026-03-02"), &all[15..]);
    drop(archive);
    let mut archive = Archive::open(&place.path, &key()).unwrap();
    archive.store(&[first, second]).unwrap();
    assert_eq!(rows(&place), before);
    store(&mut archive, window("2026-01-16", JANUARY.1), "2026-03-03", &[]);
    assert_eq!(contents(&place.path).into_values().collect::<Vec<_>>(), all[..15]);
    assert_eq!(rows_in(&place.path, RECORDS), (1..=15).collect::<Vec<u32>>());
}

#[test]
fn a_row_that_another_answer_counts_on_outlives_the_answer_that_it_came_with() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-03-01", &[case(1), case(2)]);
    let staged = stage(&mut archive, january, moment("2026-03-02"), &[case(1), case(3)]);
    store(&mut archive, january, "2026-03-03", &[case(2)]);
    assert_eq!(rows_in(&place.path, RECORDS), [1, 2, 3]);
    archive.store(&[staged]).unwrap();
    assert_eq!(rows(&place).into_values().collect::<BTreeSet<_>>(), BTreeSet::from([1, 3]));
    assert_eq!(rows_in(&place.path, RECORDS), [1, 3]);

    let staged = stage(&mut archive, january, moment("2026-03-04"), &[case(1), case(4)]);
    store(&mut archive, january, "2026-03-05", &[case(3)]);
    archive.discard(staged).unwrap();
    assert_eq!(rows_in(&place.path, RECORDS), [3]);
    assert_eq!(contents(&place.path).into_values().collect::<Vec<_>>(), [case(3)]);
}

#[test]
fn a_row_replaced_between_the_packing_and_the_keeping_is_written_anew() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-03-01", &[case(1), case(2)]);
    let id = archive.begin(january, moment("2026-03-02")).unwrap();
    let mut packer = archive.packer(id, &[]).unwrap();
    let prepared = [case(1), case(2)].map(|record| packer.prepare(record).unwrap());
    // Another program replaces the first one and keeps the second.
    let mut other = Archive::open(&place.path, &key()).unwrap();
    store(&mut other, january, "2026-03-02", &[case(2)]);
    archive.append(id, &prepared, &[]).unwrap();
    archive.stage(id, AnswerEnd::Whole).unwrap();
    archive.store(&[id]).unwrap();
    assert_eq!(contents(&place.path).into_values().collect::<Vec<_>>(), [case(1), case(2)]);
    assert_eq!(rows_in(&place.path, RECORDS).len(), 2);
}

/// What a test does with an answer.
#[derive(Clone, Copy, Debug)]
enum Step {
    Store,
    /// The parts, by the number of days each has.
    Split(u32),
    Leave,
    Discard,
    Kill,
}

/// An answer that was staged and left.
struct Left {
    parts: Vec<WindowId>,
    first_day: u32,
    records: Vec<Vec<Interaction>>,
}

/// What a server has, and what a person sees of it.
struct World {
    place: Place,
    archive: Archive,
    /// The server's records, by day.
    days: Vec<Vec<Interaction>>,
    /// What was last stored of each day.
    seen: Vec<Vec<Interaction>>,
    left: Vec<Left>,
    at: Moment,
}

const DAYS: u32 = 6;

fn start(day: u32) -> Moment {
    moment("2026-01-01").plus(86_400 * day)
}

impl World {
    fn new() -> Self {
        let place = place();
        let archive = Archive::create(&place.path, &key()).unwrap();
        let days: Vec<Vec<Interaction>> = (0..DAYS)
            .map(|day| (0..8).map(|n| record(&(n / 2).to_string(), &start(day).to_string(), "", "x")).collect())
            .collect();
        let mut world = Self {
            place,
            archive,
            days,
            seen: vec![Vec::new(); DAYS as usize],
            left: Vec::new(),
            at: moment("2026-03-01"),
        };
        (0..DAYS).step_by(2).for_each(|day| world.ask((day, day + 1), Step::Store));
        world
    }

    /// Changes some of what the server has.
    fn live(&mut self, changes: &[(u32, usize, u8)]) {
        for (day, place, what) in changes {
            let first = start(*day).to_string();
            let records = &mut self.days[*day as usize];
            let place = place % (records.len() + 1);
            match (records.get_mut(place), what % 4) {
                (Some(record), 0) => record.set(Field::Comments, what.to_string()),
                (Some(record), 1) => record.set(Field::Attachments, "a.pdf;".repeat(usize::from(what / 4 % 3))),
                (Some(_), 2) => drop(records.remove(place)),
                _ => records.insert(place, record(&(what % 5).to_string(), &first, "", "x")),
            }
        }
    }

    /// The days of all stored windows that these days touch.
    fn whole(&self, (from, to): (u32, u32)) -> (u32, u32) {
        let days = Period::new(start(from), start(to)).unwrap();
        let stored = self.archive.windows().unwrap().into_iter().filter(StoredWindow::is_stored);
        let touched = stored.map(|window| window.period()).filter(|period| period.touches(days));
        let day = |moment: Moment| (moment.seconds() - start(0).seconds()) / 86_400;
        touched.fold((from, to), |(from, to), period| (from.min(day(period.from())), to.max(day(period.to()))))
    }

    /// Asks again for days.
    fn ask(&mut self, days: (u32, u32), step: Step) {
        let (from, to) = self.whole(days);
        self.at = self.at.plus(3600);
        let size = if let Step::Split(size) = step { size } else { to - from + 1 };
        let mut parts = Vec::new();
        for first in (from..=to).step_by(size as usize) {
            let last = (first + size - 1).min(to);
            let records = self.days[first as usize..=last as usize].concat();
            let window = Window::new(start(first), start(last).end_of_day()).unwrap();
            match step {
                Step::Kill => self.kill(window, &records),
                _ => parts.push(stage(&mut self.archive, window, self.at, &records)),
            }
        }
        match step {
            Step::Kill => {}
            Step::Leave => {
                let records = self.days[from as usize..=to as usize].to_vec();
                self.left.push(Left { parts, first_day: from, records });
            }
            Step::Discard => parts.into_iter().for_each(|id| self.archive.discard(id).unwrap()),
            Step::Store | Step::Split(_) => {
                self.archive.store(&parts).unwrap();
                for day in from..=to {
                    self.seen[day as usize] = self.days[day as usize].clone();
                }
            }
        }
    }

    /// Shows an answer that was left, old as it may be. One that does not fit what was stored since is dropped.
    fn go_on(&mut self) {
        let Some(Left { parts, first_day, records }) = self.left.pop() else { return };
        match self.archive.store(&parts) {
            Ok(_) => {
                for (day, records) in (first_day as usize..).zip(records) {
                    self.seen[day] = records;
                }
            }
            Err(Error::PartialOverlap) => parts.into_iter().for_each(|id| self.archive.discard(id).unwrap()),
            Err(error) => panic!("{error}"),
        }
    }

    /// A program that ends amid an answer, and the next that finds it.
    fn kill(&mut self, window: Window, records: &[Interaction]) {
        let id = self.archive.begin(window, self.at).unwrap();
        let mut packer = self.archive.packer(id, &[]).unwrap();
        let half: Vec<_> = records.iter().step_by(2).map(|record| packer.prepare(record.clone()).unwrap()).collect();
        self.archive.append(id, &half, &[]).unwrap();
        self.archive = Archive::open(&self.place.path, &key()).unwrap();
        self.archive.forget_unfinished().unwrap();
    }

    fn check(&self) {
        let sorted = |records: &[Interaction]| {
            let texts = |record: &Interaction| Field::ALL.map(|field| record.text(field).to_owned());
            let mut texts: Vec<_> = records.iter().map(texts).collect();
            texts.sort();
            texts
        };
        let found: Vec<_> = contents(&self.place.path).into_values().collect();
        assert_eq!(sorted(&found), sorted(&self.seen.concat()));
        let held = rows(&self.place);
        assert_eq!(held.len(), found.len(), "each id once");
        let lying = rows_in(&self.place.path, RECORDS);
        assert!(held.values().all(|row| lying.contains(row)));
        assert_eq!(held.values().collect::<BTreeSet<_>>().len(), held.len(), "each row once");
        assert_eq!(rows_in(&self.place.path, TEXTS), lying);
        assert_eq!(rows_in(&self.place.path, WORDS), lying);
        let [ordered, told] = attached(&self.place.path);
        assert_eq!(ordered, told);
    }
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Store),
        2 => (1_u32..4).prop_map(Step::Split),
        2 => Just(Step::Leave),
        1 => Just(Step::Discard),
        1 => Just(Step::Kill),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_becomes_of_answers_no_row_is_lost_or_left_behind(
        rounds in prop::collection::vec(
            (prop::collection::vec((0..DAYS, 0_usize..9, any::<u8>()), 0..6), (0..DAYS, 0..DAYS), steps(), any::<bool>()),
            1..14,
        ),
    ) {
        let mut world = World::new();
        for (changes, (one, other), step, goes_on) in rounds {
            world.live(&changes);
            world.ask((one.min(other), one.max(other)), step);
            world.check();
            if goes_on {
                world.go_on();
                world.check();
            }
        }
        for id in std::mem::take(&mut world.left).into_iter().flat_map(|left| left.parts) {
            world.archive.discard(id).unwrap();
        }
        world.check();
        let held: Vec<u32> = rows(&world.place).into_values().collect::<BTreeSet<_>>().into_iter().collect();
        prop_assert_eq!(rows_in(&world.place.path, RECORDS), held);
        let [ordered, _] = attached(&world.place.path);
        prop_assert_eq!(rows_in(&world.place.path, ATTACHED).len(), ordered.len());
        prop_assert!(rows_in(&world.place.path, "SELECT row FROM taken").is_empty());
    }
}

#[test]
fn room_that_replaced_answers_leave_is_given_back() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    let mut number = 1_u64;
    let mut word = || {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        format!("{:x} ", number >> 20)
    };
    let mut long =
        |n: u32| record(&n.to_string(), "2026-01-03 00:00:00", "", &(0..120).map(|_| word()).collect::<String>());
    let many: Vec<_> = (0..2_000).map(&mut long).collect();
    store(&mut archive, january, "2026-03-01", &many);
    archive.settle().unwrap();
    drop(archive);
    let before = std::fs::metadata(&place.path).unwrap().len();
    let mut archive = Archive::open(&place.path, &key()).unwrap();
    store(&mut archive, january, "2026-03-02", &many[..20]);
    archive.settle().unwrap();
    drop(archive);
    let after = std::fs::metadata(&place.path).unwrap().len();
    assert!(after * 2 < before, "{before} {after}");
    let kept: Vec<_> = contents(&place.path).into_values().collect();
    assert!(kept == many[..20]);
}
