//! What every use case needs of its surroundings.

use crate::{Given, Home, Keychain};

/// Where files lie, which keychain there is, and what secrets were given for the run.
#[derive(Clone, Debug)]
pub struct Context {
    /// The folder of all files.
    pub home: Home,
    /// Where secrets are kept.
    pub keychain: Keychain,
    /// Secrets that stand in where the keychain has none.
    pub given: Given,
}

/// Runs what blocks on a thread where that is allowed.
pub(crate) async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        // Only a panic ends such work without a result: it goes on here, as if there were one thread.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
