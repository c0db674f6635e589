//! Columns of made-up records, of any number, breadth and skew.

use archive::{Codes, Columns};

/// The first second of creation: 2026-01-01 00:00:00.
pub(crate) const FIRST: u32 = 1_767_225_600;

/// What the records are like.
pub(crate) struct Shape {
    pub(crate) records: usize,
    /// Days over which they are spread.
    pub(crate) days: u32,
    /// How many agents; the other dimensions have fewer values in proportion.
    pub(crate) values: usize,
    /// 0 for values that are equally frequent, 1 for Zipf's law, more for a few that outweigh all others.
    pub(crate) skew: f64,
    /// The share of records without a survey.
    pub(crate) unanswered: f64,
    pub(crate) seed: u64,
}

impl Default for Shape {
    fn default() -> Self {
        Self { records: 1_000_000, days: 365, values: 120, skew: 0.8, unanswered: 0.7, seed: 1 }
    }
}

impl Shape {
    /// The columns, newest first, a few undated at the end.
    pub(crate) fn columns(&self) -> Columns {
        let mut random = Random(self.seed);
        let records = self.records as u32;
        let undated = self.records / 5000;
        let mut created: Vec<u32> =
            (0..self.records - undated).map(|_| FIRST + random.below(self.days * 86_400)).collect();
        created.sort_unstable_by(|a, b| b.cmp(a));
        created.resize(self.records, Columns::NO_DATE);
        let breadths = [self.values / 6, self.values, 11, 4, 3, self.values / 3].map(|values| values.max(2));
        Columns {
            ids: (1..=records).collect(),
            rows: (1..=records).rev().collect(),
            closed: self.closed(&created),
            created,
            codes: [0, 1, 2, 3, 4, 5].map(|number| {
                let values = breadths.get(number).copied().unwrap_or(2);
                let absent = if number == 2 { self.unanswered } else { 0.01 };
                self.codes(&mut random, values, absent)
            }),
            values: breadths.map(|values| {
                let value = |code| if code == 0 { String::new() } else { format!("{code}") };
                (0..=values).map(value).collect()
            }),
        }
    }

    /// When they were closed: most soon, some after days. Drawn apart, so that all else stays as it was without it.
    fn closed(&self, created: &[u32]) -> Vec<u32> {
        let mut random = Random(!self.seed);
        let mut after = |created: u32| {
            let days = 1 + random.below(10);
            created.saturating_add(random.below(days * days * 8_640))
        };
        created.iter().map(|at| if *at == Columns::NO_DATE { *at } else { after(*at) }).collect()
    }

    /// Codes from 1 to `values` with the shape's skew, 0 for a share of the records.
    fn codes(&self, random: &mut Random, values: usize, absent: f64) -> Codes {
        let weights = (1..=values).map(|place| (place as f64).powf(-self.skew));
        let mut sum = 0.0;
        let heaps: Vec<f64> = weights
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        // Which values are frequent has nothing to do with the order in which they were first seen.
        let mut order: Vec<u32> = (1..=values as u32).collect();
        order.sort_by_cached_key(|_| random.next());
        let mut codes = Codes::for_values(values + 1);
        codes.extend((0..self.records).map(|_| {
            if random.share() < absent {
                return 0;
            }
            let at = random.share() * sum;
            let place = heaps.partition_point(|heap| *heap < at);
            order.get(place).copied().unwrap_or(1)
        }));
        codes
    }
}

/// Random numbers from a seed (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        (((self.next() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
