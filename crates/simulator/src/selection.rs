//! Which interactions a window holds, by the date the server selects by and by what has happened so far.

use std::ops::Range;

use interaction::{Moment, Period};

use crate::SelectsBy;
use crate::life::{LONGEST, Life};
use crate::operation::Operation;

/// A window over an operation at one present.
#[derive(Clone, Copy)]
pub(crate) struct Selection {
    pub(crate) period: Period,
    pub(crate) by: SelectsBy,
    pub(crate) now: Option<Moment>,
}

impl Selection {
    /// The ordinals of the interactions, in order of creation.
    pub(crate) fn ordinals(self, operation: &Operation) -> Ordinals<'_> {
        let Some(period) = self.happened() else {
            return Ordinals { operation, selection: self, range: 0..0 };
        };
        let delay = if self.by == SelectsBy::Closing { LONGEST } else { 0 };
        Ordinals { operation, selection: self, range: operation.created_around(period, delay) }
    }

    /// Those of a stretch of ordinals: what was left of an earlier look.
    pub(crate) const fn ordinals_from(self, operation: &Operation, range: Range<u64>) -> Ordinals<'_> {
        Ordinals { operation, selection: self, range }
    }

    /// How many interactions there are, but no more than `limit`.
    pub(crate) fn count(self, operation: &Operation, limit: u64) -> u64 {
        let ordinals = self.ordinals(operation);
        match self.by {
            SelectsBy::Creation => ordinals.range.end.saturating_sub(ordinals.range.start).min(limit),
            SelectsBy::Closing => ordinals.take(usize::try_from(limit).unwrap_or(usize::MAX)).count() as u64,
        }
    }

    /// Whether an interaction with these dates is selected.
    pub(crate) fn holds(self, created: Moment, closed: Option<Moment>) -> bool {
        if self.now.is_some_and(|now| created > now) {
            return false;
        }
        let closed = closed.filter(|closed| self.by == SelectsBy::Closing && self.now.is_none_or(|now| *closed <= now));
        self.period.contains(closed.unwrap_or(created))
    }

    fn happened(self) -> Option<Period> {
        match self.now {
            Some(now) => Period::new(self.period.from(), self.period.to().min(now)),
            None => Some(self.period),
        }
    }
}

/// The ordinals of a window's interactions.
pub(crate) struct Ordinals<'a> {
    operation: &'a Operation,
    selection: Selection,
    range: Range<u64>,
}

impl Ordinals<'_> {
    /// The ordinals not looked at yet.
    pub(crate) fn range(&self) -> Range<u64> {
        self.range.clone()
    }
}

impl Iterator for Ordinals<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        match self.selection.by {
            SelectsBy::Creation => self.range.next(),
            SelectsBy::Closing => self.range.by_ref().find(|ordinal| {
                let Life { created, closed, .. } = self.operation.life(*ordinal, self.selection.now);
                self.selection.holds(created, closed)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    fn ordinals(operation: &Operation, by: SelectsBy, ends: (&str, &str), now: &str) -> Vec<u64> {
        let period = Period::new(moment(ends.0), moment(ends.1)).unwrap();
        Selection { period, by, now: Moment::parse(now) }.ordinals(operation).collect()
    }

    #[test]
    fn windows_add_up_whichever_date_selects() {
        let operation = Operation::new(&Settings { records: 20_000, ..Settings::default() });
        for (by, now) in [SelectsBy::Creation, SelectsBy::Closing].into_iter().zip(["", "2026-03-05 10:00:00"]) {
            let whole = ordinals(&operation, by, ("2026-02-01", "2026-03-31 23:59:59"), now);
            let mut parts = ordinals(&operation, by, ("2026-02-01", "2026-03-02 11:07:31"), now);
            parts.extend(ordinals(&operation, by, ("2026-03-02 11:07:32", "2026-03-31 23:59:59"), now));
            parts.sort_unstable();
            assert_eq!(whole, parts);
            assert!(whole.len() > 3_000, "{}", whole.len());
        }
    }

    #[test]
    fn closing_selects_closed_ones_by_closing_and_open_ones_by_creation() {
        let operation = Operation::new(&Settings { records: 20_000, ..Settings::default() });
        let now = "2026-03-02 15:00:00";
        let found = ordinals(&operation, SelectsBy::Closing, ("2026-03-02", "2026-03-02 23:59:59"), now);
        let naive = (0..20_000).filter(|ordinal| {
            let life = operation.life(*ordinal, Moment::parse(now));
            let day = moment("2026-03-02")..=moment(now);
            day.contains(&life.closed.unwrap_or(life.created))
        });
        assert_eq!(found, naive.collect::<Vec<_>>());
        let open = found.iter().filter(|ordinal| operation.life(**ordinal, Moment::parse(now)).closed.is_none());
        assert!((1..found.len()).contains(&open.count()));
    }

    #[test]
    fn nothing_of_the_future_is_selected() {
        let operation = Operation::new(&Settings::default());
        for by in [SelectsBy::Creation, SelectsBy::Closing] {
            assert!(ordinals(&operation, by, ("2026-05-01", "2026-05-31"), "2026-04-30").is_empty());
        }
    }
}
