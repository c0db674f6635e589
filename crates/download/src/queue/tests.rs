//! The sizing of windows, against a server of numbers: what it costs beside the fewest requests that could do.

use interaction::{Moment, Period};

use super::*;
use crate::density::Density;

/// A server that knows when its records were created, and gives so many less one at most.
struct Numbers {
    created: Vec<u32>,
    full: u64,
    is_ordered: bool,
}

/// What a download of it cost.
#[derive(Debug, Default)]
struct Cost {
    requests: u64,
    full: u64,
    fewest: u64,
}

impl Numbers {
    fn within(&self, window: Window) -> &[u32] {
        let from = self.created.partition_point(|created| *created < window.from().seconds());
        let to = self.created.partition_point(|created| *created <= window.to().seconds());
        &self.created[from..to]
    }

    /// The fewest windows that bring all of a stretch: each as long as its answer allows.
    fn fewest(&self, stretch: Window) -> u64 {
        let mut records = self.within(stretch);
        let mut count = 1;
        while records.len() as u64 >= self.full {
            // The record that would make the answer full begins the next, with all of its second.
            let next = records[self.full as usize - 1];
            let at = records
                .partition_point(|created| *created < next)
                .max(records.partition_point(|created| *created <= records[0]));
            records = &records[at..];
            count += 1;
        }
        count
    }

    /// What an archive knows that holds all of it, by weeks.
    fn known(&self) -> Density {
        let mut density = Density::default();
        for month in half_a_year().windows() {
            let mut rest = Some(month);
            while let Some(window) = rest {
                let cut = window.cut_at(window.from().plus(7 * 86_400));
                let week = cut.map_or(window, |(week, _)| week);
                density.learn(week.period(), self.within(week).len() as u64);
                rest = cut.map(|(_, after)| after);
            }
        }
        density
    }

    /// Downloads the months as a run does.
    fn download(&self, period: Period, density: Density) -> Cost {
        let mut cost = Cost::default();
        let mut sizes = Sizes::new(density, (self.full, self.full));
        for stretch in period.windows() {
            cost.fewest += self.fewest(stretch);
            let parts = sizes.density.cut(stretch, (sizes.limit, 1, u64::MAX));
            let mut queue = Queue::new(parts, period.to());
            let mut got = 0;
            while let Some(next) = queue.next(&sizes) {
                let part = match next {
                    Ok(part) => part,
                    Err(part) => {
                        queue.split(part, &sizes);
                        continue;
                    }
                };
                cost.requests += 1;
                let held = self.within(part.window);
                if (held.len() as u64) < self.full {
                    sizes.came_whole(part.window, held.len() as u64);
                } else {
                    let last = if self.is_ordered { held[self.full as usize - 1] } else { held[held.len() - 1] };
                    let spread = Period::between(Moment::from_seconds(held[0]), Moment::from_seconds(last));
                    sizes.density.learn(spread, self.full);
                    cost.full += 1;
                    if queue.split(part, &sizes).is_some() {
                        continue;
                    }
                }
                got += held.len();
            }
            assert_eq!(got, self.within(stretch).len(), "a gap or an overlap");
        }
        cost
    }
}

/// Numbers by chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn half_a_year() -> Period {
    let moment = |text| Moment::parse(text).unwrap();
    Period::new(moment("2026-01-01"), moment("2026-06-30 23:59:59")).unwrap()
}

/// Records by a rate for each hour.
fn by_hours(chance: &mut Chance, rate: impl Fn(&mut Chance, u32) -> f64) -> Vec<u32> {
    let period = half_a_year();
    let mut created = Vec::new();
    for hour in 0..(period.seconds() / 3_600) as u32 {
        let rate = rate(chance, hour);
        let count = rate as u64 + u64::from(chance.share() < rate.fract());
        created.extend((0..count).map(|_| period.from().seconds() + hour * 3_600 + chance.below(3_600) as u32));
    }
    created.sort_unstable();
    created
}

/// An operation by chance: quiet, busy, with days and hours, with bursts of hours or of moments, growing or ending.
fn by_chance(chance: &mut Chance) -> Vec<u32> {
    let mean = 10_f64.powf(chance.share() * 3.0 - 2.0);
    let (weekend, night) = (chance.share(), chance.share());
    let (rare, burst) = (20 + chance.below(2_000), 10_f64.powf(chance.share() * 3.0));
    let (growth, quiet_until) = (chance.share() * 4.0 - 2.0, chance.below(3_000) as u32);
    let mut created = by_hours(chance, |chance, hour| {
        let day = if hour / 24 % 7 < 5 { 1.0 } else { weekend };
        let time = if (8..18).contains(&(hour % 24)) { 1.0 } else { night };
        let grown = (growth * f64::from(hour) / 4_344.0).exp();
        let is_over = if hour < quiet_until { 0.1 } else { 1.0 };
        let burst = if chance.below(rare) == 0 { burst } else { 1.0 };
        (mean * day * time * grown * is_over * burst).min(3_000.0)
    });
    for _ in 0..chance.below(4) {
        let at = half_a_year().from().seconds() + chance.below(15_000_000) as u32;
        let (count, length) = (chance.below(400), 1 + chance.below(3_000));
        created.extend((0..count).map(|_| at + chance.below(length) as u32));
    }
    created.sort_unstable();
    created
}

/// As many a month as fill an answer so often, over the hours and days that people work.
fn by_working_hours(answers_a_month: f64, full: u64) -> Vec<u32> {
    let mean = answers_a_month * full as f64 / (30.0 * 24.0);
    by_hours(&mut Chance(full), |_, hour| {
        let day = if hour / 24 % 7 < 5 { 1.3 } else { 0.25 };
        mean * day * if (8..18).contains(&(hour % 24)) { 2.2 } else { 0.15 }
    })
}

#[test]
fn a_quiet_operation_costs_one_request_a_month() {
    for is_ordered in [true, false] {
        let numbers = Numbers { created: by_working_hours(0.7, 500), full: 500, is_ordered };
        assert_eq!(numbers.download(half_a_year(), Density::default()).requests, 6);
        assert_eq!(numbers.download(half_a_year(), numbers.known()).requests, 6);
    }
}

#[test]
fn where_people_work_by_the_week_the_requests_are_within_twice_the_fewest() {
    for is_ordered in [true, false] {
        for answers_a_month in [0.3, 0.95, 1.1, 1.5, 2.0, 3.0, 6.0, 10.0] {
            let numbers = Numbers { created: by_working_hours(answers_a_month, 400), full: 400, is_ordered };
            let first = numbers.download(half_a_year(), Density::default());
            assert!(first.requests <= 2 * first.fewest + 6, "{answers_a_month} answers a month: {first:?}");
            let again = numbers.download(half_a_year(), numbers.known());
            assert!(again.requests <= 2 * again.fewest, "{answers_a_month} answers a month, known: {again:?}");
        }
    }
}

#[test]
fn whatever_the_density_the_requests_are_within_eight_times_the_fewest_and_two_a_month() {
    for seed in 0..250 {
        let mut chance = Chance(seed);
        let (created, full, is_ordered) = (by_chance(&mut chance), 20 + chance.below(600), chance.below(2) == 0);
        let numbers = Numbers { created, full, is_ordered };
        let cost = numbers.download(half_a_year(), Density::default());
        assert!(cost.requests <= 8 * cost.fewest + 12, "seed {seed}: {cost:?}");
    }
}
