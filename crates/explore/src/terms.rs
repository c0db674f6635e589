//! What people type, cut into words and phrases with their signs and fields. Shared by the two search languages: the
//! plain one of [`TextQuery`](crate::TextQuery), and that of [`Search`](crate::Search), which knows fields.

use std::ops::Range;

use interaction::fold;

use crate::search::SearchField;

/// Letters of the longest name of a field, with room for slips: what is longer names none.
pub(crate) const LONGEST_NAME: usize = 24;
/// Letters from which on the last word stands for all words that begin so.
const LEAST_LETTERS: usize = 3;

/// A word or phrase as typed, and where. All places are bytes of the text.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// All of it, sign and field included.
    pub(crate) span: Range<usize>,
    /// What is looked for, quotes and star included; empty where only a field was typed yet.
    pub(crate) value: Range<usize>,
    /// The field that is looked in; none for any.
    pub(crate) field: Option<SearchField>,
    /// What is looked for, without signs.
    pub(crate) words: String,
    pub(crate) is_excluded: bool,
    pub(crate) is_prefix: bool,
    pub(crate) is_quoted: bool,
}

/// Whether a name and a colon before a word are a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fields {
    Known,
    Unknown,
}

impl Term {
    /// Whether it has anything that the index can hold: letters, digits and private characters.
    pub(crate) fn has_word(&self) -> bool {
        self.words.chars().any(|c| c.is_alphanumeric() || matches!(c, '\u{e000}'..='\u{f8ff}'))
    }

    /// Whether it ends the text in letters enough to stand for all that begins so: who is typing may not be done with it.
    /// Two letters stand for too much, and what is to be left out would hide what was meant to stay.
    pub(crate) fn may_go_on(&self, text: &str) -> bool {
        let letters = text.chars().rev().take_while(|c| c.is_alphanumeric()).count();
        self.value.end == text.len() && letters >= LEAST_LETTERS && !self.is_excluded
    }

    /// As FTS5 takes it: between quotes, so that nothing that people type is FTS5's own syntax.
    pub(crate) fn expression(&self) -> String {
        let star = if self.is_prefix { "*" } else { "" };
        format!("\"{}\"{star}", self.words.replace('"', "\"\""))
    }
}

/// The terms of a text. Never fails: whatever is no operator is words. A quote that is not closed reaches to the end.
/// Signs without anything after them are left out, fields without anything are not.
pub(crate) fn terms(text: &str, fields: Fields) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut at = 0;
    while let Some(start) = next_sign(text, at) {
        let (term, end) = term(text, start, fields);
        terms.extend(term);
        at = end;
    }
    terms
}

/// The first sign from a place on that is not blank.
fn next_sign(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    rest.find(|c| !is_blank(c)).map(|blanks| at + blanks)
}

/// The term that starts at a place, if there is anything to it, and where the text goes on.
fn term(text: &str, start: usize, fields: Fields) -> (Option<Term>, usize) {
    let is_excluded = rest(text, start).starts_with('-');
    let named = start + usize::from(is_excluded);
    let (field, from) = match field(text, named, fields) {
        Some((field, colon)) => (Some(field), value_start(text, colon)),
        None => (None, Some(named)),
    };
    // A field without a value: its place is right behind the colon.
    let Some(from) = from else {
        let end = named + colon(text, named).unwrap_or_default() + 1;
        let value = end..end;
        let words = String::new();
        let term = Term { span: start..end, value, field, words, is_excluded, is_prefix: false, is_quoted: false };
        return (Some(term), end);
    };
    let value = rest(text, from);
    let is_quoted = value.starts_with(is_quote);
    let (words, is_prefix, after) = match value.strip_prefix(is_quote) {
        Some(inside) => phrase(inside),
        None => word(value),
    };
    let end = text.len() - after.len();
    let words: String = words.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    let words = words.trim().to_owned();
    let is_there = !words.is_empty() || field.is_some();
    let term = Term { span: start..end, value: from..end, field, words, is_excluded, is_prefix, is_quoted };
    (is_there.then_some(term), end)
}

/// The field that is named at a place, and where its colon is.
fn field(text: &str, at: usize, fields: Fields) -> Option<(SearchField, usize)> {
    if fields == Fields::Unknown {
        return None;
    }
    let colon = colon(text, at)?;
    Some((SearchField::named(&fold(text.get(at..at + colon)?))?, at + colon))
}

/// How many bytes of letters stand before the colon at a place; none where something else does.
pub(crate) fn colon(text: &str, at: usize) -> Option<usize> {
    let name = rest(text, at);
    let (bytes, after) = name.char_indices().take(LONGEST_NAME + 1).find(|(_, c)| !is_letter(*c))?;
    (after == ':' && bytes > 0).then_some(bytes)
}

/// Where what a field is about starts: also after blanks, which people put after a colon; none where nothing follows,
/// or another field or something that is left out does.
fn value_start(text: &str, colon: usize) -> Option<usize> {
    let from = colon + 1;
    let value = next_sign(text, from)?;
    let is_other = rest(text, value).starts_with('-') || field(text, value, Fields::Known).is_some();
    (value == from || !is_other).then_some(value)
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn phrase(inside: &str) -> (&str, bool, &str) {
    let (words, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
    let starless = after.trim_start_matches('*');
    (words, starless.len() < after.len(), starless)
}

fn word(text: &str) -> (&str, bool, &str) {
    let end = text.find(|c| is_blank(c) || is_quote(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end).unwrap_or((text, ""));
    let starless = word.trim_end_matches('*');
    (starless, starless.len() < word.len(), after)
}

/// What names of fields consist of; an accent may be a sign of its own.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// What separates words; also NUL, at which SQLite would stop reading.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\0'
}

/// Also the quotes that phones and word processors write.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let told = |term: Term| {
            let sign = if term.is_excluded { "-" } else { "" };
            let field = term.field.map_or_else(String::new, |field| format!("{field:?}:"));
            let star = if term.is_prefix { "*" } else { "" };
            let quote = if term.is_quoted { "'" } else { "" };
            format!("{sign}{field}{quote}{}{quote}{star} {}", term.words, text.get(term.value).unwrap())
        };
        terms(text, Fields::Known).into_iter().map(told).collect()
    }

    #[test]
    fn a_field_takes_what_follows_its_colon() {
        for (text, expected) in [
            ("agente:ana", vec!["Agent:ana ana"]),
            ("AGENT:Ana -Código:x*", vec!["Agent:Ana Ana", "-Code:x* x*"]),
            ("co\u{301}digo:x", vec!["Code:x x"]),
            ("de:\"Ana María\" a", vec!["From:'Ana María' \"Ana María\"", "a a"]),
            ("agente:  ana", vec!["Agent:ana ana"]),
            ("agente: -ana", vec!["Agent: ", "-ana ana"]),
            ("agente: skill:x", vec!["Agent: ", "Skill:x x"]),
            ("agente:skill:x", vec!["Agent:skill:x skill:x"]),
            ("agente:", vec!["Agent: "]),
            ("-agente: ", vec!["-Agent: "]),
            ("agente:\"\"", vec!["Agent:'' \"\""]),
            ("caso:-7", vec!["Case:-7 -7"]),
            ("\"a\"agente:b", vec!["'a' \"a\"", "Agent:b b"]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn other_colons_are_words() {
        for text in ["RE: hola", "https://x.co", "10:30", ":x", "x:", "agente :x", "\"agente:x\"", "a.agente:x"] {
            let terms = terms(text, Fields::Known);
            assert!(terms.iter().all(|term| term.field.is_none()), "{text}");
        }
        assert!(terms("agente:x", Fields::Unknown).iter().all(|term| term.field.is_none()));
    }
}
