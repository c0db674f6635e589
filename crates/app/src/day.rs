//! A day as it crosses between the page and the program: `YYYY-MM-DD`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a day is written.
const FORMAT: &str = "%Y-%m-%d";

/// A day of an operation's calendar, as `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Day(pub NaiveDate);

/// A text that is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a day is written as 2026-11-22")]
pub struct NoDay;

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        NaiveDate::parse_from_str(&text, FORMAT).map(Self).map_err(|_| NoDay)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.0.format(FORMAT).to_string()
    }
}
