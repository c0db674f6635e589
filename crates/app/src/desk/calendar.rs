//! What is covered of an operation, by months and days.

use serde::Serialize;

use super::SelectsBy;
use crate::day::Day;

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
    /// The download that could not be finished and goes on by itself.
    pub pending: Option<Pending>,
}

/// A download that could not be finished and goes on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Pending {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// When it goes on, on the operation's wall clock.
    pub at: String,
    /// Why it could not be finished: a code.
    pub reason: String,
    /// How often it was tried.
    pub attempts: u32,
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
    /// The earliest time at which a part of it was asked for: what it shows is no older.
    pub fetched_at: Option<String>,
    /// The parts of it that are past and not there.
    pub gaps: Vec<Hours>,
    /// How many of its interactions may still change.
    pub changing: u32,
    /// When a part of it was last asked for in vain.
    pub failed_at: Option<String>,
    /// When Traza asks for it again by itself.
    pub next: Option<String>,
}

/// A part of a day: from `06:00` up to `07:30`, which is no longer part of it; `24:00` is the day's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Hours {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
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

/// How much of a period up to the present is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Covered {
    /// How many days it has.
    pub days: u32,
    /// How many of them are complete or known to be empty.
    pub whole: u32,
    /// How many may still change.
    pub changing: u32,
    /// How many are known in part.
    pub partial: u32,
    /// How many failed.
    pub failed: u32,
    /// How many were never asked for.
    pub missing: u32,
    /// The date by which the server selects, and so by which days are covered.
    pub selects_by: SelectsBy,
}
