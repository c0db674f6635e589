//! Which case an interaction belongs to: some continue an earlier one.

use crate::Settings;
use crate::calendar::Calendar;
use crate::random::{Aspect, Random};

/// A case never has more interactions in a row than this.
const DEEPEST: u32 = 9;
/// How far back an interaction's predecessor can lie, in seconds: four days.
const FARTHEST: u64 = 4 * 86_400;

/// An interaction's place in its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The original interaction that opened the case.
    pub(crate) root: u64,
    /// The original interaction that this one continues.
    pub(crate) parent: Option<u64>,
}

/// Finds cases from ordinals.
pub(crate) struct Threads {
    seed: u64,
    share: f64,
    /// How many interactions back a predecessor can lie.
    reach: u64,
}

impl Threads {
    pub(crate) fn new(settings: &Settings) -> Self {
        let reach = settings.records.saturating_mul(FARTHEST) / settings.period.seconds().max(1);
        Self { seed: settings.seed, share: settings.shape.threads, reach: reach.max(3) }
    }

    /// The place of an original interaction.
    pub(crate) fn place(&self, calendar: &Calendar, original: u64) -> Place {
        let parent = self.parent(calendar, original);
        let mut root = original;
        for _ in 0..DEEPEST {
            match self.parent(calendar, root) {
                Some(earlier) => root = earlier,
                None => break,
            }
        }
        Place { root, parent }
    }

    fn parent(&self, calendar: &Calendar, original: u64) -> Option<u64> {
        let mut random = Random::at(self.seed, Aspect::Thread, original);
        if original == 0 || !random.chance(self.share) {
            return None;
        }
        let back = 1 + random.below(self.reach.min(original));
        Some(calendar.original(original - back))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn cases_repeat_and_begin_with_their_root() {
        let settings = Settings { records: 8_000, ..Settings::default() };
        let (calendar, threads) = (Calendar::new(&settings), Threads::new(&settings));
        let mut cases: HashMap<u64, u32> = HashMap::new();
        for ordinal in 0..8_000 {
            let place = threads.place(&calendar, calendar.original(ordinal));
            assert!(place.root <= ordinal);
            *cases.entry(place.root).or_default() += 1;
        }
        let longest = cases.values().max().unwrap();
        assert!((4_500..6_500).contains(&cases.len()) && (4..40).contains(longest), "{} {longest}", cases.len());
    }
}
