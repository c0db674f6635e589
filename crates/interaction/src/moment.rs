//! A second on the operation's wall clock.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The shapes of dates met in the API's answers, most frequent first.
const SHAPES: [&str; 4] = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%d %H:%M"];
/// Seconds in a day.
const DAY: u32 = 86_400;

/// A second on the operation's wall clock, counted from 1970-01-01 00:00:00; it has no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(u32);

impl Moment {
    /// The moment `seconds` after 1970-01-01 00:00:00.
    #[must_use]
    pub const fn from_seconds(seconds: u32) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970-01-01 00:00:00.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The moment of a calendar date and time; `None` before 1970, after 2105, and for a leap second.
    #[must_use]
    pub fn from_date_time(date_time: NaiveDateTime) -> Option<Self> {
        let is_leap_second = date_time.nanosecond() >= 1_000_000_000;
        u32::try_from(date_time.and_utc().timestamp()).ok().filter(|_| !is_leap_second).map(Self)
    }

    /// Reads a date as servers print it: `YYYY-MM-DD HH:MM:SS`, with a `T` between, `YYYYmmddHHiiss`, without seconds,
    /// or a bare day. `None` for an empty text, for `0000-00-00 …`, for dates before 1970, and for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.starts_with("0000") {
            return None;
        }
        let whole = || SHAPES.iter().find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok());
        let with_zone = || DateTime::parse_from_rfc3339(text).ok().map(|date| date.naive_local());
        let with_fraction = || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok();
        let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
        whole().or_else(day).or_else(with_zone).or_else(with_fraction).and_then(Self::from_date_time)
    }

    /// The same moment as chrono's type.
    #[must_use]
    pub fn date_time(self) -> NaiveDateTime {
        DateTime::from_timestamp(i64::from(self.0), 0).unwrap_or_default().naive_utc()
    }

    /// The calendar day.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.date_time().date()
    }

    /// The first second of the moment's day.
    #[must_use]
    pub const fn start_of_day(self) -> Self {
        Self(self.0 - self.0 % DAY)
    }

    /// The last second of the moment's day.
    #[must_use]
    pub const fn end_of_day(self) -> Self {
        Self(self.start_of_day().0.saturating_add(DAY - 1))
    }

    /// The moment `seconds` later; the ends of time stop it.
    #[must_use]
    pub const fn plus(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// The moment `seconds` earlier; the ends of time stop it.
    #[must_use]
    pub const fn minus(self, seconds: u32) -> Self {
        Self(self.0.saturating_sub(seconds))
    }

    /// The shape that the API takes in a request: `YYYYmmddHHiiss`.
    #[must_use]
    pub fn compact(self) -> String {
        self.date_time().format("%Y%m%d%H%M%S").to_string()
    }
}

/// `YYYY-MM-DD HH:MM:SS`, as the API prints it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date_time().format("%Y-%m-%d %H:%M:%S").fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_shape_met_in_practice() {
        let expected = "2026-08-12 08:02:09";
        for text in
            [expected, "2026-08-12T08:02:09", "20260812080209", " 2026-08-12 08:02:09 ", "2026-08-12 08:02:09.5"]
        {
            assert_eq!(Moment::parse(text).unwrap().to_string(), expected, "{text}");
        }
        assert_eq!(Moment::parse("2026-08-12").unwrap().compact(), "20260812000000");
        assert_eq!(Moment::parse("2026-08-12T08:02:09-05:00").unwrap().to_string(), expected);
    }

    #[test]
    fn no_date_is_no_moment() {
        for text in
            ["", "0000-00-00 00:00:00", "2026-13-01 00:00:00", "2026-01-01 23:59:60", "1969-12-31 23:59:59", "mañana"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_start_and_end() {
        let moment = Moment::parse("2026-02-28 23:10:00").unwrap();
        assert_eq!(moment.start_of_day().to_string(), "2026-02-28 00:00:00");
        assert_eq!(moment.end_of_day().plus(1).to_string(), "2026-03-01 00:00:00");
    }
}
