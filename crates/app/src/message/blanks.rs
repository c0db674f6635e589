//! Blanks as a reader wants them: e-mail programs write empty paragraphs by the dozen.

use super::flow::Item;
use super::tables;
use super::tags::is_inline;

/// The flow with blanks as one blank, without elements that hold nothing, and with at most one empty line in a row.
pub(super) fn collapsed(flow: Vec<Item>) -> Vec<Item> {
    breaks_thinned(tables::unwrapped(without_empty_elements(blanks_joined(flow))))
}

/// Runs of blanks become one; none starts a line. What is set as it was typed stays so.
fn blanks_joined(flow: Vec<Item>) -> Vec<Item> {
    let mut joined = Vec::with_capacity(flow.len());
    let mut as_typed = 0usize;
    let mut after_blank = true;
    for item in flow {
        match item {
            Item::Text(text) if as_typed == 0 => {
                let text = with_single_blanks(&text, &mut after_blank);
                joined.extend((!text.is_empty()).then_some(Item::Text(text)));
                continue;
            }
            // Parsers drop a line end there.
            Item::Text(ref text) if matches!(joined.last(), Some(Item::Open(open)) if open.name == "pre") => {
                let text = text.trim_start_matches('\n');
                joined.extend((!text.is_empty()).then(|| Item::Text(text.to_owned())));
                continue;
            }
            Item::Open(ref open) if open.name == "pre" => as_typed += 1,
            Item::Close("pre") => as_typed = as_typed.saturating_sub(1),
            _ => {}
        }
        after_blank |= !is_within_line(&item);
        joined.push(item);
    }
    joined
}

fn with_single_blanks(text: &str, after_blank: &mut bool) -> String {
    let mut single = String::with_capacity(text.len());
    for c in text.chars() {
        let is_blank = c.is_ascii_whitespace();
        if !(is_blank && *after_blank) {
            single.push(if is_blank { ' ' } else { c });
        }
        *after_blank = is_blank;
    }
    single
}

/// Leaves out what opens and closes around nothing to be seen. What stood on a line of its own leaves that line empty.
fn without_empty_elements(flow: Vec<Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::with_capacity(flow.len());
    // Where each open element stands, and whether it holds anything.
    let mut open: Vec<(usize, bool)> = Vec::new();
    for item in flow {
        let Item::Close(name) = item else {
            match &item {
                Item::Open(_) => open.push((kept.len(), false)),
                _ if is_seen(&item) => open.last_mut().into_iter().for_each(|(_, is_full)| *is_full = true),
                _ => {}
            }
            kept.push(item);
            continue;
        };
        let Some((start, is_full)) = open.pop() else { continue };
        if is_full {
            open.last_mut().into_iter().for_each(|(_, is_full)| *is_full = true);
            kept.push(item);
        } else if matches!(name, "td" | "th") {
            // The cells beside it keep their columns.
            kept.truncate(start + 1);
            kept.push(item);
        } else {
            let stand_in = stand_in(name, kept.get(start..).unwrap_or_default());
            kept.truncate(start);
            kept.extend(stand_in);
        }
    }
    kept
}

/// What stands for an element that holds nothing to be seen.
fn stand_in(name: &str, held: &[Item]) -> Option<Item> {
    let has = |wanted: fn(&Item) -> bool| held.iter().any(wanted);
    match name {
        "div" | "p" => Some(Item::Break),
        "a" | "b" | "code" | "i" | "mark" | "s" | "sub" | "sup" | "u" if has(|item| *item == Item::Break) => {
            Some(Item::Break)
        }
        "a" | "b" | "code" | "i" | "mark" | "s" | "sub" | "sup" | "u" if has(|item| matches!(item, Item::Text(_))) => {
            Some(Item::Text(" ".to_owned()))
        }
        _ => None,
    }
}

fn is_seen(item: &Item) -> bool {
    match item {
        Item::Text(text) | Item::Hit(text) => !is_blank(text),
        Item::Rule => true,
        Item::Open(_) | Item::Close(_) | Item::Break => false,
    }
}

/// Also the signs without a width that mailings fill their first lines with.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{34f}')
    })
}

/// Leaves of several line ends in a row what makes one empty line, and none at the edges of an element.
fn breaks_thinned(flow: Vec<Item>) -> Vec<Item> {
    let mut thinned: Vec<Item> = Vec::with_capacity(flow.len());
    let mut as_typed = 0usize;
    let mut breaks = 0usize;
    let mut blanks = Vec::new();
    for item in flow {
        match &item {
            Item::Open(open) if open.name == "pre" => as_typed += 1,
            Item::Close("pre") => as_typed = as_typed.saturating_sub(1),
            _ => {}
        }
        let is_within_run =
            as_typed == 0 && (item == Item::Break || matches!(&item, Item::Text(text) if is_blank(text)));
        if is_within_run {
            breaks += usize::from(item == Item::Break);
            blanks.push(item);
            continue;
        }
        flush(&mut thinned, &mut blanks, breaks, Some(&item));
        breaks = 0;
        thinned.push(item);
    }
    flush(&mut thinned, &mut blanks, breaks, None);
    thinned
}

fn flush(thinned: &mut Vec<Item>, blanks: &mut Vec<Item>, breaks: usize, next: Option<&Item>) {
    if breaks == 0 {
        thinned.append(blanks);
        return;
    }
    blanks.clear();
    let count = wanted(thinned.last(), breaks, next);
    thinned.extend((0..count).map(|_| Item::Break));
}

/// How many of several line ends stay, by what stands before and after.
fn wanted(before: Option<&Item>, breaks: usize, after: Option<&Item>) -> usize {
    match (before, after) {
        (None, _) | (_, None) => 0,
        (Some(Item::Open(open)), _) if !is_inline(open.name) => 0,
        (_, Some(Item::Close(name))) if !is_inline(name) => 0,
        (Some(Item::Rule), _) | (_, Some(Item::Rule)) => 0,
        (Some(Item::Close(name)), Some(after)) if !is_inline(name) => {
            let stands_apart = |name: &str| name != "div";
            let is_apart = stands_apart(name) || matches!(after, Item::Open(open) if stands_apart(open.name));
            usize::from(!is_apart)
        }
        (_, Some(Item::Open(open))) if !is_inline(open.name) => {
            // The first one only ends the line, which the element does, too.
            if open.name == "div" && breaks > 1 { 2 } else { 0 }
        }
        _ => breaks.min(2),
    }
}

fn is_within_line(item: &Item) -> bool {
    match item {
        Item::Open(open) => is_inline(open.name),
        Item::Close(name) => is_inline(name),
        Item::Text(_) | Item::Hit(_) => true,
        Item::Break | Item::Rule => false,
    }
}
