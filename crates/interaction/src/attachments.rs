//! The attachments of an interaction, in whichever shape the server sends them.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::plain::Tag;
use crate::{start_of, without_controls, words};

/// Attachments that are listed.
const MOST: usize = 200;
/// Characters of a name.
const LONGEST_NAME: usize = 200;
/// Bytes of a link's text that its name is looked for in.
const LONGEST_LINK: usize = 4_096;
/// How deep texts within JSON within texts are looked into.
const DEEPEST: usize = 4;
const ADDRESS_KEYS: [&str; 5] = ["url", "link", "href", "path", "src"];
const NAME_KEYS: [&str; 4] = ["name", "filename", "file_name", "title"];
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// An attachment: a name, and where it lies if the server tells.
#[derive(Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Attachment {
    /// Its name: as given, or the end of its address.
    pub name: String,
    /// Its address on the web, which nothing asks for but a person.
    pub address: Option<String>,
}

/// Names nothing that it holds.
impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment").finish_non_exhaustive()
    }
}

/// Reads attachments: nothing, addresses or names with whatever between them, JSON of either, also within a text, a
/// data address, or links in HTML. What cannot be read so is one name.
///
/// The archive keeps how many they are. Where this reads a text otherwise than before, a step of the archive's format
/// must have them counted anew.
#[must_use]
pub fn attachments(raw: &str) -> Vec<Attachment> {
    let mut found = Vec::new();
    of_text(raw, 0, &mut found);
    found.retain(|attachment| !attachment.name.is_empty());
    found.truncate(MOST);
    found
}

fn of_text(text: &str, depth: usize, found: &mut Vec<Attachment>) {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("null") || depth > DEEPEST || found.len() >= MOST {
        return;
    }
    if text.starts_with(['[', '{', '"'])
        && let Ok(value) = serde_json::from_str(text)
    {
        return of_value(&value, depth + 1, found);
    }
    if text.starts_with("data:") {
        return found.push(of_data(text));
    }
    if links(text).next().is_some() {
        return of_links(text, found);
    }
    if text.contains("<br") {
        return of_list(&words(text), found);
    }
    of_list(text, found);
}

fn of_value(value: &Value, depth: usize, found: &mut Vec<Attachment>) {
    match value {
        Value::String(text) => of_text(text, depth, found),
        Value::Array(values) => values.iter().for_each(|value| of_value(value, depth, found)),
        Value::Object(object) => of_object(object, depth, found),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn of_object(object: &Map<String, Value>, depth: usize, found: &mut Vec<Attachment>) {
    let text = |keys: &[&str]| {
        let values = keys.iter().filter_map(|key| object.get(*key)).filter_map(Value::as_str);
        values.map(str::trim).find(|text| !text.is_empty())
    };
    match (text(&NAME_KEYS), text(&ADDRESS_KEYS)) {
        (None, None) => object.values().for_each(|value| of_value(value, depth, found)),
        (Some(name), None) => found.push(Attachment { name: named(name), address: None }),
        (name, Some(address)) => {
            let of_address = if address.starts_with("data:") { of_data(address) } else { of_address(address) };
            found.push(Attachment { name: name.map_or(of_address.name, named), ..of_address });
        }
    }
}

/// A file within the text itself: its name, or what kind it is.
fn of_data(text: &str) -> Attachment {
    let head = text.split(',').next().unwrap_or_default();
    let mut parts = head.trim_start_matches("data:").split(';');
    let kind = parts.next().filter(|kind| !kind.is_empty()).unwrap_or("text/plain");
    let name = parts.find_map(|part| part.strip_prefix("name=").or(part.strip_prefix("filename=")));
    Attachment { name: named(&decoded(name.unwrap_or(kind))), address: None }
}

/// The links of HTML. Each is read by itself: HTML that is made for it takes parsers time by the square of its length,
/// and this is asked while a download is written.
fn of_links(html: &str, found: &mut Vec<Attachment>) {
    for tag in links(html).take(MOST).filter_map(Tag::at_start) {
        let Some(address) = tag.attribute("href") else { continue };
        let attachment = of_address(&html_escape::decode_html_entities(address));
        let text = words(start_of(text_of_link(tag.after), LONGEST_LINK));
        let name = if text.trim().is_empty() { attachment.name } else { named(&text) };
        found.push(Attachment { name, address: attachment.address });
    }
}

/// What follows the start of each link, itself included.
fn links(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('<').filter_map(|(start, _)| html.get(start..)).filter(|from| starts_link(from))
}

fn starts_link(html: &str) -> bool {
    matches!(html.as_bytes(), [b'<', b'a' | b'A', next, ..] if next.is_ascii_whitespace())
}

/// The HTML up to where a link ends, or the next one begins.
fn text_of_link(html: &str) -> &str {
    let ends = |from: &str| starts_link(from) || from.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("</a"));
    let end = html.match_indices('<').find(|(at, _)| html.get(*at..).is_some_and(ends));
    end.and_then(|(at, _)| html.get(..at)).unwrap_or(html)
}

/// Addresses and names, with whatever between them.
fn of_list(text: &str, found: &mut Vec<Attachment>) {
    let mut rest = text;
    while let Some(start) = first_scheme(rest) {
        let (before, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        of_names(before, found);
        let end = first_scheme(from.get(4..).unwrap_or_default()).map_or(from.len(), |next| next + 4);
        let (address, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let stop = address.find(['\n', '\r', '\t', '|', ';', '"', '\'', '<', '>', '\\']);
        let stop = stop.into_iter().chain(address.find(", ")).min();
        let (address, names) = address.split_at_checked(stop.unwrap_or(address.len())).unwrap_or((address, ""));
        let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '(' | ')' | '{' | '}');
        found.push(of_address(address.trim_end_matches(is_between)));
        of_names(names, found);
        rest = after;
        if found.len() >= MOST {
            return;
        }
    }
    of_names(rest, found);
}

fn first_scheme(text: &str) -> Option<usize> {
    let starts = |end: usize| {
        let before = |scheme: &str| {
            let start = end.checked_sub(scheme.len() - "://".len())?;
            text.get(start..).filter(|from| is_scheme(from, scheme)).map(|_| start)
        };
        SCHEMES.iter().find_map(|scheme| before(scheme))
    };
    text.match_indices("://").find_map(|(end, _)| starts(end))
}

fn is_scheme(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

fn of_names(text: &str, found: &mut Vec<Attachment>) {
    for line in text.split(['\n', '\r', '\t', '|', ';']) {
        // A comma may belong to a name; it does not where each part has an ending.
        let parts: Vec<&str> = line.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let parts = if parts.iter().all(|part| has_ending(part)) { parts } else { vec![line] };
        for part in parts {
            let name =
                part.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '[' | ']' | '\\'));
            if name.contains(char::is_alphanumeric) {
                let end = name.rsplit(['/', '\\']).find(|end| !end.is_empty()).unwrap_or(name);
                found.push(Attachment { name: named(end), address: None });
            }
        }
    }
}

fn has_ending(name: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| (1..=5).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// An address as an attachment: named by its last part, and only led to where it lies on the web.
fn of_address(text: &str) -> Attachment {
    let text = text.trim();
    let place = text.split(['?', '#']).next().unwrap_or_default();
    let path = place.split_once("://").map_or(place, |(_, path)| path);
    let end = path.rsplit(['/', '\\']).find(|end| !end.is_empty()).unwrap_or(path);
    let is_web = SCHEMES.iter().any(|scheme| is_scheme(text, scheme));
    let is_whole = !path.is_empty() && !text.contains(char::is_control);
    let address = (is_web && is_whole).then(|| text.replace(' ', "%20"));
    Attachment { name: named(&decoded(end)), address }
}

/// Percent signs read as what they stand for.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn named(text: &str) -> String {
    let name: String = without_controls(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    name.trim().chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<(String, String)> {
        attachments(raw).into_iter().map(|it| (it.name, it.address.unwrap_or_default())).collect()
    }

    fn is(raw: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(name, at)| ((*name).to_owned(), (*at).to_owned())).collect();
        assert_eq!(told(raw), expected, "{raw}");
    }

    #[test]
    fn nothing_is_no_attachment() {
        for raw in ["", "  ", "null", "NULL", "[]", "{}", "\"\"", "[null,\"\"]", "[[],{}]", "\"[]\""] {
            is(raw, &[]);
        }
    }

    #[test]
    fn addresses_with_any_sign_between_them() {
        let (a, b) = ("https://a.example/f/uno.pdf", "https://a.example/f/dos%20%C3%B1.png?t=1,2");
        for between in [",", ", ", ";", " ", "\n", "|", " | ", "\t", "", ",\r\n", "<br>", "<br/>\n"] {
            let expected = [
                ("uno.pdf", "https://a.example/f/uno.pdf"),
                ("dos ñ.png", "https://a.example/f/dos%20%C3%B1.png?t=1,2"),
            ];
            is(&format!("{a}{between}{b}"), &expected);
        }
        is("HTTP://a.example/", &[("a.example", "HTTP://a.example/")]);
        is("https://a.example/mi archivo.pdf", &[("mi archivo.pdf", "https://a.example/mi%20archivo.pdf")]);
        is("https://a.example/x.pdf, factura.pdf", &[("x.pdf", "https://a.example/x.pdf"), ("factura.pdf", "")]);
    }

    #[test]
    fn json_of_texts_and_objects_also_within_texts() {
        let a = "https://a.example/f/uno.pdf";
        is(&format!("[\"{a}\"]"), &[("uno.pdf", a)]);
        is(r#"["https:\/\/a.example\/f\/uno.pdf","b.png"]"#, &[("uno.pdf", a), ("b.png", "")]);
        is(&format!(r#"[{{"url":"{a}","name":"Factura mayo.pdf","size":12}}]"#), &[("Factura mayo.pdf", a)]);
        is(r#"{"filename":"x.doc","path":"/f/x.doc"}"#, &[("x.doc", "")]);
        is(&format!(r#"{{"files":[{{"link":"{a}"}}],"n":1}}"#), &[("uno.pdf", a)]);
        is(&format!(r#""[\"{a}\"]""#), &[("uno.pdf", a)]);
        is(r#"[{"file_name":"solo.txt"}]"#, &[("solo.txt", "")]);
    }

    #[test]
    fn data_links_and_names() {
        is("data:image/png;base64,AAAA", &[("image/png", "")]);
        is("data:application/pdf;name=mi%20acta.pdf;base64,AA,AA", &[("mi acta.pdf", "")]);
        is(
            r#"<a href="https://a.example/q?id=7">Acta.pdf</a> <a href='javascript:alert(1)'>x</a>"#,
            &[("Acta.pdf", "https://a.example/q?id=7"), ("x", "")],
        );
        is(
            "<P>Ver <A\nid=\"x>y\" HREF = https://a.example/1?b=2&amp;c=3><b>uno</b>&nbsp;&#50;</A> y
            <a name=z>nada</a> <a href='https://a.example/dos.pdf'/><img src=x></a><a href=tres.pdf>",
            &[("uno 2", "https://a.example/1?b=2&c=3"), ("dos.pdf", "https://a.example/dos.pdf"), ("tres.pdf", "")],
        );
        is("a.pdf,b.jpg", &[("a.pdf", ""), ("b.jpg", "")]);
        is("Acta, final.pdf", &[("Acta, final.pdf", "")]);
        is("C:\\fotos\\a.png", &[("a.png", "")]);
    }

    #[test]
    fn only_the_web_has_addresses() {
        for raw in
            ["javascript:alert(1)//https", "file:///etc/passwd", "ftp://a.example/x", "//a.example/x", "mailto:a@b.co"]
        {
            assert!(told(raw).iter().all(|(_, address)| address.is_empty()), "{raw}");
        }
        assert!(told("[\"javascript:alert(1)\",{\"url\":\"file:///c:/x.exe\"}]").iter().all(|(_, at)| at.is_empty()));
    }

    #[test]
    fn hostile_texts_end() {
        assert_eq!(told(&"https://a.example/x ".repeat(100_000)).len(), MOST);
        assert!(told(&"[".repeat(100_000)).len() <= 1);
        assert_eq!(told(&format!("https://a.example/{}", "x".repeat(1_000_000)))[0].0.chars().count(), LONGEST_NAME);
        assert_eq!(told("fact\u{202e}gpj.exe")[0].0, "factgpj.exe");
        assert_eq!(told(&"<b><a href=x>".repeat(100_000)).len(), MOST);
        assert_eq!(told(&"<a href=\"x".repeat(100_000)).len(), 0);
    }
}
