//! Downloads: what one will cost, how far it is and how it ended.

use download::Refresh;
use serde::{Deserialize, Serialize};

use super::QuotaShown;
use crate::day::Day;
use crate::{Days, Error};

/// What of the stored days is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// What was fetched too early to be final.
    Needed,
    /// That, and every part that holds interactions that may still change.
    Changing,
    /// All of the period.
    Everything,
}

impl Again {
    pub(super) const fn refresh(self) -> Refresh {
        match self {
            Self::Needed => Refresh::Needed,
            Self::Changing => Refresh::Changing,
            Self::Everything => Refresh::Everything,
        }
    }
}

/// What a download will cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Cost {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// How many days.
    pub days: u32,
    /// How many requests, unless answers have to be split.
    pub requests: u32,
    /// How many bytes will be added, by what is kept; `None` where nothing is.
    pub bytes: Option<u64>,
    /// How many bytes are free on the drive; `None` where it does not tell.
    pub free: Option<u64>,
    /// How many of the days are complete already.
    pub kept_days: u32,
    /// The date by which the server selects.
    pub selects_by: SelectsBy,
    /// How long it will take, by how long earlier ones took; `None` where there were none.
    pub seconds: Option<u32>,
    /// How many interactions will come, by what is kept of the time around; `None` where nothing is.
    pub records: Option<u32>,
    /// What is left of the day's requests, as far as that is known; `None` where nobody asked today.
    pub quota: Option<QuotaShown>,
}

/// The date by which the server selects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum SelectsBy {
    Creation,
    Closing,
    #[default]
    Unknown,
}

/// How far a download is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Progress {
    /// The operation's id.
    pub operation: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// What it is doing.
    pub state: Working,
    /// The days that it asks for just now.
    pub asking: Option<Days>,
    /// Requests that were answered.
    pub requests: u32,
    /// Requests that were planned.
    pub planned: u32,
    /// Days that are whole.
    pub days_done: u32,
    /// Days of the period.
    pub days: u32,
    /// Records that have arrived.
    pub records: u32,
    /// How long it will still take, by how long it took so far; `None` as long as nobody can tell.
    pub seconds_left: Option<u32>,
    /// The stretches that could not be had.
    pub failed: Vec<FailedWindow>,
}

/// What a download is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Working {
    /// Another program uses the token or the archive.
    WaitingForToken,
    /// It asks the server.
    Asking,
    /// It will ask again after a pause.
    Retrying {
        /// Why: a code.
        reason: String,
        /// How long the pause is.
        seconds: u32,
    },
    /// It puts what has arrived in its place.
    Settling,
}

/// A stretch that could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FailedWindow {
    /// Its first second.
    pub from: String,
    /// Its last second.
    pub to: String,
    /// Why: a code.
    pub reason: String,
}

/// How a download ended. What had arrived stays in each case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Ended {
    /// The operation's id.
    pub operation: String,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// How.
    pub how: How,
    /// How many records were stored.
    pub records: u32,
    /// How many requests were made.
    pub requests: u32,
    /// How many windows were stored.
    pub windows: u32,
    /// How many records could not be read and were set aside raw.
    pub set_aside: u32,
    /// Whether the whole period up to the present is stored.
    pub complete: bool,
}

/// How a download ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum How {
    /// All that was planned was stored.
    Done,
    /// A person ended it.
    Cancelled,
    /// It failed.
    Failed {
        /// Why.
        error: Error,
    },
}
