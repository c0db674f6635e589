//! The periods that people name, and what they mean on an operation's calendar.

use chrono::{Datelike, NaiveDate, NaiveTime};
use interaction::{Moment, Period};
use serde::{Deserialize, Serialize};

use crate::day::Day;

/// A period as a person names it; what it means depends on the operation's present. Weeks begin on Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// Everything that was downloaded.
    All,
    /// The present day.
    Today,
    /// The day before.
    Yesterday,
    /// From Monday to the present.
    ThisWeek,
    /// The whole week before this one.
    LastWeek,
    /// Seven days, the present one included.
    Last7Days,
    /// Thirty days, the present one included.
    #[default]
    Last30Days,
    /// From the first of the month to the present.
    ThisMonth,
    /// The whole month before this one.
    LastMonth,
    /// From the first of the month two months before this one to the present.
    Last3Months,
    /// From the first of January to the present.
    ThisYear,
    /// From one day to another, both included.
    Custom {
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Days {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Span {
    /// The days of the period on a calendar where it is `today`; `None` for everything.
    #[must_use]
    pub fn days(self, today: NaiveDate) -> Option<Days> {
        let back = |days: u64| today.checked_sub_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MIN);
        let monday = back(u64::from(today.weekday().num_days_from_monday()));
        let first = first_of_month(today);
        let (from, to) = match self {
            Self::All => return None,
            Self::Today => (today, today),
            Self::Yesterday => (back(1), back(1)),
            Self::ThisWeek => (monday, today),
            Self::LastWeek => (earlier(monday, 7), earlier(monday, 1)),
            Self::Last7Days => (back(6), today),
            Self::Last30Days => (back(29), today),
            Self::ThisMonth => (first, today),
            Self::LastMonth => (months_before(first, 1), earlier(first, 1)),
            Self::Last3Months => (months_before(first, 2), today),
            Self::ThisYear => (first.with_month(1).unwrap_or(first), today),
            Self::Custom { from, to } => (from.0.min(to.0), from.0.max(to.0)),
        };
        Some(Days { from: Day(from), to: Day(to) })
    }

    /// The seconds of the period at an operation's present: whole days. `None` for everything.
    #[must_use]
    pub fn period(self, present: Moment) -> Option<Period> {
        self.days(present.day()).map(Days::period)
    }
}

impl Days {
    /// The days that a period touches.
    #[must_use]
    pub fn of(period: Period) -> Self {
        Self { from: Day(period.from().day()), to: Day(period.to().day()) }
    }

    /// From the first second of the first day to the last second of the last. Days that no moment can name are the
    /// nearest that one can.
    #[must_use]
    pub fn period(self) -> Period {
        let start = |day: Day| match Moment::from_date_time(day.0.and_time(NaiveTime::MIN)) {
            Some(moment) => moment,
            None if day.0.year() < 1970 => Moment::from_seconds(0),
            None => Moment::from_seconds(u32::MAX),
        };
        let (first, last) = (self.from.min(self.to), self.from.max(self.to));
        Period::between(start(first), start(last).end_of_day())
    }

    /// How many days.
    #[must_use]
    pub fn count(self) -> u32 {
        let days = self.to.0.signed_duration_since(self.from.0).num_days() + 1;
        u32::try_from(days).unwrap_or(0)
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(chrono::Months::new(months)).unwrap_or(NaiveDate::MIN)
}

fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(chrono::Days::new(days)).unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::try_from(text.to_owned()).unwrap()
    }

    fn shown(span: Span, today: &str) -> String {
        let days = span.days(day(today).0).unwrap();
        format!("{} {}", String::from(days.from), String::from(days.to))
    }

    #[test]
    fn weeks_begin_on_monday() {
        // A Sunday is the last day of its week.
        assert_eq!(shown(Span::ThisWeek, "2026-11-22"), "2026-11-16 2026-11-22");
        assert_eq!(shown(Span::LastWeek, "2026-11-22"), "2026-11-09 2026-11-15");
        assert_eq!(shown(Span::ThisWeek, "2026-11-23"), "2026-11-23 2026-11-23");
        assert_eq!(shown(Span::LastWeek, "2026-11-23"), "2026-11-16 2026-11-22");
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(shown(Span::LastMonth, "2026-03-31"), "2026-02-01 2026-02-28");
        assert_eq!(shown(Span::LastMonth, "2028-03-01"), "2028-02-01 2028-02-29");
        assert_eq!(shown(Span::LastMonth, "2026-01-15"), "2025-12-01 2025-12-31");
        assert_eq!(shown(Span::ThisMonth, "2026-11-01"), "2026-11-01 2026-11-01");
        assert_eq!(shown(Span::Last3Months, "2026-05-31"), "2026-03-01 2026-05-31");
        assert_eq!(shown(Span::Last3Months, "2026-01-31"), "2025-11-01 2026-01-31");
    }

    #[test]
    fn days_are_counted_with_the_present_one() {
        assert_eq!(shown(Span::Today, "2026-11-22"), "2026-11-22 2026-11-22");
        assert_eq!(shown(Span::Yesterday, "2026-01-01"), "2025-12-31 2025-12-31");
        assert_eq!(shown(Span::Last7Days, "2026-11-22"), "2026-11-16 2026-11-22");
        assert_eq!(shown(Span::Last30Days, "2026-11-22"), "2026-10-24 2026-11-22");
        assert_eq!(shown(Span::ThisYear, "2026-11-22"), "2026-01-01 2026-11-22");
        assert_eq!(Span::Last30Days.days(day("2026-11-22").0).unwrap().count(), 30);
        assert_eq!(Span::All.days(day("2026-11-22").0), None);
    }

    #[test]
    fn own_days_are_taken_in_either_order_and_as_whole_days() {
        let span = Span::Custom { from: day("2026-11-03"), to: day("2026-11-01") };
        let period = span.period(Moment::from_seconds(0)).unwrap();
        assert_eq!(period.from().to_string(), "2026-11-01 00:00:00");
        assert_eq!(period.to().to_string(), "2026-11-03 23:59:59");
        let far = Span::Custom { from: day("0001-01-01"), to: day("9999-12-31") };
        assert_eq!(far.period(Moment::from_seconds(0)).unwrap().from().seconds(), 0);
    }

    #[test]
    fn spans_cross_by_their_kind() {
        let written = serde_json::to_string(&Span::Last7Days).unwrap();
        assert_eq!(written, r#"{"kind":"last7_days"}"#);
        let read = serde_json::from_str(r#"{"kind":"custom","from":"2026-11-01","to":"2026-11-02"}"#);
        assert_eq!(read.ok(), Some(Span::Custom { from: day("2026-11-01"), to: day("2026-11-02") }));
        assert!(serde_json::from_str::<Span>(r#"{"kind":"custom","from":"1.11.","to":"2026-11-02"}"#).is_err());
    }
}
