//! A run: the plan made under the token's lock, its jobs done one after the other, and the account of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use archive::{Archive, RunId, WindowId};
use interaction::{Moment, Period};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wolkvox::{Client, Item, Token};

use crate::density::Density;
use crate::faults::Troubles;
use crate::plan::provisional_from;
use crate::receive::receive;
use crate::sizes::Sizes;
use crate::token_lock::{TokenLock, hold_archive, hold_token, try_hold_archive, try_hold_token};
use crate::{AskQuota, Clock, Effort, Ended, Event, Failure, Known, Outcome, Pace, Reason, Refresh, Task, plan};

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
    pub(crate) sent_before: u64,
    pub(crate) arrived: u64,
    pub(crate) sizes: Sizes,
    pub(crate) troubles: Troubles,
    /// How many records came of the last answer that was not whole, and where they lie.
    pub(crate) came: (u64, Period),
    /// How many windows were cut off at the same record twice.
    pub(crate) cut_alike: u32,
    /// How often chance was drawn.
    pub(crate) draws: u64,
    /// The operation's present when the plan was made.
    pub(crate) present: Moment,
    /// Whether the server has answered anything in this run.
    pub(crate) reached: bool,
    /// Why windows failed.
    pub(crate) failed: Vec<Reason>,
    pub(crate) windows: u64,
    pub(crate) records: u64,
    pub(crate) set_aside: u64,
    /// Its name in the archive, once it has something to do.
    pub(crate) id: Option<RunId>,
    /// When it had the token, or was begun.
    pub(crate) began: Instant,
    pub(crate) new: u64,
    pub(crate) scored: Vec<u32>,
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
        sizes: Sizes::new(Density::default(), (pace.full_answer, pace.full_answer)),
        troubles: Troubles::default(),
        came: (0, period),
        cut_alike: 0,
        draws: 0,
        reached: false,
        failed: Vec::new(),
        windows: 0,
        records: 0,
        set_aside: 0,
        id: None,
        began: Instant::now(),
        new: 0,
        scored: Vec::new(),
    };
    let stopped = run.hold_and_follow(&token, period, refresh).await;
    // Answers of this run may have changed what texts there are, however it ended.
    let settled = if run.windows > 0 { run.archive(Archive::settle).await } else { Ok(()) };
    let ended = run.ended(stopped.and(settled));
    let ended = match run.end_run(&ended).await {
        // What went wrong before comes first: the end that cannot be noted has the same cause.
        Err(stop) if matches!(ended, Ended::Done) => run.ended(Err(stop)),
        _ => ended,
    };
    run.account(period, ended).await
}

impl Run {
    /// Waits for archive and token, and follows the plan.
    async fn hold_and_follow(&mut self, token: &Token, period: Period, refresh: Refresh) -> Result<(), Stop> {
        let path = self.archive(|archive| Ok(archive.path())).await?;
        let _held = match self.effort {
            Effort::Whole => self.hold(&path, token).await?,
            Effort::One => self.try_hold(&path, token)?,
        };
        self.began = Instant::now();
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
        self.present = (self.clock)();
        let present = self.present;
        let (windows, changing, too_many) = self
            .archive(move |archive| {
                archive.forget_unfinished()?;
                archive.doubt(present)?;
                // Only who asks for them needs to have them looked for.
                let changing = if refresh == Refresh::Changing { archive.changing()? } else { Vec::new() };
                Ok((archive.windows()?, changing, archive.too_many()?))
            })
            .await?;
        let known = Known { windows: &windows, changing: &changing, too_many, full_answer: self.pace.full_answer };
        let plan = plan(period, self.present, known, refresh);
        self.sizes = Sizes::of(known, self.present);
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
        if !plan.jobs.is_empty() {
            self.begin_run(period).await?;
        }
        for id in plan.stale {
            self.archive(move |archive| archive.discard(id)).await?;
        }
        for job in plan.jobs {
            self.do_job(job).await?;
        }
        if self.failed.is_empty() { self.ask_names(due).await } else { Ok(()) }
    }

    /// Where the provisional part of the present begins: no window reaches over it.
    pub(crate) fn cut(&self) -> Moment {
        provisional_from(self.present)
    }

    /// Makes staged answers visible and counts them.
    pub(crate) async fn show(&mut self, parts: Vec<WindowId>) -> Result<(), Stop> {
        let (stored, shown) = self
            .archive(move |archive| {
                let stored = archive.store(&parts)?;
                let windows = archive.windows()?.into_iter().filter(|window| parts.contains(&window.id));
                Ok((stored, windows.collect::<Vec<_>>()))
            })
            .await?;
        self.new += stored.new;
        self.scored.extend(stored.changed);
        for stored in shown {
            self.windows += 1;
            self.records += stored.records;
            self.set_aside += stored.set_aside;
            self.tell(Event::Stored { window: stored.window, records: stored.records });
        }
        Ok(())
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
