//! When interactions are created: the rhythm of the week, the day and the hour, and the second of each interaction.
//!
//! An interaction is known by its ordinal, counted in order of creation over the whole period. Ordinals and seconds
//! are found from each other without a look at any other interaction but the neighbours in its hour.

use std::ops::Range;

use chrono::{Datelike, Timelike};
use interaction::{Moment, Period};

use crate::Settings;
use crate::random::{Aspect, Random};

/// Seconds in an hour.
const HOUR: u32 = 3_600;
/// How busy the days of a week are, Monday first.
const DAYS: [u64; 7] = [112, 106, 100, 98, 92, 44, 17];
/// How busy the hours of a day are.
const HOURS: [u64; 24] = [5, 3, 2, 2, 2, 4, 11, 34, 72, 96, 104, 98, 76, 70, 86, 92, 88, 72, 50, 38, 30, 24, 16, 10];

/// The interactions' creation.
pub(crate) struct Calendar {
    seed: u64,
    bursts: f64,
    equal: f64,
    period: Period,
    /// The first second of the hour in which the period begins.
    first_hour: u32,
    /// Ordinal of the first interaction of each hour, and the number of all at the end.
    starts: Vec<u64>,
}

/// An hour's interactions and its part within the period.
struct Hour {
    ordinals: Range<u64>,
    start: u32,
    seconds: u32,
}

impl Calendar {
    pub(crate) fn new(settings: &Settings) -> Self {
        let (seed, period) = (settings.seed, settings.period);
        let first_hour = period.from().seconds() - period.from().seconds() % HOUR;
        let hours = (period.to().seconds() - first_hour) / HOUR + 1;
        let mut weights = Vec::with_capacity(hours as usize + 1);
        let mut sum = 0_u128;
        weights.push(sum);
        for hour in 0..hours {
            sum += u128::from(weight(seed, period, first_hour.saturating_add(hour * HOUR)));
            weights.push(sum);
        }
        // Shares of the sum, rounded down: the last one is the whole.
        let starts = weights.iter().map(|weight| (weight * u128::from(settings.records) / sum.max(1)) as u64).collect();
        Self { seed, bursts: settings.shape.bursts, equal: settings.shape.equal, period, first_hour, starts }
    }

    /// How many interactions there are.
    pub(crate) fn records(&self) -> u64 {
        self.starts.last().copied().unwrap_or_default()
    }

    /// When an interaction is created. Never decreases from one ordinal to the next.
    pub(crate) fn created(&self, ordinal: u64) -> Moment {
        self.created_within(&self.hour_of(ordinal), ordinal)
    }

    /// The ordinals of the interactions created in a period.
    pub(crate) fn created_in(&self, period: Period) -> Range<u64> {
        self.first_from(period.from())..self.first_from(period.to().plus(1))
    }

    /// The interaction that this one equals in everything; itself in most cases.
    pub(crate) fn original(&self, ordinal: u64) -> u64 {
        let hour = self.hour_of(ordinal);
        let mut original = ordinal;
        while original > hour.ordinals.start && self.is_twin(original) {
            original -= 1;
        }
        original
    }

    fn first_from(&self, moment: Moment) -> u64 {
        if moment > self.period.to() {
            return self.records();
        }
        let hours = moment.seconds().saturating_sub(self.first_hour) / HOUR;
        let hour = self.hour(hours as usize);
        let (mut low, mut high) = (hour.ordinals.start, hour.ordinals.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.created_within(&hour, middle) < moment { low = middle + 1 } else { high = middle }
        }
        low
    }

    fn created_within(&self, hour: &Hour, ordinal: u64) -> Moment {
        let mut ordinal = ordinal;
        while ordinal > hour.ordinals.start && (self.is_twin(ordinal) || self.is_burst(ordinal)) {
            ordinal -= 1;
        }
        // Each interaction has an even share of its hour, and lies anywhere in it.
        let (place, count) = (ordinal - hour.ordinals.start, hour.ordinals.end - hour.ordinals.start);
        let seconds = u64::from(hour.seconds);
        let within = Random::at(self.seed, Aspect::Second, ordinal).below(seconds);
        Moment::from_seconds(hour.start + ((place * seconds + within) / count.max(1)) as u32)
    }

    fn is_twin(&self, ordinal: u64) -> bool {
        Random::at(self.seed, Aspect::Twin, ordinal).chance(self.equal)
    }

    fn is_burst(&self, ordinal: u64) -> bool {
        let mut random = Random::at(self.seed, Aspect::Twin, ordinal);
        random.bits();
        random.chance(self.bursts)
    }

    fn hour_of(&self, ordinal: u64) -> Hour {
        self.hour(self.starts.partition_point(|start| *start <= ordinal).saturating_sub(1))
    }

    fn hour(&self, hour: usize) -> Hour {
        let start = |hour| self.starts.get(hour).copied().unwrap_or_else(|| self.records());
        let first = self.first_hour.saturating_add(hour as u32 * HOUR);
        let part = part_within(self.period, first);
        Hour { ordinals: start(hour)..start(hour + 1), start: part.start, seconds: part.end - part.start }
    }
}

/// The seconds of an hour that lie in the period.
fn part_within(period: Period, hour: u32) -> Range<u32> {
    let end = hour.saturating_add(HOUR).min(period.to().seconds().saturating_add(1));
    hour.max(period.from().seconds())..end
}

/// How many interactions an hour gets, against others.
fn weight(seed: u64, period: Period, hour: u32) -> u64 {
    let date_time = Moment::from_seconds(hour).date_time();
    let day = DAYS.get(date_time.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    let of_day = HOURS.get(date_time.hour() as usize).copied().unwrap_or_default();
    // No two days are alike: campaigns, outages, holidays.
    let luck = Random::at(seed, Aspect::Rhythm, u64::from(hour / 86_400)).between(82, 118);
    let part = part_within(period, hour);
    day * of_day * luck * u64::from(part.end - part.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;

    fn calendar(records: u64) -> Calendar {
        Calendar::new(&Settings { records, ..Settings::default() })
    }

    #[test]
    fn all_interactions_are_created_in_order_within_the_period() {
        let calendar = calendar(3_000);
        assert_eq!(calendar.records(), 3_000);
        let moments: Vec<_> = (0..3_000).map(|ordinal| calendar.created(ordinal)).collect();
        assert!(moments.is_sorted());
        assert!(moments.iter().all(|moment| calendar.period.contains(*moment)));
        assert_eq!(calendar.created_in(calendar.period), 0..3_000);
    }

    #[test]
    fn ordinals_of_a_period_are_those_created_in_it() {
        let calendar = calendar(40_000);
        let (from, to) = (Moment::parse("2026-03-02 09:12:05").unwrap(), Moment::parse("2026-03-02 11:00:00").unwrap());
        let found = calendar.created_in(Period::new(from, to).unwrap());
        let expected: Vec<_> = (0..40_000).filter(|n| (from..=to).contains(&calendar.created(*n))).collect();
        assert_eq!(found.collect::<Vec<_>>(), expected);
        assert!(!expected.is_empty());
    }

    #[test]
    fn working_days_and_hours_are_busier_and_several_share_a_second() {
        let calendar = calendar(50_000);
        let (mut sundays, mut mondays, mut nights, mut mornings, mut shared) = (0, 0, 0, 0, 0);
        for ordinal in 1..50_000 {
            let date_time = calendar.created(ordinal).date_time();
            match date_time.weekday() {
                chrono::Weekday::Sun => sundays += 1,
                chrono::Weekday::Mon => mondays += 1,
                _ => {}
            }
            match date_time.hour() {
                1..=3 => nights += 1,
                9..=11 => mornings += 1,
                _ => {}
            }
            shared += u32::from(calendar.created(ordinal) == calendar.created(ordinal - 1));
        }
        assert!(mondays > 4 * sundays && mornings > 20 * nights, "{mondays} {sundays} {mornings} {nights}");
        assert!((1_000..5_000).contains(&shared), "{shared}");
    }

    #[test]
    fn shares_of_equal_ones_are_kept() {
        let shape = Shape { equal: 0.1, ..Shape::default() };
        let calendar = Calendar::new(&Settings { records: 50_000, shape, ..Settings::default() });
        let twins = (0..50_000).filter(|ordinal| calendar.original(*ordinal) != *ordinal).count();
        assert!((3_500..5_500).contains(&twins), "{twins}");
    }
}
