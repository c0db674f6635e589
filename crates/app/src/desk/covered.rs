//! What is covered of an operation, and what a download of more will cost.

use archive::{DayCoverage, NameKind, Reader, StoredWindow};
use download::{Known, Pace, Plan, Refresh, plan};
use interaction::{Moment, Period};

use super::asking::{Downloads, number};
use super::place::Place;
use super::{Again, Cost, CoverageShown, Covered, DayShown, DayState, Desk, Hours, Month, Pending, SelectsBy};
use crate::coverage::{Coverage, of_reader};
use crate::{Day, Days, DeskError, Error, Span, archives, unreadable};

impl Desk {
    /// What a download will cost. Asks nobody.
    ///
    /// # Errors
    /// [`DeskError::PeriodEmpty`], or where the operation is unknown or its archive cannot be read.
    pub async fn plan_download(&self, operation: String, span: Span, again: Again) -> Result<Cost, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let period = desk.period_to_download(&place, span)?;
            let reader = archives::reader(&place.context, &place.operation)?;
            let cost = cost(&place, reader.as_ref(), period, again.refresh());
            cost.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))
        })
        .await
    }

    /// What is covered of an operation, by months.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn coverage(&self, operation: String) -> Result<CoverageShown, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let reader = archives::reader(&place.context, &place.operation)?;
            let shown = covered(&place, reader.as_ref());
            shown.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))
        })
        .await
    }

    /// The period that a span means for a download: up to the present. Everything is what was ever asked for.
    pub(super) fn period_to_download(&self, place: &Place, span: Span) -> Result<Period, Error> {
        let present = place.operation.present();
        let wanted = match span.period(present) {
            Some(period) => Some(period),
            None => asked_for(place, present)?,
        };
        let past = wanted.and_then(|period| Period::new(period.from(), period.to().min(present)));
        Ok(past.ok_or(DeskError::PeriodEmpty)?)
    }
}

/// From the first day that was ever asked for to the present.
fn asked_for(place: &Place, present: Moment) -> Result<Option<Period>, Error> {
    let Some(reader) = archives::reader(&place.context, &place.operation)? else { return Ok(None) };
    let mut asked = None;
    let known = of_reader(&reader, &place.operation, |whole| {
        asked = whole;
        None
    });
    known.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
    Ok(asked.and_then(|whole: Period| Period::new(whole.from().start_of_day(), present)))
}

fn cost(place: &Place, reader: Option<&Reader>, period: Period, refresh: Refresh) -> Result<Cost, archive::Error> {
    let present = place.operation.present();
    let windows = reader.map(Reader::windows).transpose()?.unwrap_or_default();
    let known = Known { windows: &windows, changing: &[], too_many: None, full_answer: Pace::default().full_answer };
    let planned = plan(period, present, known, refresh);
    let kept = match reader {
        Some(reader) => reader.coverage(period, present)?,
        None => Vec::new(),
    };
    let days = Days::of(period);
    let bytes = place.context.home.archive_bytes(&place.operation.id);
    Ok(Cost {
        from: days.from,
        to: days.to,
        days: days.count(),
        requests: number(planned.requests() + due_names(reader, present)?),
        bytes: added(&planned, &windows, bytes),
        free: fs4::available_space(existing(place)).ok(),
        kept_days: number(kept.iter().filter(|day| is_whole(day)).count()),
        selects_by: SelectsBy::of(reader.map(Reader::selects_by).transpose()?.unwrap_or_default()),
        seconds: None,
        records: None,
        quota: None,
    })
}

/// How many requests go to the names of skills and codes: each at most once a day.
fn due_names(reader: Option<&Reader>, present: Moment) -> Result<u64, archive::Error> {
    let mut due = 0;
    for kind in [NameKind::Skill, NameKind::Code] {
        let asked_at = reader.map(|reader| reader.names_asked_at(kind)).transpose()?.flatten();
        due += u64::from(asked_at.is_none_or(|at| present >= at.plus(StoredWindow::SETTLES_AFTER)));
    }
    Ok(due)
}

/// How many bytes the archive will grow by, if what is new is like what is kept. What is only asked for again takes no
/// room that was not taken before.
fn added(planned: &Plan, windows: &[StoredWindow], bytes: u64) -> Option<u64> {
    let stored = || windows.iter().filter(|window| window.is_stored());
    let kept: u64 = stored().map(|window| window.period().seconds()).sum();
    let new = planned.jobs.iter().flat_map(|job| job.stretch.period().gaps(stored().map(StoredWindow::period)));
    let new: u64 = new.map(Period::seconds).sum();
    let grown = u128::from(bytes) * u128::from(new) / u128::from(kept.max(1));
    (kept > 0).then(|| u64::try_from(grown).unwrap_or(u64::MAX))
}

/// The folder of the archive, or what of its path is there already.
fn existing(place: &Place) -> std::path::PathBuf {
    let folder = place.context.home.folder();
    folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder).to_path_buf()
}

fn covered(place: &Place, reader: Option<&Reader>) -> Result<CoverageShown, archive::Error> {
    let present = place.operation.present();
    let (known, downloads) = match reader {
        Some(reader) => {
            let known = of_reader(reader, &place.operation, |whole| {
                Period::new(start_of_month(whole?.from()), present.max(whole?.to()))
            })?;
            (known, Downloads::of(reader)?)
        }
        None => (Coverage::default(), Downloads::default()),
    };
    Ok(CoverageShown {
        selects_by: SelectsBy::of(known.selects_by),
        months: months(&known.days),
        records: number(downloads.records),
        bytes: place.context.home.archive_bytes(&place.operation.id),
        last_download: downloads.last.map(|last| last.to_string()),
        present: present.to_string(),
        pending: Pending::of(place),
    })
}

fn start_of_month(moment: Moment) -> Moment {
    use chrono::Datelike as _;
    moment.start_of_day().minus(moment.day().day0() * 86_400)
}

/// The days by month, newest first.
fn months(days: &[DayCoverage]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for day in days {
        let name = day.date.format("%Y-%m").to_string();
        if months.last().is_none_or(|month| month.month != name) {
            months.push(Month { month: name, complete: 0, days: 0, records: 0, list: Vec::new() });
        }
        if let Some(month) = months.last_mut() {
            month.days += 1;
            month.complete += u32::from(is_whole(day));
            month.records = month.records.saturating_add(number(day.records));
            month.list.push(shown(day));
        }
    }
    months.reverse();
    months
}

fn shown(day: &DayCoverage) -> DayShown {
    let state = match day.state {
        archive::DayState::Failed => DayState::Failed,
        archive::DayState::Missing => DayState::Missing,
        archive::DayState::Partial => DayState::Partial,
        archive::DayState::Changing => DayState::Changing,
        archive::DayState::Empty => DayState::Empty,
        archive::DayState::Complete => DayState::Complete,
    };
    DayShown {
        day: Day(day.date),
        state,
        records: number(day.records),
        reason: day.reason.clone(),
        fetched_at: day.fetched_at.map(|at| at.to_string()),
        gaps: day.gaps.iter().map(|gap| Hours::of(*gap)).collect(),
        changing: number(day.changing),
        failed_at: day.failed_at.map(|at| at.to_string()),
        next: None,
    }
}

impl Hours {
    fn of(gap: Period) -> Self {
        let clock = |second: u32| format!("{:02}:{:02}", second / 3_600, second / 60 % 60);
        let within = |moment: Moment| moment.seconds() - moment.start_of_day().seconds();
        // The end is rounded up: a minute that is missing in part is missing.
        Self { from: clock(within(gap.from())), to: clock((within(gap.to()) + 60) / 60 * 60) }
    }
}

const fn is_whole(day: &DayCoverage) -> bool {
    matches!(day.state, archive::DayState::Complete | archive::DayState::Empty)
}

impl Covered {
    /// Counts days by their state.
    pub(super) fn of(known: &Coverage) -> Self {
        let count =
            |states: &[archive::DayState]| number(known.days.iter().filter(|day| states.contains(&day.state)).count());
        Self {
            days: number(known.days.len()),
            whole: count(&[archive::DayState::Complete, archive::DayState::Empty]),
            changing: count(&[archive::DayState::Changing]),
            partial: count(&[archive::DayState::Partial]),
            failed: count(&[archive::DayState::Failed]),
            missing: count(&[archive::DayState::Missing]),
            selects_by: SelectsBy::of(known.selects_by),
        }
    }
}

impl SelectsBy {
    pub(super) const fn of(by: archive::SelectsBy) -> Self {
        match by {
            archive::SelectsBy::Creation => Self::Creation,
            archive::SelectsBy::Closing => Self::Closing,
            archive::SelectsBy::Unknown => Self::Unknown,
        }
    }
}
