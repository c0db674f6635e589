//! Tables of fixed widths: rows can be printed as they come, and strangers' texts cannot break them.

use std::io::{self, Write};

use explore::{Facet, Names, Record};
use export::{Column, Language};
use interaction::{Dimension, Field};

use crate::{messages, plain};

/// The columns of interactions and their widths.
const COLUMNS: [(Field, usize); 7] = [
    (Field::DateCreation, 19),
    (Field::Channel, 13),
    (Field::Status, 8),
    (Field::SkillId, 22),
    (Field::AgentName, 20),
    (Field::EvaluationSurvey, 12),
    (Field::Subject, 44),
];
/// The width of the column of ids.
const ID: usize = 8;
/// Values of a dimension that are shown.
const VALUES: usize = 8;

/// Prints the headers of interactions.
pub(crate) fn headers(out: &mut impl Write, language: Language) -> io::Result<()> {
    let headers = COLUMNS.map(|(field, width)| (Column::Field(field).header(language).to_owned(), width));
    row(out, [("Id".to_owned(), ID)].into_iter().chain(headers))
}

/// Prints an interaction.
pub(crate) fn interaction(out: &mut impl Write, record: &Record, names: &Names, language: Language) -> io::Result<()> {
    let shown = COLUMNS.map(|(field, width)| {
        let text = record.interaction.shown(field);
        let text = match field {
            Field::SkillId => skill(&text, names),
            Field::Channel | Field::Status => messages::field(field, &text, language),
            _ => text.into_owned(),
        };
        (if text.is_empty() { "—".to_owned() } else { text }, width)
    });
    row(out, [(record.id.to_string(), ID)].into_iter().chain(shown))
}

/// Prints the values of a dimension and how often each occurs.
pub(crate) fn facet(
    out: &mut impl Write,
    dimension: Dimension,
    facets: &[Facet],
    language: Language,
) -> io::Result<()> {
    let shown =
        facets.iter().take(VALUES).map(|facet| format!("{} ({})", label(dimension, facet, language), facet.count));
    let mut texts: Vec<String> = shown.collect();
    if facets.len() > VALUES {
        texts.push(format!("… +{}", facets.len() - VALUES));
    }
    writeln!(out, "{}: {}", messages::facet_heading(dimension, language), texts.join(" · "))
}

/// Prints cells beside each other.
pub(crate) fn row(out: &mut impl Write, cells: impl IntoIterator<Item = (String, usize)>) -> io::Result<()> {
    let cells: Vec<String> =
        cells.into_iter().map(|(text, width)| plain::padded(&plain::cut(&text, width), width)).collect();
    writeln!(out, "{}", cells.join("  ").trim_end())
}

fn label(dimension: Dimension, facet: &Facet, language: Language) -> String {
    let label = match dimension {
        _ if facet.label.is_empty() => messages::without_value(dimension, language),
        Dimension::Skill | Dimension::Code if facet.label != facet.value => {
            format!("{} · {}", facet.label, facet.value)
        }
        Dimension::Channel | Dimension::Status => messages::field(dimension.field(), &facet.label, language),
        _ => facet.label.clone(),
    };
    plain::cut(&label, 40)
}

/// The skill's name and number, or the number alone.
fn skill(id: &str, names: &Names) -> String {
    match names.of(Dimension::Skill, id.trim()) {
        Some(name) => format!("{name} · {}", id.trim()),
        None => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use interaction::Interaction;

    use super::*;

    #[test]
    fn a_hostile_text_stays_within_its_cell() {
        let mut interaction = Interaction::default();
        interaction.set(Field::Subject, "a\u{1b}[2J\r\nb\u{202e}c".repeat(20));
        interaction.set(Field::Channel, "email");
        let mut out = Vec::new();
        super::interaction(&mut out, &Record { id: 7, interaction }, &Names::default(), Language::Es).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 1);
        assert!(!text.trim_end().chars().any(|c| c.is_control() || c == '\u{202e}'), "{text:?}");
        assert!(text.starts_with("7         —                    Correo"), "{text:?}");
    }

    #[test]
    fn a_facet_shows_the_first_values_and_counts_the_others() {
        let facets: Vec<Facet> =
            (0..10).map(|n| Facet { value: n.to_string(), label: n.to_string(), count: 10 - n }).collect();
        let mut out = Vec::new();
        facet(&mut out, Dimension::Agent, &facets, Language::En).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.trim_end(), "Agent: 0 (10) · 1 (9) · 2 (8) · 3 (7) · 4 (6) · 5 (5) · 6 (4) · 7 (3) · … +2");
    }
}
