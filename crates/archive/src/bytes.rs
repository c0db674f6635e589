//! How numbers and texts lie in the archive's blobs: little-endian, texts with their length before them.

/// A cursor over a blob that ends early rather than panic: `None` means that the blob is damaged.
pub(crate) struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// What has not been taken yet.
    pub(crate) const fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        self.take(4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
    }

    /// A length of 7 bits a byte, then so many bytes of UTF-8.
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let mut length = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            length |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return std::str::from_utf8(self.take(length)?).ok();
            }
        }
        None
    }
}

/// Appends a text with its length before it.
pub(crate) fn put_text(blob: &mut Vec<u8>, text: &str) {
    let mut length = text.len();
    while length >= 0x80 {
        blob.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    blob.push(length as u8);
    blob.extend_from_slice(text.as_bytes());
}

/// Appends numbers of 4 bytes each.
pub(crate) fn put_numbers(blob: &mut Vec<u8>, numbers: &[u32]) {
    blob.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

/// The numbers of 4 bytes each.
pub(crate) fn numbers(bytes: &[u8]) -> impl ExactSizeIterator<Item = u32> + '_ {
    bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_a_short_blob_is_noticed() {
        let long = "ñ".repeat(9_000);
        let mut blob = Vec::new();
        for text in ["", "a", &long] {
            put_text(&mut blob, text);
        }
        let mut cursor = Cursor::new(&blob);
        assert_eq!((cursor.text(), cursor.text(), cursor.text()), (Some(""), Some("a"), Some(long.as_str())));
        assert_eq!(cursor.text(), None);
        assert_eq!(Cursor::new(&blob[..blob.len() - 1]).take(blob.len()), None);
    }
}
