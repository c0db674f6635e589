//! The use cases, one function each, that the command line and the window share.
//!
//! Owns the operations and their file, the keychain and where a run's secrets come from, the files' places
//! ([`Home`]), and what happens in which order when a person connects, downloads, explores or exports. It knows no
//! terminal, no window and no SQL; what it reports is a code with parameters ([`Error`]), never a sentence.
//!
//! What it keeps: a secret lies in the keychain or nowhere; an archive whose key is missing is never given a new one;
//! a key is in the keychain before its archive is on the disk.
//!
//! Functions that are not `async` block on the disk or the keychain: call them off the async and the UI's threads.

mod archives;
mod connect;
mod context;
mod coverage;
mod day;
mod demo;
pub mod desk;
mod diagnosis;
mod download;
mod error;
mod explore;
mod export;
mod home;
mod keychain;
mod memory;
pub mod message;
mod network;
mod operation;
mod operations;
mod probe;
mod quota;
mod read_ahead;
mod sample;
mod secret;
mod silent;
mod span;
mod speed;
mod standing;

pub use ::export::IfExists;
pub use connect::{
    Added, ArchiveFate, Kept, OperationChange, Removed, add, change, connect, find, list, remove, remove_with_id,
    replace_token, with_id,
};
pub use context::Context;
pub use coverage::{Coverage, coverage};
pub use day::{Day, NoDay};
pub use demo::{Demo, Demonstrated, Findings, demo};
pub use diagnosis::{Check, CheckResult, Diagnosis, DiagnosisStep, Facts, Verdict};
pub use download::{Download, Downloaded, download};
pub use error::{
    ArchiveError, DeskError, Error, ExportError, HomeError, OperationError, ReachError, SecretError, ServerError,
    ServerReason,
};
pub use explore::{Explored, explore, unreadable};
pub use export::{Export, Followed, export};
pub use home::Home;
pub use keychain::{Keychain, KeychainState, Secret};
pub use memory::share_memory;
pub use operation::{DEFAULT_ZONE, NewOperation, Operation, OperationId};
pub use probe::{Tested, test};
pub use quota::Quota;
pub use secret::Given;
pub use span::{Days, Span};
pub use speed::{Speed, speed};
pub use standing::{Begun, Following, Unfinished};
