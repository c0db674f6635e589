//! What is known of an operation's days.

use archive::{DayCoverage, DayState, Reader, SelectsBy};
use interaction::{Moment, Period};

use crate::{ArchiveError, Context, Error, Operation, archives, find};

/// What is known of each day of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The date by which the server selects.
    pub selects_by: SelectsBy,
    /// The days in their order.
    pub days: Vec<DayCoverage>,
}

/// The coverage of a period; without one, of everything from the first day that was asked for to the present.
///
/// # Errors
/// Where the operation is unknown or its archive cannot be read.
pub fn coverage(context: &Context, name: &str, period: Option<Period>) -> Result<Coverage, Error> {
    coverage_of(context, &find(context, name)?, |whole| period.or(whole), period)
}

/// As [`coverage`], of an operation that was found already: of what `choose` makes of everything that was asked for,
/// and of `wanted` where nothing was.
pub(crate) fn coverage_of(
    context: &Context,
    operation: &Operation,
    choose: impl FnOnce(Option<Period>) -> Option<Period>,
    wanted: Option<Period>,
) -> Result<Coverage, Error> {
    let Some(reader) = archives::reader(context, operation)? else {
        return Ok(Coverage {
            days: wanted.map(|period| never_downloaded(period, operation.present())).unwrap_or_default(),
            ..Coverage::default()
        });
    };
    let known = of_reader(&reader, operation, choose);
    known.map_err(|error| ArchiveError::of(&error, &context.home.archive(&operation.id)).into())
}

/// The coverage of a period that is chosen knowing everything that was asked for.
pub(crate) fn of_reader(
    reader: &Reader,
    operation: &Operation,
    choose: impl FnOnce(Option<Period>) -> Option<Period>,
) -> Result<Coverage, archive::Error> {
    let present = operation.present();
    let days = match choose(asked_for(reader, present)?) {
        Some(period) => reader.coverage(period, present)?,
        None => Vec::new(),
    };
    Ok(Coverage { selects_by: reader.selects_by()?, days })
}

/// The coverage of the part of a period that is past.
pub(crate) fn of_past(
    reader: Option<&Reader>,
    operation: &Operation,
    period: Option<Period>,
) -> Result<Coverage, archive::Error> {
    let present = operation.present();
    let past = period.and_then(|period| Period::new(period.from(), period.to().min(present)));
    match reader {
        Some(reader) => of_reader(reader, operation, |_| past),
        None => Ok(Coverage {
            days: past.map(|past| never_downloaded(past, present)).unwrap_or_default(),
            ..Coverage::default()
        }),
    }
}

/// From the first second that was ever asked for to the present, or to the last one if that is later.
fn asked_for(reader: &Reader, present: Moment) -> Result<Option<Period>, archive::Error> {
    let stored = reader.windows()?.into_iter().map(|window| window.window);
    let failed = reader.failures()?.into_iter().map(|failure| failure.window);
    let whole = stored.chain(failed).map(|window| (window.from(), window.to()));
    let whole = whole.reduce(|(from, to), (other_from, other_to)| (from.min(other_from), to.max(other_to)));
    Ok(whole.and_then(|(from, to)| Period::new(from, to.max(present))))
}

fn never_downloaded(period: Period, present: Moment) -> Vec<DayCoverage> {
    let mut days = Vec::new();
    let mut start = period.from().start_of_day();
    while start <= period.to() {
        let state = DayState::Missing;
        days.push(DayCoverage {
            date: start.day(),
            state,
            records: 0,
            changing: 0,
            gaps: Period::new(start, start.end_of_day().min(present)).into_iter().collect(),
            fetched_at: None,
            reason: None,
            failed_at: None,
        });
        if start.end_of_day() >= period.to() {
            break;
        }
        start = start.end_of_day().plus(1);
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_were_never_asked_for_are_missing_to_the_last() {
        let moment = |text| Moment::parse(text).unwrap();
        let period = Period::new(moment("2026-02-27 12:00:00"), moment("2026-03-01 00:00:00")).unwrap();
        let days = never_downloaded(period, moment("2026-02-28 06:00:00"));
        assert_eq!(days[1].gaps, [Period::between(moment("2026-02-28"), moment("2026-02-28 06:00:00"))]);
        assert!(days[2].gaps.is_empty());
        let dates: Vec<_> = days.iter().map(|day| day.date.to_string()).collect();
        assert_eq!(dates, ["2026-02-27", "2026-02-28", "2026-03-01"]);
        let end = Period::new(Moment::from_seconds(u32::MAX - 1), Moment::from_seconds(u32::MAX)).unwrap();
        assert_eq!(never_downloaded(end, end.to()).len(), 1);
    }
}
