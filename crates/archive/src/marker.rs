//! Where the words of a search stand in texts.
//!
//! The search index holds no texts, so it cannot tell. The texts of a page are put into a small table in memory that
//! cuts words as the index does, and FTS5 marks them there: what is marked is what was found, accents, case, prefixes
//! and phrases included.

use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use interaction::start_of;
use rusqlite::{Connection, params};

use crate::Error;
use crate::search::TOKENIZER;

const ADD: &str = "INSERT INTO piece (rowid, text) VALUES (?1, ?2)";
const MARKED: &str = "SELECT rowid, highlight(piece, 0, ?2, ?2) FROM piece WHERE piece MATCH ?1";
/// Texts are marked in pieces of about so many bytes: the time FTS5 needs to mark a piece grows with the square of its
/// hits.
const PIECE: usize = 4096;
/// How much of the piece before is looked at again, so that a phrase across a border is found.
const OVERLAP: usize = 256;
/// A piece ends here even where no word does.
const LONGEST_PIECE: usize = 65_536;
/// What lies beyond this is not marked: a text so long was written by no person, and hits would be too many to read.
const MARKED_OF_A_TEXT: usize = 1 << 20;

/// Marks the words of a search in texts, with a table of its own in memory.
pub struct Marker {
    connection: Connection,
}

impl Marker {
    /// A marker; it holds no text between two uses.
    ///
    /// # Errors
    /// Where SQLite has no memory.
    pub fn new() -> Result<Self, Error> {
        let connection = crate::open::in_memory()?;
        let table = format!("CREATE VIRTUAL TABLE piece USING fts5 (text, tokenize = '{TOKENIZER}')");
        connection.execute_batch(&table)?;
        Ok(Self { connection })
    }

    /// The hits of any of these FTS5 expressions in each of these texts, in bytes, in order and apart from each other.
    /// Nothing is marked beyond the first megabyte of a text, and a phrase of over 256 bytes may be missed where it
    /// crosses one of the borders at which long texts are cut.
    ///
    /// # Errors
    /// Where an expression is not one of FTS5's.
    pub fn hits(&mut self, expressions: &[String], texts: &[&str]) -> Result<Vec<Vec<Range<usize>>>, Error> {
        let mut hits = vec![Vec::new(); texts.len()];
        if expressions.is_empty() {
            return Ok(hits);
        }
        // Dropped unfinished at the end: the texts leave with it.
        let transaction = self.connection.transaction()?;
        let pieces = add_pieces(&transaction, texts)?;
        let sign = sign();
        for expression in expressions {
            let mut statement = transaction.prepare_cached(MARKED)?;
            let mut rows = statement.query([expression.as_str(), sign.as_str()])?;
            while let Some(row) = rows.next()? {
                let number: u32 = row.get(0)?;
                let marked = row.get_ref(1)?.as_str().unwrap_or_default();
                let Some(piece) = pieces.get(number as usize) else { continue };
                let found = between_signs(marked, &sign, piece.bytes.len());
                let found = found.into_iter().map(|hit| hit.start + piece.bytes.start..hit.end + piece.bytes.start);
                hits.get_mut(piece.text).into_iter().for_each(|hits| hits.extend(found.clone()));
            }
        }
        Ok(hits.into_iter().map(joined).collect())
    }
}

/// A stretch of one of the texts.
struct Piece {
    text: usize,
    bytes: Range<usize>,
}

fn add_pieces(connection: &Connection, texts: &[&str]) -> Result<Vec<Piece>, Error> {
    let mut add = connection.prepare_cached(ADD)?;
    let mut pieces = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        for bytes in cut(text) {
            // SQLite's texts end at NUL where functions make them; to the index it is no letter, as a blank is none.
            let part = text.get(bytes.clone()).unwrap_or_default().replace('\0', " ");
            add.execute(params![pieces.len() as i64, part])?;
            pieces.push(Piece { text: number, bytes });
        }
    }
    Ok(pieces)
}

/// The pieces of a text that are looked at. Each but the first starts within the one before, between two words.
fn cut(text: &str) -> Vec<Range<usize>> {
    let end = start_of(text, MARKED_OF_A_TEXT).len();
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut covered = 0;
    while covered < end {
        let wanted = start + PIECE.max(covered - start + OVERLAP);
        let stop = if wanted >= end { end } else { border(text, wanted, (start + LONGEST_PIECE).min(end)) };
        pieces.push(start..stop);
        covered = stop;
        start = border(text, stop.saturating_sub(OVERLAP).max(start + 1), stop);
    }
    pieces
}

/// The first place from `from` on that ends no word; `limit` where there is none before it.
fn border(text: &str, from: usize, limit: usize) -> usize {
    let from = (from..=text.len()).find(|place| text.is_char_boundary(*place)).unwrap_or(text.len());
    let limit = start_of(text, limit).len().max(from);
    let rest = text.get(from..limit).unwrap_or_default();
    rest.find(ends_word).map_or(limit, |place| from + place)
}

/// Signs that stand in no word, whatever Unicode's version.
fn ends_word(c: char) -> bool {
    if c.is_ascii() { !c.is_ascii_alphanumeric() } else { c.is_whitespace() || matches!(c, '\u{2010}'..='\u{2027}') }
}

/// What is put around hits: no stranger can know it beforehand and write it into a text.
fn sign() -> String {
    let number = RandomState::new().hash_one(0);
    format!("\u{2}{number:016x}\u{3}")
}

/// The places between pairs of signs, counted without the signs. None where the marked text is not the text with signs
/// put in.
fn between_signs(marked: &str, sign: &str, length: usize) -> Vec<Range<usize>> {
    let mut place = 0;
    let mut hits = Vec::new();
    for (number, part) in marked.split(sign).enumerate() {
        let start = place;
        place += part.len();
        if number % 2 == 1 && place > start {
            hits.push(start..place);
        }
    }
    if place == length { hits } else { Vec::new() }
}

/// Hits in order, overlapping ones as one.
fn joined(mut hits: Vec<Range<usize>>) -> Vec<Range<usize>> {
    hits.sort_unstable_by_key(|hit| hit.start);
    hits.dedup_by(|next, hit| {
        let overlaps = next.start < hit.end;
        if overlaps {
            hit.end = hit.end.max(next.end);
        }
        overlaps
    });
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(expressions: &[&str], text: &str) -> String {
        let expressions: Vec<String> = expressions.iter().map(|text| (*text).to_owned()).collect();
        let hits = Marker::new().unwrap().hits(&expressions, &["", text]).unwrap();
        assert!(hits[0].is_empty());
        let mut shown = String::new();
        let mut place = 0;
        for hit in &hits[1] {
            shown += &format!("{}[{}]", text.get(place..hit.start).unwrap(), text.get(hit.clone()).unwrap());
            place = hit.end;
        }
        shown + text.get(place..).unwrap()
    }

    #[test]
    fn marks_what_the_index_finds() {
        for (expression, text, expected) in [
            (r#""reembolso""#, "El REEMBOLSO, reembolsos y rëembolso.", "El [REEMBOLSO], reembolsos y [rëembolso]."),
            (r#""reemb"*"#, "reembolsos reemb re", "[reembolsos] [reemb] re"),
            (r#""no llegó""#, "No llego. No; ¿llegó? no me llegó", "[No llego]. [No; ¿llegó]? no me llegó"),
            (r#""a" OR "b""#, "b c a", "[b] c [a]"),
            (r#""ana@x.co""#, "de ana@x.co a x.co", "de [ana@x.co] a x.co"),
            (r#""senal""#, "sen\u{303}al señal", "[sen\u{303}al] [señal]"),
            (r#""x""#, "a\0x\0x", "a\0[x]\0[x]"),
            (r#""2""#, "\u{2}\u{3}2", "\u{2}\u{3}[2]"),
        ] {
            assert_eq!(marked(&[expression], text), expected, "{expression}");
        }
        assert_eq!(marked(&[r#""a b""#, r#""b c""#], "a b c d"), "[a b c] d");
        assert_eq!(marked(&[], "a"), "a");
    }

    #[test]
    fn long_texts_are_marked_across_the_borders_of_their_pieces() {
        for step in [3, 7, 10] {
            let text: String = (0..20_000).map(|n| if n % step == 0 { "no llegó " } else { "aún ñ, " }).collect();
            assert_eq!(marked(&[r#""no llegó""#], &text).matches("[no llegó]").count(), 20_000usize.div_ceil(step));
        }
        let endless = "ñ".repeat(300_000);
        assert_eq!(marked(&[r#""n"*"#], &endless).matches('[').count(), cut(&endless).len());
        assert_eq!(marked(&[r#""n""#], &format!("{endless} ñ")).matches("[ñ]").count(), 1);
    }

    #[test]
    fn pieces_cover_a_text_up_to_the_limit() {
        for text in ["", "a", &"hola ".repeat(500_000), &"€".repeat(500_000), &"a,".repeat(40_000)] {
            let pieces = cut(text);
            let end = start_of(text, MARKED_OF_A_TEXT).len();
            assert_eq!((pieces.first().map_or(0, |p| p.start), pieces.last().map_or(0, |p| p.end)), (0, end));
            assert!(pieces.is_sorted_by(|a, b| a.start < b.start && b.start <= a.end && a.end < b.end));
            assert!(pieces.iter().all(|piece| text.get(piece.clone()).is_some()));
        }
    }

    #[test]
    fn a_text_full_of_hits_is_marked_in_bearable_time() {
        let text = "a ".repeat(1_000_000);
        let before = std::time::Instant::now();
        let hits = Marker::new().unwrap().hits(&[r#""a""#.to_owned()], &[&text]).unwrap();
        assert_eq!(hits[0].len(), MARKED_OF_A_TEXT / 2);
        assert!(before.elapsed().as_secs() < 20, "{:?}", before.elapsed());
    }
}
