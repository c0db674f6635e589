//! The rows of one word, read from the pages of the search index themselves.
//!
//! FTS5 gives rows one by one, each at the cost of a step through SQLite; for a word that stands in most messages that is
//! longer than a frame. Its pages lie in ordinary tables, in a form that is documented
//! (<https://sqlite.org/fts5.html#fts5_data_structures>) and kept by every version of SQLite since, and a word's rows
//! stand in them one after the other. What is not as it should be is left to FTS5 itself.
//!
//! Rows that were deleted stay in the index until it is merged. Here they are given too: no row is ever used again, so
//! nobody takes them for others.

use std::cmp::Ordering;

use rusqlite::{Connection, OptionalExtension, params};

use super::structure::Structure;
use super::varint;
use crate::Error;

/// The index's own version: another one may lay out its pages otherwise.
const VERSION: &str = "SELECT v FROM search_config WHERE k = 'version'";
const KNOWN_VERSION: i64 = 4;
/// The leaf of a segment that a word stands on, if it stands on any; the lowest bit says something else.
const LEAF: &str = "SELECT pgno >> 1 FROM search_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1";
const LEAVES: &str = "SELECT block FROM search_data WHERE id BETWEEN ?1 AND ?2";

/// How far above its leaves' numbers a segment's number lies.
const SEGMENT_SHIFT: u32 = 37;
/// Stands before every word, for there are no other indexes: of prefixes, that is.
const MAIN_INDEX: u8 = b'0';

/// What is looked for: a word as the index has it, or all words that begin so.
pub(crate) struct Word {
    letters: Vec<u8>,
    is_prefix: bool,
}

impl Word {
    /// The one word that an expression of FTS5 asks for; `None` where it asks for more, or has letters that only FTS5
    /// knows the form of.
    pub(crate) fn of(expression: &str) -> Option<Self> {
        let (quoted, is_prefix) = expression.strip_suffix('*').map_or((expression, false), |quoted| (quoted, true));
        let word = quoted.strip_prefix('"')?.strip_suffix('"')?;
        let mut letters = vec![MAIN_INDEX];
        for letter in word.chars() {
            letters.push(folded(letter)?);
        }
        (letters.len() > 1).then_some(Self { letters, is_prefix })
    }

    /// Whether all words that begin so are looked for.
    pub(crate) const fn is_prefix(&self) -> bool {
        self.is_prefix
    }

    /// Where a word of the index stands to the ones looked for.
    fn compare(&self, word: &[u8]) -> Ordering {
        if self.is_prefix && word.starts_with(&self.letters) { Ordering::Equal } else { word.cmp(&self.letters) }
    }
}

/// A letter or digit as the index has it, for those that words in Spanish and English consist of.
fn folded(letter: char) -> Option<u8> {
    let plain = match letter {
        'á' | 'Á' => 'a',
        'é' | 'É' => 'e',
        'í' | 'Í' => 'i',
        'ó' | 'Ó' => 'o',
        'ú' | 'Ú' | 'ü' | 'Ü' => 'u',
        'ñ' | 'Ñ' => 'n',
        _ => letter,
    };
    plain.is_ascii_alphanumeric().then_some(plain.to_ascii_lowercase() as u8)
}

/// Calls `each` with the rows of a word, a page of the index at a time: in no order, some of them twice where several
/// words are looked for. Tells whether it could.
pub(crate) fn rows_of(connection: &Connection, word: &Word, each: &mut dyn FnMut(&[u32])) -> Result<bool, Error> {
    let version: Option<i64> = connection.prepare_cached(VERSION)?.query_row([], |row| row.get(0)).optional()?;
    if version != Some(KNOWN_VERSION) {
        return Ok(false);
    }
    let mut rows = Vec::new();
    for (segment, first_leaf, last_leaf) in Structure::read(connection)?.leaves() {
        let mut reading = Reading { word, term: Vec::new(), is_within: false, rows: &mut rows };
        let leaf =
            connection.prepare_cached(LEAF)?.query_row(params![segment.cast_signed(), word.letters], |row| row.get(0));
        let first: u64 = leaf.optional()?.map_or(0, i64::cast_unsigned).max(first_leaf);
        let page = |leaf: u64| (segment << SEGMENT_SHIFT | leaf).cast_signed();
        let mut statement = connection.prepare_cached(LEAVES)?;
        let mut leaves = statement.query([page(first), page(last_leaf)])?;
        while let Some(leaf) = leaves.next()? {
            let Some(next) = reading.leaf(leaf.get_ref(0)?.as_blob().unwrap_or_default()) else { return Ok(false) };
            each(reading.rows);
            reading.rows.clear();
            if next == Next::Over {
                break;
            }
        }
    }
    Ok(true)
}

/// What comes after a leaf.
#[derive(PartialEq, Eq)]
enum Next {
    /// The next leaf.
    Leaf,
    /// Nothing: what follows is no longer about the word.
    Over,
}

/// Reading the leaves of a segment.
struct Reading<'a> {
    word: &'a Word,
    /// The word of the index that was read last, of which the next one says only what differs.
    term: Vec<u8>,
    /// Whether the rows of a word that is looked for go on over the leaf's end.
    is_within: bool,
    rows: &'a mut Vec<u32>,
}

impl Reading<'_> {
    /// Reads a leaf; `None` where it is not as it should be.
    fn leaf(&mut self, leaf: &[u8]) -> Option<Next> {
        let offset = |at: usize| leaf.get(at..)?.first_chunk::<2>().map(|pair| usize::from(u16::from_be_bytes(*pair)));
        let (first_row, end) = (offset(0)?, offset(2)?);
        let content = leaf.get(..end)?;
        let terms = places(leaf.get(end..)?)?;
        if self.is_within {
            let end = terms.first().copied().unwrap_or(end);
            if first_row > 0 {
                self.rows(content.get(..end)?, first_row)?;
            }
            self.is_within = terms.is_empty();
            if !self.is_within && !self.word.is_prefix {
                return Some(Next::Over);
            }
        }
        for (number, start) in terms.iter().enumerate() {
            let mut at = *start;
            self.next_term(content, &mut at, number)?;
            match self.word.compare(&self.term) {
                Ordering::Less => {}
                Ordering::Greater => return Some(Next::Over),
                Ordering::Equal => {
                    let next = terms.get(number + 1);
                    let content = content.get(..next.copied().unwrap_or(end))?;
                    let read = self.rows(content, at)?;
                    self.is_within = next.is_none();
                    if read > content.len() && !self.is_within {
                        return None;
                    }
                    if !self.is_within && !self.word.is_prefix {
                        return Some(Next::Over);
                    }
                }
            }
        }
        Some(Next::Leaf)
    }

    /// Reads the word that begins at a place: the first of a leaf stands there whole, others as what differs from the
    /// one before.
    fn next_term(&mut self, content: &[u8], at: &mut usize, before: usize) -> Option<()> {
        let kept = if before == 0 { 0 } else { number(content, at)? as usize };
        let new = number(content, at)? as usize;
        self.term.truncate(kept);
        self.term.extend(content.get(*at..at.checked_add(new)?)?);
        *at += new;
        Some(())
    }

    /// Reads the rows from one place on: each as the step from the one before, the first as it is, with the word's
    /// places after it. Tells where the last one ends, which may be on the next leaf.
    fn rows(&mut self, content: &[u8], mut at: usize) -> Option<usize> {
        let mut row = 0;
        while at < content.len() {
            row += number(content, &mut at)?;
            let size = number(content, &mut at)?;
            // A row that is taken back: archives delete otherwise.
            if size & 1 == 1 {
                return None;
            }
            self.rows.push(u32::try_from(row).ok()?);
            at = at.checked_add((size / 2) as usize)?;
        }
        Some(at)
    }
}

/// Where the words of a leaf begin.
fn places(mut steps: &[u8]) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut place = 0;
    while !steps.is_empty() {
        let mut at = 0;
        place += number(steps, &mut at)? as usize;
        places.push(place);
        steps = steps.get(at..)?;
    }
    Some(places)
}

/// Takes a number, most of which are small.
#[inline]
fn number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut rest = bytes.get(*at..)?;
    match rest.first()? {
        first @ 0..0x80 => {
            *at += 1;
            Some(u64::from(*first))
        }
        _ => {
            let number = varint::take(&mut rest)?;
            *at = bytes.len() - rest.len();
            Some(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::search;

    /// Random numbers from a seed (SplitMix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (z ^ (z >> 31)) % limit
        }

        /// A word out of many, of which few stand in most texts.
        fn word(&mut self) -> String {
            let most = self.below(400) + 1;
            let number = self.below(most);
            ["cancelación", "ñu", "a", "año", "factura", "Über"][(number % 6) as usize].repeat(1 + number as usize % 3)
                + &number.to_string().repeat(usize::from(number.is_multiple_of(5)) * (1 + number as usize / 40))
        }

        fn text(&mut self, words: u64) -> String {
            let words = 1 + self.below(words);
            (0..words).map(|_| self.word() + " ").collect()
        }
    }

    fn index(leaf_bytes: u32) -> Connection {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(search::TABLE).unwrap();
        let sized = "INSERT INTO search (search, rank) VALUES ('pgsz', ?1)";
        connection.execute(sized, [leaf_bytes]).unwrap();
        connection
    }

    fn add(connection: &Connection, rows: std::ops::Range<u32>, random: &mut Random) {
        connection.execute_batch("BEGIN").unwrap();
        for row in rows {
            let long = if row % 200 == 0 { 3000 } else { 12 };
            let texts = params![row, random.text(9), random.text(long), "siempre"];
            let add = "INSERT INTO search (rowid, subject, body, comments) VALUES (?1, ?2, ?3, ?4)";
            connection.execute(add, texts).unwrap();
        }
        connection.execute_batch("COMMIT").unwrap();
    }

    /// What FTS5 finds, and what is found here, deleted rows left out.
    fn both(connection: &Connection, expression: &str, deleted: &BTreeSet<u32>) -> [BTreeSet<u32>; 2] {
        let mut statement = connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1").unwrap();
        let expected = statement.query_map([expression], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut found = BTreeSet::new();
        let word = Word::of(expression).unwrap();
        assert!(rows_of(connection, &word, &mut |rows| found.extend(rows)).unwrap(), "{expression}");
        [expected, found.difference(deleted).copied().collect()]
    }

    fn check(connection: &Connection, random: &mut Random, deleted: &BTreeSet<u32>) {
        let mut expressions: Vec<String> = (0..60).map(|_| format!("\"{}\"", random.word())).collect();
        expressions.retain(|expression| !expression.contains('Ü') && !expression.contains('b'));
        let starts = ["a", "f", "fact", "canc", "ñ", "z", "1", "facturafactura", "CANCELACIÓN", "siem"];
        expressions.extend(starts.map(|start| format!("\"{start}\"*")));
        expressions.extend(["\"siempre\"", "\"nada\"", "\"AÑO\"", "\"0\"", "\"zzz\""].map(str::to_owned));
        for expression in expressions {
            let [expected, found] = both(connection, &expression, deleted);
            assert!(found == expected, "{expression}: {} for {}", found.len(), expected.len());
        }
    }

    #[test]
    fn a_word_has_the_rows_that_fts5_finds_whatever_became_of_the_index() {
        for (seed, leaf_bytes) in [(1, 64), (2, 200), (3, 4050)] {
            let random = &mut Random(seed);
            let connection = index(leaf_bytes);
            let mut deleted = BTreeSet::new();
            check(&connection, random, &deleted);
            for (round, step) in [1, 3, 40, 70_000].into_iter().enumerate() {
                let first = step * 5_000;
                add(&connection, first..first + 600, random);
                check(&connection, random, &deleted);
                for _ in 0..100 {
                    let row = first + random.below(600) as u32;
                    connection.execute("DELETE FROM search WHERE rowid = ?1", [row]).unwrap();
                    deleted.insert(row);
                }
                check(&connection, random, &deleted);
                let merge = ["('merge', 4)", "('merge', -50)", "('optimize', 0)", "('merge', 500)"][round];
                connection.execute_batch(&format!("INSERT INTO search (search, rank) VALUES {merge}")).unwrap();
                check(&connection, random, &deleted);
            }
        }
    }

    #[test]
    fn only_one_plain_word_is_read_here() {
        for expression in ["\"año\"", "\"ANO\"*", "\"x1\"", "\"12\""] {
            assert!(Word::of(expression).is_some(), "{expression}");
        }
        for expression in [
            "",
            "\"\"",
            "\"*",
            "a",
            "\"a b\"",
            "\"a\" \"b\"",
            "\"ç\"",
            "\"a-b\"",
            "\"a\"\"b\"",
            "{subject} : \"a\"",
            "\"a\u{301}\"",
        ] {
            assert!(Word::of(expression).is_none(), "{expression}");
        }
    }

    #[test]
    fn pages_that_are_not_as_they_should_be_are_left_to_fts5() {
        let connection = index(4050);
        add(&connection, 1..50, &mut Random(1));
        let found = || rows_of(&connection, &Word::of("\"siempre\"").unwrap(), &mut |_| {}).unwrap();
        assert!(found());
        connection.execute_batch("UPDATE search_config SET v = 5 WHERE k = 'version'").unwrap();
        assert!(!found());
        connection.execute_batch("UPDATE search_config SET v = 4 WHERE k = 'version'").unwrap();
        connection.execute_batch("UPDATE search_data SET block = x'00ff00ff' WHERE id > 1000").unwrap();
        assert!(!found());
    }
}
