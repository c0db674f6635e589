//! What holds of the language whatever is typed.

use std::ops::Range;
use std::sync::Arc;

use archive::{Codes, Columns};
use proptest::prelude::*;

use super::*;
use crate::{Filters, Found};

/// Anything that could be typed, fields among it.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zñ]{1,6}",
        2 => "(agente|agent|AGENTE|asunto|encuesta|código|de|caso|skill|canal):",
        2 => "[ \t\u{0}-]",
        2 => "[\"“»*:<>=.,0-9-]",
        1 => "(agnete|tipi|RE|https|10):",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// A table with these agents, one record each, and some scores.
fn found(agents: &[&str]) -> Found {
    let count = agents.len();
    let mut columns = Columns {
        ids: (1..=count as u32).collect(),
        rows: (1..=count as u32).collect(),
        created: vec![7; count],
        closed: vec![Columns::NO_DATE; count],
        codes: std::array::from_fn(|_| Codes::Bytes(vec![0; count])),
        values: std::array::from_fn(|_| vec![String::new()]),
    };
    let agent = Dimension::Agent as usize;
    columns.values[agent].extend(agents.iter().map(|agent| (*agent).to_owned()));
    columns.codes[agent] = Codes::Bytes((1..=count as u8).collect());
    let score = Dimension::Evaluation as usize;
    columns.values[score].extend(["5", "1", "Muy malo", "none"].map(str::to_owned));
    columns.codes[score] = Codes::Bytes((0..count as u8).map(|row| row % 5).collect());
    Found::in_table(Arc::new(Table::new(columns)), Arc::default(), Filters::default(), None)
}

fn suggested(text: &str, found: &Found, wording: Wording) -> Vec<String> {
    let completion = Search::parse(text).completion(text.len(), Trigger::Typing, found, wording);
    let text = |suggestion: &Suggestion| match suggestion {
        Suggestion::Field { text, .. } | Suggestion::Value { text, .. } => text.clone(),
    };
    completion.map_or_else(Vec::new, |completion| completion.suggestions.iter().map(text).collect())
}

fn notes(text: &str, found: &Found) -> Vec<Note> {
    let noted = Search::parse(text).notes(found.table(), found.names(), Wording::Spanish);
    noted.into_iter().map(|noted| noted.note).collect()
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_and_its_places_are_places_of_it(text in anything(), at: prop::sample::Index) {
        let found = found(&["Ana López", "\"", "", "a:b \"c\" »d", "--x", "***"]);
        let search = Search::parse(&text);
        let mut end = 0;
        for term in &search.terms {
            prop_assert!(term.span.start >= end && term.span.end > term.span.start);
            prop_assert!(term.span.start <= term.value.start && term.value.end <= term.span.end);
            prop_assert!(text.get(term.value.clone()).is_some() && text.get(term.span.clone()).is_some());
            end = term.span.end;
        }
        let carets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let caret = *at.get(&carets);
        for trigger in [Trigger::Typing, Trigger::Asked] {
            if let Some(completion) = search.completion(caret, trigger, &found, Wording::English) {
                prop_assert!(text.get(completion.span).is_some() && !completion.suggestions.is_empty());
            }
        }
        for noted in search.notes(found.table(), found.names(), Wording::Spanish) {
            prop_assert!(text.get(noted.span).is_some());
            if let Note::UnknownField { fix, .. } = noted.note {
                prop_assert!(text.get(fix.span).is_some());
            }
        }
        prop_assert_eq!(search.valued(found.table(), found.names()).is_some(), !search.values.is_empty());
    }

    #[test]
    fn without_a_field_it_means_what_it_always_did(text in anything()) {
        // A blank ends the last word.
        let search = Search::parse(&format!("{text} "));
        if search.terms.iter().all(|term| term.field.is_none()) {
            prop_assert_eq!(&search.anywhere, &TextQuery::parse(&text));
            prop_assert!(search.texts.is_empty() && search.values.is_empty());
        }
    }

    #[test]
    fn a_value_that_is_taken_finds_itself(agents in prop::collection::vec("\\PC{1,12}", 1..8)) {
        let agents: Vec<&str> = agents.iter().map(String::as_str).filter(|agent| !agent.trim().is_empty()).collect();
        let found = found(&agents);
        for wording in [Wording::Spanish, Wording::English] {
            let text = "x agente:";
            let search = Search::parse(text);
            let taken = search.completion(text.len(), Trigger::Typing, &found, wording);
            for suggestion in taken.map_or_else(Vec::new, |completion| completion.suggestions) {
                let Suggestion::Value { facet, text: inserted, .. } = suggestion else { panic!("a field") };
                let typed = Search::parse(&format!("{text}{inserted}y"));
                let allowed = typed.values[0].allowed(found.table(), found.names());
                let code = found.table().values(Dimension::Agent).iter().position(|value| *value == facet.value);
                prop_assert!(allowed[code.unwrap()], "{inserted} does not find {}", facet.value);
                prop_assert!(typed.terms.len() == 3, "{inserted}");
            }
        }
    }
}

#[test]
fn fields_and_values_are_suggested_best_first() {
    let found = found(&["Ana López", "Mariana Ruiz", "Juan Ana", "Luis"]);
    for (text, wording, expected) in [
        ("age", Wording::Spanish, vec!["agente:"]),
        ("age", Wording::English, vec!["agent:"]),
        ("x -subj", Wording::Spanish, vec!["subject:"]),
        ("com", Wording::Spanish, vec!["comentarios:"]),
        ("ag", Wording::Spanish, vec![]),
        ("\"age", Wording::Spanish, vec![]),
        ("age ", Wording::Spanish, vec![]),
        ("agente:an", Wording::Spanish, vec!["\"Ana López\" ", "\"Juan Ana\" "]),
        ("agente:\"juan a", Wording::Spanish, vec!["\"Juan Ana\" "]),
        ("agente: l", Wording::Spanish, vec!["Luis ", "\"Ana López\" "]),
        ("encuesta:", Wording::Spanish, vec!["1 ", "5 ", "\"Muy malo\" ", "\"none\" ", "ninguna "]),
        ("asunto:an", Wording::Spanish, vec![]),
        ("agente:zz", Wording::Spanish, vec![]),
    ] {
        assert_eq!(suggested(text, &found, wording), expected, "{text}");
    }
    let asked = |text: &str| Search::parse(text).completion(text.len(), Trigger::Asked, &found, Wording::Spanish);
    assert_eq!(asked("").unwrap().suggestions.len(), SearchField::ALL.len());
    assert_eq!(asked("hola ").unwrap().span, 5..5);
    assert_eq!(asked("a").unwrap().suggestions.len(), 3);
}

#[test]
fn a_note_says_what_was_probably_meant_or_is_not_there() {
    let found = found(&["Ana"]);
    let fix = |at: Range<usize>, text: &str| Fix { span: at, text: text.to_owned() };
    let unknown = |typed: &str, fix| vec![Note::UnknownField { typed: typed.to_owned(), fix }];
    assert_eq!(notes("x agnete:ana", &found), unknown("agnete", fix(2..8, "agente")));
    assert_eq!(notes("-Tipi:x", &found), unknown("Tipi", fix(1..5, "tipificación")));
    let none = |field, typed: &str| vec![Note::NoSuchValue { field, typed: typed.to_owned() }];
    assert_eq!(notes("agente:xyz", &found), none(SearchField::Agent, "xyz"));
    assert_eq!(notes("encuesta:8", &found), none(SearchField::Score, "8"));
    assert_eq!(notes("encuesta:mala", &found), [Note::NoScore { typed: "mala".to_owned() }]);
    for text in
        ["RE: hola", "https://x.co", "10:30", "agente:", "agente:an", "encuesta:<", "caso:1", "\"agnete:x\"", ""]
    {
        assert_eq!(notes(text, &found), [], "{text}");
    }
}
