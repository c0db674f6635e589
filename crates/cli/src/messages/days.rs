//! What is to be said of a day beside its state.

use archive::{DayCoverage, DayState};
use export::Language;
use interaction::{Moment, Period};

use super::events::reason;
use crate::language::pick;

/// Hours that are named; of a day in many pieces the others are counted.
const MOST_HOURS: usize = 3;

/// Why a day failed and since when, which hours of it are missing, how many interactions may still change.
pub(crate) fn of_day(day: &DayCoverage, language: Language) -> String {
    let why = day.reason.as_deref().map(|code| reason(code, language).to_owned());
    let failed = day.failed_at.map(|at| pick(language, format!("última vez {at}"), format!("last time {at}")));
    let is_partial = matches!(day.state, DayState::Partial | DayState::Failed) && !is_all(day);
    let missing = is_partial.then(|| missing(&day.gaps, language)).flatten();
    let changing = (day.changing > 0 && day.state == DayState::Changing).then(|| {
        let count = day.changing;
        pick(language, format!("{count} aún pueden cambiar"), format!("{count} may still change"))
    });
    [why, failed, missing, changing].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Whether nothing of the day is there: its state says so.
fn is_all(day: &DayCoverage) -> bool {
    day.gaps.iter().any(|gap| gap.from() == gap.from().start_of_day() && gap.to() == gap.from().end_of_day())
}

fn missing(gaps: &[Period], language: Language) -> Option<String> {
    let hours: Vec<String> = gaps.iter().take(MOST_HOURS).map(|gap| hours(*gap)).collect();
    let more = match gaps.len().saturating_sub(MOST_HOURS) {
        0 => String::new(),
        more => pick(language, format!(" y {more} más"), format!(" and {more} more")),
    };
    let hours = hours.join(", ");
    (!hours.is_empty()).then(|| pick(language, format!("falta {hours}{more}"), format!("missing {hours}{more}")))
}

/// From the first second that is missing up to the one that is not: `06:00–07:30`, `24:00` being the day's end.
fn hours(gap: Period) -> String {
    let within = |moment: Moment| moment.seconds() - moment.start_of_day().seconds();
    let clock = |second: u32| {
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
    };
    format!("{}–{}", clock(within(gap.from())), clock(within(gap.to()) + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(state: DayState, gaps: &[(&str, &str)]) -> DayCoverage {
        let moment = |text: &str| Moment::parse(&format!("2026-11-22 {text}")).unwrap();
        DayCoverage {
            date: moment("00:00:00").day(),
            state,
            records: 7,
            changing: 3,
            gaps: gaps.iter().map(|(from, to)| Period::between(moment(from), moment(to))).collect(),
            fetched_at: None,
            reason: None,
            failed_at: None,
        }
    }

    #[test]
    fn the_hours_that_are_missing_are_named() {
        let partial = day(DayState::Partial, &[("06:00:00", "07:29:59"), ("23:58:30", "23:59:59")]);
        assert_eq!(of_day(&partial, Language::Es), "falta 06:00–07:30, 23:58:30–24:00");
        let pieces: Vec<_> = ["00", "02", "04", "06", "08"].map(|hour| format!("{hour}:00:00")).into();
        let pieces: Vec<_> = pieces.iter().map(|at| (at.as_str(), at.as_str())).collect();
        assert!(of_day(&day(DayState::Partial, &pieces), Language::En).ends_with("04:00–04:00:01 and 2 more"));
    }

    #[test]
    fn a_failed_day_says_why_and_when() {
        let at = Moment::parse("2026-11-23 08:02:00");
        let failed = DayCoverage {
            reason: Some("timed_out".into()),
            failed_at: at,
            ..day(DayState::Failed, &[("00:00:00", "23:59:59")])
        };
        assert_eq!(of_day(&failed, Language::Es), "el servidor tardó demasiado; última vez 2026-11-23 08:02:00");
    }

    #[test]
    fn what_may_still_change_is_counted() {
        assert_eq!(of_day(&day(DayState::Changing, &[]), Language::Es), "3 aún pueden cambiar");
        assert_eq!(of_day(&day(DayState::Missing, &[("00:00:00", "23:59:59")]), Language::Es), "");
    }
}
