//! The history at the end of a message: what its writer did not write, but their program quoted.
//!
//! Only what is history up to the very end is split off. A quote with words of one's own after it stays where it is.
//! Programs mark history in many ways; those of the common ones are known here, in Spanish, English and Portuguese, and
//! what is not recognised is shown.

use super::blanks::is_blank;
use super::flow::{Item, Open, Quote};
use super::tags::is_inline;

/// Lines that a sentence like *On … wrote:* may take.
const SENTENCE_LINES: usize = 3;
/// Characters of such a sentence.
const LONGEST_SENTENCE: usize = 400;
/// Lines within which the fields of a head (From, Sent, To, Subject) stand.
const HEAD_LINES: usize = 8;

/// What was quoted at the end.
pub(super) struct History {
    pub(super) flow: Vec<Item>,
    /// How many messages it seems to hold.
    pub(super) messages: u32,
}

/// A line of a message.
struct Line {
    text: String,
    /// The item that it starts with.
    at: usize,
    quote: Quote,
    is_rule: bool,
}

/// A message without its history, and the history. A message that is nothing but history is left whole.
pub(super) fn split(flow: Vec<Item>) -> (Vec<Item>, Option<History>) {
    let mut lines = lines(&flow);
    decide(&mut lines);
    let Some(start) = start(&lines) else { return (flow, None) };
    let is_own = lines.iter().take(start).any(|line| !line.is_rule && !is_blank(&line.text));
    let Some(at) = lines.get(start).map(|line| line.at).filter(|_| is_own) else { return (flow, None) };
    let messages = messages(lines.get(start..).unwrap_or_default());
    let (own, history) = split_at(flow, at);
    (own, Some(History { flow: history, messages }))
}

/// Both parts of a flow, what is open at the border closed in the first and opened again in the second.
fn split_at(mut flow: Vec<Item>, at: usize) -> (Vec<Item>, Vec<Item>) {
    let rest = flow.split_off(at);
    let mut open: Vec<Open> = Vec::new();
    for item in &flow {
        match item {
            Item::Open(opened) => open.push(opened.clone()),
            Item::Close(_) => drop(open.pop()),
            _ => {}
        }
    }
    flow.extend(open.iter().rev().map(|open| Item::Close(open.name)));
    (flow, open.into_iter().map(Item::Open).chain(rest).collect())
}

fn lines(flow: &[Item]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut quotes: Vec<Quote> = Vec::new();
    let mut is_new = true;
    let mut starts = false;
    for (at, item) in flow.iter().enumerate() {
        match item {
            Item::Open(open) => {
                quotes.push(open.quote);
                starts |= open.quote == Quote::Starts;
                is_new |= !is_inline(open.name);
            }
            Item::Close(name) => {
                quotes.pop();
                is_new |= !is_inline(name);
            }
            Item::Break => is_new = true,
            Item::Rule => {
                lines.push(Line { text: String::new(), at, quote: strongest(&quotes), is_rule: true });
                is_new = true;
            }
            Item::Text(text) | Item::Hit(text) if is_new && !is_blank(text) => {
                let quote = if std::mem::take(&mut starts) { Quote::Starts } else { strongest(&quotes) };
                lines.push(Line { text: text.clone(), at, quote, is_rule: is_drawn(text) });
                is_new = false;
            }
            Item::Text(text) | Item::Hit(text) => {
                lines.last_mut().filter(|_| !is_new).into_iter().for_each(|line| line.text.push_str(text));
            }
        }
    }
    lines
}

fn strongest(quotes: &[Quote]) -> Quote {
    match quotes {
        _ if quotes.contains(&Quote::Holds) => Quote::Holds,
        _ if quotes.contains(&Quote::Perhaps) => Quote::Perhaps,
        _ => Quote::No,
    }
}

/// Decides about blocks that may be history: they are where a sentence says so right before.
fn decide(lines: &mut [Line]) {
    let mut before = Quote::No;
    for at in 0..lines.len() {
        if lines.get(at).is_some_and(|line| line.quote == Quote::Perhaps) {
            let is_history = before == Quote::Holds || (before == Quote::No && sentence_before(lines, at).is_some());
            let decided = if is_history { Quote::Holds } else { Quote::Perhaps };
            lines.get_mut(at).into_iter().for_each(|line| line.quote = decided);
        }
        before = lines.get(at).map_or(Quote::No, |line| line.quote);
    }
}

/// The line with which history starts that lasts to the end.
fn start(lines: &[Line]) -> Option<usize> {
    let separated = (0..lines.len()).find(|at| separates(lines, *at));
    let is_history = |line: &Line| line.quote == Quote::Holds || line.is_rule;
    let tail = lines.iter().rposition(|line| !is_history(line)).map_or(0, |last| last + 1);
    let quoted = (tail..lines.len()).find(|at| lines.get(*at).is_some_and(|line| line.quote == Quote::Holds));
    let quoted = quoted.map(|at| sentence_before(lines, at).unwrap_or(at));
    let mut start = separated.into_iter().chain(quoted).min()?;
    while start > 0 && lines.get(start - 1).is_some_and(|line| line.is_rule) {
        start -= 1;
    }
    Some(start)
}

/// Whether everything from this line on is history.
fn separates(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    match line.quote {
        Quote::Starts => return true,
        Quote::Holds | Quote::Perhaps => return false,
        Quote::No => {}
    }
    if names_original(&line.text) || is_head(lines, at) {
        return true;
    }
    // A sentence before a quote speaks of that quote only.
    sentence(lines, at).is_some_and(|(taken, is_precise)| {
        is_precise && lines.get(at + taken).is_some_and(|next| next.quote == Quote::No)
    })
}

/// The first line of the sentence that ends right before a line.
fn sentence_before(lines: &[Line], at: usize) -> Option<usize> {
    (1..=SENTENCE_LINES)
        .filter_map(|back| at.checked_sub(back))
        .find(|first| sentence(lines, *first).is_some_and(|(taken, _)| first + taken == at))
}

/// How many lines a sentence like *El … escribió:* takes that starts with this line, and whether it tells the time or
/// the address, as programs do and people do not.
fn sentence(lines: &[Line], at: usize) -> Option<(usize, bool)> {
    let first = lines.get(at)?.text.trim_start().trim_start_matches('>').trim_start().to_lowercase();
    let starts = ["el ", "on ", "em ", "le ", "am "].iter().any(|start| first.starts_with(start))
        || first.starts_with(|c: char| c.is_ascii_digit());
    // A name alone: `Ana <ana@correo.example> escribió:`.
    if !starts && !first.contains('@') {
        return None;
    }
    let mut whole = String::new();
    for (taken, line) in lines.get(at..)?.iter().take(SENTENCE_LINES).enumerate() {
        whole.push(' ');
        whole.push_str(&line.text.to_lowercase());
        if whole.len() > LONGEST_SENTENCE || line.is_rule {
            return None;
        }
        let text = whole.trim_end();
        let is_said = ["escribió:", "escribio:", "wrote:", "escreveu:", "a écrit :", "a écrit:", "schrieb:"]
            .iter()
            .any(|verb| text.ends_with(verb));
        if is_said && text.contains(|c: char| c.is_ascii_digit() || c == '@') {
            return Some((taken + 1, text.contains('@') || has_time(text)));
        }
    }
    None
}

fn has_time(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| matches!(three, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()))
}

/// `-----Mensaje original-----` and its sisters.
fn names_original(text: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_matches(|c: char| matches!(c, '-' | '_' | '*' | '=' | '>' | '—' | '–') || c.is_whitespace());
    let is_framed = text.starts_with("--") || text.starts_with("—") || text.starts_with("__");
    let inner = inner.to_lowercase();
    let names = [
        "mensaje original",
        "original message",
        "mensagem original",
        "mensaje reenviado",
        "forwarded message",
        "mensagem encaminhada",
        "message d'origine",
        "original appointment",
    ];
    (is_framed && names.contains(&inner.as_str()))
        || ["begin forwarded message:", "inicio del mensaje reenviado:", "início da mensagem encaminhada:"]
            .contains(&inner.as_str())
}

/// Whether the head of a quoted message starts with this line: From, then when, then to whom or about what.
fn is_head(lines: &[Line], at: usize) -> bool {
    let labels = |line: &Line| label(&line.text);
    if lines.get(at).is_none_or(|line| labels(line) != Some(Label::From)) {
        return false;
    }
    let follow: Vec<Label> = lines.iter().skip(at + 1).take(HEAD_LINES).filter_map(labels).collect();
    let has = |wanted| follow.contains(&wanted);
    has(Label::Sent) && (has(Label::To) || has(Label::Subject)) || has(Label::To) && has(Label::Subject)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    From,
    Sent,
    To,
    Subject,
}

fn label(text: &str) -> Option<Label> {
    let (label, _) = text.split_once(':')?;
    let label = label.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '>' | '|'));
    if label.len() > 20 {
        return None;
    }
    match label.to_lowercase().as_str() {
        "de" | "from" | "desde" | "remitente" => Some(Label::From),
        "enviado" | "enviado el" | "sent" | "fecha" | "date" | "data" | "enviada em" | "enviado em"
        | "fecha de envío" => Some(Label::Sent),
        "para" | "to" => Some(Label::To),
        "asunto" | "subject" | "assunto" => Some(Label::Subject),
        _ => None,
    }
}

/// A line drawn of signs.
fn is_drawn(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 5 && text.chars().all(|c| matches!(c, '_' | '-' | '=' | '—' | '*'))
}

fn messages(lines: &[Line]) -> u32 {
    let mut messages = 0;
    let mut at = 0;
    while at < lines.len() {
        let taken = if lines.get(at).is_some_and(|line| names_original(&line.text)) {
            // Its head tells of the same message.
            let head = (at + 1..at + 4).find(|head| is_head(lines, *head));
            messages += 1;
            head.map_or(1, |head| head + 1 - at)
        } else if is_head(lines, at) {
            messages += 1;
            1
        } else if let Some((taken, _)) = sentence(lines, at) {
            messages += 1;
            taken
        } else {
            1
        };
        at += taken;
    }
    messages.max(1)
}
