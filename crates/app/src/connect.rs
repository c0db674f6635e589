//! Connecting operations, listing them, and taking them away.

use interaction::Scale;
use wolkvox::Token;

use crate::keychain::Refusal;
use crate::operation::{checked_name, checked_zone};
use crate::operations::Operations;
use crate::{Context, Error, NewOperation, Operation, OperationError, OperationId, Secret, SecretError};

/// What became of a secret that was to be kept or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The keychain did it.
    InKeychain,
    /// There was nothing to keep.
    Nothing,
    /// There is no keychain.
    KeychainAbsent,
    /// The keychain is locked.
    KeychainLocked,
}

/// An operation that was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The operation.
    pub operation: Operation,
    /// What became of its token.
    pub token: Kept,
    /// Whether an archive that was kept of an earlier connection belongs to it again.
    pub has_archive: bool,
}

/// What people may change of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationChange {
    /// Its name.
    pub name: String,
    /// The name of its zone.
    pub zone: String,
    /// The scale of its survey.
    pub scale: Scale,
}

/// What happens to the archive of an operation that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveFate {
    /// It stays, and its key with it. Adding the same name and server again takes it up.
    Keep,
    /// It is deleted for good, and its key with it.
    Delete,
}

/// An operation that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The operation.
    pub operation: Operation,
    /// What became of its secrets: [`Kept::KeychainAbsent`] where a keychain of another session may still hold them.
    pub secrets: Kept,
    /// Where its archive still lies.
    pub archive: Option<std::path::PathBuf>,
}

/// Adds an operation and puts its token into the keychain. Contacts nobody. Where the keychain is absent or locked,
/// the operation is added without secrets.
///
/// # Errors
/// Where the name is taken, something typed is wrong, or the keychain or the drive fails: then nothing is added.
pub fn add(context: &Context, new: NewOperation, token: Option<&Token>) -> Result<Added, Error> {
    add_with(context, new, |id| Ok(keep_token(context, id, token)?))
}

/// Adds an operation once the keychain has taken its token.
///
/// # Errors
/// As [`add`], and where the keychain is absent or locked: then nothing is added.
pub fn connect(context: &Context, new: NewOperation, token: &Token) -> Result<Added, Error> {
    add_with(context, new, |id| store_token(context, id, token))
}

/// Replaces the token of an operation, once the keychain has taken the new one.
///
/// # Errors
/// Where the operation is unknown, or the keychain does not take the token: then the old one stands.
pub fn replace_token(context: &Context, id: &str, token: &Token) -> Result<(), Error> {
    let operation = with_id(context, id)?;
    store_token(context, &operation.id, token).map(drop)
}

/// Changes what people may change of an operation.
///
/// # Errors
/// Where the operation is unknown, the name is taken or none, the zone is unknown, or the file cannot be written.
pub fn change(context: &Context, id: &str, change: OperationChange) -> Result<Operation, Error> {
    let OperationChange { name, zone, scale } = change;
    let (name, zone) = (checked_name(&name)?, checked_zone(&zone)?);
    Operations::change(&context.home, |operations| {
        operations.with_id(id)?;
        let is_it = |operation: &Operation| operation.id.to_string() == id;
        if let Some(other) = operations.connected.iter().find(|other| !is_it(other) && other.is_called(&name)) {
            return Err(OperationError::OperationExists { name: other.name.clone() }.into());
        }
        let operation = operations.connected.iter_mut().find(|operation| is_it(operation));
        let operation = operation.ok_or_else(|| OperationError::OperationUnknown { name: id.to_owned() })?;
        (operation.name, operation.zone, operation.scale) = (name, zone, scale);
        Ok(operation.clone())
    })
}

fn add_with(
    context: &Context,
    new: NewOperation,
    keep_token: impl Fn(&OperationId) -> Result<Kept, Error>,
) -> Result<Added, Error> {
    let fresh = new.check(OperationId::random().map_err(|_| SecretError::NoRandomness)?)?;
    // The keychain may ask a person, and the home's lock is not held meanwhile: so all is looked at twice.
    let wanted = operations_with(&mut Operations::read(&context.home)?, fresh.clone())?;
    let kept = keep_token(&wanted.id)?;
    let added = Operations::change(&context.home, |operations| {
        let operation = operations_with(operations, fresh.clone())?;
        // Another program took up the archive that was kept, or kept one, in between.
        let token = if operation.id == wanted.id { kept } else { keep_token(&operation.id)? };
        let has_archive = context.home.archive(&operation.id).is_file();
        Ok(Added { operation, token, has_archive })
    });
    let is_used = added.as_ref().is_ok_and(|added| added.operation.id == wanted.id);
    if !is_used && wanted.id == fresh.id {
        // Nobody knows this id: its token would be litter. What counts is why nothing was added.
        let _ = context.keychain.forget(&wanted.id, Secret::Token);
    }
    added
}

/// Adds an operation to the others. It takes up an archive that was kept of the same name and server.
fn operations_with(operations: &mut Operations, mut operation: Operation) -> Result<Operation, OperationError> {
    if let Ok(existing) = operations.find(&operation.name) {
        return Err(OperationError::OperationExists { name: existing.name.clone() });
    }
    let is_same = |kept: &Operation| kept.is_called(&operation.name) && kept.server == operation.server;
    if let Some(position) = operations.kept.iter().position(is_same) {
        let kept = operations.kept.remove(position);
        (operation.id, operation.scale) = (kept.id, kept.scale);
    }
    operations.connected.push(operation.clone());
    Ok(operation)
}

/// The operations, by name.
///
/// # Errors
/// Where their file cannot be read.
pub fn list(context: &Context) -> Result<Vec<Operation>, Error> {
    Ok(Operations::read(&context.home)?.connected)
}

/// The operation that a person calls `name`, without regard to case.
///
/// # Errors
/// [`OperationError::OperationUnknown`], or where the file of operations cannot be read.
pub fn find(context: &Context, name: &str) -> Result<Operation, Error> {
    Ok(Operations::read(&context.home)?.find(name)?.clone())
}

/// The operation with an id, whatever people call it.
///
/// # Errors
/// [`OperationError::OperationUnknown`], or where the file of operations cannot be read.
pub fn with_id(context: &Context, id: &str) -> Result<Operation, Error> {
    Ok(Operations::read(&context.home)?.with_id(id)?.clone())
}

/// Removes an operation: its token always, its archive and its key if so wished.
///
/// # Errors
/// Where the operation is unknown, or the keychain or the drive fails: then it is still there, though an archive that was
/// to be deleted may be gone.
pub fn remove(context: &Context, name: &str, fate: ArchiveFate) -> Result<Removed, Error> {
    remove_found(context, fate, |operations| operations.find(name))
}

/// As [`remove`], by the operation's id.
///
/// # Errors
/// As [`remove`].
pub fn remove_with_id(context: &Context, id: &str, fate: ArchiveFate) -> Result<Removed, Error> {
    remove_found(context, fate, |operations| operations.with_id(id))
}

fn remove_found(
    context: &Context,
    fate: ArchiveFate,
    find: impl FnOnce(&Operations) -> Result<&Operation, OperationError>,
) -> Result<Removed, Error> {
    let operation = find(&Operations::read(&context.home)?)?.clone();
    let archive = context.home.archive(&operation.id);
    let stays = fate == ArchiveFate::Keep && archive.is_file();
    // The archive first: a key without an archive is litter, an archive without a key is lost. The token last: where
    // anything fails before, the operation works as it did. The home's lock is not held while the keychain asks.
    if !stays {
        context.home.delete_archive(&operation.id)?;
        forget(context, &operation.id, Secret::ArchiveKey)?;
    }
    let secrets = forget(context, &operation.id, Secret::Token)?;
    Operations::change(&context.home, |operations| {
        operations.with_id(&operation.id.to_string())?;
        operations.connected.retain(|connected| connected.id != operation.id);
        if stays {
            operations.kept.push(operation.clone());
        }
        Ok(())
    })?;
    Ok(Removed { operation, secrets, archive: stays.then_some(archive) })
}

/// Keeps a token in the keychain or fails.
fn store_token(context: &Context, id: &OperationId, token: &Token) -> Result<Kept, Error> {
    context.keychain.keep(id, Secret::Token, token.expose()).map_err(|refusal| refusal.about(Secret::Token))?;
    Ok(Kept::InKeychain)
}

fn keep_token(context: &Context, id: &OperationId, token: Option<&Token>) -> Result<Kept, SecretError> {
    let Some(token) = token else { return Ok(Kept::Nothing) };
    told(context.keychain.keep(id, Secret::Token, token.expose()), Secret::Token)
}

fn forget(context: &Context, id: &OperationId, secret: Secret) -> Result<Kept, SecretError> {
    match told(context.keychain.forget(id, secret), secret)? {
        // Unlocking it is what deletes the secret; leaving it there unseen would not be removal.
        Kept::KeychainLocked => Err(SecretError::KeychainLocked { secret }),
        other => Ok(other),
    }
}

fn told(done: Result<(), Refusal>, secret: Secret) -> Result<Kept, SecretError> {
    match done {
        Ok(()) => Ok(Kept::InKeychain),
        Err(Refusal::Absent) => Ok(Kept::KeychainAbsent),
        Err(Refusal::Locked) => Ok(Kept::KeychainLocked),
        Err(failed) => Err(failed.about(secret)),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{Given, Home, Keychain};

    fn context(folder: &tempfile::TempDir) -> Context {
        Context { home: Home::at(folder.path()), keychain: Keychain::None, given: Given::default() }
    }

    fn new(name: &str) -> NewOperation {
        NewOperation { name: name.into(), server: "0042".into(), ..NewOperation::default() }
    }

    #[test]
    fn names_are_unique_without_regard_to_case() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(&folder);
        let token = Token::new("7b2274").unwrap();
        assert_eq!(add(&context, new("Ventas"), Some(&token)).unwrap().token, Kept::KeychainAbsent);
        let error = add(&context, new("VENTAS"), None).unwrap_err();
        assert_eq!(error, OperationError::OperationExists { name: "Ventas".into() }.into());
        assert_eq!(list(&context).unwrap().len(), 1);
        let written = fs::read_to_string(context.home.operations()).unwrap();
        assert!(!written.contains("7b2274"));
    }

    #[test]
    fn a_kept_archive_is_taken_up_by_the_same_name_and_server_only() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(&folder);
        let first = add(&context, new("Ventas"), None).unwrap().operation;
        fs::write(context.home.archive(&first.id), "archive").unwrap();
        let removed = remove(&context, "ventas", ArchiveFate::Keep).unwrap();
        assert_eq!(removed.archive, Some(context.home.archive(&first.id)));
        let other = NewOperation { server: "0043".into(), ..new("Ventas") };
        assert!(!add(&context, other, None).unwrap().has_archive);
        remove(&context, "Ventas", ArchiveFate::Keep).unwrap();
        let again = add(&context, new("VENTAS"), None).unwrap();
        assert!(again.has_archive);
        assert_eq!(again.operation.id, first.id);
    }

    #[test]
    fn deleting_leaves_nothing_of_the_archive() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(&folder);
        let operation = add(&context, new("Ventas"), None).unwrap().operation;
        fs::write(context.home.archive(&operation.id), "archive").unwrap();
        remove(&context, "Ventas", ArchiveFate::Delete).unwrap();
        assert!(!context.home.archive(&operation.id).exists());
        assert!(matches!(find(&context, "Ventas"), Err(Error::Operation(OperationError::OperationUnknown { .. }))));
    }
}
