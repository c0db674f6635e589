//! The periods that people name, and what they mean on an operation's calendar.

use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A period as a person names it; what it means depends on the operation's present. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// Everything that was downloaded.
    All,
    /// The present day.
    Today,
    /// The day before.
    Yesterday,
    /// From Monday to the present.
    ThisWeek,
    /// The whole week before this one.
    LastWeek,
    /// Seven days, the present one included.
    Last7Days,
    /// Thirty days, the present one included.
    #[default]
    Last30Days,
    /// From the first of the month to the present.
    ThisMonth,
    /// The whole month before this one.
    LastMonth,
    /// From the first of the month two months before this one to the present.
    Last3Months,
    /// From the first of January to the present.
    ThisYear,
    /// From one day to another, both included.
    Custom {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Days {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}
