//! The steps of a diagnosis, done one after the other until one does not hold.
//!
//! The first ones ask nobody but this machine and the name service; a connection is made and closed; then the token
//! is held, and one to five requests tell the rest.

use std::time::{Duration, Instant};

use download::hold_token;
use interaction::{Period, Window};
use tokio::time::timeout;
use url::Url;
use wolkvox::{Client, Endpoint, Reach, Timeouts, Token, TokenInfo, proxy_of};

use super::meaning::{of_error, status};
use super::{Check, CheckResult, Diagnosis, DiagnosisStep, Facts, Verdict};
use crate::probe::HeldToken;
use crate::{Error, Operation, Quota, ReachError, SecretError, ServerError};

/// How long the name service and a connection may take.
pub(super) const TO_CONNECT: Duration = Duration::from_secs(15);
/// How long another holder of the token is waited for: what follows an operation takes a few seconds.
const TO_HOLD: Duration = Duration::from_secs(5);
/// The server itself gives up by then (wolkvox API, limits).
const FIRST_BYTE: Duration = Duration::from_secs(60);
/// Windows of a period that are looked into, newest first: each costs a request.
const MOST_WINDOWS: usize = 3;

/// What is to be diagnosed.
pub(crate) struct Patient {
    /// The operation, which need not be connected.
    pub(crate) operation: Operation,
    /// Its token, or why there is none.
    pub(crate) token: Result<Token, SecretError>,
    /// How far it is looked.
    pub(crate) scope: Scope,
}

/// How far a diagnosis looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Up to the token and its quota; to the report only where the server tells nothing of its tokens.
    Token,
    /// Up to the report.
    Report,
    /// Up to what the report holds of a period.
    Period(Period),
}

/// What was found, with the error that stands for it where something does not hold.
pub(crate) struct Diagnosed {
    pub(crate) diagnosis: Diagnosis,
    pub(crate) error: Option<Error>,
    /// What the server says of the token, where it was asked and says so.
    pub(crate) token: Option<TokenInfo>,
}

/// Looks at the way to an operation's server. `told` hears of each step as it is done.
///
/// # Errors
/// Where the operation's address is none.
pub(crate) async fn diagnose(patient: Patient, told: impl FnMut(DiagnosisStep) + Send) -> Result<Diagnosed, Error> {
    let Patient { operation, token, scope } = patient;
    let endpoint = operation.endpoint()?;
    let began = Instant::now();
    let mut visit = Visit::new(&operation, &endpoint, told);
    let stopped = visit.follow(token, scope).await.err();
    let verdict = stopped.as_ref().map_or(Verdict::Works, |stop| stop.verdict);
    visit.skip_the_rest();
    let diagnosis = Diagnosis {
        verdict,
        steps: visit.steps,
        facts: visit.facts,
        requests: visit.requests,
        milliseconds: u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX),
    };
    Ok(Diagnosed { diagnosis, error: stopped.and_then(|stop| stop.error), token: visit.info })
}

/// A step did not hold.
pub(super) struct Stop {
    verdict: Verdict,
    error: Option<Error>,
    /// What the server, or the way there, said.
    said: Option<wolkvox::Error>,
}

pub(super) struct Visit<'a, F> {
    operation: &'a Operation,
    pub(super) endpoint: &'a Endpoint,
    told: F,
    steps: Vec<DiagnosisStep>,
    pub(super) facts: Facts,
    info: Option<TokenInfo>,
    requests: u32,
}

impl<'a, F: FnMut(DiagnosisStep) + Send> Visit<'a, F> {
    fn new(operation: &'a Operation, endpoint: &'a Endpoint, told: F) -> Self {
        let url = Url::parse(&endpoint.origin()).ok();
        let facts = Facts {
            host: url.as_ref().and_then(Url::host_str).unwrap_or_default().to_owned(),
            port: url.as_ref().and_then(Url::port_or_known_default).unwrap_or(0),
            addresses: Vec::new(),
            proxy: proxy_of(endpoint),
            status: None,
            reach: None,
            quota: None,
            at: operation.present().to_string(),
            zone: operation.zone.name().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            platform: std::env::consts::OS.to_owned(),
        };
        Self { operation, endpoint, told, steps: Vec::new(), facts, info: None, requests: 0 }
    }

    async fn follow(&mut self, token: Result<Token, SecretError>, scope: Scope) -> Result<(), Stop> {
        self.network().await?;
        let addresses = self.name().await?;
        self.connection(&addresses).await?;
        // Without a token nobody is asked anything that it would cost.
        let token = token.map_err(|error| self.fail(Check::Token, Verdict::TokenMissing, Some(error.into())))?;
        let lock = timeout(TO_HOLD, hold_token(&self.operation.server, &token, || {})).await;
        let lock = match lock {
            Ok(Ok(lock)) => lock,
            Ok(Err(error)) => {
                return Err(self.fail(Check::Token, Verdict::Setup, Some(ServerError::of_lock(&error).into())));
            }
            Err(_) => {
                let busy = ServerError::TooManyAtOnce.into();
                return Err(self.fail(Check::Token, Verdict::TokenInUse, Some(busy)));
            }
        };
        let held = HeldToken::of(lock);
        let timeouts = Timeouts { connect: TO_CONNECT, first_byte: FIRST_BYTE, ..Timeouts::default() };
        let client = Client::new(self.endpoint.clone(), token, timeouts).map_err(|error| self.refused(error))?;
        let asked = self.ask(&client, scope).await;
        self.requests = u32::try_from(client.requests()).unwrap_or(u32::MAX);
        match &asked {
            // What was broken off may live on at the server for a moment.
            Ok(Answered::InPart) => drop(held),
            Ok(Answered::Whole) => held.let_go(),
            Err(stop) => held.let_go_after(stop.said.as_ref()),
        }
        asked.map(drop)
    }

    async fn ask(&mut self, client: &Client, scope: Scope) -> Result<Answered, Stop> {
        let is_told = self.token(client).await?;
        match scope {
            Scope::Token if is_told => Ok(Answered::Whole),
            Scope::Token | Scope::Report => {
                let last = self.operation.present().minus(1);
                if let Some(window) = Window::new(last, last) {
                    self.holds_any(client, window).await?;
                }
                self.tell_of_token();
                self.tell(Check::Report, CheckResult::Ok);
                Ok(Answered::Whole)
            }
            Scope::Period(period) => self.period(client, period).await,
        }
    }

    /// Asks what the token may still do; answers whether the server told.
    async fn token(&mut self, client: &Client) -> Result<bool, Stop> {
        let info = match client.token_info().await {
            Ok(info) => info,
            // Some servers have the interactions but not this report: then the interactions themselves tell.
            Err(wolkvox::Error::NotOffered | wolkvox::Error::NoSuchReport | wolkvox::Error::Unreadable) => {
                return Ok(false);
            }
            Err(error) => return Err(self.refused(error)),
        };
        self.facts.status = Some(200);
        self.facts.quota = Quota::of(&info);
        self.info = Some(info);
        self.tell_of_token();
        match self.facts.quota {
            Some(Quota { left: 0, .. }) => {
                Err(self.fail(Check::Quota, Verdict::QuotaSpent, Some(ServerError::QuotaSpent.into())))
            }
            Some(_) => {
                self.tell(Check::Quota, CheckResult::Ok);
                Ok(true)
            }
            None => {
                self.tell(Check::Quota, CheckResult::Skipped);
                Ok(true)
            }
        }
    }

    /// Looks whether a period holds anything, newest window first.
    async fn period(&mut self, client: &Client, period: Period) -> Result<Answered, Stop> {
        let past = Period::new(period.from(), period.to().min(self.operation.present()));
        let windows: Vec<Window> = past.into_iter().flat_map(Period::windows).collect();
        for (place, window) in windows.iter().rev().take(MOST_WINDOWS).enumerate() {
            let holds_any = self.holds_any(client, *window).await?;
            if place == 0 {
                self.tell_of_token();
                self.tell(Check::Report, CheckResult::Ok);
            }
            if holds_any {
                self.tell(Check::Period, CheckResult::Ok);
                return Ok(Answered::InPart);
            }
        }
        if windows.len() > MOST_WINDOWS {
            // The rest was not looked at: nothing can be said of the whole.
            return Ok(Answered::Whole);
        }
        Err(self.fail(Check::Period, Verdict::NothingInPeriod, None))
    }

    /// Whether a window holds any record. What comes after the first is not waited for.
    async fn holds_any(&mut self, client: &Client, window: Window) -> Result<bool, Stop> {
        let mut answer = client.interactions(window).await.map_err(|error| self.refused(error))?;
        self.facts.status = self.facts.status.or(Some(200));
        while let Some(items) = answer.next().await.map_err(|error| self.refused(error))? {
            if !items.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells that the connection is safe and the token was taken, where that was not told yet.
    fn tell_of_token(&mut self) {
        self.tell_of_encryption();
        self.tell(Check::Token, CheckResult::Ok);
    }

    fn tell_of_encryption(&mut self) {
        let is_safe = self.endpoint.origin().starts_with("https:");
        self.tell(Check::Encryption, if is_safe { CheckResult::Ok } else { CheckResult::Skipped });
    }

    pub(super) fn tell(&mut self, check: Check, result: CheckResult) {
        if !self.is_told(check) {
            let step = DiagnosisStep { check, result };
            self.steps.push(step);
            (self.told)(step);
        }
    }

    /// Tells that a step does not hold: where it held before, it is the one after that does not.
    fn fail(&mut self, check: Check, verdict: Verdict, error: Option<Error>) -> Stop {
        let next = Check::ALL.into_iter().find(|next| *next >= check && !self.is_told(*next));
        self.tell(next.unwrap_or(check), CheckResult::Failed);
        Stop { verdict, error, said: None }
    }

    fn is_told(&self, check: Check) -> bool {
        self.steps.iter().any(|step| step.check == check)
    }

    pub(super) fn unreachable(&mut self, check: Check, verdict: Verdict, reach: Reach) -> Stop {
        let error = ReachError::of(reach);
        if let ReachError::Unreachable { reach } = error {
            self.facts.reach = Some(reach.to_owned());
        }
        self.fail(check, verdict, Some(error.into()))
    }

    /// What a request says that brought no answer.
    fn refused(&mut self, error: wolkvox::Error) -> Stop {
        let (check, verdict) = of_error(error);
        self.facts.status = status(error).or(self.facts.status);
        let is_reached = !matches!(error, wolkvox::Error::Unreachable(_) | wolkvox::Error::Setup);
        if is_reached {
            self.tell_of_encryption();
        }
        // The server knows the token where it speaks of its quota.
        if check == Check::Quota {
            self.tell(Check::Token, CheckResult::Ok);
        }
        let stop = match error {
            // A server that has answered this machine has it on its list.
            wolkvox::Error::Unreachable(reach) if self.is_told(Check::Token) => {
                self.unreachable(check, Verdict::ServerTrouble, reach)
            }
            wolkvox::Error::Unreachable(reach) => self.unreachable(check, verdict, reach),
            error => self.fail(check, verdict, Some(error.into())),
        };
        Stop { said: Some(error), ..stop }
    }

    fn skip_the_rest(&mut self) {
        for check in Check::ALL {
            self.tell(check, CheckResult::Skipped);
        }
        self.steps.sort_by_key(|step| step.check);
    }
}

/// How an answer ended that was asked for.
enum Answered {
    Whole,
    /// No more of it was wanted.
    InPart,
}
