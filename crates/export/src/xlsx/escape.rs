//! Texts inside a sheet's XML, so that every reader gets back exactly what went in.

/// Bytes of an escape's beginning, `_x` and four hexadecimal digits; another `_` ends it.
const ESCAPE_HEAD: usize = 6;

/// Appends the text. Characters that XML cannot hold become `_xHHHH_`, as Excel writes them; a text that happens to
/// look so gets its first underline escaped. A carriage return becomes a character reference, not `_x000D_`: most
/// mails are full of them, and readers other than Excel would show that escape as it stands.
pub(super) fn push(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(position) = rest.iter().position(|byte| is_special(*byte)) {
        let (plain, special) = rest.split_at(position);
        out.extend_from_slice(plain);
        rest = push_special(out, special);
    }
    out.extend_from_slice(rest);
}

/// Whether blanks at the text's ends need to be asked for, or a reader of XML may drop them.
pub(super) fn has_blank_ends(text: &str) -> bool {
    let blank = [' ', '\t', '\n', '\r'];
    text.starts_with(blank) || text.ends_with(blank)
}

/// What could need an escape: one look at a byte; U+FFFE and U+FFFF start with 0xEF.
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'&' | b'<' | b'>' | b'_' | 0xEF | b'\r') || is_control(byte)
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Appends the first character of `rest`, escaped where it must be; returns what follows it.
fn push_special<'a>(out: &mut Vec<u8>, rest: &'a [u8]) -> &'a [u8] {
    match rest {
        [b'&', after @ ..] => extend(out, b"&amp;", after),
        [b'<', after @ ..] => extend(out, b"&lt;", after),
        [b'>', after @ ..] => extend(out, b"&gt;", after),
        [b'\r', after @ ..] => extend(out, b"&#13;", after),
        [b'_', after @ ..] if looks_escaped(rest) => extend(out, b"_x005F_", after),
        [0xEF, 0xBF, 0xBE, after @ ..] => extend(out, b"_xFFFE_", after),
        [0xEF, 0xBF, 0xBF, after @ ..] => extend(out, b"_xFFFF_", after),
        [byte, after @ ..] if is_control(*byte) => extend(out, format!("_x{byte:04X}_").as_bytes(), after),
        [byte, after @ ..] => extend(out, &[*byte], after),
        [] => rest,
    }
}

/// Whether a reader would take the text for an escape: also where its last underline is the first one of the escape
/// that follows.
fn looks_escaped(rest: &[u8]) -> bool {
    let Some((head, after)) = rest.split_at_checked(ESCAPE_HEAD) else { return false };
    let hexadecimal = head.strip_prefix(b"_x").is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    hexadecimal && after.first().is_some_and(|byte| matches!(byte, b'_' | 0xEF) || is_control(*byte))
}

fn extend<'a>(out: &mut Vec<u8>, bytes: &[u8], after: &'a [u8]) -> &'a [u8] {
    out.extend_from_slice(bytes);
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        push(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    /// What Excel makes of a text that it reads: references first, then escapes from left to right.
    fn read_back(xml: &str) -> String {
        let text = xml.replace("&#13;", "\r").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let mut rest: Vec<char> = text.chars().collect();
        let mut out = String::new();
        while !rest.is_empty() {
            let taken = match escape_at(&rest) {
                Some(escaped) => {
                    out.push(escaped);
                    7
                }
                None => {
                    out.push(rest[0]);
                    1
                }
            };
            rest.drain(..taken);
        }
        out
    }

    fn escape_at(rest: &[char]) -> Option<char> {
        let ['_', 'x', digits @ ..] = rest else { return None };
        let digits: String = digits.get(..4).filter(|_| digits.get(4) == Some(&'_'))?.iter().collect();
        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
    }

    #[test]
    fn every_text_can_be_had_back() {
        for text in [
            "a<b>&amp;\"'",
            "\r\n\t",
            "\0\u{1}\u{1f}",
            "_x0041_",
            "_x0041_x0042_",
            "_x0041\u{1}",
            "_x0041\u{ffff}",
            "_x000D_",
            "__x0041_",
            "_x00g1_",
            "_x004",
            "_",
            "_x0041",
            "_xñ41_",
            "\u{fffe}\u{feff}ｗ",
            "😀_x0041_😀",
            "\u{1}x0041_",
            "_x0041_\u{1}",
        ] {
            assert_eq!(read_back(&escaped(text)), text, "{}", escaped(text));
        }
    }

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        for code in (0..0x11_0000u32).filter_map(char::from_u32) {
            let xml = escaped(&code.to_string());
            assert!(xml.chars().all(|c| c >= ' ' || c == '\t' || c == '\n'), "{xml}");
            assert!(!xml.contains(['\u{fffe}', '\u{ffff}']), "{xml}");
            assert_eq!(read_back(&xml), code.to_string());
        }
    }
}
