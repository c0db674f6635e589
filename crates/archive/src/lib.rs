//! The archive: one encrypted file an operation, the union of its windows' last answers.
//!
//! Owns the SQLCipher file: schema and migrations, records and their texts, the search index, the packed columns that
//! filters run on, which window each record came from, coverage by day, the ids that records keep for good, and what
//! each download changed of them.
//! It does not speak HTTP, plan windows, filter or format.
//!
//! A window's records become visible all at once and replace what the same stretch held before ([`Archive::store`]).
//! Each record has two numbers: its **id**, given at first sight and kept over every replacement, and its **row**,
//! where its texts lie: a new one whenever a text of it has changed. Texts, search and ranks speak rows; people and
//! marks speak ids.
//!
//! Every function here blocks on the disk: call it off the async threads.

mod answer;
mod aside;
mod attached;
mod blob;
mod bytes;
mod change;
mod columns;
mod continued;
mod coverage;
mod doubt;
mod error;
mod failure;
mod gone;
mod identity;
mod key;
mod keys;
mod kind;
mod marker;
mod may_change;
mod meta;
mod moved;
mod name;
mod open;
mod pack;
mod planes;
mod rank;
mod reader;
mod record;
mod room;
mod run;
mod schema;
mod search;
mod segment;
mod spare;
mod store;
mod taken;
mod too_many;
mod value;
mod window;
mod writer;

pub use answer::AnswerEnd;
pub use change::{Change, ChangePage, Past};
pub use columns::{Codes, Columns};
pub use continued::Stored;
pub use coverage::{DayCoverage, DayState};
pub use error::Error;
pub use failure::Failure;
pub use key::{ArchiveKey, KeyError};
pub use kind::{ChangeCounts, ChangeKind, ChangeKinds};
pub use marker::Marker;
pub use meta::SelectsBy;
pub use name::{Name, NameKind};
pub use pack::{Packer, Prepared, Words};
pub use rank::Ranks;
pub use reader::Reader;
pub use run::{NewRun, Run, RunEnd, RunId, RunKind};
pub use too_many::TooMany;
pub use window::{StoredWindow, WindowId, WindowState};
pub use writer::Archive;
