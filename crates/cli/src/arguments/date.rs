//! Dates as arguments: a day, or a day and a time, nothing else.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use interaction::Moment;

const DAY: &str = "%Y-%m-%d";
const MOMENT: &str = "%Y-%m-%dT%H:%M:%S";

/// The first second that `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` means.
pub(super) fn first(text: &str) -> Option<Moment> {
    day(text).map(|day| day.and_time(NaiveTime::MIN)).or_else(|| moment(text)).and_then(Moment::from_date_time)
}

/// The last second that it means: a day's is 23:59:59.
pub(super) fn last(text: &str) -> Option<Moment> {
    let whole_day = day(text).and_then(|day| day.and_hms_opt(23, 59, 59));
    whole_day.or_else(|| moment(text)).and_then(Moment::from_date_time)
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, DAY).ok().filter(|day| day.format(DAY).to_string() == text)
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    // Writing it again refuses what chrono is lenient about: signs, missing zeros, blanks.
    NaiveDateTime::parse_from_str(text, MOMENT).ok().filter(|moment| moment.format(MOMENT).to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_day_means_its_first_or_its_last_second() {
        assert_eq!(first("2026-02-28").unwrap().to_string(), "2026-02-28 00:00:00");
        assert_eq!(last("2026-02-28").unwrap().to_string(), "2026-02-28 23:59:59");
        for read in [first, last] {
            assert_eq!(read("2026-02-28T08:09:10").unwrap().to_string(), "2026-02-28 08:09:10");
        }
    }

    #[test]
    fn nothing_else_is_a_date() {
        for text in [
            "",
            "2026-2-28",
            "+2026-02-28",
            "2026-02-29",
            "28/02/2026",
            "2026-02-28 08:09:10",
            "2026-02-28T8:09:10",
            "2026-02-28T08:09",
            "2026-02-28T23:59:60",
            "20260228",
            " 2026-02-28",
            "1969-12-31",
            "2200-01-01",
            "ayer",
        ] {
            assert_eq!((first(text), last(text)), (None, None), "{text}");
        }
    }
}
