//! The data are believable: kinds, shares, bias, threads, quoted history; and any window of a huge operation is quick.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, dead_code, unreachable_pub)]

mod common;

use std::collections::{BTreeMap, HashMap};

use common::{period, start};
use interaction::{Field, Interaction};
use simulator::{Scale, SelectsBy, Settings, Shape};

async fn records(settings: Settings) -> Vec<Interaction> {
    let period = settings.period;
    start(settings).await.truth(period).collect()
}

fn share(records: &[Interaction], test: impl Fn(&Interaction) -> bool) -> f64 {
    records.iter().filter(|record| test(record)).count() as f64 / records.len() as f64
}

#[tokio::test]
async fn kinds_and_shares_are_those_of_the_settings() {
    let records = records(Settings { records: 6_000, ..Settings::default() }).await;
    assert_eq!(records.len(), 6_000);
    let is = |field: Field, text: &'static str| move |record: &Interaction| record.text(field) == text;
    let near = |found: f64, wanted: f64| assert!((found - wanted).abs() < 0.035, "{found} {wanted}");
    near(share(&records, is(Field::Channel, "Email")), 0.7);
    near(share(&records, |record| !record.text(Field::EvaluationSurvey).is_empty()), 0.3);
    let mails: Vec<_> = records.iter().filter(|record| record.text(Field::Channel) == "Email").cloned().collect();
    near(share(&mails, |mail| mail.text(Field::Body).contains("</")), 0.4);
    near(share(&records, is(Field::CodAct, "")), 0.13);
    near(share(&records, is(Field::CodAct, "TIMEOUTACW")), 0.05);
    for (field, text) in [(Field::Status, "archived"), (Field::Status, "open"), (Field::Channel, "instagram")] {
        assert!(records.iter().any(is(field, text)), "{text}");
    }
    for part in ["data:image/png;base64,", "<img src=\"https://", "escribió:", "\r\n> "] {
        assert!(mails.iter().any(|mail| mail.text(Field::Body).contains(part)), "{part}");
    }
    let mut bodies: HashMap<String, u32> = HashMap::new();
    for record in &records {
        *bodies.entry(Field::ALL.map(|field| record.text(field)).join("|")).or_default() += 1;
    }
    assert!(bodies.values().any(|count| *count > 1), "some are exactly equal");
}

#[tokio::test]
async fn scores_lean_by_agent_and_skill() {
    let records = records(Settings { records: 12_000, ..Settings::default() }).await;
    for field in [Field::AgentName, Field::SkillId] {
        let mut scores: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for record in &records {
            if let Ok(score) = record.text(Field::EvaluationSurvey).parse::<f64>() {
                let (sum, count) = scores.entry(record.text(field)).or_default();
                (*sum, *count) = (*sum + score, *count + 1.0);
            }
        }
        let means: Vec<_> =
            scores.values().filter(|(_, count)| *count > 40.0).map(|(sum, count)| sum / count).collect();
        let spread = means.iter().copied().fold(0.0, f64::max) - means.iter().copied().fold(5.0, f64::min);
        assert!((0.5..3.0).contains(&spread), "{means:?}");
    }
}

#[tokio::test]
async fn a_reply_quotes_what_its_case_said_before() {
    let shape = Shape { threads: 0.6, skew: 0.0, ..Shape::default() };
    let records = records(Settings { records: 3_000, shape, ..Settings::default() }).await;
    let mut cases: HashMap<&str, Vec<&Interaction>> = HashMap::new();
    let mut quoted = 0;
    for record in &records {
        let earlier = cases.entry(record.text(Field::CaseId)).or_default();
        if record.text(Field::Subject).to_lowercase().starts_with("re: ") {
            let subject = record.text(Field::Subject).split_at(4).1;
            let opening = earlier.iter().find(|other| other.text(Field::Subject) == subject);
            let first_words = |text: &str| text.lines().nth(2).unwrap_or_default().to_owned();
            quoted += u32::from(opening.is_some_and(|opening| {
                let words = first_words(opening.text(Field::Body));
                !words.is_empty() && record.text(Field::Body).contains(&words)
            }));
        }
        earlier.push(record);
    }
    assert!(quoted > 100, "{quoted}");
}

#[tokio::test]
async fn other_numbers_of_agents_and_skills_and_scales_are_followed() {
    let shape = Shape { agents: 300, skills: 40, scale: Scale::Words, surveyed: 0.9, ..Shape::default() };
    let records = records(Settings { records: 6_000, shape, ..Settings::default() }).await;
    let distinct = |field| records.iter().map(|r| r.text(field)).collect::<std::collections::HashSet<_>>().len();
    assert!(distinct(Field::AgentName) > 200 && distinct(Field::SkillId) > 30);
    assert_eq!(distinct(Field::EvaluationSurvey), 6, "five words and none");
    assert!(share(&records, |record| record.text(Field::EvaluationSurvey) == "Excelente") > 0.05);
}

#[tokio::test]
async fn any_window_of_a_million_is_found_at_once() {
    for selects_by in [SelectsBy::Creation, SelectsBy::Closing] {
        let settings = Settings {
            records: 1_000_000,
            period: period("2026-01-01", "2026-12-31 23:59:59"),
            selects_by,
            ..Settings::default()
        };
        let simulator = start(settings).await;
        let begun = std::time::Instant::now();
        let count = simulator.truth(period("2026-11-17 10:00:00", "2026-11-17 10:09:59")).count();
        assert!((20..120).contains(&count), "{count}");
        assert!(begun.elapsed() < std::time::Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}
