//! The downloads that run, one an operation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use download::{Effort, Event, Refresh};
use interaction::{Moment, Period};
use tokio_util::sync::CancellationToken;

use super::asking::number;
use super::keeper::End;
use super::place::Place;
use super::progress::Tracker;
use super::{Again, Desk, Ended, How, LOOK_EVERY, Progress, Told, Working, lock};
use crate::download::{Downloaded, Wanted, download_of};
use crate::{Days, DeskError, Error, OperationError, Quota, ServerError, Span};

/// How often at most the page hears of a download.
const TELL_EVERY: Duration = Duration::from_millis(200);
/// How often at most the page is told to ask anew.
const CHANGE_EVERY: Duration = Duration::from_secs(1);

/// Who started a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Started {
    /// A person: what follows the operation makes room.
    ByPerson,
    /// The keeper: nothing that it has begun is in the way.
    ByItself {
        /// When the download was begun first, on the operation's wall clock.
        since: Moment,
    },
}

/// What is downloaded.
#[derive(Clone, Copy)]
struct Task {
    period: Period,
    refresh: Refresh,
    /// Since when what was fetched is not asked for again, of a download that goes on.
    since: Option<Moment>,
}

/// The downloads that run, by the page's id of their operation.
#[derive(Default)]
pub(super) struct Downloads(Mutex<HashMap<String, Arc<Job>>>);

struct Job {
    cancel: CancellationToken,
    tracker: Mutex<Tracker>,
}

impl Downloads {
    /// Takes the operation's place among the downloads, unless the desk is being closed.
    fn begin(&self, desk: &Desk, id: &str, days: Days) -> Result<Arc<Job>, Error> {
        let mut running = lock(&self.0);
        let closing = &desk.inner.closing;
        if !desk.stays(id) {
            return Err(OperationError::OperationUnknown { name: id.to_owned() }.into());
        }
        if closing.is_cancelled() {
            return Err(DeskError::Closing.into());
        }
        if running.contains_key(id) {
            return Err(DeskError::DownloadRunning.into());
        }
        let tracker = Mutex::new(Tracker::new(id.to_owned(), days));
        let job = Arc::new(Job { cancel: closing.child_token(), tracker });
        running.insert(id.to_owned(), Arc::clone(&job));
        Ok(job)
    }

    fn end(&self, id: &str) {
        lock(&self.0).remove(id);
    }

    fn cancel(&self, id: &str) {
        if let Some(job) = lock(&self.0).get(id) {
            job.cancel.cancel();
        }
    }

    pub(super) fn are_running(&self) -> bool {
        !lock(&self.0).is_empty()
    }

    pub(super) fn is_running(&self, id: &str) -> bool {
        lock(&self.0).contains_key(id)
    }
}

impl Desk {
    /// Starts a download; how far it is and how it ends is told.
    ///
    /// # Errors
    /// [`DeskError::DownloadRunning`], [`DeskError::PeriodEmpty`], or where the operation is unknown or its archive
    /// cannot be read. What goes wrong later is told with the end.
    pub async fn start_download(&self, operation: String, span: Span, again: Again) -> Result<(), Error> {
        let place = self.off(move |desk| desk.place(&operation)).await?;
        self.begin(place, span, (again.refresh(), Started::ByPerson)).await
    }

    /// Starts a download in place of what follows the operation.
    pub(super) async fn begin(
        &self,
        place: Place,
        span: Span,
        (refresh, started): (Refresh, Started),
    ) -> Result<(), Error> {
        let of = place.clone();
        let period = self.off(move |desk| desk.period_to_download(&of, span)).await?;
        let job = self.inner.downloads.begin(self, &place.id, Days::of(period))?;
        let desk = self.clone();
        tokio::spawn(async move {
            let since = match started {
                Started::ByItself { since } => Some(since),
                Started::ByPerson => None,
            };
            let task = Task { period, refresh, since };
            let begun = since.unwrap_or_else(|| place.operation.present());
            if started == Started::ByPerson {
                desk.end_following(&place.id).await;
            }
            // Where it cannot be noted, it goes on by itself after no restart; the download tells what is wrong.
            let _ = desk.note_begin(&place, (Days::of(period), refresh), begun).await;
            desk.tell_following(&place);
            let (running, of) = (desk.clone(), place.clone());
            let work = tokio::spawn(async move { running.run_download(&of, task, &job).await });
            // Only a panic ends it without a result. The page must hear of that end too.
            let ended = work.await.unwrap_or_else(|_| Err(DeskError::WorkFailed.into()));
            desk.end_of_download(&place, (refresh, begun), summary(&place, period, ended)).await;
        });
        Ok(())
    }

    /// Ends a download. What has arrived stays; none that runs is fine.
    pub fn cancel_download(&self, operation: &str) {
        self.inner.downloads.cancel(operation);
    }

    /// The downloads that run.
    #[must_use]
    pub fn downloads(&self) -> Vec<Progress> {
        let running: Vec<Arc<Job>> = lock(&self.inner.downloads.0).values().cloned().collect();
        running.iter().map(|job| lock(&job.tracker).progress().clone()).collect()
    }

    /// Ends a download and waits until it has.
    pub(super) async fn end_download(&self, id: &str) {
        self.inner.downloads.cancel(id);
        while self.inner.downloads.is_running(id) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn run_download(&self, place: &Place, task: Task, job: &Job) -> Result<Downloaded, Error> {
        self.move_on_if_sample(place);
        let Task { period, refresh, since } = task;
        let quota = self.inner.quotas.asking(&place.id);
        let wanted = Wanted { period, refresh, since, effort: Effort::Whole, quota };
        let mut teller = Teller::new(self, job, place);
        let operation = place.operation.clone();
        let cancel = job.cancel.clone();
        let done = download_of(&place.context, operation, wanted, cancel, |event| teller.hear(&event)).await;
        if let Ok(done) = &done {
            // Names and redirects tell of themselves only here.
            let told = teller.spent;
            self.inner.quotas.spend(&place.id, number(done.outcome.requests).saturating_sub(told));
        }
        done
    }

    async fn end_of_download(&self, place: &Place, (refresh, begun): (Refresh, Moment), ended: Ended) {
        if matches!(ended.how, How::Failed { error: Error::Server(ServerError::QuotaSpent) }) {
            self.inner.quotas.learn_spent(&place.id, place.operation.present());
        }
        let end = match &ended.how {
            How::Done => End::Over,
            _ if self.inner.closing.is_cancelled() => End::Closing,
            How::Cancelled => End::Over,
            How::Failed { error } => End::Failed(error.clone()),
        };
        let days = Days { from: ended.from, to: ended.to };
        // Where the file of operations cannot be written, the download does not go on by itself; its own end is told.
        let _ = self.keep_unfinished(place, (days, refresh, begun), end).await;
        // Who hears of the end may start the next; the keeper finds its time written already.
        self.inner.downloads.end(&place.id);
        if ended.windows > 0 || ended.how == How::Done {
            self.forget_trouble(&place.id);
        }
        if ended.windows > 0 {
            self.inner.open.close_if_idle(&place.id);
            self.tell(Told::ArchiveChanged { operation: place.id.clone() });
        }
        self.tell(Told::DownloadEnded(ended));
        self.tell_following(place);
    }
}

/// Tells the page what a download tells, no more often than it can be looked at.
struct Teller<'a> {
    desk: &'a Desk,
    job: &'a Job,
    place: &'a Place,
    began: Instant,
    /// Requests that the quota was told of.
    spent: u32,
    told: Option<Instant>,
    changed: Option<Instant>,
    is_changed: bool,
}

impl<'a> Teller<'a> {
    fn new(desk: &'a Desk, job: &'a Job, place: &'a Place) -> Self {
        Self { desk, job, place, began: Instant::now(), spent: 0, told: None, changed: None, is_changed: false }
    }

    fn hear(&mut self, event: &Event) {
        self.account(event);
        let progress = {
            let mut tracker = lock(&self.job.tracker);
            tracker.hear(event, self.began.elapsed());
            tracker.progress().clone()
        };
        // What arrives and what is asked for is followed by more in a moment; all else may be the last for a while.
        let is_urgent = match event {
            Event::Asking { .. } | Event::Arrived { .. } | Event::Split { .. } => false,
            Event::Stored { .. } => progress.state == Working::Settling,
            _ => true,
        };
        if is_urgent || self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY) {
            self.told = Some(Instant::now());
            self.desk.tell(Told::DownloadProgress(progress));
        }
        self.is_changed |= matches!(event, Event::Stored { .. });
        if self.is_changed && self.changed.is_none_or(|changed| changed.elapsed() >= CHANGE_EVERY) {
            self.changed = Some(Instant::now());
            self.is_changed = false;
            self.desk.inner.open.close_if_idle(&self.place.id);
            self.desk.tell(Told::ArchiveChanged { operation: self.place.id.clone() });
        }
    }
}

impl Teller<'_> {
    /// Keeps what is known of the day's requests up to date.
    fn account(&mut self, event: &Event) {
        let quotas = &self.desk.inner.quotas;
        match event {
            Event::Asking { .. } => quotas.spend(&self.place.id, 1),
            Event::Arrived { .. } | Event::Stored { .. } => return quotas.granted(&self.place.id),
            Event::Quota { left, limit, .. } => {
                let quota = Quota { left: number(*left), limit: limit.map(number) };
                quotas.learn(&self.place.id, quota, self.place.operation.present());
            }
            _ => return,
        }
        self.spent += 1;
    }
}

fn summary(place: &Place, period: Period, ended: Result<Downloaded, Error>) -> Ended {
    let Days { from, to } = Days::of(period);
    let nothing = |how| Ended {
        operation: place.id.clone(),
        from,
        to,
        how,
        records: 0,
        requests: 0,
        windows: 0,
        set_aside: 0,
        complete: false,
    };
    let downloaded = match ended {
        Ok(downloaded) => downloaded,
        Err(error) => return nothing(How::Failed { error }),
    };
    let how = match downloaded.failure(&place.context) {
        Some(error) => How::Failed { error },
        None if downloaded.is_cancelled() => How::Cancelled,
        None => How::Done,
    };
    let outcome = downloaded.outcome;
    Ended {
        records: number(outcome.records),
        requests: number(outcome.requests),
        windows: number(outcome.windows),
        set_aside: number(outcome.set_aside),
        complete: outcome.complete,
        ..nothing(how)
    }
}
