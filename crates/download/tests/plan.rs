//! Planned and kept windows together cover the period, without gap or overlap, over any history of downloads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use archive::{AnswerEnd, Archive, ArchiveKey, StoredWindow, WindowId};
use download::{Job, Known, Plan, Refresh, plan};
use interaction::{Moment, Period, Window};
use proptest::prelude::*;

/// One download of a history.
#[derive(Clone, Debug)]
struct Download {
    /// Seconds since the one before.
    later: u32,
    /// Seconds before the present at which the period starts.
    back: u32,
    /// Seconds the period lasts, also into the future.
    length: u32,
    everything: bool,
    /// After how many requests it is interrupted.
    interrupted: Option<usize>,
}

fn downloads() -> impl Strategy<Value = Vec<Download>> {
    let hours = |range: std::ops::Range<u32>| range.prop_map(|hours| hours * 3600 + hours % 7);
    let download =
        (hours(0..60), hours(1..2000), hours(1..2000), any::<bool>(), prop::option::of(0..4_usize)).prop_map(
            |(later, back, length, everything, interrupted)| Download { later, back, length, everything, interrupted },
        );
    prop::collection::vec(download, 1..6)
}

const fn known(windows: &[StoredWindow]) -> Known<'_> {
    Known { windows, changing: &[], too_many: None, full_answer: 60_000, since: None }
}

struct Kept {
    archive: Archive,
    _folder: tempfile::TempDir,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create(&folder.path().join("archive"), &ArchiveKey::from_bytes([1; 32])).unwrap();
        Self { archive, _folder: folder }
    }

    fn windows(&self) -> Vec<StoredWindow> {
        self.archive.windows().unwrap()
    }

    fn stored(&self) -> Vec<Period> {
        self.windows().iter().filter(|window| window.is_stored()).map(StoredWindow::period).collect()
    }

    fn stage(&mut self, part: Window, present: Moment) -> WindowId {
        let id = self.archive.begin(part, present).unwrap();
        self.archive.stage(id, AnswerEnd::Whole).unwrap();
        id
    }

    /// Follows a plan for so many requests; whether it came to its end.
    fn follow(&mut self, plan: &Plan, present: Moment, mut requests: usize) -> bool {
        for id in &plan.stale {
            self.archive.discard(*id).unwrap();
        }
        for job in &plan.jobs {
            let mut ids = job.ready.clone();
            if !job.replaces {
                self.archive.store(&ids).unwrap();
            }
            for part in &job.parts {
                if requests == 0 {
                    return false;
                }
                requests -= 1;
                let id = self.stage(*part, present);
                match job.replaces {
                    true => ids.push(id),
                    // Killed before the answer was shown.
                    false if requests == 0 => return false,
                    false => drop(self.archive.store(&[id]).unwrap()),
                }
            }
            if job.replaces {
                self.archive.store(&ids).unwrap();
            }
        }
        true
    }
}

fn tiles(job: &Job, windows: &[StoredWindow]) -> bool {
    let ready = windows.iter().filter(|window| job.ready.contains(&window.id)).map(|window| window.window);
    let mut parts: Vec<Window> = job.parts.iter().copied().chain(ready).collect();
    parts.sort_unstable();
    let joined = parts.windows(2).all(|pair| pair[0].to().plus(1) == pair[1].from());
    joined && parts[0].from() == job.stretch.from() && parts[parts.len() - 1].to() == job.stretch.to()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn planned_and_kept_windows_cover_the_period_without_gap_or_overlap(history in downloads()) {
        let mut kept = Kept::new();
        let mut present = Moment::parse("2026-03-10 07:13:05").unwrap();
        for download in history {
            present = present.plus(download.later);
            let from = present.minus(download.back);
            let period = Period::new(from, from.plus(download.length)).unwrap();
            let refresh = if download.everything { Refresh::Everything } else { Refresh::Needed };
            let (windows, stored) = (kept.windows(), kept.stored());
            let plan = plan(period, present, known(&windows), refresh);
            for job in &plan.jobs {
                prop_assert!(job.stretch.to() <= present, "asks into the future");
                prop_assert!(tiles(job, &windows), "{job:?}");
                for window in stored.iter().filter(|window| window.touches(job.stretch.period())) {
                    prop_assert!(job.stretch.period().covers(*window), "overlaps a stored window in part");
                    prop_assert!(job.replaces);
                }
            }
            prop_assert!(plan.jobs.windows(2).all(|pair| pair[0].stretch.to() < pair[1].stretch.from()));
            let ended = kept.follow(&plan, present, download.interrupted.unwrap_or(usize::MAX));

            let after = kept.stored();
            prop_assert!(after.windows(2).all(|pair| pair[0].to() < pair[1].from()), "stored windows overlap");
            prop_assert!(stored.iter().all(|old| seconds_in(&after, *old) == old.seconds()), "something was lost");
            if let Some(past) = period.intersection(Period::new(Moment::from_seconds(0), present).unwrap()).filter(|_| ended) {
                prop_assert_eq!(seconds_in(&after, past), past.seconds());
                let again = kept.windows().into_iter().filter(|window| window.is_stored() && window.period().touches(past));
                let resumed = |window: &StoredWindow| windows.iter().any(|old| old.id == window.id && old.is_staged());
                let is_new = |window: &StoredWindow| window.fetched_at == present || resumed(window);
                prop_assert!(again.clone().all(|window| !download.everything || is_new(&window)));
                let is_recent = |window: &StoredWindow| present < window.fetched_at.plus(3_600);
                prop_assert!(again.clone().all(|window| !window.is_provisional() || is_recent(&window)));
            }
        }
    }
}

/// How many seconds of the period the windows, none overlapping another, cover.
fn seconds_in(windows: &[Period], period: Period) -> u64 {
    windows.iter().filter_map(|window| window.intersection(period)).map(Period::seconds).sum()
}

#[test]
fn what_was_provisional_is_asked_again_without_what_was_final() {
    let mut kept = Kept::new();
    let present = Moment::parse("2026-11-22 18:00:00").unwrap();
    let month =
        Period::new(Moment::parse("2026-11-01").unwrap(), Moment::parse("2026-11-30 23:59:59").unwrap()).unwrap();
    let first = plan(month, present, known(&[]), Refresh::Needed);
    assert!(kept.follow(&first, present, usize::MAX));
    for (hours, requests) in [(1, 1), (24, 2), (48, 2)] {
        let present = present.plus(hours * 3600);
        let next = plan(month, present, known(&kept.windows()), Refresh::Needed);
        assert_eq!(next.requests(), requests, "{hours} hours later: {next:?}");
        assert!(next.jobs[0].stretch.from() >= Moment::parse("2026-11-21").unwrap());
        assert!(kept.follow(&next, present, usize::MAX));
    }
}

#[test]
fn a_refresh_that_was_cancelled_goes_on_where_it_was() {
    let mut kept = Kept::new();
    let present = Moment::parse("2026-11-22 18:00:00").unwrap();
    let week = |first, last| Window::new(Moment::parse(first).unwrap(), Moment::parse(last).unwrap()).unwrap();
    let id = kept.stage(week("2026-10-01", "2026-10-31 23:59:59"), present);
    kept.archive.store(&[id]).unwrap();
    kept.stage(week("2026-10-01", "2026-10-16 11:59:59"), present);
    let october = week("2026-10-01", "2026-10-31 23:59:59").period();
    let resumed = plan(october, present.plus(60), known(&kept.windows()), Refresh::Everything);
    assert_eq!(resumed.jobs[0].parts, [week("2026-10-16 12:00:00", "2026-10-31 23:59:59")]);
    let much_later = plan(october, present.plus(100_000), known(&kept.windows()), Refresh::Everything);
    assert_eq!((much_later.requests(), much_later.stale.len()), (1, 1));
}
