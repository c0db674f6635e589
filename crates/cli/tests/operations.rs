//! Connecting, listing, testing and removing operations with the real binary.
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

use std::fs;

use serde_json::json;
use simulator::{Fault, Faults, On, Page, Refusal, When};
use support::{NAME, Stage, TOKEN, small, with_input};

#[test]
fn an_operation_is_added_listed_and_removed() {
    let stage = Stage::new(small(10));
    let added = stage.run(&[
        "operation",
        "add",
        "Ventas Cali",
        "--server",
        "https://wv0042.wolkvox.com/manager",
        "--zone",
        "Europe/Madrid",
    ]);
    assert_eq!(added.code, Some(0), "{added:?}");
    assert!(added.out.contains("«Ventas Cali» agregada") && added.out.contains("no se guardó"), "{added:?}");
    assert!(stage.simulator.judge().requests.is_empty(), "add contacts nobody");
    let list = stage.run(&["operation", "list"]);
    assert_eq!(
        list.out.split_whitespace().collect::<Vec<_>>(),
        ["Ventas", "Cali", "0042", "Europe/Madrid", "https://wv0042.wolkvox.com"]
    );
    let removed = stage.run(&["operation", "remove", "VENTAS CALI"]);
    assert_eq!((removed.code, stage.run(&["operation", "list"]).out.as_str()), (Some(0), ""), "{removed:?}");
}

#[test]
fn what_cannot_be_an_operation_is_refused_as_usage() {
    let stage = Stage::connected(small(10));
    for arguments in [
        ["operation", "add", "ventas", "--server", "0042", "--zone", "America/Bogota"],
        ["operation", "add", "X", "--server", "example.com", "--zone", "America/Bogota"],
        ["operation", "add", "X", "--server", "0042", "--zone", "Bogotá"],
        ["operation", "add", "X", "--server", "0042", "--base-url", "http://example.com"],
        ["operation", "add", "\n", "--server", "0042", "--zone", "America/Bogota"],
    ] {
        let refused = stage.run(&arguments);
        assert_eq!(refused.code, Some(2), "{arguments:?} {refused:?}");
        assert!(refused.out.is_empty() && refused.err.lines().count() == 1, "{refused:?}");
    }
    assert_eq!(stage.run(&["operation", "list"]).out.lines().count(), 1);
}

#[test]
fn the_token_comes_from_standard_input_where_the_environment_has_none() {
    let stage = Stage::new(small(10));
    let mut command = stage.command(&["operation", "add", NAME, "--server", "0042"]);
    command.env_remove("TRAZA_TOKEN");
    let added = with_input(command, &format!("{TOKEN}\n"));
    assert_eq!(added.code, Some(0), "{added:?}");
    assert!(!format!("{added:?}").contains(TOKEN));
    let mut command = stage.command(&["operation", "add", "B", "--server", "0042"]);
    command.env_remove("TRAZA_TOKEN");
    let refused = with_input(command, "plan tado\n");
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(!refused.err.contains("plan tado"), "{refused:?}");
}

#[test]
fn a_test_tells_what_is_left_or_what_is_wrong() {
    let stage = Stage::connected(small(10));
    let works = stage.run(&["operation", "test", NAME]);
    assert_eq!(works.code, Some(0), "{works:?}");
    assert!(works.out.contains("La conexión funciona") && works.out.contains("20000"), "{works:?}");
    for (fault, code, word) in [
        (Fault::Refuse(Refusal::TokenRefused), 3, "rechazó el token"),
        (Fault::Refuse(Refusal::QuotaSpent), 4, "agotaron"),
        (Fault::Refuse(Refusal::Maintenance), 1, "mantenimiento"),
        (Fault::Page(Page::NotFound), 1, "no ofrece"),
        (Fault::PageWithin200(Page::InternalError), 1, ""),
        (Fault::Reset, 1, "IP pública"),
    ] {
        stage.simulator.set_faults(Faults::none().on(On::All, When::Always, fault.clone()));
        let ran = stage.run(&["operation", "test", NAME]);
        assert_eq!(ran.code, Some(code), "{fault:?} {ran:?}");
        assert!(ran.err.contains(word) && ran.out.is_empty(), "{fault:?} {ran:?}");
    }
    stage.simulator.set_faults(Faults::none().on(On::SmallReports, When::Always, Fault::Page(Page::NotFound)));
    let without_report = stage.run(&["operation", "test", NAME]);
    assert_eq!(without_report.code, Some(0), "{without_report:?}");
}

#[test]
fn a_test_tells_programs_its_verdict() {
    let stage = Stage::connected(small(10));
    let works = stage.json(&["operation", "test", NAME, "--json"]);
    assert_eq!((&works["verdict"], &works["requests"]), (&json!("works"), &json!(1)));
    assert_eq!(works["quota"]["limit"], 20_000);
    for (fault, code, verdict) in [
        (Fault::Refuse(Refusal::TokenRefused), 3, "token_refused"),
        (Fault::Refuse(Refusal::QuotaSpent), 4, "quota_spent"),
        (Fault::Refuse(Refusal::TooManyAtOnce), 1, "token_in_use"),
        (Fault::Refuse(Refusal::Maintenance), 1, "maintenance"),
        (Fault::Page(Page::NotFound), 1, "not_offered"),
        (Fault::Reset, 1, "address_not_listed"),
    ] {
        stage.simulator.set_faults(Faults::none().on(On::All, When::Always, fault.clone()));
        let ran = stage.run(&["operation", "test", NAME, "--json"]);
        let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!((ran.code, &told["verdict"]), (Some(code), &json!(verdict)), "{fault:?} {ran:?}");
        assert!(!ran.error()["code"].as_str().unwrap().is_empty());
    }
}

#[test]
fn an_unknown_operation_is_usage_in_every_command() {
    let stage = Stage::connected(small(10));
    let period = ["--from", "2026-03-01", "--to", "2026-03-02"];
    let output = stage.path("x.csv").display().to_string();
    for arguments in [
        vec!["operation", "test", "nadie"],
        vec!["operation", "remove", "nadie", "--keep-archive"],
        [&["download", "nadie", "--json"][..], &period].concat(),
        vec!["coverage", "nadie", "--json"],
        vec!["query", "nadie", "--json"],
        vec!["export", "nadie", "--format", "csv", "--output", &output],
    ] {
        let ran = stage.run(&arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?} {ran:?}");
        assert!(ran.err.contains("nadie") && ran.out.is_empty(), "{ran:?}");
        if arguments.contains(&"--json") {
            assert_eq!(ran.error(), serde_json::json!({"code": "operation_unknown", "params": {"name": "nadie"}}));
        }
    }
}

#[test]
fn removing_asks_what_happens_to_the_archive() {
    let stage = Stage::downloaded(small(50));
    let archive = || support::files(&stage.home().join("archives"));
    let unasked = stage.run(&["operation", "remove", NAME]);
    assert_eq!(unasked.code, Some(2), "{unasked:?}");
    assert!(unasked.err.contains("--keep-archive") && !archive().is_empty());

    let kept = stage.run(&["operation", "remove", NAME, "--keep-archive"]);
    assert_eq!(kept.code, Some(0), "{kept:?}");
    let place = archive().pop().unwrap();
    assert!(kept.out.contains(&place.with_extension("").display().to_string()), "{kept:?}");
    let url = stage.simulator.base_url();
    let again = stage.run(&["operation", "add", NAME, "--server", &stage.server(), "--base-url", &url]);
    assert!(again.out.contains("vuelve a estar disponible"), "{again:?}");
    assert_eq!(stage.query(&[])["total"], 50);

    let deleted = stage.run(&["operation", "remove", NAME, "--delete-archive"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    assert_eq!(archive(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn help_and_version_need_nothing_and_speak_the_systems_language() {
    let stage = Stage::new(small(10));
    for command in ["", "operation", "download", "coverage", "query", "export", "demo"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let spanish = stage.run(&arguments);
        assert!(spanish.code == Some(0) && spanish.out.contains("Uso: traza-cli"), "{spanish:?}");
        let english = support::Ran::of(stage.command(&arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap());
        assert!(english.code == Some(0) && english.out.contains("Usage: traza-cli"), "{english:?}");
    }
    assert_eq!(stage.run(&["--version"]).out, format!("traza-cli {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(stage.run(&[]).code, Some(2));
    assert_eq!(fs::read_dir(stage.home()).unwrap().count(), 0);
}

#[test]
fn a_damaged_list_of_operations_is_left_alone() {
    let stage = Stage::connected(small(10));
    let list = stage.home().join("operations.json");
    fs::write(&list, "{").unwrap();
    for arguments in [vec!["operation", "list"], vec!["operation", "add", "B", "--server", "1"]] {
        let ran = stage.run(&arguments);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains("dañada"), "{ran:?}");
    }
    assert_eq!(fs::read_to_string(list).unwrap(), "{");
}
