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
    start: u32,
    row: u32,
}

impl Keys {
    /// How much memory they take.
    pub(crate) const fn bytes(&self) -> usize {
        self.texts.len() + self.places.len() * size_of::<Place>()
    }

    /// Adds a text of a row. All of them together must be less than 4 GB.
    pub(crate) fn push(&mut self, text: &str, row: u32) {
        let head =
            (0..8).fold(0, |head, place| head << 8 | u64::from(text.as_bytes().get(place).copied().unwrap_or(0)));
        self.places.push(Place { head, start: self.texts.len() as u32, row });
        self.texts.extend_from_slice(text.as_bytes());
        self.texts.push(END);
    }

    /// The rows in order of their texts, then of their numbers, and the rank of each: equal texts have equal ranks.
    pub(crate) fn ranked(mut self) -> (Vec<u32>, Vec<u32>) {
        let texts = &self.texts;
        let text = |place: &Place| {
            let rest = texts.get(place.start as usize..).unwrap_or_default();
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

/// How much memory a text takes among [`Keys`].
pub(crate) const fn size_of_key(text: &str) -> usize {
    text.len() + 1 + size_of::<Place>()
}

/// Texts that stand for all that came by, each for equally many bytes of them.
#[derive(Default)]
pub(crate) struct Sample {
    texts: Vec<Box<str>>,
    /// Bytes of all texts that came by, as they take them among [`Keys`].
    bytes: usize,
    /// How many bytes each text of the sample stands for.
    each: usize,
}

impl Sample {
    /// At this many, every second one is let go.
    const MOST: usize = 4096;

    pub(crate) fn add(&mut self, text: &str) {
        self.bytes += size_of_key(text);
        if self.bytes <= self.texts.len() * self.each {
            return;
        }
        self.texts.push(text.into());
        if self.texts.len() == Self::MOST {
            let mut stays = false;
            self.texts.retain(|_| {
                stays = !stays;
                stays
            });
            self.each = (self.each * 2).max(self.bytes / self.texts.len());
        }
    }

    /// Texts, rising, that divide all that came by into ranges of about so many bytes. Texts that are equal lie in one
    /// range, however many they are.
    pub(crate) fn splitters(mut self, bytes: usize) -> Vec<Box<str>> {
        self.texts.sort_unstable();
        let ranges = self.bytes.div_ceil(bytes.max(1)).clamp(1, self.texts.len().max(1));
        let place = |range: usize| range * self.texts.len() / ranges;
        let mut splitters: Vec<_> = (1..ranges).filter_map(|range| self.texts.get(place(range)).cloned()).collect();
        splitters.dedup();
        splitters
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

    #[test]
    fn splitters_divide_texts_that_begin_alike_about_equally_and_know_one_text_from_many() {
        let (mut sample, mut many) = (Sample::default(), 0);
        let texts: Vec<String> = (0..100_000u64).map(|n| format!("re: factura {}", n * 7_919 % 100_003)).collect();
        for text in &texts {
            sample.add(text);
            many += size_of_key(text);
        }
        let splitters = sample.splitters(many.div_ceil(10));
        assert_eq!(splitters.len(), 9);
        let mut ranges = [0; 10];
        for text in &texts {
            ranges[splitters.partition_point(|splitter| splitter.as_ref() <= text.as_str())] += size_of_key(text);
        }
        assert!(ranges.iter().all(|bytes| (many / 15..many / 7).contains(bytes)), "{ranges:?} of {many}");

        let mut sample = Sample::default();
        (0..10_000).for_each(|_| sample.add("re:"));
        assert_eq!(sample.splitters(1_000), ["re:".into()]);
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
