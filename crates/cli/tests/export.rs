//! Exports with the real binary: exactly what a query shows, in every format, and never over another file.
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

use serde_json::Value;
use support::{NAME, Ran, Stage, files, small};

const LOW: [&str; 2] = ["--evaluation", "1..3"];

fn export(stage: &Stage, format: &str, file: &str, more: &[&str]) -> Ran {
    stage.run(&[&["export", NAME, "--format", format, "--output", file], more].concat())
}

#[test]
fn a_json_export_is_the_query_without_ids() {
    let stage = Stage::downloaded(small(300));
    let done = export(&stage, "json", "low.json", &LOW);
    assert_eq!(done.code, Some(0), "{done:?}");
    let mut shown = stage.query(&[&LOW[..], &["--limit", "1000"]].concat());
    let lines: Vec<Value> = fs::read_to_string(stage.path("low.json"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let rows = shown["rows"].as_array_mut().unwrap();
    for row in rows.iter_mut() {
        row.as_object_mut().unwrap().remove("id");
    }
    assert!(!rows.is_empty());
    assert_eq!(&lines, rows);
    assert!(done.out.starts_with(&format!("{} interacciones en low.json", rows.len())), "{done:?}");
}

#[test]
fn the_region_decides_separator_and_headers() {
    let stage = Stage::downloaded(small(30));
    for (file, more, start) in [
        ("system.csv", vec![], "\u{feff}Canal;Agente;"),
        ("us.csv", vec!["--region", "en-US"], "\u{feff}Channel,Agent,"),
        ("mx.csv", vec!["--region", "es-MX"], "\u{feff}Canal,Agente,"),
    ] {
        assert_eq!(export(&stage, "csv", file, &more).code, Some(0));
        let text = fs::read_to_string(stage.path(file)).unwrap();
        assert!(text.starts_with(start), "{file} {}", text.lines().next().unwrap());
        assert!(text.contains("\r\n"));
    }
    let mut command = stage.command(&["export", NAME, "--format", "csv", "--output", "c.csv"]);
    let done = Ran::of(command.env("LANG", "C").output().unwrap());
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(fs::read(stage.path("c.csv")).unwrap(), fs::read(stage.path("system.csv")).unwrap());
}

#[test]
fn a_workbook_is_written_whole() {
    let stage = Stage::downloaded(small(50));
    let done = export(&stage, "XLSX", "all.xlsx", &[]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(fs::read(stage.path("all.xlsx")).unwrap().starts_with(b"PK"));
    assert_eq!(files(&stage.folder.path().join("cwd")).len(), 1, "no temporary file is left");
}

#[test]
fn a_file_that_exists_is_replaced_only_if_told_to() {
    let stage = Stage::downloaded(small(20));
    fs::write(stage.path("mine.csv"), "mine").unwrap();
    let refused = export(&stage, "csv", "mine.csv", &[]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.err.contains("--overwrite"), "{refused:?}");
    assert_eq!(fs::read_to_string(stage.path("mine.csv")).unwrap(), "mine");
    assert_eq!(export(&stage, "csv", "mine.csv", &["--overwrite"]).code, Some(0));
    assert!(fs::read_to_string(stage.path("mine.csv")).unwrap().lines().count() > 20);
}

#[test]
fn a_goal_that_cannot_be_says_why_and_leaves_nothing() {
    let stage = Stage::downloaded(small(20));
    for (goal, words) in [("no/such/folder/x.csv", "No existe la carpeta"), (".", "no puede ser un archivo")] {
        let failed = export(&stage, "csv", goal, &[]);
        assert_eq!(failed.code, Some(1), "{failed:?}");
        assert!(failed.err.contains(words), "{failed:?}");
    }
    assert_eq!(files(&stage.folder.path().join("cwd")), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_filter_that_leaves_nothing_exports_an_empty_table() {
    let stage = Stage::downloaded(small(20));
    let done = export(&stage, "json", "none.json", &["--agent", "nadie"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(fs::read_to_string(stage.path("none.json")).unwrap(), "");
}

#[test]
fn the_demonstration_needs_no_secret_and_overwrites_nothing() {
    let stage = Stage::new(small(0));
    let demo = || {
        let mut command = stage.command(&["demo", "--output", "out"]);
        command.env_remove("TRAZA_TOKEN").env_remove("TRAZA_ARCHIVE_KEY").env_remove("TRAZA_HOME");
        Ran::of(command.output().unwrap())
    };
    for number in 1..=2 {
        let done = demo();
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.out.contains("Con encuesta 1..2"), "{done:?}");
        let written = files(&stage.path("out"));
        assert_eq!(written.len(), 2 * number);
        let is_named =
            |name: &str| name.starts_with("interacciones_") && (name.ends_with(".xlsx") || name.ends_with(".csv"));
        assert!(written.iter().all(|path| is_named(&path.file_name().unwrap().to_string_lossy())), "{written:?}");
    }
    assert_eq!(files(&stage.folder.path().join("tmp")), Vec::<std::path::PathBuf>::new(), "nothing temporary is left");
    assert_eq!(files(&stage.home()), Vec::<std::path::PathBuf>::new());
}
