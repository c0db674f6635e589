//! What harmless HTML is, judged by another parser's tree.

use dom_query::Document;

use super::super::write::{REL, TAGS};
use super::super::{Message, address_of_link};

/// Where links may lead.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Fails where a message holds anything but known tags and links to where links may lead.
pub(super) fn assert_harmless(raw: &str, message: &Message) {
    let history = message.quoted.as_ref().map_or("", |quoted| quoted.html.as_str());
    for html in [message.html.as_str(), history] {
        assert_html(raw, html);
        // As the frame sees it: within a page of its own.
        let page = format!("<!doctype html><html><head></head><body><div>{html}</div></body></html>");
        let body = Document::from(page.as_str());
        assert_eq!(body.select("body > div").length(), 1, "{raw:?} leaves its place: {html:?}");
        assert_eq!(body.select("body > *").length(), 1, "{raw:?} leaves its place: {html:?}");
    }
}

fn assert_html(raw: &str, html: &str) {
    for document in [Document::fragment(html), Document::from(html)] {
        for node in document.root().descendants() {
            assert!(
                !node.is_comment() && !node.is_doctype() || document.select("html").length() > 0 && !node.is_comment()
            );
            let Some(name) = node.node_name().filter(|_| node.is_element()) else { continue };
            let is_frame = ["html", "head", "body"].contains(&&*name);
            assert!(is_frame || TAGS.contains(&&*name), "{raw:?} brings <{name}>: {html:?}");
            let namespace = node.qual_name_ref().map(|name| name.ns.to_string()).unwrap_or_default();
            assert_eq!(namespace, "http://www.w3.org/1999/xhtml", "{raw:?}: {html:?}");
            for attribute in node.attrs() {
                let (key, value) = (attribute.name.local.to_string(), attribute.value.to_string());
                match key.as_str() {
                    "href" if &*name == "a" => assert_address(raw, &value),
                    "rel" if &*name == "a" => assert_eq!(value, REL),
                    _ => panic!("{raw:?} brings {key}={value:?}: {html:?}"),
                }
            }
        }
    }
}

fn assert_address(raw: &str, link: &str) {
    let address = address_of_link(link).unwrap_or_else(|| panic!("{raw:?} leads to {link:?}"));
    let scheme = address.split(':').next().unwrap().to_ascii_lowercase();
    assert!(SCHEMES.contains(&scheme.as_str()), "{raw:?} leads to {address:?}");
    assert!(!address.contains(|c: char| c.is_control()), "{raw:?} leads to {address:?}");
}
