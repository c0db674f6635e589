//! The other programs that open what was written: openpyxl, Python's csv and LibreOffice.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A comma, quotes, UTF-8; text cells quoted and numbers not; as shown; formulas as formulas; every sheet.
const LIBREOFFICE_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,true,false,-1";

/// The sheets of a workbook as openpyxl reads them.
pub(crate) fn openpyxl(path: &Path) -> Vec<Value> {
    match python(&["workbook".as_ref(), path.as_os_str()]) {
        Value::Array(sheets) => sheets,
        other => panic!("not a list of sheets: {other}"),
    }
}

/// The rows of a CSV as Python's csv reads them, the byte order mark included.
pub(crate) fn python_csv(path: &Path, separator: char) -> Vec<Vec<String>> {
    let rows = python(&["csv".as_ref(), path.as_os_str(), separator.to_string().as_ref()]);
    serde_json::from_value(rows).unwrap()
}

fn python(arguments: &[&std::ffi::OsStr]) -> Value {
    // Debian's package serves Debian's Python only, which need not be the first in the path.
    let debian = Path::new("/usr/bin/python3");
    let program = if debian.exists() { debian } else { Path::new("python3") };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/read.py");
    let output = Command::new(program).arg(script).args(arguments).output().unwrap_or_else(|error| {
        panic!("this test needs Python 3 with openpyxl (Debian: apt install python3-openpyxl): {error}")
    });
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "this test needs Python 3 with openpyxl (Debian: apt install python3-openpyxl), or the file is broken: {complaint}"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The rows of each sheet as LibreOffice writes them again as CSV, by the sheet's name.
pub(crate) fn libreoffice(path: &Path, in_filter: Option<&str>) -> Vec<(String, Vec<Vec<Cell>>)> {
    let work = tempfile::tempdir().unwrap();
    let mut command = Command::new("soffice");
    // A profile of its own: another LibreOffice that runs does not take the work over.
    command.arg(format!("-env:UserInstallation=file://{}", work.path().join("profile").display()));
    command.args(["--headless", "--norestore"]);
    command.args(in_filter.map(|filter| format!("--infilter={filter}")));
    command.args(["--convert-to", LIBREOFFICE_CSV, "--outdir"]).arg(work.path()).arg(path);
    let output = command.output().unwrap_or_else(|error| {
        panic!("this test needs LibreOffice (Debian: apt install libreoffice-calc-nogui): {error}")
    });
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "LibreOffice does not open the file: {complaint}");
    let mut files: Vec<PathBuf> = std::fs::read_dir(work.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    assert!(
        !files.is_empty(),
        "LibreOffice wrote nothing (Debian: apt install libreoffice-calc-nogui for spreadsheets): {complaint}"
    );
    let stem = format!("{}-", path.file_stem().unwrap().display());
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().replacen(&stem, "", 1);
    files.iter().map(|file| (name(file), cells(&std::fs::read(file).unwrap()))).collect()
}

/// A cell as LibreOffice wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    /// Its text.
    pub(crate) text: String,
    /// Whether it is a text cell: only these are quoted.
    pub(crate) is_text: bool,
}

fn cells(csv: &[u8]) -> Vec<Vec<Cell>> {
    let text = std::str::from_utf8(csv).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut characters = text.chars().peekable();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), Cell { text: String::new(), is_text: false });
    let mut quoted = false;
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.text.push('"');
            }
            '"' => {
                quoted = !quoted;
                cell.is_text = true;
            }
            ',' | '\n' if !quoted => {
                row.push(std::mem::replace(&mut cell, Cell { text: String::new(), is_text: false }));
                if c == '\n' {
                    rows.push(std::mem::take(&mut row));
                }
            }
            _ => cell.text.push(c),
        }
    }
    rows
}
