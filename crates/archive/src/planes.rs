//! Numbers packed in blocks: of each block the smallest number, and by how much each is above it, in as few bits as
//! the largest of these takes.
//!
//! What is left of the numbers lies in planes: the lowest byte of every number, then the next byte of every number,
//! last a plane of 1, 2 or 4 bits a number. So a block is read by plain loops that the compiler makes vectors of.

use crate::bytes::Cursor;

/// Numbers in a block: a lone number that is far off widens no more than these.
const BLOCK: usize = 256;

/// Packed numbers.
#[derive(Clone, Copy)]
pub(crate) struct Planes<'a> {
    bytes: &'a [u8],
    count: usize,
}

/// Appends numbers, packed.
pub(crate) fn pack(blob: &mut Vec<u8>, numbers: &[u32]) {
    numbers.chunks(BLOCK).for_each(|block| pack_block(blob, block));
}

fn pack_block(blob: &mut Vec<u8>, numbers: &[u32]) {
    // The smallest with regard to signs, so that differences on both sides of zero are small numbers too.
    let base = numbers.iter().map(|number| number.cast_signed()).min().unwrap_or_default().cast_unsigned();
    let above = || numbers.iter().map(|number| number.wrapping_sub(base));
    let form = Form::holding(above().fold(0, |bits, number| bits | number));
    blob.push(form.bits());
    blob.extend(base.to_le_bytes());
    for plane in 0..form.bytes {
        blob.extend(above().map(|number| (number >> (8 * plane)) as u8));
    }
    if form.rest > 0 {
        let step = form.step(numbers.len());
        let mut plane = vec![0u8; step];
        for (lane, above) in above().collect::<Vec<_>>().chunks(step).enumerate() {
            for (byte, number) in plane.iter_mut().zip(above) {
                *byte |= ((number >> (8 * form.bytes)) as u8) << (lane as u32 * form.rest);
            }
        }
        blob.extend(plane);
    }
}

impl<'a> Planes<'a> {
    /// Takes so many packed numbers; `None` where they are not all there.
    pub(crate) fn take(cursor: &mut Cursor<'a>, count: usize) -> Option<Self> {
        let whole = cursor.rest();
        let mut left = count;
        while left > 0 {
            let numbers = left.min(BLOCK);
            let form = Form::of(cursor.byte()?)?;
            cursor.take(4 + form.length(numbers))?;
            left -= numbers;
        }
        let bytes = whole.get(..whole.len() - cursor.rest().len())?;
        Some(Self { bytes, count })
    }

    /// Calls `each` with the numbers of each block.
    pub(crate) fn unpack(&self, mut each: impl FnMut(&[u32])) {
        let mut cursor = Cursor::new(self.bytes);
        let mut numbers = [0; BLOCK];
        let mut left = self.count;
        while left > 0 {
            let count = left.min(BLOCK);
            let numbers = numbers.get_mut(..count).unwrap_or_default();
            if unpack_block(&mut cursor, numbers).is_none() {
                return;
            }
            each(numbers);
            left -= count;
        }
    }
}

fn unpack_block(cursor: &mut Cursor<'_>, numbers: &mut [u32]) -> Option<()> {
    let form = Form::of(cursor.byte()?)?;
    numbers.fill(cursor.number()?);
    for plane in 0..form.bytes {
        let bytes = cursor.take(numbers.len())?;
        numbers.iter_mut().zip(bytes).for_each(|(number, byte)| {
            *number = number.wrapping_add(u32::from(*byte) << (8 * plane));
        });
    }
    if form.rest > 0 {
        let step = form.step(numbers.len());
        let bytes = cursor.take(step)?;
        let mask = (1 << form.rest) - 1;
        for (lane, numbers) in numbers.chunks_mut(step).enumerate() {
            let shift = lane as u32 * form.rest;
            numbers.iter_mut().zip(bytes).for_each(|(number, byte)| {
                *number = number.wrapping_add((u32::from(*byte) >> shift & mask) << (8 * form.bytes));
            });
        }
    }
    Some(())
}

/// In how many planes the numbers of a block lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    /// Planes of whole bytes.
    bytes: u32,
    /// Bits of the plane after them: 0 for none, 1, 2 or 4.
    rest: u32,
}

impl Form {
    /// The narrowest form for numbers that have no other bits than these.
    const fn holding(bits: u32) -> Self {
        let needed = u32::BITS - bits.leading_zeros();
        match needed % 8 {
            rest @ 0..=2 => Self { bytes: needed / 8, rest },
            3 | 4 => Self { bytes: needed / 8, rest: 4 },
            _ => Self { bytes: needed / 8 + 1, rest: 0 },
        }
    }

    const fn of(bits: u8) -> Option<Self> {
        let form = Self { bytes: bits as u32 / 8, rest: bits as u32 % 8 };
        if bits <= 32 && matches!(form.rest, 0 | 1 | 2 | 4) { Some(form) } else { None }
    }

    const fn bits(self) -> u8 {
        (self.bytes * 8 + self.rest) as u8
    }

    /// Bytes of the last plane; each holds one number of every stretch of so many.
    const fn step(self, numbers: usize) -> usize {
        numbers.div_ceil(8 / self.rest as usize)
    }

    const fn length(self, numbers: usize) -> usize {
        let last = if self.rest > 0 { self.step(numbers) } else { 0 };
        self.bytes as usize * numbers + last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(numbers: &[u32]) -> Vec<u8> {
        let mut blob = Vec::new();
        pack(&mut blob, numbers);
        blob
    }

    fn unpacked(blob: &[u8], count: usize) -> Option<Vec<u32>> {
        let mut cursor = Cursor::new(blob);
        let planes = Planes::take(&mut cursor, count)?;
        let mut numbers = Vec::new();
        planes.unpack(|block| numbers.extend(block));
        cursor.rest().is_empty().then_some(numbers)
    }

    #[test]
    fn numbers_of_every_width_and_count_come_back() {
        for count in [0, 1, 3, 255, 256, 257, 1000] {
            for bits in 0..=32 {
                let limit = (1u64 << bits) - 1;
                let number = |place: u64| (place.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32 & limit) as u32;
                for base in [0, 7, u32::MAX, 1 << 31] {
                    let numbers: Vec<u32> = (0..count).map(|place| base.wrapping_add(number(place))).collect();
                    assert_eq!(unpacked(&packed(&numbers), numbers.len()), Some(numbers), "{count} of {bits} bits");
                }
            }
        }
    }

    #[test]
    fn numbers_take_the_room_of_what_sets_them_apart() {
        let length = |numbers: &[u32]| packed(numbers).len();
        assert_eq!(length(&[4_000_000_000; 256]), 5);
        assert_eq!(length(&[0, u32::MAX].repeat(128)), 5 + 32);
        assert_eq!(length(&(0..16).cycle().take(256).collect::<Vec<u32>>()), 5 + 128);
        assert_eq!(length(&(0..=255).collect::<Vec<u32>>()), 5 + 256);
        assert_eq!(length(&[[9; 256], [u32::MAX >> 1; 256]].concat()), 10);
        assert_eq!(length(&(0..256).map(|n| n << 12).collect::<Vec<u32>>()), 5 + 2 * 256 + 128);
    }

    #[test]
    fn what_is_cut_short_or_of_an_unknown_form_is_noticed() {
        let blob = packed(&(0..700).collect::<Vec<u32>>());
        assert!((0..blob.len()).all(|end| unpacked(&blob[..end], 700).is_none()));
        for bits in [3, 5, 6, 7, 33, 255] {
            assert_eq!(unpacked(&[&[bits][..], &[0; 2000]].concat(), 256), None, "{bits}");
        }
    }
}
