//! Downloads over HTTP against a simulated server: the archive ends up as the server is, whatever the day is like.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(unreachable_pub)]

mod scene;

use std::sync::Mutex;
use std::time::Duration;

use archive::{Archive, DayState, Reader};
use download::{Ended, Event, Failure, Reason, Refresh, run};
use scene::{Scene, key, moment, past, period, spring};
use simulator::{Damage, Damaged, Dialect, Fault, Faults, On, Page, Refusal, SelectsBy, Settings, Simulator, When};
use tokio_util::sync::CancellationToken;

const BOTH: [SelectsBy; 2] = [SelectsBy::Creation, SelectsBy::Closing];

#[tokio::test(flavor = "multi_thread")]
async fn the_archive_is_as_the_server_by_either_date() {
    for selects_by in BOTH {
        let mut scene = Scene::new(selects_by).await;
        let outcome = scene.download(spring()).await;
        assert!(matches!(outcome.ended, Ended::Done), "{outcome:?}");
        assert!(outcome.complete);
        // Three months, the last cut where the provisional part begins; skills and codes.
        assert_eq!((outcome.windows, outcome.requests), (4, 6));
        let told = scene.events.iter().any(|event| matches!(event, Event::Planned { requests: 6, .. }));
        assert!(told, "the cost was told before");
        assert_eq!(outcome.provisional_from, Some(moment("2026-04-14 16:20:01")));
        scene.assert_archive_is_server(past(&scene));
        scene.assert_rules_kept();
        let learnt = Reader::open(&scene.path, &key()).unwrap().selects_by().unwrap();
        let expected = [archive::SelectsBy::Creation, archive::SelectsBy::Closing];
        assert_eq!(learnt, expected[usize::from(selects_by == SelectsBy::Closing)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_costs_only_the_provisional_part() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.download(spring()).await;
    let again = scene.download(spring()).await;
    assert_eq!((again.requests, again.windows, again.complete), (1, 1, true));
    let history = period("2026-02-01", "2026-03-31 23:59:59");
    let nothing = scene.download(history).await;
    assert_eq!((nothing.requests, nothing.complete, nothing.provisional_from), (0, true, None));
    scene.assert_rules_kept();
}

#[tokio::test(flavor = "multi_thread")]
async fn full_answers_are_split_until_they_are_whole() {
    for selects_by in BOTH {
        let mut scene = Scene::new(selects_by).await;
        scene.set_record_limit(150);
        let outcome = scene.download(spring()).await;
        assert!(outcome.complete && outcome.windows > 8, "{outcome:?}");
        assert!(scene.events.iter().any(|event| matches!(event, Event::Split { .. })));
        scene.assert_archive_is_server(past(&scene));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_come_back_full_is_not_asked_for() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.set_record_limit(400);
    let outcome = scene.download(spring()).await;
    assert!(outcome.complete);
    let full = scene.simulator.judge().requests.iter().filter(|seen| seen.records >= 400).count();
    assert_eq!(full, 1, "the first month told how many the next would hold");
    scene.assert_archive_is_server(past(&scene));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_that_is_still_full_is_kept_and_its_day_is_partial() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.set_record_limit(150);
    let second = moment("2026-03-03 12:00:00");
    for number in 0..170 {
        let raw = format!(r#"{{"channel":"Email","case_id":"{number}","date_creation":"{second}"}}"#);
        scene.simulator.plant(second, None, raw);
    }
    let outcome = scene.download(period("2026-03-01", "2026-03-05 23:59:59")).await;
    assert!(matches!(outcome.ended, Ended::Done) && outcome.complete);
    let reader = Reader::open(&scene.path, &key()).unwrap();
    let days = reader.coverage(period("2026-03-01", "2026-03-05"), moment("2026-04-15")).unwrap();
    assert_eq!(days[2].state, DayState::Partial);
    assert_eq!(reader.columns().unwrap().created.iter().filter(|created| **created == second.seconds()).count(), 150);
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_that_take_too_long_or_are_too_large_are_split_at_once() {
    let week = 7 * 86_400;
    let faults = [Fault::Page(Page::GatewayTimeout), Fault::StallBeforeFirstByte, Fault::ByteLimit(200_000)];
    for fault in faults {
        let mut scene = Scene::new(SelectsBy::Closing).await;
        scene.simulator.set_faults(Faults::none().on(On::Interactions, When::LongerThan(week), fault.clone()));
        let outcome = scene.download(spring()).await;
        assert!(outcome.complete, "{fault:?}: {outcome:?}");
        scene.assert_archive_is_server(past(&scene));
        assert_eq!(scene.simulator.judge().most_at_once, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_ends_early_is_asked_for_once_more_and_then_split() {
    let faults = [Fault::DropAfter(50_000), Fault::CutAfter(50_000), Fault::StallAfter(50_000), Fault::Withhold(7)];
    for fault in faults {
        for (times, splits) in [(1, 0), (2, 1)] {
            let mut scene = Scene::new(SelectsBy::Creation).await;
            scene.simulator.set_faults(Faults::none().next(times, fault.clone()));
            let outcome = scene.download(spring()).await;
            assert!(outcome.complete, "{fault:?}: {outcome:?}");
            let split = scene.events.iter().filter(|event| matches!(event, Event::Split { .. })).count();
            assert_eq!(split, splits, "{fault:?}");
            scene.assert_archive_is_server(past(&scene));
            assert_eq!(scene.simulator.judge().most_at_once, 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_that_passes_is_waited_for() {
    let faults = [
        Fault::Page(Page::BadGateway),
        Fault::Page(Page::Unavailable),
        Fault::PageWithin200(Page::InternalError),
        Fault::Reset,
        Fault::Refuse(Refusal::TooManyAtOnce),
        Fault::RefuseWithin200(Refusal::TooManyAtOnce),
        Fault::Refuse(Refusal::Maintenance),
        Fault::RedirectHere,
    ];
    for fault in faults {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        scene.simulator.set_faults(Faults::none().next(2, fault.clone()));
        let outcome = scene.download(spring()).await;
        assert!(outcome.complete, "{fault:?}: {outcome:?}");
        scene.assert_archive_is_server(past(&scene));
        scene.assert_rules_kept();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_that_no_retry_mends_end_the_run_and_keep_what_arrived() {
    type Expected = fn(&Failure) -> bool;
    let refused: [(Fault, Expected); 5] = [
        (Fault::Refuse(Refusal::TokenRefused), |failure| matches!(failure, Failure::Token)),
        (Fault::RefuseWithin200(Refusal::TokenRefused), |failure| matches!(failure, Failure::Token)),
        (Fault::Refuse(Refusal::QuotaSpent), |failure| matches!(failure, Failure::Quota)),
        (Fault::Refuse(Refusal::NoSuchApi), |failure| {
            matches!(failure, Failure::Server { reason: Reason::Refused { .. } })
        }),
        (Fault::RedirectTo("http://127.0.0.1:9".to_owned()), |failure| {
            matches!(failure, Failure::Server { reason: Reason::LeftOrigin })
        }),
    ];
    for (fault, expected) in refused {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        let march = period("2026-03-01", "2026-03-31 23:59:59");
        scene.simulator.set_faults(Faults::none().within(march, fault.clone()));
        let outcome = scene.download(spring()).await;
        let Ended::Failed(failure) = &outcome.ended else { panic!("{fault:?}: {outcome:?}") };
        assert!(expected(failure), "{fault:?}: {failure:?}");
        assert_eq!((outcome.windows, outcome.complete, outcome.requests), (1, false, 2), "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_every_window_is_not_offered_the_run_says_so_and_where_some_are_those_fail() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.simulator.set_faults(Faults::none().always(Fault::Page(Page::NotFound)));
    let outcome = scene.download(spring()).await;
    assert!(matches!(outcome.ended, Ended::Failed(Failure::NotOffered)), "{outcome:?}");

    let march = period("2026-03-01", "2026-03-31 23:59:59");
    scene.simulator.set_faults(Faults::none().within(march, Fault::Page(Page::NotFound)));
    let outcome = scene.download(spring()).await;
    let Ended::Failed(Failure::Windows { failed: 1, reason: Reason::NotOffered }) = outcome.ended else { panic!() };
    let reader = Reader::open(&scene.path, &key()).unwrap();
    let days = reader.coverage(spring(), moment("2026-04-15")).unwrap();
    let failed: Vec<_> = days.iter().filter(|day| day.state == DayState::Failed).collect();
    assert_eq!(failed.len(), 31);
    assert_eq!(failed[0].reason.as_deref(), Some("not_offered"));

    scene.simulator.set_faults(Faults::none());
    assert!(scene.download(spring()).await.complete);
    let days = Reader::open(&scene.path, &key()).unwrap().coverage(spring(), moment("2026-04-15")).unwrap();
    assert!(days.iter().all(|day| day.state != DayState::Failed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_period_without_records_is_an_empty_result() {
    for fault in [None, Some(Fault::NothingFound)] {
        let mut scene = Scene::new(SelectsBy::Creation).await;
        if let Some(fault) = fault {
            scene.simulator.set_faults(Faults::none().always(fault));
        }
        let outcome = scene.download(period("2025-03-01", "2025-03-31 23:59:59")).await;
        assert!(matches!(outcome.ended, Ended::Done));
        assert_eq!((outcome.windows, outcome.records, outcome.complete), (1, 0, true));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_download_keeps_what_arrived_and_goes_on_from_there() {
    for selects_by in BOTH {
        let mut scene = Scene::new(selects_by).await;
        let first = scene.cancel_after(spring(), Refresh::Needed, 1_000).await;
        assert!(matches!(first.ended, Ended::Cancelled));
        assert!(first.windows >= 1 && !first.complete, "{first:?}");
        let second = scene.download(spring()).await;
        assert!(second.complete);
        assert!(second.windows + first.windows == 4, "nothing final is asked for twice");
        scene.assert_archive_is_server(past(&scene));
        scene.assert_rules_kept();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_stopped_anywhere_leaves_an_archive_that_goes_on() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.set_record_limit(150);
    for stop_after in [1, 40, 200, 450, 900] {
        let task = scene.task(spring(), Refresh::Needed);
        let (sender, mut arrived) = tokio::sync::mpsc::unbounded_channel();
        let running = tokio::spawn(run(task, CancellationToken::new(), move |event| {
            if let Event::Arrived { records } = event {
                // The test stops listening when it has heard enough.
                let _ = sender.send(records);
            }
        }));
        while arrived.recv().await.is_some_and(|records| records < stop_after) {}
        // As a crash does: no farewell, the future is simply gone.
        running.abort();
        let _ = running.await;
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert!(scene.download(spring()).await.complete);
    scene.assert_archive_is_server(past(&scene));
    assert_eq!(scene.simulator.judge().most_at_once, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_whole_when_its_program_was_killed_is_shown_by_the_next() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let march = period("2026-03-01", "2026-03-31 23:59:59");
    let mut killed = Archive::open(&scene.path, &key()).unwrap();
    let id = killed.begin(march.windows()[0], moment("2026-04-15 16:00:00")).unwrap();
    killed.stage(id, archive::AnswerEnd::Whole).unwrap();
    drop(killed);
    let outcome = scene.download(march).await;
    assert_eq!((outcome.windows, outcome.complete), (1, true), "{outcome:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_brings_what_has_changed_and_ids_last() {
    for selects_by in BOTH {
        let mut scene = Scene::new(selects_by).await;
        scene.download(spring()).await;
        let before = scene.kept();
        scene.set_now("2026-04-29 10:00:00");
        scene.set_record_limit(170);
        let whole = period("2026-02-01", "2026-04-30 23:59:59");
        // Interrupted on its way, with parts already split and staged; until it is whole the old answers stand.
        let cancelled = scene.cancel_after(whole, Refresh::Everything, 300).await;
        assert!(matches!(cancelled.ended, Ended::Cancelled));
        let visible: Vec<u32> = scene.kept().into_keys().collect();
        assert!(before.keys().all(|id| visible.contains(id)));

        let outcome = scene.run(whole, Refresh::Everything).await;
        assert!(outcome.complete, "{outcome:?}");
        scene.assert_archive_is_server(past(&scene));
        let after = scene.kept();
        let case = |texts: &Vec<String>| (texts[0].clone(), texts[3].clone(), texts[9].clone());
        let same =
            before.iter().filter(|(id, texts)| after.get(id).is_some_and(|now| case(now) == case(texts))).count();
        assert_eq!(same, before.len(), "every record is known again");
        assert!(after.iter().any(|(id, texts)| before.get(id).is_some_and(|then| then != texts)), "something changed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_pass_and_the_archive_follows() {
    for selects_by in BOTH {
        let mut scene = Scene::new(selects_by).await;
        for now in ["2026-04-15 16:20:00", "2026-04-15 19:00:00", "2026-04-16 08:00:00", "2026-04-18 07:30:00"] {
            scene.set_now(now);
            let outcome = scene.download(period("2026-04-01", "2026-04-30 23:59:59")).await;
            assert!(outcome.complete, "{outcome:?}");
        }
        let month = period("2026-04-01", "2026-04-18 07:30:00");
        let refreshed = scene.run(month, Refresh::Everything).await;
        assert!(refreshed.complete);
        scene.assert_archive_is_server(month);
        assert_eq!(scene.simulator.judge().most_at_once, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_downloads_with_one_token_never_ask_at_the_same_time() {
    let scene = Scene::new(SelectsBy::Creation).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("another");
    let mut second = scene.task(spring(), Refresh::Needed);
    second.archive = Archive::create(&path, &key()).unwrap();
    let waited = Mutex::new(0);
    let count = |event| *waited.lock().unwrap() += usize::from(event == Event::WaitingForToken);
    let first = run(scene.task(spring(), Refresh::Needed), CancellationToken::new(), count);
    let second = run(second, CancellationToken::new(), count);
    let (first, second) = tokio::join!(first, second);
    assert!(first.complete && second.complete);
    assert_eq!(*waited.lock().unwrap(), 1);
    scene.assert_rules_kept();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_downloads_into_one_archive_with_different_tokens_come_one_after_the_other() {
    let [first, mut second] = [Scene::new(SelectsBy::Creation).await, Scene::new(SelectsBy::Creation).await];
    let settings = Settings { records: 3_000, token: Some("another".into()), ..Settings::default() };
    let simulator = Simulator::start(Settings { now: Some(moment("2026-04-15 16:20:00")), ..settings }).await.unwrap();
    std::mem::replace(&mut second.simulator, simulator).stop().await;
    second.path.clone_from(&first.path);
    let both = [first.task(spring(), Refresh::Needed), second.task(spring(), Refresh::Everything)];
    let [one, other] = both.map(|task| tokio::spawn(run(task, CancellationToken::new(), |_| {})));
    for outcome in [one.await.unwrap(), other.await.unwrap()] {
        assert!(matches!(outcome.ended, Ended::Done) && outcome.complete, "{outcome:?}");
    }
    first.assert_archive_is_server(past(&first));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_download_keeps_the_token_until_its_last_request_is_over_at_the_server() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.pace.after_abort = Duration::from_millis(600);
    let task = scene.task(spring(), Refresh::Needed);
    let (token, server) = (task.token.clone(), task.client.endpoint().server().clone());
    let cancel = CancellationToken::new();
    let cancelled = Mutex::new(None);
    let running = run(task, cancel.clone(), |event| {
        if let Event::Arrived { .. } = event {
            cancelled.lock().unwrap().get_or_insert_with(std::time::Instant::now);
            cancel.cancel();
        }
    });
    assert!(matches!(running.await.ended, Ended::Cancelled));
    drop(download::hold_token(&server, &token, || {}).await.unwrap());
    assert!(cancelled.lock().unwrap().unwrap().elapsed() >= scene.pace.after_abort);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_counted_and_its_window_is_complete() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let damaged = [Damage::LoneSurrogate, Damage::ControlCharacter].map(|damage| Damaged { one_in: 50, damage });
    scene.simulator.set_dialect(Dialect { damaged: damaged.into(), ..Dialect::default() });
    let outcome = scene.download(spring()).await;
    assert!(outcome.complete && outcome.set_aside > 10, "{outcome:?}");
    let reader = Reader::open(&scene.path, &key()).unwrap();
    assert_eq!(reader.set_aside().unwrap().len() as u64, outcome.set_aside);
    scene.assert_archive_is_server(past(&scene));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_asked_for_once_a_day_and_never_worth_failing_for() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.simulator.set_faults(Faults::none().on(On::SmallReports, When::Next(1), Fault::Page(Page::NotFound)));
    let march = period("2026-03-01", "2026-03-31 23:59:59");
    assert_eq!(scene.download(march).await.requests, 3);
    assert!(Reader::open(&scene.path, &key()).unwrap().names(archive::NameKind::Skill).unwrap().is_empty());
    assert_eq!(scene.download(march).await.requests, 0);
    scene.set_now("2026-04-16 16:20:01");
    let tomorrow = scene.download(march).await;
    assert!(matches!(tomorrow.ended, Ended::Done));
    assert_eq!(tomorrow.requests, 2);
    let reader = Reader::open(&scene.path, &key()).unwrap();
    assert!(!reader.names(archive::NameKind::Skill).unwrap().is_empty());
    assert!(!reader.names(archive::NameKind::Code).unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_given_up_soon() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    let task = scene.task(spring(), Refresh::Needed);
    let empty = Simulator::start(Settings::default()).await.unwrap();
    std::mem::replace(&mut scene.simulator, empty).stop().await;
    let outcome = run(task, CancellationToken::new(), |_| {}).await;
    assert!(matches!(outcome.ended, Ended::Failed(Failure::Server { reason: Reason::Unreachable(_) })), "{outcome:?}");
    assert_eq!(outcome.requests, 3);
}
