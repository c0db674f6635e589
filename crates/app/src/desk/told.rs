//! What the desk tells unasked.

use super::{Ended, FollowShown, LowScore, Progress};
use crate::DiagnosisStep;

/// Something that happened on the desk.
#[derive(Clone, Debug, PartialEq)]
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
    /// The following of an operation goes another way.
    FollowChanged(FollowShown),
    /// Interactions with low scores have come in: each is told of once.
    LowScores {
        /// The operation's id.
        operation: String,
        /// The interactions.
        scores: Vec<LowScore>,
    },
    /// A step of the diagnosis that runs is done.
    DiagnosisStep(DiagnosisStep),
    /// The export is this far.
    ExportProgress {
        /// Rows that were written.
        rows: u32,
        /// Rows that will be written.
        total: u32,
    },
}
