//! Which bytes of a block are equal to one.
//!
//! Compared by whole vectors. Where a processor's comparisons give a bit a byte, those are counted and kept as they are.

use pulp::bytemuck::{cast, cast_slice};
use pulp::{Arch, Simd, WithSimd};
use wide::u8x16;

use crate::code::BLOCK;

/// Words of a bit a row in a block.
pub(crate) const WORDS: usize = BLOCK / 64;
/// Vectors that are added up, two by two, before their sums could pass a byte.
const LONGEST_SUM: usize = 256;

/// How many bytes of a block are equal to one.
pub(crate) fn count_equal(bytes: &[u8; BLOCK], byte: u8) -> u32 {
    Arch::new().dispatch(CountEqual { bytes, byte })
}

struct CountEqual<'a> {
    bytes: &'a [u8; BLOCK],
    byte: u8,
}

impl WithSimd for CountEqual<'_> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u32 {
        let byte = simd.splat_u8s(self.byte);
        let (vectors, _) = S::as_simd_u8s(self.bytes);
        if gives_bits::<S>() {
            return vectors.iter().map(|vector| bits::<S>(simd.equal_u8s(*vector, byte)).count_ones()).sum();
        }
        let one = simd.splat_u8s(1);
        let mut count = 0;
        for vectors in vectors.chunks(LONGEST_SUM) {
            let mut sums = [simd.splat_u8s(0); 2];
            for [first, second] in vectors.as_chunks::<2>().0 {
                // Of a byte that is equal, all bits are set or only the lowest: that differs between processors.
                let is_equal = |vector: &S::u8s| simd.and_u8s(cast(simd.equal_u8s(*vector, byte)), one);
                let [sum, other] = sums;
                sums = [simd.add_u8s(sum, is_equal(first)), simd.add_u8s(other, is_equal(second))];
            }
            count += cast_slice::<_, u8>(&sums).iter().map(|sum| u32::from(*sum)).sum::<u32>();
        }
        count
    }
}

/// A bit for each byte of a block: set where it is equal to one.
#[inline(always)]
pub(crate) fn equal_bits<S: Simd>(simd: S, bytes: &[u8; BLOCK], byte: u8) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    if gives_bits::<S>() {
        let byte = simd.splat_u8s(byte);
        let vectors = S::as_simd_u8s(bytes).0;
        words.iter_mut().zip(vectors).for_each(|(word, vector)| *word = bits::<S>(simd.equal_u8s(*vector, byte)));
        return words;
    }
    let byte = u8x16::splat(byte);
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<64>().0) {
        for (quarter, bytes) in (0..).step_by(16).zip(bytes.as_chunks::<16>().0) {
            *word |= u64::from(u8x16::new(*bytes).simd_eq(byte).to_bitmask()) << quarter;
        }
    }
    words
}

/// Whether a comparison of 64 bytes gives 64 bits.
#[inline(always)]
const fn gives_bits<S: Simd>() -> bool {
    size_of::<S::m8s>() == size_of::<u64>() && size_of::<S::u8s>() == 64
}

/// What a comparison gave, where it gives bits.
#[inline(always)]
fn bits<S: Simd>(compared: S::m8s) -> u64 {
    if gives_bits::<S>() { cast(compared) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct EqualBits<'a>(&'a [u8; BLOCK], u8);

    impl WithSimd for EqualBits<'_> {
        type Output = [u64; WORDS];

        fn with_simd<S: Simd>(self, simd: S) -> [u64; WORDS] {
            equal_bits(simd, self.0, self.1)
        }
    }

    #[test]
    fn equal_bytes_are_counted_and_placed_with_vectors_of_every_width() {
        for (every, byte) in [(1, 0), (1, 255), (2, 7), (3, 128), (64, 1), (65, 1), (BLOCK, 9), (BLOCK + 1, 9)] {
            let other = byte ^ 128;
            let mut bytes = [other; BLOCK];
            bytes.iter_mut().skip(every - 1).step_by(every).for_each(|place| *place = byte);
            let expected: [u64; WORDS] = std::array::from_fn(|word| {
                (0..64).filter(|bit| bytes[word * 64 + bit] == byte).map(|bit| 1 << bit).sum()
            });
            let count = (BLOCK / every) as u32;
            assert_eq!((count_equal(&bytes, byte), count_equal(&bytes, other)), (count, BLOCK as u32 - count));
            let mut archs = vec![Arch::new(), Arch::Scalar];
            #[cfg(target_arch = "x86_64")]
            archs.extend(pulp::x86::V3::try_new().map(Arch::V3));
            for arch in archs {
                assert_eq!(arch.dispatch(EqualBits(&bytes, byte)), expected);
                assert_eq!(arch.dispatch(CountEqual { bytes: &bytes, byte }), count);
            }
        }
    }
}
