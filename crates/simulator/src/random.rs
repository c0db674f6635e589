//! Numbers that look random and depend on nothing but a seed, an aspect and a place (SplitMix64).
//!
//! Only integer steps and the four basic operations on `f64`, so that every platform makes the same data.

/// What a number is drawn for: two aspects of one record never share their numbers.
#[derive(Clone, Copy)]
pub(crate) enum Aspect {
    Rhythm = 1,
    Second,
    Twin,
    Life,
    Thread,
    Case,
    Customer,
    Size,
    Message,
    Answer,
    Layout,
    Handling,
    Score,
    Agent,
    Token,
}

/// A source of numbers.
pub(crate) struct Random(u64);

/// The golden ratio's fraction: SplitMix64's step.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// The numbers of one aspect at one place.
    pub(crate) fn at(seed: u64, aspect: Aspect, index: u64) -> Self {
        Self(mix(seed ^ mix(index.wrapping_add((aspect as u64).wrapping_mul(STEP)))))
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number under `bound`; 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(bound);
        (wide >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// A number from 0 up to, not including, 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in `share` of the cases.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.fraction() < share
    }

    /// One of the texts; `""` of none.
    pub(crate) fn word(&mut self, words: &[&'static str]) -> &'static str {
        words.get(self.below(words.len() as u64) as usize).copied().unwrap_or_default()
    }

    /// A number of mean 0 and deviation 1, never beyond ±6: the sum of twelve even ones, less six.
    pub(crate) fn normal(&mut self) -> f64 {
        let mut sum = 6_u64;
        for _ in 0..3 {
            let bits = self.bits();
            sum += (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + (bits >> 48);
        }
        sum as f64 / 65_536.0 - 6.0
    }
}

/// Spreads the bits of a number over all its places (SplitMix64's end).
pub(crate) fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// `e` to the `power`, from basic operations alone: a platform's own `exp` may differ in the last bit.
pub(crate) fn exponential(power: f64) -> f64 {
    let mut value = 1.0 + power / 1024.0;
    for _ in 0..10 {
        value *= value;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_gives_the_same_numbers_and_another_gives_others() {
        let draw = |aspect, index| Random::at(7, aspect, index).bits();
        assert_eq!(draw(Aspect::Life, 3), draw(Aspect::Life, 3));
        assert_ne!(draw(Aspect::Life, 3), draw(Aspect::Size, 3));
        assert_ne!(draw(Aspect::Life, 3), draw(Aspect::Life, 4));
    }

    #[test]
    fn numbers_keep_their_bounds_and_their_mean() {
        let mut random = Random::at(1, Aspect::Life, 0);
        let mut sum = 0.0;
        for _ in 0..20_000 {
            assert!(random.below(10) < 10);
            assert!((3..=5).contains(&random.between(3, 5)));
            sum += random.normal();
        }
        assert!((sum / 20_000.0).abs() < 0.05, "{sum}");
        assert_eq!(random.below(0), 0);
        assert!((exponential(0.5) - 1.6487).abs() < 0.001);
    }
}
