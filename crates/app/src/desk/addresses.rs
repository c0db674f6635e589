//! What may be opened outside, and where files go at first.

use std::path::{Path, PathBuf};

use crate::{DeskError, Error};

/// Characters of the longest address that is opened.
const LONGEST: usize = 8_192;

/// The address to be opened where the system's browser or mail program may open it. What a link to an address of mail
/// wants besides is left out: some programs attach files for it.
///
/// # Errors
/// [`DeskError::AddressRefused`] for everything but http, https and mailto.
pub fn checked_address(address: &str) -> Result<String, Error> {
    let address = address.trim();
    let is_plain = !address.chars().any(|c| c.is_control() || c.is_whitespace()) && address.len() <= LONGEST;
    let (scheme, rest) = address.split_once(':').unwrap_or_default();
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    match rest {
        _ if !is_plain => {}
        rest if is_web && rest.starts_with("//") && rest.len() > 2 => return Ok(address.to_owned()),
        rest if scheme.eq_ignore_ascii_case("mailto") && rest.contains('@') => {
            return Ok(address.split('?').next().unwrap_or_default().to_owned());
        }
        _ => {}
    }
    Err(DeskError::AddressRefused.into())
}

/// The folder that a first export is offered.
#[must_use]
pub fn folder_for_exports() -> Option<PathBuf> {
    let folders = [dirs::document_dir(), dirs::download_dir(), dirs::home_dir()];
    folders.into_iter().flatten().find(|folder| folder.is_dir())
}

/// The path with the ending, added where the person left it away.
#[must_use]
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let has_it = path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    if has_it {
        return path.to_path_buf();
    }
    let mut whole = path.to_path_buf().into_os_string();
    whole.push(".");
    whole.push(ending);
    whole.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_opened() {
        for address in ["https://example.com/a?b=c#d", "HTTP://example.com", "mailto:ana@example.com"] {
            assert_eq!(checked_address(address).unwrap(), address);
        }
        let attached = checked_address("mailto:ana@example.com?attach=/etc/passwd").unwrap();
        assert_eq!(attached, "mailto:ana@example.com");
        for address in [
            "",
            "x",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https:evil",
            "http://",
            "tel:123",
            "smb://x/y",
            "https://a b",
            "https://a\nb",
            "mailto:",
            "data:text/html,x",
            "C:\\x.exe",
            "-x",
        ] {
            assert!(checked_address(address).is_err(), "{address}");
        }
    }

    #[test]
    fn an_ending_is_added_where_there_is_none() {
        assert_eq!(with_ending(Path::new("a/b"), "xlsx"), Path::new("a/b.xlsx"));
        assert_eq!(with_ending(Path::new("a/b.XLSX"), "xlsx"), Path::new("a/b.XLSX"));
        assert_eq!(with_ending(Path::new("a/Nov. 22"), "csv"), Path::new("a/Nov. 22.csv"));
    }
}
