//! A run: the plan made under the token's lock, its jobs done one after the other, and the account of it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use archive::{Archive, NameKind, RunId, WindowId};
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
use crate::{
    AskQuota, Clock, Effort, Ended, Event, Failure, Job, Known, Outcome, Pace, Plan, Reason, Refresh, Task, plan,
};

/// By how many seconds the clock may be behind an answer's time without a doubt: two hours, a change of zone or summer.
const BEHIND: u32 = 7_200;

/// What is wanted of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) period: Period,
    refresh: Refresh,
    since: Option<Moment>,
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
    pub(crate) wanted: Wanted,
    /// The operation's present when the plan was made.
    pub(crate) present: Moment,
    /// Whether the server has answered anything in this run.
    pub(crate) reached: bool,
    /// Whether an answer of this run was usable.
    pub(crate) answered: bool,
    /// Whether the server may be broken: then what breaks it is not tried as often.
    pub(crate) is_cautious: bool,
    /// The job that the server broke over before it had answered anything, and how.
    pub(crate) postponed: Option<(Job, Reason)>,
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
    let Task { client, token, archive, period, refresh, since, effort, quota, clock, pace } = task;
    let mut run = Run {
        sent_before: client.requests(),
        client,
        present: clock(),
        wanted: Wanted { period, refresh, since },
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
        answered: false,
        is_cautious: false,
        postponed: None,
        failed: Vec::new(),
        windows: 0,
        records: 0,
        set_aside: 0,
        id: None,
        began: Instant::now(),
        new: 0,
        scored: Vec::new(),
    };
    let ended = run.hold_and_follow(&token).await;
    run.account(ended).await
}

impl Run {
    /// Waits for archive and token, follows the plan, and leaves the archive in order.
    async fn hold_and_follow(&mut self, token: &Token) -> Ended {
        let [_archive, token] = match self.held(token).await {
            Ok(held) => held,
            Err(stop) => return self.ended(Err(stop)),
        };
        self.began = Instant::now();
        let followed = self.follow_plan().await;
        let is_broken_off = matches!(followed, Err(Stop::Cancelled | Stop::Failed(Failure::Archive(_))));
        if is_broken_off && self.requests() > 0 {
            // The last request may live on at the server for a moment; who waits for the token must not meet it.
            tokio::time::sleep(self.pace.after_abort).await;
        }
        drop(token);
        // Answers of this run may have changed what texts there are, however it ended.
        let settled = if self.windows > 0 { self.archive(Archive::settle).await } else { Ok(()) };
        let ended = self.ended(followed.and(settled));
        match self.end_run(&ended).await {
            // What went wrong before comes first: the end that cannot be noted has the same cause.
            Err(stop) if matches!(ended, Ended::Done) => self.ended(Err(stop)),
            _ => ended,
        }
    }

    async fn follow_plan(&mut self) -> Result<(), Stop> {
        let Wanted { period, refresh, since } = self.wanted;
        self.present = (self.clock)();
        self.mend().await?;
        let (windows, changing, too_many) = self
            .archive(move |archive| {
                // Only who asks for them needs to have them looked for.
                let changing = if refresh == Refresh::Changing { archive.changing()? } else { Vec::new() };
                Ok((archive.windows()?, changing, archive.too_many()?))
            })
            .await?;
        let full_answer = self.pace.full_answer;
        let known = Known { windows: &windows, changing: &changing, too_many, full_answer, since };
        let plan = plan(period, self.present, known, refresh);
        self.sizes = Sizes::of(known, self.present);
        if !plan.jobs.is_empty() {
            self.begin_run(period).await?;
        }
        let due = self.announce(&plan).await?;
        for id in plan.stale {
            self.archive(move |archive| archive.discard(id)).await?;
        }
        self.do_jobs(plan.jobs).await?;
        if self.failed.is_empty() { self.ask_names(due).await } else { Ok(()) }
    }

    /// Says what the plan will cost, and what is left of the quota where it is dear. Returns the names that are due.
    async fn announce(&mut self, plan: &Plan) -> Result<Vec<NameKind>, Stop> {
        let due = match self.effort {
            Effort::Whole => self.due_names().await?,
            Effort::One => Vec::new(),
        };
        let asks_quota = self.asks_quota(plan.requests());
        let stretches = plan.jobs.iter().map(|job| job.stretch).collect();
        let requests = self.requests() + plan.requests() + due.len() as u64 + u64::from(asks_quota);
        self.tell(Event::Planned { requests, stretches, records: plan.records });
        if asks_quota {
            self.ask_quota().await?;
        }
        Ok(due)
    }

    /// Mends what interrupted programs and wrong clocks have left: nobody else downloads into this archive.
    async fn mend(&mut self) -> Result<(), Stop> {
        let windows = self
            .archive(|archive| {
                archive.forget_unfinished()?;
                archive.windows()
            })
            .await?;
        let present = self.present;
        let is_far_behind = windows.iter().any(|window| window.fetched_at > present.plus(BEHIND));
        // Of two clocks that disagree by more than a summer's hour, the one that says now must first be believed: one
        // of a computer that has lost its time is not, for no server's certificate is valid then.
        let answered = if is_far_behind { self.is_answered().await? } else { Ok(()) };
        match answered {
            Ok(()) => self.archive(move |archive| archive.doubt(present)).await,
            Err(reason) if self.effort == Effort::One => Err(Stop::Failed(Failure::Server { reason })),
            // What is wrong with the server shows soon enough, and is waited for by its own rule.
            Err(_) => Ok(()),
        }
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
