//! Files for other programs: Excel, CSV and JSON, written beside their goal and renamed into place when whole.
//!
//! Owns what a file looks like (columns, words of the region, the sheet *Acerca de*), what a spreadsheet could
//! misread in a stranger's text, and how a file appears at its goal: whole, or not at all. Does not filter, sort,
//! choose a folder or ask a person. Every value is `Interaction::shown`; nothing of it is changed but by the
//! apostrophe of [`Format::Csv`] and the cut of [`Format::Xlsx`], and the cuts are counted.
//!
//! ```
//! use std::{convert::Infallible, ops::ControlFlow};
//! use export::{About, Column, Format, IfExists, Region, Request, write};
//! use interaction::Interaction;
//!
//! let folder = tempfile::tempdir()?;
//! let request = Request {
//!     format: Format::Csv,
//!     goal: folder.path().join(export::file_name("Ventas", None, Format::Csv)),
//!     if_exists: IfExists::Refuse,
//!     region: Region::parse("es-CO").unwrap_or_default(),
//!     columns: Column::standard(&Default::default()),
//!     skill_names: Default::default(),
//!     about: About::default(),
//! };
//! let records = [Ok::<_, Infallible>(Interaction::default())];
//! let written = write(&request, records, &mut |_rows| ControlFlow::Continue(()))?;
//! assert_eq!(written.rows, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod about;
mod column;
mod delimited;
mod error;
mod estimate;
mod format;
mod goal;
mod lines;
mod name;
mod region;
mod request;
mod words;
mod write;
mod xlsx;

pub use about::{About, Coverage, CoveredDay, DayState, Filter, FilterBy, SelectedBy};
pub use column::Column;
pub use error::Error;
pub use estimate::estimate;
pub use format::Format;
pub use name::file_name;
pub use region::{Language, Region};
pub use request::{IfExists, Request};
pub use write::{Written, write};
