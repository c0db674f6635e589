//! The small reports: the names of skills and activity codes, and what the token may still do.

use crate::parse::{Splitter, record};
use crate::{Client, Error, verdict};

/// How large a small report may be, unpacked: an operation has thousands of codes at most.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// An id and the name that people know it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The skill's number, or the activity code as records carry it.
    pub id: String,
    /// The skill's name, or the code's description; `""` where the server has none.
    pub name: String,
}

/// What the server says of a token; `None` where it does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenInfo {
    /// The name that the token was given.
    pub description: String,
    /// Requests a day that the token may send.
    pub limit: Option<u64>,
    /// Requests that this token sent today.
    pub used_today: Option<u64>,
    /// Requests that all tokens of the operation sent today.
    pub used_today_by_all: Option<u64>,
    /// Requests that are left today.
    pub left: Option<u64>,
}

/// A row of a small report: keys and texts.
type Row = Vec<(String, String)>;

impl Client {
    /// The skills and their names. Rows that cannot be read, or have no id, are left out: a name is a comfort.
    ///
    /// # Errors
    /// As [`Client::interactions`] and [`Answer::next`](crate::Answer::next).
    pub async fn skills(&self) -> Result<Vec<Named>, Error> {
        let rows = self.rows("skills").await?;
        Ok(rows.iter().filter_map(|row| named(row, &["skill_id"], &["skill_name"])).collect())
    }

    /// The activity codes and their descriptions, as [`Client::skills`].
    ///
    /// # Errors
    /// As [`Client::skills`].
    pub async fn activity_codes(&self) -> Result<Vec<Named>, Error> {
        let rows = self.rows("activity_codes").await?;
        let (ids, names) = (["cod_act", "code_act"], ["description_cod_act", "cod_description"]);
        Ok(rows.iter().filter_map(|row| named(row, &ids, &names)).collect())
    }

    /// What the token may still do today. Asking costs one request itself.
    ///
    /// # Errors
    /// As [`Client::skills`]; [`Error::NotOffered`] where the answer is empty.
    pub async fn token_info(&self) -> Result<TokenInfo, Error> {
        let rows = self.rows("token_info").await?;
        let row = rows.first().ok_or(Error::NotOffered)?;
        Ok(TokenInfo {
            description: text(row, &["description"]).to_owned(),
            limit: number(row, "token_limit"),
            used_today: number(row, "token_use_today"),
            used_today_by_all: number(row, "all_token_today"),
            left: number(row, "available_consumption_options"),
        })
    }

    async fn rows(&self, report: &str) -> Result<Vec<Row>, Error> {
        let Some(mut body) = self.ask(&format!("information.php?api={report}")).await? else { return Ok(Vec::new()) };
        let mut splitter = Splitter::new();
        let (mut rows, mut came, mut bytes) = (Vec::new(), 0, 0);
        loop {
            let piece = match body.next().await {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(_) if splitter.is_whole() => break,
                Err(error) => return Err(error),
            };
            bytes += piece.len();
            if bytes > MOST_BYTES {
                return Err(Error::TooLarge);
            }
            splitter.push(&piece);
            while let Some(raw) = splitter.next_record() {
                came += 1;
                rows.extend(record::texts(&String::from_utf8_lossy(raw)));
            }
        }
        verdict::of_success(&splitter, came).map(|()| rows)
    }
}

fn named(row: &Row, ids: &[&str], names: &[&str]) -> Option<Named> {
    let (id, name) = (text(row, ids).trim(), text(row, names).trim());
    (!id.is_empty()).then(|| Named { id: id.to_owned(), name: name.to_owned() })
}

/// The first text that is not empty under one of the keys.
fn text<'a>(row: &'a Row, keys: &[&str]) -> &'a str {
    let under =
        |key: &&str| row.iter().find(|(name, text)| name == key && !text.is_empty()).map(|(_, text)| text.as_str());
    keys.iter().find_map(under).unwrap_or_default()
}

/// A count; the server may have let it run below zero.
fn number(row: &Row, key: &str) -> Option<u64> {
    let number: i64 = text(row, &[key]).trim().parse().ok()?;
    Some(number.max(0).unsigned_abs())
}
