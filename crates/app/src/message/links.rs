//! Addresses that stand in a text, made links.

use interaction::start_of;

use super::flow::{Item, Open, Quote, address};

const SCHEMES: [&str; 2] = ["http://", "https://"];
/// Bytes of an address; longer ones are left as text.
const LONGEST: usize = 2_048;

/// The flow with every web address outside a link made one.
pub(super) fn linked(flow: Vec<Item>) -> Vec<Item> {
    let mut linked = Vec::with_capacity(flow.len());
    let mut links = 0usize;
    for item in flow {
        match &item {
            Item::Open(open) if open.name == "a" => links += 1,
            Item::Close("a") => links = links.saturating_sub(1),
            Item::Text(text) if links == 0 && text.contains("://") => {
                split(text, &mut linked);
                continue;
            }
            _ => {}
        }
        linked.push(item);
    }
    linked
}

fn split(text: &str, flow: &mut Vec<Item>) {
    let mut rest = text;
    while let Some((before, found, after)) = first_address(rest) {
        flow.extend((!before.is_empty()).then(|| Item::Text(before.to_owned())));
        flow.push(Item::Open(Open { name: "a", address: address(found), quote: Quote::No }));
        flow.push(Item::Text(found.to_owned()));
        flow.push(Item::Close("a"));
        rest = after;
    }
    flow.extend((!rest.is_empty()).then(|| Item::Text(rest.to_owned())));
}

/// The first address of a text, what stands before and what after.
fn first_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut searched = 0;
    loop {
        let colon = searched + text.get(searched..)?.find("://")?;
        searched = colon + 3;
        let starts = |scheme: &str| {
            let start = (colon + 3).checked_sub(scheme.len())?;
            text.get(start..colon + 3)?.eq_ignore_ascii_case(scheme).then_some(start)
        };
        let Some(start) = SCHEMES.iter().find_map(|scheme| starts(scheme)) else { continue };
        let (before, from) = text.split_at_checked(start)?;
        if before.ends_with(char::is_alphanumeric) {
            continue;
        }
        // One more than fits: what has no end within is too long.
        let from_start = start_of(from, LONGEST + 1);
        let end = from_start.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”'));
        let whole = from_start.get(..end.unwrap_or(from_start.len()))?;
        let found = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '*', '…']);
        if found.len() > colon + 3 - start && found.len() <= LONGEST {
            return Some((before, found, from.get(found.len()..)?));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_what_belongs_to_them() {
        for (text, expected) in [
            ("ver https://a.co/x?y=1&z=2.", Some("https://a.co/x?y=1&z=2")),
            ("(HTTP://A.co)", Some("HTTP://A.co")),
            ("<https://a.co>", Some("https://a.co")),
            ("xhttps://a.co", None),
            ("ftp://a.co", None),
            ("javascript://a.co", None),
            ("http://", None),
        ] {
            assert_eq!(first_address(text).map(|(_, found, _)| found), expected, "{text}");
        }
    }
}
