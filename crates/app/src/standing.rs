//! What an operation has been told to do by itself: to follow its day, and to go on with a download that could not be
//! finished. Kept in the file of operations, so that it outlasts a restart.

use chrono::{DateTime, Utc};
use download::Refresh;
use interaction::Score;
use serde::{Deserialize, Serialize};

use crate::Days;

/// Whether an operation is followed, and which scores are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// Whether it is followed while Traza is open.
    pub on: bool,
    /// Scores at or below this are told of; `None` tells of none.
    pub notify_at: Option<Score>,
}

/// A download that could not be finished and goes on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// The days.
    pub days: Days,
    /// What of the stored days is asked for again.
    #[serde(with = "refresh_in_words")]
    pub refresh: Refresh,
    /// When it goes on.
    #[serde(with = "in_seconds")]
    pub at: DateTime<Utc>,
    /// Why it could not be finished: a code.
    pub reason: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// Following, as the file has it.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct FollowingEntry {
    on: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notify_at: Option<f64>,
}

impl Following {
    pub(crate) fn entry(self) -> FollowingEntry {
        FollowingEntry { on: self.on, notify_at: self.notify_at.map(Score::value) }
    }
}

impl FollowingEntry {
    /// Whether it tells nothing, so that it need not be written.
    pub(crate) const fn is_default(&self) -> bool {
        !self.on && self.notify_at.is_none()
    }

    pub(crate) fn read(&self) -> Following {
        Following { on: self.on, notify_at: self.notify_at.and_then(|score| Score::parse(&score.to_string())) }
    }
}

/// An instant as seconds since 1970.
mod in_seconds {
    use chrono::{DateTime, Utc};
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(at.timestamp())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
        let seconds = i64::deserialize(deserializer)?;
        DateTime::from_timestamp(seconds, 0).ok_or_else(|| D::Error::custom("no instant"))
    }
}

mod refresh_in_words {
    use download::Refresh;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
    pub(super) fn serialize<S: Serializer>(refresh: &Refresh, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match refresh {
            Refresh::Needed => "needed",
            Refresh::Changing => "changing",
            Refresh::Everything => "everything",
        })
    }

    /// A word of a newer version asks for no more than must be.
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Refresh, D::Error> {
        Ok(match String::deserialize(deserializer)?.as_str() {
            "changing" => Refresh::Changing,
            "everything" => Refresh::Everything,
            _ => Refresh::Needed,
        })
    }
}
