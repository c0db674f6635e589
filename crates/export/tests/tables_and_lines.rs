//! CSV and JSON, read again by other programs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
mod readers;

use std::collections::BTreeMap;
use std::fs;

use common::{long_texts, odd_texts, plain_record, records_of, request, write_all};
use export::{Column, Format, Language, Region};
use interaction::{Field, Interaction, Moment};
use readers::{libreoffice, python_csv};
use serde_json::Value;

/// Semicolon, quotes, UTF-8, text as LibreOffice would guess it.
const SEMICOLON_UTF8: &str = "CSV:59,34,76,1";

/// The rule, said again: an apostrophe before what starts, after blanks, with a sign of a formula, but for dates and
/// numbers in the columns of dates and scores.
fn expected(record: &Interaction, field: Field) -> String {
    let shown = record.shown(field).into_owned();
    let number = field == Field::EvaluationSurvey && ["-5", "+5"].contains(&shown.as_str());
    let dated = matches!(field, Field::DateCreation | Field::CloseDate) && Moment::parse(&shown).is_some();
    let blank = |c: char| c.is_whitespace() && !matches!(c, '\t' | '\r');
    let risky = shown.trim_start_matches(blank).starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if risky && !number && !dated { format!("'{shown}") } else { shown }
}

#[test]
fn pythons_csv_reads_every_field_of_every_record_as_it_was() {
    for (region, separator) in [("es-CO", ';'), ("en-US", ',')] {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("raro.csv");
        let records = records_of(&[odd_texts(), long_texts()].concat());
        let mut asked = request(Format::Csv, &goal);
        asked.region = Region::parse(region).unwrap();
        let written = write_all(&asked, &records).unwrap();
        assert_eq!((written.rows, written.cut_texts), (records.len() as u64, 0));
        let rows = python_csv(&goal, separator);
        assert_eq!(rows.len(), records.len() + 1);
        assert!(rows[0][0].starts_with('\u{feff}'));
        for (record, row) in records.iter().zip(&rows[1..]) {
            let fields: Vec<_> = Field::ALL.into_iter().map(|field| expected(record, field)).collect();
            assert_eq!(*row, fields);
        }
    }
}

#[test]
fn a_csv_starts_with_the_mark_ends_lines_with_crlf_and_has_no_sep_line() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("llano.csv");
    write_all(&request(Format::Csv, &goal), &[plain_record()]).unwrap();
    let text = fs::read_to_string(&goal).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Canal;Agente;Skill;Caso;Asunto;De;Para;Mensaje del cliente;Respuesta;"));
    let cells =
        "Email;Ana López;101;000123;Solicitud;cliente@example.com;;Buenos días;;2026-08-12 08:02:09;;5;;;;;close";
    assert_eq!(lines[1..], [cells, ""]);
}

#[test]
fn libreoffice_finds_no_formula_in_a_csv() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("fórmulas.csv");
    let texts: Vec<_> = odd_texts().into_iter().filter(|text| !text.contains(['\0', '\r', '\n'])).collect();
    let mut asked = request(Format::Csv, &goal);
    asked.columns = vec![Column::Field(Field::Subject), Column::Field(Field::Body)];
    write_all(&asked, &records_of(&texts)).unwrap();
    let sheets = libreoffice(&goal, Some(SEMICOLON_UTF8));
    let rows = &sheets[0].1;
    assert_eq!(rows.len(), texts.len() + 1);
    for (text, row) in texts.iter().zip(&rows[1..]) {
        // A formula would have been run, or be shown with its sign first.
        assert!(!row[0].text.trim_start().starts_with(['=', '+', '-', '@']), "{text:?} {row:?}");
        if text.trim_start().starts_with(['=', '@']) {
            assert!(row[0].is_text && row[0].text.ends_with(text.trim()), "{text:?} {row:?}");
        }
    }
}

#[test]
fn names_of_skills_are_the_last_column() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("skills.csv");
    let mut asked = request(Format::Csv, &goal);
    asked.skill_names = BTreeMap::from([("101".to_owned(), "@Ventas".to_owned())]);
    asked.columns = Column::standard(&asked.skill_names);
    write_all(&asked, &[plain_record()]).unwrap();
    let rows = python_csv(&goal, ';');
    assert_eq!(rows[0][17], Column::SkillName.header(Language::Es));
    assert_eq!(rows[1][17], "'@Ventas");
}

#[test]
fn json_has_a_record_a_line_with_the_apis_names_and_unknown_fields() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("raro.json");
    let mut records = records_of(&[odd_texts(), long_texts()].concat());
    records[0].set_extra("{\"nuevo\": [1,\r\n 2],\n \"texto\": \"a\\nb\"}");
    write_all(&request(Format::Json, &goal), &records).unwrap();
    let text = fs::read_to_string(&goal).unwrap();
    let lines: Vec<_> = text.strip_suffix('\n').unwrap().split('\n').collect();
    assert_eq!(lines.len(), records.len());
    for (record, line) in records.iter().zip(lines) {
        let row: Value = serde_json::from_str(line).unwrap();
        assert!(row.get("id").is_none());
        for field in Field::ALL {
            assert_eq!(row[field.api_name()], *record.shown(field));
        }
    }
    let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!(first["extra"], serde_json::json!({"nuevo": [1, 2], "texto": "a\nb"}));
}

#[test]
fn files_without_records_are_files() {
    let folder = tempfile::tempdir().unwrap();
    let (csv, json) = (folder.path().join("vacío.csv"), folder.path().join("vacío.json"));
    write_all(&request(Format::Csv, &csv), &[]).unwrap();
    write_all(&request(Format::Json, &json), &[]).unwrap();
    assert_eq!(python_csv(&csv, ';').len(), 1);
    assert_eq!(fs::read(&json).unwrap(), b"");
}
