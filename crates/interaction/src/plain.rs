//! What the search index sees of a text, its words without tags, styles and scripts, entities resolved; and what is
//! left of one that could steer what shows it.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memrchr};

/// Elements that stand inside a word without ending it (`re<b>em</b>bolso`).
const INLINE: [&str; 12] = ["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "u", "wbr"];
/// Elements whose content no reader sees.
const HIDDEN: [&str; 4] = ["head", "script", "style", "title"];

/// Bytes within which a tag may close behind quotes. A longer one ends at its first `>`: whoever writes many that never
/// close must not have each of them looked through to the end of the text.
const LONGEST_TAG: usize = 1024;

/// Room that is kept for the next text; what an uncommonly long one took beyond it is given back.
const KEPT_ROOM: usize = 1 << 20;

/// Memory for a text's words, which the next text uses again.
#[derive(Default)]
pub struct WordsRoom {
    without_tags: String,
    resolved: String,
}

/// The words of a text or of HTML, as the search index sees them. Plain text comes back as it is: `<` counts as a tag
/// only before a tag's name.
#[must_use]
pub fn words(text: &str) -> Cow<'_, str> {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(words_in(&mut WordsRoom::default(), text).to_owned())
}

/// A text without signs that control something: a terminal, or in which direction the rest is read.
#[must_use]
pub fn without_controls(text: &str) -> String {
    let steers = |c: char| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !steers(*c)).collect()
}

/// As [`words`], in room that is there.
#[must_use]
pub fn words_in<'a>(room: &'a mut WordsRoom, text: &'a str) -> &'a str {
    for used in [&mut room.without_tags, &mut room.resolved] {
        used.clear();
        used.shrink_to(KEPT_ROOM);
    }
    let mut words = text;
    if memchr(b'<', words.as_bytes()).is_some() {
        put_without_tags(&mut room.without_tags, words);
        words = &room.without_tags;
    }
    if memchr(b'&', words.as_bytes()).is_some() {
        words = html_escape::decode_html_entities_to_string(words, &mut room.resolved);
    }
    words
}

fn put_without_tags(words: &mut String, text: &str) {
    words.reserve(text.len());
    let beyond_tags = text.len() - memrchr(b'>', text.as_bytes()).map_or(0, |last| last + 1);
    let mut rest = text;
    while let Some((before, from_tag)) = split_before_tag(rest).filter(|(_, from_tag)| from_tag.len() > beyond_tags) {
        words.push_str(before);
        let Some(tag) = Tag::at_start(from_tag) else {
            words.push('<');
            rest = from_tag.get(1..).unwrap_or_default();
            continue;
        };
        if !INLINE.contains(&tag.name.as_str()) {
            words.push(' ');
        }
        rest = if tag.opens && HIDDEN.contains(&tag.name.as_str()) {
            after_end_of(&tag.name, tag.after, beyond_tags)
        } else {
            tag.after
        };
    }
    words.push_str(rest);
}

pub(crate) struct Tag<'a> {
    name: String,
    opens: bool,
    attributes: &'a str,
    pub(crate) after: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag or comment that the text, which starts with `<`, starts with.
    pub(crate) fn at_start(text: &'a str) -> Option<Self> {
        let inner = text.get(1..)?;
        if let Some(comment) = inner.strip_prefix("!--") {
            let after = comment.split_once("-->").map_or("", |(_, after)| after);
            return Some(Self { name: String::new(), opens: false, attributes: "", after });
        }
        let opens = !inner.starts_with(['/', '!', '?']);
        let name: String = inner.trim_start_matches(['/', '!', '?']).chars().take_while(|c| is_name(*c)).collect();
        let follows = inner.trim_start_matches(['/', '!', '?']).get(name.len()..)?;
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && follows.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace());
        let after = if is_tag { after_tag(follows)? } else { return None };
        let attributes = follows.strip_suffix(after).and_then(|inside| inside.strip_suffix('>')).unwrap_or_default();
        Some(Self { name: name.to_ascii_lowercase(), opens, attributes, after })
    }

    /// The value of an attribute, as it is written.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            // A first `=` belongs to the name.
            let ends =
                |(at, c): (usize, char)| (at > 0 && c == '=' || c == '/' || c.is_ascii_whitespace()).then_some(at);
            let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
            let (value, after) = value(after);
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
            rest = after;
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ':' || c == '-'
}

/// What follows the tag's closing `>`; one inside a quoted attribute does not close it.
fn after_tag(text: &str) -> Option<&str> {
    let mut quote = None;
    for (place, byte) in text.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return text.get(place + 1..),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that does not close: the tag ends at the first `>` after all.
    text.split_once('>').map(|(_, after)| after)
}

/// The value that an attribute's name is followed by, and what follows it.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else { return ("", text) };
    let quoted = |quote| text.strip_prefix(quote).and_then(|text| text.split_once(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or_else(|| {
        let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
        text.split_at_checked(end).unwrap_or((text, ""))
    })
}

/// What follows the end of an element; nothing where it has none. Of so many bytes at the end none closes a tag.
fn after_end_of<'a>(name: &str, text: &'a str, beyond_tags: usize) -> &'a str {
    let is_end = |from_tag: &str| {
        let named = from_tag.strip_prefix("</").and_then(|from| from.get(..name.len()));
        named.is_some_and(|named| named.eq_ignore_ascii_case(name))
    };
    let mut rest = text;
    while let Some((_, from_tag)) = split_before_tag(rest).filter(|(_, from_tag)| from_tag.len() > beyond_tags) {
        match Some(from_tag).filter(|from_tag| is_end(from_tag)).and_then(Tag::at_start) {
            Some(tag) if tag.name == name => return tag.after,
            _ => rest = from_tag.get(1..).unwrap_or_default(),
        }
    }
    ""
}

fn split_before_tag(text: &str) -> Option<(&str, &str)> {
    memchr(b'<', text.as_bytes()).and_then(|place| text.split_at_checked(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        words(text).split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn tags_end_words_and_inline_ones_do_not() {
        assert_eq!(found("<p>Buenos<br/>días</p><p>re<b>em</b>bolso</p>"), ["Buenos", "días", "reembolso"]);
    }

    #[test]
    fn hidden_content_is_no_text() {
        let html = "<style>.reembolso{color:red}</style>uno<script>if (a<b) dos()</script> tres<!-- cuatro --> cinco";
        assert_eq!(found(html), ["uno", "tres", "cinco"]);
    }

    #[test]
    fn plain_text_with_signs_stays() {
        assert_eq!(words("5 < 6 y Ana <ana@correo.example> > x"), "5 < 6 y Ana <ana@correo.example> > x");
        assert!(matches!(words("hola"), Cow::Borrowed(_)));
    }

    #[test]
    fn attributes_may_hold_signs_and_entities_are_resolved() {
        assert_eq!(found(r#"<img alt="a > b" src='x'>tel&eacute;fono&nbsp;&#50;"#), ["teléfono", "2"]);
        assert_eq!(found(r#"<a href="x>roto</a> sigue"#), ["roto", "sigue"]);
    }

    #[test]
    fn a_room_keeps_nothing_of_the_text_before_and_little_of_its_memory() {
        let mut room = WordsRoom::default();
        let long = format!("<p>{}&amp;</p>", "uno ".repeat(KEPT_ROOM));
        assert_eq!(words_in(&mut room, &long).len(), 4 * KEPT_ROOM + 3);
        for text in ["dos", "<b>tres</b>", "cuatro &lt; cinco", "<p>seis&nbsp;</p>"] {
            assert_eq!(words_in(&mut room, text), words(text));
        }
        assert!(room.without_tags.capacity() <= KEPT_ROOM && room.resolved.capacity() <= KEPT_ROOM);
    }

    #[test]
    fn unfinished_and_hostile_markup_ends() {
        for text in ["<", "<p", "</", "<!--", "<script>", "<style><", "<a href='", "<<<<>>>>", "<ñ>"] {
            let _ = words(text);
        }
        let many = "<div>".repeat(20_000);
        assert!(found(&many).is_empty());
    }

    /// Ends at once or, where the time goes by the square of the length, hardly ever.
    #[test]
    fn what_is_made_to_be_read_again_and_again_is_read_once() {
        for piece in ["<b \"", "<b \">\"", "</style \"", "<!--", "<<"] {
            let many = piece.repeat(50_000);
            for text in [many.clone(), format!("<style>{many}</style>{many}")] {
                assert!(words(&text).len() <= text.len(), "{piece}");
            }
        }
        assert_eq!(found("<STYLE>a</Style >b<styled>c"), ["b", "c"]);
    }
}
