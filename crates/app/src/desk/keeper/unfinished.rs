//! Downloads that could not be finished: set aside, gone on with, forgotten.
//!
//! A download is noted as one that waits when it begins, so that one that ends with the program, or with the power, goes
//! on at the next start. Its end takes the note away, or gives it a time. Several can wait; the page is shown the one
//! that goes on next.

use chrono::{TimeDelta, Utc};
use download::Refresh;
use interaction::Moment;

use super::super::place::Place;
use super::super::running::Started;
use super::super::{Again, Desk, Pending};
use super::rules::{CLOSED, GoesOn, REST, goes_on};
use crate::network::has_way_to;
use crate::operations::Operations;
use crate::{Days, Error, Operation, Span, Unfinished};

/// Why a download is set aside that was not begun.
const QUOTA_SPENT: &str = "quota_spent";
/// Downloads that can wait: more are none that a person has in mind.
const MOST: usize = 20;

/// How a download ended, as far as that decides whether it goes on.
pub(in crate::desk) enum End {
    /// All is there, or a person wants no more of it.
    Over,
    /// It failed.
    Failed(Error),
    /// The program is being closed: it goes on at the next start, as noted when it began.
    Closing,
}

impl Desk {
    /// Goes on now with the download that would go on next. None is fine.
    ///
    /// # Errors
    /// [`crate::DeskError::DownloadRunning`], or where the operation is unknown.
    pub async fn go_on_now(&self, operation: String) -> Result<(), Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        match next(&place.operation).cloned() {
            Some(unfinished) => self.go_on(&place, &unfinished).await,
            None => Ok(()),
        }
    }

    /// Does not go on with the download that would go on next. None is fine.
    ///
    /// # Errors
    /// Where the operation is unknown or the file of operations cannot be written.
    pub async fn forget_pending(&self, operation: String) -> Result<(), Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        let Some(unfinished) = next(&place.operation).cloned() else { return Ok(()) };
        self.change_unfinished(&place, move |waiting| waiting.retain(|one| *one != unfinished)).await
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
            since: place.operation.present(),
            at: Utc::now() + delay(GoesOn::Tomorrow, &place.operation),
            reason: QUOTA_SPENT.to_owned(),
            attempts: 0,
        };
        self.change_unfinished(&place, move |waiting| set_aside(waiting, unfinished)).await
    }

    /// Goes on with a download whose time has come.
    pub(super) async fn go_on_if_due(&self, id: &str) {
        let (of, (elapsed, ready)) = (id.to_owned(), self.clock());
        let rests = self.kept(id, |kept| kept.went_on.is_some_and(|went_on| elapsed < went_on + REST));
        // What was read before may have changed while another operation kept the keeper waiting.
        let Ok(place) = self.off(move |desk| desk.place(&of)).await else { return };
        let due = place.operation.unfinished.iter().find(|one| is_due(one)).cloned();
        let Some(due) = due.filter(|_| !rests && elapsed >= ready) else { return };
        if self.inner.downloads.is_running(id) || !self.has_way(&place).await {
            return;
        }
        self.kept(id, |kept| kept.went_on = Some(elapsed));
        // Another download was quicker, or the operation is gone: either tells for itself. What cannot even begin
        // rests like what failed.
        let _ = self.go_on(&place, &due).await;
    }

    async fn go_on(&self, place: &Place, unfinished: &Unfinished) -> Result<(), Error> {
        let span = Span::Custom { from: unfinished.days.from, to: unfinished.days.to };
        let started = Started::ByItself { since: unfinished.since };
        self.begin(place.clone(), span, (unfinished.refresh, started)).await
    }

    /// Notes that a download begins, unless a longer one waits already that brings all of it.
    ///
    /// # Errors
    /// Where the file of operations cannot be written.
    pub(in crate::desk) async fn note_begin(
        &self,
        place: &Place,
        (days, refresh): (Days, Refresh),
        since: Moment,
    ) -> Result<(), Error> {
        let reason = CLOSED.to_owned();
        let begun = Unfinished { days, refresh, since, at: Utc::now(), reason, attempts: 0 };
        self.change_unfinished(place, move |waiting| {
            if !waiting.iter().any(|one| covers(one.days, days)) && waiting.len() < MOST {
                waiting.push(begun);
            }
        })
        .await
    }

    /// Sets a download aside that failed, if it goes on by itself; forgets those that have ended for good with it.
    ///
    /// # Errors
    /// Where the file of operations cannot be written.
    pub(in crate::desk) async fn keep_unfinished(
        &self,
        place: &Place,
        (days, refresh, since): (Days, Refresh, Moment),
        end: End,
    ) -> Result<(), Error> {
        let operation = place.operation.clone();
        let error = match end {
            End::Closing => return Ok(()),
            End::Over => {
                self.kept(&place.id, |kept| kept.went_on = None);
                None
            }
            End::Failed(error) => Some(error),
        };
        self.change_unfinished(place, move |waiting| {
            // A shorter download says nothing of a longer one that waits.
            let attempts = waiting.iter().filter(|one| covers(days, one.days)).map(|one| one.attempts).max();
            waiting.retain(|one| !covers(days, one.days));
            let Some(reason) = error.as_ref().map(reason_of) else { return };
            let attempts = attempts.unwrap_or(0) + 1;
            if let Some(goes_on) = goes_on(&reason, attempts) {
                let at = Utc::now() + delay(goes_on, &operation);
                set_aside(waiting, Unfinished { days, refresh, since, at, reason, attempts });
            }
        })
        .await
    }

    async fn change_unfinished(
        &self,
        place: &Place,
        change: impl FnOnce(&mut Vec<Unfinished>) + Send + 'static,
    ) -> Result<(), Error> {
        let place = place.clone();
        self.off(move |_| {
            Operations::change_one(&place.context.home, &place.operation.id, |operation| {
                change(&mut operation.unfinished);
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
    /// As the page shows what goes on next by itself.
    pub(in crate::desk) fn of(place: &Place) -> Option<Self> {
        let unfinished = next(&place.operation)?;
        Some(Self {
            from: unfinished.days.from,
            to: unfinished.days.to,
            at: place.operation.wall_clock(unfinished.at).to_string(),
            reason: unfinished.reason.clone(),
            attempts: unfinished.attempts,
        })
    }
}

/// The download that goes on next.
fn next(operation: &Operation) -> Option<&Unfinished> {
    operation.unfinished.iter().min_by_key(|one| one.at)
}

/// Puts a download among those that wait, in place of those that it brings with it. Where a longer one waits that
/// brings it, that goes on as it would have.
fn set_aside(waiting: &mut Vec<Unfinished>, new: Unfinished) {
    waiting.retain(|one| !covers(new.days, one.days));
    if !waiting.iter().any(|one| covers(one.days, new.days)) && waiting.len() < MOST {
        waiting.push(new);
    }
}

/// Whether its time has come. One that lies too far off was set by a clock that was wrong.
fn is_due(unfinished: &Unfinished) -> bool {
    let limit = goes_on(&unfinished.reason, unfinished.attempts).map_or(0, GoesOn::longest);
    let left = unfinished.at - Utc::now();
    left <= TimeDelta::zero() || left > seconds(limit)
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

fn delay(goes_on: GoesOn, operation: &Operation) -> TimeDelta {
    let mut luck = [0];
    // Without it all wait equally long: a matter of politeness.
    let _ = getrandom::fill(&mut luck);
    let [luck] = luck;
    seconds(goes_on.seconds(operation.present(), luck))
}

fn seconds(seconds: u64) -> TimeDelta {
    i64::try_from(seconds).ok().and_then(TimeDelta::try_seconds).unwrap_or(TimeDelta::MAX)
}
