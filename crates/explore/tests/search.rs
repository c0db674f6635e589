//! The search language with fields, over a real archive, equals a plain computation over its records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[allow(dead_code)]
mod naive;

use archive::{AnswerEnd, Archive, ArchiveKey, Name, NameKind, Reader};
use explore::{Choice, Explorer, Filters, Order};
use interaction::{Dimension, Field, Interaction, Moment, Score, Window};
use naive::{Kept, Random};
use proptest::prelude::*;
use tempfile::TempDir;

/// Fields of texts, as people name them.
const TEXTS: [(&str, Field); 8] = [
    ("asunto", Field::Subject),
    ("Subject", Field::Subject),
    ("mensaje", Field::Body),
    ("answer", Field::Answer),
    ("DE", Field::From),
    ("to", Field::To),
    ("comentarios", Field::Comments),
    ("caso", Field::CaseId),
];
/// Fields of values, as people name them.
const VALUES: [(&str, Dimension); 9] = [
    ("agente", Dimension::Agent),
    ("agent", Dimension::Agent),
    ("habilidad", Dimension::Skill),
    ("encuesta", Dimension::Evaluation),
    ("score", Dimension::Evaluation),
    ("canal", Dimension::Channel),
    ("estado", Dimension::Status),
    ("tipificacion", Dimension::Code),
    ("código", Dimension::Code),
];
const WORDS: [&str; 11] =
    ["ñandu", "FACTURA", "llego", "cancel*", "\"no llegó\"", "\"la fact\"*", "zeta", "nada", "ab-7", "fact", "lle"];

/// One condition: where it looks, what is typed there, and what it says of a record.
struct Condition {
    /// What makes two conditions alternatives; none for words anywhere, which must all be there.
    field: Option<String>,
    typed: String,
    is_excluded: bool,
    holds: Holds,
}

type Holds = Box<dyn Fn(&Interaction) -> bool>;

/// `end` is what follows: after nothing the last word may still go on.
fn condition(random: &mut Random, end: &str) -> Condition {
    let is_excluded = random.below(4) == 0;
    let is_last = end.is_empty();
    let said = move |word: &str| {
        let goes_on = is_last && !is_excluded && !word.ends_with(['*', '"', '7']);
        format!("{}{}", word.replace('"', ""), if goes_on { "*" } else { "" })
    };
    let (field, typed, holds): (_, _, Holds) = match random.below(3) {
        0 => {
            let word = random.one_of(&WORDS);
            (
                None,
                word.to_owned(),
                Box::new(move |record| {
                    naive::SEARCHED.into_iter().any(|field| naive::says(record.text(field), &said(word)))
                }),
            )
        }
        1 => {
            let ((name, field), word) = (TEXTS[random.below(TEXTS.len())], random.one_of(&WORDS));
            (
                Some(format!("{field:?}")),
                format!("{name}:{word}"),
                Box::new(move |record| naive::says(record.text(field), &said(word))),
            )
        }
        _ => {
            let (name, dimension) = VALUES[random.below(VALUES.len())];
            let value = value(random, dimension);
            let typed = format!("{name}:{value}");
            (
                Some(format!("{dimension:?}")),
                typed,
                Box::new(move |record| means(dimension, &value, &dimension.value(record))),
            )
        }
    };
    Condition { field, typed, is_excluded, holds }
}

fn value(random: &mut Random, dimension: Dimension) -> String {
    let values: &[&str] = match dimension {
        Dimension::Agent => &["ana", "lop", "\"ANA lopez\"", "agente", "\"Agente 2\"", "zoe", "ninguno", "nadie"],
        Dimension::Skill => &["ventas", "VENT", "20", "2", "abc", "none", "99"],
        Dimension::Evaluation => &["5", "4,5", "1..3", "<3", ">=4.5", "..0", "ninguna", "buen", "\"none\"", "7"],
        Dimension::Channel => &["correo", "facebook", "\"Página de Facebook\"", "x", "tele", "none"],
        Dimension::Status => &["abierta", "clos", "archiv", "pausa", "ninguno"],
        Dimension::Code => &["acuerdo", "pago", "tiempo", "\"áéí\"", "aei", "ninguna"],
    };
    random.one_of(values).to_owned()
}

/// Whether what is typed means the value of a record, written down plainly for the values that the records have.
fn means(dimension: Dimension, typed: &str, value: &str) -> bool {
    let score = Score::parse(value).map(Score::value);
    let starts = |of: &str| naive::words(of).iter().any(|word| word.starts_with(&naive::words(typed)[0]));
    match (dimension, typed) {
        (_, "ninguno" | "ninguna" | "none") => value.is_empty(),
        (_, "\"none\"") => value == "NONE",
        (_, "\"ANA lopez\"") => naive::words(value) == ["ana", "lopez"],
        (_, "\"Agente 2\"") => value == "Agente 2",
        (_, "\"Página de Facebook\"" | "facebook") => value == "facebook_page",
        (_, "\"áéí\"") => naive::words(value) == ["aei"],
        (Dimension::Skill, number @ ("20" | "2" | "99")) => value == number,
        (Dimension::Skill, _) => value == typed || naive::skill_names().get(value).is_some_and(|name| starts(name)),
        (Dimension::Evaluation, "5") => score == Some(5.0),
        (Dimension::Evaluation, "4,5") => score == Some(4.5),
        (Dimension::Evaluation, "1..3") => score.is_some_and(|score| (1.0..=3.0).contains(&score)),
        (Dimension::Evaluation, "<3") => score.is_some_and(|score| score < 3.0),
        (Dimension::Evaluation, ">=4.5") => score.is_some_and(|score| score >= 4.5),
        (Dimension::Evaluation, "..0") => score.is_some_and(|score| score <= 0.0),
        (Dimension::Evaluation, "7") => false,
        (Dimension::Channel, "correo") => value == "Email",
        (Dimension::Channel, "x") => value == "twitter",
        (Dimension::Status, "abierta") => value == "open",
        (Dimension::Status, "clos") => value == "close",
        (Dimension::Code, "tiempo") => value == "TIMEOUTACW",
        _ => starts(value),
    }
}

fn expected(records: &[Kept], conditions: &[Condition]) -> Vec<u32> {
    let passes = |record: &Interaction| {
        conditions.iter().all(|condition| {
            let same = |other: &&Condition| other.field == condition.field && !other.is_excluded;
            match (&condition.field, condition.is_excluded) {
                (_, true) => !(condition.holds)(record),
                (None, false) => (condition.holds)(record),
                (Some(_), false) => conditions.iter().filter(same).any(|other| (other.holds)(record)),
            }
        })
    };
    let mut ids: Vec<u32> = records.iter().filter(|kept| passes(&kept.record)).map(|kept| kept.id).collect();
    ids.sort_unstable();
    ids
}

/// An archive with these records and the names of the skills.
fn archive(records: &[Interaction]) -> (TempDir, Explorer) {
    let folder = tempfile::tempdir().unwrap();
    let (path, key) = (folder.path().join("a.traza"), ArchiveKey::from_bytes([7; 32]));
    let mut archive = Archive::create(&path, &key).unwrap();
    let first = Moment::parse("2026-01-01").unwrap();
    let window = Window::new(first, first.end_of_day()).unwrap();
    let id = archive.begin(window, first.end_of_day().plus(200_000)).unwrap();
    let mut packer = archive.packer(id, &[]).unwrap();
    let prepared: Vec<_> = records.iter().map(|record| packer.prepare(record.clone()).unwrap()).collect();
    archive.append(id, &prepared, &[]).unwrap();
    archive.stage(id, AnswerEnd::Whole).unwrap();
    archive.store(&[id]).unwrap();
    archive.settle().unwrap();
    let names: Vec<_> = naive::skill_names().into_iter().map(|(id, name)| Name { id, name }).collect();
    archive.keep_names(NameKind::Skill, &names, Moment::from_seconds(0)).unwrap();
    let explorer = Explorer::open(Reader::open(&path, &key).unwrap()).unwrap();
    (folder, explorer)
}

fn found(explorer: &Explorer, filters: &Filters) -> Vec<u32> {
    let mut ids = explorer.query(filters, Order::default()).unwrap().ids(0, usize::MAX);
    ids.sort_unstable();
    ids
}

fn search(text: &str) -> Filters {
    Filters { searches: vec![text.to_owned()], ..Filters::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn searches_equal_a_plain_computation(seed: u64, count in prop_oneof![1usize..30, 2000usize..2500]) {
        let random = &mut Random(seed);
        let given: Vec<Interaction> = naive::records(random, count, 12).into_iter().map(|kept| kept.record).collect();
        let (_folder, mut explorer) = archive(&given);
        let all = explorer.query(&Filters::default(), Order::default()).unwrap();
        let records: Vec<Kept> = explorer.records(&all).unwrap().map(Result::unwrap)
            .map(|record| Kept { id: record.id, record: record.interaction }).collect();
        prop_assert_eq!(records.len(), count);
        for _ in 0..40 {
            let (more, end) = (random.below(5), random.one_of(&["", " "]));
            let mut conditions: Vec<Condition> = (0..more).map(|_| condition(random, " ")).collect();
            conditions.push(condition(random, end));
            let typed = |condition: &Condition| format!("{}{}", if condition.is_excluded { "-" } else { "" }, condition.typed);
            let text = conditions.iter().map(typed).collect::<Vec<_>>().join(" ") + end;
            let expected = expected(&records, &conditions);
            prop_assert_eq!(&found(&explorer, &search(&text)), &expected, "{}", text);
            // Beside a filter, and as one of two searches.
            let mut filtered = search(&text);
            filtered.choose(Dimension::Status, Choice::Value("open".to_owned()));
            let is_open = |id: &u32| {
                let kept = records.iter().find(|kept| kept.id == *id).unwrap();
                Dimension::Status.value(&kept.record) == "open"
            };
            prop_assert_eq!(found(&explorer, &filtered), expected.iter().copied().filter(is_open).collect::<Vec<_>>(), "{}", text);
            let either = Filters { searches: vec![text.clone(), "agente:nadie".to_owned(), "agente:".to_owned()], ..Filters::default() };
            prop_assert_eq!(found(&explorer, &either), expected, "{}", text);
        }
    }

    #[test]
    fn nothing_that_people_type_is_an_error(text in "([a-z*\"():^{}+\\-, .<€ñ\u{0}\u{301}“»]|NEAR|OR|agente:|asunto:|encuesta:|de:| ){0,40}") {
        thread_local!(static SAMPLE: (TempDir, Explorer) = archive(&[record("Señal caída", "Ana"), record("NEAR", "")]));
        SAMPLE.with(|(_, explorer)| {
            assert!(found(explorer, &search(&text)).len() <= 2);
            let plain = Filters { texts: vec![text.clone()], ..Filters::default() };
            if !text.contains(':') {
                let whole = format!("{text} ");
                assert_eq!(found(explorer, &plain), found(explorer, &search(&whole)));
            }
        });
    }
}

fn record(subject: &str, agent: &str) -> Interaction {
    let mut record = Interaction::default();
    record.set(Field::Subject, subject);
    record.set(Field::AgentName, agent);
    record.set(Field::Body, "hola agente ana: caso 7");
    record
}

#[test]
fn what_is_typed_on_the_way_to_a_field_leaves_nothing_out() {
    let (_folder, explorer) = archive(&[record("uno", "Ana"), record("dos", "Luis")]);
    let total = |text: &str| found(&explorer, &search(text)).len();
    for (text, expected) in [
        ("agente:", 2),
        ("agente: ", 2),
        ("-agente:", 2),
        ("agente:\"", 2),
        ("agente:a", 1),
        ("agente: a", 1),
        ("-agente:a", 1),
        ("agente:a agente:lu", 2),
        ("agente:zz", 0),
        ("-agente:zz", 2),
        ("encuesta:<", 2),
        ("encuesta:ninguna", 2),
        ("encuesta:x", 0),
        ("asunto:", 2),
        ("asunto:uno", 1),
        ("asunto:uno asunto:dos", 2),
        ("asunto:hola", 0),
        ("mensaje:hola", 2),
        ("asunto:uno €", 1),
        ("asunto:€", 0),
        ("agente:ana €", 1),
        ("uno agente:", 1),
        ("ana: caso", 2),
        ("\"agente:ana\"", 2),
        ("agnete:ana", 0),
        ("hol", 2),
        ("hol ", 0),
        ("\"hol\"", 0),
        ("\"hola agen", 2),
        ("\"hola agen ", 0),
        ("mensaje:agen", 2),
        ("ho", 0),
        ("-hol", 2),
        ("hol uno", 0),
        ("uno hol", 1),
    ] {
        assert_eq!(total(text), expected, "{text:?}");
    }
    let many: String = (0..500).map(|number| format!("asunto:w{number} agente:w{number} -de:w{number} ")).collect();
    assert_eq!(total(&format!("{many} asunto:dos agente:lu")), 1);
}
