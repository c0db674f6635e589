//! The archive as its callers see it: what is stored is read back, ids last, and no opening harms a file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use archive::{AnswerEnd, Archive, ArchiveKey, Columns, Error, Reader, SelectsBy};
use interaction::{Field, Interaction, Window, fold};
use proptest::prelude::*;

use common::{JANUARY, contents, key, matching, moment, place, record, stage, store, window};

mod common;

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn what_was_stored_is_read_back_and_found() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let records: Vec<_> = (0..500)
        .map(|i| {
            record(
                &format!("C{i}"),
                &format!("2026-01-{:02} 10:00:00", i % 28 + 1),
                "",
                &format!("<p>Señor número {i}</p>"),
            )
        })
        .collect();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &records);
    let found = contents(&place.path);
    assert_eq!(found.len(), 500);
    assert!(found.values().all(|record| records.contains(record)));
    let reader = Reader::open(&place.path, &key()).unwrap();
    assert_eq!(matching(&reader, "\"senor\" AND \"numero\" AND \"77\"").len(), 1);
    assert_eq!(reader.rows_of_case("c77").unwrap().len(), 1);
    assert_eq!(reader.selects_by().unwrap(), SelectsBy::Unknown);
}

#[test]
fn nothing_is_visible_until_it_is_stored_and_an_unfinished_answer_is_forgotten() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-01-31 23:59:59", &[record("1", "2026-01-02 00:00:00", "", "viejo")]);
    let staged = stage(&mut archive, january, moment("2026-02-02"), &[record("1", "2026-01-02 00:00:00", "", "nuevo")]);
    let unfinished = archive.begin(january, moment("2026-02-02")).unwrap();
    let mut packer = archive.packer(unfinished, &[]).unwrap();
    archive
        .append(unfinished, &[packer.prepare(record("9", "2026-01-03 00:00:00", "", "a medias")).unwrap()], &[])
        .unwrap();
    drop(archive);
    assert_eq!(contents(&place.path)[&1].text(Field::Body), "viejo");

    let mut archive = Archive::open(&place.path, &key()).unwrap();
    archive.forget_unfinished().unwrap();
    archive.store(&[staged]).unwrap();
    let found = contents(&place.path);
    assert_eq!(found.len(), 1);
    assert_eq!(found[&1].text(Field::Body), "nuevo");
    assert!(matching(&Reader::open(&place.path, &key()).unwrap(), "\"medias\" OR \"viejo\"").is_empty());
}

#[test]
fn records_keep_their_ids_when_their_answer_is_replaced() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    let equal = record("2", "2026-01-05 08:00:00", "2026-01-05 09:00:00", "igual");
    let first = [record("1", "2026-01-02 00:00:00", "", "uno"), equal.clone(), equal.clone()];
    store(&mut archive, january, "2026-03-01", &first);
    let mut surveyed = record("1", "2026-01-02 00:00:00", "2026-01-09 00:00:00", "uno");
    surveyed.set(Field::EvaluationSurvey, "2");
    let again = [equal.clone(), record("3", "2026-01-06 00:00:00", "", "tres"), surveyed.clone(), equal.clone(), equal];
    store(&mut archive, january, "2026-03-02", &again);
    let found = contents(&place.path);
    assert_eq!(found[&1], surveyed);
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert!([2, 3].iter().all(|id| found[id].text(Field::Body) == "igual"));
}

#[test]
fn an_interaction_that_closes_later_moves_to_its_new_window_and_equal_ones_stay() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let (first, second) = (window("2026-01-01", "2026-01-10 23:59:59"), window("2026-01-11", "2026-01-20 23:59:59"));
    // The server selects by closing. The same words came twice, closed in one window and in the other.
    let twin = |closed| record("7", "2026-01-03 00:00:00", closed, "gemela");
    store(&mut archive, first, "2026-01-30", &[twin("2026-01-04 00:00:00")]);
    store(&mut archive, second, "2026-01-30", &[twin("2026-01-12 00:00:00")]);
    assert_eq!(contents(&place.path).len(), 2);
    assert_eq!(Reader::open(&place.path, &key()).unwrap().selects_by().unwrap(), SelectsBy::Closing);

    // Reopened, and closed again after both were fetched.
    let third = window("2026-02-01", "2026-02-10 23:59:59");
    store(&mut archive, third, "2026-03-01", &[twin("2026-02-02 00:00:00")]);
    let found = contents(&place.path);
    assert_eq!(found.len(), 2);
    let closings: Vec<_> = found.values().map(|record| record.text(Field::CloseDate)).collect();
    assert!(closings.contains(&"2026-02-02 00:00:00"));
    let stored: u64 = archive.windows().unwrap().iter().map(|window| window.records).sum();
    assert_eq!(stored, 2);
}

#[test]
fn records_closed_outside_their_window_show_that_the_server_selects_by_creation() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let late = record("1", "2026-01-02 00:00:00", "2026-02-02 00:00:00", "x");
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &[late]);
    assert_eq!(Reader::open(&place.path, &key()).unwrap().selects_by().unwrap(), SelectsBy::Creation);
}

#[test]
fn an_answer_that_overlaps_a_stored_window_in_part_is_refused_and_the_old_one_stands() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    store(
        &mut archive,
        window("2026-01-01", "2026-01-10"),
        "2026-03-01",
        &[record("1", "2026-01-02 00:00:00", "", "x")],
    );
    let overlapping = stage(&mut archive, window("2026-01-05", "2026-01-20"), moment("2026-03-01"), &[]);
    assert!(matches!(archive.store(&[overlapping]), Err(Error::PartialOverlap)));
    let before = stage(&mut archive, window("2026-01-01", "2026-01-04 23:59:59"), moment("2026-03-01"), &[]);
    archive.store(&[before, overlapping]).unwrap();
    assert!(contents(&place.path).is_empty());
}

#[test]
fn a_reader_sees_one_state_until_it_is_renewed() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    store(&mut archive, january, "2026-03-01", &[record("1", "2026-01-02 00:00:00", "", "viejo")]);
    let mut reader = Reader::open(&place.path, &key()).unwrap();
    let before = reader.columns().unwrap();
    store(&mut archive, january, "2026-03-02", &[]);
    assert_eq!(reader.columns().unwrap(), before);
    reader.interactions(&before.rows, &mut |record| assert_eq!(record.text(Field::Body), "viejo")).unwrap();
    reader.renew().unwrap();
    assert!(reader.columns().unwrap().is_empty());
}

#[test]
fn a_wrong_key_changes_no_file_even_beside_the_log_of_a_killed_program() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &[record("1", "2026-01-02 00:00:00", "", "x")]);
    // A copy of the open files is what a killed program leaves.
    let left = tempfile::tempdir().unwrap();
    for (path, bytes) in files(place.path.parent().unwrap()) {
        fs::write(left.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    let path = left.path().join(place.path.file_name().unwrap());
    let before = files(left.path());
    assert!(before.keys().any(|path| path.to_string_lossy().ends_with("-wal")));
    let wrong = ArchiveKey::from_bytes([8; 32]);
    assert!(matches!(Archive::open(&path, &wrong), Err(Error::WrongKey)));
    assert!(matches!(Reader::open(&path, &wrong), Err(Error::WrongKey)));
    assert!(files(left.path()) == before);
    assert_eq!(contents(&path).len(), 1);
}

#[test]
fn each_trouble_with_the_file_has_its_own_error_and_harms_nothing() {
    let place = place();
    assert!(matches!(Reader::open(&place.path, &key()), Err(Error::Missing)));
    drop(Archive::create(&place.path, &key()).unwrap());
    assert!(matches!(Archive::create(&place.path, &key()), Err(Error::Exists)));

    let whole = fs::read(&place.path).unwrap();
    for (what, bytes) in [("empty", Vec::new()), ("short", whole[..4096].to_vec()), ("changed", changed(&whole, 100))] {
        fs::write(&place.path, &bytes).unwrap();
        assert!(matches!(Archive::open(&place.path, &key()), Err(Error::Damaged)), "{what}");
        assert_eq!(fs::read(&place.path).unwrap(), bytes);
    }
    fs::write(&place.path, b"SQLite format 3\0 and so on".repeat(1000)).unwrap();
    assert!(matches!(Archive::open(&place.path, &key()), Err(Error::WrongKey)));
    assert!(matches!(
        Archive::create(&place.path.join("no folder/x"), &key()),
        Err(Error::Missing | Error::Sql { .. } | Error::Io(_))
    ));
}

#[test]
fn bytes_changed_within_the_file_are_noticed_when_read() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let records: Vec<_> =
        (0..2000).map(|i| record(&i.to_string(), "2026-01-02 00:00:00", "", &format!("mensaje {i}"))).collect();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &records);
    drop(archive);
    let whole = fs::read(&place.path).unwrap();
    let mut damaged = whole.clone();
    for page in damaged.chunks_mut(16_384).skip(30) {
        page[5000] ^= 1;
    }
    fs::write(&place.path, damaged).unwrap();
    let read = Reader::open(&place.path, &key()).and_then(|mut reader| {
        let columns = reader.columns()?;
        reader.interactions(&columns.rows, &mut |_| {})
    });
    assert!(matches!(read, Err(Error::Damaged)), "{read:?}");
}

fn changed(bytes: &[u8], place: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place] ^= 1;
    bytes
}

#[test]
fn no_text_lies_in_the_clear_in_any_file() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let records: Vec<_> =
        (0..300).map(|i| record(&i.to_string(), "2026-01-02 00:00:00", "", "palabraplantada sembrada")).collect();
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01", &records);
    archive.settle().unwrap();
    for (path, bytes) in files(place.path.parent().unwrap()) {
        for planted in ["palabraplantada", "cliente@correo", "López", "SQLite"] {
            let found = bytes.windows(planted.len()).any(|part| part == planted.as_bytes());
            assert!(!found, "{planted} in {}", path.display());
        }
    }
}

#[test]
fn what_could_not_be_read_is_kept_raw_with_its_window() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    let id = archive.begin(january, moment("2026-03-01")).unwrap();
    archive.append(id, &[], &["{\"body\":\"\\ud83d\"}".to_owned()]).unwrap();
    archive.stage(id, AnswerEnd::Whole).unwrap();
    archive.store(&[id]).unwrap();
    assert_eq!(archive.windows().unwrap()[0].set_aside, 1);
    assert_eq!(Reader::open(&place.path, &key()).unwrap().set_aside().unwrap(), ["{\"body\":\"\\ud83d\"}"]);
    store(&mut archive, january, "2026-03-02", &[]);
    assert!(Reader::open(&place.path, &key()).unwrap().set_aside().unwrap().is_empty());
}

/// Ranks as they should be: the place of the text's fold among all different ones.
fn naive_ranks(columns: &Columns, records: &BTreeMap<u32, Interaction>, field: Field) -> Vec<Option<usize>> {
    let text = |id: &u32| fold(records[id].text(field));
    let mut all: Vec<String> = columns.ids.iter().map(text).filter(|text| !text.is_empty()).collect();
    all.sort();
    all.dedup();
    columns.ids.iter().map(|id| all.binary_search(&text(id)).ok()).collect()
}

#[test]
fn new_texts_merged_at_one_place_come_before_the_one_that_stands_there_and_share_its_rank() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let named = |case: usize, subject: &str| {
        let mut record = record(&case.to_string(), "2026-01-02 00:00:00", "", "x");
        record.set(Field::Subject, subject);
        record
    };
    let many: Vec<_> = (0..100).map(|case| named(case, "aa")).collect();
    store(&mut archive, window("2026-01-01", "2026-01-01 23:59:59"), "2026-03-01", &many);
    archive.settle().unwrap();
    let few = [named(100, "aa"), named(101, "a")];
    store(&mut archive, window("2026-01-02", "2026-01-02 23:59:59"), "2026-03-01", &few);
    let reader = Reader::open(&place.path, &key()).unwrap();
    let (columns, ranks) = (reader.columns().unwrap(), reader.ranks(Field::Subject).unwrap());
    let rank_of = |id: &u32| ranks.of(columns.rows[columns.ids.iter().position(|other| other == id).unwrap()]);
    assert!((1..=101).all(|id| rank_of(&id) == rank_of(&1)));
    assert!(rank_of(&102) < rank_of(&1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn ranks_equal_a_naive_sort_whether_merged_stored_or_worked_out(
        batches in prop::collection::vec((prop::collection::vec("[a-cÁ]{0,2}", 0..6), any::<bool>()), 1..5),
        first in prop::collection::vec("[a-cÁ]{0,2}", 200..260),
    ) {
        let place = place();
        let mut archive = Archive::create(&place.path, &key()).unwrap();
        for (day, (subjects, settle)) in std::iter::once((first, true)).chain(batches).enumerate() {
            let records: Vec<_> = subjects.iter().enumerate().map(|(i, subject)| {
                let mut record = record(&i.to_string(), "2026-01-02 00:00:00", "", "x");
                record.set(Field::Subject, subject.as_str());
                record
            }).collect();
            let day = moment("2026-01-01").plus(86_400 * (day as u32 % 3));
            let day = Window::new(day, day.end_of_day()).unwrap();
            let id = stage(&mut archive, day, moment("2026-03-01"), &records);
            archive.store(&[id]).unwrap();
            if settle {
                archive.settle().unwrap();
            }
            let found = contents(&place.path);
            let reader = Reader::open(&place.path, &key()).unwrap();
            let columns = reader.columns().unwrap();
            let ranks = reader.ranks(Field::Subject).unwrap();
            let naive = naive_ranks(&columns, &found, Field::Subject);
            let order = |ranks: Vec<u32>| {
                let mut sorted = ranks.clone();
                sorted.sort_unstable();
                sorted.dedup();
                ranks.iter().map(|rank| sorted.binary_search(rank).ok().filter(|_| *rank != archive::Ranks::ABSENT)).collect::<Vec<_>>()
            };
            prop_assert_eq!(order(columns.rows.iter().map(|row| ranks.of(*row)).collect()), naive);
        }
    }
}
