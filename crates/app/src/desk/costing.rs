//! What a download will cost, before it starts.

use archive::{NameKind, Reader, StoredWindow};
use download::{AskQuota, Known, Pace, Plan, Refresh, plan};
use interaction::{Moment, Period};

use super::asking::number;
use super::covered::is_whole;
use super::place::Place;
use super::{Again, Cost, Desk, SelectsBy};
use crate::coverage::of_reader;
use crate::{Days, DeskError, Error, Span, Speed, archives, unreadable};

impl Desk {
    /// What a download will cost. Where nobody knows yet what is left of the day's requests, the server is asked for that.
    ///
    /// # Errors
    /// [`DeskError::PeriodEmpty`], or where the operation is unknown or its archive cannot be read.
    pub async fn plan_download(&self, operation: String, span: Span, again: Again) -> Result<Cost, Error> {
        let refresh = again.refresh();
        let of = operation.clone();
        let (place, cost) = self.off(move |desk| desk.cost_of(&of, span, refresh)).await?;
        self.ask_quota_before(&place, cost.requests).await;
        let (place, cost) = self.off(move |desk| desk.cost_of(&operation, span, refresh)).await?;
        let quota = self.inner.quotas.shown(&place.id, place.operation.present());
        Ok(Cost { quota, ..cost })
    }

    fn cost_of(&self, operation: &str, span: Span, refresh: Refresh) -> Result<(Place, Cost), Error> {
        let place = self.place(operation)?;
        let period = self.period_to_download(&place, span)?;
        let reader = archives::reader(&place.context, &place.operation)?;
        let asking = self.inner.quotas.asking(&place.id);
        let cost = cost(&place, reader.as_ref(), period, (refresh, asking));
        let cost = cost.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
        Ok((place, cost))
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

fn cost(
    place: &Place,
    reader: Option<&Reader>,
    period: Period,
    (refresh, asking): (Refresh, AskQuota),
) -> Result<Cost, archive::Error> {
    let present = place.operation.present();
    let windows = reader.map(Reader::windows).transpose()?.unwrap_or_default();
    let changing = reader.map(Reader::changing).transpose()?.unwrap_or_default();
    let too_many = reader.map(Reader::too_many).transpose()?.flatten();
    let full_answer = Pace::default().full_answer;
    let known = Known { windows: &windows, changing: &changing, too_many, full_answer, since: None };
    let planned = plan(period, present, known, refresh);
    let requests = planned.requests() + of_quota(&planned, asking) + due_names(reader, present)?;
    let speed = reader.map(Speed::of).transpose()?.unwrap_or_default();
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
        requests: number(requests),
        bytes: added(&planned, &windows, bytes),
        free: fs4::available_space(existing(place)).ok(),
        kept_days: number(kept.iter().filter(|day| is_whole(day)).count()),
        selects_by: SelectsBy::of(reader.map(Reader::selects_by).transpose()?.unwrap_or_default()),
        seconds: speed.seconds(requests, planned.records).filter(|_| requests > 0),
        records: planned.records.map(number),
        quota: None,
    })
}

/// The request that asks what is left of the day's, where there are many.
fn of_quota(planned: &Plan, asking: AskQuota) -> u64 {
    u64::from(matches!(asking, AskQuota::From(many) if planned.requests() >= many))
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
