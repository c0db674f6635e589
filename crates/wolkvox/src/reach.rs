//! What an error of the HTTP library means.

use std::error::Error as StdError;
use std::io::{self, ErrorKind};

use crate::redirect::Stopped;
use crate::{Error, Reach};

/// How the HTTP library's errors of a proxy's tunnel begin; their type is not public.
const TUNNEL: &str = "tunnel error";

/// The meaning of an error that came before the answer began, on the way through a proxy or without one.
pub(crate) fn of_sending(error: &reqwest::Error, proxy: Option<&str>) -> Error {
    match find(error, &|cause| cause.downcast_ref::<Stopped>().copied()) {
        Some(Stopped::Elsewhere) => return Error::LeftOrigin,
        Some(Stopped::TooOften) => return Error::TooManyRedirects,
        None => {}
    }
    if error.is_redirect() {
        Error::LeftOrigin
    } else if error.is_builder() {
        Error::Setup
    } else if error.is_connect() {
        let reach = of_connecting(error);
        Error::Unreachable(if proxy.is_some() && is_of_proxy(error, reach) { Reach::Proxy } else { reach })
    } else if error.is_timeout() {
        Error::TimedOut
    } else {
        Error::Unreachable(Reach::Closed)
    }
}

fn of_connecting(error: &reqwest::Error) -> Reach {
    if error.is_dns() {
        return Reach::NoName;
    }
    if error.is_timeout() {
        return Reach::TimedOut;
    }
    find(error, &|cause| cause.downcast_ref::<io::Error>().and_then(|error| of_kind(error.kind())))
        .unwrap_or(Reach::Other)
}

/// Whether it was the proxy that could not be reached, refused, or led no further: behind a proxy no other name is
/// looked up, and no other machine connected to. What comes after the tunnel is the server's.
fn is_of_proxy(error: &reqwest::Error, reach: Reach) -> bool {
    let by_reach = matches!(reach, Reach::NoName | Reach::Refused | Reach::NoRoute | Reach::TimedOut | Reach::Other);
    by_reach || find(error, &|cause| cause.to_string().starts_with(TUNNEL).then_some(())).is_some()
}

fn of_kind(kind: ErrorKind) -> Option<Reach> {
    match kind {
        ErrorKind::ConnectionRefused => Some(Reach::Refused),
        ErrorKind::TimedOut => Some(Reach::TimedOut),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable => {
            Some(Reach::NoRoute)
        }
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => Some(Reach::Closed),
        // The TLS library reports every alert and every certificate that does not hold so.
        ErrorKind::InvalidData => Some(Reach::Tls),
        _ => None,
    }
}

/// The first cause that `test` knows, outermost first. `io::Error` hides the error it wraps from `source`.
fn find<T>(error: &(dyn StdError + 'static), test: &dyn Fn(&(dyn StdError + 'static)) -> Option<T>) -> Option<T> {
    let inside = || error.downcast_ref::<io::Error>().and_then(io::Error::get_ref).and_then(|inner| find(inner, test));
    test(error).or_else(inside).or_else(|| error.source().and_then(|source| find(source, test)))
}
