//! Downloads: what one will cost, how far it is, how it ended, and what is covered.

use download::Refresh;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::day::Day;

/// What of the stored days is asked for again. Crosses as the answer to whether the person wants all of them anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(from = "bool")]
#[specta(type = bool)]
pub enum Again {
    /// What may have changed since.
    Needed,
    /// All of the period.
    Everything,
}

impl From<bool> for Again {
    fn from(refresh: bool) -> Self {
        if refresh { Self::Everything } else { Self::Needed }
    }
}

impl Again {
    pub(super) const fn refresh(self) -> Refresh {
        match self {
            Self::Needed => Refresh::Needed,
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
}

/// The date by which the server selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names")]
pub enum SelectsBy {
    Creation,
    Closing,
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

/// What is covered of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct CoverageShown {
    /// The date by which the server selects.
    pub selects_by: SelectsBy,
    /// The months, newest first.
    pub months: Vec<Month>,
    /// How many interactions the archive holds.
    pub records: u32,
    /// The archive's size, with what lies beside it.
    pub bytes: u64,
    /// When something was downloaded last, on the operation's wall clock.
    pub last_download: Option<String>,
    /// The operation's present.
    pub present: String,
}

/// What is covered of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Month {
    /// As `2026-11`.
    pub month: String,
    /// How many of its days are complete or known to be empty.
    pub complete: u32,
    /// How many days it has up to the present.
    pub days: u32,
    /// How many interactions were created in it.
    pub records: u32,
    /// Its days, oldest first.
    pub list: Vec<DayShown>,
}

/// What is known of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct DayShown {
    /// The day.
    pub day: Day,
    /// What is known of it.
    pub state: DayState,
    /// How many interactions were created on it.
    pub records: u32,
    /// Why it failed or was cut off: a code.
    pub reason: Option<String>,
}

/// The state of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum DayState {
    /// A request over it failed.
    Failed,
    /// Never asked for.
    Missing,
    /// Known in part.
    Partial,
    /// Whole, but it may still change.
    Changing,
    /// Whole, without an interaction.
    Empty,
    /// Whole.
    Complete,
}
