//! The language and region of a person, as the system tells them.

use std::ffi::OsString;

use export::{Language, Region};

/// Where Unix keeps the language, most binding first.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The system's region: that of the environment, else that of the desktop, else Colombia's Spanish.
pub(crate) fn system_region(variable: impl Fn(&str) -> Option<OsString>) -> Region {
    let set = VARIABLES.into_iter().filter_map(|name| variable(name)?.into_string().ok()).find(|text| !text.is_empty());
    // What is set but names no language (as `C.UTF-8` does) is not a wish for another one than the default.
    match set {
        Some(text) => Region::parse(&text).unwrap_or_default(),
        None => sys_locale::get_locale().and_then(|text| Region::parse(&text)).unwrap_or_default(),
    }
}

/// One of two texts, by language.
pub(crate) fn pick(language: Language, spanish: impl Into<String>, english: impl Into<String>) -> String {
    match language {
        Language::Es => spanish.into(),
        Language::En => english.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(variables: &[(&str, &str)]) -> Language {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        system_region(find).language()
    }

    #[test]
    fn the_most_binding_variable_that_is_set_counts() {
        assert_eq!(language(&[("LANG", "en_US.UTF-8")]), Language::En);
        assert_eq!(language(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "es_CO.UTF-8")]), Language::Es);
        assert_eq!(language(&[("LANG", "es_CO.UTF-8"), ("LC_MESSAGES", "en_GB"), ("LC_ALL", "")]), Language::En);
    }

    #[test]
    fn no_language_is_spanish() {
        for text in ["C", "POSIX", "C.UTF-8", "???"] {
            assert_eq!(language(&[("LC_ALL", text), ("LANG", "en_US")]), Language::Es, "{text}");
        }
    }
}
