//! A run: the plan made under the token's lock, its jobs done one after the other, and the account of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use archive::{Archive, WindowId};
use interaction::{Moment, Period};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wolkvox::{Client, Item, Token};

use crate::plan::gaps;
use crate::receive::receive;
use crate::token_lock::{TokenLock, hold_archive, hold_token, try_hold_archive, try_hold_token};
use crate::{Ended, Event, Failure, Known, Outcome, Pace, Reason, Refresh, plan};

/// The operation's present.
pub type Clock = Arc<dyn Fn() -> Moment + Send + Sync>;

/// What to download.
pub struct Task {
    /// The operation's server.
    pub client: Client,
    /// The token, for the lock that keeps it to one request on the machine.
    pub token: Token,
    /// The operation's archive.
    pub archive: Archive,
    /// The period that is wanted.
    pub period: Period,
    /// Which stored windows are asked for again.
    pub refresh: Refresh,
    /// How much the run may do.
    pub effort: Effort,
    /// Whether the server is asked what is left of the day's quota.
    pub quota: AskQuota,
    /// The operation's present.
    pub clock: Clock,
    /// How long to wait and how often to try.
    pub pace: Pace,
}

/// How much a run may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// All of its plan, with retries, and the names of skills and codes.
    Whole,
    /// One request at most, for what follows an operation: no names, no retry, no waiting for the token. What fails is
    /// not noted in the archive, and what takes more requests is staged and goes on with the next run.
    One,
}

/// Whether the server is asked what is left of the day's quota, which costs a request itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskQuota {
    /// No.
    Never,
    /// Once, where the plan has at least so many requests.
    From(u64),
}

/// A download under way.
pub(crate) struct Run {
    pub(crate) client: Client,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
    pub(crate) effort: Effort,
    pub(crate) quota: AskQuota,
    archive: Arc<Mutex<Archive>>,
    cancel: CancellationToken,
    events: mpsc::UnboundedSender<Event>,
    /// What the client had sent before this run.
    sent_before: u64,
    pub(crate) arrived: u64,
    /// How many records whole answers of this run held, and how many seconds they covered.
    pub(crate) met_records: u64,
    pub(crate) met_seconds: u64,
    /// The operation's present when the plan was made.
    present: Moment,
    /// Whether the server has answered anything in this run.
    pub(crate) reached: bool,
    pub(crate) timeouts: u32,
    pub(crate) failures_in_a_row: u32,
    /// Why windows failed.
    pub(crate) failed: Vec<Reason>,
    windows: u64,
    records: u64,
    set_aside: u64,
    new: u64,
    scored: Vec<u32>,
}

/// Why a run stops before its plan is done.
pub(crate) enum Stop {
    Cancelled,
    Failed(Failure),
    /// A thread of ours panicked; its panic is passed on.
    Panicked,
}

/// Downloads a period. Waits for the token if another program uses it, then asks for what is missing or not final, one
/// request at a time. `events` hears what happens; after `cancel` the run ends soon, and what arrived whole stays.
pub async fn run(task: Task, cancel: CancellationToken, mut events: impl FnMut(Event) + Send) -> Outcome {
    let (sender, mut heard) = mpsc::unbounded_channel();
    let running = download(task, cancel, sender);
    tokio::pin!(running);
    loop {
        tokio::select! {
            biased;
            Some(event) = heard.recv() => events(event),
            outcome = &mut running => {
                while let Ok(event) = heard.try_recv() {
                    events(event);
                }
                return outcome;
            }
        }
    }
}

async fn download(task: Task, cancel: CancellationToken, events: mpsc::UnboundedSender<Event>) -> Outcome {
    let Task { client, token, archive, period, refresh, effort, quota, clock, pace } = task;
    let began = Instant::now();
    let mut run = Run {
        sent_before: client.requests(),
        client,
        present: clock(),
        clock,
        pace,
        effort,
        quota,
        archive: Arc::new(Mutex::new(archive)),
        cancel,
        events,
        arrived: 0,
        met_records: 0,
        met_seconds: 0,
        reached: false,
        timeouts: 0,
        failures_in_a_row: 0,
        failed: Vec::new(),
        windows: 0,
        records: 0,
        set_aside: 0,
        new: 0,
        scored: Vec::new(),
    };
    let stopped = run.hold_and_follow(&token, period, refresh).await;
    // Answers of this run may have changed what texts there are, however it ended.
    let settled = if run.windows > 0 { run.archive(Archive::settle).await } else { Ok(()) };
    let ended = match stopped.and(settled) {
        Ok(()) => run.verdict(),
        Err(Stop::Cancelled) => Ended::Cancelled,
        Err(Stop::Failed(failure)) => Ended::Failed(failure),
        Err(Stop::Panicked) => std::panic::resume_unwind(Box::new("a thread of the download panicked")),
    };
    run.account(period, began, ended).await
}

impl Run {
    /// Waits for archive and token, and follows the plan.
    async fn hold_and_follow(&mut self, token: &Token, period: Period, refresh: Refresh) -> Result<(), Stop> {
        let path = self.archive(|archive| Ok(archive.path())).await?;
        let _held = match self.effort {
            Effort::Whole => self.hold(&path, token).await?,
            Effort::One => self.try_hold(&path, token)?,
        };
        let followed = self.follow_plan(period, refresh).await;
        let is_broken_off = matches!(followed, Err(Stop::Cancelled | Stop::Failed(Failure::Archive(_))));
        if is_broken_off && self.requests() > 0 {
            // The last request may live on at the server for a moment; who waits for the token must not meet it.
            tokio::time::sleep(self.pace.after_abort).await;
        }
        followed
    }

    /// Waits for archive and token.
    async fn hold(&self, archive: &str, token: &Token) -> Result<[TokenLock; 2], Stop> {
        let waiting = || drop(self.events.send(Event::WaitingForToken));
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

    async fn follow_plan(&mut self, period: Period, refresh: Refresh) -> Result<(), Stop> {
        // Nobody else downloads into this archive: what is unfinished is left over.
        let windows = self
            .archive(|archive| {
                archive.forget_unfinished()?;
                archive.windows()
            })
            .await?;
        self.present = (self.clock)();
        let known = Known { windows: &windows, changing: &[], too_many: None, full_answer: self.pace.full_answer };
        let plan = plan(period, self.present, known, refresh);
        let due = match self.effort {
            Effort::Whole => self.due_names().await?,
            Effort::One => Vec::new(),
        };
        let asks_quota = self.asks_quota(plan.requests());
        let stretches = plan.jobs.iter().map(|job| job.stretch).collect();
        let requests = plan.requests() + due.len() as u64 + u64::from(asks_quota);
        self.tell(Event::Planned { requests, stretches, records: plan.records });
        if asks_quota {
            self.ask_quota().await?;
        }
        for id in plan.stale {
            self.archive(move |archive| archive.discard(id)).await?;
        }
        for job in plan.jobs {
            self.do_job(job).await?;
        }
        if self.failed.is_empty() { self.ask_names(due).await } else { Ok(()) }
    }

    /// How a run ended whose plan was followed to its end.
    fn verdict(&self) -> Ended {
        let Some(reason) = self.failed.last().copied() else { return Ended::Done };
        let none_offered = self.windows == 0 && self.failed.iter().all(|reason| *reason == Reason::NotOffered);
        Ended::Failed(match none_offered {
            true => Failure::NotOffered,
            false => Failure::Windows { failed: self.failed.len() as u64, reason },
        })
    }

    /// Makes staged answers visible and counts them.
    pub(crate) async fn show(&mut self, parts: Vec<WindowId>) -> Result<(), Stop> {
        let shown = self
            .archive(move |archive| {
                archive.store(&parts)?;
                let windows = archive.windows()?;
                Ok(windows.into_iter().filter(|window| parts.contains(&window.id)).collect::<Vec<_>>())
            })
            .await?;
        for stored in shown {
            self.windows += 1;
            self.records += stored.records;
            self.set_aside += stored.set_aside;
            self.tell(Event::Stored { window: stored.window, records: stored.records });
        }
        Ok(())
    }

    /// Every HTTP request of this run.
    pub(crate) fn requests(&self) -> u64 {
        self.client.requests() - self.sent_before
    }

    async fn account(mut self, period: Period, began: Instant, ended: Ended) -> Outcome {
        let stored = self.archive(|archive| archive.windows()).await.unwrap_or_default();
        let stored: Vec<_> = stored.into_iter().filter(archive::StoredWindow::is_stored).collect();
        // The present has moved on since the plan was made; what has passed meanwhile was not asked for.
        let past = Period::new(period.from(), period.to().min(self.present));
        let provisional = stored.iter().filter(|window| window.is_provisional() && window.period().touches(period));
        let from = |window: &archive::StoredWindow| {
            let settled = window.fetched_at.minus(archive::StoredWindow::SETTLES_AFTER).plus(1);
            settled.max(window.window.from()).max(period.from())
        };
        Outcome {
            requests: self.requests(),
            windows: self.windows,
            records: self.records,
            set_aside: self.set_aside,
            new: self.new,
            scored: self.scored,
            seconds: u32::try_from(began.elapsed().as_secs()).unwrap_or(u32::MAX),
            complete: past.is_none_or(|past| gaps(past, &stored).is_empty()),
            provisional_from: provisional.map(from).min(),
            ended,
        }
    }

    /// Runs `work` on the archive, off the async threads.
    pub(crate) async fn archive<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Archive) -> Result<T, archive::Error> + Send + 'static,
    ) -> Result<T, Stop> {
        let archive = Arc::clone(&self.archive);
        let done =
            tokio::task::spawn_blocking(move || work(&mut archive.lock().unwrap_or_else(PoisonError::into_inner)));
        done.await.map_err(|_| Stop::Panicked)?.map_err(|error| Stop::Failed(Failure::Archive(error)))
    }

    /// Starts keeping the items of an answer.
    pub(crate) fn start_receiving(
        &self,
        id: WindowId,
        items: mpsc::Receiver<Vec<Item>>,
    ) -> JoinHandle<Result<(), archive::Error>> {
        let archive = Arc::clone(&self.archive);
        tokio::task::spawn_blocking(move || {
            receive(&mut archive.lock().unwrap_or_else(PoisonError::into_inner), id, items)
        })
    }

    pub(crate) async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Result<T, Stop> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Stop::Cancelled),
            done = work => Ok(done),
        }
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody listens any more only when the caller has dropped the download itself.
        let _ = self.events.send(event);
    }
}

const fn locked(error: std::io::Error) -> Stop {
    Stop::Failed(Failure::Lock(error))
}
