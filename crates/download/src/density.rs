//! How many records lie where in time, as far as answers have shown: what sizes the windows that are asked for.
//!
//! Nothing but the cost depends on it. A guess that is too low costs a full answer, which is asked for again in parts;
//! one that is too high costs parts that could have been one.

use archive::StoredWindow;
use interaction::{Moment, Period, Window};

const DAY: f64 = 86_400.0;
/// How much of the operation's time, nearest to what nothing is known of, tells what to expect there: a week, so that
/// its busiest days are among it.
const NEARBY: f64 = 7.0 * DAY;
/// What lies farther away in seconds, a year, tells nothing: the operation may not have been there.
const FAR: u32 = 366 * 86_400;
/// The share of what an answer can hold that a window is planned to hold. The rest is for days that are busier.
const FILLED: f64 = 0.9;
/// By how much of its records a part may be off to start with a day or an hour.
const ROUNDING: f64 = 0.05;

/// How many records lie where, by the windows whose answers are known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Density {
    /// By time; no two share a second.
    pieces: Vec<Piece>,
}

/// A stretch and how many records it holds, evenly.
#[derive(Clone, Copy, Debug)]
struct Piece {
    period: Period,
    records: f64,
}

impl Density {
    /// What the windows of an archive tell. A staged one is newer than what is stored.
    pub(crate) fn of(windows: &[StoredWindow]) -> Self {
        let held = |window: &StoredWindow| window.records + window.set_aside;
        let stored = windows.iter().filter(|window| window.is_stored());
        let mut pieces: Vec<Piece> =
            stored.map(|window| Piece { period: window.period(), records: held(window) as f64 }).collect();
        pieces.sort_unstable_by_key(|piece| piece.period);
        let mut density = Self { pieces };
        for window in windows.iter().filter(|window| window.is_staged()) {
            density.learn(window.period(), held(window));
        }
        density
    }

    /// Learns that a stretch holds so many records, in place of what was known of it.
    pub(crate) fn learn(&mut self, period: Period, records: u64) {
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2);
        for piece in self.pieces.drain(..) {
            pieces.extend(piece.period.gaps([period].into_iter()).into_iter().map(|rest| piece.part(rest)));
        }
        let at = pieces.partition_point(|piece: &Piece| piece.period.from() < period.from());
        pieces.insert(at, Piece { period, records: records as f64 });
        self.pieces = pieces;
    }

    /// How many records a stretch will hold; `None` where nothing is known of a part of it, nor near it.
    pub(crate) fn expect(&self, period: Period) -> Option<u64> {
        let segments = self.segments(period)?;
        Some(segments.iter().map(|segment| segment.records).sum::<f64>().ceil() as u64)
    }

    /// The windows, of equal numbers of records, that tile a window, as few as hold no more than `FILLED` of the limit
    /// each, within a least and a greatest number. They start with a day or an hour where that makes little difference.
    pub(crate) fn cut(&self, window: Window, (limit, least, most): (u64, u64, u64)) -> Vec<Window> {
        let Some(segments) = self.segments(window.period()) else { return vec![window] };
        let expected: f64 = segments.iter().map(|segment| segment.records).sum();
        let count = ((expected / filled(limit)).ceil() as u64).clamp(least, most);
        let goal = expected / count as f64;
        let (mut cut, mut rest) = (Vec::new(), window);
        for part in 1..count {
            let Some(at) = place(&segments, goal * part as f64) else { break };
            let Some((before, after)) = rest.cut_at(rounded(&segments, at, goal)) else { continue };
            cut.push(before);
            rest = after;
        }
        cut.push(rest);
        cut
    }

    /// The stretch in pieces of even density, by time; `None` where nothing is known of a part of it, nor near it.
    fn segments(&self, period: Period) -> Option<Vec<Piece>> {
        let known: Vec<Piece> = self
            .pieces
            .iter()
            .filter_map(|piece| piece.period.intersection(period).map(|part| piece.part(part)))
            .collect();
        let unknown = period.gaps(known.iter().map(|piece| piece.period));
        let rate = if unknown.is_empty() { 0.0 } else { self.rate_near(period)? };
        let guessed = unknown.into_iter().map(|period| Piece { period, records: rate * seconds(period) });
        let mut segments: Vec<Piece> = known.into_iter().chain(guessed).collect();
        segments.sort_unstable_by_key(|segment| segment.period);
        Some(segments)
    }

    /// Records a second around a stretch: the busiest of what is known nearby counts, so that what is asked for comes
    /// back whole. What is shorter than a day tells of an hour of the day rather than of the operation, and is spread
    /// over one.
    fn rate_near(&self, period: Period) -> Option<f64> {
        let by_distance = self.pieces.iter().map(|piece| (distance(piece.period, period), piece));
        let mut nearest: Vec<(u32, &Piece)> = by_distance.filter(|(distance, _)| *distance <= FAR).collect();
        nearest.sort_by_key(|(distance, _)| *distance);
        nearest.first()?;
        let (mut all, mut records, mut busiest) = (0.0, 0.0, 0.0_f64);
        for (_, piece) in nearest {
            let length = seconds(piece.period);
            busiest = busiest.max(piece.records / length.max(DAY));
            (all, records) = (all + length, records + piece.records);
            if all >= NEARBY {
                break;
            }
        }
        Some(busiest.max(records / all.max(DAY)))
    }
}

impl Piece {
    /// What lies in a part of it.
    fn part(self, part: Period) -> Self {
        Self { period: part, records: self.records * seconds(part) / seconds(self.period) }
    }
}

/// How many records a window is planned to hold at most.
pub(crate) fn filled(limit: u64) -> f64 {
    (limit as f64 * FILLED).max(1.0)
}

/// Where so many records have passed.
fn place(segments: &[Piece], goal: f64) -> Option<Moment> {
    let mut passed = 0.0;
    for segment in segments {
        if segment.records > 0.0 && passed + segment.records >= goal {
            let share = (goal - passed) / segment.records;
            return Some(segment.period.from().plus((share * seconds(segment.period)) as u32));
        }
        passed += segment.records;
    }
    None
}

/// The nearest start of a day, or of an hour, if few records lie between.
fn rounded(segments: &[Piece], at: Moment, goal: f64) -> Moment {
    let between = |start: Moment| {
        let period = Period::between(start, at);
        let shared =
            |segment: &Piece| segment.period.intersection(period).map_or(0.0, |part| segment.part(part).records);
        segments.iter().map(shared).sum::<f64>()
    };
    let nearest = |unit: u32| Moment::from_seconds((at.seconds() + unit / 2) / unit * unit);
    let near = [86_400, 3_600].map(nearest);
    near.into_iter().find(|start| between(*start) <= goal * ROUNDING).unwrap_or(at)
}

/// Seconds between two stretches; 0 where they share one.
fn distance(one: Period, other: Period) -> u32 {
    let after = one.from().seconds().saturating_sub(other.to().seconds());
    after.max(other.from().seconds().saturating_sub(one.to().seconds()))
}

fn seconds(period: Period) -> f64 {
    period.seconds() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap()).unwrap()
    }

    fn window(from: &str, to: &str) -> Window {
        Window::new(Moment::parse(from).unwrap(), Moment::parse(to).unwrap()).unwrap()
    }

    #[test]
    fn the_busiest_days_nearby_tell_what_to_expect_where_nothing_is_known() {
        let mut density = Density::default();
        assert_eq!(density.expect(period("2026-03-01", "2026-03-01 23:59:59")), None);
        density.learn(period("2026-02-01", "2026-02-10 23:59:59"), 50_000);
        density.learn(period("2026-02-27", "2026-02-27 23:59:59"), 300);
        density.learn(period("2026-02-28", "2026-02-28 23:59:59"), 100);
        density.learn(period("2026-03-01", "2026-03-05 23:59:59"), 500);
        assert_eq!(density.expect(period("2026-03-01", "2026-03-05 23:59:59")), Some(500), "what is known");
        assert_eq!(density.expect(period("2026-03-10", "2026-03-19 23:59:59")), Some(3_000), "the 27th, ten times");
        assert_eq!(density.expect(period("2026-01-30", "2026-01-31 23:59:59")), Some(10_000), "far busier days");
        assert_eq!(density.expect(period("2024-12-01", "2024-12-31 23:59:59")), None, "another time");
    }

    #[test]
    fn a_moment_does_not_tell_of_a_month() {
        let mut density = Density::default();
        density.learn(period("2026-03-01 10:00:00", "2026-03-01 10:04:59"), 60);
        assert!(density.expect(period("2026-04-01", "2026-04-10 23:59:59")).unwrap() <= 600);
    }

    #[test]
    fn what_is_learnt_anew_takes_the_place_of_what_was_known() {
        let mut density = Density::default();
        density.learn(period("2026-03-01", "2026-03-10 23:59:59"), 1_000);
        density.learn(period("2026-03-03", "2026-03-04 23:59:59"), 9);
        assert_eq!(density.expect(period("2026-03-01", "2026-03-10 23:59:59")), Some(809));
    }

    #[test]
    fn parts_hold_the_same_and_start_with_a_day_where_that_makes_little_difference() {
        let mut density = Density::default();
        density.learn(period("2026-03-01", "2026-03-31 23:59:59"), 155_000);
        let month = window("2026-03-01", "2026-03-31 23:59:59");
        let starts = |parts: Vec<Window>| parts.into_iter().map(|part| part.from().to_string()).collect::<Vec<_>>();
        let expected = ["2026-03-01 00:00:00", "2026-03-11 00:00:00", "2026-03-22 00:00:00"];
        assert_eq!(starts(density.cut(month, (60_000, 1, 99))), expected);
        let day = window("2026-03-05", "2026-03-05 23:59:59");
        let expected = ["2026-03-05 00:00:00", "2026-03-05 08:00:00", "2026-03-05 16:00:00"];
        assert_eq!(starts(density.cut(day, (2_000, 1, 99))), expected);
        assert_eq!(density.cut(day, (10_000, 1, 99)), [day]);
        assert_eq!(density.cut(day, (10_000, 2, 99)).len(), 2);
    }
}
