//! A message as a flat sequence: what opens, what closes, and the texts between.
//!
//! Flat, so that nothing here calls itself: a message may be nested as deep as its sender likes.

use dom_query::{Document, NodeRef};
use interaction::without_controls;

use super::lex::Lexed;
use super::tags::{Fate, fate};

/// One thing after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Open(Open),
    Close(&'static str),
    /// The end of a line.
    Break,
    /// A line across.
    Rule,
    Text(String),
    /// A text that was searched for.
    Hit(String),
}

/// What opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) name: &'static str,
    /// A link's goal.
    pub(super) address: Option<String>,
    pub(super) quote: Quote,
}

/// What an element tells about history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    No,
    /// It may hold history, or what someone only set apart.
    Perhaps,
    /// It holds history.
    Holds,
    /// History starts with it and goes on to the end.
    Starts,
}

impl Item {
    pub(super) fn open(name: &'static str) -> Self {
        Self::Open(Open { name, address: None, quote: Quote::No })
    }

    /// The tag's name; `""` for what is no tag.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Open(open) => open.name,
            Self::Close(name) => name,
            Self::Break | Self::Rule | Self::Text(_) | Self::Hit(_) => "",
        }
    }
}

/// The flow of HTML that was cut up. Without tags that break lines, its line ends do.
pub(super) fn of_html(lexed: &Lexed) -> Vec<Item> {
    let document = Document::fragment(lexed.html.as_str());
    let root = document.root();
    let mut flow = Vec::new();
    let mut next = root.first_child();
    let mut depth = 0usize;
    while let Some(node) = next {
        enter(&node, lexed, &mut flow);
        if let Some(child) = node.first_child() {
            depth += 1;
            next = Some(child);
            continue;
        }
        leave(&node, &mut flow);
        let mut at = node;
        next = at.next_sibling();
        while next.is_none() && depth > 0 {
            let Some(parent) = at.parent() else { break };
            depth -= 1;
            leave(&parent, &mut flow);
            at = parent;
            next = at.next_sibling();
        }
    }
    flow
}

fn enter(node: &NodeRef<'_>, lexed: &Lexed, flow: &mut Vec<Item>) {
    if node.is_text() {
        let text = node.text();
        return if lexed.breaks_lines { flow.push(Item::Text(without_controls(&text))) } else { lines(&text, flow) };
    }
    match name(node) {
        Some("br") => flow.push(Item::Break),
        Some("hr") => flow.push(Item::Rule),
        Some("a") => flow.push(Item::Open(Open { name: "a", address: goal(node), quote: Quote::No })),
        Some(name) => flow.push(Item::Open(Open { name, address: None, quote: quote(name, node) })),
        None => {}
    }
}

fn leave(node: &NodeRef<'_>, flow: &mut Vec<Item>) {
    match name(node) {
        None | Some("br" | "hr") => {}
        Some(name) => flow.push(Item::Close(name)),
    }
}

fn name(node: &NodeRef<'_>) -> Option<&'static str> {
    match fate(&node.node_name().filter(|_| node.is_element())?) {
        // A link that leads nowhere is none.
        Fate::Kept("a") if goal(node).is_none() => None,
        Fate::Kept(name) => Some(name),
        _ => None,
    }
}

fn goal(node: &NodeRef<'_>) -> Option<String> {
    address(&node.attr("href")?)
}

/// A text's lines, one below the other.
pub(super) fn lines(text: &str, flow: &mut Vec<Item>) {
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            flow.push(Item::Break);
        }
        flow.push(Item::Text(without_controls(line)));
    }
}

/// An address that a link may lead to.
pub(super) fn address(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    let (scheme, rest) = text.split_once(':')?;
    let is_allowed = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.starts_with("//"),
        "mailto" => true,
        _ => false,
    };
    is_allowed.then_some(text)
}

fn quote(name: &str, node: &NodeRef<'_>) -> Quote {
    let id = node.attr_or("id", "").to_ascii_lowercase();
    let class = node.attr_or("class", "").to_ascii_lowercase();
    // Outlook puts `x_` before the names of what it quotes.
    let id = id.trim_start_matches("x_");
    let is = |known: &[&str]| class.split_whitespace().any(|class| known.contains(&class.trim_start_matches("x_")));
    if matches!(id, "divrplyfwdmsg" | "appendonsend") || is(&["outlookmessageheader"]) {
        return Quote::Starts;
    }
    let holds = is(&["gmail_quote", "gmail_quote_container", "yahoo_quoted", "protonmail_quote", "zmail_extra"])
        || id == "mail-editor-reference-message-container";
    match name {
        _ if holds => Quote::Holds,
        "blockquote" if node.attr_or("type", "").eq_ignore_ascii_case("cite") => Quote::Holds,
        "blockquote" => Quote::Perhaps,
        _ => Quote::No,
    }
}
