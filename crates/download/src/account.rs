//! The account of a run: what it did, how it ended, and what the archive keeps of that.

use archive::{NewRun, RunEnd, RunKind};
use interaction::Period;

use crate::plan::gaps;
use crate::run::{Run, Stop};
use crate::{Effort, Ended, Failure, Outcome, Reason};

impl Run {
    pub(crate) fn ended(&self, stopped: Result<(), Stop>) -> Ended {
        match stopped {
            Ok(()) => self.verdict(),
            Err(Stop::Cancelled) => Ended::Cancelled,
            Err(Stop::Failed(failure)) => Ended::Failed(failure),
            Err(Stop::Panicked) => std::panic::resume_unwind(Box::new("a thread of the download panicked")),
        }
    }

    /// Has what is stored from now on noted as this run's.
    pub(crate) async fn begin_run(&mut self, period: Period) -> Result<(), Stop> {
        let kind = match self.effort {
            Effort::Whole => RunKind::Asked,
            Effort::One => RunKind::Followed,
        };
        let new = NewRun { at: self.present, period, kind };
        self.id = Some(self.archive(move |archive| archive.begin_run(new)).await?);
        Ok(())
    }

    /// Notes what the run has cost and how it ended.
    pub(crate) async fn end_run(&mut self, ended: &Ended) -> Result<(), Stop> {
        let Some(id) = self.id else { return Ok(()) };
        let reason = match ended {
            Ended::Done => None,
            Ended::Cancelled => Some("cancelled".to_owned()),
            Ended::Failed(failure) => Some(failure.code().to_owned()),
        };
        let end = RunEnd { requests: self.requests(), records: self.records, seconds: self.seconds(), reason };
        self.archive(move |archive| archive.end_run(id, &end)).await
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

    /// How long it takes so far, a second that has begun counted as one.
    fn seconds(&self) -> u32 {
        u32::try_from(self.began.elapsed().as_millis().div_ceil(1_000)).unwrap_or(u32::MAX)
    }

    /// Every HTTP request of this run.
    pub(crate) fn requests(&self) -> u64 {
        self.client.requests() - self.sent_before
    }

    pub(crate) async fn account(mut self, ended: Ended) -> Outcome {
        let period = self.wanted.period;
        // A record may have been stored twice: closed late, it moves to another window.
        self.scored.sort_unstable();
        self.scored.dedup();
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
            scored: std::mem::take(&mut self.scored),
            seconds: self.seconds(),
            run: self.id,
            complete: past.is_none_or(|past| gaps(past, &stored).is_empty()),
            provisional_from: provisional.map(from).min(),
            ended,
        }
    }
}
