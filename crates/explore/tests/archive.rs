//! Filters, search, orders, pages and streams over a real archive equal a plain computation over its records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[allow(dead_code)]
mod naive;

use archive::{AnswerEnd, Archive, ArchiveKey, Name, NameKind, Reader};
use explore::{Choice, Direction, Error, Explorer, Filters, Order};
use interaction::{Field, Interaction, Moment, Window};
use naive::{Asked, Kept, Random};
use proptest::prelude::*;
use tempfile::TempDir;

const WORDS: [&str; 10] =
    ["ñandu", "FACTURA", "llego", "cancel*", "ya", "zeta", "nada", "no llegó", "la fact*", "respuesta 1*"];

/// An archive in a folder of its own.
struct Place {
    folder: TempDir,
    key: ArchiveKey,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), key: ArchiveKey::from_bytes([7; 32]) };
        Archive::create(&place.path(), &place.key).unwrap();
        place
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("a.traza")
    }

    /// Stores an answer over a day of January 2026, in place of what that day had.
    fn store(&self, day: u32, records: impl Iterator<Item = Interaction>) {
        let mut archive = Archive::open(&self.path(), &self.key).unwrap();
        let first = Moment::parse(&format!("2026-01-{day:02}")).unwrap();
        let id =
            archive.begin(Window::new(first, first.end_of_day()).unwrap(), first.end_of_day().plus(200_000)).unwrap();
        let mut packer = archive.packer(id, &[]).unwrap();
        let prepared: Vec<_> = records.map(|record| packer.prepare(record).unwrap()).collect();
        archive.append(id, &prepared, &[]).unwrap();
        archive.stage(id, AnswerEnd::Whole).unwrap();
        archive.store(&[id]).unwrap();
        archive.settle().unwrap();
    }

    fn name_skills(&self) {
        let names: Vec<_> = naive::skill_names().into_iter().map(|(id, name)| Name { id, name }).collect();
        let mut archive = Archive::open(&self.path(), &self.key).unwrap();
        archive.keep_names(NameKind::Skill, &names, Moment::from_seconds(0)).unwrap();
    }

    fn explore(&self) -> Explorer {
        Explorer::open(Reader::open(&self.path(), &self.key).unwrap()).unwrap()
    }
}

fn filters(asked: &Asked) -> Filters {
    let typed = |without: &str, words: &str| match (words.contains(' '), words.strip_suffix('*')) {
        (true, Some(start)) => format!("{without}\"{start}\"*"),
        (true, None) => format!("{without}\"{words}\""),
        (false, _) => format!("{without}{words}"),
    };
    let words = asked.words.iter().map(|words| typed("", words));
    let text: Vec<String> = words.chain(asked.without.iter().map(|words| typed("-", words))).collect();
    let mut filters = Filters {
        from: asked.from.map(Moment::from_seconds),
        to: asked.to.map(Moment::from_seconds),
        cases: asked.cases.clone(),
        texts: vec![text.join(" ")],
        ..Filters::default()
    };
    for (dimension, option) in &asked.options {
        filters.choose(*dimension, Choice::parse(*dimension, option));
    }
    filters
}

fn asked(random: &mut Random, span: usize) -> Asked {
    let mut asked = naive::asked(random, span);
    asked.options.truncate(random.below(10));
    let some = |random: &mut Random, from: &[&str]| -> Vec<String> {
        let count = random.below(4).saturating_sub(1);
        (0..count).map(|_| random.one_of(from).to_owned()).collect()
    };
    asked.words = some(random, &WORDS);
    asked.without = some(random, &WORDS);
    asked.cases = some(random, &["", "0012", "ab-7", "ñ1", "999"]);
    asked
}

fn everything(explorer: &mut Explorer) -> Vec<Kept> {
    let found = explorer.query(&Filters::default(), Order::default()).unwrap();
    let records = explorer.records(&found).unwrap().map(Result::unwrap);
    records.map(|record| Kept { id: record.id, record: record.interaction }).collect()
}

fn check(explorer: &mut Explorer, records: &[Kept], random: &mut Random) {
    let asked = asked(random, records.len());
    let judged = naive::judge(records, &asked);
    let mut expected = naive::found(&judged);
    let sortable: Vec<_> = Field::ALL.into_iter().filter(|f| Order::by(*f, Direction::Ascending).is_ok()).collect();
    let mut order = Order::default();
    if let Some(direction) = [None, Some(Direction::Ascending), Some(Direction::Descending)][random.below(3)] {
        match sortable.get(random.below(sortable.len() + 3)) {
            Some(field) => {
                naive::sort(&mut expected, *field, direction);
                order = Order::by(*field, direction).unwrap();
            }
            None => match random.below(3) {
                0 => {
                    naive::sort_by(&mut expected, direction, naive::shown_skill);
                    order = Order::by_shown_skill(direction);
                }
                1 => {
                    naive::sort_by(&mut expected, direction, naive::seconds_to_close);
                    order = Order::by_time_to_close(direction);
                }
                _ => {
                    naive::sort_by(&mut expected, direction, naive::attached);
                    order = Order::by_attachments(direction);
                }
            },
        }
    }
    let expected: Vec<u32> = expected.iter().map(|kept| kept.id).collect();
    let found = explorer.query(&filters(&asked), order).unwrap();
    assert_eq!(found.total(), expected.len(), "{asked:?}");
    let (offset, limit) = (random.below(expected.len() + 2), random.below(30));
    let page = explorer.page(&found, offset, limit).unwrap();
    let page: Vec<u32> = page.iter().map(|record| record.id).collect();
    assert_eq!(page, expected.iter().copied().skip(offset).take(limit).collect::<Vec<_>>(), "{order:?} {asked:?}");
    for (record, id) in explorer.records(&found).unwrap().map(Result::unwrap).zip(&expected) {
        let kept = records.iter().find(|kept| kept.id == *id).unwrap();
        assert_eq!((record.id, &record.interaction), (*id, &kept.record), "{order:?} {asked:?}");
    }
    assert_eq!(found.ids(0, usize::MAX), expected, "{order:?} {asked:?}");
    for (place, id) in expected.iter().enumerate().step_by(expected.len() / 5 + 1) {
        assert_eq!(found.place_of(*id), Some(place as u32), "{order:?} {asked:?}");
    }
    let mut some: Vec<u32> = expected.iter().rev().step_by(3).copied().chain([u32::MAX]).collect();
    some.extend_from_within(..some.len() / 2);
    let is_wanted = |(_, id): &(u32, u32)| some.contains(id);
    let placed: Vec<_> = (0..).zip(expected.iter().copied()).filter(is_wanted).map(|(place, id)| (id, place)).collect();
    assert_eq!(found.places_of(&some), placed, "{order:?} {asked:?}");
    for dimension in interaction::Dimension::ALL {
        let naive: u32 = naive::counts(&judged, dimension).into_values().sum();
        assert_eq!(found.counts(dimension).iter().sum::<u32>(), naive);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_real_archive_answers_like_a_plain_computation(seed: u64, count in prop_oneof![0usize..5, 100usize..700]) {
        let random = &mut Random(seed);
        let mut given = naive::records(random, count, 30);
        for kept in &mut given {
            // The archive takes equal messages in two answers for one; these are all different.
            let body = format!("{} mensaje {}", kept.record.text(Field::Body), kept.id);
            kept.record.set(Field::Body, body);
            kept.record.set(Field::Answer, format!("Respuesta {}", kept.id));
        }
        let place = Place::new();
        place.name_skills();
        let (early, late) = given.split_at(count / 3);
        place.store(1, early.iter().map(|kept| kept.record.clone()));
        place.store(2, late.iter().rev().map(|kept| kept.record.clone()));
        // Replaced answers leave rows behind that lie elsewhere than before.
        place.store(1, early.iter().rev().map(|kept| kept.record.clone()));

        let mut explorer = place.explore();
        let records = everything(&mut explorer);
        let texts = |records: &[Kept]| {
            let mut texts: Vec<String> = records.iter().map(|kept| kept.record.text(Field::Answer).to_owned()).collect();
            texts.sort();
            texts
        };
        assert_eq!(texts(&records), texts(&given));
        (0..12).for_each(|_| check(&mut explorer, &records, random));
    }

    #[test]
    fn nothing_that_people_type_is_an_error(text in "([a-z*\"():^{}+\\-, .€ñ\u{0}\u{301}“»]|NEAR|AND|NOT|OR|subject:| ){0,40}") {
        thread_local!(static SAMPLE: (Place, Explorer) = sample());
        SAMPLE.with(|(_, explorer)| {
            let asked = Filters { texts: vec![text], ..Filters::default() };
            let found = explorer.query(&asked, Order::default()).unwrap();
            assert!(found.total() <= 3);
        });
    }
}

fn record(subject: &str, body: &str) -> Interaction {
    let mut record = Interaction::default();
    record.set(Field::Subject, subject);
    record.set(Field::Body, body);
    record
}

fn sample() -> (Place, Explorer) {
    let place = Place::new();
    let records =
        [record("Señal caída", "no hay a b c"), record("NEAR OR", "subject x"), record("", "correo ana@x.co 5-10")];
    place.store(1, records.into_iter());
    let explorer = place.explore();
    (place, explorer)
}

#[test]
fn of_several_texts_one_must_be_found() {
    let (_place, explorer) = sample();
    let total = |texts: &[&str]| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        explorer.query(&Filters { texts, ..Filters::default() }, Order::default()).unwrap().total()
    };
    assert_eq!((total(&["señal", "subject"]), total(&["señal", "-señal"]), total(&["nada", ""])), (2, 3, 0));
}

#[test]
fn words_are_found_without_regard_to_case_accents_and_signs() {
    let (_place, explorer) = sample();
    let total = |text: &str| {
        let filters = Filters { texts: vec![text.to_owned()], ..Filters::default() };
        explorer.query(&filters, Order::default()).unwrap().total()
    };
    for (text, expected) in [
        ("", 3),
        ("   ", 3),
        ("SENAL", 1),
        ("caida señal", 1),
        ("señ", 0),
        ("señ*", 1),
        ("\"a b\"", 1),
        ("\"b a\"", 0),
        ("\"hay a\" -\"b c\"", 0),
        ("near", 1),
        ("x OR", 1),
        ("señal OR near", 0),
        ("ana@x.co", 1),
        ("5-10", 1),
        ("10-5", 0),
        ("-a -near", 1),
        ("-zzz", 3),
        ("€", 0),
        ("hay € !", 1),
        ("Ⓐ hay", 1),
        ("correo\0ana", 1),
        ("\"", 3),
    ] {
        assert_eq!(total(text), expected, "{text:?}");
    }
}

#[test]
fn ten_thousand_words_are_a_search_like_any_other() {
    let place = Place::new();
    let all: String = (0..10_000).map(|n| format!("palabra{n} ")).collect();
    place.store(1, [record("", &all), record("", "palabra7")].into_iter());
    let explorer = place.explore();
    let total = |text: String| {
        explorer.query(&Filters { texts: vec![text], ..Filters::default() }, Order::default()).unwrap().total()
    };
    assert_eq!(total(all.clone()), 1);
    assert_eq!(total(format!("\"{all}\"")), 1);
    assert_eq!(total(all.replace(' ', ".")), 1);
    assert_eq!(total(format!("{all} otra")), 0);
    assert_eq!(total(all.replace("palabra", "-otra")), 2);
    assert_eq!(total("(".repeat(10_000)), 0);
    assert_eq!(total("\"a\" ".repeat(10_000)), 0);
}

#[test]
fn records_sort_by_how_many_attachments_they_have_those_without_last() {
    let place = Place::new();
    let of = |attachments: &str| {
        let mut record = record("", "");
        record.set(Field::Attachments, attachments);
        record
    };
    place.store(1, ["", "a.pdf;b.pdf", "a.pdf", "[]", "c.pdf"].into_iter().map(of));
    let mut explorer = place.explore();
    let ids = |explorer: &Explorer, direction| {
        let found = explorer.query(&Filters::default(), Order::by_attachments(direction)).unwrap();
        found.ids(0, usize::MAX)
    };
    assert_eq!(ids(&explorer, Direction::Descending), [2, 3, 5, 1, 4]);
    assert_eq!(ids(&explorer, Direction::Ascending), [3, 5, 2, 1, 4]);
    place.store(2, ["d.pdf|e.pdf|f.pdf", ""].into_iter().map(of));
    explorer.renew().unwrap();
    assert_eq!(ids(&explorer, Direction::Descending), [6, 2, 3, 5, 1, 4, 7]);
}

#[test]
fn what_was_found_before_a_renewal_is_known_to_be_outdated() {
    let (place, mut explorer) = sample();
    let before = explorer.query(&Filters::default(), Order::default()).unwrap();
    place.store(2, [record("nuevo", "")].into_iter());
    assert_eq!(explorer.page(&before, 0, 10).unwrap().len(), 3);
    explorer.renew().unwrap();
    assert!(matches!(explorer.page(&before, 0, 10), Err(Error::Outdated)));
    assert!(matches!(explorer.records(&before).map(|_| ()), Err(Error::Outdated)));
    let after = explorer.query(&Filters::default(), Order::default()).unwrap();
    let page = explorer.page(&after, 0, 10).unwrap();
    assert_eq!((before.total(), after.total(), page.len()), (3, 4, 4));
    let id = page.last().unwrap().id;
    assert_eq!(explorer.record(id).unwrap().unwrap().interaction, page.last().unwrap().interaction);
    assert!(explorer.record(9999).unwrap().is_none());
}
