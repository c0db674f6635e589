//! What is known of each day, and which windows are worth another request.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use archive::{AnswerEnd, Archive, DayState, Failure, NameKind, Reader, TooMany};
use interaction::Period;

use common::{key, moment, place, record, store, window};

mod common;

#[test]
fn days_are_what_their_windows_and_records_make_them() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let done = record("1", "2026-01-02 00:00:00", "2026-01-02 01:00:00", "x");
    let open = record("2", "2026-01-03 00:00:00", "", "x");
    store(&mut archive, window("2026-01-01", "2026-01-04 11:59:59"), "2026-01-20", &[done, open]);
    store(&mut archive, window("2026-01-06", "2026-01-06 23:59:59"), "2026-01-07 01:00:00", &[]);
    let failed = Failure {
        window: window("2026-01-07", "2026-01-07 23:59:59"),
        at: moment("2026-01-08"),
        reason: "server".into(),
    };
    archive.note_failure(&failed).unwrap();
    let period = Period::new(moment("2026-01-01"), moment("2026-01-08 23:59:59")).unwrap();
    let reader = Reader::open(&place.path, &key()).unwrap();
    let days = reader.coverage(period, moment("2026-01-20")).unwrap();
    let states: Vec<_> = days.iter().map(|day| day.state).collect();
    let expected = [
        DayState::Empty,
        DayState::Complete,
        DayState::Changing,
        DayState::Partial,
        DayState::Missing,
        DayState::Changing,
        DayState::Failed,
        DayState::Missing,
    ];
    assert_eq!(states, expected);
    assert_eq!(days.iter().map(|day| day.records).collect::<Vec<_>>(), [0, 1, 1, 0, 0, 0, 0, 0]);
    assert_eq!(days.iter().map(|day| day.changing).collect::<Vec<_>>(), [0, 0, 1, 0, 0, 0, 0, 0]);
    let gaps: Vec<_> = days.iter().map(|day| day.gaps.clone()).collect();
    let whole = |day: &str| vec![window(day, &format!("{day} 23:59:59")).period()];
    let noon = vec![window("2026-01-04 12:00:00", "2026-01-04 23:59:59").period()];
    let expected =
        [vec![], vec![], vec![], noon, whole("2026-01-05"), vec![], whole("2026-01-07"), whole("2026-01-08")];
    assert_eq!(gaps, expected);
    assert_eq!((days[6].reason.as_deref(), days[6].failed_at), (Some("server"), Some(moment("2026-01-08"))));
    assert!(days.iter().all(|day| day.failed_at.is_some() == (day.state == DayState::Failed)));

    store(&mut archive, failed.window, "2026-01-09 12:00:00", &[]);
    let days = Reader::open(&place.path, &key()).unwrap().coverage(period, moment("2026-01-20")).unwrap();
    assert_eq!((days[6].state, days[6].failed_at), (DayState::Empty, None));
}

#[test]
fn a_day_of_a_failed_stretch_that_was_answered_since_is_not_failed_any_more() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let failed = window("2026-01-01", "2026-01-04 23:59:59");
    archive.note_failure(&Failure { window: failed, at: moment("2026-02-01"), reason: "server".into() }).unwrap();
    store(&mut archive, window("2026-01-01", "2026-01-02 11:59:59"), "2026-02-02", &[]);
    let days = Reader::open(&place.path, &key()).unwrap().coverage(failed.period(), moment("2026-02-03")).unwrap();
    let states: Vec<_> = days.iter().map(|day| day.state).collect();
    assert_eq!(states, [DayState::Empty, DayState::Failed, DayState::Failed, DayState::Failed]);
}

#[test]
fn today_is_changing_up_to_the_present() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    store(&mut archive, window("2026-01-06", "2026-01-06 12:00:00"), "2026-01-06 12:00:00", &[]);
    let day = Period::new(moment("2026-01-06"), moment("2026-01-06 23:59:59")).unwrap();
    let reader = Reader::open(&place.path, &key()).unwrap();
    assert_eq!(reader.coverage(day, moment("2026-01-06 12:00:00")).unwrap()[0].state, DayState::Changing);
    assert_eq!(reader.coverage(day, moment("2026-01-06 12:05:00")).unwrap()[0].state, DayState::Changing);
    assert_eq!(reader.coverage(day, moment("2026-01-06 12:05:01")).unwrap()[0].state, DayState::Partial);
}

#[test]
fn a_day_cut_off_at_the_limit_is_partial() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let second = window("2026-01-06 10:00:00", "2026-01-06 10:00:00");
    let id = archive.begin(second, moment("2026-02-06")).unwrap();
    archive.stage(id, AnswerEnd::CutAtLimit).unwrap();
    archive.store(&[id]).unwrap();
    let day = Reader::open(&place.path, &key()).unwrap().coverage(second.period(), moment("2026-02-06")).unwrap();
    assert_eq!((day[0].state, day[0].reason.as_deref()), (DayState::Partial, Some("full")));
    let hour = window("2026-01-06 10:00:01", "2026-01-06 10:59:59");
    store(&mut archive, hour, "2026-02-06", &[]);
    let day = Reader::open(&place.path, &key()).unwrap().coverage(second.period(), moment("2026-02-06")).unwrap();
    let gaps: Vec<_> = day[0].gaps.iter().map(|gap| (gap.from().to_string(), gap.to().to_string())).collect();
    let expected = [("2026-01-06 00:00:00", "2026-01-06 10:00:00"), ("2026-01-06 11:00:00", "2026-01-06 23:59:59")];
    assert_eq!(gaps, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
}

#[test]
fn the_latest_of_several_failures_of_a_day_is_told() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let half = |from, to, at, reason: &str| Failure { window: window(from, to), at: moment(at), reason: reason.into() };
    let (morning, night) = (("2026-01-01", "2026-01-01 11:59:59"), ("2026-01-01 12:00:00", "2026-01-01 23:59:59"));
    archive.note_failure(&half(morning.0, morning.1, "2026-02-02", "server")).unwrap();
    archive.note_failure(&half(night.0, night.1, "2026-02-01", "timed_out")).unwrap();
    let day = Reader::open(&place.path, &key()).unwrap();
    let day = day.coverage(window(morning.0, night.1).period(), moment("2026-02-03")).unwrap().remove(0);
    assert_eq!((day.reason.as_deref(), day.failed_at), (Some("server"), Some(moment("2026-02-02"))));
    assert_eq!(day.gaps, [window(morning.0, night.1).period()]);
}

#[test]
fn windows_that_are_provisional_or_hold_what_may_change_are_told() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let on = |day: u32| window(&format!("2026-01-{day:02}"), &format!("2026-01-{day:02} 23:59:59"));
    let closed = |day: u32, closed| record("1", &format!("2026-01-{day:02} 10:00:00"), closed, "x");
    let mut archived = closed(6, "");
    archived.set(interaction::Field::Status, "archived");
    let mut without_state = closed(7, "");
    without_state.set(interaction::Field::Status, "");
    store(&mut archive, on(1), "2026-01-03", &[]);
    store(&mut archive, on(2), "2026-01-03 12:00:00", &[]);
    store(&mut archive, on(3), "2026-02-01", &[closed(3, "2026-01-25")]);
    store(&mut archive, on(4), "2026-02-01", &[closed(4, "2026-01-25 00:00:01")]);
    store(&mut archive, on(5), "2026-02-01", &[closed(5, "2026-01-06"), closed(5, "")]);
    store(&mut archive, on(6), "2026-02-01", &[archived]);
    store(&mut archive, on(7), "2026-02-01", &[without_state]);
    let staged = archive.begin(on(8), moment("2026-01-08 23:59:59")).unwrap();
    archive.stage(staged, AnswerEnd::Whole).unwrap();
    let changing = archive.changing().unwrap();
    let days: Vec<_> = archive.windows().unwrap().into_iter().filter(|window| changing.contains(&window.id)).collect();
    assert_eq!(days.iter().map(|window| window.window).collect::<Vec<_>>(), [2, 4, 5, 7].map(on));
    assert_eq!(Reader::open(&place.path, &key()).unwrap().changing().unwrap(), changing);
}

#[test]
fn an_answer_that_was_too_much_is_remembered_over_a_restart() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    assert_eq!(archive.too_many().unwrap(), None);
    archive.note_too_many(9_000, moment("2026-01-01")).unwrap();
    archive.note_too_many(12_000, moment("2026-01-02")).unwrap();
    drop(archive);
    let expected = Some(TooMany { records: 9_000, at: moment("2026-01-01") });
    assert_eq!(Reader::open(&place.path, &key()).unwrap().too_many().unwrap(), expected);
    assert_eq!(Archive::open(&place.path, &key()).unwrap().too_many().unwrap(), expected);
}

#[test]
fn what_a_clock_that_was_ahead_has_stored_covers_nothing_that_has_yet_to_come() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let ahead = "2026-05-18 08:00:00";
    let last = record("1", "2026-04-16 10:00:00", "2026-04-17 07:00:00", "x");
    store(&mut archive, window("2026-03-01", "2026-03-31 23:59:59"), "2026-04-15 16:00:00", &[]);
    store(&mut archive, window("2026-04-01", "2026-04-30 23:59:59"), ahead, std::slice::from_ref(&last));
    store(&mut archive, window("2026-05-01", ahead), ahead, &[]);
    let staged = archive.begin(window("2026-02-01", "2026-02-28 23:59:59"), moment(ahead)).unwrap();
    archive.stage(staged, AnswerEnd::Whole).unwrap();
    let failed = |from, to| Failure { window: window(from, to), at: moment(ahead), reason: "server".into() };
    archive.note_failure(&failed("2026-02-01", "2026-02-28 23:59:59")).unwrap();
    archive.note_failure(&failed("2026-05-10", "2026-05-11")).unwrap();
    archive.keep_names(NameKind::Skill, &[], moment(ahead)).unwrap();
    archive.note_too_many(9_000, moment(ahead)).unwrap();

    let present = moment("2026-04-17 09:00:00");
    let april = window("2026-04-01", "2026-04-17 23:59:59").period();
    let days = |archive: &Archive| {
        let reader = Reader::open(std::path::Path::new(&archive.path()), &key()).unwrap();
        reader.coverage(april, present).unwrap().iter().map(|day| day.state).collect::<Vec<_>>()
    };
    assert_eq!(days(&archive), [DayState::Changing; 17]);
    archive.doubt(present).unwrap();
    let windows = archive.windows().unwrap();
    let left: Vec<_> = windows.iter().map(|window| (window.window, window.fetched_at)).collect();
    let expected = [
        (window("2026-03-01", "2026-03-31 23:59:59"), moment("2026-04-15 16:00:00")),
        (window("2026-04-01", "2026-04-17 09:00:00"), present),
    ];
    assert_eq!(left, expected);
    let expected = [[DayState::Empty; 15].as_slice(), &[DayState::Changing; 2]].concat();
    assert_eq!(days(&archive), expected);
    let reader = Reader::open(&place.path, &key()).unwrap();
    assert_eq!(reader.failures().unwrap().iter().map(|failure| failure.at).collect::<Vec<_>>(), [present]);
    assert_eq!(reader.names_asked_at(NameKind::Skill).unwrap(), Some(present));
    assert_eq!(archive.too_many().unwrap().unwrap().at, present);
    let generation = reader.generation().unwrap();
    archive.doubt(present).unwrap();
    assert_eq!(Reader::open(&place.path, &key()).unwrap().generation().unwrap(), generation);
}

#[test]
fn a_clock_that_is_behind_costs_no_record() {
    let place = place();
    let mut archive = Archive::create(&place.path, &key()).unwrap();
    let records = ["2026-04-10 10:00:00", "2026-04-25 10:00:00"].map(|created| record(created, created, "", "x"));
    store(&mut archive, window("2026-04-01", "2026-04-30 23:59:59"), "2026-05-18", &records);
    archive.doubt(moment("2026-04-17")).unwrap();
    assert_eq!(archive.windows().unwrap()[0].window, window("2026-04-01", "2026-04-25 10:00:00"));
    archive.doubt(moment("2020-01-01")).unwrap();
    let left = &archive.windows().unwrap()[0];
    assert_eq!((left.window, left.records), (window("2026-04-01", "2026-04-25 10:00:00"), 2));
    // What is asked for again later brings nothing twice.
    store(&mut archive, window("2026-04-25 10:00:01", "2026-04-30 23:59:59"), "2026-05-18", &[]);
    assert_eq!(common::contents(&place.path).len(), 2);
}
