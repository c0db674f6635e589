//! The help texts, in Spanish and English.

use export::Language;

use crate::arguments::Topic;

/// The help on a topic, with its line end.
pub(crate) const fn text(topic: Topic, language: Language) -> &'static str {
    match (topic, language) {
        (Topic::Whole, Language::Es) => include_str!("es/whole.txt"),
        (Topic::Whole, Language::En) => include_str!("en/whole.txt"),
        (Topic::Operation, Language::Es) => include_str!("es/operation.txt"),
        (Topic::Operation, Language::En) => include_str!("en/operation.txt"),
        (Topic::Download, Language::Es) => include_str!("es/download.txt"),
        (Topic::Download, Language::En) => include_str!("en/download.txt"),
        (Topic::Coverage, Language::Es) => include_str!("es/coverage.txt"),
        (Topic::Coverage, Language::En) => include_str!("en/coverage.txt"),
        (Topic::Query, Language::Es) => include_str!("es/query.txt"),
        (Topic::Query, Language::En) => include_str!("en/query.txt"),
        (Topic::Export, Language::Es) => include_str!("es/export.txt"),
        (Topic::Export, Language::En) => include_str!("en/export.txt"),
        (Topic::Demo, Language::Es) => include_str!("es/demo.txt"),
        (Topic::Demo, Language::En) => include_str!("en/demo.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every option that a topic's command takes.
    const OPTIONS: [(Topic, &[&str]); 7] = [
        (Topic::Whole, &["--home", "--help", "--version"]),
        (Topic::Operation, &["--server", "--base-url", "--zone", "--keep-archive", "--delete-archive"]),
        (Topic::Download, &["--from", "--to", "--refresh", "--json"]),
        (Topic::Coverage, &["--from", "--to", "--json"]),
        (
            Topic::Query,
            &[
                "--from",
                "--to",
                "--skill",
                "--agent",
                "--evaluation",
                "--channel",
                "--status",
                "--code",
                "--case",
                "--text",
                "--search",
                "--sort",
                "--limit",
                "--offset",
                "--json",
            ],
        ),
        (Topic::Export, &["--search", "--format", "--output", "--overwrite", "--region"]),
        (Topic::Demo, &["--output"]),
    ];

    #[test]
    fn every_option_is_explained_in_every_language_and_fits_a_terminal() {
        for (topic, options) in OPTIONS {
            for language in [Language::Es, Language::En] {
                let text = text(topic, language);
                for option in options {
                    assert!(text.contains(option), "{topic:?} {language:?} {option}");
                }
                assert!(text.lines().all(|line| line.chars().count() <= 80), "{topic:?} {language:?}");
                assert!(text.ends_with('\n') && !text.contains('\t'));
            }
        }
    }
}
