//! Every sentence of the command line, in Spanish and English, beside each other.
//!
//! An error's sentence says what happened and what to do next; the compiler sees to it that each has one.

mod archive_errors;
mod days;
mod errors;
mod events;
mod results;
mod server_errors;
mod usage_errors;
mod verdicts;

pub(crate) use days::of_day;
pub(crate) use errors::error;
pub(crate) use events::{counted, event, expected, quota, reason};
pub(crate) use results::{
    added, ask_fate, ask_token, day_state, exported, facet_heading, fate_question_unclear, field, not_final,
    nothing_downloaded, output_failed, period_by, removed, set_aside, shown_rows, tested, without_value,
};
pub(crate) use usage_errors::usage;
pub(crate) use verdicts::verdict;
