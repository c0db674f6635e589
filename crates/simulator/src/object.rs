//! Prints one JSON object in a server's dialect: names, texts, numbers, absent values, layout.

use crate::dialect::{Layout, Nothing, Numbers};
use crate::{Dialect, php};

/// The longest number that PHP keeps exact.
const MOST_DIGITS: usize = 18;

/// An object on its way out.
pub(crate) struct Object<'a> {
    dialect: &'a Dialect,
    out: &'a mut Vec<u8>,
    /// Blanks before each name where the layout is pretty.
    indent: usize,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Opens an object, `depth` levels deep.
    pub(crate) fn open(dialect: &'a Dialect, depth: usize, out: &'a mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { dialect, out, indent: depth * 4 + 4, empty: true }
    }

    /// Closes it.
    pub(crate) fn close(self) {
        if self.dialect.layout == Layout::Pretty {
            new_line(self.indent - 4, self.out);
        }
        self.out.push(b'}');
    }

    /// A text, or a number where the dialect prints numbers bare, or nothing.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return self.nothing(name);
        }
        self.name(name);
        if self.dialect.numbers == Numbers::Bare && is_number(text) {
            self.out.extend_from_slice(text.as_bytes());
        } else {
            php::quoted(text, self.dialect.escapes, self.out);
        }
    }

    /// A number.
    pub(crate) fn number(&mut self, name: &str, number: u64) {
        self.text(name, &number.to_string());
    }

    /// A text of the operation's own making that is no number whatever it looks like.
    pub(crate) fn words(&mut self, name: &str, text: &str) {
        if text.is_empty() {
            return self.nothing(name);
        }
        self.name(name);
        php::quoted(text, self.dialect.escapes, self.out);
    }

    /// JSON that is printed already.
    pub(crate) fn json(&mut self, name: &str, json: &[u8]) {
        self.name(name);
        self.out.extend_from_slice(json);
    }

    /// An absent value.
    pub(crate) fn nothing(&mut self, name: &str) {
        let json: &[u8] = match self.dialect.nothing {
            Nothing::EmptyText => b"\"\"",
            Nothing::Null => b"null",
            Nothing::Missing => return,
        };
        self.json(name, json);
    }

    fn name(&mut self, name: &str) {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        let pretty = self.dialect.layout == Layout::Pretty;
        if pretty {
            new_line(self.indent, self.out);
        }
        php::quoted(name, self.dialect.escapes, self.out);
        self.out.extend_from_slice(if pretty { b": " } else { b":" });
    }
}

fn new_line(indent: usize, out: &mut Vec<u8>) {
    out.push(b'\n');
    out.resize(out.len() + indent, b' ');
}

/// Whether a text is a number that JSON can hold as it stands.
fn is_number(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(part) && text.len() <= MOST_DIGITS && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_json_holds_exactly() {
        for text in ["0", "15", "4.5", "123456789012345678"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "007", "1.", ".5", "-1", "1e3", "1234567890123456789", "5 "] {
            assert!(!is_number(text), "{text}");
        }
    }
}
