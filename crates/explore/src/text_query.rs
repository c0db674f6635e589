//! Words, prefixes, phrases and exclusions: what people type, as expressions that FTS5 takes.

use std::collections::HashSet;

use crate::terms::{Fields, Term, terms};

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
        Self::of(terms(text, Fields::Unknown))
    }

    /// What terms ask for; their fields are not looked at.
    pub(crate) fn of(terms: Vec<Term>) -> Self {
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

/// Joined terms, each once, a limited number to an expression.
pub(crate) fn expressions(terms: &[Term], joint: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let terms: Vec<String> = terms.iter().map(Term::expression).filter(|term| seen.insert(term.clone())).collect();
    terms.chunks(TERMS).map(|terms| terms.join(joint)).collect()
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
