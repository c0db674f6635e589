//! The sample operation: a wolkvox server on this machine, a temporary home, a key in memory. It needs no token, no
//! keychain and no network, and is gone when it is dropped.

use std::io;

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
    /// Its home, deleted with it.
    pub(crate) home: TempDir,
}

impl Sample {
    /// Starts the server and connects it under a name.
    ///
    /// # Errors
    /// Where this machine has no free port or no temporary folder.
    pub(crate) async fn connect(name: &str) -> Result<Self, Error> {
        let (home, key) = off_the_async_threads(prepare).await?;
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
        Ok(Self { context, operation, period, simulator, home })
    }
}

fn prepare() -> Result<(TempDir, ArchiveKey), Error> {
    let home = tempfile::Builder::new().prefix("traza-demo-").tempdir();
    let home = home.map_err(|error| HomeError::of(error, &std::env::temp_dir()))?;
    Ok((home, random_key()?))
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
