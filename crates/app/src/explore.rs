//! Opening what was downloaded, to filter, count and read it.

use explore::Explorer;

use crate::{ArchiveError, Context, Error, Operation, archives, find};

/// An operation with what was downloaded of it.
pub struct Explored {
    /// The operation.
    pub operation: Operation,
    /// Its interactions; `None` where nothing was ever downloaded.
    pub explorer: Option<Explorer>,
}

/// Opens what was downloaded of an operation.
///
/// # Errors
/// Where the operation is unknown or its archive cannot be read.
pub fn explore(context: &Context, name: &str) -> Result<Explored, Error> {
    let operation = find(context, name)?;
    let reader = archives::reader(context, &operation)?;
    let explorer = reader.map(Explorer::open).transpose().map_err(|error| unreadable(&error, context, &operation))?;
    Ok(Explored { operation, explorer })
}

/// What it means that an operation's archive could not be explored.
#[must_use]
pub fn unreadable(error: &explore::Error, context: &Context, operation: &Operation) -> Error {
    let path = context.home.archive(&operation.id);
    match error {
        explore::Error::Archive(error) => ArchiveError::of(error, &path).into(),
        // Nothing is renewed between finding and reading: so the file does not hold together.
        explore::Error::Outdated => ArchiveError::of(&archive::Error::Damaged, &path).into(),
    }
}
