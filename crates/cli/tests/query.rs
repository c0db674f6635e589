//! Queries with the real binary: the JSON that programs read, filters against what the server holds, and texts that
//! attack a terminal.
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

use std::collections::BTreeMap;
use std::process::Stdio;

use interaction::{Dimension, Field, Interaction, Score, fold, fold_case};
use serde_json::Value;
use support::{NAME, Ran, Stage, small};

/// Dimensions and the options that filter by them.
const OPTIONS: [(Dimension, &str); 6] = [
    (Dimension::Skill, "--skill"),
    (Dimension::Agent, "--agent"),
    (Dimension::Evaluation, "--evaluation"),
    (Dimension::Channel, "--channel"),
    (Dimension::Status, "--status"),
    (Dimension::Code, "--code"),
];

fn truth(stage: &Stage) -> Vec<Interaction> {
    stage.simulator.truth(small(0).period).collect()
}

fn counts(records: &[Interaction], dimension: Dimension) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for record in records {
        *counts.entry(dimension.key(&dimension.value(record))).or_default() += 1;
    }
    counts
}

#[test]
fn a_result_has_the_shape_of_the_contract() {
    let stage = Stage::downloaded(small(120));
    let ran = stage.run(&["query", NAME, "--json", "--limit", "3"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.out.lines().count(), 1);
    assert!(ran.out.starts_with(r#"{"total":120,"rows":[{"id":""#), "{}", ran.out);
    let result = ran.json();
    assert_eq!(result["rows"].as_array().unwrap().len(), 3);
    for row in result["rows"].as_array().unwrap() {
        assert!(row["id"].is_string());
        assert!(Field::ALL.iter().all(|field| row[field.api_name()].is_string()), "{row}");
    }
    let mut facets: Vec<_> = result["facets"].as_object().unwrap().keys().map(String::as_str).collect();
    facets.sort_unstable();
    assert_eq!(facets, ["agent_name", "channel", "cod_act", "evaluation_survey", "skill_id", "status"]);
    for entry in result["facets"]["skill_id"].as_array().unwrap() {
        let entry = entry.as_object().unwrap();
        assert!(entry["value"].is_string() && entry["label"].is_string() && entry["count"].as_u64() > Some(0));
        assert_eq!(entry.len(), 3);
        assert_ne!(entry["value"], entry["label"], "skills are told by name");
    }
}

#[test]
fn every_value_of_every_facet_chooses_exactly_what_it_counts() {
    let stage = Stage::downloaded(small(250));
    let (all, records) = (stage.query(&["--limit", "0"]), truth(&stage));
    for (dimension, option) in OPTIONS {
        let facets = all["facets"][dimension.field().api_name()].as_array().unwrap();
        let expected = counts(&records, dimension);
        assert_eq!(facets.len(), expected.len(), "{dimension:?}");
        for facet in facets {
            let value = facet["value"].as_str().unwrap();
            let key = if value == "none" { String::new() } else { dimension.key(value) };
            assert_eq!(facet["count"].as_u64().unwrap(), expected[&key], "{dimension:?} {value}");
            let chosen = stage.query(&[option, value, "--limit", "1"]);
            assert_eq!(chosen["total"], facet["count"], "{dimension:?} {value}");
            assert_eq!(
                chosen["facets"][dimension.field().api_name()],
                *all["facets"].get(dimension.field().api_name()).unwrap()
            );
        }
    }
}

#[test]
fn filters_mean_what_the_contract_says() {
    let stage = Stage::downloaded(small(400));
    let records = truth(&stage);
    let count = |keep: &dyn Fn(&Interaction) -> bool| records.iter().filter(|record| keep(record)).count();
    let score = |record: &Interaction| Score::parse(record.text(Field::EvaluationSurvey)).map(Score::value);
    let agent = records.iter().map(|record| record.text(Field::AgentName)).find(|name| !name.is_empty()).unwrap();
    let case = records.iter().map(|record| record.text(Field::CaseId)).find(|case| !case.is_empty()).unwrap();
    let in_days = |record: &Interaction| {
        let created = record.created().map(|created| created.to_string()).unwrap_or_default();
        ("2026-03-05 00:00:00".."2026-03-08 00:00:00").contains(&created.as_str())
    };
    let upper = agent.to_uppercase();
    let cases: [(&[&str], usize); 9] = [
        (&["--evaluation", "1..2"], count(&|record| score(record).is_some_and(|score| (1.0..=2.0).contains(&score)))),
        (&["--evaluation", "5.0"], count(&|record| score(record) == Some(5.0))),
        (&["--evaluation", "none"], count(&|record| record.text(Field::EvaluationSurvey).is_empty())),
        (&["--agent", &upper], count(&|record| fold_case(record.text(Field::AgentName)) == fold_case(agent))),
        (&["--case", case], count(&|record| record.text(Field::CaseId) == case)),
        (&["--from", "2026-03-05", "--to", "2026-03-07"], count(&in_days)),
        (
            &["--channel", "email", "--channel", "Twitter"],
            count(&|record| matches!(&*record.shown(Field::Channel), "Email" | "twitter")),
        ),
        (
            &["--status", "closed", "--evaluation", "none"],
            count(&|record| record.shown(Field::Status) == "close" && record.text(Field::EvaluationSurvey).is_empty()),
        ),
        (&["--agent", "nadie"], 0),
    ];
    for (filters, expected) in cases {
        assert_eq!(stage.query(filters)["total"], expected, "{filters:?}");
    }
    let skill = &stage.query(&["--limit", "0"])["facets"]["skill_id"][0];
    assert_eq!(stage.query(&["--skill", &skill["label"].as_str().unwrap().to_uppercase()])["total"], skill["count"]);
}

#[test]
fn a_search_finds_whole_words_without_accents() {
    let stage = Stage::connected(small(40));
    let day = interaction::Moment::parse("2026-03-05 10:00:00").unwrap();
    for (case, body) in [("P1", "Señora Ñandúchocolate llegó"), ("P2", "señora nanduchocolates"), ("P3", "otra cosa")]
    {
        let record = format!(
            r#"{{"channel":"Email","case_id":"{case}","body":"{body}","date_creation":"2026-03-05 10:00:00","close_date":"2026-03-05 11:00:00"}}"#
        );
        stage.simulator.plant(day, Some(day), record);
    }
    assert_eq!(stage.run(&["download", NAME, "--from", "2026-03-01", "--to", "2026-03-31"]).code, Some(0));
    let found = |text: &str| -> Vec<String> {
        let rows = stage.query(&["--text", text, "--sort", "case_id"]);
        rows["rows"].as_array().unwrap().iter().map(|row| row["case_id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found("nanduchocolate"), ["P1"]);
    assert_eq!(found("NANDÚCHOCO*"), ["P1", "P2"]);
    assert_eq!(found("nanduchoco* -llego"), ["P2"]);
    assert_eq!(found("\"ñanduchocolate llegó\""), ["P1"]);
    assert_eq!(found("\"llegó ñanduchocolate\""), Vec::<String>::new());
}

#[test]
fn a_search_with_fields_finds_what_the_filters_find_and_text_knows_no_fields() {
    let stage = Stage::downloaded(small(300));
    let total = |options: &[&str]| stage.query(options)["total"].as_u64().unwrap();
    let agent = stage.query(&["--limit", "0"])["facets"]["agent_name"][0]["value"].as_str().unwrap().to_owned();
    let search = format!("agente:\"{agent}\" encuesta:1..2");
    let filtered = total(&["--agent", &agent, "--evaluation", "1..2"]);
    assert!(filtered > 0);
    assert_eq!(total(&["--search", &search]), filtered);
    assert_eq!(total(&["--search", &format!("agent:\"{agent}\" survey:<=2 survey:none")]), {
        total(&["--agent", &agent, "--evaluation", "..2", "--evaluation", "none"])
    });
    assert_eq!(total(&["--search", &search, "--search", &format!("-{search}")]), total(&["--evaluation", "1..2"]));
    // Beside a search the facet of its own dimension counts what it has left.
    let left = stage.query(&["--search", &search, "--limit", "0"])["facets"]["agent_name"].clone();
    assert_eq!(left.as_array().unwrap().len(), 1, "{left}");
    assert_eq!(total(&["--text", &search]), 0);
}

#[test]
fn sorting_and_pages_hold_every_record_once() {
    let stage = Stage::downloaded(small(60));
    let all = stage.query(&["--sort", "agent_name", "--limit", "1000"]);
    let names: Vec<_> =
        all["rows"].as_array().unwrap().iter().map(|row| fold(row["agent_name"].as_str().unwrap())).collect();
    let mut sorted = names.clone();
    sorted.sort_by_key(|name| (name.is_empty(), name.clone()));
    assert_eq!(names, sorted);
    let page = |offset: &str| stage.query(&["--sort", "agent_name", "--limit", "25", "--offset", offset]);
    let pages: Vec<Value> =
        ["0", "25", "50", "75"].iter().flat_map(|offset| page(offset)["rows"].as_array().unwrap().clone()).collect();
    assert_eq!(&pages, all["rows"].as_array().unwrap());
    let newest = stage.query(&[]);
    let dates: Vec<_> = newest["rows"].as_array().unwrap().iter().map(|row| row["date_creation"].to_string()).collect();
    assert!(dates.is_sorted_by(|one, next| one >= next));
}

#[test]
fn before_the_first_download_there_is_nothing_and_a_hint() {
    let stage = Stage::connected(small(10));
    let ran = stage.run(&["query", NAME, "--json"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!((&ran.json()["total"], &ran.json()["facets"]["channel"]), (&0.into(), &serde_json::json!([])));
    assert!(ran.err.contains("traza-cli download"), "{ran:?}");
}

#[test]
fn a_hostile_text_cannot_steer_the_terminal_but_programs_get_it_whole() {
    let stage = Stage::connected(small(0));
    let day = interaction::Moment::parse("2026-03-05 10:00:00").unwrap();
    let record = r#"{"channel":"Email","agent_name":"\u001b]0;x\u0007Eva\u202e","subject":"\u001b[2J\r\nlinea\u009b1m",
        "date_creation":"2026-03-05 10:00:00","close_date":"2026-03-05 11:00:00"}"#;
    stage.simulator.plant(day, Some(day), record);
    let done = stage.run(&["download", NAME, "--from", "2026-03-01", "--to", "2026-03-31"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let text = stage.run(&["query", NAME]);
    assert_eq!(text.code, Some(0), "{text:?}");
    let steering = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!text.out.chars().any(steering), "{text:?}");
    assert!(text.out.contains("Eva") && text.out.contains("linea"), "{text:?}");
    assert_eq!(stage.query(&[])["rows"][0]["subject"], "\u{1b}[2J\r\nlinea\u{9b}1m");
}

#[test]
fn a_reader_that_leaves_early_is_no_panic() {
    let stage = Stage::downloaded(small(400));
    let mut child = stage.command(&["query", NAME, "--json", "--limit", "400"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}
