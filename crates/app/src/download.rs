//! Downloading a period of an operation into its archive.

use archive::Archive;
use download::{AskQuota, Effort, Ended, Event, Failure, Outcome, Pace, Reason, Refresh, Task};
use interaction::{Moment, Period};
use tokio_util::sync::CancellationToken;
use wolkvox::{Client, Timeouts, Token};

use crate::context::off_the_async_threads;
use crate::operations::Operations;
use crate::{ArchiveError, Begun, Context, Error, Operation, ReachError, ServerError, archives, find, secret};

/// What a download did that was cancelled before it began.
const NOTHING_DONE: Outcome = Outcome {
    requests: 0,
    windows: 0,
    records: 0,
    set_aside: 0,
    complete: false,
    run: None,
    new: 0,
    scored: Vec::new(),
    seconds: 0,
    provisional_from: None,
    ended: Ended::Cancelled,
};

/// What to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The operation's name.
    pub name: String,
    /// The period, by the date that the server selects by.
    pub period: Period,
    /// What to ask for although it is stored.
    pub refresh: Refresh,
}

/// From so many requests on, a download asks first what is left of the day's.
pub(crate) const MANY_REQUESTS: u64 = 20;

/// How long a refresh that was broken off goes on where it was, in seconds: over two midnights with a new quota each.
const BEGUN_FOR: u32 = 3 * 86_400;

/// What a run is to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    pub(crate) period: Period,
    pub(crate) refresh: Refresh,
    /// What was fetched since then is not asked for again.
    pub(crate) since: Option<Moment>,
    pub(crate) effort: Effort,
    pub(crate) quota: AskQuota,
}

/// What a download did, and how it ended.
#[derive(Debug)]
pub struct Downloaded {
    /// The operation.
    pub operation: Operation,
    /// What it did. Where it failed half-way, this still stands.
    pub outcome: Outcome,
}

impl Downloaded {
    /// Why it failed; `None` where it is done or was cancelled.
    #[must_use]
    pub fn failure(&self, context: &Context) -> Option<Error> {
        match &self.outcome.ended {
            Ended::Done | Ended::Cancelled => None,
            Ended::Failed(failure) => Some(failed(failure, context, &self.operation)),
        }
    }

    /// Whether it was cancelled.
    #[must_use]
    pub const fn is_cancelled(&self) -> bool {
        matches!(self.outcome.ended, Ended::Cancelled)
    }

    /// Whether anything of this run is stored.
    #[must_use]
    pub const fn has_arrived(&self) -> bool {
        self.outcome.windows > 0
    }
}

/// Downloads a period. What arrived before a failure or a cancellation stays.
///
/// # Errors
/// Where it could not even start: no such operation, no token, no key, an archive that cannot be opened. What goes
/// wrong later is told by [`Downloaded::failure`].
pub async fn download(
    context: &Context,
    download: Download,
    cancel: CancellationToken,
    events: impl FnMut(Event) + Send,
) -> Result<Downloaded, Error> {
    let Download { name, period, refresh } = download;
    let finding = context.clone();
    let operation = off_the_async_threads(move || find(&finding, &name)).await?;
    let since = begun(&operation, period, refresh);
    let began = since.unwrap_or_else(|| operation.present());
    let quota = AskQuota::From(MANY_REQUESTS);
    let wanted = Wanted { period, refresh, since, effort: Effort::Whole, quota };
    let done = download_of(context, operation, wanted, cancel, events).await?;
    if refresh != Refresh::Needed {
        let is_over = matches!(done.outcome.ended, Ended::Done);
        let begun = Begun { from: period.from(), to: period.to(), since: began };
        let (home, id) = (context.home.clone(), done.operation.id.clone());
        let note =
            move || Operations::change_one(&home, &id, |operation| operation.begun = (!is_over).then_some(begun));
        // What cannot be noted is asked for from the beginning the next time: no reason to hide how this one ended.
        let _ = off_the_async_threads(note).await;
    }
    Ok(done)
}

/// Since when a refresh of this period was begun that did not come to its end. After some days it begins anew.
fn begun(operation: &Operation, period: Period, refresh: Refresh) -> Option<Moment> {
    let begun = operation.begun.filter(|_| refresh != Refresh::Needed)?;
    let is_same = begun.from == period.from() && begun.to == period.to();
    let present = operation.present();
    let is_recent = begun.since <= present && present < begun.since.plus(BEGUN_FOR);
    (is_same && is_recent).then_some(begun.since)
}

/// As [`download`], of an operation that was found already.
pub(crate) async fn download_of(
    context: &Context,
    operation: Operation,
    wanted: Wanted,
    cancel: CancellationToken,
    events: impl FnMut(Event) + Send,
) -> Result<Downloaded, Error> {
    let opened = tokio::select! {
        opened = open(context.clone(), operation.clone()) => opened?,
        // The keychain may wait for a person who has something else in mind by now.
        () = cancel.cancelled() => return Ok(Downloaded { operation, outcome: NOTHING_DONE }),
    };
    let (token, archive) = opened;
    let endpoint = operation.endpoint()?;
    let client = Client::new(endpoint, token.clone(), Timeouts::default())?;
    let task = Task {
        client,
        token,
        archive,
        period: wanted.period,
        refresh: wanted.refresh,
        since: wanted.since,
        effort: wanted.effort,
        quota: wanted.quota,
        clock: operation.clock(),
        pace: Pace { seed: chance(), ..Pace::default() },
    };
    let outcome = download::run(task, cancel, events).await;
    Ok(Downloaded { operation, outcome })
}

async fn open(context: Context, operation: Operation) -> Result<(Token, Archive), Error> {
    off_the_async_threads(move || {
        let token = secret::token(&context, &operation.id)?;
        let archive = archives::writer(&context, &operation)?;
        Ok((token, archive))
    })
    .await
}

/// What spreads the retries of those who met the same trouble. Without randomness all wait equally long, which is a
/// matter of politeness.
fn chance() -> u64 {
    getrandom::u64().unwrap_or_default()
}

fn failed(failure: &Failure, context: &Context, operation: &Operation) -> Error {
    match failure {
        Failure::Token => ServerError::TokenRefused.into(),
        Failure::Quota => ServerError::QuotaSpent.into(),
        Failure::NotOffered => ServerError::NotOffered.into(),
        Failure::Windows { failed, reason } => {
            ServerError::WindowsFailed { failed: *failed, reason: reason.code() }.into()
        }
        Failure::Server { reason } => of_reason(*reason),
        Failure::TokenBusy => ServerError::TooManyAtOnce.into(),
        Failure::Lock(error) => ServerError::of_lock(error).into(),
        Failure::Archive(error) => ArchiveError::of(error, &context.home.archive(&operation.id)).into(),
    }
}

fn of_reason(reason: Reason) -> Error {
    match reason {
        Reason::Unreachable(reach) => ReachError::of(reach).into(),
        Reason::TimedOut => ReachError::TimedOut.into(),
        Reason::CutOff => ReachError::CutOff.into(),
        Reason::TooLarge => ReachError::TooLarge.into(),
        Reason::TooManyAtOnce => ServerError::TooManyAtOnce.into(),
        Reason::Maintenance => ServerError::Maintenance.into(),
        Reason::ServerTrouble { status } => ServerError::ServerTrouble { status }.into(),
        Reason::NotOffered => ServerError::NotOffered.into(),
        Reason::Unreadable => ReachError::Unreadable.into(),
        Reason::LeftOrigin => ReachError::LeftOrigin.into(),
        Reason::Refused { status } => ServerError::RequestRefused { status: Some(status) }.into(),
        Reason::Setup => ReachError::ConnectionSetup.into(),
    }
}
