//! How much may be asked for at once: what the archive tells before a run, and what the run learns.

use archive::StoredWindow;
use interaction::{Moment, Window};

use crate::Known;
use crate::density::{Density, filled};

/// For how long an answer that was too much for the server is remembered: it may have been slow that week.
const REMEMBERED: u32 = 7 * 86_400;
/// A window may be so many times as long as the longest that came back whole in the run, where nothing was planned for
/// it: a quiet stretch behind a busy one is felt for, not jumped into.
const GROWTH: u64 = 4;
/// A server that has no time for this part of a full answer has trouble, and was not asked too much.
const SMALLEST_TOO_SLOW: u64 = 20;
/// For this part of a full answer one window that took too long is enough to tell that it was too much; for less it
/// takes two: a single one may have met a busy minute.
const LARGE: u64 = 4;
/// No limit is learnt below so many records: a few large ones are no measure for the others.
const FEWEST: u64 = 20;
/// So many windows that took too long tell that their length is to blame; a single one may have met a busy minute.
const TOO_LONG: u32 = 2;

/// What a run knows of how much it may ask for at once.
#[derive(Clone, Debug)]
pub(crate) struct Sizes {
    pub(crate) density: Density,
    /// How many records are too many for one answer.
    pub(crate) limit: u64,
    full_answer: u64,
    /// Seconds of the longest window that came back whole in this run.
    longest_whole: u64,
    /// The windows of this run that took too long.
    slow: Vec<Slow>,
    /// What those held of which all is known by now.
    too_slow: Vec<u64>,
    /// How many there were, and the seconds of the shortest of them.
    too_long: (u32, u64),
}

/// A window that took too long, and what its parts have held.
#[derive(Clone, Copy, Debug)]
struct Slow {
    window: Window,
    records: u64,
    /// Seconds of it that no part has told of.
    left: u64,
}

/// How many records are too many for one answer: a full one is, and one that was too much lately, unless a greater one
/// has come whole since.
pub(crate) fn limit(known: Known<'_>, present: Moment) -> u64 {
    let Some(too_many) = known.too_many.filter(|too_many| present < too_many.at.plus(REMEMBERED)) else {
        return known.full_answer;
    };
    let since = |window: &&StoredWindow| window.is_stored() && window.fetched_at > too_many.at;
    let come_whole = known.windows.iter().filter(since).map(|window| window.records + window.set_aside).max();
    too_many.records.max(come_whole.map_or(FEWEST, |records| records + 1)).min(known.full_answer)
}

impl Sizes {
    /// What is known of an operation at its present.
    pub(crate) fn of(known: Known<'_>, present: Moment) -> Self {
        Self::new(Density::of(known.windows), (limit(known, present), known.full_answer))
    }

    /// Where so many records are too many, and so many make a full answer.
    pub(crate) const fn new(density: Density, (limit, full_answer): (u64, u64)) -> Self {
        Self {
            density,
            limit,
            full_answer,
            longest_whole: 0,
            slow: Vec::new(),
            too_slow: Vec::new(),
            too_long: (0, u64::MAX),
        }
    }

    /// Learns that a window came back whole. If with it all is known of one that took too long, how many records that
    /// would have held, as far as they are to blame for it.
    pub(crate) fn came_whole(&mut self, window: Window, records: u64) -> Option<u64> {
        let seconds = window.period().seconds();
        self.density.learn(window.period(), records);
        self.longest_whole = self.longest_whole.max(seconds);
        self.limit = self.limit.max(records + 1).min(self.full_answer);
        for slow in self.slow.iter_mut().filter(|slow| slow.window.period().covers(window.period())) {
            slow.records += records;
            slow.left = slow.left.saturating_sub(seconds);
        }
        let known = self.slow.extract_if(.., |slow| slow.left == 0).map(|slow| slow.records);
        let met = self.too_slow.len();
        self.too_slow.extend(known.filter(|records| *records >= self.full_answer / SMALLEST_TOO_SLOW));
        let least = self.too_slow.iter().copied().min().filter(|_| self.too_slow.len() > met);
        let too_many = least.filter(|least| self.too_slow.len() > 1 || *least >= self.full_answer / LARGE);
        too_many.inspect(|records| self.limit = self.limit.min(*records))
    }

    /// Learns that an answer of so many records was too much.
    pub(crate) fn was_too_much(&mut self, records: u64) {
        self.limit = self.limit.min(records.max(FEWEST));
    }

    /// Learns that a window took too long.
    pub(crate) fn took_too_long(&mut self, window: Window) {
        let seconds = window.period().seconds();
        self.too_long = (self.too_long.0 + 1, self.too_long.1.min(seconds));
        self.slow.push(Slow { window, records: 0, left: seconds });
    }

    /// Whether windows of this length take too long, after so many did: none so long has come whole. Where longer ones
    /// have, not the length is to blame but what lies within.
    fn takes_too_long(&self, window: Window, times: u32) -> bool {
        let (count, shortest) = self.too_long;
        count >= times && shortest > self.longest_whole && window.period().seconds() >= shortest
    }

    /// Whether a window would come back full or too late.
    pub(crate) fn is_too_much(&self, window: Window) -> bool {
        self.takes_too_long(window, TOO_LONG)
            || self.density.expect(window.period()).is_some_and(|expected| expected >= self.limit)
    }

    /// Whether a window that nobody planned may be asked for: it is felt to be small enough.
    pub(crate) fn fits(&self, window: Window) -> bool {
        let seconds = window.period().seconds();
        let expected = self.density.expect(window.period());
        let is_felt = seconds <= self.longest_whole.saturating_mul(GROWTH) && !self.takes_too_long(window, 1);
        is_felt && expected.is_some_and(|expected| expected as f64 <= filled(self.limit))
    }
}

#[cfg(test)]
mod tests {
    use archive::TooMany;

    use super::*;

    fn march(first: u32, last: u32) -> Window {
        let day = |day: u32| Moment::parse("2026-03-01").unwrap().plus((day - 1) * 86_400);
        Window::new(day(first), day(last).end_of_day()).unwrap()
    }

    #[test]
    fn what_was_too_much_is_remembered_for_a_week() {
        let at = Moment::parse("2026-03-01 10:00:00").unwrap();
        let too_many = Some(TooMany { records: 900, at });
        let known = Known { windows: &[], changing: &[], too_many, full_answer: 60_000, since: None };
        assert_eq!(limit(known, at.plus(6 * 86_400)), 900);
        assert_eq!(limit(known, at.plus(7 * 86_400)), 60_000);
        assert_eq!(limit(Known { full_answer: 500, ..known }, at), 500);
    }

    #[test]
    fn what_took_too_long_tells_how_much_is_too_much_once_its_parts_are_known() {
        let mut sizes = Sizes::new(Density::default(), (60_000, 60_000));
        sizes.took_too_long(march(1, 31));
        assert_eq!(sizes.came_whole(march(1, 15), 10_000), None);
        assert_eq!(sizes.came_whole(march(16, 31), 8_000), Some(18_000));
        assert_eq!(sizes.limit, 18_000);
        assert_eq!(sizes.came_whole(march(1, 31), 20_000), None);
        assert_eq!(sizes.limit, 20_001, "more than that came whole");
    }

    #[test]
    fn one_small_window_that_met_a_busy_minute_tells_nothing_and_two_do() {
        let mut sizes = Sizes::new(Density::default(), (60_000, 60_000));
        sizes.took_too_long(march(1, 20));
        assert_eq!((sizes.came_whole(march(1, 10), 4_000), sizes.came_whole(march(11, 20), 4_000)), (None, None));
        assert_eq!(sizes.limit, 60_000);
        sizes.took_too_long(march(21, 30));
        assert_eq!(
            (sizes.came_whole(march(21, 25), 3_000), sizes.came_whole(march(26, 30), 4_000)),
            (None, Some(7_000))
        );
        for few in [march(1, 1), march(2, 2), march(3, 3)] {
            sizes.took_too_long(few);
            assert_eq!(sizes.came_whole(few, 10), None, "a server in trouble");
        }
    }

    #[test]
    fn a_length_that_took_too_long_twice_is_not_tried_again_until_it_comes_whole() {
        let mut sizes = Sizes::new(Density::default(), (60_000, 60_000));
        sizes.took_too_long(march(1, 31));
        assert!(!sizes.is_too_much(march(1, 31)));
        sizes.took_too_long(march(1, 15));
        assert!(sizes.is_too_much(march(1, 16)) && !sizes.is_too_much(march(1, 14)));
        sizes.came_whole(march(1, 16), 10);
        assert!(!sizes.is_too_much(march(1, 16)));
    }
}
