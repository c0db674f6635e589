//! The steps that ask no wolkvox server: the network, the name service, a connection that is made and closed.

use std::net::SocketAddr;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::{Host, Url};
use wolkvox::Reach;

use super::meaning::of_reach;
use super::steps::{Stop, TO_CONNECT, Visit};
use super::{Check, CheckResult, DiagnosisStep, Verdict};
use crate::context::off_the_async_threads;
use crate::network::has_way_to;

impl<F: FnMut(DiagnosisStep) + Send> Visit<'_, F> {
    pub(super) async fn network(&mut self) -> Result<(), Stop> {
        let endpoint = self.endpoint.clone();
        if off_the_async_threads(move || has_way_to(&endpoint)).await {
            self.tell(Check::Network, CheckResult::Ok);
            return Ok(());
        }
        Err(self.unreachable(Check::Network, Verdict::NoNetwork, Reach::NoRoute))
    }

    /// The addresses to connect to: those of the server, or of the proxy, which then looks the name up itself.
    pub(super) async fn name(&mut self) -> Result<Vec<SocketAddr>, Stop> {
        if let Some(proxy) = self.facts.proxy.clone() {
            self.tell(Check::Name, CheckResult::Skipped);
            return Ok(look_up(&proxy).await);
        }
        let url = Url::parse(&self.endpoint.origin()).ok();
        let addresses = match url.as_ref().and_then(Url::host) {
            Some(Host::Ipv4(address)) => vec![SocketAddr::from((address, self.facts.port))],
            Some(Host::Ipv6(address)) => vec![SocketAddr::from((address, self.facts.port))],
            _ => look_up(&format!("{}:{}", self.facts.host, self.facts.port)).await,
        };
        if addresses.is_empty() {
            return Err(self.unreachable(Check::Name, Verdict::AddressNotFound, Reach::NoName));
        }
        self.facts.addresses = addresses.iter().map(|address| address.ip().to_string()).collect();
        self.tell(Check::Name, CheckResult::Ok);
        Ok(addresses)
    }

    /// Connects and hangs up.
    pub(super) async fn connection(&mut self, addresses: &[SocketAddr]) -> Result<(), Stop> {
        let mut reach = Reach::NoName;
        for address in addresses {
            reach = match timeout(TO_CONNECT, TcpStream::connect(address)).await {
                Ok(Ok(_connected)) => {
                    self.tell(Check::Connection, CheckResult::Ok);
                    return Ok(());
                }
                Ok(Err(error)) => of_kind(error.kind()),
                Err(_) => Reach::TimedOut,
            };
        }
        let reach = if self.facts.proxy.is_some() { Reach::Proxy } else { reach };
        let (_, verdict) = of_reach(reach);
        Err(self.unreachable(Check::Connection, verdict, reach))
    }
}

async fn look_up(host_and_port: &str) -> Vec<SocketAddr> {
    match timeout(TO_CONNECT, lookup_host(host_and_port)).await {
        Ok(Ok(found)) => found.collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    }
}

const fn of_kind(kind: std::io::ErrorKind) -> Reach {
    use std::io::ErrorKind;
    match kind {
        ErrorKind::ConnectionRefused => Reach::Refused,
        ErrorKind::TimedOut => Reach::TimedOut,
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable => Reach::NoRoute,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => Reach::Closed,
        _ => Reach::Other,
    }
}
