//! The reports over HTTP: what the vendor documents, its limits and its refusals.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, dead_code, unreachable_pub)]

mod common;

use common::{get, interactions, moment, path, period, send, start};
use interaction::Field;
use simulator::{Limits, MonthEnds, SelectsBy, Settings};

fn small() -> Settings {
    Settings { records: 3_000, ..Settings::default() }
}

#[tokio::test]
async fn a_window_is_answered_as_documented_and_holds_the_truth() {
    for selects_by in [SelectsBy::Creation, SelectsBy::Closing] {
        let simulator = start(Settings { selects_by, now: Some(moment("2026-03-04 15:30:00")), ..small() }).await;
        let got = interactions(&simulator, "2026-03-02", "2026-03-04 12:00:00").await;
        let truth: Vec<_> = simulator.truth(period("2026-03-02", "2026-03-04 12:00:00")).collect();
        let records = got.records();
        assert_eq!(got.json()["msg"], format!("{} records were found", records.len()));
        assert_eq!((got.status, got.json()["code"].as_u64()), (200, Some(200)));
        assert_eq!(records.len(), truth.len());
        for (record, truth) in records.iter().zip(&truth) {
            for field in Field::ALL {
                assert_eq!(record[field.api_name()], truth.text(field), "{field:?}");
            }
        }
        assert!(truth.len() > 20 && got.text().contains("\\u00") && got.text().contains("<\\/"));
        assert_eq!(simulator.judge().broken, Vec::<String>::new());
    }
}

#[tokio::test]
async fn windows_add_up_and_a_server_started_again_says_the_same() {
    for selects_by in [SelectsBy::Creation, SelectsBy::Closing] {
        let ask = async |ends: (&str, &str)| {
            let simulator = start(Settings { selects_by, ..small() }).await;
            let records = interactions(&simulator, ends.0, ends.1).await.records();
            let mut texts: Vec<_> = records.iter().map(ToString::to_string).collect();
            texts.sort();
            texts
        };
        let whole = ask(("2026-02-01", "2026-02-28 23:59:59")).await;
        let mut parts = ask(("2026-02-01", "2026-02-13 10:20:30")).await;
        parts.extend(ask(("2026-02-13 10:20:31", "2026-02-28 23:59:59")).await);
        parts.sort();
        assert!(whole == parts && whole.len() > 300, "{} {}", whole.len(), parts.len());
    }
}

#[tokio::test]
async fn refusals_are_as_documented() {
    let simulator = start(small()).await;
    let token = simulator.token().to_owned();
    let window = path("2026-03-02", "2026-03-02");
    let cases = [
        (window.clone(), String::new(), 401, "UNAUTHORIZED", "PLEASE ENTER THE WOLKVOX-TOKEN"),
        (window.clone(), "wolkvox-token: 00ff\r\n".to_owned(), 403, "FORBIDDEN", "PLEASE VALIDATE TOKEN"),
        (window.replace("chat_4", "chat_99"), format!("wolkvox-token: {token}\r\n"), 400, "BAD REQUEST", "THE API YOU"),
        (
            window.replace("date_end", "end"),
            format!("Wolkvox-Token: {token}\r\n"),
            400,
            "BAD REQUEST",
            "SOME PARAMETERS",
        ),
        (window.replace("20260302000000", "2026-03-02"), format!("wolkvox-token: {token}\r\n"), 400, "BAD", "SOME"),
        (path("2026-01-01", "2026-02-01"), format!("wolkvox-token: {token}\r\n"), 400, "BAD REQUEST", "RANGE"),
    ];
    for (path, header, status, error, message) in cases {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\n{header}connection: close\r\n\r\n");
        let got = send(&simulator, &request).await;
        let json = got.json();
        assert_eq!((got.status, json["code"].as_u64()), (status, Some(u64::from(status))), "{path}");
        assert!(json["error"].as_str().unwrap().starts_with(error), "{json}");
        assert!(json["msg"].as_str().unwrap().contains(message), "{json}");
    }
    assert_eq!(get(&simulator, "/manager").await.status, 404);
}

#[tokio::test]
async fn month_ends_are_crossed_or_refused() {
    let simulator = start(small()).await;
    assert_eq!(interactions(&simulator, "2026-01-31", "2026-02-01").await.status, 200);
    simulator.set_limits(Limits { month_ends: MonthEnds::Refused, ..Limits::default() });
    assert_eq!(interactions(&simulator, "2026-01-31", "2026-02-01").await.status, 400);
    assert_eq!(interactions(&simulator, "2026-01-31", "2026-01-31 23:59:59").await.status, 200);
}

#[tokio::test]
async fn records_beyond_the_limit_are_left_out_in_silence() {
    let simulator = start(small()).await;
    let month = ("2026-03-01", "2026-03-31 23:59:59");
    let all = interactions(&simulator, month.0, month.1).await.records();
    simulator.set_limits(Limits { records: Some(100), ..Limits::default() });
    let got = interactions(&simulator, month.0, month.1).await;
    assert_eq!(got.json()["msg"], "100 records were found");
    assert_eq!(got.records(), all[..100]);
}

#[tokio::test]
async fn a_body_beyond_the_limit_of_bytes_is_cut_off() {
    let simulator = start(small()).await;
    simulator.set_limits(Limits { bytes: Some(50_000), ..Limits::default() });
    let got = interactions(&simulator, "2026-03-01", "2026-03-31 23:59:59").await;
    assert!(got.ended && got.status == 200);
    assert_eq!(got.body.len(), 50_000);
}

#[tokio::test]
async fn the_days_quota_is_shared_by_all_reports_and_new_the_next_day() {
    let limits = Limits { requests_a_day: Some(3), ..Limits::default() };
    let simulator = start(Settings { limits, now: Some(moment("2026-03-04 12:00:00")), ..small() }).await;
    let info = "/api/v2/information.php?api=token_info";
    assert_eq!(get(&simulator, "/api/v2/information.php?api=skills").await.status, 200);
    let first = get(&simulator, info).await.records();
    assert_eq!((first[0]["token_use_today"].as_str(), first[0]["token_limit"].as_str()), (Some("2"), Some("3")));
    assert_eq!(interactions(&simulator, "2026-03-03", "2026-03-03").await.status, 200);
    let spent = get(&simulator, info).await;
    assert_eq!((spent.status, spent.json()["msg"].as_str()), (403, Some("TOKEN LIMIT EXCEEDED")));
    simulator.set_now(moment("2026-03-05 00:00:01"));
    assert_eq!(get(&simulator, info).await.status, 200);
}

#[tokio::test]
async fn small_reports_name_what_interactions_carry() {
    let simulator = start(small()).await;
    let names = async |api: &str, field: &str| -> Vec<String> {
        let records = get(&simulator, &format!("/api/v2/information.php?api={api}")).await.records();
        records.iter().map(|record| record[field].as_str().unwrap().to_owned()).collect()
    };
    let (skills, codes) = (names("skills", "skill_id").await, names("activity_codes", "cod_act").await);
    let agents = names("agents", "agent_name").await;
    for record in simulator.truth(period("2026-03-01", "2026-03-31 23:59:59")) {
        for (field, known) in [(Field::SkillId, &skills), (Field::CodAct, &codes), (Field::AgentName, &agents)] {
            let text = record.text(field);
            assert!(text.is_empty() || known.iter().any(|name| name == text), "{text}");
        }
    }
    let forms = get(&simulator, "/api/v2/quality.php?api=quality_matrix").await.json();
    assert_eq!(forms["data"]["Calidad correo"][1]["error_type"], "CE");
}

#[tokio::test]
async fn totals_count_what_was_closed() {
    let simulator = start(small()).await;
    let window = path("2026-03-01", "2026-03-31 23:59:59");
    let march = |text: Option<interaction::Moment>| text.is_some_and(|m| m.to_string().starts_with("2026-03"));
    let closed = simulator.truth(period("2026-02-15", "2026-03-31 23:59:59")).filter(|r| march(r.closed()));
    let mut expected = std::collections::BTreeMap::new();
    for record in closed {
        *expected.entry(record.text(Field::AgentName).to_owned()).or_insert(0) += 1;
    }
    let totals = get(&simulator, &window.replace("chat_4", "chat_5")).await.records();
    for total in &totals {
        let count = expected[total["agent_name"].as_str().unwrap()].to_string();
        assert_eq!(total["closed_interactions"], count);
    }
    assert_eq!(totals.len(), expected.len());
    for (api, field) in [("chat_3", "channel"), ("chat_6", "date")] {
        assert!(get(&simulator, &window.replace("chat_4", api)).await.records()[0][field].is_string());
    }
}

#[tokio::test]
async fn moving_on_in_time_closes_surveys_and_adds() {
    let simulator = start(Settings { now: Some(moment("2026-03-04 11:00:00")), ..small() }).await;
    let day = period("2026-03-04", "2026-03-04 23:59:59");
    let count = |test: fn(&interaction::Interaction) -> bool| simulator.truth(day).filter(test).count();
    let tests: [fn(&interaction::Interaction) -> bool; 3] =
        [|_| true, |r| r.closed().is_some(), |r| !r.text(Field::EvaluationSurvey).is_empty()];
    let before = tests.map(count);
    simulator.set_now(moment("2026-03-20"));
    let after = tests.map(count);
    assert!(before.iter().zip(after).all(|(before, after)| *before < after), "{before:?} {after:?}");
}

#[tokio::test]
async fn answers_are_compressed_for_those_who_take_it() {
    let simulator = start(small()).await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}{}", simulator.base_url(), path("2026-03-01", "2026-03-31 23:59:59"));
    let got = client.get(&url).header("wolkvox-token", simulator.token()).send().await.unwrap();
    let unpacked = got.bytes().await.unwrap();
    let plain = interactions(&simulator, "2026-03-01", "2026-03-31 23:59:59").await;
    assert_eq!(unpacked, plain.body);
    let header = format!("wolkvox-token: {}\r\naccept-encoding: gzip\r\n", simulator.token());
    let request = path("2026-03-01", "2026-03-31 23:59:59");
    let packed =
        send(&simulator, &format!("GET {request} HTTP/1.1\r\nhost: x\r\n{header}connection: close\r\n\r\n")).await;
    assert!(packed.head.contains("content-encoding: gzip") && packed.body.len() * 3 < plain.body.len());
}
