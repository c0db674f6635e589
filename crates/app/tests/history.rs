//! What downloads have changed, over a simulated server whose interactions live on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code, missing_docs)]

mod scene;

use app::desk::{Again, ChangeKind, ChangeShown};
use interaction::Moment;
use scene::{Scene, days};
use simulator::{Faults, Settings};

/// A scene that was downloaded twice, with ten days of the operation's life between.
async fn lived_on() -> Scene {
    let period = interaction::Period::new(moment("2026-03-01"), moment("2026-03-20 23:59:59")).unwrap();
    let settings = Settings { records: 400, period, now: Some(moment("2026-03-12 12:00:00")), ..Settings::default() };
    let scene = Scene::connected(settings).await;
    for now in ["2026-03-12 12:00:00", "2026-03-22 12:00:00"] {
        scene.simulator.set_now(moment(now));
        scene.told.lock().unwrap().clear();
        let span = days(period.from().day(), moment("2026-03-12").day());
        scene.desk.start_download(scene.id.clone(), span, Again::Everything).await.unwrap();
        assert!(scene.ended().await.complete);
    }
    scene
}

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

async fn changes(scene: &Scene, run: u32, kind: Option<ChangeKind>) -> (u32, Vec<ChangeShown>) {
    let shown = scene.desk.changes(scene.id.clone(), (run, kind), (0, 500)).await.unwrap();
    (shown.total, shown.list)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_tells_what_was_closed_and_scored_since() {
    let scene = lived_on().await;
    let runs = scene.desk.runs(scene.id.clone()).await.unwrap();
    assert_eq!(runs.len(), 2);
    let (second, first) = (&runs[0], &runs[1]);
    assert!(second.ended && !second.followed && second.reason.is_none() && second.requests >= 1);
    assert_eq!((first.changes.new, first.changes.closed), (first.records, 0));
    assert!(second.changes.closed > 0 && second.changes.rescored > 0, "{second:?}");

    let (total, closed) = changes(&scene, second.id, Some(ChangeKind::Closed)).await;
    assert_eq!((total, closed.len() as u32), (second.changes.closed, second.changes.closed));
    for change in &closed {
        let row = change.row.as_ref().unwrap();
        assert!(change.kinds.contains(&ChangeKind::Closed) && row.id == change.id && change.gone.is_none());
        let date = change.fields.iter().find(|field| field.field == "close_date").unwrap();
        assert_eq!((date.before.as_str(), &date.after), ("", &row.closed));
    }
    let (all, list) = changes(&scene, second.id, None).await;
    assert_eq!(all as usize, list.len());
    assert!(list.iter().map(|change| change.id).is_sorted_by(|one, other| one > other));
    assert!(all >= second.changes.closed.max(second.changes.rescored));
    let page = scene.desk.changes(scene.id.clone(), (second.id, None), (1, 2)).await.unwrap();
    assert_eq!(page.list, list[1..3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_tells_its_history() {
    let scene = lived_on().await;
    let run = scene.desk.runs(scene.id.clone()).await.unwrap()[0].id;
    let (_, rescored) = changes(&scene, run, Some(ChangeKind::Rescored)).await;
    let change = &rescored[0];
    let reading = scene.desk.read(scene.id.clone(), change.id, String::new()).await.unwrap().unwrap();
    assert_eq!(reading.history.len(), 1);
    assert_eq!(reading.history[0].fields, change.fields);
    let score = change.fields.iter().find(|field| field.field == "evaluation_survey").unwrap();
    assert_eq!(score.after, reading.row.score.unwrap().text);
    let untouched = scene.ask(&scene::everything()).await;
    let ids = scene.ids(untouched.view).await;
    let (_, all) = changes(&scene, run, None).await;
    let id = ids.into_iter().find(|id| !all.iter().any(|change| change.id == *id)).unwrap();
    assert!(scene.desk.read(scene.id.clone(), id, String::new()).await.unwrap().unwrap().history.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_names_no_more_is_shown_with_what_is_known_of_it() {
    let period = interaction::Period::new(moment("2026-03-01"), moment("2026-03-05 23:59:59")).unwrap();
    let scene = Scene::downloaded(Settings { records: 50, period, ..Settings::default() }).await;
    scene.simulator.set_faults(Faults::none().always(simulator::Fault::NothingFound));
    scene.told.lock().unwrap().clear();
    let span = days(period.from().day(), period.to().day());
    scene.desk.start_download(scene.id.clone(), span, Again::Everything).await.unwrap();
    assert!(scene.ended().await.complete);
    let run = &scene.desk.runs(scene.id.clone()).await.unwrap()[0];
    assert_eq!(run.changes.gone, 50);
    let (total, gone) = changes(&scene, run.id, Some(ChangeKind::Gone)).await;
    assert_eq!((total, gone.len()), (50, 50));
    assert!(gone.iter().all(|change| change.row.is_none() && change.kinds == [ChangeKind::Gone]));
    let known = gone[0].gone.as_ref().unwrap();
    assert!(known.created.starts_with("2026-03-0") && !known.channel.is_empty() && !known.case_id.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_was_downloaded_there_is_no_history() {
    let scene = Scene::connected(Settings { records: 5, ..Settings::default() }).await;
    assert!(scene.desk.runs(scene.id.clone()).await.unwrap().is_empty());
    assert_eq!(changes(&scene, 1, None).await.0, 0);
}
