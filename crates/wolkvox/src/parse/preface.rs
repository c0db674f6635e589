//! What comes before the envelope: blanks, a byte order mark, PHP's warnings in HTML; or a page that holds none.

/// How much of the text is remembered, enough to tell a page.
const OPENING: usize = 16;

/// The text before the envelope, as far as it has come.
#[derive(Default)]
pub(crate) struct Preface {
    /// The first bytes that are no blanks.
    opening: Vec<u8>,
}

/// What a piece tells about the envelope's start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// The envelope's `{` may be this byte.
    At(usize),
    /// Not seen yet; only the bytes from this one on must be shown again.
    NotBefore(usize),
}

impl Preface {
    /// Looks for the envelope in the next bytes.
    ///
    /// A `{` starts it, after other text only where a key may follow. Warnings can hold objects of their own: whoever
    /// reads on finds out, and comes back. In a page nothing starts it, or a script's data would be taken for an
    /// answer.
    pub(crate) fn find_start(&mut self, bytes: &[u8]) -> Start {
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'{' && !self.is_page() {
                match bytes.get(at + 1..).unwrap_or_default().trim_ascii_start().first() {
                    _ if self.is_blank() => return Start::At(at),
                    Some(b'"') => return Start::At(at),
                    Some(_) => {}
                    None => return Start::NotBefore(at),
                }
            }
            self.pass(*byte);
        }
        Start::NotBefore(bytes.len())
    }

    /// Takes note of a byte that belongs to no envelope.
    pub(crate) fn pass(&mut self, byte: u8) {
        let is_mark = matches!(byte, 0xEF | 0xBB | 0xBF);
        if self.opening.len() < OPENING && !byte.is_ascii_whitespace() && !is_mark {
            self.opening.push(byte.to_ascii_lowercase());
        }
    }

    /// Whether nothing but blanks and byte order marks came.
    pub(crate) fn is_blank(&self) -> bool {
        self.opening.is_empty()
    }

    /// Whether it is HTML, a page or a warning.
    pub(crate) fn is_html(&self) -> bool {
        self.opening.starts_with(b"<")
    }

    fn is_page(&self) -> bool {
        self.opening.starts_with(b"<!doctype") || self.opening.starts_with(b"<html")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(bytes: &[u8]) -> Start {
        Preface::default().find_start(bytes)
    }

    #[test]
    fn starts_after_a_byte_order_mark_with_any_key_or_none() {
        assert_eq!(start(b"\xEF\xBB\xBF\n {"), Start::At(5));
        assert_eq!(start(b"{"), Start::At(0));
    }

    #[test]
    fn braces_of_a_warning_start_nothing_unless_a_key_follows() {
        assert_eq!(start(b"<b>Warning</b>: index {id} in x.php { \"msg\": 1"), Start::At(36));
    }

    #[test]
    fn a_torn_brace_waits_for_the_rest() {
        assert_eq!(start(b"warning { "), Start::NotBefore(8));
    }

    #[test]
    fn in_a_page_nothing_starts() {
        for page in [" <!DOCTYPE html><script>x={\"data\":[]}", "<HTML lang=es>{\"data\":[]}"] {
            assert_eq!(start(page.as_bytes()), Start::NotBefore(page.len()));
        }
    }
}
