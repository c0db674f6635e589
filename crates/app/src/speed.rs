//! How long downloads take, by how long earlier ones took.

use archive::{Reader, Run, RunKind};

use crate::{ArchiveError, Context, Error, archives, find};

/// Earlier downloads that are looked at.
const RUNS: usize = 50;
/// Records from which on their number, not that of the requests, tells how long a download takes.
const MANY_RECORDS: u64 = 1_000;

/// How long an operation's earlier downloads took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speed {
    seconds: u64,
    requests: u64,
    records: u64,
}

impl Speed {
    /// Of what the archive remembers.
    pub(crate) fn of(reader: &Reader) -> Result<Self, archive::Error> {
        Ok(Self::of_runs(&reader.runs(RUNS)?))
    }

    /// Of downloads that came to an end. Following is left out: one small request says nothing of many large ones.
    fn of_runs(runs: &[Run]) -> Self {
        let ended = runs.iter().filter(|run| run.ended && run.kind == RunKind::Asked && run.records > 0);
        ended.fold(Self::default(), |sum, run| Self {
            seconds: sum.seconds + u64::from(run.seconds),
            requests: sum.requests + run.requests,
            records: sum.records + run.records,
        })
    }

    /// How many seconds a download of so many requests will take, which brings so many records; `None` where nothing
    /// was downloaded yet.
    #[must_use]
    pub fn seconds(self, requests: u64, records: Option<u64>) -> Option<u32> {
        let part = |wanted: u64, of: u64| wanted.saturating_mul(self.seconds).div_ceil(of);
        let seconds = match records {
            _ if self.requests == 0 || self.seconds == 0 => return None,
            // Each request takes a moment, however little it brings.
            Some(records) if self.records >= MANY_RECORDS => part(records, self.records).max(requests),
            _ => part(requests, self.requests),
        };
        Some(u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

/// How long an operation's earlier downloads took.
///
/// # Errors
/// Where the operation is unknown or its archive cannot be read.
pub fn speed(context: &Context, name: &str) -> Result<Speed, Error> {
    let operation = find(context, name)?;
    let Some(reader) = archives::reader(context, &operation)? else { return Ok(Speed::default()) };
    Speed::of(&reader).map_err(|error| ArchiveError::of(&error, &context.home.archive(&operation.id)).into())
}

#[cfg(test)]
mod tests {
    use archive::{ChangeCounts, RunId};
    use interaction::{Moment, Period};

    use super::*;

    fn run(kind: RunKind, requests: u64, records: u64, seconds: u32) -> Run {
        let at = Moment::parse("2026-11-22").unwrap();
        let (id, period, changes) = (RunId::new(1), Period::between(at, at), ChangeCounts::default());
        Run { id, at, period, kind, requests, records, seconds, reason: None, ended: true, changes }
    }

    #[test]
    fn earlier_downloads_tell_how_long_the_next_takes() {
        let speed = Speed::of_runs(&[
            run(RunKind::Asked, 4, 30_000, 60),
            run(RunKind::Asked, 6, 10_000, 40),
            run(RunKind::Followed, 100, 900, 900),
            Run { ended: false, ..run(RunKind::Asked, 1, 1, 9_999) },
        ]);
        assert_eq!(speed.seconds(5, Some(4_000)), Some(10));
        assert_eq!(speed.seconds(5, None), Some(50));
    }

    #[test]
    fn nothing_is_said_of_what_was_never_done() {
        assert_eq!(Speed::default().seconds(5, Some(100)), None);
        let few = Speed::of_runs(&[run(RunKind::Asked, 2, 10, 4)]);
        assert_eq!(few.seconds(5, Some(1_000_000)), Some(10));
    }
}
