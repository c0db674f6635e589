//! Bad days: what fails for good, what eats its time or its quota, and what each costs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(unreachable_pub, dead_code, reason = "each test file uses its own part of the scene")]

mod scene;

use std::sync::Arc;
use std::time::Duration;

use archive::{AnswerEnd, Archive, DayState, RunKind};
use download::{AskQuota, Ended, Event, Failure, Reason, Refresh, run};
use interaction::{Interaction, Period, Window};
use scene::{Scene, key, moment, period, spring};
use simulator::{Fault, Faults, On, Page, Refusal, SelectsBy, Settings, Simulator, When};
use tokio_util::sync::CancellationToken;
use wolkvox::Item;

fn march() -> Period {
    period("2026-03-01", "2026-03-31 23:59:59")
}

/// The seconds of March that no stored window covers.
fn missing(scene: &Scene) -> u64 {
    let windows = scene.reader().windows().unwrap();
    let stored = windows.iter().filter(|window| window.is_stored()).map(archive::StoredWindow::period);
    march().gaps(stored).into_iter().map(Period::seconds).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_seconds_that_never_come_cost_themselves_and_nothing_else() {
    // In the middle of the month, where the first halves meet, and somewhere.
    let middle = march().windows()[0].halves().unwrap().1.from();
    let somewhere = moment("2026-03-09 10:20:31");
    for (fault, at) in
        [(Fault::Page(Page::GatewayTimeout), middle), (Fault::DropAfter(0), somewhere), (Fault::CutAfter(100), middle)]
    {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        scene.pace.after_abort = Duration::from_millis(1);
        let bad = Period::between(at.minus(1), at);
        for second in [bad.from(), bad.to()] {
            let raw = format!(r#"{{"channel":"Email","case_id":"1","date_creation":"{second}"}}"#);
            scene.simulator.plant(second, None, raw);
        }
        scene.simulator.set_faults(Faults::none().within(bad, fault.clone()));
        let outcome = scene.download(march()).await;
        let Ended::Failed(Failure::Windows { failed: 2, .. }) = outcome.ended else {
            panic!("{fault:?}: {:?}", outcome.ended)
        };
        assert_eq!(missing(&scene), 2, "{fault:?}");
        let seconds = scene.reader().failures().unwrap();
        assert!(seconds.iter().all(|failure| bad.covers(failure.window.period())), "{fault:?}: {seconds:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_the_server_is_narrowed_down_to_an_hour() {
    for fault in [Fault::Page(Page::InternalError), Fault::PageWithin200(Page::BadGateway), Fault::Nonsense] {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        let at = moment("2026-03-09 10:20:31");
        scene.simulator.set_faults(Faults::none().within(Period::between(at, at), fault.clone()));
        let outcome = scene.download(spring()).await;
        let Ended::Failed(Failure::Windows { failed: 1, .. }) = outcome.ended else {
            panic!("{fault:?}: {:?}", outcome.ended)
        };
        assert!(missing(&scene) <= 3_600, "{fault:?}: {}", missing(&scene));
        // Six tries of the month, and of each of nine halves its two and the other's one; the other months and names.
        assert!(outcome.requests <= 6 + 10 * 3 + 5, "{fault:?}: {}", outcome.requests);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_the_server_first_waits_until_it_has_answered_and_is_narrowed_down_then() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let at = moment("2026-02-09 10:20:31");
    scene.simulator.set_faults(Faults::none().within(Period::between(at, at), Fault::Page(Page::InternalError)));
    let outcome = scene.download(period("2026-02-01", "2026-03-31 23:59:59")).await;
    let Ended::Failed(Failure::Windows { failed: 1, .. }) = outcome.ended else { panic!("{:?}", outcome.ended) };
    let failures = scene.reader().failures().unwrap();
    assert!(failures.len() == 1 && failures[0].window.period().seconds() <= 3_600, "{failures:?}");
    assert_eq!(missing(&scene), 0, "March has come");

    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.simulator.set_faults(Faults::none().always(Fault::Page(Page::BadGateway)));
    let outcome = scene.download(march()).await;
    let Ended::Failed(Failure::Server { reason: Reason::ServerTrouble { .. } }) = outcome.ended else { panic!() };
    assert_eq!(outcome.requests, 6, "a window alone is tried as often as any, and not in parts");
    assert_eq!(scene.reader().failures().unwrap()[0].window, march().windows()[0]);
    let outcome = scene.download(spring()).await;
    assert_eq!(outcome.requests, 8, "another window is tried twice");
    assert_eq!(scene.reader().failures().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_breaks_over_everything_is_given_up_soon() {
    for (fault, most) in [
        (Fault::Page(Page::InternalError), 6),
        (Fault::Page(Page::GatewayTimeout), 12),
        (Fault::DropAfter(0), 200),
        (Fault::DropAfter(900), 200),
    ] {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        scene.pace.tries = 4;
        scene.pace.after_abort = Duration::from_millis(1);
        scene.simulator.set_faults(Faults::none().always(fault.clone()));
        let outcome = scene.download(spring()).await;
        let Ended::Failed(Failure::Server { .. }) = outcome.ended else { panic!("{fault:?}: {:?}", outcome.ended) };
        assert!(outcome.requests <= most, "{fault:?}: {}", outcome.requests);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_broke_while_the_computer_slept_counts_as_no_try() {
    for (slept, done) in [(3_600, true), (0, false)] {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        (scene.pace.first_tries, scene.pace.unreachable_tries) = (1, 1);
        scene.simulator.set_faults(Faults::none().always(Fault::DelayMillis(200)).next(1, Fault::Reset));
        let now = Arc::clone(&scene.now);
        let task = scene.task(march(), Refresh::Needed);
        let mut asked = 0;
        let outcome = run(task, CancellationToken::new(), |event| {
            if let Event::Asking { .. } = event {
                asked += 1;
                let mut now = now.lock().unwrap();
                *now = now.plus(if asked == 1 { slept } else { 0 });
            }
        })
        .await;
        assert_eq!(matches!(outcome.ended, Ended::Done), done, "{:?}", outcome.ended);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_too_large_is_not_asked_for_in_one_again() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    // A month has 500 records of 4,600 bytes.
    scene.pace.full_answer = 3_000;
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::ByteLimit(1_400_000)));
    scene.download(march()).await;
    let too_many = scene.reader().too_many().unwrap().unwrap();
    assert!((150..450).contains(&too_many.records), "{too_many:?}");
    scene.simulator.forget();
    let outcome = scene.download(period("2026-01-01", "2026-02-28 23:59:59")).await;
    assert!(outcome.complete, "{:?}", outcome.ended);
    let judgement = scene.simulator.judge();
    let cut = judgement.requests.iter().filter(|seen| seen.report == "chat_4" && !seen.complete).count();
    assert_eq!((cut, outcome.windows), (0, 4), "two parts a month, none too large");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_that_took_too_long_is_asked_for_in_parts_until_a_week_has_passed() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.pace.full_answer = 2_000;
    let too_long =
        Faults::none().on(On::Interactions, When::LongerThan(20 * 86_400), Fault::Page(Page::GatewayTimeout));
    scene.simulator.set_faults(too_long);
    scene.download(march()).await;
    let held = scene.simulator.truth(march()).count() as u64;
    assert_eq!(scene.reader().too_many().unwrap().unwrap().records, held);
    let windows = |scene: &Scene| scene.events.iter().filter(|event| matches!(event, Event::Stored { .. })).count();
    scene.simulator.set_faults(Faults::none());
    scene.download(period("2026-01-01", "2026-01-31 23:59:59")).await;
    assert_eq!(windows(&scene), 2);
    scene.set_now("2026-04-23 16:20:00");
    scene.download(period("2026-02-01", "2026-02-28 23:59:59")).await;
    assert_eq!(windows(&scene), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quota_is_asked_for_where_a_plan_is_dear_and_never_worth_failing_for() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.quota = AskQuota::From(4);
    let outcome = scene.download(spring()).await;
    assert_eq!(outcome.requests, 7);
    assert!(matches!(scene.events[0], Event::Planned { requests: 7, records: None, .. }), "{:?}", scene.events[0]);
    assert_eq!(scene.events[1], Event::Quota { left: 19_999, limit: Some(20_000), used: Some(1) });
    assert_eq!(scene.download(spring()).await.requests, 1, "one request is not dear");

    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.quota = AskQuota::From(1);
    scene.simulator.set_faults(Faults::none().on(On::SmallReports, When::Next(1), Fault::Page(Page::NotFound)));
    assert!(scene.download(march()).await.complete);
    assert!(!scene.events.iter().any(|event| matches!(event, Event::Quota { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_may_still_change_is_asked_for_again() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let spring = period("2026-02-01", "2026-04-15 23:59:59");
    scene.download(spring).await;
    // Records that are all closed long ago: nothing of their window changes any more.
    let quiet = period("2025-01-01", "2025-01-31 23:59:59");
    scene.simulator.plant(
        moment("2025-01-05 10:00:00"),
        Some(moment("2025-01-06 10:00:00")),
        r#"{"channel":"Email","case_id":"1","date_creation":"2025-01-05 10:00:00","close_date":"2025-01-06 10:00:00","status":"close"}"#,
    );
    scene.download(quiet).await;
    scene.set_now("2026-04-29 10:00:00");
    let whole = Period::between(quiet.from(), spring.to());
    let covered = Period::between(moment("2025-01-01"), moment("2026-04-15 16:20:00"));
    let outcome = scene.run(whole, Refresh::Changing).await;
    let asked: Vec<Window> = scene
        .events
        .iter()
        .filter_map(|event| if let Event::Stored { window, .. } = event { Some(*window) } else { None })
        .collect();
    assert!(outcome.complete && !asked.iter().any(|window| window.period().touches(quiet)), "{asked:?}");
    assert!(asked.len() >= 3 && asked.iter().all(|window| covered.contains(window.from())));
    assert!(!outcome.scored.is_empty(), "surveys came meanwhile");
    let run = scene.reader().runs(1).unwrap().remove(0);
    assert!(run.changes.closed > 0 && run.changes.rescored > 0, "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_noted_with_what_it_cost_and_how_it_ended() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let outcome = scene.download(spring()).await;
    let noted = scene.reader().runs(9).unwrap();
    assert_eq!((noted.len(), noted[0].requests, noted[0].records), (1, outcome.requests, outcome.records));
    assert_eq!((Some(noted[0].id), noted[0].ended, noted[0].kind), (outcome.run, true, RunKind::Asked));
    assert_eq!((outcome.new, noted[0].changes.new), (outcome.records, outcome.records));

    let cancelled = scene.cancel_after(spring(), Refresh::Everything, 50).await;
    scene.simulator.set_faults(Faults::none().always(Fault::Page(Page::NotFound)));
    let failed = scene.run(spring(), Refresh::Everything).await;
    let noted = scene.reader().runs(9).unwrap();
    let reasons: Vec<_> = noted.iter().map(|run| (Some(run.id), run.reason.as_deref())).collect();
    assert_eq!(reasons, [(failed.run, Some("not_offered")), (cancelled.run, Some("cancelled")), (outcome.run, None)]);

    let nothing = scene.download(period("2026-02-01", "2026-02-28 23:59:59")).await;
    assert_eq!((nothing.run, scene.reader().runs(9).unwrap().len()), (None, 3), "nothing to do is no run");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_fails_says_so_until_it_comes() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.download(spring()).await;
    scene.set_now("2026-04-15 16:40:00");
    scene.simulator.set_faults(Faults::none().always(Fault::Page(Page::Unavailable)));
    let failed = scene.download(spring()).await;
    assert!(
        matches!(failed.ended, Ended::Failed(Failure::Server { reason: Reason::ServerTrouble { .. } })),
        "{failed:?}"
    );
    scene.assert_archive_is_server(Period::new(spring().from(), moment("2026-04-15 16:20:00")).unwrap());
    let today = || {
        scene.reader().coverage(period("2026-04-15", "2026-04-15"), moment("2026-04-15 16:41:00")).unwrap().remove(0)
    };
    assert_eq!((today().state, today().failed_at), (DayState::Failed, Some(moment("2026-04-15 16:40:00"))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_the_quota_ends_goes_on_the_next_day_and_asks_for_nothing_twice() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let whole = period("2025-11-01", "2026-03-31 23:59:59");
    assert!(scene.download(whole).await.complete);
    scene.set_now("2026-04-20 10:00:00");
    scene.since = Some(moment("2026-04-20 10:00:00"));
    let mut asked = Vec::new();
    for day in ["2026-04-20 10:00:00", "2026-04-21 00:05:00", "2026-04-22 00:05:00"] {
        scene.set_now(day);
        // Two of five months a day.
        let spent = Fault::Refuse(Refusal::QuotaSpent);
        scene.simulator.set_faults(Faults::none().next(2, Fault::Uncompressed).next(1, spent));
        let outcome = scene.run(whole, Refresh::Everything).await;
        asked.extend(scene.events.iter().filter_map(|event| match event {
            Event::Stored { window, .. } => Some(*window),
            _ => None,
        }));
        let is_last = day.starts_with("2026-04-22");
        assert_eq!(matches!(outcome.ended, Ended::Failed(Failure::Quota)), !is_last, "{day}: {:?}", outcome.ended);
    }
    assert_eq!(asked, whole.windows());
    scene.simulator.set_faults(Faults::none());
    assert_eq!(scene.run(whole, Refresh::Everything).await.windows, 0, "all of it was asked for since");
    scene.since = None;
    assert_eq!(scene.run(whole, Refresh::Everything).await.windows, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_far_behind_is_believed_only_where_a_server_answers() {
    for (fault, believed) in [(Some(Fault::Reset), false), (None, true)] {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        scene.download(spring()).await;
        let stored = scene.reader().windows().unwrap();
        // Only this computer's clock is wrong.
        *scene.now.lock().unwrap() = moment("2026-03-20 08:00:00");
        if let Some(fault) = fault {
            scene.simulator.set_faults(Faults::none().on(On::All, When::Always, fault));
        }
        scene.download(spring()).await;
        assert_eq!(scene.reader().windows().unwrap() != stored, believed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_left_behind_brings_back_nothing_that_has_moved_since() {
    let mut scene = Scene::new(SelectsBy::Closing).await;
    scene.set_now("2026-05-20 12:00:00");
    let (created, may) = (moment("2026-04-30 09:00:00"), period("2026-05-01", "2026-05-15 23:59:59"));
    let record = |closed: &str| {
        let dates = format!(r#""date_creation":"{created}","close_date":"{closed}""#);
        format!(r#"{{"channel":"Email","case_id":"77","subject":"moves","from":"a@b.co",{dates},"status":"close"}}"#)
    };
    let closed = moment("2026-05-03 10:00:00");
    scene.simulator.plant(created, Some(closed), record("2026-05-03 10:00:00"));
    assert!(scene.download(may).await.complete);

    // A refresh is killed when a part with the record is staged.
    let mut killed = Archive::open(&scene.path, &key()).unwrap();
    let part = may.windows()[0].halves().unwrap().0;
    let id = killed.begin(part, moment("2026-05-21 13:00:00")).unwrap();
    let moving = interaction(&record("2026-05-03 10:00:00"));
    let mut packer = killed.packer(id, std::slice::from_ref(&moving)).unwrap();
    killed.append(id, &[packer.prepare(moving).unwrap()], &[]).unwrap();
    killed.stage(id, AnswerEnd::Whole).unwrap();
    drop(killed);

    // It is closed again, and comes with a later window.
    scene.set_now("2026-05-22 12:00:00");
    let moved_to = moment("2026-05-21 14:00:00");
    let simulator = Simulator::start(Settings {
        records: 0,
        selects_by: SelectsBy::Closing,
        now: Some(moment("2026-05-22 12:00:00")),
        token: Some(scene.simulator.token().to_owned()),
        ..Settings::default()
    });
    let simulator = simulator.await.unwrap();
    simulator.plant(created, Some(moved_to), record("2026-05-21 14:00:00"));
    scene.simulator = simulator;
    assert!(scene.download(period("2026-05-16", "2026-05-22 23:59:59")).await.complete);
    scene.run(may, Refresh::Everything).await;
    let moved = scene.kept().into_values().filter(|texts| texts.iter().any(|text| text == "moves")).count();
    assert_eq!(moved, 1);
}

/// The record as the download reads it.
fn interaction(raw: &str) -> Interaction {
    let mut reader = wolkvox::parse::AnswerReader::new();
    reader.push(format!(r#"{{"code":200,"data":[{raw}]}}"#).as_bytes()).unwrap();
    let Some(Item::Interaction(record)) = reader.next_item() else { panic!("it can be read") };
    *record
}
