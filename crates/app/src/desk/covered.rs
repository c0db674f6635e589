//! What is covered of an operation.

use archive::{DayCoverage, Reader};
use interaction::{Moment, Period};

use super::asking::{Downloads, number};
use super::keeper::CLOSED;
use super::place::Place;
use super::{CoverageShown, Covered, DayShown, DayState, Desk, Hours, Month, Pending, SelectsBy};
use crate::coverage::{Coverage, of_reader};
use crate::{Day, Error, archives, unreadable};

impl Desk {
    /// What is covered of an operation, by months.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn coverage(&self, operation: String) -> Result<CoverageShown, Error> {
        self.off(move |desk| {
            let place = desk.place(&operation)?;
            let reader = archives::reader(&place.context, &place.operation)?;
            let shown = covered(&place, reader.as_ref());
            let mut shown = shown.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
            // One that runs is noted as one that waits, should the program end.
            let is_running = desk.inner.downloads.is_running(&place.id);
            shown.pending = shown.pending.filter(|pending| !(is_running && pending.reason == CLOSED));
            shown.tell_when_next(place.operation.present(), desk.next_following(&place));
            Ok(shown)
        })
        .await
    }
}

impl CoverageShown {
    /// Tells of each day when Traza asks for it again by itself: today where the operation is followed, and what is
    /// not whole of a download that waits.
    fn tell_when_next(&mut self, present: Moment, following: Option<String>) {
        let pending = self.pending.clone();
        for day in self.months.iter_mut().flat_map(|month| &mut month.list) {
            let is_whole = matches!(day.state, DayState::Complete | DayState::Empty);
            let waits = pending.as_ref().filter(|wait| !is_whole && wait.from <= day.day && day.day <= wait.to);
            let followed = following.clone().filter(|_| day.day.0 == present.day());
            day.next = [followed, waits.map(|wait| wait.at.clone())].into_iter().flatten().min();
        }
    }
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

pub(super) const fn is_whole(day: &DayCoverage) -> bool {
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
