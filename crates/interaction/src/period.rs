//! Stretches of the operation's wall clock: the period a person asks for, the window a request covers.

use chrono::{Datelike, Months};

use crate::Moment;

/// A stretch of time, both ends included, to the second. Never empty: `from` is not after `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    from: Moment,
    to: Moment,
}

/// A period that one request can cover: within one calendar month, so never over 31 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window(Period);

impl Period {
    /// The period from `from` to `to`, both included; `None` where `from` is after `to`.
    #[must_use]
    pub fn new(from: Moment, to: Moment) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The period between two moments, both included, whichever is the first.
    #[must_use]
    pub fn between(one: Moment, other: Moment) -> Self {
        Self { from: one.min(other), to: one.max(other) }
    }

    /// The first second.
    #[must_use]
    pub const fn from(self) -> Moment {
        self.from
    }

    /// The last second, itself included.
    #[must_use]
    pub const fn to(self) -> Moment {
        self.to
    }

    /// How many seconds it has; at least 1.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        (self.to.seconds() - self.from.seconds()) as u64 + 1
    }

    /// Whether the moment lies in it.
    #[must_use]
    pub fn contains(self, moment: Moment) -> bool {
        self.from <= moment && moment <= self.to
    }

    /// Whether the whole of `other` lies in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the two share a second.
    #[must_use]
    pub fn touches(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// What the two share.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// The two parts before `moment` and from `moment` on; `None` where one of them would be empty.
    #[must_use]
    pub fn cut_at(self, moment: Moment) -> Option<(Self, Self)> {
        let inside = self.from < moment && moment <= self.to;
        inside.then(|| (Self { from: self.from, to: moment.minus(1) }, Self { from: moment, to: self.to }))
    }

    /// Its parts that none of `covered`, ordered by time and without overlaps, covers.
    #[must_use]
    pub fn gaps(self, covered: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut gaps = Vec::new();
        let mut rest = Some(self);
        for part in covered {
            let Some(open) = rest else { break };
            let Some(shared) = open.intersection(part) else { continue };
            gaps.extend(open.cut_at(shared.from).map(|(before, _)| before));
            rest = open.cut_at(shared.to.plus(1)).map(|(_, after)| after);
        }
        gaps.extend(rest);
        gaps
    }

    /// The windows that tile it, cut at the ends of months, oldest first.
    #[must_use]
    pub fn windows(self) -> Vec<Window> {
        let mut windows = Vec::new();
        let mut rest = self;
        while let Some((month, after)) = rest.cut_at(next_month(rest.from)) {
            windows.push(Window(month));
            rest = after;
        }
        windows.push(Window(rest));
        windows
    }
}

impl Window {
    /// The window from `from` to `to`; `None` where they are in the wrong order or in different months.
    #[must_use]
    pub fn new(from: Moment, to: Moment) -> Option<Self> {
        Period::new(from, to).filter(|period| to < next_month(period.from)).map(Self)
    }

    /// The stretch of time it covers.
    #[must_use]
    pub const fn period(self) -> Period {
        self.0
    }

    /// The first second.
    #[must_use]
    pub const fn from(self) -> Moment {
        self.0.from
    }

    /// The last second, itself included.
    #[must_use]
    pub const fn to(self) -> Moment {
        self.0.to
    }

    /// Its two halves; `None` for a window of one second, which cannot be split.
    #[must_use]
    pub fn halves(self) -> Option<(Self, Self)> {
        let middle = self.0.from.plus((self.0.to.seconds() - self.0.from.seconds()) / 2 + 1);
        self.0.cut_at(middle).map(|(first, second)| (Self(first), Self(second)))
    }

    /// The parts before and from `moment` on; `None` where one of them would be empty.
    #[must_use]
    pub fn cut_at(self, moment: Moment) -> Option<(Self, Self)> {
        self.0.cut_at(moment).map(|(first, second)| (Self(first), Self(second)))
    }
}

/// The first second of the month after the one of `moment`.
fn next_month(moment: Moment) -> Moment {
    let first = moment.day().with_day(1);
    let next = first.and_then(|day| day.checked_add_months(Months::new(1)));
    next.and_then(|day| Moment::from_date_time(day.into())).unwrap_or(Moment::from_seconds(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap()).unwrap()
    }

    #[test]
    fn gaps_are_what_nothing_covers() {
        let period = |from, to| Period::new(Moment::from_seconds(from), Moment::from_seconds(to)).unwrap();
        let covered = [period(0, 9), period(20, 29), period(30, 39)];
        assert_eq!(period(5, 50).gaps(covered.into_iter()), [period(10, 19), period(40, 50)]);
        assert_eq!(period(20, 39).gaps(covered.into_iter()), []);
        assert_eq!(period(60, 60).gaps(covered.into_iter()), [period(60, 60)]);
    }

    #[test]
    fn windows_end_with_their_month() {
        let windows = period("2026-01-31 12:00:00", "2026-03-01 00:00:00").windows();
        let ends: Vec<_> = windows.iter().map(|w| (w.from().to_string(), w.to().to_string())).collect();
        let expected = [
            ("2026-01-31 12:00:00", "2026-01-31 23:59:59"),
            ("2026-02-01 00:00:00", "2026-02-28 23:59:59"),
            ("2026-03-01 00:00:00", "2026-03-01 00:00:00"),
        ];
        assert_eq!(ends, expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
    }

    #[test]
    fn a_window_never_crosses_a_months_end() {
        let moment = |text| Moment::parse(text).unwrap();
        assert!(Window::new(moment("2026-01-31"), moment("2026-02-01")).is_none());
        assert!(Window::new(moment("2026-01-01"), moment("2026-01-31 23:59:59")).is_some());
    }

    #[test]
    fn halves_tile_the_window_and_a_second_has_none() {
        let window = period("2026-01-01 00:00:00", "2026-01-01 00:00:02").windows()[0];
        let (first, second) = window.halves().unwrap();
        assert_eq!((first.period().seconds(), second.period().seconds()), (2, 1));
        assert_eq!(first.to().plus(1), second.from());
        assert!(second.halves().is_none());
    }
}
