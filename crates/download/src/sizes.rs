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
    too_many.records.max(come_whole.map_or(1, |records| records + 1)).min(known.full_answer)
}

impl Sizes {
    /// What is known of an operation at its present.
    pub(crate) fn of(known: Known<'_>, present: Moment) -> Self {
        Self::new(Density::of(known.windows), (limit(known, present), known.full_answer))
    }

    /// Where so many records are too many, and so many make a full answer.
    pub(crate) const fn new(density: Density, (limit, full_answer): (u64, u64)) -> Self {
        Self { density, limit, full_answer, longest_whole: 0, slow: Vec::new(), too_long: (0, u64::MAX) }
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
        let known = self.slow.extract_if(.., |slow| slow.left == 0);
        let too_many =
            known.map(|slow| slow.records).filter(|records| *records >= self.full_answer / SMALLEST_TOO_SLOW);
        too_many.min().inspect(|records| self.limit = self.limit.min(*records))
    }

    /// Learns that an answer of so many records was too much.
    pub(crate) fn was_too_much(&mut self, records: u64) {
        self.limit = self.limit.min(records.max(1));
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
