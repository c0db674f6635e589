//! The downloads that run, one an operation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use download::{Event, Refresh};
use interaction::Period;
use tokio_util::sync::CancellationToken;

use super::asking::number;
use super::place::{Place, SAMPLE};
use super::progress::Tracker;
use super::{Again, Desk, Ended, How, LOOK_EVERY, Progress, Told, Working, lock};
use crate::download::{Downloaded, download_of};
use crate::{Days, DeskError, Error, Span};

/// How often at most the page hears of a download.
const TELL_EVERY: Duration = Duration::from_millis(200);
/// How often at most the page is told to ask anew.
const CHANGE_EVERY: Duration = Duration::from_secs(1);

/// The downloads that run, by the page's id of their operation.
#[derive(Default)]
pub(super) struct Downloads(Mutex<HashMap<String, Arc<Job>>>);

struct Job {
    cancel: CancellationToken,
    tracker: Mutex<Tracker>,
}

impl Downloads {
    /// Takes the operation's place among the downloads, unless the desk is being closed.
    fn begin(&self, id: &str, days: Days, closing: &CancellationToken) -> Result<Arc<Job>, DeskError> {
        let mut running = lock(&self.0);
        if closing.is_cancelled() {
            return Err(DeskError::Closing);
        }
        if running.contains_key(id) {
            return Err(DeskError::DownloadRunning);
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

    fn is_running(&self, id: &str) -> bool {
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
        let (place, period) = self
            .off(move |desk| {
                let place = desk.place(&operation)?;
                let period = desk.period_to_download(&place, span)?;
                Ok::<_, Error>((place, period))
            })
            .await?;
        let job = self.inner.downloads.begin(&place.id, Days::of(period), &self.inner.closing)?;
        let desk = self.clone();
        tokio::spawn(async move {
            let (running, of) = (desk.clone(), place.clone());
            let work = tokio::spawn(async move { running.run_download(&of, (period, again.refresh()), &job).await });
            // Only a panic ends it without a result. The page must hear of that end too.
            let ended = work.await.unwrap_or_else(|_| Err(DeskError::WorkFailed.into()));
            desk.end_of_download(&place, summary(&place, period, ended));
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

    async fn run_download(&self, place: &Place, task: (Period, Refresh), job: &Job) -> Result<Downloaded, Error> {
        if place.id == SAMPLE
            && let Some(sample) = lock(&self.inner.sample).clone()
        {
            sample.move_on(place);
        }
        let mut teller = Teller::new(self, job, place.id.clone());
        let operation = place.operation.clone();
        let cancel = job.cancel.clone();
        download_of(&place.context, operation, task, cancel, |event| teller.hear(&event)).await
    }

    fn end_of_download(&self, place: &Place, ended: Ended) {
        // Who hears of the end may start the next.
        self.inner.downloads.end(&place.id);
        if ended.windows > 0 {
            self.inner.open.close_if_idle(&place.id);
            self.tell(Told::ArchiveChanged { operation: place.id.clone() });
        }
        self.tell(Told::DownloadEnded(ended));
    }
}

/// Tells the page what a download tells, no more often than it can be looked at.
struct Teller<'a> {
    desk: &'a Desk,
    job: &'a Job,
    id: String,
    began: Instant,
    told: Option<Instant>,
    changed: Option<Instant>,
    is_changed: bool,
}

impl<'a> Teller<'a> {
    fn new(desk: &'a Desk, job: &'a Job, id: String) -> Self {
        Self { desk, job, id, began: Instant::now(), told: None, changed: None, is_changed: false }
    }

    fn hear(&mut self, event: &Event) {
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
            self.desk.inner.open.close_if_idle(&self.id);
            self.desk.tell(Told::ArchiveChanged { operation: self.id.clone() });
        }
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
