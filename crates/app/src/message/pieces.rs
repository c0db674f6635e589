//! Short texts with their hits, for lists and heads.

use std::ops::Range;

use archive::Marker;
use explore::Search;
use interaction::{Field, Interaction, start_of, without_controls, words};
use serde::Serialize;

use super::{Message, render};

/// Characters of a snippet.
const SNIPPET: usize = 120;
/// The fields that a snippet may come from, those first that tell most.
const SNIPPETS: [Field; 6] = [Field::Body, Field::Answer, Field::Comments, Field::From, Field::To, Field::CaseId];

/// A stretch of text, which either was searched for or was not.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was searched for.
    pub hit: bool,
}

/// The words of a search, to be marked in texts.
pub struct Words {
    search: Search,
    marker: Marker,
}

/// What a row of a list shows of a search.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// The subject.
    pub subject: Vec<Piece>,
    /// Where the subject has no hit: the first field that has one, from the hit on.
    pub snippet: Option<Vec<Piece>>,
}

impl Words {
    /// The words of a search; those to be left out are none, and those of a field only where that field is shown.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn new(text: &str) -> Result<Self, archive::Error> {
        Ok(Self { search: Search::parse(text), marker: Marker::new()? })
    }

    /// Where the words stand in each text of a field.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn hits(&mut self, field: Field, texts: &[&str]) -> Result<Vec<Vec<Range<usize>>>, archive::Error> {
        self.marker.hits(&self.search.marks(field), texts)
    }

    /// A field's text with its hits.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn pieces(&mut self, field: Field, text: &str) -> Result<Vec<Piece>, archive::Error> {
        let hits = self.hits(field, &[text])?.pop().unwrap_or_default();
        Ok(pieces(text, &hits))
    }

    /// A message or its answer made harmless, with its hits.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn render(&mut self, field: Field, raw: &str) -> Result<Message, archive::Error> {
        let mut failed = None;
        let message = render(raw, &mut |text| match self.hits(field, &[text]) {
            Ok(mut hits) => hits.pop().unwrap_or_default(),
            Err(error) => {
                failed = Some(error);
                Vec::new()
            }
        });
        failed.map_or(Ok(message), Err)
    }

    /// What a page of a list shows. Fields are looked through one after the other, only where nothing was found before.
    ///
    /// # Errors
    /// Where there is no memory.
    pub fn shown(&mut self, records: &[&Interaction]) -> Result<Vec<Shown>, archive::Error> {
        let subjects: Vec<&str> = records.iter().map(|record| record.text(Field::Subject)).collect();
        let hits = self.hits(Field::Subject, &subjects)?;
        let of_subject =
            |(text, hits): (&&str, &Vec<Range<usize>>)| Shown { subject: pieces(text, hits), snippet: None };
        let mut shown: Vec<Shown> = subjects.iter().zip(&hits).map(of_subject).collect();
        let mut left: Vec<usize> = (0..records.len()).filter(|at| hits.get(*at).is_none_or(Vec::is_empty)).collect();
        for field in SNIPPETS {
            if left.is_empty() {
                break;
            }
            if self.search.marks(field).is_empty() {
                continue;
            }
            let text = |at: &usize| records.get(*at).map_or("", |record| record.text(field));
            let texts: Vec<_> = left.iter().map(|at| words(text(at))).collect();
            let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
            let hits = self.hits(field, &texts)?;
            let mut still_left = Vec::new();
            for ((at, text), hits) in left.into_iter().zip(texts).zip(hits) {
                match (snippet(text, &hits), shown.get_mut(at)) {
                    (Some(snippet), Some(shown)) => shown.snippet = Some(snippet),
                    _ => still_left.push(at),
                }
            }
            left = still_left;
        }
        Ok(shown)
    }
}

/// A text cut at its hits, without signs that control something. The hits must be in order.
#[must_use]
pub fn pieces(text: &str, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |bytes: Range<usize>, hit| {
        let text = without_controls(text.get(bytes).unwrap_or_default());
        pieces.extend((!text.is_empty()).then_some(Piece { text, hit }));
    };
    let mut at = 0;
    for hit in hits {
        push(at..hit.start, false);
        push(hit.clone(), true);
        at = hit.end;
    }
    push(at..text.len(), false);
    pieces
}

/// The start of a text from its first hit on, blanks as one; `None` where there is no hit.
#[must_use]
pub fn snippet(text: &str, hits: &[Range<usize>]) -> Option<Vec<Piece>> {
    let start = hits.first()?.start;
    // Blanks may be many: enough is looked at, and no more.
    let end = start_of(text, start.saturating_add(SNIPPET * 16)).len();
    let from = text.get(start..end)?;
    let within = hits.iter().filter(|hit| hit.end <= end).map(|hit| hit.start - start..hit.end - start);
    let mut left = SNIPPET;
    let mut after_blank = true;
    let mut short: Vec<Piece> = Vec::new();
    for piece in pieces(from, &within.collect::<Vec<_>>()) {
        let mut text = String::new();
        for c in piece.text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }) {
            if left > 0 && !(c == ' ' && after_blank) {
                text.push(c);
                left -= 1;
            }
            after_blank = c == ' ';
        }
        short.extend((!text.is_empty()).then_some(Piece { text, hit: piece.hit }));
    }
    if let Some(last) = short.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let told = |piece: &Piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces.iter().map(told).collect()
    }

    #[test]
    fn a_subject_shows_its_hits_and_only_without_one_there_is_a_snippet() {
        let record = |subject: &str, body: &str, comments: &str| {
            let mut record = Interaction::default();
            record.set(Field::Subject, subject);
            record.set(Field::Body, body);
            record.set(Field::Comments, comments);
            record
        };
        let records = [
            record("Un Reembolso", "reembolso", ""),
            record("Otra cosa", "<p>Pido\n\n <b>el  re</b>embolso,\u{202e} hoy</p><p>reembolso</p>", ""),
            record("", "", &format!("hubo reembolso {}", "largo ".repeat(100))),
            record("nada", "nada", "nada"),
        ];
        let records: Vec<&Interaction> = records.iter().collect();
        let shown = Words::new("reembolso -cobro").unwrap().shown(&records).unwrap();
        let told: Vec<_> = shown.iter().map(|row| (told(&row.subject), row.snippet.as_deref().map(told))).collect();
        assert_eq!(told[0], ("Un [Reembolso]".to_owned(), None));
        assert_eq!(told[1], ("Otra cosa".to_owned(), Some("[reembolso], hoy [reembolso]".to_owned())));
        assert!(told[2].1.as_ref().unwrap().starts_with("[reembolso] largo largo"));
        assert_eq!(told[2].1.as_ref().unwrap().chars().count(), SNIPPET + 2);
        assert_eq!(told[3], ("nada".to_owned(), None));
    }

    #[test]
    fn what_is_looked_for_in_a_field_is_marked_there_alone() {
        let mut record = Interaction::default();
        for field in [Field::Subject, Field::Body, Field::Answer] {
            record.set(field, "un cobro, un pago");
        }
        let mut words = Words::new("mensaje:cobro pago asunto:nada agente:un").unwrap();
        for (field, expected) in [(Field::Body, "un [cobro], un [pago]"), (Field::Answer, "un cobro, un [pago]")] {
            assert_eq!(told(&words.pieces(field, record.text(field)).unwrap()), expected);
        }
        let only = Words::new("mensaje:cobro").unwrap().shown(&[&record]).unwrap();
        assert_eq!(told(&only[0].subject), "un cobro, un pago");
        assert_eq!(only[0].snippet.as_deref().map(told).unwrap(), "[cobro], un pago");
        assert!(Words::new("respuesta:zeta -mensaje:un").unwrap().shown(&[&record]).unwrap()[0].snippet.is_none());
    }

    #[test]
    fn nothing_to_look_for_marks_nothing() {
        let mut words = Words::new("-cobro").unwrap();
        assert_eq!(told(&words.pieces(Field::Body, "un cobro").unwrap()), "un cobro");
        assert!(words.pieces(Field::Body, "").unwrap().is_empty());
    }
}
