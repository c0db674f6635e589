//! What only limits that a test can reach, and a drive that is full, show of a workbook.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::Path;

use interaction::Field;
use serde_json::Value;

use super::*;
use crate::{About, Column, Format, IfExists, Region};

fn request(goal: &Path) -> Request {
    Request {
        format: Format::Xlsx,
        goal: goal.to_path_buf(),
        if_exists: IfExists::Refuse,
        region: Region::default(),
        columns: Column::standard(&BTreeMap::new()),
        skill_names: BTreeMap::new(),
        about: About::default(),
    }
}

fn records(count: usize) -> impl Iterator<Item = Result<Interaction, Infallible>> {
    (0..count).map(|number| {
        let mut record = Interaction::default();
        record.set(Field::CaseId, format!("{number:04}"));
        record.set(Field::DateCreation, "2026-08-12 08:02:09");
        Ok(record)
    })
}

fn sheets_of(count: usize, limits: Limits) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let goal = folder.path().join("hojas.xlsx");
    let mut follow = |_rows| ControlFlow::Continue(());
    let mut rows = Rows::new(records(count), &mut follow);
    write_sheets(&File::create(&goal).unwrap(), &request(&goal), &mut rows, limits).unwrap();
    assert_eq!(readers::libreoffice(&goal, None).len(), readers::openpyxl(&goal).len());
    readers::openpyxl(&goal)
}

fn cases(sheets: &[Value]) -> Vec<String> {
    let rows = sheets.iter().flat_map(|sheet| sheet["rows"].as_array().unwrap().iter().skip(1));
    rows.map(|row| row[3]["value"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rows_that_do_not_fit_go_on_in_further_sheets() {
    let few = |rows| Limits { rows, bytes: u64::MAX };
    let (sheets, all) = (sheets_of(7, few(3)), (0..7).map(|number| format!("{number:04}")).collect::<Vec<_>>());
    let names: Vec<_> = sheets.iter().map(|sheet| sheet["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Detalle", "Detalle 2", "Detalle 3", "Acerca de"]);
    assert_eq!(cases(&sheets[..3]), all);
    for (sheet, filter) in sheets.iter().zip(["A1:Q4", "A1:Q4", "A1:Q2"]) {
        assert_eq!((&sheet["filter"], &sheet["frozen"]), (&filter.into(), &"A2".into()));
        assert_eq!(sheet["rows"][0][3]["value"], "Caso");
        assert_eq!(sheet["rows"][1][9]["type"], "d");
    }
    assert_eq!(sheets[3]["rows"][3][1]["value"], 7);
    assert_eq!(sheets_of(6, few(3)).len(), 3);
}

#[test]
fn a_sheet_ends_before_the_package_could_not_hold_it() {
    let sheets = sheets_of(200, Limits { rows: 1_000, bytes: 8_000 });
    assert!(sheets.len() > 3);
    assert_eq!(cases(&sheets[..sheets.len() - 1]), (0..200).map(|number| format!("{number:04}")).collect::<Vec<_>>());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_drive_is_an_error_and_no_panic() {
    let full = File::options().read(true).write(true).open("/dev/full").unwrap();
    for count in [0, 50_000] {
        let mut follow = |_rows| ControlFlow::Continue(());
        let mut rows = Rows::new(records(count), &mut follow);
        let outcome = write(&full, &request(Path::new("a")), &mut rows);
        assert!(matches!(outcome, Err(Error::NoSpace)), "{outcome:?}");
    }
}
