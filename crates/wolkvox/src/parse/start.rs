//! Where the envelope starts in a body that may begin with a byte order mark or with what PHP says in HTML.

/// The keys that an envelope is known by.
pub(crate) const ENVELOPE_KEYS: [&[u8]; 4] = [b"code", b"error", b"msg", b"data"];

/// What the bytes so far tell about the start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// The envelope's `{` is this byte.
    At(usize),
    /// Not seen yet; the bytes before this one can be forgotten.
    NotBefore(usize),
}

/// Looks for the envelope in the first bytes of a body.
///
/// A `{` before which only blanks and byte order marks came starts it whatever its first key is. One after other text
/// must be followed by a key that envelopes have: a warning may hold braces of its own. `clean` says that nothing
/// else than blanks was forgotten before `bytes`.
pub(crate) fn find(bytes: &[u8], clean: Cleanness) -> Start {
    let mut clean = clean;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'{' if clean == Cleanness::Clean => return Start::At(at),
            b'{' => match opens_envelope(bytes.get(at + 1..).unwrap_or_default()) {
                Some(true) => return Start::At(at),
                Some(false) => {}
                None => return Start::NotBefore(at),
            },
            _ if is_blank(*byte) => {}
            _ => clean = Cleanness::Dirty,
        }
    }
    Start::NotBefore(bytes.len())
}

/// Whether something else than blanks and byte order marks came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cleanness {
    /// Only blanks and byte order marks.
    Clean,
    /// Other text.
    Dirty,
}

/// Whether a byte is a blank or part of a byte order mark.
pub(crate) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF)
}

/// Whether the bytes after a `{` are a key of the envelope; `None` where they end too early to tell.
fn opens_envelope(after: &[u8]) -> Option<bool> {
    let text = after.trim_ascii_start();
    let Some((quote, key)) = text.split_first() else { return None };
    if *quote != b'"' {
        return Some(false);
    }
    let mut undecided = false;
    for name in ENVELOPE_KEYS {
        match key.strip_prefix(name) {
            Some([b'"', ..]) => return Some(true),
            Some([]) => undecided = true,
            Some(_) => {}
            None => undecided |= name.starts_with(key),
        }
    }
    if undecided { None } else { Some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_after_a_byte_order_mark_with_any_key() {
        assert_eq!(find(b"\xEF\xBB\xBF\n {\"x\":1", Cleanness::Clean), Start::At(5));
    }

    #[test]
    fn braces_of_a_warning_start_nothing() {
        let warning = b"<b>Warning</b>: index {id} of {\"row\":1} in x.php<br />\n";
        assert_eq!(find(warning, Cleanness::Clean), Start::NotBefore(warning.len()));
        let with_answer = [warning.as_slice(), b"{ \"msg\": 1"].concat();
        assert_eq!(find(&with_answer, Cleanness::Clean), Start::At(warning.len()));
    }

    #[test]
    fn a_torn_key_waits_for_the_rest() {
        for torn in ["{", "{ ", "{\"", "{\"da", "{\"data"] {
            let text = format!("warning {torn}");
            assert_eq!(find(text.as_bytes(), Cleanness::Clean), Start::NotBefore(8), "{torn}");
        }
    }
}
