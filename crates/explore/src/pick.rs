//! Writing down the numbers of the rows whose masks are wanted.

use pulp::{Arch, Simd, WithSimd};

use crate::code::BLOCK;
use crate::equal::{WORDS, equal_bits};

/// By eight bits, the places of those that are set, lowest first; what follows them does not count.
static PLACES: [[u16; 8]; 256] = places();
/// By eight bits, how many are set: not every processor that this is built for counts them itself.
static SET: [u8; 256] = set();

/// Up to so many rows of a block, finding bit after bit costs less than looking up eight at once.
const SPARSE: u32 = BLOCK as u32 / 8;
/// Bits found before the next look whether there are more: a look that is guessed wrong costs as much as several bits.
const AT_ONCE: usize = 4;

/// Rows of a block; room for more, since they are written several at once.
pub(crate) type Rows = [u16; BLOCK + 8];

/// Which rows are written down.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    /// Those of this byte.
    Equal(u8),
    /// Those of any other.
    Unequal(u8),
}

/// Writes down the rows of a block whose bytes are wanted, and returns how many they are.
pub(crate) fn pick(bytes: &[u8; BLOCK], wanted: Wanted, rows: &mut Rows) -> usize {
    Arch::new().dispatch(Pick { bytes, wanted, rows })
}

struct Pick<'a> {
    bytes: &'a [u8; BLOCK],
    wanted: Wanted,
    rows: &'a mut Rows,
}

/// Compiled once for each width of vectors that processors have, which then also count and find bits themselves.
impl WithSimd for Pick<'_> {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> usize {
        let words = match self.wanted {
            Wanted::Equal(byte) => equal_bits(simd, self.bytes, byte),
            Wanted::Unequal(byte) => equal_bits(simd, self.bytes, byte).map(|word| !word),
        };
        let count: u32 = words.iter().map(|word| word.count_ones()).sum();
        if count <= SPARSE {
            one_by_one(&words, self.rows)
        } else {
            by_eights(&words, self.rows)
        }
        count as usize
    }
}

#[inline(always)]
fn one_by_one(words: &[u64; WORDS], rows: &mut Rows) {
    let mut count = 0;
    for (first, word) in (0u16..).step_by(64).zip(words) {
        let mut bits = *word;
        let mut next = count;
        loop {
            let Some(room) = rows.get_mut(next..).and_then(<[u16]>::first_chunk_mut::<AT_ONCE>) else { return };
            for row in room {
                // Of no bits it is 64, and what is written then is written over.
                *row = first + bits.trailing_zeros() as u16;
                bits &= bits.wrapping_sub(1);
            }
            if bits == 0 {
                break;
            }
            next += AT_ONCE;
        }
        count += word.count_ones() as usize;
    }
}

/// No branch depends on a row, so that none can be guessed wrong.
#[inline(always)]
fn by_eights(words: &[u64; WORDS], rows: &mut Rows) {
    let mut count = 0;
    for (first, bits) in (0u16..).step_by(8).zip(words.iter().flat_map(|word| word.to_le_bytes())) {
        let room = rows.get_mut(count..).and_then(<[u16]>::first_chunk_mut::<8>);
        if let (Some(places), Some(room)) = (PLACES.get(usize::from(bits)), room) {
            *room = places.map(|place| first + place);
        }
        count += SET.get(usize::from(bits)).map_or(0, |set| usize::from(*set));
    }
}

const fn places() -> [[u16; 8]; 256] {
    let mut table = [[0; 8]; 256];
    let mut bits = 0;
    while bits < 256 {
        let (mut bit, mut next) = (0, 0);
        while bit < 8 {
            if bits >> bit & 1 == 1 {
                #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, which would notice")]
                {
                    table[bits][next] = bit as u16;
                }
                next += 1;
            }
            bit += 1;
        }
        bits += 1;
    }
    table
}

const fn set() -> [u8; 256] {
    let mut table = [0; 256];
    let mut bits = 0;
    while bits < 256 {
        #[allow(clippy::indexing_slicing, reason = "worked out by the compiler, which would notice")]
        {
            table[bits] = bits.count_ones() as u8;
        }
        bits += 1;
    }
    table
}
