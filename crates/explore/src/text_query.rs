//! The search language: what people type, as expressions that FTS5 takes.

use std::collections::HashSet;

/// Terms in one expression. FTS5 refuses trees that are too deep, and each term holds a cursor of its own.
const TERMS: usize = 64;

/// A search over the texts: words in any order, all of them, without regard to case and accents; `word*` for words
/// that start so; `"in quotes"` for a phrase; `-word` and `-"a phrase"` for what must not occur.
///
/// Every word reaches FTS5 between quotes, so nothing that people type is FTS5's own syntax.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextQuery {
    include: Vec<String>,
    any: Vec<String>,
    exclude: Vec<String>,
}

/// A word or phrase as typed.
struct Term {
    text: String,
    is_excluded: bool,
    is_prefix: bool,
}

impl TextQuery {
    /// Reads what people type. Never fails: whatever is no operator is words. A quote that is not closed reaches to
    /// the end. Signs among words mean nothing; signs alone find nothing.
    ///
    /// ```
    /// use explore::TextQuery;
    /// let query = TextQuery::parse("factura* \"no llegó\" -urgente");
    /// assert_eq!(query.include(), ["\"factura\"* \"no llegó\""]);
    /// assert_eq!(query.exclude(), ["\"urgente\""]);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let terms = terms(text);
        let (mut exclude, mut include): (Vec<_>, Vec<_>) = terms.into_iter().partition(|term| term.is_excluded);
        exclude.retain(Term::has_word);
        if include.iter().any(Term::has_word) {
            include.retain(Term::has_word);
        }
        Self {
            include: expressions(&include, " "),
            any: expressions(&include, " OR "),
            exclude: expressions(&exclude, " OR "),
        }
    }

    /// Expressions that must all match.
    #[must_use]
    pub fn include(&self) -> &[String] {
        &self.include
    }

    /// Expressions that each match any of the words and phrases looked for: to mark them, one by one, where they stand.
    #[must_use]
    pub fn any(&self) -> &[String] {
        &self.any
    }

    /// Expressions of which none may match.
    #[must_use]
    pub fn exclude(&self) -> &[String] {
        &self.exclude
    }

    /// Whether nothing is asked for, so that every record matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

impl Term {
    /// Whether it has anything that the index can hold: letters, digits and private characters.
    fn has_word(&self) -> bool {
        self.text.chars().any(|c| c.is_alphanumeric() || matches!(c, '\u{e000}'..='\u{f8ff}'))
    }

    fn expression(&self) -> String {
        let star = if self.is_prefix { "*" } else { "" };
        format!("\"{}\"{star}", self.text.replace('"', "\"\""))
    }
}

/// Joined terms, each once, a limited number to an expression.
fn expressions(terms: &[Term], joint: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let terms: Vec<String> = terms.iter().map(Term::expression).filter(|term| seen.insert(term.clone())).collect();
    terms.chunks(TERMS).map(|terms| terms.join(joint)).collect()
}

fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start_matches(is_blank);
    while !rest.is_empty() {
        let (term, after) = first_term(rest);
        terms.extend(term);
        rest = after.trim_start_matches(is_blank);
    }
    terms
}

/// The term that a text starts with, if there is anything to it, and what follows.
fn first_term(text: &str) -> (Option<Term>, &str) {
    let (is_excluded, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (words, is_prefix, after) = match text.strip_prefix(is_quote) {
        Some(inside) => phrase(inside),
        None => word(text),
    };
    let words: String = words.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    let words = words.trim().to_owned();
    ((!words.is_empty()).then_some(Term { text: words, is_excluded, is_prefix }), after)
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

/// What separates words; also NUL, at which SQLite would stop reading.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\0'
}

/// Also the quotes that phones and word processors write.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (String, String) {
        let query = TextQuery::parse(text);
        (query.include().join(" + "), query.exclude().join(" + "))
    }

    #[test]
    fn words_prefixes_phrases_and_exclusions() {
        for (text, include, exclude) in [
            ("hola  mundo", r#""hola" "mundo""#, ""),
            ("canc* -pago", r#""canc"*"#, r#""pago""#),
            (r#""muy malo" -"no llegó" x"#, r#""muy malo" "x""#, r#""no llegó""#),
            (r#"“muy malo”*"#, r#""muy malo"*"#, ""),
            ("-a -b*", "", r#""a" OR "b"*"#),
            ("a A a", r#""a" "A""#, ""),
            ("e-mail ana@x.co", r#""e-mail" "ana@x.co""#, ""),
        ] {
            assert_eq!(parsed(text), (include.to_owned(), exclude.to_owned()), "{text}");
        }
    }

    #[test]
    fn nothing_typed_is_syntax() {
        for (text, include, exclude) in [
            ("NEAR(a b, 2)", r#""NEAR(a" "b," "2)""#, ""),
            ("subject:x ^y {a b}:c", r#""subject:x" "^y" "{a" "b}:c""#, ""),
            ("a OR b AND NOT c", r#""a" "OR" "b" "AND" "NOT" "c""#, ""),
            ("sin \"cerrar", r#""sin" "cerrar""#, ""),
            ("5\"10\" x", r#""5" "10" "x""#, ""),
            ("a\0b", r#""a" "b""#, ""),
            ("\"a\0b\"", r#""a b""#, ""),
            ("--x", "", r#""-x""#),
        ] {
            assert_eq!(parsed(text), (include.to_owned(), exclude.to_owned()), "{text}");
        }
    }

    #[test]
    fn operators_alone_ask_for_nothing_and_signs_mean_nothing_beside_words() {
        for text in ["", "  ", "\"", "\"\"", "-", "*", "- -", "-\"\"", "***", "-€"] {
            assert!(TextQuery::parse(text).is_empty(), "{text}");
        }
        assert_eq!(parsed("hola !!! -€"), (r#""hola""#.to_owned(), String::new()));
        assert_eq!(parsed("€"), (r#""€""#.to_owned(), String::new()));
    }

    #[test]
    fn many_words_become_several_expressions() {
        let text: String = (0..10_000).map(|n| format!("w{n} -x{n} ")).collect();
        let query = TextQuery::parse(&text);
        assert_eq!((query.include().len(), query.exclude().len()), (157, 157));
        assert!(query.include().iter().all(|expression| expression.split(' ').count() <= 64));
    }
}
