//! What is left of the day's quota, as the server says: asked at most once in a run, and never worth failing for.

use wolkvox::TokenInfo;

use crate::run::{Run, Stop};
use crate::{AskQuota, Event, Failure, Reason};

impl Run {
    /// Whether a plan of so many requests is dear enough to ask.
    pub(crate) fn asks_quota(&self, requests: u64) -> bool {
        matches!(self.quota, AskQuota::From(least) if requests >= least)
    }

    /// Whether the server is there and answers, whatever it says: what is asked is what costs it least.
    pub(crate) async fn is_answered(&mut self) -> Result<Result<(), Reason>, Stop> {
        use wolkvox::Error as E;
        let client = self.client.clone();
        match self.unless_cancelled(async move { client.token_info().await }).await? {
            Err(error @ (E::TokenRefused | E::TokenMissing | E::QuotaSpent)) => self.unanswered(error).map(Err),
            Err(error @ (E::TimedOut | E::CutOff)) => {
                self.pause_after_abort().await?;
                self.unanswered(error).map(Err)
            }
            Err(error @ (E::Unreachable(_) | E::Setup)) => self.unanswered(error).map(Err),
            Ok(_) | Err(_) => Ok(Ok(())),
        }
    }

    /// Asks, and tells what the server says, if it says it.
    pub(crate) async fn ask_quota(&mut self) -> Result<(), Stop> {
        let client = self.client.clone();
        match self.unless_cancelled(async move { client.token_info().await }).await? {
            Ok(info) => {
                self.reached = true;
                if let Some(event) = told(&info) {
                    self.tell(event);
                }
                Ok(())
            }
            // The windows would be told the same.
            Err(wolkvox::Error::TokenRefused | wolkvox::Error::TokenMissing) => Err(Stop::Failed(Failure::Token)),
            Err(wolkvox::Error::QuotaSpent) => Err(Stop::Failed(Failure::Quota)),
            Err(wolkvox::Error::TimedOut | wolkvox::Error::CutOff) => self.pause_after_abort().await,
            Err(_) => Ok(()),
        }
    }
}

fn told(info: &TokenInfo) -> Option<Event> {
    let used = info.used_today_by_all.or(info.used_today);
    let counted = || Some(info.limit?.saturating_sub(used?));
    Some(Event::Quota { left: info.left.or_else(counted)?, limit: info.limit, used })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_counted_where_the_server_does_not_say() {
        let info = TokenInfo { limit: Some(1_000), used_today_by_all: Some(1_200), ..TokenInfo::default() };
        assert_eq!(told(&info), Some(Event::Quota { left: 0, limit: Some(1_000), used: Some(1_200) }));
        assert_eq!(
            told(&TokenInfo { left: Some(7), ..info }).map(|event| matches!(event, Event::Quota { left: 7, .. })),
            Some(true)
        );
        assert_eq!(told(&TokenInfo::default()), None);
    }
}
