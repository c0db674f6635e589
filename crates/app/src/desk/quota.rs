//! What is left of the day's requests.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use download::AskQuota;
use interaction::Moment;
use serde::{Deserialize, Serialize};

use super::place::Place;
use super::{Desk, PATIENCE, lock};
use crate::download::MANY_REQUESTS;
use crate::probe::quota_of;
use crate::{Error, OperationError, Quota, ReachError, secret};

/// How often at most the server is asked.
const ASK_EVERY: Duration = Duration::from_secs(5 * 60);
/// So long a download takes what was said for true.
const KNOWN_FOR: Duration = Duration::from_secs(10 * 60);
/// After so long what was said is old, for a download of many requests.
const OLD: Duration = Duration::from_secs(30 * 60);
/// How long the answer to what a download costs waits for the server.
const NOT_KEPT_WAITING: Duration = Duration::from_secs(4);

/// What is left of the day's requests, as the server said, less what Traza has asked for since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct QuotaShown {
    /// Requests that are left.
    pub left: u32,
    /// The day's requests; `None` where the server does not tell.
    pub limit: Option<u32>,
    /// When the server said so, on the operation's wall clock.
    pub at: String,
}

/// Whether the server is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum QuotaAsk {
    /// What is known already.
    Known,
    /// The server is asked, which costs one request, unless it was within the last five minutes.
    Ask,
}

/// What is known of the quotas, by the page's id of their operation.
#[derive(Default)]
pub(super) struct Quotas {
    known: Mutex<HashMap<String, Known>>,
    /// When the server was asked last, with or without an answer.
    tried: Mutex<HashMap<String, Instant>>,
    /// What the last trial of a connection learnt, until that is connected.
    trial: Mutex<Option<(Tested, Known)>>,
}

/// Where a trial asked: the server, and another address than wolkvox's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tested(pub(super) String, pub(super) Option<String>);

/// What a server said of a day's requests, and what was asked for since.
#[derive(Clone, Copy)]
pub(super) struct Known {
    quota: Quota,
    /// On the operation's wall clock.
    at: Moment,
    asked: Instant,
    spent: u32,
    /// Whether it is no answer, but a refusal to answer anything.
    is_refusal: bool,
}

impl Known {
    fn now(quota: Quota, present: Moment) -> Self {
        Self { quota, at: present, asked: Instant::now(), spent: 0, is_refusal: false }
    }

    /// Whether it would be no news to ask again. That nothing is left may have changed: people buy licences.
    fn is_fresh(&self) -> bool {
        self.asked.elapsed() < ASK_EVERY && !self.is_refusal && self.quota.left > self.spent
    }

    /// What is left as far as that is known; `None` on another day than the server was asked.
    pub(super) fn left(&self, present: Moment) -> Option<Quota> {
        let is_today = self.at.day() == present.day();
        is_today.then(|| Quota { left: self.quota.left.saturating_sub(self.spent), ..self.quota })
    }

    fn shown(&self, present: Moment) -> Option<QuotaShown> {
        let Quota { left, limit } = self.left(present)?;
        Some(QuotaShown { left, limit, at: self.at.to_string() })
    }
}

impl Quotas {
    /// What is known of an operation's.
    pub(super) fn of(&self, id: &str) -> Option<Known> {
        lock(&self.known).get(id).copied()
    }

    /// Keeps what the server said at the operation's `present`.
    pub(super) fn learn(&self, id: &str, quota: Quota, present: Moment) {
        lock(&self.known).insert(id.to_owned(), Known::now(quota, present));
    }

    /// Keeps what a trial of a connection learnt, for when it is connected.
    pub(super) fn learn_of_trial(&self, tested: Tested, quota: Quota, present: Moment) {
        *lock(&self.trial) = Some((tested, Known::now(quota, present)));
    }

    /// Takes up what the trial of this connection learnt.
    pub(super) fn connected(&self, id: &str, tested: &Tested) {
        let trial = lock(&self.trial).take_if(|(of, _)| of == tested);
        if let Some((_, known)) = trial {
            lock(&self.known).insert(id.to_owned(), known);
        }
    }

    /// The server has granted a request: that the day's are spent is not true, or not any more.
    pub(super) fn granted(&self, id: &str) {
        lock(&self.known).retain(|of, known| of != id || !known.is_refusal);
    }

    /// Whether a download asks what is left: not where that was told a moment ago.
    pub(super) fn asking(&self, id: &str) -> AskQuota {
        let is_known = self.of(id).is_some_and(|known| known.asked.elapsed() < KNOWN_FOR && !known.is_refusal);
        if is_known { AskQuota::Never } else { AskQuota::From(MANY_REQUESTS) }
    }

    /// Whether it is worth a request to know what is left before a download of so many: once a day, and again where it
    /// will spend many and what is known is old. Asking in vain counts too.
    fn is_wanted(&self, id: &str, requests: u32, present: Moment) -> bool {
        let tried = lock(&self.tried).get(id).is_some_and(|tried| tried.elapsed() < ASK_EVERY);
        let known = self.of(id).filter(|known| known.left(present).is_some());
        let is_old = |known: Known| known.asked.elapsed() > OLD && u64::from(requests) >= MANY_REQUESTS;
        requests > 0 && !tried && known.is_none_or(is_old)
    }

    /// Notes that the server is being asked.
    fn note_asking(&self, id: &str) {
        lock(&self.tried).insert(id.to_owned(), Instant::now());
    }

    /// Keeps that the server has refused one more request at the operation's `present`.
    pub(super) fn learn_spent(&self, id: &str, present: Moment) {
        let limit = self.of(id).and_then(|known| known.quota.limit);
        let known = Known { is_refusal: true, ..Known::now(Quota { left: 0, limit }, present) };
        lock(&self.known).insert(id.to_owned(), known);
    }

    /// Counts requests that were made since.
    pub(super) fn spend(&self, id: &str, requests: u32) {
        if let Some(known) = lock(&self.known).get_mut(id) {
            known.spent = known.spent.saturating_add(requests);
        }
    }

    pub(super) fn shown(&self, id: &str, present: Moment) -> Option<QuotaShown> {
        self.of(id)?.shown(present)
    }
}

impl Desk {
    /// What is left of the day's requests; `None` where nobody asked today, or the server does not tell.
    ///
    /// Asking costs one request and is done no more than once in five minutes, unless nothing was left. While a download
    /// runs, which holds the token, what is known stands.
    ///
    /// # Errors
    /// Where the operation or its token is missing, or the server refuses, is silent or is none of wolkvox.
    pub async fn quota(&self, operation: String, ask: QuotaAsk) -> Result<Option<QuotaShown>, Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        let is_fresh = self.inner.quotas.of(&place.id).is_some_and(|known| known.is_fresh());
        if ask == QuotaAsk::Ask && !is_fresh && !self.inner.downloads.is_running(&place.id) {
            let asked = self.ask_quota(&place);
            tokio::time::timeout(PATIENCE, asked).await.unwrap_or(Err(ReachError::TimedOut.into()))?;
        }
        Ok(self.inner.quotas.shown(&place.id, place.operation.present()))
    }

    /// Asks what is left before a download of so many requests, where that is worth one. A server that takes long is
    /// not waited for: what it says is known the next time.
    pub(super) async fn ask_quota_before(&self, place: &Place, requests: u32) {
        let present = place.operation.present();
        let is_busy = self.inner.downloads.is_running(&place.id) || !self.stays(&place.id);
        if is_busy || !self.inner.quotas.is_wanted(&place.id, requests, present) {
            return;
        }
        let (desk, of) = (self.clone(), place.clone());
        // A refusal is told by the download itself.
        let asked = tokio::spawn(async move { desk.ask_quota(&of).await });
        let _ = tokio::time::timeout(NOT_KEPT_WAITING, asked).await;
    }

    /// Asks the server and keeps what it says. Does not wait for the token.
    pub(super) async fn ask_quota(&self, place: &Place) -> Result<Option<Quota>, Error> {
        if !self.stays(&place.id) {
            return Err(OperationError::OperationUnknown { name: place.id.clone() }.into());
        }
        self.inner.quotas.note_asking(&place.id);
        let (context, operation) = (place.context.clone(), place.operation.clone());
        let token = self.off(move |_| Ok(secret::token(&context, &operation.id)?)).await?;
        let quota = quota_of(&place.operation, token).await?;
        if let Some(quota) = quota {
            self.inner.quotas.learn(&place.id, quota, place.operation.present());
        }
        Ok(quota)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn left(quotas: &Quotas, present: &str) -> Option<u32> {
        quotas.shown("a", moment(present)).map(|shown| shown.left)
    }

    const FOUR: Quota = Quota { left: 4, limit: Some(10) };

    #[test]
    fn what_is_left_is_counted_down_and_is_unknown_tomorrow() {
        let quotas = Quotas::default();
        quotas.learn("a", FOUR, moment("2026-11-22 08:00:00"));
        quotas.spend("a", 3);
        assert_eq!(left(&quotas, "2026-11-22 23:59:59"), Some(1));
        assert_eq!(left(&quotas, "2026-11-23 00:00:00"), None);
        quotas.spend("a", 9);
        assert_eq!(left(&quotas, "2026-11-22 23:59:59"), Some(0));
    }

    #[test]
    fn a_refusal_is_undone_by_a_request_that_is_granted_and_an_answer_is_not() {
        let (quotas, now) = (Quotas::default(), "2026-11-22 08:00:00");
        quotas.learn("a", FOUR, moment(now));
        quotas.granted("a");
        assert_eq!(left(&quotas, now), Some(4));
        quotas.learn_spent("a", moment(now));
        assert_eq!(quotas.shown("a", moment(now)).and_then(|shown| shown.limit), Some(10));
        // It may be asked again at once, by a person and by a download.
        assert!(!quotas.of("a").unwrap().is_fresh() && quotas.asking("a") != AskQuota::Never);
        quotas.granted("a");
        assert_eq!(left(&quotas, now), None);
    }

    #[test]
    fn it_is_asked_once_a_day_and_again_before_many_requests_where_it_is_old() {
        let (quotas, now) = (Quotas::default(), moment("2026-11-22 08:00:00"));
        assert!(quotas.is_wanted("a", 1, now) && !quotas.is_wanted("a", 0, now));
        quotas.note_asking("a");
        assert!(!quotas.is_wanted("a", 500, now));
        quotas.learn("b", FOUR, now);
        assert!(!quotas.is_wanted("b", 500, now) && quotas.is_wanted("b", 1, moment("2026-11-23")));
        assert_eq!(quotas.asking("b"), AskQuota::Never);
    }

    #[test]
    fn what_a_trial_learnt_belongs_to_the_connection_that_was_tried() {
        let (quotas, now) = (Quotas::default(), moment("2026-11-22 08:00:00"));
        let tested = |server: &str| Tested(server.to_owned(), None);
        quotas.learn_of_trial(tested("0042"), FOUR, now);
        quotas.connected("b", &tested("0043"));
        assert!(quotas.of("b").is_none());
        quotas.connected("a", &tested("0042"));
        assert_eq!(left(&quotas, "2026-11-22 09:00:00"), Some(4));
    }
}
