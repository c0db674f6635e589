//! FTS5 alone: the peer, and where the words come from.

use std::error::Error;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

const WORDS: &str = "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'search', 'row')";
/// The word whose number of records is nearest to a wanted one. Digits name cases, not words.
const NEAREST: &str = "SELECT term FROM temp.words WHERE length(term) BETWEEN 4 AND 20 AND term NOT GLOB '*[0-9]*'
    ORDER BY abs(doc - ?1), term LIMIT 1";
const COUNT: &str = "SELECT count(*) FROM search WHERE search MATCH ?1";
const PAGE: &str = "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

/// The archive's index without the archive.
pub(crate) struct Plain {
    connection: Connection,
}

impl Plain {
    /// Opens the file as the archive's readers do.
    pub(crate) fn open(file: &Path, key: &str) -> Result<Self, Box<dyn Error>> {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "key", format!("x'{key}'"))?;
        connection.pragma_update(None, "cipher_page_size", 16_384)?;
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        connection.pragma_update(None, "cache_size", -24_000)?;
        Ok(Self { connection })
    }

    /// What is searched for, by name: words by the share of the records that hold them.
    pub(crate) fn cases(&self, records: usize) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
        self.connection.execute_batch(WORDS)?;
        let share = |share: f64| self.nearest(records as f64 * share);
        let rare: String = self.connection.query_row(NEAREST, [3.0], |row| row.get(0))?;
        let (seldom, often, most) = (share(0.01)?, share(0.18)?, share(1.0)?);
        let prefix: String = often.chars().take(4).collect();
        Ok(vec![
            ("a rare word", rare),
            ("a word in 18 % of all", often.clone()),
            ("a prefix", format!("{prefix}*")),
            ("two words", format!("{often} {seldom}")),
            ("a phrase", format!("\"{}\"", self.phrase(&often)?)),
            ("a word in most", most),
        ])
    }

    fn nearest(&self, records: f64) -> Result<String, Box<dyn Error>> {
        Ok(self.connection.query_row(NEAREST, [records], |row| row.get(0))?)
    }

    /// The word with the one that follows it most often, found by trying the commonest ones.
    fn phrase(&self, word: &str) -> Result<String, Box<dyn Error>> {
        let mut commonest = self.connection.prepare("SELECT term FROM temp.words ORDER BY doc DESC LIMIT 60")?;
        let mut best = (0_usize, word.to_owned());
        for next in commonest.query_map([], |row| row.get::<_, String>(0))? {
            let phrase = format!("{word} {}", next?);
            let count = self.count(&format!("\"{phrase}\""))?;
            if count > best.0 {
                best = (count, phrase);
            }
        }
        Ok(best.1)
    }

    fn count(&self, expression: &str) -> Result<usize, Box<dyn Error>> {
        let count: i64 = self.connection.prepare_cached(COUNT)?.query_row([expression], |row| row.get(0))?;
        Ok(usize::try_from(count)?)
    }

    /// How many records match; the newest of them are read too.
    pub(crate) fn count_and_page(&self, expression: &str, limit: usize) -> Result<usize, Box<dyn Error>> {
        let count = self.count(expression)?;
        let mut newest = self.connection.prepare_cached(PAGE)?;
        let rows = newest.query_map((expression, i64::try_from(limit)?), |row| row.get::<_, i64>(0))?;
        rows.collect::<Result<Vec<_>, _>>()?;
        Ok(count)
    }
}
