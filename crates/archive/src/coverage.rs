//! What the archive knows of each day.

use chrono::NaiveDate;
use interaction::{Moment, Period};
use rusqlite::Connection;

use crate::columns::Columns;
use crate::may_change::MayChange;
use crate::{Error, Failure, StoredWindow, WindowState, failure, segment, window};

/// What has happened within so many seconds is not missed yet: nothing may follow an operation more often (wolkvox API,
/// limits). Without this a day would be partial the second after it was downloaded.
const JUST_NOW: u32 = 5 * 60;

/// The state of a day: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayState {
    /// A request over a part of it failed and has not been answered since.
    Failed,
    /// Nothing of it was downloaded.
    Missing,
    /// A second of it that is past (the last five minutes are not yet) was not downloaded, or the server cut its answer off.
    Partial,
    /// Downloaded too early to be final, or holding interactions that are open or were closed a short while before.
    Changing,
    /// Downloaded, and without interactions.
    Empty,
    /// Downloaded.
    Complete,
}

/// A day and what the archive knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCoverage {
    /// The day.
    pub date: NaiveDate,
    /// Its state.
    pub state: DayState,
    /// How many interactions were created on it.
    pub records: u64,
    /// How many of them may still change: open ones, and ones closed a short while before they were fetched.
    pub changing: u64,
    /// The parts of it that are past and that no window covers, or that the server cut off; in order.
    pub gaps: Vec<Period>,
    /// The earliest time at which a part of it was asked for: what it shows is no older.
    pub fetched_at: Option<Moment>,
    /// Why it failed, or that it was cut off: a code.
    pub reason: Option<String>,
    /// When the request that failed was made.
    pub failed_at: Option<Moment>,
}

/// The reason of a day that the server cut off at its limit.
const CUT_OFF_AT_LIMIT: &str = "full";

/// The coverage of each day that the period touches.
pub(crate) fn days(connection: &Connection, period: Period, present: Moment) -> Result<Vec<DayCoverage>, Error> {
    let stored = window::stored(connection)?;
    let failures = failure::all(connection)?;
    let counts = Counts::read(connection, &stored, period)?;
    let mut days = Vec::new();
    let mut start = period.from().start_of_day();
    for records in counts.days {
        let Some(day) = Period::new(start, start.end_of_day()) else { break };
        let touching: Vec<&StoredWindow> = stored.iter().filter(|window| window.period().touches(day)).collect();
        let failed = failures.iter().filter(|failure| failure.holds_in(day, touching.iter().copied()));
        let failed = failed.max_by_key(|failure| failure.at);
        let gaps = gaps(day, present, &touching);
        let (state, reason) = state(&Day { day, present, touching: &touching, failed, gaps: &gaps, records });
        days.push(DayCoverage {
            date: start.day(),
            state,
            records: records.all,
            changing: records.changing,
            gaps,
            fetched_at: touching.iter().map(|window| window.fetched_at).min(),
            reason,
            failed_at: failed.map(|failure| failure.at),
        });
        start = day.to().plus(1);
    }
    Ok(days)
}

struct Day<'a> {
    day: Period,
    present: Moment,
    touching: &'a [&'a StoredWindow],
    failed: Option<&'a Failure>,
    gaps: &'a [Period],
    records: Count,
}

/// The past parts of a day that no whole answer covers.
fn gaps(day: Period, present: Moment, touching: &[&StoredWindow]) -> Vec<Period> {
    let whole = touching.iter().filter(|window| window.state != WindowState::StoredFull).map(|window| window.period());
    let past = Period::new(day.from(), day.to().min(present.minus(JUST_NOW)));
    past.map(|past| past.gaps(whole)).unwrap_or_default()
}

fn state(day: &Day<'_>) -> (DayState, Option<String>) {
    let Day { day, present, touching, failed, gaps, records } = *day;
    // What was asked for later than now was asked for by another clock: nothing tells how late it really was.
    let provisional = |window: &&StoredWindow| {
        window.fetched_at < window.window.to().min(day.to()).plus(StoredWindow::SETTLES_AFTER)
            || window.fetched_at > present
    };
    if let Some(failure) = failed {
        (DayState::Failed, Some(failure.reason.clone()))
    } else if touching.is_empty() {
        (DayState::Missing, None)
    } else if touching.iter().any(|window| window.state == WindowState::StoredFull) {
        (DayState::Partial, Some(CUT_OFF_AT_LIMIT.to_owned()))
    } else if !gaps.is_empty() {
        (DayState::Partial, None)
    } else if touching.iter().any(provisional) || records.changing > 0 || day.to() > present {
        (DayState::Changing, None)
    } else if records.all == 0 {
        (DayState::Empty, None)
    } else {
        (DayState::Complete, None)
    }
}

/// How many interactions a day has, and how many of them may still change.
#[derive(Clone, Copy, Default)]
struct Count {
    all: u64,
    changing: u64,
}

struct Counts {
    days: Vec<Count>,
}

impl Counts {
    fn read(connection: &Connection, stored: &[StoredWindow], period: Period) -> Result<Self, Error> {
        let first = period.from().start_of_day();
        let place = |moment: Moment| (moment.seconds() - first.seconds()) as usize / 86_400;
        let mut days = vec![Count::default(); place(period.to()) + 1];
        let whole = Period::new(first, period.to().end_of_day());
        let may_change = MayChange::read(connection)?;
        for window in stored {
            segment::with_columns(connection, window.id, &mut |blob| {
                for (created, changing) in blob.created().into_iter().zip(may_change.of(blob, window.fetched_at)) {
                    let day = Moment::from_seconds(created);
                    if created == Columns::NO_DATE || !whole.is_some_and(|whole| whole.contains(day)) {
                        continue;
                    }
                    if let Some(count) = days.get_mut(place(day)) {
                        count.all += 1;
                        count.changing += u64::from(changing);
                    }
                }
            })?;
        }
        Ok(Self { days })
    }
}
