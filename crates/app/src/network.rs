//! Whether this machine has a way out at all.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use url::{Host, Url};
use wolkvox::Endpoint;

/// Addresses that nobody has (RFC 5737, RFC 3849), so that only the way out decides.
const OUTSIDE: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)), 9),
];
/// Whether a way leads to an operation's server, as far as this machine knows: to itself always, and to a proxy, which
/// may be reached where nothing else is.
pub(crate) fn has_way_to(endpoint: &Endpoint) -> bool {
    endpoint.is_loopback()
        || wolkvox::proxy_of(endpoint).is_some()
        || has_way_out()
        || address_of(endpoint).is_some_and(is_reachable)
}

/// The address of a server that is named by one: a way may lead there and nowhere else.
fn address_of(endpoint: &Endpoint) -> Option<SocketAddr> {
    let url = Url::parse(&endpoint.origin()).ok()?;
    let port = url.port_or_known_default()?;
    match url.host()? {
        Host::Ipv4(address) => Some((address, port).into()),
        Host::Ipv6(address) => Some((address, port).into()),
        Host::Domain(_) => None,
    }
}

/// Whether any way leads out. Connecting a UDP socket only looks the way up: nothing is sent.
fn has_way_out() -> bool {
    OUTSIDE.iter().any(|outside| is_reachable(*outside))
}

fn is_reachable(outside: SocketAddr) -> bool {
    let any: SocketAddr = match outside {
        SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
        SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
    };
    UdpSocket::bind(any).and_then(|socket| socket.connect(outside)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_to_this_machine_is_always_there_and_one_to_no_address_never() {
        assert!(is_reachable((Ipv4Addr::LOCALHOST, 9).into()));
        // Broadcasting is refused to a socket that did not ask for it: the same error path as without a way.
        assert!(!is_reachable((Ipv4Addr::BROADCAST, 9).into()));
    }
}
