//! A job: its windows asked for, split and retried until all are there or one cannot be had.

use std::collections::VecDeque;

use archive::WindowId;
use interaction::Window;

use crate::request::Asked;
use crate::run::{Run, Stop};
use crate::{Effort, Event, Failure, Job, Reason};

/// Time-outs without an answer between them after which the server, not the windows, is to blame. A month split so
/// often has windows of ten minutes.
const TIMEOUTS_IN_A_ROW: u32 = 12;
/// Windows failed one after the other, with nothing between them, after which the server is to blame.
const FAILURES_IN_A_ROW: u32 = 2;

/// What is to be done about a window.
enum Next {
    Staged(WindowId),
    Split,
    Again,
    Failed(Reason),
}

impl Run {
    /// Does a job. A window that fails is noted; the answers of the others are kept.
    pub(crate) async fn do_job(&mut self, job: Job) -> Result<(), Stop> {
        let mut waiting: VecDeque<Window> = job.parts.into();
        let mut staged = Vec::new();
        if job.replaces {
            staged = job.ready;
        } else if !job.ready.is_empty() {
            // Whole, but its program ended before it was shown; or left by a job that was to replace more than this one.
            self.show(job.ready).await?;
        }
        let mut whole = true;
        while let Some(window) = waiting.pop_front() {
            if self.effort == Effort::One && self.requests() > 0 {
                return Ok(());
            }
            let had = match self.too_much(window) {
                Some((first, second)) => Have::Halves(first, second),
                None => self.have(window).await?,
            };
            match had {
                Have::Staged(id) if job.replaces => staged.push(id),
                Have::Staged(id) => self.show(vec![id]).await?,
                Have::Halves(first, second) => {
                    waiting.push_front(second);
                    waiting.push_front(first);
                }
                Have::Nothing => whole = false,
            }
        }
        if job.replaces && whole { self.show(staged).await } else { Ok(()) }
    }

    /// The halves of a window that would come back full, by how many records this run has met in what time: asking for
    /// it would cost a request and bring nothing.
    fn too_much(&self, window: Window) -> Option<(Window, Window)> {
        let expected = u128::from(self.met_records) * u128::from(window.period().seconds());
        let too_much = expected > u128::from(self.pace.full_answer) * u128::from(self.met_seconds);
        window.halves().filter(|_| too_much && self.met_seconds > 0)
    }

    /// Asks for a window until it is staged, must be split, or has failed.
    async fn have(&mut self, window: Window) -> Result<Have, Stop> {
        for attempt in 1.. {
            let asked = self.ask(window).await?;
            match self.next_step(asked, window, attempt).await? {
                Next::Staged(id) => {
                    (self.timeouts, self.failures_in_a_row) = (0, 0);
                    return Ok(Have::Staged(id));
                }
                Next::Again => {}
                Next::Split => {
                    let Some((first, second)) = window.halves() else { continue };
                    self.tell(Event::Split { window, parts: 2 });
                    return Ok(Have::Halves(first, second));
                }
                Next::Failed(reason) => {
                    self.fail(window, reason).await?;
                    return Ok(Have::Nothing);
                }
            }
        }
        Ok(Have::Nothing)
    }

    async fn next_step(&mut self, asked: Asked, window: Window, attempt: u32) -> Result<Next, Stop> {
        let divisible = window.halves().is_some();
        let reason = match asked {
            Asked::Staged(id) => return Ok(Next::Staged(id)),
            Asked::Full if self.effort == Effort::Whole => return Ok(Next::Split),
            Asked::Full => Reason::TooLarge,
            Asked::Unanswered(reason) => reason,
        };
        if self.effort == Effort::One {
            return Err(Stop::Failed(Failure::Server { reason }));
        }
        match reason {
            Reason::TimedOut => {
                self.timeouts += 1;
                self.pause_after_abort().await?;
                if self.timeouts >= TIMEOUTS_IN_A_ROW {
                    return Ok(Next::Failed(reason));
                }
                if divisible { Ok(Next::Split) } else { self.again(reason, attempt, self.pace.tries).await }
            }
            Reason::TooLarge => {
                self.pause_after_abort().await?;
                Ok(if divisible { Next::Split } else { Next::Failed(reason) })
            }
            Reason::CutOff => {
                self.pause_after_abort().await?;
                match (attempt, divisible) {
                    (1, _) => Ok(Next::Again),
                    (_, true) => Ok(Next::Split),
                    (_, false) => self.again(reason, attempt, self.pace.tries).await,
                }
            }
            Reason::NotOffered => Ok(Next::Failed(reason)),
            Reason::TooManyAtOnce => self.again(reason, attempt, self.pace.busy_tries).await,
            _ if self.reached => self.again(reason, attempt, self.pace.tries).await,
            _ => self.again(reason, attempt, self.pace.first_tries).await,
        }
    }

    /// Waits before the next try, or gives the window up.
    async fn again(&mut self, reason: Reason, attempt: u32, tries: u32) -> Result<Next, Stop> {
        if attempt >= tries {
            return Ok(Next::Failed(reason));
        }
        let wait = self.pace.wait(attempt - 1);
        self.tell(Event::Retrying { reason, wait });
        self.unless_cancelled(tokio::time::sleep(wait)).await?;
        Ok(Next::Again)
    }

    /// A request that was broken off may live on at the server for a moment; the next must not meet it.
    pub(crate) async fn pause_after_abort(&mut self) -> Result<(), Stop> {
        let pause = self.pace.after_abort;
        self.unless_cancelled(tokio::time::sleep(pause)).await
    }

    /// Notes that a window could not be had, and stops the run where the next would fare no better.
    async fn fail(&mut self, window: Window, reason: Reason) -> Result<(), Stop> {
        let failure = archive::Failure { window, at: (self.clock)(), reason: reason.code().to_owned() };
        self.archive(move |archive| archive.note_failure(&failure)).await?;
        self.tell(Event::WindowFailed { window, reason });
        self.failed.push(reason);
        self.failures_in_a_row += 1;
        let hopeless = match reason {
            Reason::Unreachable(_) | Reason::Maintenance | Reason::TooManyAtOnce => true,
            Reason::TimedOut if self.timeouts >= TIMEOUTS_IN_A_ROW => true,
            // One window may ask for what the address does not offer; and what is too large says nothing of the next.
            Reason::NotOffered | Reason::TooLarge => false,
            _ => self.failures_in_a_row >= FAILURES_IN_A_ROW,
        };
        if hopeless { Err(Stop::Failed(Failure::Server { reason })) } else { Ok(()) }
    }
}

/// What became of a window.
enum Have {
    Staged(WindowId),
    Halves(Window, Window),
    Nothing,
}
