//! The connection's doctor: which step of the way to an operation's server does not hold, and what that means.

mod meaning;
mod steps;
mod way;

use serde::{Deserialize, Serialize};

use crate::Quota;

pub(crate) use steps::{Diagnosed, Patient, Scope, diagnose};

/// What the doctor found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Diagnosis {
    /// What it means.
    pub verdict: Verdict,
    /// The steps in their order.
    pub steps: Vec<DiagnosisStep>,
    /// What was seen on the way, for whoever looks after the network. No secret, no text of a message.
    pub facts: Facts,
    /// How many requests it cost.
    pub requests: u32,
    /// How long it took.
    pub milliseconds: u32,
}

/// A step that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DiagnosisStep {
    /// Which.
    pub check: Check,
    /// How it came out.
    pub result: CheckResult,
}

/// A step of the way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// This machine has a way out.
    Network,
    /// The server's name leads to an address.
    Name,
    /// The address takes a connection.
    Connection,
    /// The connection is safe.
    Encryption,
    /// The server takes the token.
    Token,
    /// Requests are left of the day's.
    Quota,
    /// The server offers the report.
    Report,
    /// The period holds interactions.
    Period,
}

impl Check {
    /// All of them, in the order in which they are done.
    pub const ALL: [Self; 8] = [
        Self::Network,
        Self::Name,
        Self::Connection,
        Self::Encryption,
        Self::Token,
        Self::Quota,
        Self::Report,
        Self::Period,
    ];
}

/// How a step came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum CheckResult {
    /// It holds.
    Ok,
    /// It does not.
    Failed,
    /// It was not looked at: an earlier one failed, or there is nothing to look at.
    Skipped,
}

/// What the steps mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything works.
    Works,
    /// This machine has no way out.
    NoNetwork,
    /// The proxy refuses or cannot be reached.
    Proxy,
    /// The certificate does not hold: a wrong date, or a network that reads along.
    Certificate,
    /// The server's name leads nowhere.
    AddressNotFound,
    /// The server is there and does not answer this machine: mostly its list of addresses.
    AddressNotListed,
    /// The token is wrong, expired or revoked.
    TokenRefused,
    /// Another program uses the token.
    TokenInUse,
    /// The day's requests are spent.
    QuotaSpent,
    /// Maintenance or backup.
    Maintenance,
    /// The server does not offer the report.
    NotOffered,
    /// The period holds no interaction.
    NothingInPeriod,
    /// The server's own trouble.
    ServerTrouble,
    /// The server takes too long.
    TooSlow,
    /// What answers is no wolkvox server.
    NotWolkvox,
    /// The server sends elsewhere, where the token does not go.
    Redirected,
    /// The system's certificates or proxy settings cannot be used.
    Setup,
    /// There is no token to ask with.
    TokenMissing,
}

/// What was seen on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Facts {
    /// The server's host.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The addresses that the name leads to.
    pub addresses: Vec<String>,
    /// The proxy that is in between, as host and port.
    pub proxy: Option<String>,
    /// The HTTP status that came.
    pub status: Option<u16>,
    /// How far a connection came that could not be made: a code.
    pub reach: Option<String>,
    /// What the token may still do today.
    pub quota: Option<Quota>,
    /// When, on the operation's wall clock.
    pub at: String,
    /// The zone of that clock.
    pub zone: String,
    /// Traza's version.
    pub version: String,
    /// The system: `linux`, `macos`, `windows`.
    pub platform: String,
}
