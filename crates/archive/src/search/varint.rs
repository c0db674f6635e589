//! SQLite's numbers of one to nine bytes, the most significant bits first.

/// Appends a number.
#[inline]
pub(super) fn put(buffer: &mut Vec<u8>, number: u64) {
    if number < 0x80 {
        return buffer.push(number as u8);
    }
    if number >> 56 != 0 {
        buffer.extend((0..8).rev().map(|place| (number >> (8 + 7 * place)) as u8 | 0x80));
        return buffer.push(number as u8);
    }
    let sevens = (64 - number.leading_zeros()).div_ceil(7);
    buffer.extend((1..sevens).rev().map(|place| (number >> (7 * place)) as u8 | 0x80));
    buffer.push(number as u8 & 0x7f);
}

/// Takes a number off the front; `None` where the bytes end before it does.
#[inline]
pub(super) fn take(bytes: &mut &[u8]) -> Option<u64> {
    if let Some((byte, rest)) = bytes.split_first().filter(|(byte, _)| **byte < 0x80) {
        *bytes = rest;
        return Some(u64::from(*byte));
    }
    let mut number = 0;
    for place in 0..9 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        if place == 8 {
            return Some(number << 8 | u64::from(*byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_at_every_length() {
        let mut numbers = vec![0, 1, u64::MAX, u64::MAX - 1];
        numbers.extend((1..64).flat_map(|bits| [(1 << bits) - 1, 1 << bits]));
        let mut buffer = Vec::new();
        numbers.iter().for_each(|number| put(&mut buffer, *number));
        let mut bytes = buffer.as_slice();
        assert!(numbers.iter().all(|number| take(&mut bytes) == Some(*number)));
        assert_eq!(take(&mut bytes), None);
        assert_eq!(take(&mut &[0x81][..]), None);
    }

    #[test]
    fn numbers_lie_as_sqlite_writes_them() {
        for (number, bytes) in [
            (127, &[0x7f][..]),
            (128, &[0x81, 0]),
            (16_384, &[0x81, 0x80, 0]),
            (1 << 56, &[0x80, 0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]),
        ] {
            let mut buffer = Vec::new();
            put(&mut buffer, number);
            assert_eq!(buffer, bytes, "{number}");
        }
    }
}
