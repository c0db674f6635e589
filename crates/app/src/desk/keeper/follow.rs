//! Following an operation: one request of its day, or of its quota, when the rules say so.

use archive::{Reader, StoredWindow};
use chrono::Utc;
use download::{AskQuota, Effort, Ended, Event, Failure, Outcome, Reason, Refresh};
use interaction::{Moment, Period};
use tokio_util::sync::CancellationToken;

use super::super::place::Place;
use super::super::running::Started;
use super::super::{Desk, FollowShown, Following, LOOK_EVERY, Told, lock};
use super::Kept;
use super::rules::{Followed, Step, Trouble, left_of_pause, period, step};
use crate::download::{Wanted, download_of};
use crate::operations::Operations;
use crate::{ArchiveError, Days, DeskError, Error, ReachError, SecretError, ServerError, Span, archives, unreadable};

/// What the archive tells of who asked last.
#[derive(Clone, Copy, Default)]
struct Looked {
    /// When anything was asked for last.
    last: Option<Moment>,
    /// The last second that is covered.
    covered_to: Option<Moment>,
}

impl Desk {
    /// Whether an operation is followed, and how that goes.
    ///
    /// # Errors
    /// Where the operation is unknown.
    pub async fn following(&self, operation: String) -> Result<FollowShown, Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        if place.operation.following.on && self.kept(&place.id, |kept| kept.followed.last.is_none()) {
            self.look(&place).await;
        }
        Ok(self.follow_shown(&place))
    }

    /// Switches the following of an operation on or off, and sets which scores are told of.
    ///
    /// # Errors
    /// Where the operation is unknown, or the file of operations cannot be written.
    pub async fn follow(&self, operation: String, following: Following) -> Result<FollowShown, Error> {
        let place = self
            .off(move |desk| {
                let mut place = desk.place(&operation)?;
                let asked = place.operation.following.asked;
                place.operation.following = crate::Following { asked, ..following.checked() };
                let wanted = place.operation.following;
                Operations::change_one(&place.context.home, &place.operation.id, |operation| {
                    operation.following = wanted;
                })?;
                Ok(place)
            })
            .await?;
        if !following.on {
            self.end_following(&place.id).await;
        }
        self.forget_trouble(&place.id);
        let shown = self.follow_shown(&place);
        self.tell_following(&place);
        Ok(shown)
    }

    /// A person has done something about what stood in the way: a new token, a download that works.
    pub(in crate::desk) fn forget_trouble(&self, id: &str) {
        self.kept(id, |kept| {
            kept.followed.trouble = None;
            kept.followed.failures = 0;
        });
        self.wake_keeper();
    }

    /// The archive could be opened: a keychain that was locked is so no longer.
    pub(in crate::desk) fn keychain_answered(&self, id: &str) {
        let was_locked = lock(&self.inner.keeper.operations).get(id).is_some_and(|kept| {
            matches!(&kept.followed.trouble, Some(Trouble::Stopped { reason }) if reason.starts_with("keychain"))
        });
        if was_locked {
            self.forget_trouble(id);
        }
    }

    /// Forgets all that is remembered of an operation.
    pub(in crate::desk) async fn forget_kept(&self, id: &str) {
        self.end_following(id).await;
        lock(&self.inner.keeper.operations).remove(id);
    }

    /// Ends the request that follows an operation and waits until it has.
    pub(in crate::desk) async fn end_following(&self, id: &str) {
        let asking = |desk: &Self| lock(&desk.inner.keeper.operations).get(id).and_then(|kept| kept.asking.clone());
        while let Some(asking) = asking(self) {
            asking.cancel();
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Does what is due for an operation that is followed.
    pub(super) async fn follow_if_due(&self, id: &str) {
        let of = id.to_owned();
        let Ok(place) = self.off(move |desk| desk.place(&of)).await else { return };
        if !place.operation.following.on {
            return;
        }
        let now = self.now(&place);
        let followed = self.kept(id, |kept| {
            if kept.followed == Followed::default() {
                kept.followed.since = now.elapsed;
                let ago = place.operation.following.asked.map(|asked| (Utc::now() - asked).num_seconds());
                kept.followed.not_before = now.elapsed + ago.map_or(0, left_of_pause);
            }
            kept.asking.is_none().then(|| kept.followed.clone())
        });
        let Some(followed) = followed else { return };
        if matches!(step(&followed, now), Step::Ask | Step::AskQuota) {
            self.follow_now(&place).await;
        }
        self.tell_following(&place);
    }

    /// Its time has come: looks whether another program was quicker, whether there is a network, and a keychain to ask;
    /// then asks.
    async fn follow_now(&self, place: &Place) {
        if !self.has_way(place).await {
            let looked = self.now(place).elapsed;
            return self.kept(&place.id, |kept| kept.followed.trouble = Some(Trouble::NoNetwork { looked }));
        }
        let Some(looked) = self.look(place).await else { return };
        let now = self.now(place);
        let cancel = self.inner.closing.child_token();
        let step = self.kept(&place.id, |kept| {
            let step = step(&kept.followed, now);
            if matches!(step, Step::Ask | Step::AskQuota) && self.stays(&place.id) {
                kept.followed.tried = Some(now.elapsed);
                kept.asking = Some(cancel.clone());
                return Some(step);
            }
            None
        });
        let Some(step) = step else { return };
        self.note_asked(place).await;
        let (desk, place) = (self.clone(), place.clone());
        tokio::spawn(async move {
            let (asking, of) = (desk.clone(), place.clone());
            let asked = tokio::spawn(async move {
                match step {
                    Step::AskQuota => asking.follow_quota(&of, now.elapsed, &cancel).await,
                    _ => asking.follow_day(&of, period(now.present, looked.covered_to), cancel).await,
                }
            });
            // Only a panic ends it without a result.
            let ended = asked.await.unwrap_or_else(|_| Err(DeskError::WorkFailed.into()));
            if matches!(ended, Err(Error::Server(ServerError::QuotaSpent))) {
                desk.inner.quotas.learn_spent(&place.id, place.operation.present());
            }
            desk.kept(&place.id, |kept| {
                kept.asking = None;
                kept.note(&ended);
            });
            desk.tell_following(&place);
        });
    }

    /// Notes when it was asked, for the next start. Where that cannot be written, a restart may ask once too early.
    async fn note_asked(&self, place: &Place) {
        let of = place.clone();
        let noted = self.off(move |_| {
            Operations::change_one(&of.context.home, &of.operation.id, |operation| {
                operation.following.asked = Some(Utc::now());
            })
        });
        let _ = noted.await;
    }

    /// Reads who asked last from the archive; `None` where it cannot be read.
    async fn look(&self, place: &Place) -> Option<Looked> {
        let of = place.clone();
        let looked = self.off(move |_| looked(&of)).await;
        self.kept(&place.id, |kept| match looked {
            Ok(looked) => {
                kept.followed.last = kept.followed.last.max(looked.last);
                Some(looked)
            }
            Err(error) => {
                kept.note(&Err(error));
                None
            }
        })
    }

    async fn follow_quota(&self, place: &Place, elapsed: u64, cancel: &CancellationToken) -> Result<(), Error> {
        let asked = tokio::select! {
            asked = self.ask_quota(place) => asked,
            () = cancel.cancelled() => return Ok(()),
        };
        self.kept(&place.id, |kept| {
            kept.followed.quota_asked = Some(elapsed);
            kept.followed.is_quota_silent = asked == Ok(None);
        });
        asked.map(drop)
    }

    async fn follow_day(&self, place: &Place, period: Period, cancel: CancellationToken) -> Result<(), Error> {
        self.move_on_if_sample(place);
        let wanted =
            Wanted { period, refresh: Refresh::Needed, since: None, effort: Effort::One, quota: AskQuota::Never };
        let (quotas, id) = (&self.inner.quotas, place.id.clone());
        let spend = |event: Event| {
            if matches!(event, Event::Asking { .. }) {
                quotas.spend(&id, 1);
            }
        };
        let asked_at = place.operation.present();
        let done = download_of(&place.context, place.operation.clone(), wanted, cancel, spend).await?;
        let Outcome { windows, scored, ended, .. } = &done.outcome;
        if *windows > 0 {
            quotas.granted(&id);
            self.kept(&place.id, |kept| kept.followed.last = Some(asked_at));
            self.tell_low_scores(place, scored).await;
            self.inner.open.close_if_idle(&place.id);
            self.tell(Told::ArchiveChanged { operation: place.id.clone() });
        }
        if let Ended::Failed(Failure::Server { reason: Reason::TooLarge }) = ended {
            // The day has outgrown one request: a download of it splits, which following never does.
            let Days { from, to } = Days::of(period);
            let task = (Refresh::Needed, Started::ByItself { since: asked_at });
            return self.begin(place.clone(), Span::Custom { from, to }, task).await;
        }
        done.failure(&place.context).map_or(Ok(()), Err)
    }
}

impl Kept {
    /// Notes how a request ended.
    fn note(&mut self, ended: &Result<(), Error>) {
        let Err(error) = ended else {
            self.followed.failures = 0;
            self.followed.trouble = None;
            return;
        };
        self.followed.failures = self.followed.failures.saturating_add(1);
        let reason = error.code();
        self.followed.trouble = Some(match error {
            Error::Server(ServerError::TokenRefused) | Error::Secret(SecretError::TokenMissing) => {
                Trouble::TokenRefused
            }
            // What passes by itself: a disk that is full for a minute, a keychain that is not there yet.
            Error::Archive(ArchiveError::ArchiveBusy { .. } | ArchiveError::ArchiveNoSpace { .. })
            | Error::Secret(SecretError::KeychainAbsent { .. }) => Trouble::Failing { reason },
            Error::Server(ServerError::NotOffered | ServerError::RequestRefused { .. })
            | Error::Reach(ReachError::LeftOrigin | ReachError::ConnectionSetup)
            | Error::Operation(_)
            | Error::Archive(_)
            // A locked keychain may ask a person each time: it is not asked again before a person has unlocked it.
            | Error::Secret(_) => Trouble::Stopped { reason },
            _ => Trouble::Failing { reason },
        });
    }
}

fn looked(place: &Place) -> Result<Looked, Error> {
    let Some(reader) = archives::reader(&place.context, &place.operation)? else { return Ok(Looked::default()) };
    let windows = Reader::windows(&reader);
    let windows = windows.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
    let stored = || windows.iter().filter(|window| window.is_stored());
    Ok(Looked {
        last: stored().map(|window: &StoredWindow| window.fetched_at).max(),
        covered_to: stored().map(|window| window.period().to()).max(),
    })
}
