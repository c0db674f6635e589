//! Arguments in, a command out. Decides nothing but whether the arguments mean one.

mod date;
mod filter;
mod given;
mod read;
mod usage;

use std::path::PathBuf;

use app::{ArchiveFate, NewOperation};
use explore::{Filters, Order};
use export::{Format, IfExists, Region};
use interaction::Period;

pub(crate) use read::read;
pub(crate) use usage::{OptionError, UsageError, ValueError};

/// What a person asks for, and where Traza's files are for it.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The folder given by `--home`.
    pub(crate) home: Option<PathBuf>,
    /// What to do.
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Print a help text.
    Help(Topic),
    /// Print the version.
    Version,
    /// `operation add`.
    Add(NewOperation),
    /// `operation list`.
    List,
    /// `operation test`.
    Test { name: String, output: Output },
    /// `operation remove`; without a fate a person is asked.
    Remove { name: String, fate: Option<ArchiveFate> },
    /// `download`.
    Download { download: app::Download, output: Output },
    /// `coverage`.
    Coverage { name: String, period: Option<Period>, output: Output },
    /// `query`.
    Query(Query),
    /// `export`.
    Export(ExportTo),
    /// `demo`.
    Demo { output: Option<PathBuf> },
}

/// Which help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Of the whole.
    Whole,
    /// Of the commands that begin with `operation`.
    Operation,
    /// Of one command.
    Download,
    /// Of one command.
    Coverage,
    /// Of one command.
    Query,
    /// Of one command.
    Export,
    /// Of one command.
    Demo,
}

/// For whom results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// `query`.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) name: String,
    pub(crate) filters: Filters,
    pub(crate) order: Order,
    pub(crate) limit: usize,
    pub(crate) offset: usize,
    pub(crate) output: Output,
}

/// `export`.
#[derive(Debug)]
pub(crate) struct ExportTo {
    pub(crate) name: String,
    pub(crate) filters: Filters,
    pub(crate) format: Format,
    pub(crate) goal: PathBuf,
    pub(crate) if_exists: IfExists,
    pub(crate) region: Option<Region>,
}
