//! Downloads that could not be finished: set aside, gone on with, forgotten.

use chrono::{TimeDelta, Utc};
use download::Refresh;

use super::super::place::Place;
use super::super::running::Started;
use super::super::{Again, Desk, Pending};
use super::rules::{GoesOn, goes_on};
use crate::network::has_way_to;
use crate::operations::Operations;
use crate::{Days, Error, Span, Unfinished};

/// Why a download is set aside that was not begun.
const QUOTA_SPENT: &str = "quota_spent";

/// How a download ended, as far as that decides whether it goes on.
pub(in crate::desk) enum End {
    /// All is there, or a person wants no more of it.
    Over,
    /// It failed.
    Failed(Error),
    /// The program is being closed.
    Closing,
}

impl Desk {
    /// Goes on now with the download that could not be finished. None is fine.
    ///
    /// # Errors
    /// [`crate::DeskError::DownloadRunning`], or where the operation is unknown.
    pub async fn go_on_now(&self, operation: String) -> Result<(), Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        self.go_on(&place).await
    }

    /// Does not go on with the download that could not be finished. None is fine.
    ///
    /// # Errors
    /// Where the operation is unknown or the file of operations cannot be written.
    pub async fn forget_pending(&self, operation: String) -> Result<(), Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        self.set_unfinished(&place, None).await
    }

    /// Sets a download aside until the day's quota is new.
    ///
    /// # Errors
    /// [`crate::DeskError::PeriodEmpty`], or where the operation is unknown or the file of operations cannot be written.
    pub async fn go_on_tomorrow(&self, operation: String, span: Span, again: Again) -> Result<(), Error> {
        let (place, period) = self
            .off(move |desk| {
                let place = desk.place(&operation)?;
                let period = desk.period_to_download(&place, span)?;
                Ok((place, period))
            })
            .await?;
        let unfinished = Unfinished {
            days: Days::of(period),
            refresh: again.refresh(),
            at: Utc::now() + delay(GoesOn::Tomorrow, &place),
            reason: QUOTA_SPENT.to_owned(),
            attempts: 0,
        };
        self.set_unfinished(&place, Some(unfinished)).await
    }

    /// Goes on with a download whose time has come.
    pub(super) async fn go_on_if_due(&self, place: &Place) {
        let Some(unfinished) = &place.operation.unfinished else { return };
        let limit = goes_on(&unfinished.reason, unfinished.attempts).map_or(0, GoesOn::longest);
        let left = unfinished.at - Utc::now();
        // What lies farther off was set by a clock that was wrong.
        let is_due = left <= TimeDelta::zero() || left > seconds(limit);
        let now = self.now(place);
        if !is_due || now.elapsed < now.ready || now.is_running || !self.has_way(place).await {
            return;
        }
        // Another download of it was quicker, or the operation is gone: either tells for itself.
        let _ = self.go_on(place).await;
    }

    async fn go_on(&self, place: &Place) -> Result<(), Error> {
        let Some(unfinished) = &place.operation.unfinished else { return Ok(()) };
        let span = Span::Custom { from: unfinished.days.from, to: unfinished.days.to };
        self.begin(place.clone(), span, (unfinished.refresh, Started::ByItself)).await
    }

    /// Sets a download aside that failed, if it goes on by itself; forgets the one that has ended for good.
    ///
    /// # Errors
    /// Where the file of operations cannot be written.
    pub(in crate::desk) async fn keep_unfinished(
        &self,
        place: &Place,
        (days, refresh): (Days, Refresh),
        end: End,
    ) -> Result<(), Error> {
        let id = place.id.clone();
        let place = self.off(move |desk| desk.place(&id)).await?;
        let before = place.operation.unfinished.clone();
        // A shorter download says nothing of a longer one that waits.
        let is_same = before.as_ref().is_some_and(|before| days.from <= before.days.from && before.days.to <= days.to);
        let attempts = before.as_ref().filter(|_| is_same).map_or(0, |before| before.attempts) + 1;
        let failed = match end {
            End::Closing => return Ok(()),
            End::Over => None,
            End::Failed(error) => {
                let reason = reason_of(&error);
                goes_on(&reason, attempts).map(|goes_on| Unfinished {
                    days,
                    refresh,
                    at: Utc::now() + delay(goes_on, &place),
                    reason,
                    attempts,
                })
            }
        };
        match (failed, before) {
            (None, Some(_)) if is_same => self.set_unfinished(&place, None).await,
            (None, _) => Ok(()),
            // What waits covers more: it goes on as it would have.
            (Some(new), Some(before)) if !is_same && covers(before.days, new.days) => Ok(()),
            (Some(new), _) => self.set_unfinished(&place, Some(new)).await,
        }
    }

    async fn set_unfinished(&self, place: &Place, unfinished: Option<Unfinished>) -> Result<(), Error> {
        let place = place.clone();
        self.off(move |_| {
            Operations::change_one(&place.context.home, &place.operation.id, |operation| {
                operation.unfinished = unfinished;
            })
        })
        .await?;
        self.wake_keeper();
        Ok(())
    }

    /// Whether a way leads to the operation's server, as far as this machine knows.
    pub(super) async fn has_way(&self, place: &Place) -> bool {
        let operation = place.operation.clone();
        self.off(move |_| Ok(has_way_to(&operation.endpoint()?))).await.unwrap_or(true)
    }
}

impl Pending {
    /// As the page shows what goes on by itself.
    pub(in crate::desk) fn of(place: &Place) -> Option<Self> {
        let unfinished = place.operation.unfinished.as_ref()?;
        Some(Self {
            from: unfinished.days.from,
            to: unfinished.days.to,
            at: place.operation.wall_clock(unfinished.at).to_string(),
            reason: unfinished.reason.clone(),
            attempts: unfinished.attempts,
        })
    }
}

/// Why a download failed: of windows that failed, why the last of them did.
fn reason_of(error: &Error) -> String {
    let of_windows = error.params().get("reason").and_then(|reason| reason.as_str().map(str::to_owned));
    match error.code() {
        code if code == "windows_failed" => of_windows.unwrap_or(code),
        code => code,
    }
}

fn covers(long: Days, short: Days) -> bool {
    long.from <= short.from && short.to <= long.to
}

fn delay(goes_on: GoesOn, place: &Place) -> TimeDelta {
    let mut luck = [0];
    // Without it all wait equally long: a matter of politeness.
    let _ = getrandom::fill(&mut luck);
    let [luck] = luck;
    seconds(goes_on.seconds(place.operation.present(), luck))
}

fn seconds(seconds: u64) -> TimeDelta {
    i64::try_from(seconds).ok().and_then(TimeDelta::try_seconds).unwrap_or(TimeDelta::MAX)
}
