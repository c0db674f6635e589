//! HTML cut into texts and tags, of which only known ones go on.
//!
//! This is no defence (that is the sanitiser, last): it bounds what parsers have to do. Elements that are opened again
//! in every paragraph, elements in elements ten thousand deep, and megabytes of tags make parsers take time and memory
//! by the square. Here the remote pictures are counted, too, before their tags are gone.

use std::collections::{HashMap, HashSet};

use interaction::start_of;

use super::tags::{Fate, fate, is_formatting, nests};

/// Bytes of text that are shown of a message; some hundred pages.
pub(super) const LONGEST: usize = 400_000;
/// Tags that are looked at.
const MOST_TAGS: usize = 40_000;
/// How deep elements may lie in elements.
const DEEPEST: usize = 250;
/// Bytes of an attribute that go on: addresses of links are shorter.
const LONGEST_ATTRIBUTE: usize = 4_096;
/// Attributes of a tag that are looked at.
const MOST_ATTRIBUTES: usize = 64;
/// Bytes of HTML that go on.
const LONGEST_HTML: usize = 4_000_000;

/// HTML of known tags only.
#[derive(Default)]
pub(super) struct Lexed {
    pub(super) html: String,
    /// The addresses of remote pictures.
    pub(super) pictures: HashSet<String>,
    /// Whether it has tags that break lines; else its line ends do.
    pub(super) breaks_lines: bool,
    pub(super) is_cut: bool,
    /// Whether a comment or a hidden element had no end, so that all the rest is part of it.
    is_swallowed: bool,
    text_bytes: usize,
    tags: usize,
    /// How many elements of each name are open, and how many of them were left out.
    open: HashMap<&'static str, Opened>,
    depth: usize,
}

#[derive(Default)]
struct Opened {
    kept: usize,
    left_out: usize,
}

/// The start of a tag: found without a look at its attributes, which may go on for megabytes.
struct Named<'a> {
    name: String,
    fate: Fate,
    is_end: bool,
    follows: &'a str,
}

/// A tag as it stands in a text.
pub(super) struct Tag<'a> {
    name: String,
    fate: Fate,
    is_end: bool,
    attributes: Vec<(String, &'a str)>,
    after: &'a str,
}

/// Whether a text is HTML: whether a tag that HTML knows stands in it.
pub(super) fn is_html(text: &str) -> bool {
    let (mut rest, _) = split_tail(text);
    while let Some((_, from)) = split_at(rest, '<') {
        let is_doctype = from.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
        if is_doctype || from.starts_with("<!--") || Named::at_start(from).is_some_and(|tag| tag.is_of_html()) {
            return true;
        }
        rest = from.get(1..).unwrap_or_default();
    }
    false
}

/// A text up to the last `>`, and what follows, in which no tag can be: so that nobody looks for its end in vain.
fn split_tail(text: &str) -> (&str, &str) {
    text.rfind('>').and_then(|end| text.split_at_checked(end + 1)).unwrap_or(("", text))
}

/// Cuts HTML up.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed::default();
    let (mut rest, tail) = split_tail(text);
    while !rest.is_empty() && !lexed.is_cut {
        let (before, from) = split_at(rest, '<').unwrap_or((rest, ""));
        lexed.text(before);
        rest = if from.is_empty() { from } else { lexed.markup(from) };
    }
    if !lexed.is_swallowed {
        lexed.text(&tail.replace('<', "&lt;"));
    }
    lexed
}

impl Lexed {
    /// Takes the markup that a text starts with, and gives what follows.
    fn markup<'a>(&mut self, from: &'a str) -> &'a str {
        if let Some(comment) = from.strip_prefix("<!--") {
            return self.up_to(after_comment(comment));
        }
        if let Some(after) = after_declaration(from) {
            return after;
        }
        let Some(tag) = Tag::at_start(from) else {
            self.html.push_str("&lt;");
            return from.get(1..).unwrap_or_default();
        };
        self.tags += 1;
        self.is_cut |= self.tags > MOST_TAGS || self.html.len() > LONGEST_HTML;
        self.count_pictures(&tag);
        match tag.fate {
            Fate::Kept(name) => self.kept(name, &tag),
            Fate::Hidden if !tag.is_end => {
                let after = self.hidden(&tag);
                return self.up_to(after);
            }
            Fate::Dropped | Fate::Hidden | Fate::Unknown | Fate::None => self.replaced(&tag),
        }
        tag.after
    }

    /// What follows something that may have no end.
    fn up_to<'a>(&mut self, after: Option<&'a str>) -> &'a str {
        self.is_swallowed |= after.is_none();
        after.unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        let left = LONGEST - self.text_bytes;
        let shown = start_of(text, left);
        self.is_cut |= shown.len() < text.len();
        self.text_bytes += shown.len();
        self.html.push_str(shown);
    }

    /// What stands for a tag that is left out: a picture that is a sign (as phones write them) is text.
    fn replaced(&mut self, tag: &Tag<'_>) {
        if let Some(alternative) = tag.attribute("alt").filter(|_| tag.name == "img") {
            let is_sign = alternative.chars().count() <= 8 && !alternative.contains(|c: char| c.is_ascii());
            if is_sign && !alternative.contains(char::is_alphanumeric) {
                self.html.push_str(alternative);
            }
        }
    }

    /// Leaves out an element with all it holds, and gives what follows; `None` where it has no end.
    fn hidden<'a>(&mut self, tag: &Tag<'a>) -> Option<&'a str> {
        let mut rest = tag.after;
        loop {
            let (_, from) = split_at(rest, '<')?;
            rest = from.get(1..).unwrap_or_default();
            // Looked at before the tag is: to find the end of each tag within would take time by the square.
            let name = from.strip_prefix("</").and_then(|named| named.get(..tag.name.len()));
            if !name.is_some_and(|name| name.eq_ignore_ascii_case(&tag.name)) {
                continue;
            }
            if let Some(end) = Tag::at_start(from).filter(|end| end.name == tag.name) {
                let held = tag.after.len() - from.len();
                if tag.name == "style" {
                    self.count_pictures_of_style(tag.after.get(..held).unwrap_or_default());
                }
                return Some(end.after);
            }
        }
    }

    fn kept(&mut self, name: &'static str, tag: &Tag<'_>) {
        let ends_line = !super::tags::is_inline(name);
        self.breaks_lines |= ends_line;
        if tag.is_end {
            self.close(name);
            return;
        }
        if name == "a" {
            // A link ends where the next one starts.
            self.close(name);
        }
        if self.may_open(name) {
            self.html.push('<');
            self.html.push_str(name);
            self.attributes(name, tag);
            self.html.push('>');
        } else if ends_line {
            self.html.push_str("<br>");
        }
    }

    fn may_open(&mut self, name: &'static str) -> bool {
        let opened = self.open.entry(name).or_default();
        let is_too_much = (is_formatting(name) && opened.kept > 0) || (nests(name) && self.depth >= DEEPEST);
        if is_too_much {
            opened.left_out += 1;
        } else {
            opened.kept += 1;
            self.depth += usize::from(nests(name));
        }
        !is_too_much
    }

    fn close(&mut self, name: &'static str) {
        let opened = self.open.entry(name).or_default();
        if opened.left_out > 0 {
            opened.left_out -= 1;
            if !super::tags::is_inline(name) {
                self.html.push_str("<br>");
            }
        } else if opened.kept > 0 || matches!(name, "br" | "p") {
            opened.kept = opened.kept.saturating_sub(1);
            self.depth -= usize::from(nests(name) && self.depth > 0);
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    /// The attributes that tell a link's goal and where history starts.
    fn attributes(&mut self, name: &str, tag: &Tag<'_>) {
        let wanted: &[&str] = match name {
            "a" => &["href"],
            _ if is_formatting(name) => &[],
            _ => &["class", "id", "type"],
        };
        for (attribute, value) in &tag.attributes {
            if wanted.contains(&attribute.as_str()) && value.len() <= LONGEST_ATTRIBUTE {
                self.html.push_str(&format!(" {attribute}=\"{}\"", value.replace('"', "&quot;")));
            }
        }
    }

    fn count_pictures(&mut self, tag: &Tag<'_>) {
        for (name, value) in &tag.attributes {
            match name.as_str() {
                "src" | "background" | "poster" | "data" | "dynsrc" | "lowsrc" => self.count_picture(value),
                "href" | "xlink:href" if matches!(tag.name.as_str(), "image" | "use" | "feimage") => {
                    self.count_picture(value);
                }
                "srcset" => value.split(',').for_each(|one| self.count_picture(one)),
                "style" => self.count_pictures_of_style(value),
                _ => {}
            }
        }
    }

    fn count_pictures_of_style(&mut self, style: &str) {
        for from in style.split("url(").skip(1) {
            let address = from.split(')').next().unwrap_or_default();
            self.count_picture(address.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')));
        }
    }

    fn count_picture(&mut self, address: &str) {
        let address = address.trim();
        let is_remote = ["http:", "https:", "//"]
            .iter()
            .any(|start| address.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start)));
        if is_remote {
            let address = address.split_whitespace().next().unwrap_or_default();
            self.pictures.insert(address.to_owned());
        }
    }
}

impl<'a> Named<'a> {
    /// The start of the tag that a text, which starts with `<`, starts with.
    fn at_start(text: &'a str) -> Option<Self> {
        let inner = text.get(1..)?;
        let is_end = inner.starts_with('/');
        let named = inner.get(usize::from(is_end)..)?;
        let length =
            named.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))).unwrap_or(named.len());
        let (name, follows) = named.split_at_checked(length)?;
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && follows.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace());
        let name = name.to_ascii_lowercase();
        let fate = if is_tag { fate(&name) } else { Fate::None };
        (fate != Fate::None).then_some(Self { name, fate, is_end, follows })
    }

    fn is_of_html(&self) -> bool {
        self.fate != Fate::Unknown
    }
}

impl<'a> Tag<'a> {
    /// The tag that a text, which starts with `<`, starts with.
    fn at_start(text: &'a str) -> Option<Self> {
        let Named { name, fate, is_end, follows } = Named::at_start(text)?;
        // A quote that never closes: the tag ends at the first `>` after all.
        let (attributes, after) = attributes(follows).or_else(|| Some((Vec::new(), follows.split_once('>')?.1)))?;
        Some(Self { name, fate, is_end, attributes, after })
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| *value)
    }
}

/// The attributes that stand before a tag's `>`, and what follows it; `None` where it has none.
fn attributes(text: &str) -> Option<(Vec<(String, &str)>, &str)> {
    let mut attributes = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((attributes, after));
        }
        // A first `=` belongs to the name.
        let ends_name = |(place, c): (usize, char)| {
            (place > 0 && c == '=' || c == '/' || c == '>' || c.is_ascii_whitespace()).then_some(place)
        };
        let (name, after) = rest.split_at_checked(rest.char_indices().find_map(ends_name)?)?;
        rest = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let value = match rest.strip_prefix('=') {
            Some(after) => {
                let (value, after) = value(after.trim_start_matches(|c: char| c.is_ascii_whitespace()))?;
                rest = after;
                value
            }
            None => "",
        };
        if attributes.len() < MOST_ATTRIBUTES {
            attributes.push((name.to_ascii_lowercase(), value));
        }
    }
}

fn value(text: &str) -> Option<(&str, &str)> {
    match text.chars().next()? {
        quote @ ('"' | '\'') => text.get(1..)?.split_once(quote),
        _ => text.split_at_checked(text.find(|c: char| c == '>' || c.is_ascii_whitespace())?),
    }
}

/// What follows a comment whose first signs are gone; `None` where it has no end.
fn after_comment(comment: &str) -> Option<&str> {
    let at_once = comment.strip_prefix("->").or(comment.strip_prefix('>'));
    at_once.or_else(|| comment.split_once("-->").map(|(_, after)| after))
}

/// What follows a declaration or an instruction that a text starts with.
fn after_declaration(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("<!").or(text.strip_prefix("<?"))?;
    let is_one = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '[');
    inner.split_once('>').map(|(_, after)| after).filter(|_| is_one)
}

fn split_at(text: &str, sign: char) -> Option<(&str, &str)> {
    text.find(sign).and_then(|place| text.split_at_checked(place))
}
