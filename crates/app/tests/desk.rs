//! The window's desk, over a simulated server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod scene;

use std::fs;
use std::time::{Duration, Instant};

use app::desk::{
    Again, Change, DayState, Desk, ExportColumn, ExportFormat, Exported, Fate, Held, How, Language, ListColumn,
    NewConnection, Pick, Scale, Seen, Settings as Kept, Sort, Theme, Told, Tone,
};
use app::{DeskError, Error, IfExists, OperationError, SecretError, Span};
use scene::{Scene, days, everything, export};
use simulator::{Fault, Faults, On, Settings, When};

fn few() -> Settings {
    Settings { records: 600, ..Settings::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_is_listed_found_again_and_exported() {
    let scene = Scene::downloaded(few()).await;
    let mut question = everything();
    let all = scene.ask(&question).await;
    assert_eq!((all.total, all.kept, all.in_span), (600, 600, 600));
    assert_eq!(all.timeline.bars.iter().map(|bar| bar.total).sum::<u32>(), 600);
    let low = all.facets.score.values.iter().find(|value| value.tone == Some(Tone::S1)).unwrap();
    question.choices.score = vec![low.value.clone()];
    question.sort = Some(Sort { column: ListColumn::TimeToClose, descending: true });
    let answer = scene.ask(&question).await;
    assert_eq!(answer.total, low.count);
    assert!(answer.facets.score.values.iter().any(|value| value.chosen && value.count == low.count));
    assert_eq!(answer.summary.scored, low.count);

    let rows = scene.rows(answer.view, 0, 1000).await;
    assert_eq!(rows.len() as u32, answer.total);
    let ids = scene.ids(answer.view).await;
    assert!(rows.iter().all(|row| row.score.as_ref().unwrap().tone == Some(Tone::S1)));
    let times: Vec<_> = rows.iter().filter_map(|row| row.seconds_to_close).collect();
    assert!(times.is_sorted_by(|one, other| one >= other) && times.len() > 1);
    let held = scene.desk.held(answer.view, vec![ids[4], u32::MAX, ids[1]]).await.unwrap();
    assert_eq!(held, [Held { id: ids[1], place: 1 }, Held { id: ids[4], place: 4 }]);

    let goal = scene.folder.path().join("low.csv");
    let prepared = scene.desk.prepare_export(export(answer.view, ExportFormat::Csv)).await.unwrap();
    let exported = scene.desk.write_export(prepared, goal.clone(), IfExists::Refuse).await;
    assert!(matches!(exported, Exported::Done { rows, .. } if rows == answer.total), "{exported:?}");
    let text = fs::read_to_string(&goal).unwrap();
    assert!(text.starts_with("\u{feff}Case,Time to close,Subject\r\n"));
    assert_eq!(scene.desk.exported(), Some(goal));
}

#[tokio::test(flavor = "multi_thread")]
async fn attachments_sort_by_the_number_that_rows_show_and_rows_without_any_come_last() {
    let scene = Scene::downloaded(few()).await;
    for descending in [true, false] {
        let mut question = everything();
        question.sort = Some(Sort { column: ListColumn::Attachments, descending });
        let answer = scene.ask(&question).await;
        let rows = scene.rows(answer.view, 0, 1000).await;
        let numbers: Vec<u32> = rows.iter().map(|row| row.attachments).collect();
        let (some, none) = numbers.split_at(numbers.iter().filter(|number| **number > 0).count());
        assert!(none.iter().all(|number| *number == 0), "{numbers:?}");
        assert!(some.is_sorted_by(|one, other| if descending { one >= other } else { one <= other }), "{some:?}");
        assert!(some.first() != some.last() && !none.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_estimate_tells_all_rows_and_about_the_size() {
    let scene = Scene::downloaded(few()).await;
    let answer = scene.ask(&everything()).await;
    for format in [ExportFormat::Xlsx, ExportFormat::Csv, ExportFormat::Json] {
        let mut task = export(answer.view, format);
        task.columns.extend([ExportColumn::Message, ExportColumn::Answer, ExportColumn::Created, ExportColumn::Agent]);
        let estimate = scene.desk.estimate_export(task.clone()).await.unwrap();
        let prepared = scene.desk.prepare_export(task).await.unwrap();
        let goal = scene.folder.path().join(prepared.file_name());
        let exported = scene.desk.write_export(prepared, goal, IfExists::Refuse).await;
        let Exported::Done { rows, bytes, file_name, .. } = exported else { panic!("{exported:?}") };
        assert_eq!((estimate.rows, &estimate.file_name), (rows, &file_name));
        assert!(estimate.bytes.abs_diff(bytes) * 5 < bytes, "{format:?}: {} instead of {bytes}", estimate.bytes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_picked_ones_are_exported_in_the_order_of_the_list() {
    let scene = Scene::downloaded(few()).await;
    let answer = scene.ask(&everything()).await;
    let rows = scene.rows(answer.view, 0, 50).await;
    let mut task = export(answer.view, ExportFormat::Json);
    task.columns = vec![ExportColumn::CaseId, ExportColumn::TimeToClose];
    task.picked = true;
    for id in [rows[40].id, u32::MAX, rows[3].id, rows[7].id] {
        scene.desk.pick(answer.view, Pick::Toggle { id }, Seen { first: 0, last: 0 }).await.unwrap();
    }
    let goal = scene.folder.path().join("picked.json");
    let prepared = scene.desk.prepare_export(task).await.unwrap();
    let exported = scene.desk.write_export(prepared, goal.clone(), IfExists::Refuse).await;
    assert!(matches!(exported, Exported::Done { rows: 3, .. }), "{exported:?}");
    let lines: Vec<serde_json::Value> =
        fs::read_to_string(goal).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = [3, 7, 40].map(
        |at: usize| serde_json::json!({ "case_id": rows[at].case_id, "seconds_to_close": rows[at].seconds_to_close }),
    );
    assert_eq!(lines, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_export_runs_at_a_time_and_a_cancelled_one_leaves_nothing() {
    let scene = Scene::downloaded(few()).await;
    let answer = scene.ask(&everything()).await;
    let prepared = scene.desk.prepare_export(export(answer.view, ExportFormat::Xlsx)).await.unwrap();
    assert!(prepared.file_name().ends_with(".xlsx"));
    let second = scene.desk.prepare_export(export(answer.view, ExportFormat::Xlsx)).await;
    assert_eq!(second.err(), Some(DeskError::ExportRunning.into()));
    scene.desk.cancel_export();
    let goal = scene.folder.path().join("x.xlsx");
    fs::write(&goal, "old").unwrap();
    let exported = scene.desk.write_export(prepared, goal.clone(), IfExists::Replace).await;
    assert_eq!(exported, Exported::Cancelled);
    assert_eq!(fs::read_to_string(&goal).unwrap(), "old");
    assert!(scene.desk.prepare_export(export(answer.view, ExportFormat::Xlsx)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_outdated_once_the_archive_has_changed() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::connected(settings).await;
    let nothing = scene.ask(&everything()).await;
    assert_eq!((nothing.total, nothing.kept), (0, 0));
    assert_eq!(scene.rows(nothing.view, 0, 10).await, []);
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    scene.ended().await;
    let before = scene.ask(&everything()).await;
    let id = scene.ids(before.view).await[0];
    scene.told.lock().unwrap().clear();
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Everything).await.unwrap();
    scene.ended().await;
    // Nobody has looked at the new state yet: what was shown can still be read.
    assert_eq!(scene.rows(before.view, 0, 1).await[0].id, id);
    assert!(scene.desk.read(scene.id.clone(), id, String::new()).await.unwrap().is_some());
    assert_eq!(scene.rows(before.view, 0, 1).await[0].id, id);
    let after = scene.ask(&everything()).await;
    assert!(after.generation > before.generation);
    let outdated = scene.desk.page(before.view, 0, 1).await;
    assert_eq!(outdated, Err(DeskError::ViewOutdated.into()));
    assert_eq!(scene.desk.held(after.view, vec![id]).await.unwrap(), [Held { id, place: 0 }]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shown_is_exported_although_more_has_arrived() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::downloaded(settings.clone()).await;
    let before = scene.ask(&everything()).await;
    let day = settings.period.from();
    scene.simulator.plant(day, Some(day), r#"{"conn_id": "planted", "case_id": "planted"}"#);
    scene.told.lock().unwrap().clear();
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Everything).await.unwrap();
    assert_eq!(scene.ended().await.records, 601);
    let prepared = scene.desk.prepare_export(export(before.view, ExportFormat::Csv)).await.unwrap();
    // Another state is asked about while a person looks for a folder.
    let after = scene.ask(&everything()).await;
    assert_eq!((before.total, after.total), (600, 601));
    let goal = scene.folder.path().join("before.csv");
    let exported = scene.desk.write_export(prepared, goal.clone(), IfExists::Refuse).await;
    assert!(matches!(exported, Exported::Done { rows: 600, .. }), "{exported:?}");
    assert!(!fs::read_to_string(goal).unwrap().contains("planted"));
    let outdated = scene.desk.prepare_export(export(before.view, ExportFormat::Csv)).await;
    assert_eq!(outdated.err(), Some(DeskError::ViewOutdated.into()));
    let prepared = scene.desk.prepare_export(export(after.view, ExportFormat::Csv)).await.unwrap();
    let exported = scene.desk.write_export(prepared, scene.folder.path().join("after.csv"), IfExists::Refuse).await;
    assert!(matches!(exported, Exported::Done { rows: 601, .. }), "{exported:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_a_panic_ends_is_told_as_failed() {
    let scene = Scene::connected(few()).await;
    let (ends, mut ended) = tokio::sync::mpsc::unbounded_channel();
    let desk = Desk::new(scene.context.clone(), move |told| match told {
        Told::DownloadEnded(ended) => ends.send(ended).unwrap(),
        Told::DownloadProgress(_) => panic!("a defect"),
        _ => {}
    });
    let (from, to) = (few().period.from().day(), few().period.to().day());
    for _ in 0..2 {
        desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
        assert_eq!(ended.recv().await.unwrap().how, How::Failed { error: DeskError::WorkFailed.into() });
    }
    assert!(desk.downloads().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_tells_how_far_it_is_and_what_is_covered_afterwards() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::connected(settings).await;
    let cost = scene.desk.plan_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    assert_eq!((cost.kept_days, cost.bytes), (0, None));
    assert!(cost.free.is_some() && cost.requests > 2);
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    let twice = scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await;
    assert_eq!(twice, Err(DeskError::DownloadRunning.into()));
    let ended = scene.ended().await;
    assert_eq!((ended.how, ended.records, ended.requests), (How::Done, 600, cost.requests));
    assert!(scene.desk.downloads().is_empty());
    let told = scene.told.lock().unwrap().clone();
    let last = told.iter().rev().find_map(|told| match told {
        Told::DownloadProgress(progress) => Some(progress.clone()),
        _ => None,
    });
    let last = last.unwrap();
    assert_eq!((last.days, last.days_done, last.records), (cost.days, cost.days, 600));
    assert!(told.iter().any(|told| matches!(told, Told::ArchiveChanged { operation } if *operation == scene.id)));

    let covered = scene.desk.coverage(scene.id.clone()).await.unwrap();
    assert_eq!(covered.records, 600);
    assert!(covered.bytes > 0 && covered.last_download.is_some());
    assert!(covered.months.is_sorted_by(|one, other| one.month > other.month));
    let listed: u32 = covered.months.iter().map(|month| month.records).sum();
    assert_eq!(listed, 600);
    assert!(covered.months.iter().all(|month| month.list.len() as u32 == month.days));
    assert_eq!(covered.months[0].list.last().unwrap().state, DayState::Missing);
    let again = scene.desk.plan_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    assert_eq!((again.requests, again.seconds), (0, None), "{again:?}");
    assert!(again.kept_days > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_download_keeps_what_arrived_and_a_failed_one_says_why() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::connected(settings).await;
    scene.simulator.set_faults(Faults::none().always(Fault::StallBeforeFirstByte));
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(scene.desk.downloads().len(), 1);
    scene.desk.cancel_download(&scene.id);
    assert_eq!(scene.ended().await.how, How::Cancelled);

    scene.told.lock().unwrap().clear();
    scene.simulator.set_faults(Faults::none().always(Fault::Refuse(simulator::Refusal::TokenRefused)));
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    let How::Failed { error } = scene.ended().await.how else { panic!("it must fail") };
    assert_eq!(error.code(), "token_refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_ends_a_download_within_the_limit() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::connected(settings).await;
    scene.simulator.set_faults(Faults::none().always(Fault::StallBeforeFirstByte));
    scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    scene.desk.close(Duration::from_secs(5)).await;
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(scene.desk.downloads().is_empty());
    let refused = scene.desk.start_download(scene.id.clone(), days(from, to), Again::Needed).await;
    assert_eq!(refused, Err(DeskError::Closing.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_is_read_with_its_hits_and_its_case() {
    let scene = Scene::downloaded(few()).await;
    let answer = scene.ask(&everything()).await;
    let rows = scene.rows(answer.view, 0, 600).await;
    let mut question = everything();
    let of_case = |case: &str| rows.iter().filter(|row| row.case_id == case).count() as u32;
    let row = rows.iter().max_by_key(|row| of_case(&row.case_id)).unwrap();
    question.case_id = Some(row.case_id.clone());
    assert_eq!(scene.ask(&question).await.total, of_case(&row.case_id));
    let word = row.subject.iter().flat_map(|piece| piece.text.split_whitespace()).find(|word| word.len() > 4).unwrap();
    let reading = scene.desk.read(scene.id.clone(), row.id, word.to_owned()).await.unwrap().unwrap();
    assert!(reading.row.subject.iter().any(|piece| piece.hit), "{word}");
    assert_eq!(reading.related_total, of_case(&row.case_id) - 1);
    assert_eq!(reading.related.len() as u32, reading.related_total);
    assert!(reading.related.iter().all(|other| other.case_id == row.case_id && other.id != row.id));
    assert!(reading.message.is_some());
    let raw = scene.desk.raw_text(scene.id.clone(), row.id).await.unwrap();
    assert!(raw.iter().any(|raw| raw.field == "case_id" && raw.text == row.case_id));
    assert_eq!(scene.desk.read(scene.id.clone(), u32::MAX, String::new()).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brush_narrows_the_rows_and_not_the_timeline() {
    let scene = Scene::downloaded(few()).await;
    let mut question = everything();
    let whole = scene.ask(&question).await;
    let bar = whole.timeline.bars.iter().find(|bar| bar.total > 0).unwrap();
    let day = |day: chrono::NaiveDate| app::Day(day);
    question.days = Some(app::Days { from: day(bar.from), to: day(bar.to) });
    let brushed = scene.ask(&question).await;
    assert_eq!(brushed.total, bar.total);
    assert_eq!(brushed.timeline, whole.timeline);
    question.span = Span::Today;
    assert_eq!(scene.ask(&question).await.total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_needs_nothing_and_is_gone_when_it_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    let context = app::Context {
        home: app::Home::at(folder.path().join("home")),
        keychain: app::Keychain::None,
        given: app::Given::default(),
    };
    let desk = Desk::new(context, |_| {});
    let shown = desk.open_sample().await.unwrap();
    assert!(shown.is_sample && shown.has_archive && shown.id == "sample");
    assert_eq!(desk.open_sample().await.unwrap(), shown);
    assert_eq!(desk.start().await.unwrap().operations, std::slice::from_ref(&shown));
    let answer = desk.ask(shown.id.clone(), everything()).await.unwrap();
    assert!(answer.total > 2_000, "{}", answer.total);
    let storage = desk.storage(shown.id.clone()).await.unwrap();
    assert_eq!(storage.records, answer.total);
    let change = Change { name: "Otra".into(), zone: "America/Lima".into(), scale: shown.scale };
    assert_eq!(desk.change_operation(shown.id.clone(), change).await.unwrap().name, "Otra");
    desk.close_sample().await.unwrap();
    assert!(!std::path::Path::new(&storage.path).exists());
    let gone = desk.ask(shown.id, everything()).await.unwrap_err();
    assert!(matches!(gone, Error::Operation(OperationError::OperationUnknown { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_can_be_changed_and_removed_and_tried() {
    let scene = Scene::downloaded(few()).await;
    let scale = Scale { lowest: 1, highest: 10, satisfied_from: 8 };
    let change = |name: &str, scale| Change { name: name.into(), zone: "Europe/Madrid".into(), scale };
    let changed = scene.desk.change_operation(scene.id.clone(), change("Soporte", scale)).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.scale, changed.has_archive), ("Soporte", scale, true));
    assert_eq!(app::with_id(&scene.context, &scene.id).unwrap().zone.name(), "Europe/Madrid");
    let none = Scale { lowest: 5, highest: 1, satisfied_from: 3 };
    let refused = scene.desk.change_operation(scene.id.clone(), change("Soporte", none)).await;
    assert_eq!(refused, Err(DeskError::ScaleInvalid.into()));

    let connection = |token: &str| NewConnection {
        server: "wv0042".into(),
        base_url: Some(scene.simulator.base_url()),
        zone: "America/Bogota".into(),
        token: token.to_owned().into(),
    };
    let tried = scene.desk.try_connection(connection(scene.simulator.token())).await.unwrap();
    assert_eq!((tried.server.as_str(), tried.requests), ("0042", 2));
    assert!(tried.skills.is_some_and(|skills| skills > 0) && tried.quota.is_some());
    let wrong = scene.desk.try_connection(connection("0badc0ffee")).await.unwrap_err();
    assert_eq!(wrong.code(), "token_refused");
    let missing = scene.desk.try_connection(connection("  ")).await.unwrap_err();
    assert_eq!(missing, SecretError::TokenMissing.into());

    let without = scene.desk.replace_token(scene.id.clone(), "0badc0ffee".to_owned().into()).await.unwrap_err();
    assert_eq!(without.code(), "keychain_absent");
    let new = app::NewOperation { name: "Otra".into(), server: "1".into(), ..app::NewOperation::default() };
    let refused = scene.desk.connect(new, "0badc0ffee".to_owned().into()).await.unwrap_err();
    assert_eq!(refused.code(), "keychain_absent");
    assert_eq!(scene.desk.start().await.unwrap().operations.len(), 1);

    let view = scene.ask(&everything()).await.view;
    let removed = scene.desk.remove_operation(scene.id.clone(), Fate::Delete).await.unwrap();
    assert_eq!(removed.archive, None);
    assert_eq!(scene.desk.page(view, 0, 1).await, Err(DeskError::ViewOutdated.into()));
    assert!(scene.desk.start().await.unwrap().operations.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_goes_only_to_the_address_that_it_was_typed_with() {
    // Its operation's token is at hand, but nobody typed it with this address.
    let scene = Scene::connected(few()).await;
    let elsewhere = simulator::Simulator::start(few()).await.unwrap();
    let connection = |token: &str| NewConnection {
        server: "0042".into(),
        base_url: Some(elsewhere.base_url()),
        zone: "America/Bogota".into(),
        token: token.to_owned().into(),
    };
    let without = scene.desk.try_connection(connection("")).await.unwrap_err();
    assert_eq!(without, SecretError::TokenMissing.into());
    assert!(elsewhere.judge().requests.is_empty());
    scene.desk.try_connection(connection(elsewhere.token())).await.unwrap();
    assert!(!elsewhere.judge().requests.is_empty());
    assert!(scene.simulator.judge().requests.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_that_is_broken_off_keeps_the_token_for_a_moment() {
    let scene = Scene::connected(few()).await;
    let connection = || NewConnection {
        server: "0042".into(),
        base_url: Some(scene.simulator.base_url()),
        zone: "America/Bogota".into(),
        token: scene.simulator.token().to_owned().into(),
    };
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::StallBeforeFirstByte));
    let broken_off = tokio::time::timeout(Duration::from_millis(300), scene.desk.try_connection(connection())).await;
    assert!(broken_off.is_err());
    scene.simulator.set_faults(Faults::none());
    let began = Instant::now();
    scene.desk.try_connection(connection()).await.unwrap();
    assert!(began.elapsed() > Duration::from_millis(700), "{:?}", began.elapsed());
    assert_eq!(scene.simulator.judge().most_at_once, 1);
    // One that was answered lets it go at once.
    let began = Instant::now();
    scene.desk.try_connection(connection()).await.unwrap();
    assert!(began.elapsed() < Duration::from_millis(700), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_kept_and_a_damaged_file_is_set_aside() {
    let scene = Scene::connected(few()).await;
    let file = scene.context.home.folder().join("settings.json");
    let settings = Kept { theme: Theme::Dark, language: Some(Language::En), ..Kept::default() };
    scene.desk.save_settings(settings.clone()).await.unwrap();
    assert_eq!(scene.desk.start().await.unwrap().settings, settings);
    let mut text: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    text["of_a_newer_version"] = 7.into();
    fs::write(&file, text.to_string()).unwrap();
    scene.desk.save_settings(settings.clone()).await.unwrap();
    assert!(fs::read_to_string(&file).unwrap().contains("of_a_newer_version"));
    fs::write(&file, "{").unwrap();
    assert_eq!(scene.desk.start().await.unwrap().settings, Kept::default());
    scene.desk.save_settings(settings.clone()).await.unwrap();
    assert_eq!(scene.desk.start().await.unwrap().settings, settings);
    let aside = scene.context.home.folder().join("settings.damaged.json");
    assert_eq!(fs::read_to_string(aside).unwrap(), "{");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_and_exports_tell_the_coverage_that_they_rest_on() {
    let settings = few();
    let (from, to) = (settings.period.from().day(), settings.period.to().day());
    let scene = Scene::connected(settings).await;
    let mut question = everything();
    question.span = days(from, to);
    let nothing = scene.ask(&question).await.coverage;
    assert_eq!((nothing.missing, nothing.whole), (nothing.days, 0));
    let half = from + chrono::Days::new(9);
    scene.desk.start_download(scene.id.clone(), days(from, half), Again::Needed).await.unwrap();
    assert!(scene.ended().await.complete);
    let answer = scene.ask(&question).await;
    let covered = answer.coverage;
    assert_eq!((covered.days, covered.failed), (nothing.days, 0));
    assert_eq!(covered.missing, nothing.days - 10);
    assert_eq!(covered.whole + covered.changing + covered.partial, 10);
    let estimate = scene.desk.estimate_export(export(answer.view, ExportFormat::Csv)).await.unwrap();
    assert_eq!(estimate.coverage, covered);
    question.span = days(from, half);
    assert_eq!(scene.ask(&question).await.coverage.missing, 0);
}
