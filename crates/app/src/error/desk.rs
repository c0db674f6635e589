//! Failures of the window's own work.

use serde::Serialize;

/// What the window cannot do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type, thiserror::Error)]
#[serde(tag = "code", content = "params", rename_all = "snake_case")]
pub enum DeskError {
    /// The archive has changed since the rows were found: ask again.
    #[error("the archive has changed since the rows were found")]
    ViewOutdated,
    /// A download of the operation runs already.
    #[error("a download of the operation is running")]
    DownloadRunning,
    /// An export runs already.
    #[error("an export is running")]
    ExportRunning,
    /// The period has no day that could be downloaded.
    #[error("the period lies in the future")]
    PeriodEmpty,
    /// The score scale has no order: lowest, satisfied, highest.
    #[error("the scale is none")]
    ScaleInvalid,
    /// The address is none that may be opened.
    #[error("the address is none that may be opened")]
    AddressRefused,
    /// The program is being closed.
    #[error("the program is being closed")]
    Closing,
    /// A defect of Traza ended the work. What a message holds stays out of it.
    #[error("the work ended in a defect")]
    WorkFailed,
    /// Nothing on this system opens it.
    #[error("nothing opens it: {detail}")]
    CannotOpen {
        /// The system's words.
        detail: String,
    },
    /// The system shows no notification.
    #[error("the system shows no notification: {detail}")]
    CannotNotify {
        /// The system's words.
        detail: String,
    },
    /// The settings could not be written.
    #[error("the settings could not be written: {detail}")]
    SettingsNotSaved {
        /// Where they lie.
        path: String,
        /// The system's words.
        detail: String,
    },
}
