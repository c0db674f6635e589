//! Following an operation: one request at a time, without waiting for anybody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(unreachable_pub, dead_code, reason = "each test file uses its own part of the scene")]

mod scene;

use archive::RunKind;
use download::{Effort, Ended, Event, Failure, Reason, Refresh, hold_token, try_hold_token};
use interaction::{Period, Server};
use scene::{Scene, moment, period};
use simulator::{Fault, Faults, Page, Refusal, SelectsBy};
use wolkvox::Token;

/// An operation of which the days before today are downloaded, and which is followed from now on.
async fn followed() -> Scene {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    assert!(scene.download(april()).await.complete);
    scene.effort = Effort::One;
    scene
}

fn april() -> Period {
    period("2026-04-01", "2026-04-30 23:59:59")
}

fn asked(scene: &Scene) -> usize {
    scene.events.iter().filter(|event| matches!(event, Event::Asking { .. })).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_costs_one_request_and_brings_what_is_new() {
    let mut scene = followed().await;
    // A new day is asked for in two parts once: the one before is final then.
    let ticks = [
        ("2026-04-15 16:25:00", 1, true),
        ("2026-04-15 16:30:00", 2, true),
        ("2026-04-16 09:00:00", 1, false),
        ("2026-04-16 09:05:00", 2, true),
        ("2026-04-16 09:10:00", 3, true),
    ];
    for (now, of_day, complete) in ticks {
        scene.set_now(now);
        let outcome = scene.download(april()).await;
        assert!(matches!(outcome.ended, Ended::Done), "{:?}", outcome.ended);
        assert_eq!((outcome.requests, asked(&scene), outcome.complete), (1, 1, complete), "{now}");
        let run = scene.reader().runs(1).unwrap().remove(0);
        assert_eq!((run.kind, run.requests), (RunKind::Followed, of_day), "the ticks of a day are one run");
    }
    scene.assert_archive_is_server(period("2026-04-01", "2026-04-16 09:10:00"));
    assert_eq!(scene.simulator.judge().most_at_once, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_in_use_is_not_waited_for() {
    let mut scene = followed().await;
    let (server, token) =
        (Server::parse(scene.simulator.server()).unwrap(), Token::new(scene.simulator.token()).unwrap());
    let held = hold_token(&server, &token, || {}).await.unwrap();
    scene.set_now("2026-04-15 16:25:00");
    let outcome = scene.download(april()).await;
    assert!(matches!(outcome.ended, Ended::Failed(Failure::TokenBusy)), "{:?}", outcome.ended);
    assert_eq!((outcome.requests, outcome.run, scene.events.len()), (0, None, 0));
    assert!(try_hold_token(&server, &token).unwrap().is_none());
    drop(held);
    assert!(scene.download(april()).await.complete);
    assert!(try_hold_token(&server, &token).unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_neither_retried_nor_noted() {
    let faults = [
        Fault::Page(Page::Unavailable),
        Fault::Page(Page::GatewayTimeout),
        Fault::Page(Page::NotFound),
        Fault::Reset,
        Fault::DropAfter(900),
        Fault::Refuse(Refusal::TooManyAtOnce),
    ];
    let mut scene = followed().await;
    scene.set_now("2026-04-15 16:25:00");
    for fault in faults {
        scene.simulator.set_faults(Faults::none().always(fault.clone()));
        let outcome = scene.download(april()).await;
        assert!(matches!(outcome.ended, Ended::Failed(Failure::Server { .. })), "{fault:?}: {:?}", outcome.ended);
        assert_eq!(outcome.requests, 1, "{fault:?}");
        assert!(scene.reader().failures().unwrap().is_empty(), "{fault:?}");
    }
    scene.assert_archive_is_server(period("2026-04-01", "2026-04-15 16:20:00"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_several_requests_goes_on_with_the_next_tick() {
    let mut scene = followed().await;
    let provisional = period("2026-04-14", "2026-04-15 16:25:00");
    let held = scene.simulator.truth(provisional).count() as u64;
    // So few that the two days are asked for in more than one part, by what is known of them.
    scene.set_record_limit(held * 2 / 3);
    let mut outcomes = Vec::new();
    for now in ["2026-04-15 16:25:00", "2026-04-15 16:30:00", "2026-04-15 16:35:00", "2026-04-15 16:40:00"] {
        scene.set_now(now);
        let outcome = scene.download(april()).await;
        assert_eq!(outcome.requests, 1);
        outcomes.push(outcome.windows);
        if outcome.complete {
            scene.assert_archive_is_server(Period::new(april().from(), moment(now)).unwrap());
            assert!(outcomes.len() > 1, "the old answer stood until the last part came");
            assert!(outcomes[..outcomes.len() - 1].iter().all(|windows| *windows == 0), "{outcomes:?}");
            return;
        }
    }
    panic!("the parts never met: {outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_nobody_foresaw_to_be_full_is_told() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.set_record_limit(100);
    scene.effort = Effort::One;
    let outcome = scene.run(period("2026-03-01", "2026-03-31 23:59:59"), Refresh::Needed).await;
    let Ended::Failed(Failure::Server { reason: Reason::TooLarge }) = outcome.ended else {
        panic!("{:?}", outcome.ended)
    };
    assert_eq!((outcome.requests, outcome.windows), (1, 0));
}
