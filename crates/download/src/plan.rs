//! What to ask for: the gaps of the period and the stored windows that are not final.
//!
//! A month is one request unless more than nine tenths of what an answer can hold are expected of it, by what the
//! archive's windows near it held; then it is cut into parts that promise the same number of records. While the answers
//! come in, the run learns from them, joins parts that turn out quiet and splits what would come back full.
//!
//! What it costs, against the fewest windows whose answers would all come back whole, where no request fails:
//!
//! - An operation whose months fit one answer costs one request a past month, and at most two for the running one, whose
//!   provisional part is asked for by itself.
//! - One that people write to by the hours and days of the week costs at most twice the fewest, and one a month more
//!   where nothing is known of it yet.
//! - Whatever comes, bursts of a moment and sudden ends among it, it costs at most eight times the fewest and two a month;
//!   at most three times and two a month where the archive's windows tell how many records lie where.
//!
//! A full answer is asked for again in parts; by which part of its window its records fill, a server that sends them in
//! order tells how many there are. Each fault costs what the rules in `faults` say.

use archive::{StoredWindow, TooMany, WindowId};
use interaction::{Moment, Period, Window};

use crate::density::Density;
use crate::sizes::limit;

/// For how many seconds a staged part serves that is provisional: those of today that a follower asks for, one in a few
/// minutes, must meet.
const PROVISIONAL_SERVES: u32 = 3_600;

/// Which stored windows are asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// Those that are provisional.
    Needed,
    /// Those that are provisional, and those that hold interactions that may still change.
    Changing,
    /// Every one that touches the period.
    Everything,
}

/// What is known of an operation when a download is planned.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Every window of the archive.
    pub windows: &'a [StoredWindow],
    /// The stored windows that hold interactions that may still change.
    pub changing: &'a [WindowId],
    /// The smallest answer that was too much for the server by its size or its time.
    pub too_many: Option<TooMany>,
    /// How many records make an answer a full one, whose rest the server cut off in silence.
    pub full_answer: u64,
    /// When what is wanted was first asked for: what was fetched since then, and is final, is not asked for again. So a
    /// refresh that was interrupted goes on where it was, whichever day that is.
    pub since: Option<Moment>,
}

/// What a download will ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The jobs, oldest first. Their stretches share no second.
    pub jobs: Vec<Job>,
    /// Staged answers of an earlier run that no longer serve.
    pub stale: Vec<WindowId>,
    /// How many records are expected to come; `None` where nothing is known yet of the operation at that time.
    pub records: Option<u64>,
}

/// A stretch that becomes visible at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// What it covers: gaps and whole stored windows, within one month.
    pub stretch: Window,
    /// The windows to ask for, oldest first.
    pub parts: Vec<Window>,
    /// Staged answers of an earlier run that serve as the other parts.
    pub ready: Vec<WindowId>,
    /// Whether it replaces stored windows, so that its parts wait for each other.
    pub replaces: bool,
}

impl Plan {
    /// How many requests it costs, unless answers have to be split.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.jobs.iter().map(|job| job.parts.len() as u64).sum()
    }
}

/// Plans the download of a period at the operation's `present`, given every window of the archive.
///
/// The stretches tile what is asked for: within a month, up to the present, covering stored windows wholly or not at
/// all. A cut at the start of the day in which the provisional part begins leaves only that part to be asked again.
#[must_use]
pub fn plan(period: Period, present: Moment, known: Known<'_>, refresh: Refresh) -> Plan {
    let windows = known.windows;
    let Some(period) = Period::new(period.from(), period.to().min(present)) else { return Plan::default() };
    let mut stored: Vec<StoredWindow> = windows.iter().filter(|window| window.is_stored()).copied().collect();
    stored.sort_by_key(|window| window.window);
    let newest = stored.iter().map(|window| window.fetched_at).max();
    let (staged, old): (Vec<StoredWindow>, Vec<StoredWindow>) =
        windows.iter().filter(|window| window.is_staged()).partition(|part| serves(part, present, newest));

    let mut asked: Vec<Period> = gaps(period, &stored);
    let again = stored.iter().filter(|window| window.period().touches(period) && is_wanted(window, known, refresh));
    asked.extend(again.map(StoredWindow::period));
    let cut = provisional_from(present);
    let months = joined(asked).into_iter().flat_map(Period::windows);
    let stretches: Vec<Window> = months.flat_map(|month| cut_between(month, cut, &stored)).collect();
    let sizes = (Density::of(windows), limit(known, present));
    let mut jobs: Vec<Job> = stretches.into_iter().map(|stretch| job(stretch, cut, &stored, &staged)).collect();
    for job in &mut jobs {
        job.parts = job.parts.iter().flat_map(|part| sizes.0.cut(*part, (sizes.1, 1, u64::MAX))).collect();
    }
    let parts = jobs.iter().flat_map(|job| &job.parts);
    let records = parts.map(|part| sizes.0.expect(part.period())).sum();
    let unused = staged.iter().filter(|part| is_in_the_way(part, &jobs)).chain(&old).map(|part| part.id);
    Plan { stale: unused.collect(), jobs, records }
}

/// Whether a stored window is asked for again.
fn is_wanted(window: &StoredWindow, known: Known<'_>, refresh: Refresh) -> bool {
    let is_done = known.since.is_some_and(|since| window.fetched_at >= since);
    window.is_provisional()
        || match refresh {
            Refresh::Needed => false,
            Refresh::Changing => !is_done && known.changing.contains(&window.id),
            Refresh::Everything => !is_done,
        }
}

/// The parts of the period that no stored window covers. `stored` is ordered by time.
pub(crate) fn gaps(period: Period, stored: &[StoredWindow]) -> Vec<Period> {
    period.gaps(stored.iter().map(StoredWindow::period))
}

/// The start of the day in which the provisional part begins.
pub(crate) fn provisional_from(present: Moment) -> Moment {
    present.minus(StoredWindow::SETTLES_AFTER).start_of_day()
}

/// The stretches with neighbours joined, oldest first.
fn joined(mut stretches: Vec<Period>) -> Vec<Period> {
    stretches.sort_unstable();
    let mut joined: Vec<Period> = Vec::new();
    for stretch in stretches {
        let follows = |last: &&mut Period| last.to().plus(1) == stretch.from();
        match joined.last_mut().filter(follows) {
            Some(last) => *last = Period::new(last.from(), stretch.to()).unwrap_or(stretch),
            None => joined.push(stretch),
        }
    }
    joined
}

/// The stretch, cut where no stored window is cut in two.
fn cut_between(stretch: Window, cut: Moment, stored: &[StoredWindow]) -> Vec<Window> {
    let splits = |window: &StoredWindow| window.window.cut_at(cut).is_some();
    match stretch.cut_at(cut) {
        Some((before, after)) if !stored.iter().any(splits) => vec![before, after],
        _ => vec![stretch],
    }
}

fn job(stretch: Window, cut: Moment, stored: &[StoredWindow], staged: &[StoredWindow]) -> Job {
    let replaces = stored.iter().any(|window| window.period().touches(stretch.period()));
    let mut ready: Vec<StoredWindow> = Vec::new();
    for part in staged {
        let fits = stretch.period().covers(part.period());
        if fits && !ready.iter().any(|other| other.period().touches(part.period())) {
            ready.push(*part);
        }
    }
    ready.sort_by_key(|part| part.window);
    let missing = gaps(stretch.period(), &ready).into_iter().flat_map(Period::windows);
    let parts = missing.flat_map(|part| match part.cut_at(cut) {
        Some((before, after)) => vec![before, after],
        None => vec![part],
    });
    Job { stretch, parts: parts.collect(), ready: ready.iter().map(|part| part.id).collect(), replaces }
}

/// Whether a staged answer of an earlier run is still as good as one asked for now. Where anything newer has been shown
/// it is not: a record of it may have moved there, and would come back.
fn serves(part: &StoredWindow, present: Moment, newest: Option<Moment>) -> bool {
    let lasts = if part.is_provisional() { PROVISIONAL_SERVES } else { StoredWindow::SETTLES_AFTER };
    present < part.fetched_at.plus(lasts) && newest.is_none_or(|newest| newest <= part.fetched_at)
}

/// Whether a staged answer that would serve is in the way of what is asked for.
fn is_in_the_way(part: &StoredWindow, jobs: &[Job]) -> bool {
    let used = jobs.iter().any(|job| job.ready.contains(&part.id));
    !used && jobs.iter().any(|job| job.stretch.period().touches(part.period()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    const fn known(windows: &[StoredWindow]) -> Known<'_> {
        Known { windows, changing: &[], too_many: None, full_answer: 60_000, since: None }
    }

    fn parts(plan: &Plan) -> Vec<(String, String)> {
        let parts = plan.jobs.iter().flat_map(|job| &job.parts);
        parts.map(|part| (part.from().to_string(), part.to().to_string())).collect()
    }

    #[test]
    fn a_first_download_is_cut_at_months_ends_and_where_the_provisional_part_begins() {
        let period = Period::new(moment("2026-09-20"), moment("2026-12-31")).unwrap();
        let plan = plan(period, moment("2026-11-22 18:00:00"), known(&[]), Refresh::Needed);
        let expected = [
            ("2026-09-20 00:00:00", "2026-09-30 23:59:59"),
            ("2026-10-01 00:00:00", "2026-10-31 23:59:59"),
            ("2026-11-01 00:00:00", "2026-11-20 23:59:59"),
            ("2026-11-21 00:00:00", "2026-11-22 18:00:00"),
        ];
        assert_eq!(parts(&plan), expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
        assert!(plan.jobs.iter().all(|job| !job.replaces));
    }

    #[test]
    fn nothing_is_asked_of_the_future() {
        let period = Period::new(moment("2026-11-23"), moment("2026-12-31")).unwrap();
        assert_eq!(plan(period, moment("2026-11-22 18:00:00"), known(&[]), Refresh::Everything).requests(), 0);
    }
}
