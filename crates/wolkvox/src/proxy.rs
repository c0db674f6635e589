//! The proxy between here and the server, where the system has one.

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;

use crate::Endpoint;

/// The proxy that requests to the endpoint go through, as host and port; `None` where they go straight. Found by the
/// same rules as the HTTP library's own: environment first, then the system's settings.
#[must_use]
pub fn of(endpoint: &Endpoint) -> Option<String> {
    if endpoint.is_loopback() {
        return None;
    }
    let proxy = Matcher::from_system().intercept(&endpoint.origin().parse::<Uri>().ok()?)?;
    let (host, scheme) = (proxy.uri().host()?, proxy.uri().scheme_str());
    let port = proxy.uri().port_u16().unwrap_or(if scheme == Some("https") { 443 } else { 80 });
    // A name and a password may stand before the host: they are nobody's business.
    Some(format!("{host}:{port}"))
}
