//! Plain texts: paragraphs between empty lines, and what is quoted with `>`.

use interaction::start_of;

use super::flow::{Item, Open, Quote, lines};
use super::lex::LONGEST;

/// How deep a quote is shown in quotes.
const DEEPEST: usize = 20;

/// As much of a text as is shown, and whether it was cut.
pub(super) fn shortened(text: &str) -> (&str, bool) {
    let shown = start_of(text, LONGEST);
    (shown, shown.len() < text.len())
}

/// The flow of a plain text.
pub(super) fn flow(text: &str) -> Vec<Item> {
    let text = html_escape::decode_html_entities(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut flow = Vec::new();
    let mut depth = 0;
    let mut is_open = false;
    for line in text.split('\n') {
        let (wanted, line) = unquoted(line);
        let ends_paragraph = wanted != depth || line.trim().is_empty();
        if ends_paragraph && is_open {
            flow.push(Item::Close("p"));
            is_open = false;
        }
        // An empty line between two quoted ones belongs to neither.
        if line.trim().is_empty() && wanted == 0 && depth > 0 {
            continue;
        }
        for _ in wanted..depth {
            flow.push(Item::Close("blockquote"));
        }
        for _ in depth..wanted {
            flow.push(Item::Open(Open { name: "blockquote", address: None, quote: Quote::Holds }));
        }
        depth = wanted;
        if line.trim().is_empty() {
            continue;
        }
        flow.push(if is_open { Item::Break } else { Item::open("p") });
        is_open = true;
        lines(line, &mut flow);
    }
    flow.extend(is_open.then_some(Item::Close("p")));
    flow.extend((0..depth).map(|_| Item::Close("blockquote")));
    flow
}

/// How deep a line is quoted, and what it says.
fn unquoted(line: &str) -> (usize, &str) {
    let mut rest = line;
    let mut depth = 0;
    while depth < DEEPEST
        && let Some(inner) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >").filter(|_| depth > 0))
    {
        rest = inner;
        depth += 1;
    }
    (depth, rest)
}
