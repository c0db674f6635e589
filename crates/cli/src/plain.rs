//! Texts of strangers on a terminal: nothing of them may steer it, turn the line around or hide a part of it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Ends a text that was cut.
const CUT: char = '…';

/// The text in one line: control characters and line breaks become blanks, invisible marks that change the direction
/// or join and hide letters are left out.
pub(crate) fn line(text: &str) -> String {
    text.chars().filter(|c| !is_deceptive(*c)).map(|c| if is_control(c) { ' ' } else { c }).collect()
}

/// The text in at most `width` columns of a terminal, blanks joined.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let text = line(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.width() <= width {
        return text;
    }
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used >= width {
            break;
        }
        kept.push(c);
    }
    kept.push(CUT);
    kept
}

/// The text with blanks up to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// C0, DEL and C1, with the separators of lines and paragraphs.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_deceptive(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_steers_the_terminal() {
        for (text, shown) in [
            ("a\u{1b}[31mb", "a [31mb"),
            ("a\u{1b}]0;title\u{7}b", "a ]0;title b"),
            ("a\u{9b}2Jb", "a 2Jb"),
            ("a\r\nb\tc\u{2028}d", "a  b c d"),
            ("exe.\u{202e}gpj\u{2066}x\u{200b}", "exe.gpjx"),
            ("Ñandú 😀", "Ñandú 😀"),
        ] {
            assert_eq!(line(text), shown, "{text:?}");
        }
    }

    #[test]
    fn cuts_by_columns_and_says_so() {
        assert_eq!(cut("hola  mundo", 20), "hola mundo");
        assert_eq!(cut("hola mundo", 6), "hola …");
        assert_eq!(cut("日本語です", 5), "日本…");
        assert!(width(&cut("日本語です", 6)) <= 6);
        assert_eq!(padded("ñ", 3), "ñ  ");
    }
}
