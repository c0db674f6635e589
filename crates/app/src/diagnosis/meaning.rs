//! What an error on the way to a server means, and which step it belongs to.

use wolkvox::{Error, Reach};

use super::{Check, Verdict};

/// What an answer, or its absence, says: the step that it belongs to and the verdict.
pub(super) const fn of_error(error: Error) -> (Check, Verdict) {
    match error {
        Error::Unreachable(reach) => of_reach(reach),
        Error::TokenMissing | Error::TokenRefused => (Check::Token, Verdict::TokenRefused),
        Error::TooManyAtOnce => (Check::Token, Verdict::TokenInUse),
        Error::QuotaSpent => (Check::Quota, Verdict::QuotaSpent),
        Error::Maintenance { .. } => (Check::Report, Verdict::Maintenance),
        Error::NotOffered | Error::NoSuchReport => (Check::Report, Verdict::NotOffered),
        Error::TimedOut => (Check::Report, Verdict::TooSlow),
        Error::ServerTrouble { .. } | Error::CutOff | Error::BadParameters | Error::Refused { .. } => {
            (Check::Report, Verdict::ServerTrouble)
        }
        Error::Unreadable | Error::TooLarge => (Check::Report, Verdict::NotWolkvox),
        Error::LeftOrigin | Error::TooManyRedirects => (Check::Report, Verdict::Redirected),
        Error::Setup => (Check::Encryption, Verdict::Setup),
    }
}

/// What a connection that could not be made says.
pub(super) const fn of_reach(reach: Reach) -> (Check, Verdict) {
    match reach {
        Reach::NoName => (Check::Name, Verdict::AddressNotFound),
        Reach::NoRoute => (Check::Connection, Verdict::NoNetwork),
        Reach::Proxy => (Check::Connection, Verdict::Proxy),
        Reach::Tls => (Check::Encryption, Verdict::Certificate),
        // Refused, silent, or shut before a word was said: so an allow-list of addresses looks from outside.
        Reach::Refused | Reach::TimedOut | Reach::Closed | Reach::Other => {
            (Check::Connection, Verdict::AddressNotListed)
        }
    }
}

/// The HTTP status that an error tells of.
pub(super) const fn status(error: Error) -> Option<u16> {
    match error {
        Error::Maintenance { status } | Error::Refused { status } | Error::ServerTrouble { status } => Some(status),
        Error::NotOffered => Some(404),
        Error::NoSuchReport | Error::BadParameters => Some(400),
        _ => None,
    }
}
