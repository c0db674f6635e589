//! From a record's number back to its position: four bytes a record.

/// Where each number lies in a column. Numbers are mostly dense; where replacements have left wide gaps, positions
/// in order of their numbers take the same room.
pub(crate) enum Places {
    Dense { first: u32, positions: Vec<u32> },
    Sparse { by_number: Vec<u32> },
}

/// Stands where a number has no position.
const NOWHERE: u32 = u32::MAX;
/// How many places a number may cost before the dense form is given up.
const DENSE_ENOUGH: usize = 2;

impl Places {
    /// The places of a column of different numbers.
    pub(crate) fn of(numbers: &[u32]) -> Self {
        let first = numbers.iter().copied().min().unwrap_or(0);
        let span = (numbers.iter().copied().max().unwrap_or(0) - first) as usize + 1;
        if span > numbers.len().saturating_mul(DENSE_ENOUGH).saturating_add(1024) {
            let mut by_number: Vec<u32> = (0..numbers.len() as u32).collect();
            by_number.sort_unstable_by_key(|position| numbers.get(*position as usize));
            return Self::Sparse { by_number };
        }
        let mut positions = vec![NOWHERE; span];
        for (position, number) in numbers.iter().enumerate() {
            if let Some(place) = positions.get_mut((number - first) as usize) {
                *place = position as u32;
            }
        }
        Self::Dense { first, positions }
    }

    /// The position of a number in the column that these places were made of.
    pub(crate) fn find(&self, number: u32, numbers: &[u32]) -> Option<u32> {
        match self {
            Self::Dense { first, positions } => {
                let place = number.checked_sub(*first)?;
                positions.get(place as usize).copied().filter(|position| *position != NOWHERE)
            }
            Self::Sparse { by_number } => {
                let found = by_number.binary_search_by_key(&Some(&number), |at| numbers.get(*at as usize)).ok()?;
                by_number.get(found).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_number_and_no_other() {
        let dense: Vec<u32> = (5..3000).rev().collect();
        let sparse = [7, 4_000_000_000, 3, u32::MAX, 0, 90_000];
        for numbers in [&dense[..], &sparse[..], &[][..], &[9][..]] {
            let places = Places::of(numbers);
            for (position, number) in numbers.iter().enumerate() {
                assert_eq!(places.find(*number, numbers), Some(position as u32));
            }
            assert_eq!(places.find(4, numbers), None);
            assert_eq!(places.find(5000, numbers), None);
        }
        assert!(matches!(Places::of(&sparse), Places::Sparse { .. }));
    }
}
