//! The three widths of dictionary codes, and the columns they form in blocks of rows.

use archive::Codes;

/// Rows in a block: what one step of a pass works on. Codes, masks and choices of a block fit the first cache.
pub(crate) const BLOCK: usize = 2048;

/// A dictionary code of one, two or four bytes.
pub(crate) trait Code: Copy + Ord {
    /// The place of its value in the dictionary.
    fn index(self) -> usize;
    /// The code of this number, where the width can hold it.
    fn of(number: u32) -> Option<Self>;
    /// How far it lies above `low`; wraps around where it lies below.
    fn above(self, low: Self) -> Self;
}

macro_rules! codes {
    ($($width:ty),+) => {$(
        impl Code for $width {
            #[inline]
            fn index(self) -> usize {
                self as usize
            }
            #[inline]
            fn of(number: u32) -> Option<Self> {
                Self::try_from(number).ok()
            }
            #[inline]
            fn above(self, low: Self) -> Self {
                self.wrapping_sub(low)
            }
        }
    )+};
}

codes!(u8, u16, u32);

/// The codes of a block; `None` past the last one.
pub(crate) fn block<C>(codes: &[C], number: usize) -> Option<&[C; BLOCK]> {
    codes.as_chunks::<BLOCK>().0.get(number)
}

/// The codes in the given order of positions, filled up with code 0 to whole blocks.
pub(crate) fn arranged(codes: Codes, order: Option<&[u32]>, rows: usize) -> Codes {
    match codes {
        Codes::Bytes(codes) => Codes::Bytes(in_blocks(permuted(codes, order), rows)),
        Codes::Words(codes) => Codes::Words(in_blocks(permuted(codes, order), rows)),
        Codes::Longs(codes) => Codes::Longs(in_blocks(permuted(codes, order), rows)),
    }
}

/// The values in the given order of positions; as they are where there is none.
pub(crate) fn permuted<T: Copy>(values: Vec<T>, order: Option<&[u32]>) -> Vec<T> {
    match order {
        Some(order) => order.iter().filter_map(|from| values.get(*from as usize).copied()).collect(),
        None => values,
    }
}

fn in_blocks<C: Copy + Default>(mut codes: Vec<C>, rows: usize) -> Vec<C> {
    let whole = rows.next_multiple_of(BLOCK);
    codes.reserve_exact(whole - codes.len().min(whole));
    codes.resize(whole, C::default());
    codes
}
