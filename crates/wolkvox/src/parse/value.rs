//! A JSON value as the one text that Traza keeps of it.

use memchr::memchr;
use serde_json::{Error, Value};

/// The text of a value: a string's content, a number as the server wrote it (`5.0` stays `5.0`), `""` for null and for
/// an empty list or object, and the JSON itself for one that holds something.
///
/// # Errors
/// Where a string, or one inside a list or object, is none that Unicode knows: a lone surrogate, a bad escape, a
/// control character.
pub(crate) fn text(raw: &str) -> Result<String, Error> {
    match raw.as_bytes() {
        [b'"', ..] => string(raw),
        [b'n', ..] => Ok(String::new()),
        [b'[' | b'{', inside @ .., _] if inside.trim_ascii().is_empty() => Ok(String::new()),
        [b'[' | b'{', ..] => checked(raw),
        _ => Ok(raw.to_owned()),
    }
}

/// The JSON text itself, once it is sure that every string in it can be read.
pub(crate) fn checked(raw: &str) -> Result<String, Error> {
    serde_json::from_str::<Value>(raw).map(|_| raw.to_owned())
}

/// `raw` comes from a parser that knows control characters and unknown escapes for errors, but not lone surrogates.
/// Without an escape there are none.
fn string(raw: &str) -> Result<String, Error> {
    let inside = raw.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inside {
        Some(inside) if memchr(b'\\', inside.as_bytes()).is_none() => Ok(inside.to_owned()),
        _ => serde_json::from_str(raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_empty_things_are_empty() {
        for (raw, expected) in [
            ("5.0", "5.0"),
            ("12345678901234567890123", "12345678901234567890123"),
            ("null", ""),
            ("[ ]", ""),
            ("{}", ""),
            ("true", "true"),
            (r#""\u00e1\/""#, "á/"),
            (r#""null""#, "null"),
            (r#"["a","b\/c"]"#, r#"["a","b\/c"]"#),
        ] {
            assert_eq!(text(raw).unwrap(), expected, "{raw}");
        }
    }

    #[test]
    fn what_unicode_does_not_know_is_an_error_at_any_depth() {
        for raw in [r#""\ud83d""#, r#""\x""#, r#"["\ud83d"]"#, r#"{"a":["\udc00"]}"#] {
            assert!(text(raw).is_err(), "{raw}");
        }
    }
}
