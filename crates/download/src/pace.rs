//! How long a download waits, and how often it tries.

use std::time::Duration;

/// Waits and tries. The default is for servers that people work with; tests make it quick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The pause before the first retry; each further one doubles, up to [`longest_wait`](Self::longest_wait). By
    /// chance it is up to a half shorter, so that programs that were refused together do not come back together.
    pub first_wait: Duration,
    /// The longest pause between retries.
    pub longest_wait: Duration,
    /// How often a request is made before its window fails.
    pub tries: u32,
    /// How often a request is made where the network is gone.
    pub unreachable_tries: u32,
    /// How often a request is made where the server has not been reached in this run at all.
    pub first_tries: u32,
    /// How often to ask again while someone else uses the token.
    pub busy_tries: u32,
    /// The pause after a request that was broken off: it may live on at the server for a moment.
    pub after_abort: Duration,
    /// How many records make an answer a full one, whose rest the server cut off in silence.
    pub full_answer: u64,
    /// What chance is drawn from: a number that differs from program to program.
    pub seed: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(30),
            tries: 6,
            unreachable_tries: 8,
            first_tries: 3,
            busy_tries: 20,
            after_abort: Duration::from_secs(1),
            full_answer: wolkvox::FULL_ANSWER,
            seed: 0,
        }
    }
}

impl Pace {
    /// The pause before the retry with this number, the first being 0, as the run's `draw` has it.
    pub(crate) fn wait(&self, retry: u32, draw: u64) -> Duration {
        let whole = self.first_wait.saturating_mul(1 << retry.min(16)).min(self.longest_wait);
        // The upper half of the bits, as a share of 1.
        let chance = f64::from((mixed(self.seed.wrapping_add(draw)) >> 32) as u32) / f64::from(u32::MAX);
        whole.mul_f64(1.0 - chance / 2.0)
    }
}

/// The number, well mixed (splitmix64).
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_ceiling_and_are_by_chance_up_to_a_half_shorter() {
        let pace = Pace::default();
        for (retry, whole) in [(0, 1), (1, 2), (4, 16), (5, 30), (60, 30)] {
            let whole = Duration::from_secs(whole);
            let waits: Vec<Duration> = (0..200).map(|draw| pace.wait(retry, draw)).collect();
            assert!(waits.iter().all(|wait| *wait <= whole && *wait >= whole / 2));
            let spread = *waits.iter().max().unwrap() - *waits.iter().min().unwrap();
            assert!(spread > whole.mul_f64(0.45), "chance reaches from one end to the other: {spread:?}");
        }
    }

    #[test]
    fn the_same_seed_waits_alike_and_another_does_not() {
        let waits = |seed| (0..9).map(|draw| Pace { seed, ..Pace::default() }.wait(3, draw)).collect::<Vec<_>>();
        assert_eq!(waits(7), waits(7));
        assert_ne!(waits(7), waits(8));
    }
}
