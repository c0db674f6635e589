//! JSON texts as PHP's `json_encode` prints them.

use crate::Escapes;

/// Prints a text with its quotes.
pub(crate) fn quoted(text: &str, escapes: Escapes, out: &mut Vec<u8>) {
    out.push(b'"');
    escaped(text, escapes, out);
    out.push(b'"');
}

/// Prints a text without its quotes.
pub(crate) fn escaped(text: &str, escapes: Escapes, out: &mut Vec<u8>) {
    let php = escapes == Escapes::Php;
    let mut plain_from = 0;
    for (place, letter) in text.char_indices() {
        let plain = match letter {
            '"' | '\\' | '\0'..='\u{1f}' => false,
            '/' => !php,
            ' '..='\u{7f}' => true,
            _ => !php,
        };
        if plain {
            continue;
        }
        out.extend_from_slice(text.as_bytes().get(plain_from..place).unwrap_or_default());
        plain_from = place + letter.len_utf8();
        escape(letter, out);
    }
    out.extend_from_slice(text.as_bytes().get(plain_from..).unwrap_or_default());
}

fn escape(letter: char, out: &mut Vec<u8>) {
    let short = match letter {
        '"' | '\\' | '/' => letter as u8,
        '\u{8}' => b'b',
        '\u{c}' => b'f',
        '\n' => b'n',
        '\r' => b'r',
        '\t' => b't',
        _ => {
            let mut units = [0; 2];
            letter.encode_utf16(&mut units).iter().for_each(|unit| hexadecimal(*unit, out));
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

/// Four small hexadecimal digits, as PHP prints them.
fn hexadecimal(unit: u16, out: &mut Vec<u8>) {
    let digit = |shift: u32| {
        let value = (unit >> shift & 15) as u8;
        if value < 10 { b'0' + value } else { b'a' + value - 10 }
    };
    out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, escapes: Escapes) -> String {
        let mut out = Vec::new();
        quoted(text, escapes, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_are_escaped_as_php_does() {
        // What `php -r 'echo json_encode("…");'` prints.
        assert_eq!(printed("Peña </p> \"a\\b\"", Escapes::Php), r#""Pe\u00f1a <\/p> \"a\\b\"""#);
        assert_eq!(printed("🙏\r\n\t\u{1}\u{7f}", Escapes::Php), "\"\\ud83d\\ude4f\\r\\n\\t\\u0001\u{7f}\"");
        assert_eq!(printed("Peña </p> \"🙏\"\n", Escapes::Raw), "\"Peña </p> \\\"🙏\\\"\\n\"");
    }

    #[test]
    fn what_is_printed_reads_as_what_was_meant() {
        let text: String = (0..0x2_0000).filter_map(char::from_u32).collect();
        for escapes in [Escapes::Php, Escapes::Raw] {
            assert_eq!(serde_json::from_str::<String>(&printed(&text, escapes)).unwrap(), text);
        }
    }
}
