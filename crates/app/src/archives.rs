//! Opening an operation's archive with its key.

use std::path::Path;

use archive::{Archive, ArchiveKey, Reader};

use crate::{ArchiveError, Context, Error, Operation, secret, with_id};

/// The archive for reading; `None` where nothing was ever downloaded.
pub(crate) fn reader(context: &Context, operation: &Operation) -> Result<Option<Reader>, Error> {
    readers(context, operation, Reader::open)
}

/// The archive for reading, twice: one stays where it is while the other looks ahead.
pub(crate) fn two_readers(context: &Context, operation: &Operation) -> Result<Option<(Reader, Reader)>, Error> {
    readers(context, operation, |path, key| Ok((Reader::open(path, key)?, Reader::open(path, key)?)))
}

fn readers<T>(
    context: &Context,
    operation: &Operation,
    open: impl FnOnce(&Path, &ArchiveKey) -> Result<T, archive::Error>,
) -> Result<Option<T>, Error> {
    let path = context.home.archive(&operation.id);
    if !exists(&path)? {
        return Ok(None);
    }
    let key = secret::archive_key(context, &operation.id)?;
    match open(&path, &key) {
        Ok(opened) => Ok(Some(opened)),
        Err(error) => Err(ArchiveError::of(&error, &path).into()),
    }
}

/// The archive for writing; a new one where nothing was ever downloaded. A lock of its own keeps two programs from making
/// one each: under the home's, every other operation would wait where the keychain asks a person.
pub(crate) fn writer(context: &Context, operation: &Operation) -> Result<Archive, Error> {
    let path = context.home.archive(&operation.id);
    let _making = context.home.lock_making(&operation.id)?;
    let opened = if exists(&path)? {
        Archive::open(&path, &secret::archive_key(context, &operation.id)?)
    } else {
        let key = secret::key_of_a_new_archive(context, &operation.id)?;
        // While the keychain waited for a person, the operation may have been removed.
        with_id(context, &operation.id.to_string())?;
        Archive::create(&path, &key)
    };
    opened.map_err(|error| ArchiveError::of(&error, &path).into())
}

fn exists(path: &Path) -> Result<bool, ArchiveError> {
    path.try_exists().map_err(|error| ArchiveError::of(&archive::Error::Io(error), path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, Home, Keychain, NewOperation, SecretError, add};

    fn context(folder: &tempfile::TempDir, key: Option<&str>) -> Context {
        let given = Given::new(None, key.map(|pair| pair.repeat(32)));
        Context { home: Home::at(folder.path()), keychain: Keychain::None, given }
    }

    #[test]
    fn an_archive_whose_key_is_missing_or_wrong_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let right = context(&folder, Some("a7"));
        let new = NewOperation { name: "Ventas".into(), server: "0042".into(), ..NewOperation::default() };
        let operation = add(&right, new, None).unwrap().operation;
        assert!(reader(&right, &operation).unwrap().is_none());
        drop(writer(&right, &operation).unwrap());
        let path = right.home.archive(&operation.id);
        let before = std::fs::read(&path).unwrap();
        for opened in [
            writer(&context(&folder, None), &operation).map(drop),
            reader(&context(&folder, None), &operation).map(drop),
        ] {
            assert!(matches!(opened, Err(Error::Secret(SecretError::KeychainAbsent { .. }))));
        }
        let wrong = context(&folder, Some("00"));
        for opened in [writer(&wrong, &operation).map(drop), reader(&wrong, &operation).map(drop)] {
            assert!(matches!(opened, Err(Error::Archive(ArchiveError::ArchiveWrongKey { .. }))));
        }
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert!(reader(&right, &operation).unwrap().is_some());
    }
}
