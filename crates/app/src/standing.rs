//! What an operation has been told to do by itself: to follow its day, and to go on with a download that could not be
//! finished. Kept in the file of operations, so that it outlasts a restart.

use chrono::{DateTime, Utc};
use download::Refresh;
use interaction::{Moment, Score};
use serde::{Deserialize, Serialize};

use crate::Days;

/// Whether an operation is followed, and which scores are told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// Whether it is followed while Traza is open.
    pub on: bool,
    /// Scores at or below this are told of; `None` tells of none.
    pub notify_at: Option<Score>,
    /// When Traza last asked by itself, so that a restart does not make it ask more often.
    pub asked: Option<DateTime<Utc>>,
}

/// A download that could not be finished and goes on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// The days.
    pub days: Days,
    /// What of the stored days is asked for again.
    #[serde(with = "refresh_in_words")]
    pub refresh: Refresh,
    /// When it was begun first, on the operation's wall clock: what was fetched since is not asked for again.
    #[serde(with = "moment_in_seconds")]
    pub since: Moment,
    /// When it goes on.
    #[serde(with = "in_seconds")]
    pub at: DateTime<Utc>,
    /// Why it could not be finished: a code.
    pub reason: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// A refresh that was begun in a terminal and did not come to its end: repeated, it goes on where it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The first second of its period.
    #[serde(with = "moment_in_seconds")]
    pub from: Moment,
    /// The last second of its period.
    #[serde(with = "moment_in_seconds")]
    pub to: Moment,
    /// When it was begun first, on the operation's wall clock.
    #[serde(with = "moment_in_seconds")]
    pub since: Moment,
}

/// Following, as the file has it.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct FollowingEntry {
    on: bool,
    /// When it was last asked, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notify_at: Option<f64>,
}

impl Following {
    pub(crate) fn entry(self) -> FollowingEntry {
        let asked = self.asked.map(|asked| asked.timestamp());
        FollowingEntry { on: self.on, asked, notify_at: self.notify_at.map(Score::value) }
    }
}

impl FollowingEntry {
    /// Whether it tells nothing, so that it need not be written.
    pub(crate) const fn is_default(&self) -> bool {
        !self.on && self.notify_at.is_none() && self.asked.is_none()
    }

    pub(crate) fn read(&self) -> Following {
        Following {
            on: self.on,
            notify_at: self.notify_at.and_then(|score| Score::parse(&score.to_string())),
            asked: self.asked.and_then(|asked| DateTime::from_timestamp(asked, 0)),
        }
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

/// A moment as the seconds that it counts.
mod moment_in_seconds {
    use interaction::Moment;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it so")]
    pub(super) fn serialize<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(moment.seconds())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        u32::deserialize(deserializer).map(Moment::from_seconds)
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
