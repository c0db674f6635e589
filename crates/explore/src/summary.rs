//! The figures over what was found: how many answered, how well they rate, how long closing took.

use archive::Columns;
use interaction::{Dimension, Score};
use serde::Serialize;
use specta::Type;

use crate::{Found, Table};

/// The normal distribution's 97.5 % point.
const NORMAL: f64 = 1.959_963_984_540_054;
/// Student's t, its 97.5 % point, for 1 to 10 degrees of freedom; from there on a series is exact to three digits.
const STUDENT: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/// Figures over exactly the records that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Type)]
pub struct Summary {
    /// Records with a survey, in numbers or words.
    pub answered: u32,
    /// Records whose survey is a number: the *n* of the mean.
    pub scored: u32,
    /// The mean score; `None` where nothing is scored.
    pub mean: Option<f64>,
    /// Half the width of the mean's 95 % interval; `None` for fewer than two scores.
    pub margin: Option<f64>,
    /// Records whose time to close is known: the *n* of the median.
    pub closed: u32,
    /// The median time to close in seconds; of an even number the lower one of the middle two's mean.
    pub median_seconds: Option<u32>,
}

/// The seconds from creation to closing; `None` where a date is missing or the closing lies before the creation. Then
/// one of the two dates is wrong, and nobody knows which: such a time would pull the median down without ever having
/// been a time anyone waited.
#[must_use]
pub fn seconds_to_close(created: u32, closed: u32) -> Option<u32> {
    let is_dated = created != Columns::NO_DATE && closed != Columns::NO_DATE;
    if is_dated { closed.checked_sub(created) } else { None }
}

impl Found {
    /// The figures over what was found: one pass over codes and dates in memory.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let table = self.table();
        let mut seconds = Vec::new();
        let mut by_code = vec![0u32; table.values(Dimension::Evaluation).len()];
        let codes = table.dimensions().get(Dimension::Evaluation as usize).map(|dimension| &dimension.codes);
        self.for_each(|position| {
            let position = position as usize;
            if let Some(count) = codes.and_then(|codes| by_code.get_mut(codes.get(position)? as usize)) {
                *count += 1;
            }
            if let (Some(created), Some(closed)) = (table.created().get(position), table.closed().get(position)) {
                seconds.extend(seconds_to_close(*created, *closed));
            }
        });
        let closed = seconds.len() as u32;
        Summary { closed, median_seconds: median(&mut seconds), ..rated(table, &by_code) }
    }
}

/// What the surveys say, from how often each value was given.
fn rated(table: &Table, by_code: &[u32]) -> Summary {
    let values = table.values(Dimension::Evaluation);
    let given = || values.iter().zip(by_code).filter(|(value, count)| !value.is_empty() && **count > 0);
    let scores: Vec<(f64, f64)> = given()
        .filter_map(|(value, count)| Score::parse(value).map(|score| (score.value(), f64::from(*count))))
        .collect();
    let scored: f64 = scores.iter().map(|(_, count)| count).sum();
    let mean = scores.iter().map(|(score, count)| score * count).sum::<f64>() / scored;
    let squares: f64 = scores.iter().map(|(score, count)| (score - mean).powi(2) * count).sum();
    let freedom = scored - 1.0;
    Summary {
        answered: given().map(|(_, count)| count).sum(),
        scored: scored as u32,
        mean: (scored > 0.0).then_some(mean),
        margin: (freedom > 0.0).then(|| student(freedom) * (squares / freedom / scored).sqrt()),
        ..Summary::default()
    }
}

/// Student's t at 97.5 % for a number of degrees of freedom, 1 or more.
fn student(freedom: f64) -> f64 {
    match STUDENT.get(freedom as usize - 1) {
        Some(t) => *t,
        // The first terms of the expansion around the normal distribution (Abramowitz and Stegun, 26.7.5).
        None => {
            let cubed = NORMAL.powi(3);
            let first = (cubed + NORMAL) / 4.0;
            let second = (5.0 * NORMAL.powi(5) + 16.0 * cubed + 3.0 * NORMAL) / 96.0;
            let third = (3.0 * NORMAL.powi(7) + 19.0 * NORMAL.powi(5) + 17.0 * cubed - 15.0 * NORMAL) / 384.0;
            NORMAL + first / freedom + second / freedom.powi(2) + third / freedom.powi(3)
        }
    }
}

fn median(seconds: &mut [u32]) -> Option<u32> {
    let middle = seconds.len() / 2;
    if seconds.is_empty() {
        return None;
    }
    let is_odd = seconds.len() % 2 == 1;
    let (below, upper, _) = seconds.select_nth_unstable(middle);
    let lower = if is_odd { *upper } else { below.iter().copied().max().unwrap_or(*upper) };
    Some(lower.midpoint(*upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_t_is_as_in_the_tables() {
        for (freedom, t) in [(1.0, 12.706), (10.0, 2.228), (11.0, 2.201), (20.0, 2.086), (120.0, 1.980), (1e6, 1.960)] {
            assert!((student(freedom) - t).abs() < 0.001, "{freedom}: {}", student(freedom));
        }
    }

    #[test]
    fn the_median_is_the_middle_or_between_the_middle_two() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [7]), Some(7));
        assert_eq!(median(&mut [9, 1, 4]), Some(4));
        assert_eq!(median(&mut [u32::MAX, 1, 4, u32::MAX - 1]), Some(4u32.midpoint(u32::MAX - 1)));
    }

    #[test]
    fn a_closing_before_its_creation_is_no_time() {
        assert_eq!(seconds_to_close(10, 10), Some(0));
        assert_eq!(seconds_to_close(10, 9), None);
        assert_eq!(seconds_to_close(Columns::NO_DATE, 9), None);
        assert_eq!(seconds_to_close(9, Columns::NO_DATE), None);
    }
}
