//! The locks that a run holds: its archive's and its token's.

use wolkvox::Token;

use crate::run::{Run, Stop};
use crate::token_lock::{TokenLock, hold_archive, hold_token, try_hold_archive, try_hold_token};
use crate::{Effort, Event, Failure};

impl Run {
    /// The locks of archive and token, waited for where that is worth it.
    pub(crate) async fn held(&mut self, token: &Token) -> Result<[TokenLock; 2], Stop> {
        let path = self.archive(|archive| Ok(archive.path())).await?;
        match self.effort {
            Effort::Whole => self.hold(&path, token).await,
            Effort::One => self.try_hold(&path, token),
        }
    }

    /// Waits for archive and token.
    async fn hold(&self, archive: &str, token: &Token) -> Result<[TokenLock; 2], Stop> {
        let waiting = || self.tell(Event::WaitingForToken);
        let archive = self.unless_cancelled(hold_archive(archive, waiting)).await?.map_err(locked)?;
        let server = self.client.endpoint().server();
        let token = self.unless_cancelled(hold_token(server, token, waiting)).await?.map_err(locked)?;
        Ok([archive, token])
    }

    /// Holds archive and token if nobody else does.
    fn try_hold(&self, archive: &str, token: &Token) -> Result<[TokenLock; 2], Stop> {
        let busy = || Stop::Failed(Failure::TokenBusy);
        let archive = try_hold_archive(archive).map_err(locked)?.ok_or_else(busy)?;
        let token = try_hold_token(self.client.endpoint().server(), token).map_err(locked)?.ok_or_else(busy)?;
        Ok([archive, token])
    }
}

const fn locked(error: std::io::Error) -> Stop {
    Stop::Failed(Failure::Lock(error))
}
