//! The file of operations: which there are, and which archives were kept when their operation was removed.
//!
//! Read by everyone at any time, since it is replaced whole; changed under the home's lock. It holds no secret.

use std::fs;
use std::io;

use interaction::{Scale, Server, fold_case};
use serde::{Deserialize, Deserializer, Serialize};

use crate::home::{self, Home};
use crate::operation::checked_zone;
use crate::standing::FollowingEntry;
use crate::{Begun, Error, HomeError, Operation, OperationError, OperationId, Unfinished};

/// The shape of the file that this version writes. A newer one is not touched.
const FORMAT: u32 = 1;

/// The operations, and those whose archive outlived them.
#[derive(Default)]
pub(crate) struct Operations {
    pub(crate) connected: Vec<Operation>,
    /// Connecting the same name and server again takes up the archive that was kept.
    pub(crate) kept: Vec<Operation>,
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: u32,
    #[serde(default)]
    operations: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kept: Vec<Entry>,
}

/// Only the format, so that a newer file is told from a damaged one.
#[derive(Deserialize)]
struct Format {
    format: u32,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    id: String,
    name: String,
    server: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base_url: Option<String>,
    zone: String,
    #[serde(default)]
    scale: Scale,
    #[serde(default, skip_serializing_if = "FollowingEntry::is_default")]
    following: FollowingEntry,
    /// What cannot be read of it is no reason to lose the operation.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "readable_ones")]
    unfinished: Vec<Unfinished>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_readable")]
    begun: Option<Begun>,
}

impl Operations {
    /// Reads the file; without one there are no operations.
    pub(crate) fn read(home: &Home) -> Result<Self, HomeError> {
        let path = home.operations();
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(HomeError::of(error, &path)),
        };
        let damaged = || HomeError::OperationsDamaged { path: path.display().to_string() };
        let Format { format } = serde_json::from_slice(&text).map_err(|_| damaged())?;
        if format > FORMAT {
            return Err(HomeError::OperationsNewer { path: path.display().to_string() });
        }
        let document: Document = serde_json::from_slice(&text).map_err(|_| damaged())?;
        let read =
            |entries: Vec<Entry>| entries.into_iter().map(Entry::read).collect::<Option<_>>().ok_or_else(damaged);
        Ok(Self { connected: read(document.operations)?, kept: read(document.kept)? })
    }

    /// Changes the file under the home's lock. Where `change` fails, nothing is written.
    pub(crate) fn change<T>(home: &Home, change: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        let _lock = home.lock()?;
        let mut operations = Self::read(home)?;
        let result = change(&mut operations)?;
        operations.write(home)?;
        Ok(result)
    }

    /// Changes one operation under the home's lock.
    ///
    /// # Errors
    /// [`OperationError::OperationUnknown`], or where the file cannot be read or written.
    pub(crate) fn change_one(home: &Home, id: &OperationId, change: impl FnOnce(&mut Operation)) -> Result<(), Error> {
        Self::change(home, |operations| {
            let unknown = || OperationError::OperationUnknown { name: id.to_string() };
            let found = operations.connected.iter_mut().find(|operation| operation.id == *id);
            change(found.ok_or_else(unknown)?);
            Ok(())
        })
    }

    /// The operation that a person calls `name`.
    pub(crate) fn find(&self, name: &str) -> Result<&Operation, OperationError> {
        let unknown = || OperationError::OperationUnknown { name: name.to_owned() };
        self.connected.iter().find(|operation| operation.is_called(name)).ok_or_else(unknown)
    }

    /// The operation with this id, whatever people call it.
    pub(crate) fn with_id(&self, id: &str) -> Result<&Operation, OperationError> {
        let unknown = || OperationError::OperationUnknown { name: id.to_owned() };
        self.connected.iter().find(|operation| operation.id.to_string() == id).ok_or_else(unknown)
    }

    fn write(mut self, home: &Home) -> Result<(), HomeError> {
        self.connected.sort_by_cached_key(|operation| fold_case(&operation.name));
        let entries = |operations: &[Operation]| operations.iter().map(Entry::of).collect();
        let document = Document { format: FORMAT, operations: entries(&self.connected), kept: entries(&self.kept) };
        let path = home.operations();
        let mut text = serde_json::to_vec_pretty(&document).map_err(|error| HomeError::of(error.into(), &path))?;
        text.push(b'\n');
        home::replace(&path, &text)
    }
}

impl Entry {
    fn of(operation: &Operation) -> Self {
        Self {
            id: operation.id.to_string(),
            name: operation.name.clone(),
            server: operation.server.to_string(),
            base_url: operation.base_url.clone(),
            zone: operation.zone.name().to_owned(),
            scale: operation.scale,
            following: operation.following.entry(),
            unfinished: operation.unfinished.clone(),
            begun: operation.begun,
        }
    }

    fn read(self) -> Option<Operation> {
        Some(Operation {
            id: OperationId::parse(&self.id)?,
            name: self.name,
            server: Server::parse(&self.server).ok()?,
            base_url: self.base_url,
            zone: checked_zone(&self.zone).ok()?,
            scale: self.scale,
            following: self.following.read(),
            unfinished: self.unfinished,
            begun: self.begun,
        })
    }
}

fn if_readable<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Begun>, D::Error> {
    let written = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(written).ok())
}

fn readable_ones<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Unfinished>, D::Error> {
    let written = serde_json::Value::deserialize(deserializer)?;
    let written: Vec<serde_json::Value> = serde_json::from_value(written).unwrap_or_default();
    Ok(written.into_iter().filter_map(|one| serde_json::from_value(one).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewOperation;

    fn add(home: &Home, name: &str) {
        let new = NewOperation { name: name.into(), server: "0042".into(), ..NewOperation::default() };
        let operation = new.check(OperationId::random().unwrap()).unwrap();
        Operations::change(home, |operations| {
            operations.connected.push(operation);
            Ok(())
        })
        .unwrap();
    }

    #[test]
    fn operations_are_kept_and_found_without_regard_to_case() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        assert!(Operations::read(&home).unwrap().connected.is_empty());
        add(&home, "Ventas");
        add(&home, "Ánimo");
        let operations = Operations::read(&home).unwrap();
        assert_eq!(operations.find("ánimo").unwrap().name, "Ánimo");
        assert!(matches!(operations.find("x"), Err(OperationError::OperationUnknown { .. })));
    }

    #[test]
    fn several_programs_change_the_file_without_losing_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let home = home.clone();
                scope.spawn(move || add(&home, &format!("operation {number}")));
            }
        });
        assert_eq!(Operations::read(&home).unwrap().connected.len(), 8);
    }

    #[test]
    fn a_damaged_or_newer_file_is_said_so_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let hostile = r#"{"format":1,"operations":[{"id":"../../x","name":"a","server":"1","zone":"America/Bogota"}]}"#;
        for (text, newer) in [("{", false), (hostile, false), (r#"{"format":2,"operations":{}}"#, true)] {
            fs::write(home.operations(), text).unwrap();
            let error = Operations::change(&home, |_| Ok(())).unwrap_err();
            assert_eq!(matches!(error, Error::Home(HomeError::OperationsNewer { .. })), newer, "{text}");
            assert_eq!(fs::read_to_string(home.operations()).unwrap(), text);
        }
    }

    #[test]
    fn what_goes_on_by_itself_outlasts_a_restart_and_harms_nothing_where_it_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        add(&home, "Ventas");
        assert!(!fs::read_to_string(home.operations()).unwrap().contains("following"));
        let id = Operations::read(&home).unwrap().connected[0].id.clone();
        let day = crate::Day("2026-11-22".parse().unwrap());
        let unfinished = Unfinished {
            days: crate::Days { from: day, to: day },
            refresh: download::Refresh::Changing,
            since: interaction::Moment::parse("2026-11-22 18:00:00").unwrap(),
            at: "2026-11-23T05:05:00Z".parse().unwrap(),
            reason: "quota_spent".into(),
            attempts: 3,
        };
        let asked = Some("2026-11-22T18:00:00Z".parse().unwrap());
        let following = crate::Following { on: true, notify_at: interaction::Score::parse("2.5"), asked };
        Operations::change_one(&home, &id, |operation| {
            operation.following = following;
            operation.unfinished = vec![unfinished.clone()];
        })
        .unwrap();
        let read = Operations::read(&home).unwrap().connected.remove(0);
        assert_eq!((read.following, read.unfinished), (following, vec![unfinished]));
        let damaged = fs::read_to_string(home.operations())
            .unwrap()
            .replace("quota_spent\"", "quota_spent\", \"x\": 1")
            .replace("2026-11-22", "2026-11-99");
        fs::write(home.operations(), damaged).unwrap();
        let read = Operations::read(&home).unwrap().connected.remove(0);
        assert_eq!((read.following, read.unfinished), (following, Vec::new()));
    }
}
