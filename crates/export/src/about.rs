//! What a workbook tells of itself: where its rows come from and which were wanted. Data only; the words are the
//! region's.

use chrono::NaiveDate;
use interaction::{Field, Moment};

/// Where a file's rows come from and which were wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The operation's name.
    pub operation: String,
    /// The first and last second of creation asked for; `None` where that end is open.
    pub period: (Option<Moment>, Option<Moment>),
    /// The filters but for the period; empty for none.
    pub filters: Vec<Filter>,
    /// Of how many found records a person picked the rows; `None` where all that were found are written.
    pub picked_of: Option<u64>,
    /// What is known of the period's days.
    pub coverage: Coverage,
    /// When the file was written, on the operation's wall clock; `None` leaves it out.
    pub written_at: Option<Moment>,
    /// The zone of that clock, as `America/Bogota`.
    pub zone: String,
    /// Traza's version.
    pub version: String,
}

/// A filter that was set: a record passes with any of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What the filter looks at.
    pub by: FilterBy,
    /// The values as the person gave them; `""` is absence.
    pub values: Vec<String>,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterBy {
    /// The value of a field.
    Field(Field),
    /// Words in any text of the record.
    Text,
}

/// What is known of the days of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The date by which the server selects, and so what a covered day means.
    pub selected_by: SelectedBy,
    /// The days in their order.
    pub days: Vec<CoveredDay>,
}

/// The date by which the server selects the records of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectedBy {
    /// Creation.
    Creation,
    /// Closing.
    Closing,
    /// Not known yet.
    #[default]
    Unknown,
}

/// A day and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CoveredDay {
    /// The day.
    pub date: NaiveDate,
    /// What is known of it.
    pub state: DayState,
}

/// How well a day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayState {
    /// Whole and settled.
    Complete,
    /// Whole, without a record.
    Empty,
    /// Whole, but its records may still change.
    Changing,
    /// Known in part.
    Partial,
    /// Asked for in vain.
    Failed,
    /// Never asked for.
    Missing,
}

impl DayState {
    /// All states, best first.
    pub const ALL: [Self; 6] =
        [Self::Complete, Self::Empty, Self::Changing, Self::Partial, Self::Failed, Self::Missing];
}
