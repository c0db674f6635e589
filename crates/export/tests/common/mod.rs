//! Records with texts that files break on, and requests to write them.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::Path;

use export::{About, Column, Error, Format, IfExists, Region, Request, Written, write};
use interaction::{Field, Interaction};

const ODD: &[&str] = &[
    "=1+1",
    "  =cmd|'/c calc'!A1",
    "\u{a0}=1",
    "+57 300 123 4567",
    "-5",
    "-x",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "\u{3000}＝1",
    "=HYPERLINK(\"https://example.com\",\"x\")",
    "{=1+1}",
    "'=1",
    "https://example.com/a?b=1&c=2#d",
    "mailto:ana@example.com",
    "ana@example.com",
    "0012",
    "12345678901234567890",
    "1e5",
    "1/2",
    "12-08",
    "3.14",
    "5",
    "5.0",
    "4,5",
    "+5",
    "05",
    "TRUE",
    "NULL",
    "#N/A",
    "2026-08-12 08:02:09",
    "20260812080209",
    "0000-00-00 00:00:00",
    "mañana",
    "\u{1}\u{2}\u{8}\u{b}\u{c}\u{e}\u{1f}\u{7f}",
    "a\0b",
    "_x000D_",
    "_x0041_",
    "_x0041_x0042_",
    "_x0041\u{1}",
    "__x0041_",
    "a\r\nb\nc\rd",
    "\r\n",
    "\n",
    " ",
    "  dos  ",
    "\tx\t",
    "a;b,c\td|e",
    "\"a\";\"b\"",
    "\"",
    "\"\"",
    "'",
    "a\"b",
    "\u{feff}con marca",
    "en\u{feff}medio",
    "\u{202e}abc \u{5e9}\u{5dc}\u{5d5}\u{5dd}\u{202c}",
    "مرحبا",
    "<script>alert(1)</script>",
    "</t></is></c>",
    "]]>&amp;&lt;&#13;",
    "<![CDATA[x]]>",
    "&nbsp;",
    "😀👩‍👩‍👧‍👦🇨🇴",
    "e\u{301}ñÑ",
    "\u{fffd}\u{fffe}\u{ffff}",
    "\u{85}\u{2028}\u{2029}",
    "汉字",
    "ｗｉｄｅ",
    "\\n\\r",
    "C:\\x",
];

/// Texts that come from strangers, and that some program somewhere takes for something else.
pub(crate) fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = ODD.iter().map(|&text| text.to_owned()).collect();
    texts.push("x".repeat(32_767));
    texts.push("<&>\"_".repeat(6_000));
    texts
}

/// Texts that no cell of Excel holds: 40,000 characters, and such as would be cut inside a character.
pub(crate) fn long_texts() -> Vec<String> {
    vec!["ñ".repeat(40_000), "😀".repeat(20_000), format!("a{}", "😀".repeat(20_000)), "=".repeat(32_768)]
}

/// One record a text, with the text in every field; long ones in two, which tells as much in less time.
pub(crate) fn records_of(texts: &[String]) -> Vec<Interaction> {
    let record = |text: &String| {
        let mut record = Interaction::default();
        let long = text.len() > 10_000;
        let fields = Field::ALL.into_iter().filter(|field| !long || matches!(field, Field::Subject | Field::Body));
        fields.for_each(|field| record.set(field, text.clone()));
        record
    };
    texts.iter().map(record).collect()
}

/// A record as they mostly are.
pub(crate) fn plain_record() -> Interaction {
    let mut record = Interaction::default();
    for (field, text) in [
        (Field::Channel, "email"),
        (Field::AgentName, "Ana López"),
        (Field::SkillId, "101"),
        (Field::CaseId, "000123"),
        (Field::Subject, "Solicitud"),
        (Field::From, "cliente@example.com"),
        (Field::Body, "Buenos días"),
        (Field::DateCreation, "2026-08-12 08:02:09"),
        (Field::CloseDate, "0000-00-00 00:00:00"),
        (Field::EvaluationSurvey, "5"),
        (Field::Status, "closed"),
    ] {
        record.set(field, text);
    }
    record
}

/// A request for Colombia, with all columns and without names of skills.
pub(crate) fn request(format: Format, goal: &Path) -> Request {
    Request {
        format,
        goal: goal.to_path_buf(),
        if_exists: IfExists::Refuse,
        region: Region::default(),
        columns: Column::standard(&BTreeMap::new()),
        skill_names: BTreeMap::new(),
        about: About { operation: "Ventas".to_owned(), version: "0.1.0".to_owned(), ..About::default() },
    }
}

/// Writes the records and lets nobody cancel.
pub(crate) fn write_all(request: &Request, records: &[Interaction]) -> Result<Written, Error<Infallible>> {
    write(request, records.iter().cloned().map(Ok), &mut |_rows| ControlFlow::Continue(()))
}
