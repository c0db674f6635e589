//! Downloads and coverage with the real binary: results, exit codes, and what is kept.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    unreachable_pub
)]

mod support;

use serde_json::json;
use simulator::{Fault, Faults, On, Page, Refusal, Settings, When};
use support::{NAME, Ran, Stage, small};

const MARCH: [&str; 4] = ["--from", "2026-03-01", "--to", "2026-03-31"];

fn download(stage: &Stage, more: &[&str]) -> Ran {
    stage.run(&[&["download", NAME, "--json"], more].concat())
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_month_is_downloaded_once_and_told_as_the_contract_says() {
    let stage = Stage::connected(small(300));
    let first = download(&stage, &MARCH);
    assert_eq!(first.code, Some(0), "{first:?}");
    let first = first.json();
    assert_eq!(
        (&first["windows"], &first["records"], &first["set_aside"], &first["complete"], &first["provisional_from"]),
        (&json!(1), &json!(300), &json!(0), &json!(true), &json!(null)),
    );
    assert_eq!(first["requests"], stage.simulator.judge().requests.len());
    let mut names = keys(&first);
    names.sort_unstable();
    assert_eq!(names, ["complete", "provisional_from", "records", "requests", "set_aside", "windows"]);

    let again = download(&stage, &MARCH).json();
    assert_eq!((&again["requests"], &again["windows"], &again["complete"]), (&json!(0), &json!(0), &json!(true)));
    let refreshed = download(&stage, &[&MARCH[..], &["--refresh"]].concat()).json();
    assert_eq!((&refreshed["windows"], &refreshed["records"]), (&json!(1), &json!(300)));
    assert_eq!(stage.query(&[])["total"], 300);
    assert_eq!(stage.simulator.judge().broken, Vec::<String>::new());
}

#[test]
fn an_empty_period_is_done() {
    let stage = Stage::connected(small(10));
    let empty = download(&stage, &["--from", "2025-01-01", "--to", "2025-01-31"]);
    assert_eq!(empty.code, Some(0), "{empty:?}");
    assert_eq!((&empty.json()["records"], &empty.json()["complete"]), (&json!(0), &json!(true)));
    let days = &stage.json(&["coverage", NAME, "--from", "2025-01-01", "--to", "2025-01-02"])["days"];
    assert_eq!((&days[0]["state"], &days[1]["state"]), (&json!("empty"), &json!("empty")));
}

#[test]
fn failures_before_anything_arrived_have_their_numbers() {
    let stage = Stage::connected(small(10));
    for (fault, code, name) in [
        (Fault::Refuse(Refusal::TokenRefused), 3, "token_refused"),
        (Fault::Refuse(Refusal::QuotaSpent), 4, "quota_spent"),
        (Fault::Page(Page::NotFound), 1, "not_offered"),
    ] {
        stage.simulator.set_faults(Faults::none().always(fault.clone()));
        let failed = download(&stage, &MARCH);
        assert_eq!(failed.code, Some(code), "{fault:?} {failed:?}");
        assert_eq!(failed.error(), json!({"code": name, "params": {}}));
        assert_eq!(failed.json()["complete"], false);
        assert!(failed.err.lines().count() >= 2, "a sentence for people too: {failed:?}");
    }
}

#[test]
fn failures_after_something_arrived_are_five_but_for_token_and_quota() {
    let settings = || {
        let moment = |text| interaction::Moment::parse(text).unwrap();
        let period = interaction::Period::new(moment("2026-02-01"), moment("2026-03-31 23:59:59")).unwrap();
        Settings { records: 200, period, ..Settings::default() }
    };
    let march = small(0).period;
    for (fault, code, name) in [
        (Fault::Refuse(Refusal::TokenRefused), 3, "token_refused"),
        (Fault::Refuse(Refusal::QuotaSpent), 4, "quota_spent"),
        (Fault::Page(Page::NotFound), 5, "windows_failed"),
    ] {
        let stage = Stage::connected(settings());
        stage.simulator.set_faults(Faults::none().within(march, fault.clone()));
        let failed = download(&stage, &["--from", "2026-02-01", "--to", "2026-03-31"]);
        assert_eq!(failed.code, Some(code), "{fault:?} {failed:?}");
        assert_eq!(failed.error()["code"], name);
        assert_eq!((&failed.json()["windows"], &failed.json()["complete"]), (&json!(1), &json!(false)));
        assert_eq!(stage.query(&[])["total"], failed.json()["records"]);
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_told_with_the_first_trap() {
    let stage = Stage::new(small(10));
    let add = stage.run(&["operation", "add", NAME, "--server", "0042", "--base-url", "http://127.0.0.1:1"]);
    assert_eq!(add.code, Some(0), "{add:?}");
    let failed = download(&stage, &MARCH);
    assert_eq!((failed.code, &failed.error()["code"]), (Some(1), &json!("unreachable")), "{failed:?}");
    assert!(failed.err.contains("IP pública"), "{failed:?}");
}

#[test]
fn records_that_cannot_be_read_are_counted() {
    let stage = Stage::connected(small(20));
    let day = interaction::Moment::parse("2026-03-05 10:00:00").unwrap();
    stage.simulator.plant(day, Some(day), r#"{"channel": }"#);
    let done = download(&stage, &MARCH);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!((&done.json()["records"], &done.json()["set_aside"]), (&json!(20), &json!(1)));
}

#[test]
fn without_secrets_a_download_says_what_is_missing() {
    let stage = Stage::connected(small(10));
    for (variable, code) in [("TRAZA_TOKEN", "token"), ("TRAZA_ARCHIVE_KEY", "archive_key")] {
        let mut command = stage.command(&[&["download", NAME, "--json"][..], &MARCH].concat());
        let failed = Ran::of(command.env_remove(variable).output().unwrap());
        assert_eq!(failed.code, Some(1), "{failed:?}");
        assert_eq!(failed.error(), json!({"code": "keychain_absent", "params": {"secret": code}}));
        assert!(failed.err.contains(variable), "{failed:?}");
    }
    let mut command = stage.command(&[&["download", NAME, "--json"][..], &MARCH].concat());
    let failed = Ran::of(command.env("TRAZA_ARCHIVE_KEY", "no hex").output().unwrap());
    assert_eq!((failed.code, &failed.error()["code"]), (Some(2), &json!("archive_key_invalid")));
    assert!(stage.simulator.judge().requests.is_empty());
}

#[test]
fn a_wrong_key_opens_nothing_and_harms_nothing() {
    let stage = Stage::downloaded(small(30));
    let before: Vec<_> = support::files(&stage.home()).into_iter().map(|path| std::fs::read(path).unwrap()).collect();
    let wrong = "00".repeat(32);
    let output = stage.path("x.csv").display().to_string();
    for arguments in [
        [&["download", NAME, "--json"][..], &MARCH].concat(),
        vec!["query", NAME, "--json"],
        vec!["coverage", NAME, "--json"],
        vec!["export", NAME, "--format", "csv", "--output", &output],
    ] {
        let failed = Ran::of(stage.command(&arguments).env("TRAZA_ARCHIVE_KEY", &wrong).output().unwrap());
        assert_eq!(failed.code, Some(1), "{arguments:?} {failed:?}");
        assert!(failed.err.contains("La llave no es la del archivo"), "{failed:?}");
    }
    let after: Vec<_> = support::files(&stage.home()).into_iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(before == after && !stage.path("x.csv").exists());
    assert_eq!(stage.query(&[])["total"], 30);
}

#[test]
fn coverage_tells_each_day_with_one_state() {
    let stage = Stage::connected(small(300));
    let never = stage.json(&["coverage", NAME, "--from", "2026-03-30", "--to", "2026-04-01"]);
    assert_eq!(never["selects_by"], "unknown");
    let states = |coverage: &serde_json::Value| -> Vec<String> {
        let days = coverage["days"].as_array().unwrap();
        days.iter().map(|day| day["state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&never), ["missing", "missing", "missing"]);
    assert_eq!(stage.json(&["coverage", NAME])["days"], json!([]));

    assert_eq!(download(&stage, &["--from", "2026-03-01", "--to", "2026-03-02T12:00:00"]).code, Some(0));
    let coverage = stage.json(&["coverage", NAME, "--from", "2026-03-01", "--to", "2026-03-03"]);
    assert_eq!(states(&coverage)[1..], ["partial", "missing"]);
    let mut names = keys(&coverage["days"][0]);
    names.sort_unstable();
    assert_eq!(names, ["changing", "date", "failed_at", "fetched_at", "gaps", "reason", "records", "state"]);
    let gap = json!([{ "from": "2026-03-02 12:00:01", "to": "2026-03-02 23:59:59" }]);
    assert_eq!((&coverage["days"][0]["gaps"], &coverage["days"][1]["gaps"]), (&json!([]), &gap));
    assert_eq!(coverage["days"][0]["date"], "2026-03-01");
    let found = stage.query(&["--from", "2026-03-01", "--to", "2026-03-01"]);
    assert_eq!(coverage["days"][0]["records"], found["total"]);

    let text = stage.run(&["coverage", NAME, "--from", "2026-03-01", "--to", "2026-03-03"]);
    assert_eq!(text.out.lines().count(), 4, "{text:?}");
    assert!(text.out.contains("sin descargar") && text.out.contains("falta 12:00:01–24:00"), "{text:?}");
}

#[test]
fn a_failed_day_says_why_and_since_when() {
    let stage = Stage::connected(small(30));
    let failing = Faults::none().on(On::Interactions, When::Always, Fault::Page(Page::NotFound));
    assert_eq!(download(&stage, &MARCH).code, Some(0));
    stage.simulator.set_faults(failing);
    assert_eq!(download(&stage, &["--from", "2026-04-01", "--to", "2026-04-01"]).code, Some(1));
    let coverage = stage.json(&["coverage", NAME, "--from", "2026-04-01", "--to", "2026-04-01"]);
    let day = &coverage["days"][0];
    assert_eq!((&day["state"], &day["reason"]), (&json!("failed"), &json!("not_offered")));
    let failed_at = day["failed_at"].as_str().unwrap();
    let text = stage.run(&["coverage", NAME, "--from", "2026-04-01", "--to", "2026-04-01"]);
    assert!(text.out.contains("no ofrece el reporte") && text.out.contains(failed_at), "{text:?}");
}

#[test]
fn a_refresh_that_was_broken_off_goes_on_when_it_is_repeated() {
    let moment = |text| interaction::Moment::parse(text).unwrap();
    let period = interaction::Period::new(moment("2026-01-01"), moment("2026-04-30 23:59:59")).unwrap();
    let stage = Stage::downloaded(Settings { records: 80, period, ..Settings::default() });
    // What was fetched within the second in which the refresh begins is new enough.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    stage.simulator.forget();
    stage.simulator.set_limits(simulator::Limits { requests_a_day: Some(2), ..simulator::Limits::default() });
    let refresh = ["--from", "2026-01-01", "--to", "2026-04-30", "--refresh"];
    assert_eq!(download(&stage, &refresh).code, Some(4));
    stage.simulator.set_limits(simulator::Limits::default());
    assert_eq!(download(&stage, &refresh).code, Some(0));
    let answered = |asked: &&simulator::Seen| asked.status == 200 && asked.window.is_some();
    assert_eq!(stage.simulator.judge().requests.iter().filter(answered).count(), 4);
    // One that came to its end begins anew.
    stage.simulator.forget();
    assert_eq!(download(&stage, &refresh).code, Some(0));
    assert_eq!(stage.simulator.judge().requests.iter().filter(answered).count(), 4);
}

#[test]
fn before_a_dear_download_it_says_what_to_expect_and_what_is_left() {
    let stage = Stage::connected(small(2_000));
    assert_eq!(download(&stage, &MARCH).code, Some(0));
    // Two years cost a request a month, and one more to know what is left.
    let two_years = ["--from", "2024-01-01", "--to", "2025-12-31"];
    let ran = stage.run(&[&["download", NAME][..], &two_years].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("Costará 25 solicitudes") && ran.err.contains("Se esperan"), "{ran:?}");
    assert!(ran.err.contains("le quedan 199") && !ran.err.contains("no alcanzan"), "{ran:?}");
    let token_infos = stage.simulator.judge().requests.iter().filter(|asked| asked.report == "token_info").count();
    assert_eq!(token_infos, 1);

    let used = stage.simulator.judge().requests.len() as u32;
    stage.simulator.set_limits(simulator::Limits { requests_a_day: Some(used + 5), ..simulator::Limits::default() });
    let ran = stage.run(&["download", NAME, "--from", "2022-01-01", "--to", "2023-12-31"]);
    assert!(ran.err.contains("no alcanzan") && ran.err.contains("mañana"), "{ran:?}");
    assert_eq!(ran.code, Some(4), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_download_keeps_what_arrived_and_ends_with_130() {
    use std::process::Command;
    use std::time::{Duration, Instant};

    let moment = |text| interaction::Moment::parse(text).unwrap();
    let period = interaction::Period::new(moment("2026-02-01"), moment("2026-03-31 23:59:59")).unwrap();
    let stage = Stage::connected(Settings { records: 200, period, ..Settings::default() });
    stage.simulator.set_faults(Faults::none().within(small(0).period, Fault::StallAfter(2_000)));
    let arguments = ["download", NAME, "--from", "2026-02-01", "--to", "2026-03-31", "--json"];
    let child = stage.command(&arguments).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while stage.simulator.judge().windows().len() < 2 {
        assert!(Instant::now() < deadline, "the second window was never asked for");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(130), "{ran:?}");
    assert_eq!((&ran.json()["windows"], &ran.json()["complete"]), (&json!(1), &json!(false)));
    stage.simulator.set_faults(Faults::none());
    let rest = stage.json(&arguments[..6]);
    assert_eq!((&rest["windows"], &rest["complete"]), (&json!(1), &json!(true)));
    assert_eq!(stage.query(&[])["total"], 200);
}

#[test]
fn a_second_program_waits_for_the_token_and_says_so() {
    let stage = Stage::connected(small(100));
    stage.simulator.set_faults(Faults::none().next(1, Fault::DelayMillis(1_500)));
    let first = stage.command(&[&["download", NAME][..], &MARCH].concat()).spawn().unwrap();
    while stage.simulator.judge().requests.is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let second = stage.run(&[&["download", NAME][..], &MARCH].concat());
    assert_eq!(second.code, Some(0), "{second:?}");
    assert!(second.err.contains("Esperando"), "{second:?}");
    assert_eq!(Ran::of(first.wait_with_output().unwrap()).code, Some(0));
    let judgement = stage.simulator.judge();
    assert_eq!((judgement.most_at_once, judgement.broken), (1, Vec::new()));
}
