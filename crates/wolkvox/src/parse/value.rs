//! A JSON value as the one text that Traza keeps of it.

use memchr::memchr2;
use serde::de::Error as _;
use serde_json::{Error, Value};

/// The text of a value: a string's content, a number as the server wrote it (`5.0` stays `5.0`), `""` for null and for
/// an empty list or object, and the JSON itself for one that holds something.
///
/// # Errors
/// Where a string, or one inside a list or object, is none that Unicode knows: a lone surrogate or a bad escape.
pub(crate) fn text(raw: &str) -> Result<String, Error> {
    let mut text = String::new();
    write(raw, &mut text)?;
    Ok(text)
}

/// As [`text`], appended to one that is there.
pub(crate) fn write(raw: &str, text: &mut String) -> Result<(), Error> {
    match raw.as_bytes() {
        [b'"', ..] => return string(raw, text).ok_or_else(|| Error::custom("no string")),
        [b'n', ..] => {}
        [b'[' | b'{', inside @ .., _] if inside.trim_ascii().is_empty() => {}
        [b'[' | b'{', ..] => text.push_str(checked(raw)?),
        _ => text.push_str(raw),
    }
    Ok(())
}

/// `raw` comes from a parser that knows control characters for errors. PHP escapes every letter beyond ASCII and every
/// slash: a parser's own way, by a buffer that it makes for each string, would take as long as all the rest.
fn string(raw: &str, text: &mut String) -> Option<()> {
    let mut rest = raw.strip_prefix('"')?.strip_suffix('"')?;
    while let Some((before, from_sign)) = memchr2(b'\\', b'"', rest.as_bytes()).and_then(|at| rest.split_at_checked(at))
    {
        text.push_str(before);
        let (sign, after) = escaped(from_sign.strip_prefix('\\')?)?;
        text.push(sign);
        rest = after;
    }
    text.push_str(rest);
    Some(())
}

/// The character that the text says after a backslash, and what follows it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let (sign, after) = text.split_at_checked(1)?;
    let sign = match sign {
        "\"" | "\\" | "/" => sign.chars().next()?,
        "b" => '\u{8}',
        "f" => '\u{c}',
        "n" => '\n',
        "r" => '\r',
        "t" => '\t',
        "u" => return numbered(after),
        _ => return None,
    };
    Some((sign, after))
}

/// The character of four digits, or of two times four with a second escape between them.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (first, after) = four_digits(text)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, after));
    }
    let (second, after) = four_digits(after.strip_prefix("\\u")?)?;
    let second = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    Some((char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)?, after))
}

fn four_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    let number = digits.chars().try_fold(0, |number, digit| Some(number << 4 | digit.to_digit(16)?))?;
    Some((number, after))
}

/// The JSON text itself, once it is sure that every string in it can be read.
pub(crate) fn checked(raw: &str) -> Result<&str, Error> {
    serde_json::from_str::<Value>(raw).map(|_| raw)
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
    fn strings_are_what_a_parser_makes_of_them() {
        let pieces = [
            "",
            "a",
            "ñ",
            "😀",
            r#"\""#,
            r"\\",
            r"\/",
            r"\b",
            r"\f",
            r"\n",
            r"\r",
            r"\t",
            r"\u00e1",
            r"\u00E1",
            r"\ud83d",
            r"\ude00",
            r"\ud83d\ude00",
            r"\u",
            r"\u12",
            r"\u+123",
            r"\u00ñ",
            r"\x",
            r"\",
            r"\ñ",
            r"\u0000",
            "u00e1",
        ];
        for number in 0..pieces.len().pow(3) {
            let piece = |place: u32| pieces[number / pieces.len().pow(place) % pieces.len()];
            let raw = format!("\"{}{}{}\"", piece(0), piece(1), piece(2));
            assert_eq!(text(&raw).ok(), serde_json::from_str(&raw).ok(), "{raw}");
        }
        for raw in ["\"", "\"a", r#""a\""#] {
            assert!(text(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn a_text_is_appended_to_what_is_there() {
        let mut text = String::from("a");
        [r#""\u00e1""#, "5.0", "null", "[1]"].iter().for_each(|raw| write(raw, &mut text).unwrap());
        assert_eq!(text, "aá5.0[1]");
    }

    #[test]
    fn what_unicode_does_not_know_is_an_error_at_any_depth() {
        for raw in [r#""\ud83d""#, r#""\x""#, r#"["\ud83d"]"#, r#"{"a":["\udc00"]}"#] {
            assert!(text(raw).is_err(), "{raw}");
        }
    }
}
