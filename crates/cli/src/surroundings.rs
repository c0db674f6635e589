//! What the process was started with: variables, language, and the person's wish to stop.

use std::path::PathBuf;

use app::{Context, Error, Given, Home, Keychain};
use export::{Language, Region};
use tokio_util::sync::CancellationToken;

use crate::failed::Failed;
use crate::language::system_region;

/// What every command needs to know of where it runs.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    /// The system's region.
    pub(crate) region: Region,
    /// Cancelled when a person interrupts.
    pub(crate) cancel: CancellationToken,
}

impl Surroundings {
    /// Those of this process.
    pub(crate) fn of_process() -> Self {
        Self { region: system_region(|name| std::env::var_os(name)), cancel: CancellationToken::new() }
    }

    /// The language of every sentence.
    pub(crate) const fn language(&self) -> Language {
        self.region.language()
    }

    /// What use cases need; `home` is the one given as an argument.
    pub(crate) fn context(home: Option<PathBuf>) -> Result<Context, Error> {
        let home = home.or_else(|| set("TRAZA_HOME").map(PathBuf::from));
        let home = home.map_or_else(Home::of_the_system, |folder| Ok(Home::at(folder)))?;
        // A text that is no UTF-8 can be no secret either: the use case says so.
        let secret = |name| set(name).map(|text| text.to_string_lossy().into_owned());
        let given = Given::new(secret("TRAZA_TOKEN"), secret("TRAZA_ARCHIVE_KEY"));
        Ok(Context { home, keychain: Keychain::System, given })
    }

    /// Listens for Ctrl-C and, on Unix, for the signal that ends services. The first ends the work in order, the second
    /// at once.
    pub(crate) fn listen(&self) {
        let cancel = self.cancel.clone();
        tokio::spawn(async move {
            interruption().await;
            cancel.cancel();
            interruption().await;
            std::process::exit(i32::from(crate::exit::Exit::Interrupted.code()));
        });
    }

    /// Runs what blocks off the async threads. An interruption ends the wait at once: only for work that leaves
    /// nothing half done.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Failed> + Send + 'static,
    ) -> Result<T, Failed> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Failed::Interrupted),
            done = to_its_end(work) => done,
        }
    }
}

/// Runs what blocks off the async threads, to its end whatever happens.
pub(crate) async fn to_its_end<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failed> + Send + 'static,
) -> Result<T, Failed> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn set(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

#[cfg(unix)]
async fn interruption() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn interruption() {
    // Without a handler the system ends the process itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
