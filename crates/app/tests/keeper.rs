//! What the desk does by itself, over a simulated server: following, and going on with downloads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code, missing_docs)]

mod scene;

use std::fs;
use std::time::{Duration, Instant};

use app::desk::{Again, Desk, FollowState, Following, How, QuotaAsk, Told};
use interaction::{Moment, Period};
use scene::{Scene, days};
use simulator::{Fault, Faults, Limits, On, Refusal, Settings, Shape, When};

/// The operation's present, as the default zone has it.
fn present() -> Moment {
    let zone = app::DEFAULT_ZONE;
    Moment::from_date_time(chrono::Utc::now().with_timezone(&zone).naive_local()).unwrap()
}

/// An operation of the last three days, up to now.
fn lively() -> Settings {
    let now = present();
    let period = Period::between(now.start_of_day().minus(2 * 86_400), now);
    let shape = Shape { surveyed: 1.0, ..Shape::default() };
    Settings { records: 900, period, now: Some(now), shape, ..Settings::default() }
}

const ON: Following = Following { on: true, notify_at: None };

impl Scene {
    /// Waits for something that the desk tells.
    async fn hears<T>(&self, what: &str, hear: impl Fn(&Told) -> Option<T>) -> T {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(heard) = self.told.lock().unwrap().iter().rev().find_map(&hear) {
                return heard;
            }
            assert!(Instant::now() < deadline, "never heard: {what}; {:?}", self.told.lock().unwrap());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// As if the time of what waits had come.
    fn let_its_time_come(&self) {
        let file = self.context.home.folder().join("operations.json");
        let mut written: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        written["operations"][0]["unfinished"][0]["at"] = (chrono::Utc::now().timestamp() - 1).into();
        fs::write(&file, written.to_string()).unwrap();
    }

    async fn is_following(&self, what: &str, is_it: impl Fn(&FollowState) -> bool) {
        self.hears(what, |told| match told {
            Told::FollowChanged(shown) if is_it(&shown.state) => Some(()),
            _ => None,
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn today_is_followed_with_one_request_and_low_scores_are_told_once() {
    let scene = Scene::connected(lively()).await;
    // At night the day may have none of its own yet.
    let start = present().start_of_day();
    let low = format!(r#"{{"channel":"Email","agent_name":"Ana","date_creation":"{start}","evaluation_survey":"1"}}"#);
    scene.simulator.plant(start, None, low);
    let off = scene.desk.following(scene.id.clone()).await.unwrap();
    assert_eq!((off.following, off.state), (Following::default(), FollowState::Off));
    let following = Following { on: true, notify_at: Some(2.0) };
    scene.desk.follow(scene.id.clone(), following).await.unwrap();
    tokio::spawn(scene.desk.clone().keep());
    let scores = scene
        .hears("low scores", |told| match told {
            Told::LowScores { operation, scores } => Some((operation.clone(), scores.clone())),
            _ => None,
        })
        .await;
    assert_eq!(scores.0, scene.id);
    assert!(scores.1.iter().all(|low| low.score.parse::<f64>().unwrap() <= 2.0 && !low.agent.is_empty()));
    scene.is_following("waiting", |state| *state == FollowState::Waiting).await;

    let asked = scene.simulator.judge();
    let windows = asked.windows();
    assert_eq!((asked.requests.len(), windows.len()), (1, 1), "{:?}", asked.requests);
    assert_eq!(windows[0].from(), windows[0].to().start_of_day());
    let shown = scene.desk.following(scene.id.clone()).await.unwrap();
    assert_eq!((shown.following, &shown.state), (following, &FollowState::Waiting));
    let moment = |text: &Option<String>| Moment::parse(text.as_deref().unwrap()).unwrap();
    let pause = moment(&shown.next).seconds() - moment(&shown.last).seconds();
    assert!((290..=310).contains(&pause), "{shown:?}");

    let answer = scene.ask(&scene::everything()).await;
    let rows = scene.rows(answer.view, 0, 1_000).await;
    let low =
        rows.iter().filter(|row| row.score.as_ref().is_some_and(|score| score.text.parse::<f64>().unwrap() <= 2.0));
    assert_eq!(low.count(), scores.1.len());
    let covered = scene.desk.coverage(scene.id.clone()).await.unwrap();
    let today = covered.months[0].list.iter().find(|day| day.day.0 == present().day());
    // At midnight the day is another.
    assert!(today.is_none_or(|today| today.next == shown.next));
    let runs = scene.desk.runs(scene.id.clone()).await.unwrap();
    assert!(runs.len() == 1 && runs[0].followed);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_a_moment_ago_is_not_asked_again_after_a_restart() {
    let scene = Scene::connected(lively()).await;
    let today = present().day();
    scene.desk.start_download(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    assert!(matches!(scene.ended().await.how, How::Done));
    scene.desk.follow(scene.id.clone(), ON).await.unwrap();
    let asked = scene.simulator.judge().requests.len();
    let restarted = Desk::new(scene.context.clone(), |_| {});
    tokio::spawn(restarted.clone().keep());
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(scene.simulator.judge().requests.len(), asked);
    let shown = restarted.following(scene.id.clone()).await.unwrap();
    assert!(shown.following.on && shown.state == FollowState::Waiting && shown.last.is_some(), "{shown:?}");
    restarted.close(Duration::from_secs(2)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_stops_following_until_there_is_another() {
    let scene = Scene::connected(lively()).await;
    let refusing = || Faults::none().on(On::All, When::Always, Fault::Refuse(Refusal::TokenRefused));
    scene.simulator.set_faults(refusing());
    scene.desk.follow(scene.id.clone(), ON).await.unwrap();
    tokio::spawn(scene.desk.clone().keep());
    scene.is_following("refused", |state| *state == FollowState::TokenRefused).await;
    assert_eq!(scene.simulator.judge().requests.len(), 1);
    let shown = scene.desk.following(scene.id.clone()).await.unwrap();
    assert_eq!((shown.state, shown.next), (FollowState::TokenRefused, None));
    scene.desk.follow(scene.id.clone(), ON).await.unwrap();
    let shown = scene.desk.following(scene.id.clone()).await.unwrap();
    assert_eq!(shown.state, FollowState::Waiting);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_persons_download_ends_the_request_that_follows() {
    let scene = Scene::connected(lively()).await;
    scene.simulator.set_faults(Faults::none().always(Fault::StallBeforeFirstByte));
    scene.desk.follow(scene.id.clone(), ON).await.unwrap();
    tokio::spawn(scene.desk.clone().keep());
    scene.is_following("asking", |state| *state == FollowState::Asking).await;
    while scene.simulator.judge().requests.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    scene.simulator.set_faults(Faults::none());
    let today = present().day();
    let began = Instant::now();
    scene.desk.start_download(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    assert!(matches!(scene.ended().await.how, How::Done));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(scene.simulator.judge().most_at_once, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_quota_sets_a_download_aside_until_tomorrow_and_a_restart_keeps_it() {
    let scene = Scene::connected(lively()).await;
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::Refuse(Refusal::QuotaSpent)));
    let today = present().day();
    scene.desk.start_download(scene.id.clone(), days(today, today), Again::Changing).await.unwrap();
    assert!(matches!(scene.ended().await.how, How::Failed { .. }));
    let restarted = Desk::new(scene.context.clone(), |_| {});
    let waits = restarted.coverage(scene.id.clone()).await.unwrap().pending.unwrap();
    assert_eq!((waits.from.0, waits.to.0, waits.reason.as_str(), waits.attempts), (today, today, "quota_spent", 1));
    let at = Moment::parse(&waits.at).unwrap();
    let midnight = present().end_of_day().plus(1);
    assert!(at >= midnight.plus(300) && at < midnight.plus(900), "{at}");
    let left = scene.desk.quota(scene.id.clone(), QuotaAsk::Known).await.unwrap();
    assert_eq!(left.map(|left| left.left), Some(0));
    let shown = scene.desk.follow(scene.id.clone(), ON).await.unwrap();
    assert_eq!((shown.state, shown.next), (FollowState::QuotaLow { left: 0 }, Some(midnight.to_string())));
    // People buy licences: it can be asked at once whether there are more.
    scene.simulator.set_faults(Faults::none());
    let more = scene.desk.quota(scene.id.clone(), QuotaAsk::Ask).await.unwrap().unwrap();
    assert!(more.left > 0, "{more:?}");
    restarted.forget_pending(scene.id.clone()).await.unwrap();
    assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_goes_on_when_its_time_has_come_and_is_forgotten_when_it_is_done() {
    let scene = Scene::connected(lively()).await;
    let (from, to) = (lively().period.from().day(), present().day());
    scene.desk.go_on_tomorrow(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    let waits = scene.desk.coverage(scene.id.clone()).await.unwrap().pending.unwrap();
    assert_eq!((waits.reason.as_str(), waits.attempts), ("quota_spent", 0));
    assert!(scene.simulator.judge().requests.is_empty());

    // The night passes.
    scene.let_its_time_come();
    tokio::spawn(scene.desk.clone().keep());
    let ended = scene.ended().await;
    assert!(matches!(ended.how, How::Done) && ended.complete && (ended.from.0, ended.to.0) == (from, to), "{ended:?}");
    assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_download_and_a_refused_token_do_not_go_on_by_themselves() {
    let scene = Scene::connected(lively()).await;
    let today = present().day();
    scene.desk.go_on_tomorrow(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    scene.simulator.set_faults(Faults::none().always(Fault::StallBeforeFirstByte));
    scene.desk.go_on_now(scene.id.clone()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    scene.desk.cancel_download(&scene.id);
    assert_eq!(scene.ended().await.how, How::Cancelled);
    assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, None);

    scene.told.lock().unwrap().clear();
    scene.simulator.set_faults(Faults::none().always(Fault::Refuse(Refusal::TokenRefused)));
    scene.desk.start_download(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    assert!(matches!(scene.ended().await.how, How::Failed { .. }));
    assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shorter_download_leaves_the_longer_one_that_waits() {
    let scene = Scene::connected(lively()).await;
    let (from, to) = (lively().period.from().day(), present().day());
    scene.desk.go_on_tomorrow(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    let waits = scene.desk.coverage(scene.id.clone()).await.unwrap().pending;
    for fault in [None, Some(Fault::Refuse(Refusal::QuotaSpent))] {
        scene.simulator.set_faults(fault.map_or_else(Faults::none, |fault| Faults::none().always(fault)));
        scene.told.lock().unwrap().clear();
        scene.desk.start_download(scene.id.clone(), days(to, to), Again::Everything).await.unwrap();
        scene.ended().await;
        assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, waits);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_quota_is_asked_for_once_in_five_minutes_and_counted_down() {
    let scene = Scene::connected(lively()).await;
    let quota = |ask| scene.desk.quota(scene.id.clone(), ask);
    assert_eq!(quota(QuotaAsk::Known).await.unwrap(), None);
    let first = quota(QuotaAsk::Ask).await.unwrap().unwrap();
    assert_eq!((first.limit, scene.simulator.judge().requests.len()), (Some(20_000), 1));
    assert_eq!(quota(QuotaAsk::Ask).await.unwrap(), Some(first.clone()));
    assert_eq!(scene.simulator.judge().requests.len(), 1);
    let today = present().day();
    scene.desk.start_download(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    let ended = scene.ended().await;
    let left = quota(QuotaAsk::Known).await.unwrap().unwrap().left;
    assert_eq!((left, ended.requests > 0), (first.left - ended.requests, true));
    let cost = scene.desk.plan_download(scene.id.clone(), days(today, today), Again::Everything).await.unwrap();
    assert_eq!(cost.quota.unwrap().left, left);
    assert!(cost.records.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_that_meets_the_end_of_the_quota_goes_on_where_it_was() {
    let moment = |text| Moment::parse(text).unwrap();
    let period = Period::between(moment("2026-01-01"), moment("2026-06-30 23:59:59"));
    let scene = Scene::downloaded(Settings { records: 120, period, ..Settings::default() }).await;
    let whole = days(period.from().day(), period.to().day());
    // What was fetched within the second in which the refresh begins is new enough.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    // The simulator knows no days: it is given two answers more each day. Those that it refuses count too.
    let mut used = u32::try_from(scene.simulator.judge().requests.len()).unwrap();
    scene.simulator.forget();
    for day in 1..=3 {
        scene.simulator.set_limits(Limits { requests_a_day: Some(used + 2), ..Limits::default() });
        scene.told.lock().unwrap().clear();
        match day {
            1 => scene.desk.start_download(scene.id.clone(), whole, Again::Everything).await.unwrap(),
            _ => scene.desk.go_on_now(scene.id.clone()).await.unwrap(),
        }
        let ended = scene.ended().await;
        assert_eq!(matches!(ended.how, How::Done), day == 3, "{ended:?}");
        assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending.is_none(), day == 3);
        used += ended.requests;
    }
    let judge = scene.simulator.judge();
    let answered = judge.requests.iter().filter(|asked| asked.status == 200 && asked.window.is_some());
    let mut months: Vec<_> = answered.map(|asked| asked.window.unwrap().from().to_string()).collect();
    months.sort();
    assert_eq!(months.len(), 6, "{months:?}");
    months.dedup();
    assert_eq!(months.len(), 6, "each month was asked for once");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_the_file_says_a_download_does_not_go_on_twice_within_minutes() {
    let scene = Scene::connected(lively()).await;
    let today = present().day();
    scene.desk.go_on_tomorrow(scene.id.clone(), days(today, today), Again::Needed).await.unwrap();
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::Refuse(Refusal::QuotaSpent)));
    scene.let_its_time_come();
    tokio::spawn(scene.desk.clone().keep());
    assert!(matches!(scene.ended().await.how, How::Failed { .. }));
    let asked = scene.simulator.judge().requests.len();
    // As where the new time could not be written.
    scene.let_its_time_come();
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert_eq!(scene.simulator.judge().requests.len(), asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_runs_when_traza_is_closed_goes_on_at_the_next_start() {
    let scene = Scene::connected(lively()).await;
    let (from, to) = (lively().period.from().day(), present().day());
    scene.simulator.set_faults(Faults::none().always(Fault::StallBeforeFirstByte));
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    while scene.simulator.judge().requests.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(scene.desk.coverage(scene.id.clone()).await.unwrap().pending, None);
    scene.desk.close(Duration::from_secs(5)).await;
    scene.simulator.set_faults(Faults::none());
    let (ends, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let next = Desk::new(scene.context.clone(), move |told| {
        if let Told::DownloadEnded(ended) = told {
            ends.send(ended).unwrap();
        }
    });
    let waits = next.coverage(scene.id.clone()).await.unwrap().pending.unwrap();
    assert_eq!((waits.reason.as_str(), waits.from.0, waits.to.0), ("closed", from, to));
    tokio::spawn(next.clone().keep());
    let ended = ended.recv().await.unwrap();
    assert!(matches!(ended.how, How::Done) && ended.complete, "{ended:?}");
    assert_eq!(next.coverage(scene.id.clone()).await.unwrap().pending, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_downloads_can_wait_and_neither_drops_the_other() {
    let scene = Scene::connected(lively()).await;
    let (from, to) = (lively().period.from().day(), present().day());
    for day in [from, to] {
        scene.desk.go_on_tomorrow(scene.id.clone(), days(day, day), Again::Needed).await.unwrap();
    }
    let pending = || async { scene.desk.coverage(scene.id.clone()).await.unwrap().pending };
    let mut seen = Vec::new();
    while let Some(waits) = pending().await {
        seen.push(waits.from.0);
        scene.desk.forget_pending(scene.id.clone()).await.unwrap();
    }
    seen.sort_unstable();
    assert_eq!(seen, [from, to]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_at_what_a_download_costs_learns_what_is_left_for_one_request() {
    let scene = Scene::connected(lively()).await;
    let today = present().day();
    let plan = || scene.desk.plan_download(scene.id.clone(), days(today, today), Again::Needed);
    let cost = plan().await.unwrap();
    assert_eq!(cost.quota.map(|quota| quota.limit), Some(Some(20_000)));
    plan().await.unwrap();
    assert_eq!(scene.simulator.judge().requests.len(), 1);
    // What the doctor costs is counted too.
    let before = plan().await.unwrap().quota.unwrap().left;
    let found = scene.desk.diagnose(scene.id.clone(), None).await.unwrap();
    assert_eq!(plan().await.unwrap().quota.unwrap().left, before - found.requests);
}
