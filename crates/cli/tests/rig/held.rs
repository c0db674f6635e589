//! What an archive holds, beside what the server holds.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use archive::{ArchiveKey, Reader};
use interaction::{Field, Interaction, Moment, Period};
use serde_json::Value;
use simulator::Simulator;

use crate::support::{NAME, Ran, Stage};

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(moment(from), moment(to)).unwrap()
}

/// All texts of a record.
pub fn texts(record: &Interaction) -> Vec<String> {
    let texts = Field::ALL.into_iter().map(|field| record.text(field).to_owned());
    texts.chain([record.extra().to_owned()]).collect()
}

/// The archive of the stage's operation; `None` where it was never made.
pub fn archive(stage: &Stage) -> Option<PathBuf> {
    let files = crate::support::files(&stage.home());
    files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "traza"))
}

pub fn reader(stage: &Stage) -> Option<Reader> {
    archive(stage).map(|path| Reader::open(&path, &ArchiveKey::from_hex(&stage.key).unwrap()).unwrap())
}

/// Every visible record of the archive, by its id.
pub fn kept(stage: &Stage) -> BTreeMap<u32, Vec<String>> {
    let Some(mut reader) = reader(stage) else { return BTreeMap::new() };
    let columns = reader.columns().unwrap();
    let mut records = Vec::new();
    reader.interactions(&columns.rows, &mut |record| records.push(texts(&record))).unwrap();
    assert_eq!(records.len(), columns.ids.len());
    let kept: BTreeMap<_, _> = columns.ids.into_iter().zip(records).collect();
    assert_eq!(kept.len(), columns.rows.len(), "an id stands for two records");
    kept
}

/// What the server holds for a period.
pub fn held(simulator: &Simulator, period: Period) -> Vec<Vec<String>> {
    let mut held: Vec<_> = simulator.truth(period).map(|record| texts(&record)).collect();
    held.sort();
    held
}

/// The archive holds what the server does, record by record, and each as often as the server.
pub fn assert_is_server(stage: &Stage, period: Period, what: &str) {
    let mut kept: Vec<_> = kept(stage).into_values().collect();
    kept.sort();
    let held = held(&stage.simulator, period);
    assert!(held.len() > 100, "{what}: too few records to mean something");
    assert_eq!(kept.len(), held.len(), "{what}: records kept and held");
    assert!(kept == held, "{what}: as many records, but not the same");
}

/// The archive holds each interaction that the server does, and each as often, as they were when they were asked for:
/// those that have changed since may differ in what changes.
pub fn assert_same_interactions(stage: &Stage, period: Period, what: &str) {
    let identities = |records: &mut dyn Iterator<Item = Vec<String>>| {
        let mut identities: Vec<_> = records.map(|record| identity(&record)).collect();
        identities.sort();
        identities
    };
    let kept = identities(&mut kept(stage).into_values());
    let held = identities(&mut held(&stage.simulator, period).into_iter());
    assert!(held.len() > 100, "{what}: too few records to mean something");
    let lacks: Vec<_> = held.iter().filter(|record| !kept.contains(record)).map(|record| &record[3]).collect();
    let more: Vec<_> = kept.iter().filter(|record| !held.contains(record)).map(|record| &record[3]).collect();
    assert!(lacks.is_empty() && more.is_empty(), "{what}: lacks those created {lacks:?}, has too many {more:?}");
    assert!(kept == held, "{what}: {} kept, {} held: some twice", kept.len(), held.len());
}

/// What of a record never changes.
pub fn identity(record: &[String]) -> Vec<String> {
    let lasting = [Field::Channel, Field::CaseId, Field::From, Field::DateCreation, Field::Subject, Field::Body];
    lasting.into_iter().map(|field| record[place(field)].clone()).collect()
}

/// Where a field lies in [`texts`].
pub fn place(field: Field) -> usize {
    Field::ALL.into_iter().position(|other| other == field).unwrap()
}

/// What the command line says of an archive, but for ids and for when it was fetched: the same of two archives that are
/// equal, however they came to be.
pub fn told(command: impl Fn(&[&str]) -> Command, days: [&str; 2]) -> Vec<Value> {
    let span = ["--from", days[0], "--to", days[1]];
    let json = |arguments: &[&str]| {
        let ran = Ran::of(command(arguments).output().unwrap());
        assert_eq!(ran.code, Some(0), "{arguments:?} {ran:?}");
        ran.json()
    };
    let mut coverage = json(&[&["coverage", NAME, "--json"][..], &span].concat());
    for day in coverage["days"].as_array_mut().unwrap() {
        day.as_object_mut().unwrap().remove("fetched_at");
    }
    let question = ["query", NAME, "--text", "pedido", "--sort", "subject", "--limit", "100000", "--json"];
    let mut found = json(&question);
    let mut rows: Vec<String> = Vec::new();
    for row in found["rows"].as_array_mut().unwrap() {
        row.as_object_mut().unwrap().remove("id");
        rows.push(row.to_string());
    }
    // Where subjects are equal, ids decide: these differ.
    rows.sort();
    vec![coverage, found["total"].take(), found["facets"].take(), rows.into()]
}
