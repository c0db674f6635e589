//! The sample operation: a wolkvox server on this machine, a temporary home, a key in memory. It needs no token, no
//! keychain and no network, and is gone when it is dropped.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use archive::ArchiveKey;
use chrono::Utc;
use interaction::Period;
use simulator::{Settings, Simulator};
use tempfile::TempDir;

use crate::context::off_the_async_threads;
use crate::operation::wall_clock;
use crate::secret::random_key;
use crate::{
    Context, DEFAULT_ZONE, Error, Given, Home, HomeError, Keychain, NewOperation, Operation, ServerError, add,
};

/// How the names of temporary homes begin.
const PREFIX: &str = "traza-demo-";
/// The file that is locked as long as a home is in use.
const IN_USE: &str = "in-use.lock";
/// Days of the sample's period.
const DAYS: u32 = 61;
/// Interactions of the sample's period.
const RECORDS: u64 = 3_000;

/// A sample operation, connected. Nothing of it is downloaded yet.
pub(crate) struct Sample {
    pub(crate) context: Context,
    pub(crate) operation: Operation,
    /// From its first interaction to the present at which it was connected.
    pub(crate) period: Period,
    pub(crate) simulator: Simulator,
    /// Locked as long as the home is in use; let go before it is deleted, as Windows wants it.
    _in_use: File,
    /// Its home, deleted with it.
    _home: TempDir,
}

impl Sample {
    /// Starts the server and connects it under a name.
    ///
    /// # Errors
    /// Where this machine has no free port or no temporary folder.
    pub(crate) async fn connect(name: &str) -> Result<Self, Error> {
        let (home, in_use, key) = off_the_async_threads(prepare).await?;
        let (simulator, period) = start().await?;
        let given = Given::new(Some(simulator.token().to_owned()), Some(key.to_hex().to_string()));
        let context = Context { home: Home::at(home.path()), keychain: Keychain::None, given };
        let new = NewOperation {
            name: name.to_owned(),
            server: simulator.server().to_owned(),
            base_url: Some(simulator.base_url()),
            zone: None,
        };
        let adding = context.clone();
        let operation = off_the_async_threads(move || add(&adding, new, None)).await?.operation;
        Ok(Self { context, operation, period, simulator, _in_use: in_use, _home: home })
    }
}

fn prepare() -> Result<(TempDir, File, ArchiveKey), Error> {
    let temporary = std::env::temp_dir();
    delete_abandoned(&temporary);
    let failed = |error| HomeError::of(error, &temporary);
    let home = tempfile::Builder::new().prefix(PREFIX).tempdir_in(&temporary).map_err(failed)?;
    let in_use = File::create(home.path().join(IN_USE)).map_err(failed)?;
    in_use.lock().map_err(failed)?;
    Ok((home, in_use, random_key()?))
}

/// Deletes the homes of samples whose program was ended before it could. Their keys are gone already.
fn delete_abandoned(temporary: &Path) {
    let Ok(entries) = fs::read_dir(temporary) else { return };
    let is_sample = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(PREFIX);
    for entry in entries.flatten().filter(is_sample) {
        // Without its lock's file a home is being made just now, or is another's business.
        if File::open(entry.path().join(IN_USE)).is_ok_and(|in_use| in_use.try_lock().is_ok()) {
            // What another user owns is left to them.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The server, whose data end at the present.
async fn start() -> Result<(Simulator, Period), Error> {
    let now = wall_clock(DEFAULT_ZONE, Utc::now());
    let failed = |error: io::Error| ServerError::SampleFailed { detail: error.kind().to_string() };
    let first = now.start_of_day().minus(DAYS * 86_400);
    let period = Period::between(first, now);
    let settings = Settings { records: RECORDS, period, now: Some(now), ..Settings::default() };
    Ok((Simulator::start(settings).await.map_err(failed)?, period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homes_that_nobody_uses_are_deleted_and_others_stay() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = |name: &str| temporary.path().join(name);
        for name in ["traza-demo-abandoned", "traza-demo-used", "traza-demo-unlocked", "other"] {
            fs::create_dir(folder(name)).unwrap();
        }
        File::create(folder("traza-demo-abandoned").join(IN_USE)).unwrap();
        File::create(folder("other").join(IN_USE)).unwrap();
        let used = File::create(folder("traza-demo-used").join(IN_USE)).unwrap();
        used.lock().unwrap();
        delete_abandoned(temporary.path());
        let mut left: Vec<_> =
            fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["other", "traza-demo-unlocked", "traza-demo-used"]);
    }
}
