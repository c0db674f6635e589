//! The keeper's clock: seconds that never run backwards and that know of sleep.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

/// A gap between two looks, beyond how often it is looked, that was sleep.
const SLEPT: u64 = 30;
/// How long after sleep nothing is asked: the network comes back.
const AFTER_SLEEP: u64 = 20;
/// How long after the start nothing is asked: what the page wants goes first.
const AFTER_START: u64 = 3;

/// Seconds since the start, sleep included. The system's steady clock stops while it sleeps, on some systems, and the
/// wall clock can be set: so both are looked at. A wall clock set forward is taken for sleep, one set back for nothing.
#[derive(Default)]
pub(super) struct Clock {
    looked: Option<(Instant, DateTime<Utc>)>,
    elapsed: u64,
    /// From when on it may be asked.
    ready: u64,
    /// What of a second was not counted yet.
    rest: Duration,
}

impl Clock {
    /// How long it is until it may be asked; nothing where it may.
    pub(super) fn until_ready(&self) -> Duration {
        Duration::from_secs(self.ready.saturating_sub(self.elapsed))
    }

    /// Looks at the system's clocks: how many seconds have passed, and from when on it may be asked.
    pub(super) fn look(&mut self, steady: Instant, wall: DateTime<Utc>) -> (u64, u64) {
        let Some((steady_before, wall_before)) = self.looked.replace((steady, wall)) else {
            self.ready = AFTER_START;
            return (self.elapsed, self.ready);
        };
        self.rest += steady.saturating_duration_since(steady_before);
        let passed = self.rest.as_secs();
        self.rest -= Duration::from_secs(passed);
        let by_wall = u64::try_from((wall - wall_before).num_seconds()).unwrap_or(0);
        let has_slept = by_wall > passed + SLEPT || passed > super::TICK.as_secs() + SLEPT;
        self.elapsed += if has_slept { passed.max(by_wall) } else { passed };
        if has_slept {
            self.ready = self.elapsed + AFTER_SLEEP;
        }
        (self.elapsed, self.ready)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(looks: &[(u64, i64)]) -> (u64, u64) {
        let (steady, wall) = (Instant::now(), "2026-11-22T08:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let mut clock = Clock::default();
        clock.look(steady, wall);
        let mut seen = (0, 0);
        for (by_steady, by_wall) in looks {
            let wall = wall + chrono::Duration::seconds(*by_wall);
            seen = clock.look(steady + Duration::from_secs(*by_steady), wall);
        }
        seen
    }

    #[test]
    fn time_passes() {
        assert_eq!(after(&[(10, 10), (20, 20), (30, 31)]), (30, 3));
    }

    #[test]
    fn sleep_counts_whether_the_steady_clock_slept_or_not() {
        assert_eq!(after(&[(10, 10), (11, 3_611)]), (3_611, 3_631));
        assert_eq!(after(&[(10, 10), (3_610, 3_610)]), (3_610, 3_630));
    }

    #[test]
    fn a_wall_clock_set_back_changes_nothing() {
        assert_eq!(after(&[(10, 10), (20, -86_400), (30, -86_390)]), (30, 3));
    }

    #[test]
    fn parts_of_a_second_are_not_lost() {
        let (steady, wall) = (Instant::now(), Utc::now());
        let mut clock = Clock::default();
        let looks = (0..=40).map(|quarter| steady + Duration::from_millis(250 * quarter));
        let last = looks.map(|look| clock.look(look, wall)).last();
        assert_eq!(last, Some((10, 3)));
    }
}
