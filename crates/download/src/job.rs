//! A job: its windows asked for, split and retried until all are there or one cannot be had.

use std::time::Instant;

use archive::WindowId;
use interaction::Window;

use crate::faults::{self, Next, Tried};
use crate::queue::{Part, Queue};
use crate::request::Asked;
use crate::run::{Run, Stop};
use crate::sleep::Awake;
use crate::{Effort, Event, Failure, Job, Reason};

/// This part of a full answer is few records.
const FEW: u64 = 20;

/// What became of a window.
enum Have {
    Staged(WindowId),
    Split,
    Halve(Reason),
    Nothing,
    /// Nor can the next be had.
    Hopeless(Reason),
    /// The server broke over it, and has answered nothing yet.
    Postpone(Reason),
}

impl Run {
    /// Does the jobs, oldest first. One that the server broke over before it had answered anything is done again when
    /// it has: a server that breaks over everything is not asked for the parts of anything.
    pub(crate) async fn do_jobs(&mut self, jobs: Vec<Job>) -> Result<(), Stop> {
        for job in jobs {
            self.do_job(job).await?;
        }
        match self.postponed.take() {
            Some((job, _)) if self.answered => {
                self.is_cautious = true;
                self.do_job(job).await
            }
            Some((job, reason)) => match job.parts.first() {
                Some(window) => self.give_up(*window, Queue::default(), reason).await,
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Does a job. A window that fails is noted; the answers of the others are kept.
    async fn do_job(&mut self, job: Job) -> Result<(), Stop> {
        let Job { stretch, parts, ready, replaces } = job;
        let mut queue = Queue::new(parts, self.cut());
        let mut staged = Vec::new();
        if replaces {
            staged = ready;
        } else if !ready.is_empty() {
            // Whole, but its program ended before it was shown; or left by a job that was to replace more than this one.
            self.show(ready).await?;
        }
        let mut whole = true;
        while let Some(next) = queue.next(&self.sizes) {
            let part = match next {
                Ok(part) => part,
                Err(part) => {
                    self.tell_of_split(part.window, (None, queue.split(part, &self.sizes)));
                    continue;
                }
            };
            if self.effort == Effort::One && self.requests() > 0 {
                return Ok(());
            }
            match self.have(part).await? {
                Have::Staged(id) if replaces => staged.push(id),
                Have::Staged(id) => self.show(vec![id]).await?,
                Have::Split => self.tell_of_split(part.window, (None, queue.split(part, &self.sizes))),
                Have::Halve(reason) => {
                    let in_trouble = part.in_trouble || faults::is_trouble(reason);
                    let halved = queue.halve(Part { in_trouble, ..part }, self.troubles.first());
                    self.tell_of_split(part.window, (Some(reason), halved));
                }
                Have::Nothing => whole = false,
                Have::Hopeless(reason) => return self.give_up(part.window, queue, reason).await,
                Have::Postpone(reason) => {
                    let parts = queue.left_behind(part.window);
                    self.postponed = Some((Job { stretch, parts, ready: staged, replaces }, reason));
                    return Ok(());
                }
            }
        }
        if replaces && whole { self.show(staged).await } else { Ok(()) }
    }

    fn tell_of_split(&self, window: Window, (reason, parts): (Option<Reason>, Option<u64>)) {
        if let Some(parts) = parts {
            self.tell(Event::Split { window, reason, parts });
        }
    }

    /// Asks for a window until it is staged, must be split, or has failed.
    async fn have(&mut self, part: Part) -> Result<Have, Stop> {
        let window = part.window;
        // What has broken the server once is not tried as often again, nor what comes after it until it answers.
        let part = Part { in_trouble: part.in_trouble || self.is_cautious, ..part };
        let mut tried = Tried::default();
        loop {
            let awake = Awake::at((self.clock)(), Instant::now());
            let reason = match self.ask(window).await? {
                Asked::Staged(id) => return Ok(Have::Staged(id)),
                Asked::Full if self.effort == Effort::Whole => return Ok(Have::Split),
                Asked::Full => Reason::TooLarge,
                Asked::Unanswered(reason) => self.judged(reason, &mut tried).await?,
            };
            if matches!(reason, Reason::TimedOut | Reason::TooLarge | Reason::CutOff) {
                self.pause_after_abort().await?;
            }
            if self.effort == Effort::One {
                return Err(Stop::Failed(Failure::Server { reason }));
            }
            let slept = faults::breaks_in_sleep(reason) && awake.has_slept((self.clock)(), Instant::now());
            let next = if slept { Next::Later } else { tried.next(reason, part, (&self.pace, self.reached)) };
            match next {
                Next::Again => {}
                Next::Later => self.wait(reason, tried).await?,
                Next::Split => return Ok(Have::Split),
                Next::Halve | Next::Fail if faults::is_trouble(reason) && !self.answered => {
                    return Ok(self.postpone(reason));
                }
                Next::Halve => return Ok(self.halved(reason, window)),
                Next::Fail => return self.failed(reason, window).await,
            }
        }
    }

    /// What becomes of a window that broke a server which has answered nothing yet. A second one ends the run.
    fn postpone(&mut self, reason: Reason) -> Have {
        self.is_cautious = true;
        if self.postponed.is_some() { Have::Hopeless(reason) } else { Have::Postpone(reason) }
    }

    /// What becomes of a window whose halves are to be asked for.
    fn halved(&mut self, reason: Reason, window: Window) -> Have {
        if reason == Reason::TimedOut {
            self.sizes.took_too_long(window);
        }
        self.troubles.note(reason, window);
        if self.troubles.are_hopeless() { Have::Hopeless(reason) } else { Have::Halve(reason) }
    }

    /// What becomes of a window that cannot be had.
    async fn failed(&mut self, reason: Reason, window: Window) -> Result<Have, Stop> {
        self.troubles.note(reason, window);
        if faults::ends_the_run(reason) || self.troubles.are_hopeless() {
            return Ok(Have::Hopeless(reason));
        }
        self.fail(window, reason).await?;
        Ok(Have::Nothing)
    }

    /// The reason, by what came before it. What is cut off at the same record again is too large for whoever cuts it;
    /// where that was after a few records, it takes a second window to be believed.
    async fn judged(&mut self, reason: Reason, tried: &mut Tried) -> Result<Reason, Stop> {
        let (records, lie_in) = self.came;
        let cut_before = std::mem::replace(&mut tried.cut_at, (reason == Reason::CutOff).then_some(records));
        let is_cut_alike = records > 1 && reason == Reason::CutOff && cut_before == tried.cut_at;
        self.cut_alike += u32::from(is_cut_alike);
        let is_believed = is_cut_alike && (records >= self.pace.full_answer / FEW || self.cut_alike >= 2);
        if reason != Reason::TooLarge && !is_believed {
            return Ok(reason);
        }
        self.sizes.density.learn(lie_in, records);
        self.sizes.was_too_much(records);
        self.note_too_many(records).await?;
        Ok(Reason::TooLarge)
    }

    /// Waits before the next try.
    async fn wait(&mut self, reason: Reason, tried: Tried) -> Result<(), Stop> {
        self.draws += 1;
        let wait = self.pace.wait(tried.times.saturating_sub(1), self.draws);
        self.tell(Event::Retrying { reason, wait });
        self.unless_cancelled(tokio::time::sleep(wait)).await
    }

    /// A request that was broken off may live on at the server for a moment; the next must not meet it.
    pub(crate) async fn pause_after_abort(&mut self) -> Result<(), Stop> {
        let pause = self.pace.after_abort;
        self.unless_cancelled(tokio::time::sleep(pause)).await
    }

    /// Notes that a window could not be had.
    async fn fail(&mut self, window: Window, reason: Reason) -> Result<(), Stop> {
        let failure = archive::Failure { window, at: (self.clock)(), reason: reason.code().to_owned() };
        self.archive(move |archive| archive.note_failure(&failure)).await?;
        self.tell(Event::WindowFailed { window, reason });
        self.failed.push(reason);
        Ok(())
    }

    /// Ends the run: neither this window can be had nor what is left of those that it is a part of.
    async fn give_up(&mut self, window: Window, queue: Queue, reason: Reason) -> Result<(), Stop> {
        self.fail(window, reason).await?;
        for part in queue.left_of_split() {
            self.fail(part, reason).await?;
        }
        if let Some((job, reason)) = self.postponed.take()
            && let Some(window) = job.parts.first()
        {
            self.fail(*window, reason).await?;
        }
        Err(Stop::Failed(Failure::Server { reason }))
    }
}
