//! Searching with fields, over a desk: what is found, what is suggested, what is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    unreachable_pub
)]

mod scene;

use app::desk::{Language, SearchEdit, SearchField, SearchHints, SearchNote, SearchSuggestion, TypedSearch};
use scene::{Scene, everything};
use simulator::Settings;

fn few() -> Settings {
    Settings { records: 600, ..Settings::default() }
}

async fn hints(scene: &Scene, text: &str, language: Language) -> SearchHints {
    let caret = Some(text.encode_utf16().count() as u32);
    let typed = TypedSearch { text: text.to_owned(), caret, asked: false, language };
    scene.desk.search_hints(scene.id.clone(), typed).await.unwrap()
}

/// A text with an edit made.
fn edited(text: &str, edit: &SearchEdit) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: &[u16]| String::from_utf16(range).unwrap();
    format!("{}{}{}", part(&units[..edit.from as usize]), edit.text, part(&units[edit.to as usize..]))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_value_that_is_suggested_finds_what_it_counts() {
    let scene = Scene::downloaded(few()).await;
    scene.ask(&everything()).await;
    for (language, fields) in [
        (Language::Es, ["agente", "skill", "encuesta", "canal", "estado", "tipificación"]),
        (Language::En, ["agent", "skill", "survey", "channel", "status", "code"]),
    ] {
        for field in fields {
            let begun: String = field.chars().take(4).collect();
            let offered = hints(&scene, &begun, language).await.suggestions;
            let SearchSuggestion::Field { edit, .. } = &offered[0] else { panic!("{begun}") };
            let named = edited(&begun, edit);
            assert_eq!(named, format!("{field}:"));
            // A sign of two units before it: places are the page's.
            let text = format!("-😀 {named}");
            let values = hints(&scene, &text, language).await.suggestions;
            assert!(values.len() > 1, "{text}");
            for suggestion in values {
                let SearchSuggestion::Value { value, edit, .. } = suggestion else { panic!("a field") };
                let mut question = everything();
                question.text = edited(&text, &edit);
                let answer = scene.ask(&question).await;
                assert_eq!(answer.total, value.count, "{}", question.text);
                let typed = TypedSearch { caret: None, text: question.text.clone(), asked: false, language };
                let told = scene.desk.search_hints(scene.id.clone(), typed).await.unwrap();
                assert_eq!(told, SearchHints::default(), "{}", question.text);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_probably_meant_is_told_and_can_be_put_right() {
    let scene = Scene::downloaded(few()).await;
    let answer = scene.ask(&everything()).await;
    let name = answer.facets.agent.values[0].label.clone();
    let typed = format!("agnete:\"{name}\"");
    let told = hints(&scene, &typed, Language::Es).await;
    let [SearchNote::UnknownField { typed: word, fix }] = told.notes.as_slice() else { panic!("{}", told.notes.len()) };
    assert_eq!(word, "agnete");
    let mut question = everything();
    question.text = typed.clone();
    assert_eq!(scene.ask(&question).await.total, 0);
    question.text = edited(&typed, fix);
    assert_eq!(scene.ask(&question).await.total, answer.facets.agent.values[0].count);

    let none = hints(&scene, "hola agente:xyzzy", Language::Es).await;
    let nobody = SearchNote::NoSuchValue { field: SearchField::Agent, typed: "xyzzy".to_owned() };
    assert!(none.notes == [nobody] && none.suggestions.is_empty());
    let score = hints(&scene, "survey:1..x", Language::En).await;
    assert!(score.notes == [SearchNote::NoScore { typed: "1..x".to_owned() }]);
    // What can still become a name is not told to be none.
    let start: String = name.chars().take(2).collect();
    assert!(hints(&scene, &format!("agente:{start}"), Language::Es).await.notes.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_beside_suggestions_are_those_of_the_period_and_its_filters() {
    let scene = Scene::downloaded(few()).await;
    let mut question = everything();
    let all = scene.ask(&question).await;
    question.choices.channel = vec![all.facets.channel.values[1].value.clone()];
    let chosen = scene.ask(&question).await;
    question.text = "agente:nadie".to_owned();
    let searched = scene.ask(&question).await;
    assert_eq!((searched.total, searched.facets.agent.values.len()), (0, 0));
    let agent = &chosen.facets.agent.values[0];
    let values = hints(&scene, "agente:", Language::Es).await.suggestions;
    let SearchSuggestion::Value { value, field: SearchField::Agent, .. } = &values[0] else { panic!("no agent") };
    assert_eq!((&value.label, value.count), (&agent.label, agent.count));
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_keep_to_their_field_in_the_list_and_in_the_reader() {
    let scene = Scene::downloaded(few()).await;
    let mut question = everything();
    let all = scene.ask(&question).await;
    let rows = scene.rows(all.view, 0, 600).await;
    let text = |row: &app::desk::ListRow| row.subject.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let subject = rows.iter().map(text).find(|text| text.contains(' ')).unwrap();
    let word = subject.split(|c: char| !c.is_alphanumeric()).max_by_key(|word| word.len()).unwrap().to_owned();
    question.text = format!("asunto:{word}");
    let answer = scene.ask(&question).await;
    assert!(answer.total > 0);
    for row in scene.rows(answer.view, 0, 600).await {
        assert!(row.subject.iter().any(|piece| piece.hit) && row.snippet.is_none());
        let reading = scene.desk.read(scene.id.clone(), row.id, question.text.clone()).await.unwrap().unwrap();
        assert!(reading.row.subject.iter().any(|piece| piece.hit));
        assert!(!reading.message.is_some_and(|message| message.html.contains("<mark>")));
    }
}

/// What the program takes and what the page shows are written down twice, in two languages each.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_names_fields_channels_and_states_as_the_search_does() {
    const PAGE: [(Language, &str, &str); 2] = [
        (
            Language::Es,
            include_str!("../../../ui/src/words/es/shell.ts"),
            include_str!("../../../ui/src/words/es/explore.ts"),
        ),
        (
            Language::En,
            include_str!("../../../ui/src/words/en/shell.ts"),
            include_str!("../../../ui/src/words/en/explore.ts"),
        ),
    ];
    let scene = Scene::downloaded(few()).await;
    scene.ask(&everything()).await;
    for (language, shell, explore) in PAGE {
        let names = explore.lines().skip_while(|line| !line.contains("fieldNames:")).take(2).collect::<String>();
        let typed = TypedSearch { text: String::new(), caret: Some(0), asked: true, language };
        let fields = scene.desk.search_hints(scene.id.clone(), typed).await.unwrap().suggestions;
        assert_eq!(fields.len(), 13);
        for suggestion in fields {
            let SearchSuggestion::Field { edit, .. } = suggestion else { panic!("a value") };
            let name = edit.text.trim_end_matches(':');
            assert!(names.split(|c: char| !c.is_alphabetic()).any(|word| word == name), "{name} in {names}");
        }
        for field in ["channel:", "status:"] {
            for suggestion in hints(&scene, field, language).await.suggestions {
                let SearchSuggestion::Value { edit, .. } = suggestion else { panic!("a field") };
                let name = format!("'{}'", edit.text.trim().trim_matches('"'));
                assert!(shell.contains(&name), "{name}");
            }
        }
    }
}
