//! The flow as HTML, sanitised last of all.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::flow::{Item, Open};

/// The tags that can come out.
pub(super) const TAGS: [&str; 35] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "wbr",
];
/// Signs to be escaped after which a text goes on after a `<wbr>`: the sanitiser's writer looks through the rest of a
/// text anew at each, which takes time by the square. No text that a person wrote has so many without a tag between.
const ESCAPED: usize = 256;
/// Signs without a blank after which a `<wbr>` tells where to break: a web view that looks for a place by itself takes
/// long and lets the last line hang over its edge.
const UNBROKEN: usize = 500;
/// What stands before the address of a link. So no link is an address that a web view would look up, connect to ahead
/// of a press, or open by itself: whoever hears of the press takes it off with [`address_of_link`].
const LINK: &str = "traza-link:";
/// What is said of every link.
pub(super) const REL: &str = "noopener noreferrer nofollow";

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from([
            "script", "style", "title", "template", "svg", "math", "iframe", "noscript",
        ]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .tag_attribute_values(HashMap::new())
        .set_tag_attribute_values(HashMap::new())
        .generic_attributes(HashSet::new())
        .generic_attribute_prefixes(HashSet::new())
        .allowed_classes(HashMap::new())
        .url_schemes(HashSet::from([LINK.trim_end_matches(':')]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL))
        .strip_comments(true)
        .id_prefix(None);
    builder
});

/// Writes a flow as HTML and sanitises it.
pub(super) fn write(flow: &[Item]) -> String {
    sanitised(&written(flow))
}

/// The address that a link of a message leads to; `None` for what is no such link.
#[must_use]
pub fn address_of_link(link: &str) -> Option<&str> {
    link.strip_prefix(LINK)
}

/// HTML without anything that is not in [`TAGS`], and without links but ours.
pub(super) fn sanitised(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// The HTML of a flow, and how many signs of its last text must be escaped or came without a blank.
#[derive(Default)]
struct Writer {
    html: String,
    escaped: usize,
    /// Signs since the last blank or tag.
    unbroken: usize,
}

fn written(flow: &[Item]) -> String {
    let mut writer = Writer::default();
    for item in flow {
        match item {
            Item::Open(open) => writer.open(open),
            Item::Close(name) => writer.tag("</", name),
            Item::Break => writer.tag("<", "br"),
            Item::Rule => writer.tag("<", "hr"),
            Item::Text(text) => writer.text(text),
            Item::Hit(text) => {
                writer.tag("<", "mark");
                writer.text(text);
                writer.tag("</", "mark");
            }
        }
    }
    writer.html
}

impl Writer {
    fn open(&mut self, open: &Open) {
        let Some(address) = &open.address else {
            return self.tag("<", open.name);
        };
        self.html.push('<');
        self.html.push_str(open.name);
        self.html.push_str(" href=\"");
        self.html.push_str(LINK);
        address.chars().for_each(|c| self.sign(c));
        self.html.push_str("\">");
        (self.escaped, self.unbroken) = (0, 0);
    }

    fn tag(&mut self, start: &str, name: &str) {
        self.html.push_str(start);
        self.html.push_str(name);
        self.html.push('>');
        (self.escaped, self.unbroken) = (0, 0);
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if self.escaped >= ESCAPED || self.unbroken >= UNBROKEN {
                self.tag("<", "wbr");
            }
            self.unbroken = if c.is_whitespace() { 0 } else { self.unbroken + 1 };
            // The sanitiser's writer stops at these, too.
            self.escaped += usize::from(matches!(c, '&' | '\u{80}'..='\u{bf}'));
            self.sign(c);
        }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '&' => self.html.push_str("&amp;"),
            '<' => self.html.push_str("&lt;"),
            '>' => self.html.push_str("&gt;"),
            '"' => self.html.push_str("&quot;"),
            _ => self.html.push(sign),
        }
    }
}
