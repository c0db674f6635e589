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
