//! Where an operation's API is.

use std::fmt;

use interaction::Server;
use url::{Host, Url};

/// The address of an operation's API: a server's name and the origin it answers at.
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    server: Server,
    origin: String,
    is_loopback: bool,
}

/// Why an address is none to send a token to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// No address, or one with more than scheme, host and port.
    #[error("an address is https://, a host and perhaps a port, nothing more")]
    Malformed,
    /// Without encryption to another machine.
    #[error("without encryption only this machine may be asked")]
    PlainHttp,
}

impl Endpoint {
    /// The vendor's address of a server: `https://wv0042.wolkvox.com`.
    #[must_use]
    pub fn of(server: &Server) -> Self {
        Self { server: server.clone(), origin: format!("https://wv{server}.wolkvox.com"), is_loopback: false }
    }

    /// A server at another address, as of a simulator or a relay.
    ///
    /// # Errors
    /// Where the address is none, has a path or a user, or is plain `http` to another machine.
    ///
    /// ```
    /// use wolkvox::{Endpoint, EndpointError, Server};
    /// let server = Server::parse("0042").unwrap();
    /// assert_eq!(Endpoint::at(&server, "http://127.0.0.1:8080/")?.origin(), "http://127.0.0.1:8080");
    /// assert_eq!(Endpoint::at(&server, "http://wv0042.wolkvox.com"), Err(EndpointError::PlainHttp));
    /// # Ok::<(), EndpointError>(())
    /// ```
    pub fn at(server: &Server, base_url: &str) -> Result<Self, EndpointError> {
        let url = Url::parse(base_url.trim()).map_err(|_| EndpointError::Malformed)?;
        let bare = url.username().is_empty() && url.password().is_none() && matches!(url.path(), "" | "/");
        if !bare || url.query().is_some() || url.fragment().is_some() {
            return Err(EndpointError::Malformed);
        }
        let is_loopback = url.host().is_some_and(is_this_machine);
        match url.scheme() {
            "https" => {}
            "http" if is_loopback => {}
            "http" => return Err(EndpointError::PlainHttp),
            _ => return Err(EndpointError::Malformed),
        }
        Ok(Self { server: server.clone(), origin: url.origin().ascii_serialization(), is_loopback })
    }

    /// The server.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        self.origin.clone()
    }

    /// Whether it is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// Whether what is sent can be read on the way, which is so on this machine only.
    pub(crate) fn is_plain(&self) -> bool {
        self.origin.starts_with("http:")
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Endpoint({})", self.origin)
    }
}

/// `localhost` counts: the client never looks the name up (see `Client::new`).
fn is_this_machine(host: Host<&str>) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => name == "localhost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Result<String, EndpointError> {
        Endpoint::at(&Server::parse("0042").unwrap(), address).map(|endpoint| endpoint.origin())
    }

    #[test]
    fn the_vendors_address_is_made_of_the_servers_name() {
        let endpoint = Endpoint::of(&Server::parse("https://wv0042.wolkvox.com/x").unwrap());
        assert_eq!(endpoint.origin(), "https://wv0042.wolkvox.com");
        assert_eq!(Endpoint::at(endpoint.server(), "https://WV0042.wolkvox.com:443/"), Ok(endpoint));
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for address in ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "http://127.9.9.9:1"] {
            assert_eq!(at(address).as_deref(), Ok(address));
        }
        for address in
            ["http://10.0.0.1", "http://localhost.example.com", "http://0.0.0.0:1", "http://127.0.0.1.nip.io"]
        {
            assert_eq!(at(address), Err(EndpointError::PlainHttp), "{address}");
        }
    }

    #[test]
    fn an_address_is_an_origin_and_nothing_more() {
        for address in ["", "0042", "https://a/b", "https://u:p@a", "https://a?b", "https://a#b", "ftp://127.0.0.1"] {
            assert_eq!(at(address), Err(EndpointError::Malformed), "{address}");
        }
    }
}
