//! Where one JSON value ends: the only part of JSON that must be understood to cut an answer into records.
//!
//! Knows strings, escapes and nesting, and nothing else, so that a value that no parser would accept still ends
//! where it ends. Bytes come in pieces; none is looked at twice.

use memchr::memchr2;

/// A value being walked through, from its first byte to its last.
#[derive(Default)]
pub(crate) struct Scan {
    depth: u32,
    in_text: bool,
    escaped: bool,
}

/// How far a scan came in a piece.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// The value ends before this byte of the piece.
    End(usize),
    /// The whole piece belongs to the value, and more is to come.
    More,
}

impl Scan {
    /// Walks on through `piece`.
    ///
    /// A text, list or object ends with its last byte; a number or word ends before the byte that cannot belong to it.
    pub(crate) fn walk(&mut self, piece: &[u8]) -> Reached {
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            let step = if self.in_text { self.walk_text(rest) } else { self.walk_structure(rest) };
            match step {
                Step::On(count) => at += count,
                Step::Last(count) => return Reached::End(at + count),
            }
        }
        Reached::More
    }

    fn walk_text(&mut self, rest: &[u8]) -> Step {
        if self.escaped {
            self.escaped = false;
            return Step::On(1);
        }
        let Some(found) = memchr2(b'"', b'\\', rest) else { return Step::On(rest.len()) };
        if rest.get(found) == Some(&b'\\') {
            self.escaped = true;
            return Step::On(found + 1);
        }
        self.in_text = false;
        if self.depth == 0 { Step::Last(found + 1) } else { Step::On(found + 1) }
    }

    fn walk_structure(&mut self, rest: &[u8]) -> Step {
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                b'"' => {
                    self.in_text = true;
                    return Step::On(at + 1);
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return Step::Last(at),
                b'}' | b']' if self.depth == 1 => return Step::Last(at + 1),
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
        }
        Step::On(rest.len())
    }
}

/// How many bytes a step took, and whether the value ended with them.
enum Step {
    On(usize),
    Last(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(text: &str) -> Reached {
        Scan::default().walk(text.as_bytes())
    }

    #[test]
    fn a_value_ends_where_it_ends() {
        for (value, after) in [
            (r#"{"a":"}]","b":[{}]}"#, ",x"),
            (r#""a\"b\\""#, "}"),
            ("-5.0e3", ","),
            ("null", " }"),
            ("[]", "]"),
            (r#"{"bad \x escape":"\ud83d"}"#, "]"),
        ] {
            assert_eq!(end_of(&format!("{value}{after}")), Reached::End(value.len()), "{value}");
        }
    }

    #[test]
    fn a_value_that_is_not_over_asks_for_more() {
        for text in ["{", r#"{"a":"}"#, r#""a\""#, "12", r#"["\\"#] {
            assert_eq!(end_of(text), Reached::More, "{text}");
        }
    }

    #[test]
    fn an_escape_may_be_torn_between_two_pieces() {
        let mut scan = Scan::default();
        assert_eq!(scan.walk(br#""a\"#), Reached::More);
        assert_eq!(scan.walk(br#"" }""#), Reached::End(4));
    }
}
