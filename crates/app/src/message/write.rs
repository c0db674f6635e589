//! The flow as HTML, sanitised last of all.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::flow::Item;

/// The tags that can come out.
pub(super) const TAGS: [&str; 34] = [
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
];
/// Where links may lead. What is not whole leads nowhere.
pub(super) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
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
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL))
        .strip_comments(true)
        .id_prefix(None);
    builder
});

/// Writes a flow as HTML and sanitises it.
pub(super) fn write(flow: &[Item]) -> String {
    SANITISER.clean(&written(flow)).to_string()
}

fn written(flow: &[Item]) -> String {
    let mut html = String::new();
    for item in flow {
        match item {
            Item::Open(open) => {
                html.push('<');
                html.push_str(open.name);
                if let Some(address) = &open.address {
                    html.push_str(" href=\"");
                    escape(address, &mut html);
                    html.push('"');
                }
                html.push('>');
                // The parser drops a line end right after it.
                html.push_str(if open.name == "pre" { "\n" } else { "" });
            }
            Item::Close(name) => {
                html.push_str("</");
                html.push_str(name);
                html.push('>');
            }
            Item::Break => html.push_str("<br>"),
            Item::Rule => html.push_str("<hr>"),
            Item::Text(text) => escape(text, &mut html),
            Item::Hit(text) => {
                html.push_str("<mark>");
                escape(text, &mut html);
                html.push_str("</mark>");
            }
        }
    }
    html
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
}
