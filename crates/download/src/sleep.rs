//! Whether the computer slept: then the wall clock has gone on, and the clock of the machine has not.

use std::time::{Duration, Instant};

use interaction::Moment;

/// By how much the wall clock must be ahead: more than a clock is set by, and than a request hangs unnoticed.
const AHEAD: Duration = Duration::from_secs(30);

/// A point in time, by both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Awake {
    wall: Moment,
    machine: Instant,
}

impl Awake {
    /// Now.
    pub(crate) const fn at(wall: Moment, machine: Instant) -> Self {
        Self { wall, machine }
    }

    /// Whether the computer slept between then and now. Where the machine's clock goes on in sleep it is not seen, and
    /// what broke is retried like anything else.
    pub(crate) fn has_slept(self, wall: Moment, machine: Instant) -> bool {
        let passed = Duration::from_secs(u64::from(wall.seconds().saturating_sub(self.wall.seconds())));
        passed > machine.saturating_duration_since(self.machine) + AHEAD
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wall_clock_that_ran_ahead_tells_of_sleep() {
        let (wall, machine) = (Moment::from_seconds(1_800_000_000), Instant::now());
        let awake = Awake::at(wall, machine);
        let later = |seconds| machine + Duration::from_secs(seconds);
        assert!(awake.has_slept(wall.plus(3_600), later(20)));
        assert!(!awake.has_slept(wall.plus(90), later(89)), "a long request");
        assert!(!awake.has_slept(wall.minus(3_600), later(20)), "a clock that was put back");
    }
}
