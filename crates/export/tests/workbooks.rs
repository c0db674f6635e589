//! Workbooks, opened again by openpyxl and by LibreOffice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;
mod readers;

use std::collections::BTreeMap;

use common::{long_texts, odd_texts, plain_record, records_of, request, write_all};
use export::{
    About, Column, Coverage, CoveredDay, DayState, Filter, FilterBy, Format, Language, Region, Request, SelectedBy,
};
use interaction::{Dimension, Field, Interaction, Moment};
use readers::{libreoffice, openpyxl};
use serde_json::Value;

const CUT_MARK: &str = " […texto cortado: Excel admite 32.767 caracteres por celda]";

/// The odd texts that are numbers, where a score stands.
const PLAIN_NUMBERS: [&str; 5] = ["-5", "3.14", "5", "5.0", "20260812080209"];

/// What a reader should find where the text was cut.
fn cut(text: &str) -> String {
    let room = 32_767 - CUT_MARK.encode_utf16().count();
    let mut units = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= room
        })
        .collect();
    kept + CUT_MARK
}

fn expected(record: &Interaction, field: Field) -> String {
    let shown = record.shown(field);
    if shown.encode_utf16().count() > 32_767 { cut(&shown) } else { shown.into_owned() }
}

#[test]
fn openpyxl_reads_every_field_of_every_record_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("raro.xlsx");
    let records = records_of(&[odd_texts(), long_texts()].concat());
    let written = write_all(&request(Format::Xlsx, &goal), &records).unwrap();
    let sheets = openpyxl(&goal);
    let rows = sheets[0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), records.len() + 1);
    for (record, row) in records.iter().zip(&rows[1..]) {
        for (position, field) in Field::ALL.into_iter().enumerate() {
            check_cell(field, &expected(record, field), &row[position]);
        }
    }
    assert_eq!(written.cut_texts, 4 * 2);
    assert_eq!(about_line(&sheets[1], "Textos cortados"), Value::from(8));
    assert_eq!(about_line(&sheets[1], "Interacciones"), Value::from(records.len()));
}

/// Dates and scores may be dates and numbers, where the text can be had back from them; all else is a text.
fn check_cell(field: Field, expected: &str, cell: &Value) {
    assert_eq!(cell["link"], Value::Bool(false), "{field:?}");
    let kind = cell["type"].as_str().unwrap();
    match (field, kind) {
        (Field::DateCreation | Field::CloseDate, "d") => assert_eq!(cell["value"], *expected, "{field:?}"),
        (Field::EvaluationSurvey, "n") if !cell["value"].is_null() => {
            let decimals = cell["format"].as_str().unwrap().split_once('.').map_or(0, |(_, zeros)| zeros.len());
            assert_eq!(format!("{:.decimals$}", cell["value"].as_f64().unwrap()), expected);
        }
        _ if expected.is_empty() => assert!(cell["value"].is_null(), "{field:?}: {cell}"),
        _ => {
            assert_eq!(kind, "s", "{field:?}: {expected:?}");
            assert_eq!(cell["text"], *expected, "{field:?}");
        }
    }
}

#[test]
fn line_ends_and_markup_need_no_decoding_by_readers_that_know_no_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("correo.xlsx");
    let texts = ["a\r\nb\rc\nd".to_owned(), "<p>&nbsp;</p>\r\n".to_owned(), "\r".to_owned()];
    write_all(&request(Format::Xlsx, &goal), &records_of(&texts)).unwrap();
    let sheets = openpyxl(&goal);
    for (row, text) in texts.iter().enumerate() {
        assert_eq!(sheets[0]["rows"][row + 1][7]["value"], **text);
    }
}

#[test]
fn dates_and_scores_are_real_and_identifiers_are_texts() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("tipos.xlsx");
    let mut records = vec![plain_record(); 5];
    for (record, score) in records.iter_mut().zip(["5", "5.0", "4,5", "Bueno", "-1.25"]) {
        record.set(Field::EvaluationSurvey, score);
    }
    records[1].set(Field::DateCreation, "20991231235959");
    write_all(&request(Format::Xlsx, &goal), &records).unwrap();
    let sheets = openpyxl(&goal);
    let cell = |row: usize, field: Field| sheets[0]["rows"][row][field as usize].clone();
    let kinds: Vec<_> = (1..=5).map(|row| cell(row, Field::EvaluationSurvey)["type"].clone()).collect();
    assert_eq!(kinds, ["n", "n", "s", "s", "n"]);
    assert_eq!(cell(1, Field::EvaluationSurvey)["value"], Value::from(5));
    assert_eq!(cell(2, Field::EvaluationSurvey)["format"], "0.0");
    assert_eq!(cell(5, Field::EvaluationSurvey)["value"], Value::from(-1.25));
    assert_eq!(cell(1, Field::DateCreation)["type"], "d");
    assert_eq!(cell(1, Field::DateCreation)["format"], "dd/mm/yyyy hh:mm:ss");
    assert_eq!(cell(2, Field::DateCreation)["value"], "2099-12-31 23:59:59");
    assert!(cell(1, Field::CloseDate)["value"].is_null());
    for (field, text) in [(Field::CaseId, "000123"), (Field::SkillId, "101")] {
        assert_eq!((&cell(1, field)["type"], &cell(1, field)["value"]), (&"s".into(), &text.into()));
        assert_eq!(cell(1, field)["format"], "@");
    }
    assert_eq!(sheets[0]["frozen"], "A2");
    assert_eq!(sheets[0]["filter"], "A1:Q6");
    assert!(sheets[0]["widths"]["H"].as_f64().unwrap() > 50.0);
}

#[test]
fn the_request_names_columns_order_and_language() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("columnas.xlsx");
    let mut asked = request(Format::Xlsx, &goal);
    asked.region = Region::parse("en-US").unwrap();
    asked.skill_names = BTreeMap::from([("101".to_owned(), "=Sales".to_owned())]);
    asked.columns = vec![Column::SkillName, Column::Field(Field::DateCreation), Column::Field(Field::Body)];
    write_all(&asked, &[plain_record()]).unwrap();
    let sheets = openpyxl(&goal);
    let names: Vec<_> = sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Detail", "About"]);
    let texts = |row: usize| [0, 1, 2].map(|column| sheets[0]["rows"][row][column]["value"].clone());
    assert_eq!(texts(0), ["Skill name", "Created", "Customer message"]);
    assert_eq!(texts(1), ["=Sales", "2026-08-12 08:02:09", "Buenos días"]);
    assert_eq!(sheets[0]["rows"][1][0]["type"], "s");
    assert_eq!(sheets[0]["rows"][1][1]["format"], "mm/dd/yyyy hh:mm:ss");
}

#[test]
fn the_sheet_about_tells_what_the_rows_are() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("acerca.xlsx");
    let mut asked = request(Format::Xlsx, &goal);
    asked.skill_names = BTreeMap::from([("101".to_owned(), "Ventas".to_owned())]);
    asked.about = about();
    write_all(&asked, &[plain_record()]).unwrap();
    let sheets = openpyxl(&goal);
    assert_eq!(sheets[1]["name"], "Acerca de");
    for (label, value) in [
        ("Operación", Value::from("=Ventas")),
        ("Periodo (por fecha de creación)", "2026-08-01 00:00:00 a 2026-08-03 23:59:59".into()),
        ("Filtros: Skill", "Ventas · 101; 102".into()),
        ("Filtros: Encuesta", "1..2; Sin encuesta".into()),
        ("Filtros: Texto", "=factura".into()),
        ("Interacciones", 1.into()),
        ("Textos cortados", 0.into()),
        ("Cobertura", "Por fecha de cierre".into()),
        ("Días completos", 1.into()),
        ("Días que aún cambian", "1: 2026-08-03".into()),
        ("Días sin descargar", "1: 2026-08-02".into()),
        ("Días sin interacciones", 0.into()),
        ("Días parciales", 0.into()),
        ("Días con fallo", 0.into()),
        ("Generado (America/Bogota)", "2026-08-04 09:00:00".into()),
        ("Versión de Traza", "1.2.3".into()),
    ] {
        assert_eq!(about_line(&sheets[1], label), value, "{label}");
    }
}

fn about() -> About {
    let moment = |text| Moment::parse(text);
    let filter = |by, values: &[&str]| Filter { by, values: values.iter().map(|&value| value.to_owned()).collect() };
    let day = |text, state| CoveredDay { date: Moment::parse(text).unwrap().day(), state };
    About {
        operation: "=Ventas".to_owned(),
        period: (moment("2026-08-01"), moment("2026-08-03 23:59:59")),
        filters: vec![
            filter(FilterBy::Field(Dimension::Skill.field()), &["101", "102"]),
            filter(FilterBy::Field(Dimension::Evaluation.field()), &["1..2", ""]),
            filter(FilterBy::Text, &["=factura"]),
        ],
        picked_of: None,
        coverage: Coverage {
            selected_by: SelectedBy::Closing,
            days: vec![
                day("2026-08-01", DayState::Complete),
                day("2026-08-02", DayState::Missing),
                day("2026-08-03", DayState::Changing),
            ],
        },
        written_at: moment("2026-08-04 09:00:00"),
        zone: "America/Bogota".to_owned(),
        version: "1.2.3".to_owned(),
    }
}

fn about_line(sheet: &Value, label: &str) -> Value {
    let rows = sheet["rows"].as_array().unwrap();
    let line = rows.iter().find(|row| row[0]["value"] == label).unwrap_or_else(|| panic!("no line {label}"));
    line[1]["value"].clone()
}

#[test]
fn a_workbook_without_records_is_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("vacío.xlsx");
    write_all(&request(Format::Xlsx, &goal), &[]).unwrap();
    let sheets = openpyxl(&goal);
    assert_eq!(sheets[0]["rows"].as_array().unwrap().len(), 1);
    assert_eq!(sheets[0]["rows"][0][16]["value"], "Estado");
    assert_eq!(about_line(&sheets[1], "Interacciones"), Value::from(0));
    assert_eq!(libreoffice(&goal, None)[1].1.len(), 1);
}

#[test]
fn libreoffice_reads_every_field_of_every_record_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("raro.xlsx");
    let records = records_of(&[odd_texts(), long_texts()].concat());
    write_all(&request(Format::Xlsx, &goal), &records).unwrap();
    let sheets = libreoffice(&goal, None);
    let (_, rows) = sheets.iter().find(|(name, _)| name == "Detalle").unwrap();
    let headers: Vec<_> = rows[0].iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(headers, Column::standard(&BTreeMap::new()).iter().map(|c| c.header(Language::Es)).collect::<Vec<_>>());
    assert_eq!(rows.len(), records.len() + 1);
    for (record, row) in records.iter().zip(&rows[1..]) {
        for (field, cell) in Field::ALL.into_iter().zip(row) {
            let expected = expected(record, field);
            let date = matches!(field, Field::DateCreation | Field::CloseDate).then(|| Moment::parse(&expected));
            match date.flatten() {
                Some(moment) => {
                    assert_eq!(cell.text, moment.date_time().format("%d/%m/%Y %H:%M:%S").to_string());
                }
                None => {
                    assert_eq!(cell.text, in_paragraphs(&expected), "{field:?} {expected:?}");
                    let number = field == Field::EvaluationSurvey && PLAIN_NUMBERS.contains(&expected.as_str());
                    assert_eq!(cell.is_text, !number && !expected.is_empty(), "{field:?} {expected:?}");
                }
            }
        }
    }
}

/// LibreOffice keeps a text of several lines as paragraphs: every line end becomes its own.
fn in_paragraphs(text: &str) -> String {
    if text.contains('\n') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

#[test]
fn the_time_to_close_is_a_duration_that_can_be_computed_with() {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("cierre.xlsx");
    let mut records = vec![plain_record(); 2];
    records[0].set(Field::DateCreation, "2026-11-21 08:00:00");
    records[0].set(Field::CloseDate, "2026-11-22 10:03:09");
    records[1].set(Field::CloseDate, "0000-00-00 00:00:00");
    let columns = vec![Column::TimeToClose, Column::Field(Field::CaseId)];
    let request = Request { columns, ..request(Format::Xlsx, &goal) };
    write_all(&request, &records).unwrap();
    let sheets = libreoffice(&goal, None);
    let detail = &sheets.iter().find(|(name, _)| name == "Detalle").unwrap().1;
    let cell = |row: usize| (detail[row][0].text.as_str(), detail[row][0].is_text);
    assert_eq!([cell(0), cell(1), cell(2)], [("Tiempo de cierre", true), ("26:03:09", false), ("", false)]);
}
