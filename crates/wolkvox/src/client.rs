//! The client: one request out, one answer in.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use interaction::Window;
use tokio::time::{Instant, timeout_at};

use crate::body::Body;
use crate::{Answer, Endpoint, Error, Token, proxy, reach, redirect, verdict};

/// How the client names itself to the server.
const USER_AGENT: &str = concat!("Traza/", env!("CARGO_PKG_VERSION"));
/// How much of a refusal is read.
const LONGEST_REFUSAL: usize = 64 * 1024;

/// How long to wait for what. There is no limit on the whole: 256 MB over a poor line take minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, the handshake of TLS included.
    pub connect: Duration,
    /// From the request to the first byte of the answer, connecting and redirects included. The server itself gives
    /// up after 60 s.
    pub first_byte: Duration,
    /// Between two pieces of the answer.
    pub idle: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), first_byte: Duration::from_secs(90), idle: Duration::from_secs(60) }
    }
}

/// A client of one operation. Cheap to clone.
///
/// It sends one request for each call and repeats none. The vendor allows one request at a time for each token: that
/// no two overlap is the caller's care.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    endpoint: Endpoint,
    token: Token,
    timeouts: Timeouts,
    requests: Arc<AtomicU64>,
    proxy: Option<String>,
}

impl Client {
    /// A client for the operation at `endpoint`.
    ///
    /// # Errors
    /// [`Error::Setup`] where the system's certificates or proxy settings cannot be used.
    pub fn new(endpoint: Endpoint, token: Token, timeouts: Timeouts) -> Result<Self, Error> {
        let requests = Arc::new(AtomicU64::new(0));
        let mut builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::within_origin(Arc::clone(&requests)))
            .referer(false)
            .connect_timeout(timeouts.connect)
            // One connection a request: what is given up is closed at once, and none that the server has closed in
            // the meantime is found in a pool. Requests are few and long.
            .pool_max_idle_per_host(0)
            .http1_only()
            .retry(reqwest::retry::never());
        if endpoint.is_loopback() {
            builder = builder
                .no_proxy()
                .resolve_to_addrs("localhost", &[loopback(Ipv4Addr::LOCALHOST), loopback(Ipv6Addr::LOCALHOST)]);
        }
        // Plain HTTP on this machine must work where the system has no certificates at all.
        builder = if endpoint.is_plain() { builder.tls_certs_only([]) } else { builder.https_only(true) };
        let http = builder.build().map_err(|_| Error::Setup)?;
        let proxy = proxy::of(&endpoint);
        Ok(Self { inner: Arc::new(Inner { http, endpoint, token, timeouts, requests, proxy }) })
    }

    /// The operation's address.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// The system's proxy that requests go through, as host and port; `None` where they go straight.
    #[must_use]
    pub fn proxy(&self) -> Option<&str> {
        self.inner.proxy.as_deref()
    }

    /// How many HTTP requests this client and its clones have sent, redirects that were followed among them: each
    /// counts against the day's quota.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.inner.requests.load(Ordering::Relaxed)
    }

    /// Asks for the interactions of a window (report `chat_4`).
    ///
    /// The request is the vendor's own example: neither `attach_array` nor `include_attachments` is sent. Attachments
    /// are read in every shape, so asking for one gains nothing, and a parameter more is one more for an older server
    /// to refuse.
    ///
    /// # Errors
    /// Every refusal that comes by HTTP status; those inside a body come from [`Answer::next`].
    pub async fn interactions(&self, window: Window) -> Result<Answer, Error> {
        let query = format!("date_ini={}&date_end={}", window.from().compact(), window.to().compact());
        let body = self.ask(&format!("reports_manager.php?api=chat_4&{query}")).await?;
        Ok(body.map_or_else(Answer::empty, Answer::of))
    }

    /// Sends one request. `None` where the server says by its status that there is nothing.
    pub(crate) async fn ask(&self, path_and_query: &str) -> Result<Option<Body>, Error> {
        let Inner { http, endpoint, token, timeouts, requests, proxy } = &*self.inner;
        let request = http
            .get(format!("{}/api/v2/{path_and_query}", endpoint.origin()))
            .header("wolkvox-token", token.header()?)
            .header("wolkvox_server", endpoint.server().as_str());
        let deadline = Instant::now() + timeouts.first_byte;
        requests.fetch_add(1, Ordering::Relaxed);
        let response = timeout_at(deadline, request.send()).await.map_err(|_| Error::TimedOut)?;
        let response = response.map_err(|error| reach::of_sending(&error, proxy.as_deref()))?;
        let status = response.status();
        let mut body = Body::new(response, deadline, timeouts.idle);
        if status.is_success() {
            return Ok(Some(body));
        }
        let said = body.beginning(LONGEST_REFUSAL).await;
        verdict::of_refusal(status.as_u16(), &said).map(|()| None)
    }
}

/// Names where it goes, and nothing of what it carries.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("endpoint", &self.inner.endpoint).finish_non_exhaustive()
    }
}

/// An address on this machine; port 0 stands for the request's own.
fn loopback(address: impl Into<std::net::IpAddr>) -> SocketAddr {
    SocketAddr::new(address.into(), 0)
}
