//! The window's desk: what it has open, and in what shape that crosses to the page.

mod answer;
mod downloading;
mod exporting;
mod operations;
mod question;
mod reading;
mod row;
mod settings;
mod start;

pub use answer::{Answer, Bar, FacetValue, Facets, Step, Summary, Timeline, Tone};
pub use downloading::{
    Cost, CoverageShown, DayShown, DayState, Ended, FailedWindow, How, Month, Progress, SelectsBy, Working,
};
pub use exporting::{Estimate, ExportColumn, ExportFormat, ExportTask, Exported, Opened};
pub use operations::{Change, Fate, NewConnection, Quota, Removed, Storage, Tried};
pub use question::{Choices, Question, Sort};
pub use reading::{Attachment, Message, Quoted, RawText, Reading};
pub use row::{ListRow, Piece, ScoreShown};
pub use settings::{ColumnLayout, Language, Layout, ListColumn, Settings, Theme};
pub use start::{OperationShown, Platform, Scale, Start};
