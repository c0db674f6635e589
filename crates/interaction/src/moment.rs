//! A second on the operation's wall clock.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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
        if let Some(moment) = Self::usual(text) {
            return Some(moment);
        }
        let whole = || SHAPES.iter().find_map(|shape| NaiveDateTime::parse_from_str(text, shape).ok());
        let with_zone = || DateTime::parse_from_rfc3339(text).ok().map(|date| date.naive_local());
        let with_fraction = || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").ok();
        let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
        whole().or_else(day).or_else(with_zone).or_else(with_fraction).and_then(Self::from_date_time)
    }

    /// Reads the shape that nearly all dates have. Every record brings two, and is asked for them again and again: by a
    /// pattern each takes twenty times as long.
    fn usual(text: &str) -> Option<Self> {
        let bytes = <&[u8; 19]>::try_from(text.as_bytes()).ok()?;
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ', h1, h2, b':', n1, n2, b':', s1, s2] = bytes else {
            return None;
        };
        let number = |digits: &[u8]| {
            let digit = |digit: &u8| char::from(*digit).to_digit(10);
            digits.iter().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
        };
        let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
        let day = NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)?;
        Self::from_date_time(day.and_hms_opt(number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?)?)
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
        let at = self.date_time();
        let year = at.year().unsigned_abs();
        let two = |number: u32| [number / 10, number % 10].map(|digit| b'0' + digit as u8);
        let [y1, y2, m, d, h, n, s] =
            [year / 100, year % 100, at.month(), at.day(), at.hour(), at.minute(), at.second()].map(two);
        let [[y1, y2], [y3, y4]] = [y1, y2];
        let text =
            [y1, y2, y3, y4, b'-', m[0], m[1], b'-', d[0], d[1], b' ', h[0], h[1], b':', n[0], n[1], b':', s[0], s[1]];
        f.pad(std::str::from_utf8(&text).unwrap_or_default())
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
    fn moments_are_read_and_printed_as_by_their_pattern() {
        let pattern = "%Y-%m-%d %H:%M:%S";
        for seconds in (0..=u32::MAX).step_by(7_919_777).chain([951_782_400, 951_868_799, u32::MAX]) {
            let moment = Moment::from_seconds(seconds);
            let text = moment.date_time().format(pattern).to_string();
            assert_eq!((moment.to_string(), Moment::parse(&text)), (text, Some(moment)));
        }
        assert_eq!(format!("{:>21}|", Moment::from_seconds(0)), "  1970-01-01 00:00:00|");
        for text in ["2026-02-29 00:00:00", "2026-01-01 24:00:00", "2026-01-01 00:60:00", "2026-01-0ñ 0:00:00"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
        assert_eq!(Moment::parse("2026-1-02 03:04:005"), None);
        assert_eq!(Moment::parse("2026-1-2 3:4:5").unwrap().to_string(), "2026-01-02 03:04:05");
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
