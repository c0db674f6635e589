//! How texts are compared: without regard to case, or to case and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in lower case, blanks at its ends removed; accents stay. Two values with the same fold are one value.
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The text without case and accents, for sorting: `Ñandú` and `nandu` fold to the same.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    text.trim().nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The start of a text: as many whole characters as fit into so many bytes.
///
/// ```
/// assert_eq!(interaction::start_of("año", 2), "a");
/// ```
#[must_use]
pub fn start_of(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_and_accents() {
        assert_eq!(fold(" Ñandú "), "nandu");
        assert_eq!(fold_case(" Ana LÓPEZ"), "ana lópez");
        assert_eq!(fold("Café 24"), "cafe 24");
    }
}
