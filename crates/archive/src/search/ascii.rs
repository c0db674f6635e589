//! The letters and digits of ASCII in a text, folded, sixteen bytes at a time.

use wide::u8x16;

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// A text, of which every byte is a letter or digit of ASCII, a part of another character, or neither.
#[derive(Default)]
pub(super) struct Ascii {
    /// The text with letters of ASCII in lower case, and after it at least sixteen zeros.
    pub(super) folded: Vec<u8>,
    /// A bit for each byte that is a letter or digit.
    letters: Vec<u64>,
    /// A bit for each byte of another character.
    others: Vec<u64>,
}

impl Ascii {
    pub(super) fn read(&mut self, text: &[u8]) {
        self.folded.clear();
        self.letters.clear();
        self.others.clear();
        for part in text.chunks(64) {
            let (mut letters, mut others) = (0, 0);
            for (place, bytes) in part.chunks(BLOCK).enumerate() {
                let mut block = [0; BLOCK];
                match <[u8; BLOCK]>::try_from(bytes) {
                    Ok(whole) => block = whole,
                    Err(_) => block.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte),
                }
                let (folded, in_words) = fold(u8x16::new(block));
                self.folded.extend_from_slice(folded.as_array());
                letters |= u64::from(in_words) << (place * BLOCK);
                others |= u64::from(u8x16::new(block).to_bitmask()) << (place * BLOCK);
            }
            self.letters.push(letters);
            self.others.push(others);
        }
        self.folded.extend([0; BLOCK]);
    }

    /// The first byte from `at` on that is no separator of ASCII.
    pub(super) fn next_of_a_word(&self, at: usize) -> Option<usize> {
        let mut number = at / 64;
        let mut hidden = at % 64;
        loop {
            let bits = self.letters.get(number)? | self.others.get(number)?;
            let bits = bits >> hidden << hidden;
            if bits != 0 {
                return Some(number * 64 + bits.trailing_zeros() as usize);
            }
            (number, hidden) = (number + 1, 0);
        }
    }

    /// The first byte from `at` on that is no letter or digit of ASCII.
    pub(super) fn end_of_letters(&self, at: usize) -> usize {
        let mut number = at / 64;
        let mut hidden = at % 64;
        while let Some(letters) = self.letters.get(number) {
            let bits = !letters >> hidden << hidden;
            if bits != 0 {
                return number * 64 + bits.trailing_zeros() as usize;
            }
            (number, hidden) = (number + 1, 0);
        }
        self.letters.len() * 64
    }

    /// Whether a byte is part of a character beyond ASCII.
    pub(super) fn is_other(&self, at: usize) -> bool {
        self.others.get(at / 64).is_some_and(|others| others >> (at % 64) & 1 == 1)
    }
}

/// The bytes in lower case, and a bit for each letter or digit.
fn fold(bytes: u8x16) -> (u8x16, u32) {
    let is_between = |bytes: u8x16, first, last| {
        let (first, last) = (u8x16::splat(first), u8x16::splat(last));
        bytes.max(first).min(last).simd_eq(bytes)
    };
    let folded = bytes | (is_between(bytes, b'A', b'Z') & u8x16::splat(0x20));
    let in_words = is_between(folded, b'a', b'z') | is_between(bytes, b'0', b'9');
    (folded, in_words.to_bitmask())
}
