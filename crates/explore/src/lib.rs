//! Exploring an archive: filters with exact counts, search, orders and pages, over columns in memory.
//!
//! Owns what a filter means ([`Filters`], [`Choice`]), the search languages ([`TextQuery`], and [`Search`] with
//! fields), and the [`Table`] that answers without touching the disk. Texts, hits of a search and ranks come from the
//! archive's reader, through [`Explorer`]. It knows no disk, no file format and no window.
//!
//! What it keeps: shown = counted = exported, since a page, a total, a facet and an export are all drawn from one
//! [`Found`]; a facet ignores its own filter and no other; no query sorts or reads more than is asked for.

mod block_counts;
mod choice;
mod chosen;
mod code;
mod code_set;
mod day;
mod dictionary;
mod equal;
mod explorer;
mod facet;
mod few_values;
mod filters;
mod found;
mod hits;
mod names;
mod order;
mod pass;
mod pick;
mod picks;
mod places;
mod plan;
mod records;
mod scattered;
mod search;
mod summary;
mod table;
mod tally;
mod terms;
mod text_query;
mod timeline;

pub use choice::Choice;
pub use explorer::{Error, Explorer};
pub use facet::Facet;
pub use filters::Filters;
pub use found::Found;
pub use hits::Hits;
pub use names::Names;
pub use order::{Direction, Order, OrderError};
pub use records::{Record, Records};
pub use search::{Completion, Fix, Note, Noted, Search, SearchField, Suggestion, Trigger, Wording};
pub use summary::{Summary, seconds_to_close};
pub use table::Table;
pub use text_query::TextQuery;
pub use timeline::{Bar, Step, Timeline};
