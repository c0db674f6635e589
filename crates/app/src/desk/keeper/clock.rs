//! The keeper's clock: seconds that only a running machine's clock counts, and that nobody can set.

use std::time::{Duration, Instant};

/// Beyond how long it was to rest, a gap between two looks is sleep.
const SLEPT: Duration = Duration::from_secs(30);
/// How long after sleep nothing is asked: the network comes back.
const AFTER_SLEEP: Duration = Duration::from_secs(20);
/// How long after the start nothing is asked: what the page wants goes first.
const AFTER_START: Duration = Duration::from_secs(3);

/// Time since the start, by the machine's steady clock. The wall clock has no say in it: setting it must make nobody
/// ask more often.
pub(super) struct Clock {
    started: Duration,
    looked: Duration,
    /// From when on it may be asked.
    ready: Duration,
    /// How long a rest there may be between two looks.
    rest: Duration,
}

impl Clock {
    /// A clock that begins at a reading of the steady clock.
    pub(super) const fn new(steady: Duration) -> Self {
        Self { started: steady, looked: steady, ready: AFTER_START, rest: Duration::ZERO }
    }

    /// Looks at the steady clock: how many seconds have passed since the start, and from when on it may be asked.
    pub(super) fn look(&mut self, steady: Duration) -> (u64, u64) {
        let gap = steady.saturating_sub(self.looked);
        self.looked = self.looked.max(steady);
        if gap > self.rest + SLEPT {
            self.ready = self.elapsed() + AFTER_SLEEP;
        }
        (self.elapsed().as_secs(), self.ready.as_secs())
    }

    /// Nobody will look for so long.
    pub(super) const fn rests(&mut self, rest: Duration) {
        self.rest = rest;
    }

    /// How long it is until it may be asked; nothing where it may.
    pub(super) fn until_ready(&self) -> Duration {
        self.ready.saturating_sub(self.elapsed())
    }

    const fn elapsed(&self) -> Duration {
        self.looked.saturating_sub(self.started)
    }
}

/// The machine's steady clock, sleep included where the system tells of it: Linux's own clock for programs stops then.
pub(super) fn steady() -> Duration {
    static STARTED: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let uptime = || std::fs::read_to_string("/proc/uptime").ok()?.split(' ').next()?.parse().ok();
    let uptime = if cfg!(target_os = "linux") { uptime() } else { None };
    uptime.map_or_else(|| STARTED.elapsed(), Duration::from_secs_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(looks: &[u64]) -> (u64, u64) {
        let mut clock = Clock::new(Duration::from_secs(1_000));
        clock.rests(Duration::from_secs(5));
        looks.iter().map(|at| clock.look(Duration::from_secs(1_000 + at))).last().unwrap()
    }

    #[test]
    fn time_passes() {
        assert_eq!(after(&[10, 20, 30]), (30, 3));
    }

    #[test]
    fn sleep_counts_and_is_followed_by_a_pause() {
        assert_eq!(after(&[10, 3_610]), (3_610, 3_630));
    }

    #[test]
    fn a_long_rest_that_was_meant_is_no_sleep() {
        let mut clock = Clock::new(Duration::ZERO);
        clock.rests(Duration::from_secs(300));
        assert_eq!(clock.look(Duration::from_secs(300)), (300, 3));
    }

    #[test]
    fn the_steady_clock_moves_on() {
        let before = steady();
        std::thread::sleep(Duration::from_millis(30));
        assert!(steady() > before);
    }
}
