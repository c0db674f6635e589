//! What the desk tells unasked.

use super::{Ended, Progress};

/// Something that happened on the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The archive of an operation holds something new.
    ArchiveChanged {
        /// The operation's id.
        operation: String,
    },
    /// A download is this far.
    DownloadProgress(Progress),
    /// A download has ended.
    DownloadEnded(Ended),
    /// The export is this far.
    ExportProgress {
        /// Rows that were written.
        rows: u32,
        /// Rows that will be written.
        total: u32,
    },
}
