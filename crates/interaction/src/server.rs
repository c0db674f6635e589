//! The server of an operation, as people find it in the address bar.

use std::fmt;

/// The name of an operation's server: `0042` in `wv0042.wolkvox.com`. Lower case, only letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server(String);

/// Why a text is no server name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServerError {
    /// Nothing was given.
    #[error("no server given")]
    Empty,
    /// An address, but not one of wolkvox.
    #[error("the address is not one of wolkvox")]
    NotWolkvox,
    /// A character that no server name has, or a name over 40 characters.
    #[error("a server name has letters, digits and hyphens only")]
    BadCharacters,
}

impl Server {
    /// Reads what people paste: `0042`, `wv0042`, `wv0042.wolkvox.com`, `https://wv0042.wolkvox.com/…`.
    ///
    /// # Errors
    /// Where the text is empty, is another site's address, or holds characters that no server name has.
    ///
    /// ```
    /// use interaction::Server;
    /// assert_eq!(Server::parse("https://WV0042.wolkvox.com/manager?x=1")?.as_str(), "0042");
    /// # Ok::<(), interaction::ServerError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ServerError> {
        let text = text.trim().to_ascii_lowercase();
        let (has_scheme, address) = match text.split_once("://") {
            Some(("http" | "https", rest)) => (true, rest),
            Some(_) => return Err(ServerError::NotWolkvox),
            None => (false, text.as_str()),
        };
        let host = address.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.split_once(':').map_or(host, |(host, _port)| host);
        let name = match host.strip_suffix(".wolkvox.com") {
            Some(name) => name.strip_prefix("wv").ok_or(ServerError::NotWolkvox)?,
            None if has_scheme || host.contains('.') => return Err(ServerError::NotWolkvox),
            None => host.strip_prefix("wv").unwrap_or(host),
        };
        Self::checked(name)
    }

    /// The name without `wv` and without the domain.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn checked(name: &str) -> Result<Self, ServerError> {
        if name.is_empty() {
            return Err(ServerError::Empty);
        }
        let allowed = name.len() <= 40 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        // A host name's label neither starts nor ends with a hyphen.
        let edges = !name.starts_with('-') && !name.ends_with('-');
        if allowed && edges { Ok(Self(name.to_owned())) } else { Err(ServerError::BadCharacters) }
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_paste() {
        for text in ["0042", "wv0042", " WV0042 ", "wv0042.wolkvox.com", "http://wv0042.wolkvox.com:443/a/b?c#d"] {
            assert_eq!(Server::parse(text).unwrap().as_str(), "0042", "{text}");
        }
        assert_eq!(Server::parse("wvmed-7").unwrap().as_str(), "med-7");
    }

    #[test]
    fn refuses_what_would_lead_elsewhere() {
        for text in [
            "0042.example.com",
            "https://example.com/wv0042.wolkvox.com",
            "ftp://wv0042.wolkvox.com",
            "https://manager.wolkvox.com",
        ] {
            assert_eq!(Server::parse(text), Err(ServerError::NotWolkvox), "{text}");
        }
        for text in ["00 42", "a@b", "0042@evil", "-42", "wva.b.wolkvox.com", "ñ"] {
            assert_eq!(Server::parse(text), Err(ServerError::BadCharacters), "{text}");
        }
        for text in ["  ", "wv", "https://wv.wolkvox.com/"] {
            assert_eq!(Server::parse(text), Err(ServerError::Empty), "{text}");
        }
    }
}
