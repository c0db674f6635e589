//! Texts to be sorted, a million and more of them, in as little memory as they need.
//!
//! One text after the other in one buffer: an allocation for each would cost as much again as the texts themselves.

/// Stands after each text: no UTF-8 holds it.
const END: u8 = 0xff;

/// Texts and the rows that they belong to.
#[derive(Default)]
pub(crate) struct Keys {
    texts: Vec<u8>,
    places: Vec<Place>,
}

/// Where a text lies.
#[derive(Clone, Copy)]
struct Place {
    /// Its first bytes, by which most comparisons are decided without the text.
    head: u64,
    start: usize,
    row: u32,
}

impl Keys {
    /// How much memory they take.
    pub(crate) const fn bytes(&self) -> usize {
        self.texts.len() + self.places.len() * size_of::<Place>()
    }

    pub(crate) fn push(&mut self, text: &str, row: u32) {
        let head =
            (0..8).fold(0, |head, place| head << 8 | u64::from(text.as_bytes().get(place).copied().unwrap_or(0)));
        self.places.push(Place { head, start: self.texts.len(), row });
        self.texts.extend_from_slice(text.as_bytes());
        self.texts.push(END);
    }

    /// The rows in order of their texts, then of their numbers, and the rank of each: equal texts have equal ranks.
    pub(crate) fn ranked(mut self) -> (Vec<u32>, Vec<u32>) {
        let texts = &self.texts;
        let text = |place: &Place| {
            let rest = texts.get(place.start..).unwrap_or_default();
            rest.split(|byte| *byte == END).next().unwrap_or_default()
        };
        self.places.sort_unstable_by(|one, other| {
            let by_text = one.head.cmp(&other.head).then_with(|| text(one).cmp(text(other)));
            by_text.then_with(|| one.row.cmp(&other.row))
        });
        let (mut rows, mut ranks) = (Vec::with_capacity(self.places.len()), Vec::with_capacity(self.places.len()));
        let (mut rank, mut before) = (0, None);
        for place in &self.places {
            let same = |before: &Place| before.head == place.head && text(before) == text(place);
            rank += u32::from(before.is_some_and(|before| !same(before)));
            before = Some(place);
            rows.push(place.row);
            ranks.push(rank);
        }
        (rows, ranks)
    }
}

/// The first two bytes of a text, in the order of texts.
pub(crate) fn beginning(text: &str) -> usize {
    let byte = |place| usize::from(text.as_bytes().get(place).copied().unwrap_or(0));
    byte(0) << 8 | byte(1)
}

/// How many bytes the texts of each beginning take.
pub(crate) struct Beginnings(Vec<usize>);

impl Default for Beginnings {
    fn default() -> Self {
        Self(vec![0; 1 << 16])
    }
}

impl Beginnings {
    pub(crate) fn add(&mut self, text: &str) {
        let bytes = text.len() + 1 + size_of::<Place>();
        self.0.get_mut(beginning(text)).into_iter().for_each(|sum| *sum += bytes);
    }

    /// Ranges of beginnings that hold all texts, each of at most so many bytes unless one beginning alone has more.
    pub(crate) fn ranges(&self, bytes: usize) -> Vec<std::ops::Range<usize>> {
        let (mut ranges, mut start, mut sum) = (Vec::new(), 0, 0);
        for (place, size) in self.0.iter().enumerate() {
            if sum > 0 && sum + size > bytes {
                ranges.push(start..place);
                (start, sum) = (place, 0);
            }
            sum += size;
        }
        ranges.push(start..self.0.len());
        ranges
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_comes_before_those_that_go_on_from_it_and_equal_ones_share_a_rank() {
        let mut keys = Keys::default();
        for (row, text) in [(5, "factura 10"), (2, "factura"), (9, "factura 1"), (1, "ab\0"), (4, "ab"), (3, "factura")]
        {
            keys.push(text, row);
        }
        assert_eq!(keys.ranked(), (vec![4, 1, 2, 3, 9, 5], vec![0, 1, 2, 2, 3, 4]));
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_the_texts(texts in proptest::collection::vec("[aéñ\u{0}-z]{1,12}", 0..60)) {
            let mut keys = Keys::default();
            let mut plain: Vec<(&str, u32)> = texts.iter().map(String::as_str).zip(0..).collect();
            plain.iter().for_each(|(text, row)| keys.push(text, *row));
            plain.sort_unstable();
            let (rows, ranks) = keys.ranked();
            prop_assert_eq!(rows, plain.iter().map(|(_, row)| *row).collect::<Vec<_>>());
            let rises = plain.windows(2).map(|pair| u32::from(pair[0].0 != pair[1].0)).collect::<Vec<_>>();
            prop_assert_eq!(ranks.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>(), rises);
        }
    }
}
