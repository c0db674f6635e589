//! The whole way: what a server holds is downloaded, filtered, counted and exported, and every step names the same
//! interactions. The files are opened by other programs than the one that wrote them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;

use app::{Context, Download, Export, Given, Home, Keychain, NewOperation};
use download::Refresh;
use explore::{Choice, Explorer, Filters, Order};
use export::{Format, IfExists, Region};
use interaction::{Dimension, Field, Interaction, Moment, Period, Row, Score};
use simulator::{Channels, Dialect, SelectsBy, Settings, Simulator, States};
use tokio_util::sync::CancellationToken;

const NAME: &str = "Ventas";

/// Filters, and the same said plainly.
type Case = (Filters, Box<dyn Fn(&Interaction) -> bool>);

async fn downloaded(home: &Path) -> (Context, Vec<Interaction>) {
    let dialect = Dialect { channels: Channels::Spaced, states: States::Closed, ..Dialect::default() };
    let settings = Settings { records: 1_500, selects_by: SelectsBy::Closing, dialect, ..Settings::default() };
    let period = settings.period;
    let simulator = Simulator::start(settings).await.unwrap();
    let given = Given::new(Some(simulator.token().to_owned()), Some("a7".repeat(32)));
    let context = Context { home: Home::at(home), keychain: Keychain::None, given };
    let base_url = Some(simulator.base_url());
    let new = NewOperation { name: NAME.into(), server: "0042".into(), base_url, ..NewOperation::default() };
    app::add(&context, new, None).unwrap();
    // Everything closes within the month after the last was created.
    let whole = Period::new(period.from(), period.to().plus(31 * 86_400)).unwrap();
    let task = Download { name: NAME.into(), period: whole, refresh: Refresh::Needed };
    let done = app::download(&context, task, CancellationToken::new(), |_| {}).await.unwrap();
    assert!(done.outcome.complete, "{:?}", done.outcome);
    let held = simulator.truth(whole).collect();
    (context, held)
}

fn cases(held: &[Interaction]) -> Vec<Case> {
    let agent = held[10].text(Field::AgentName).to_owned();
    let skill = held[3].text(Field::SkillId).to_owned();
    let day = Moment::parse("2026-03-09").unwrap();
    let mut chosen = Filters::default();
    chosen.choose(Dimension::Agent, Choice::parse(Dimension::Agent, &agent.to_uppercase()));
    let mut low = Filters { from: Some(day), to: Some(day.plus(40 * 86_400)), ..Filters::default() };
    low.choose(Dimension::Evaluation, Choice::parse(Dimension::Evaluation, "1..2"));
    let mut social = Filters::default();
    social.choose(Dimension::Channel, Choice::parse(Dimension::Channel, "facebook_page"));
    social.choose(Dimension::Channel, Choice::parse(Dimension::Channel, "instagram"));
    social.choose(Dimension::Skill, Choice::parse(Dimension::Skill, &skill));
    vec![
        (Filters::default(), Box::new(|_| true)),
        (chosen, Box::new(move |record| record.text(Field::AgentName) == agent)),
        (
            low,
            Box::new(move |record| {
                let score = Score::parse(record.text(Field::EvaluationSurvey)).map(Score::value);
                let within = |created| day <= created && created <= day.plus(40 * 86_400);
                score.is_some_and(|score| (1.0..=2.0).contains(&score)) && record.created().is_some_and(within)
            }),
        ),
        (
            social,
            Box::new(move |record| {
                ["facebook_page", "instagram"].contains(&record.shown(Field::Channel).as_ref())
                    && record.text(Field::SkillId) == skill
            }),
        ),
    ]
}

/// A record without its id, as every output names it.
fn line(record: &Interaction) -> String {
    serde_json::to_string(&Row { id: None, record }).unwrap()
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

fn shown(explorer: &mut Explorer, filters: &Filters) -> Vec<Interaction> {
    let found = explorer.query(filters, Order::default()).unwrap();
    let page = explorer.page(&found, 0, found.total()).unwrap();
    let shown: Vec<Interaction> = page.into_iter().map(|record| record.interaction).collect();
    assert_eq!(shown.len(), found.total());
    shown
}

fn exported(context: &Context, filters: &Filters, format: Format, goal: &Path) {
    let task = Export {
        name: NAME.into(),
        filters: filters.clone(),
        format,
        goal: goal.to_owned(),
        if_exists: IfExists::Replace,
        region: Region::parse("es-CO").unwrap(),
    };
    app::export(context, &task, &mut |_| ControlFlow::Continue(())).unwrap();
}

/// The cells of a file below its header, by another program.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let python = if Path::new("/usr/bin/python3").exists() { "/usr/bin/python3" } else { "python3" };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/cells.py");
    let output = Command::new(python).arg(script).arg(path).output().unwrap();
    assert!(output.status.success(), "openpyxl is needed: {}", String::from_utf8_lossy(&output.stderr));
    let rows: Vec<Vec<String>> = serde_json::from_slice(&output.stdout).unwrap();
    rows[1..].to_vec()
}

/// The fields in the order of the files' columns.
fn columns(path: &Path) -> Vec<Field> {
    let words = BTreeMap::from([
        ("Canal", Field::Channel),
        ("Agente", Field::AgentName),
        ("Skill", Field::SkillId),
        ("Caso", Field::CaseId),
        ("Asunto", Field::Subject),
        ("De", Field::From),
        ("Para", Field::To),
        ("Mensaje del cliente", Field::Body),
        ("Respuesta", Field::Answer),
        ("Fecha de creación", Field::DateCreation),
        ("Fecha de cierre", Field::CloseDate),
        ("Encuesta", Field::EvaluationSurvey),
        ("Tipificación", Field::CodAct),
        ("Descripción de la tipificación", Field::CodDescription),
        ("Comentarios del agente", Field::Comments),
        ("Adjuntos", Field::Attachments),
        ("Estado", Field::Status),
    ]);
    let text = std::fs::read_to_string(path).unwrap();
    let header = text.lines().next().unwrap().trim_start_matches('\u{feff}');
    let fields: Vec<Field> = header.split(';').filter_map(|word| words.get(word).copied()).collect();
    assert_eq!(fields.len(), Field::ALL.len(), "{header}");
    fields
}

#[tokio::test(flavor = "multi_thread")]
async fn shown_is_counted_is_exported() {
    let home = tempfile::tempdir().unwrap();
    let (context, held) = downloaded(home.path()).await;
    let files = tempfile::tempdir().unwrap();
    let path = |ending: &str| files.path().join(format!("interacciones.{ending}"));
    let mut explorer = app::explore(&context, NAME).unwrap().explorer.unwrap();
    for (filters, holds) in cases(&held) {
        let expected: Vec<&Interaction> = held.iter().filter(|record| holds(record)).collect();
        assert!(!expected.is_empty());
        let rows = shown(&mut explorer, &filters);
        let lines: Vec<String> = rows.iter().map(line).collect();
        assert!(sorted(lines.clone()) == sorted(expected.iter().map(|record| line(record)).collect()));
        assert!(rows.is_sorted_by_key(|record| Reverse(record.created())), "newest first");

        exported(&context, &filters, Format::Json, &path("json"));
        let written = std::fs::read_to_string(path("json")).unwrap();
        assert!(written.lines().eq(lines.iter().map(String::as_str)), "the JSON holds the rows in their order");

        exported(&context, &filters, Format::Csv, &path("csv"));
        let fields = columns(&path("csv"));
        let text = |record: &Interaction| fields.iter().map(|field| record.shown(*field).into_owned()).collect();
        let expected: Vec<Vec<String>> = rows.iter().map(text).collect();
        let found = cells(&path("csv"));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!(found.iter().zip(expected).all(|(cell, text)| cell == text || *cell == format!("'{text}")));
        }

        exported(&context, &filters, Format::Xlsx, &path("xlsx"));
        let found = cells(&path("xlsx"));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let other = found.iter().zip(expected).find(|(cell, text)| !same_in_excel(cell, text));
            assert_eq!(other, None);
        }
    }
}

/// Units of UTF-16 that a cell of Excel holds, and how many of them surely stand before the mark of a cut.
const CELL: usize = 32_767;
const BEFORE_THE_MARK: usize = 32_600;

/// A cell holds the text, the number that the text is, or as much of the text as a cell can hold.
fn same_in_excel(cell: &str, text: &str) -> bool {
    let start = |text: &str| text.encode_utf16().take(BEFORE_THE_MARK).collect::<Vec<u16>>();
    if text.encode_utf16().count() > CELL {
        return cell.encode_utf16().count() <= CELL && start(cell) == start(text);
    }
    cell == text || (Score::parse(cell).is_some() && Score::parse(cell) == Score::parse(text))
}
