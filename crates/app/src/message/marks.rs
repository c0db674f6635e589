//! Hits marked in the texts of a flow.

use std::ops::Range;

use super::flow::Item;
use super::tags::is_inline;

/// The flow with hits as items of their own. A word may lie over several texts (`re<b>em</b>bolso`): so the texts are
/// looked at as one, and what ends a line or a cell ends a word.
pub(super) fn marked(flow: Vec<Item>, hits: &mut dyn FnMut(&str) -> Vec<Range<usize>>) -> Vec<Item> {
    let mut whole = String::new();
    for item in &flow {
        match item {
            Item::Text(text) | Item::Hit(text) => whole.push_str(text),
            Item::Open(open) if is_inline(open.name) => {}
            Item::Close(name) if is_inline(name) => {}
            _ => whole.push('\n'),
        }
    }
    let mut hits = hits(&whole).into_iter().peekable();
    if hits.peek().is_none() {
        return flow;
    }
    let mut marked = Vec::with_capacity(flow.len());
    let mut start = 0;
    for item in flow {
        let (Item::Text(text) | Item::Hit(text)) = &item else {
            start += match &item {
                Item::Open(open) if is_inline(open.name) => 0,
                Item::Close(name) if is_inline(name) => 0,
                _ => 1,
            };
            marked.push(item);
            continue;
        };
        let end = start + text.len();
        let mut at = start;
        while let Some(hit) = hits.peek().filter(|hit| hit.start < end) {
            let (from, to) = (hit.start.clamp(at, end), hit.end.clamp(at, end));
            push(&mut marked, text, at - start..from - start, Item::Text);
            push(&mut marked, text, from - start..to - start, Item::Hit);
            at = to;
            if hit.end > end {
                break;
            }
            hits.next();
        }
        push(&mut marked, text, at - start..end - start, Item::Text);
        start = end;
    }
    marked
}

fn push(flow: &mut Vec<Item>, text: &str, bytes: Range<usize>, item: impl Fn(String) -> Item) {
    if let Some(part) = text.get(bytes).filter(|part| !part.is_empty()) {
        flow.push(item(part.to_owned()));
    }
}
