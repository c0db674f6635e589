//! A row of the list of interactions.

use std::fmt;

use interaction::Tone;
use serde::Serialize;

use crate::message::Piece;

/// Rows of the list that lie together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ListPage {
    /// The rows, in order.
    pub rows: Vec<ListRow>,
    /// Those of them that are picked.
    pub picked: Vec<u32>,
}

/// An interaction as a row of the list.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ListRow {
    /// The archive's own id.
    pub id: u32,
    /// When it was created; `""` where that is unknown.
    pub created: String,
    /// When it was closed; `""` where it was not.
    pub closed: String,
    /// From creation to closing.
    pub seconds_to_close: Option<u32>,
    /// `Email`, `facebook_page`, `instagram`, `twitter`, or as the server calls it.
    pub channel: String,
    /// The agent's name.
    pub agent: String,
    /// The skill's name, or its number where it has none.
    pub skill: String,
    /// The skill's number.
    pub skill_id: String,
    /// The subject, with what was searched for marked.
    pub subject: Vec<Piece>,
    /// Where the subject has no hit: the text around the first one, starting at it.
    pub snippet: Option<Vec<Piece>>,
    /// The survey's score; `None` where nobody answered.
    pub score: Option<ScoreShown>,
    /// The activity code.
    pub code: String,
    /// What the activity code means.
    pub code_description: String,
    /// `open`, `close`, `archived`, as the server calls it, or `""`.
    pub status: String,
    /// How many attachments it has.
    pub attachments: u32,
    /// The case, as text.
    pub case_id: String,
    /// Who wrote.
    pub from: String,
    /// Whom they wrote to.
    pub to: String,
}

/// Names no text.
impl fmt::Debug for ListRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListRow").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A survey's score as the customer gave it, and where it lies on the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScoreShown {
    /// As the customer gave it.
    pub text: String,
    /// Where it lies; `None` for words.
    pub tone: Option<Tone>,
}
