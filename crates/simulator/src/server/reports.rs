//! Answers requests: meets them with the faults in force, refuses what the vendor refuses, else prints the report.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::{Method, Request, Response};

use super::asked::{Asked, MARK, Report};
use super::body::{Means, ServerBody, Source};
use super::control;
use super::produce::{self, Coding, Ending, Manner};
use super::reply::{self, Reply};
use super::state::{Open, State};
use crate::answer::{Answer, Plan};
use crate::judge::TokenSeen;
use crate::settings::MonthEnds;
use crate::{Dialect, Fault, Limits, Page, Refusal, planted, small, totals};

/// Answers a request. An error breaks the connection off without a byte.
pub(crate) async fn answer(state: Arc<State>, request: Request<Incoming>) -> io::Result<Response<ServerBody>> {
    if state.is_controlled() && request.uri().path().starts_with("/__") {
        return Ok(control::answer(&state, request).await);
    }
    let asked = Asked::read(&request, state.token());
    let open = Open::begin(Arc::clone(&state), asked.seen());
    if let Some(leak) = asked.leak {
        open.breaks(leak);
    }
    let met = state.meet(&asked);
    wait(&met).await?;
    let dialect = met.iter().find_map(Fault::dialect).cloned().unwrap_or_else(|| state.dials().dialect.clone());
    if let Some(reply) = met.iter().find_map(|fault| instead(fault, &asked, &dialect)) {
        return Ok(reply.respond(open));
    }
    if request.method() != Method::GET {
        return Ok(Reply::page(Page::NotFound, Some(405)).respond(open));
    }
    let report = match asked.report() {
        None => return Ok(Reply::page(Page::NotFound, None).respond(open)),
        Some(report) => report,
    };
    match state.refusal(&asked).map_or(report, Err) {
        Err(refusal) => Ok(Reply::refusal(&dialect, refusal, None).respond(open)),
        Ok(Report::Interactions) => Ok(interactions(&state, &asked, &met, dialect, open)),
        Ok(report) => Ok(Reply::json(&dialect, small_report(&state, &asked, report, &dialect)).respond(open)),
    }
}

impl State {
    /// Counts the request and finds the faults that meet it.
    fn meet(&self, asked: &Asked) -> Vec<Fault> {
        let mut dials = self.dials();
        if asked.token == TokenSeen::Right {
            dials.use_one();
        }
        dials.faults.meet(asked.kind(), asked.window())
    }

    /// Why the vendor's server refuses a request.
    fn refusal(&self, asked: &Asked) -> Option<Refusal> {
        match asked.token {
            TokenSeen::Missing => return Some(Refusal::TokenMissing),
            TokenSeen::Wrong => return Some(Refusal::TokenRefused),
            TokenSeen::Right => {}
        }
        let (limits, quota) = {
            let dials = self.dials();
            (dials.limits.clone(), dials.quota())
        };
        if limits.requests_a_day.is_some() && quota.used > quota.limit {
            return Some(Refusal::QuotaSpent);
        }
        if limits.at_once.is_some_and(|most| self.judge().open() > most) {
            return Some(Refusal::TooManyAtOnce);
        }
        match asked.report()? {
            Err(refusal) => Some(refusal),
            Ok(Report::Interactions | Report::Totals(_)) => window_refusal(asked, &limits),
            Ok(_) => None,
        }
    }
}

fn window_refusal(asked: &Asked, limits: &Limits) -> Option<Refusal> {
    let Some(window) = asked.window() else { return Some(Refusal::ParametersRequired) };
    let too_long = limits.days.is_some_and(|days| window.seconds() > u64::from(days) * 86_400);
    let crosses = limits.month_ends == MonthEnds::Refused && window.windows().len() > 1;
    (too_long || crosses).then_some(Refusal::RangeTooLong)
}

/// Waits as long as the faults want; an error where the connection is to break off.
async fn wait(met: &[Fault]) -> io::Result<()> {
    for fault in met {
        match fault {
            Fault::Reset => return Err(io::Error::new(io::ErrorKind::ConnectionReset, "reset on purpose")),
            // Ends when the client hangs up: the whole future is dropped then.
            Fault::StallBeforeFirstByte => std::future::pending().await,
            Fault::DelayMillis(millis) => tokio::time::sleep(Duration::from_millis(*millis)).await,
            _ => {}
        }
    }
    Ok(())
}

/// What a fault replies in place of the report.
fn instead(fault: &Fault, asked: &Asked, dialect: &Dialect) -> Option<Reply> {
    let here = || Reply::redirect(format!("{}?{}&{MARK}", asked.path, asked.query));
    Some(match fault {
        Fault::Refuse(refusal) => Reply::refusal(dialect, *refusal, None),
        Fault::RefuseWithin200(refusal) => Reply::refusal(dialect, *refusal, Some(200)),
        Fault::Page(page) => Reply::page(*page, None),
        Fault::PageWithin200(page) => Reply::page(*page, Some(200)),
        Fault::NothingFound => Reply::empty(&Dialect { empty: crate::Empty::NotFound, ..dialect.clone() }),
        Fault::Nonsense => Reply::nonsense(dialect),
        Fault::RedirectHere if !asked.is_redirected() => here(),
        Fault::RedirectRound => here(),
        Fault::RedirectTo(origin) => Reply::redirect(format!("{origin}{}?{}", asked.path, asked.query)),
        _ => return None,
    })
}

fn interactions(state: &State, asked: &Asked, met: &[Fault], dialect: Dialect, open: Open) -> Response<ServerBody> {
    // The window was checked before; without one there is nothing to select.
    let Some(window) = asked.window() else {
        return Reply::refusal(&dialect, Refusal::ParametersRequired, None).respond(open);
    };
    let (limits, selection, planted) = {
        let dials = state.dials();
        let selection = state.selection(window, dials.now);
        (dials.limits.clone(), selection, planted::selected(&dials.planted, selection))
    };
    let limit = met.iter().find_map(Fault::record_limit).or(limits.records).unwrap_or(u64::MAX);
    let withheld = met.iter().find_map(Fault::withheld).unwrap_or_default();
    let wanted = asked.wanted(dialect.attachments);
    let plan = Plan { dialect: dialect.clone(), wanted, selection, planted, limit, withheld };
    let answer = Answer::new(state.operation(), plan);
    let counted = answer.counted();
    if counted == 0 {
        return Reply::empty(&dialect).respond(open);
    }
    open.answers(200, counted);
    let manner = manner(asked, met, &limits);
    let fault = met.iter().any(Fault::spoils);
    // An answer at the limit may have been cut off: nobody can tell.
    let means = if fault || counted >= limit { Means::Less } else { Means::Everything };
    let source = Source::Pieces(produce::begin(answer, manner));
    reply::stream(&dialect, manner.coding, ServerBody::new(source, means, Some(open)))
}

/// How the answer is sent: the nearest end counts.
fn manner(asked: &Asked, met: &[Fault], limits: &Limits) -> Manner {
    let limit = met.iter().find_map(Fault::byte_limit).or(limits.bytes).map(|bytes| (bytes, Ending::Cut));
    let ends = met.iter().filter_map(Fault::ending).chain(limit).min_by_key(|(bytes, _)| *bytes);
    let plain = met.contains(&Fault::Uncompressed) || !limits.gzip || !asked.takes_gzip;
    Manner {
        coding: if plain { Coding::Identity } else { Coding::Gzip },
        ends,
        bytes_per_second: met.iter().find_map(Fault::pace),
    }
}

fn small_report(state: &State, asked: &Asked, report: Report, dialect: &Dialect) -> Vec<u8> {
    let operation = state.operation();
    let (quota, now) = {
        let dials = state.dials();
        (dials.quota(), dials.now)
    };
    match report {
        Report::Skills => small::skills(&operation, dialect),
        Report::ActivityCodes => small::activity_codes(dialect),
        Report::Agents => small::agents(&operation, dialect),
        Report::TokenInfo => small::token_info(quota, dialect),
        Report::QualityMatrix => small::quality_matrix(dialect),
        Report::Totals(by) => {
            let counts = asked.window().map(|window| totals::closed(&operation, state.selection(window, now), by));
            small::totals(&counts.unwrap_or_default(), by, dialect)
        }
        // Printed by `interactions`, piece by piece.
        Report::Interactions => Vec::new(),
    }
}

impl Fault {
    const fn dialect(&self) -> Option<&Dialect> {
        match self {
            Self::Speak(dialect) => Some(dialect),
            _ => None,
        }
    }

    const fn record_limit(&self) -> Option<u64> {
        match self {
            Self::RecordLimit(records) => Some(*records),
            _ => None,
        }
    }

    const fn byte_limit(&self) -> Option<u64> {
        match self {
            Self::ByteLimit(bytes) => Some(*bytes),
            _ => None,
        }
    }

    const fn withheld(&self) -> Option<u64> {
        match self {
            Self::Withhold(records) => Some(*records),
            _ => None,
        }
    }

    const fn pace(&self) -> Option<u64> {
        match self {
            Self::BytesPerSecond(bytes) => Some(*bytes),
            _ => None,
        }
    }

    const fn ending(&self) -> Option<(u64, Ending)> {
        match self {
            Self::StallAfter(bytes) => Some((*bytes, Ending::Stall)),
            Self::DropAfter(bytes) => Some((*bytes, Ending::Drop)),
            Self::CutAfter(bytes) => Some((*bytes, Ending::Cut)),
            _ => None,
        }
    }

    /// Whether an answer that it meets lacks something.
    const fn spoils(&self) -> bool {
        matches!(self, Self::Withhold(_) | Self::CutAfter(_))
    }
}
