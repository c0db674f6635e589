//! What runs change: found by comparing answers, noted under the run, read back by run and by record.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use archive::{Archive, Change, ChangeCounts, ChangeKind, NewRun, Reader, Run, RunEnd, RunId, RunKind};
use interaction::{Field, Interaction, Period};

use common::{JANUARY, contents, key, moment, place, record, store, window};

mod common;

fn begin(archive: &mut Archive, at: &str, kind: RunKind) -> RunId {
    let period = Period::new(moment(JANUARY.0), moment(JANUARY.1)).unwrap();
    archive.begin_run(NewRun { at: moment(at), period, kind }).unwrap()
}

/// Stores an answer over January as a run of its own.
fn download(archive: &mut Archive, at: &str, records: &[Interaction]) -> RunId {
    let run = begin(archive, at, RunKind::Asked);
    store(archive, window(JANUARY.0, JANUARY.1), at, records);
    let end = RunEnd { requests: 2, records: records.len() as u64, seconds: 7, reason: None };
    archive.end_run(run, &end).unwrap();
    run
}

fn open(case: &str) -> Interaction {
    record(case, "2026-01-02 00:00:00", "", "x")
}

fn closed(case: &str) -> Interaction {
    record(case, "2026-01-02 00:00:00", "2026-01-05 10:00:00", "x")
}

fn with(mut record: Interaction, texts: &[(Field, &str)]) -> Interaction {
    texts.iter().for_each(|(field, text)| record.set(*field, *text));
    record
}

fn reader(place: &common::Place) -> Reader {
    Reader::open(&place.path, &key()).unwrap()
}

fn all(reader: &mut Reader, run: RunId, kind: Option<ChangeKind>) -> Vec<Change> {
    let page = reader.changes(run, kind, 0, 1000).unwrap();
    assert_eq!(page.total, page.list.len() as u64);
    page.list
}

fn ids(changes: &[Change]) -> Vec<u32> {
    changes.iter().map(|change| change.id).collect()
}

#[test]
fn a_run_tells_what_is_new_closed_reopened_rescored_recoded_edited_and_gone() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let first = [open("1"), closed("2"), closed("3"), closed("4"), closed("5"), closed("6"), closed("7")];
    let run = download(&mut archive, "2026-03-01", &first);
    assert_eq!(reader(&place).runs(9).unwrap()[0].changes, ChangeCounts { new: 7, ..ChangeCounts::default() });
    assert_eq!(ids(&all(&mut reader(&place), run, None)), [7, 6, 5, 4, 3, 2, 1]);

    let second = [
        closed("1"),
        open("2"),
        with(closed("3"), &[(Field::EvaluationSurvey, "1")]),
        with(closed("4"), &[(Field::CodAct, "Venta"), (Field::CodDescription, "Una venta")]),
        with(closed("5"), &[(Field::Answer, "Buenos días"), (Field::AgentName, "Berta")]),
        closed("6"),
        open("8"),
    ];
    let run = download(&mut archive, "2026-03-02", &second);
    let mut reader = reader(&place);
    let counts = ChangeCounts { new: 1, closed: 1, reopened: 1, rescored: 1, recoded: 1, edited: 1, gone: 1 };
    let expected = Run {
        id: run,
        at: moment("2026-03-02"),
        period: Period::new(moment(JANUARY.0), moment(JANUARY.1)).unwrap(),
        kind: RunKind::Asked,
        requests: 2,
        records: 7,
        seconds: 7,
        reason: None,
        ended: true,
        changes: counts,
    };
    assert_eq!(reader.runs(1).unwrap(), [expected]);

    let found = all(&mut reader, run, None);
    assert_eq!(ids(&found), [8, 7, 5, 4, 3, 2, 1]);
    let kinds: Vec<Vec<ChangeKind>> = found.iter().map(|change| change.kinds.iter().collect()).collect();
    let by_id = [
        ChangeKind::New,
        ChangeKind::Gone,
        ChangeKind::Edited,
        ChangeKind::Recoded,
        ChangeKind::Rescored,
        ChangeKind::Reopened,
        ChangeKind::Closed,
    ];
    assert_eq!(kinds, by_id.map(|kind| vec![kind]));
    let before = |place: usize| found[place].before.clone();
    assert_eq!(before(2), [(Field::AgentName, "Ana López".to_owned()), (Field::Answer, String::new())]);
    assert_eq!(before(4), [(Field::EvaluationSurvey, String::new())]);
    assert_eq!(before(6), [(Field::CloseDate, String::new()), (Field::Status, "open".to_owned())]);
    assert_eq!(found[1].gone.as_ref().unwrap().text(Field::CaseId), "7");
    for (kind, id) in by_id.into_iter().zip([8, 7, 5, 4, 3, 2, 1]) {
        assert_eq!(ids(&all(&mut reader, run, Some(kind))), [id], "{kind:?}");
    }
}

#[test]
fn stretches_of_a_runs_changes_join_without_gap_or_overlap() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let old: Vec<_> = (0..40).map(|case| open(&case.to_string())).collect();
    download(&mut archive, "2026-03-01", &old);
    // The first ten are gone, ten closed, twenty as they were, and thirty new.
    let new: Vec<_> =
        (10..70).map(|case| if case < 20 { closed(&case.to_string()) } else { open(&case.to_string()) }).collect();
    let run = download(&mut archive, "2026-03-02", &new);
    let mut reader = reader(&place);
    let whole = ids(&all(&mut reader, run, None));
    assert_eq!(whole, (41..=70).rev().chain((1..=20).rev()).collect::<Vec<u32>>());
    for limit in [1, 7, 29, 30, 31] {
        let mut joined = Vec::new();
        while (joined.len() as u64) < 50 {
            let page = reader.changes(run, None, joined.len() as u64, limit).unwrap();
            assert_eq!(page.total, 50);
            joined.extend(ids(&page.list));
        }
        assert_eq!(joined, whole, "{limit}");
    }
    assert!(reader.changes(run, None, 50, 5).unwrap().list.is_empty());
    assert_eq!(ids(&reader.changes(run, Some(ChangeKind::Closed), 4, 3).unwrap().list), [16, 15, 14]);
    assert_eq!(reader.changes(RunId::new(99), None, 0, 5).unwrap().total, 0);
}

#[test]
fn followed_runs_of_a_day_are_one_and_changes_in_it_one_with_the_oldest_values() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    download(&mut archive, "2026-03-01 09:00:00", &[open("1"), open("2"), open("3")]);
    let mut follow = |at: &str, seconds, records: &[Interaction]| {
        let run = begin(&mut archive, at, RunKind::Followed);
        store(&mut archive, january, at, records);
        let end = RunEnd { requests: 1, records: records.len() as u64, seconds, reason: None };
        archive.end_run(run, &end).unwrap();
        run
    };
    let scored = |score| with(closed("1"), &[(Field::EvaluationSurvey, score)]);
    let run = follow("2026-03-01 10:00:00", 3, &[scored("1"), closed("2"), open("3"), open("4")]);
    assert_eq!(follow("2026-03-01 10:05:00", 4, &[scored("2"), open("2"), open("3"), closed("4")]), run);
    let tomorrow = follow("2026-03-02 00:05:00", 5, &[scored("3"), open("2"), open("3"), closed("4")]);
    assert_ne!(tomorrow, run);

    let mut reader = reader(&place);
    let runs = reader.runs(9).unwrap();
    let sums: Vec<_> = runs.iter().map(|run| (run.requests, run.records, run.seconds, run.ended)).collect();
    assert_eq!(sums, [(1, 4, 5, true), (2, 8, 7, true), (2, 3, 7, true)]);
    // What was closed and opened again is as it was.
    let counts = ChangeCounts { new: 1, closed: 2, rescored: 1, ..ChangeCounts::default() };
    assert_eq!((runs[1].changes, runs[1].at), (counts, moment("2026-03-01 10:00:00")));
    let found = all(&mut reader, run, None);
    assert_eq!(ids(&found), [4, 1]);
    assert_eq!(found[0].kinds.iter().collect::<Vec<_>>(), [ChangeKind::New, ChangeKind::Closed]);
    let oldest = [(Field::CloseDate, ""), (Field::EvaluationSurvey, ""), (Field::Status, "open")];
    assert_eq!(found[1].before, oldest.map(|(field, text)| (field, text.to_owned())));

    let history = reader.history(1).unwrap();
    assert_eq!(
        history.iter().map(|past| past.at.to_string()).collect::<Vec<_>>(),
        ["2026-03-02 00:05:00", "2026-03-01 10:05:00"]
    );
    assert_eq!(history[0].before, [(Field::EvaluationSurvey, "2".to_owned())]);
    assert_eq!(history[0].kinds, [ChangeKind::Rescored].into_iter().collect());
}

#[test]
fn a_run_that_asks_does_not_go_on_with_another_and_a_killed_one_keeps_what_it_had() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let followed = begin(&mut archive, "2026-03-01 10:00:00", RunKind::Followed);
    store(&mut archive, window(JANUARY.0, JANUARY.1), "2026-03-01 10:00:00", &[open("1")]);
    drop(archive);
    let killed = reader(&place).runs(9).unwrap().remove(0);
    assert_eq!((killed.ended, killed.records, killed.changes.new), (false, 1, 1));

    let mut archive = Archive::open(&place.path, &key()).unwrap();
    let asked = begin(&mut archive, "2026-03-01 10:01:00", RunKind::Asked);
    let failed = RunEnd { reason: Some("quota_spent".into()), ..RunEnd::default() };
    archive.end_run(asked, &failed).unwrap();
    let again = begin(&mut archive, "2026-03-01 10:05:00", RunKind::Followed);
    assert!(followed < asked && asked < again);
    let runs = reader(&place).runs(2).unwrap();
    let ends: Vec<_> = runs.iter().map(|run| (run.id, run.ended, run.reason.as_deref())).collect();
    assert_eq!(ends, [(again, false, None), (asked, true, Some("quota_spent"))]);
}

#[test]
fn without_a_run_nothing_is_noted_and_the_answer_still_tells_what_is_new_or_rescored() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let january = window(JANUARY.0, JANUARY.1);
    let stored = store(&mut archive, january, "2026-03-01", &[open("1"), open("2")]);
    assert_eq!((stored.new, stored.changed), (2, vec![1, 2]));
    let rescored = with(open("2"), &[(Field::EvaluationSurvey, "1")]);
    let stored = store(&mut archive, january, "2026-03-02", &[closed("1"), rescored, open("3")]);
    assert_eq!((stored.new, stored.changed), (1, vec![2, 3]));
    let mut reader = reader(&place);
    assert!(reader.runs(9).unwrap().is_empty());
    assert!(reader.history(2).unwrap().is_empty());
}

#[test]
fn what_was_closed_again_keeps_its_id_when_the_old_window_is_refreshed_first() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let (first, second) = (window("2026-01-01", "2026-01-10 23:59:59"), window("2026-01-11", "2026-01-20 23:59:59"));
    // The server selects by closing.
    let closing = |date| record("7", "2026-01-03 00:00:00", date, "x");
    let before = download_over(&mut archive, first, "2026-01-15", &[closing("2026-01-04 00:00:00")]);
    let emptied = download_over(&mut archive, first, "2026-01-30", &[]);
    assert!(contents(&place.path).is_empty());
    let gone = all(&mut reader(&place), emptied, Some(ChangeKind::Gone));
    assert_eq!((ids(&gone), gone[0].gone.is_some()), (vec![1], true));
    // Found by the run that it was new in too, without its kind.
    let new = all(&mut reader(&place), before, None);
    assert_eq!((new[0].kinds.iter().collect::<Vec<_>>(), new[0].gone.is_some()), (vec![ChangeKind::New], true));

    let back = download_over(&mut archive, second, "2026-01-30", &[closing("2026-01-12 00:00:00")]);
    assert_eq!(contents(&place.path).keys().copied().collect::<Vec<_>>(), [1]);
    let mut reader = reader(&place);
    let runs = reader.runs(9).unwrap();
    assert_eq!((runs[0].changes.new, runs[0].changes.edited, runs[1].changes.gone), (1, 1, 1));
    let found = all(&mut reader, back, None);
    assert_eq!(found[0].before, [(Field::CloseDate, "2026-01-04 00:00:00".to_owned())]);
    assert!(found[0].gone.is_none() && ids(&all(&mut reader, back, Some(ChangeKind::New))) == [1]);
    // What a run has told stays true of that run.
    for kind in [None, Some(ChangeKind::Gone)] {
        let gone = all(&mut reader, emptied, kind);
        assert!(ids(&gone) == [1] && gone[0].kinds.contains(ChangeKind::Gone) && gone[0].gone.is_none());
    }
    let past: Vec<_> = reader.history(1).unwrap().into_iter().map(|past| past.run).collect();
    assert_eq!(past, [back], "that it was gone for a while is no change of its own");
}

#[test]
fn what_moves_within_one_run_was_never_gone() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let (first, second) = (window("2026-01-01", "2026-01-10 23:59:59"), window("2026-01-11", "2026-01-20 23:59:59"));
    let closing = |date| record("7", "2026-01-03 00:00:00", date, "x");
    download_over(&mut archive, first, "2026-01-15", &[closing("2026-01-04 00:00:00")]);
    let run = begin(&mut archive, "2026-01-30", RunKind::Asked);
    store(&mut archive, first, "2026-01-30", &[]);
    store(&mut archive, second, "2026-01-30", &[closing("2026-01-12 00:00:00")]);
    archive.end_run(run, &RunEnd::default()).unwrap();
    let changes = reader(&place).runs(9).unwrap()[0].changes;
    assert_eq!((changes.new, changes.edited, changes.gone), (0, 1, 0));
}

fn download_over(archive: &mut Archive, window: interaction::Window, at: &str, records: &[Interaction]) -> RunId {
    let run = begin(archive, at, RunKind::Asked);
    store(archive, window, at, records);
    archive.end_run(run, &RunEnd::default()).unwrap();
    run
}

#[test]
fn another_spelling_of_the_same_is_kept_but_no_change() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    download(&mut archive, "2026-03-01", &[closed("1")]);
    let spelt = with(closed("1"), &[(Field::Status, "Closed"), (Field::Channel, "email")]);
    let run = download(&mut archive, "2026-03-02", std::slice::from_ref(&spelt));
    assert_eq!(contents(&place.path)[&1], spelt);
    assert!(all(&mut reader(&place), run, None).is_empty());
}

#[test]
fn a_mended_message_is_an_edit_without_its_older_value() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    download(&mut archive, "2026-03-01", &[closed("1")]);
    let run = download(&mut archive, "2026-03-02", &[with(closed("1"), &[(Field::Body, "mendado")])]);
    let found = all(&mut reader(&place), run, Some(ChangeKind::Edited));
    assert_eq!((ids(&found), found[0].before.len()), (vec![1], 0));
    assert_eq!(found[0].kinds, [ChangeKind::Edited].into_iter().collect());
}

#[test]
fn the_last_twenty_changes_of_a_record_are_kept_and_none_for_over_ninety_days() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let day = |day: u32| moment("2026-03-01").plus(86_400 * day).to_string();
    for number in 0..30 {
        let scored = with(closed("1"), &[(Field::EvaluationSurvey, &number.to_string())]);
        download(&mut archive, &day(number), &[scored, closed("2")]);
    }
    let history = reader(&place).history(1).unwrap();
    let before: Vec<_> = history.iter().map(|past| past.before[0].1.as_str()).collect();
    assert_eq!(before, (9..29).rev().map(|number: u32| number.to_string()).collect::<Vec<_>>());

    download(&mut archive, &day(30), &[with(closed("1"), &[(Field::EvaluationSurvey, "29")])]);
    assert_eq!(reader(&place).runs(99).unwrap()[0].changes.gone, 1);
    // A few runs under a clock that is ahead have nothing forgotten.
    for _ in 0..4 {
        download(&mut archive, &day(110), &[with(closed("1"), &[(Field::EvaluationSurvey, "x")])]);
    }
    assert_eq!(reader(&place).runs(99).unwrap().len(), 35);
    download(&mut archive, &day(110), &[with(closed("1"), &[(Field::EvaluationSurvey, "x")])]);
    let left: Vec<_> = reader(&place).runs(99).unwrap().iter().map(|run| run.at).collect();
    assert_eq!((left.len(), left[15].to_string()), (16, day(20)));
    assert_eq!(reader(&place).history(1).unwrap().len(), 11);
    let scored = with(closed("1"), &[(Field::EvaluationSurvey, "y")]);
    for _ in 0..5 {
        download(&mut archive, &day(121), std::slice::from_ref(&scored));
    }
    assert_eq!(reader(&place).history(1).unwrap().len(), 2);
    download(&mut archive, &day(122), &[scored, closed("2")]);
    // What went 91 days before is not known any more.
    assert_eq!(contents(&place.path).keys().copied().collect::<Vec<_>>(), [1, 3]);
}
