//! Testing the connection of an operation.

use std::time::{Duration, Instant};

use download::Pace;
use interaction::Window;
use tokio::runtime::Handle;
use wolkvox::{Client, Timeouts, Token, TokenInfo};

use crate::context::off_the_async_threads;
use crate::diagnosis::{Diagnosed, Patient, Scope, diagnose};
use crate::{Context, Diagnosis, Error, Operation, Quota, ServerError, find, secret};

/// What a test of an operation's connection found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The operation.
    pub operation: Operation,
    /// Scheme, host and port of its server.
    pub origin: String,
    /// The steps, and what they mean.
    pub diagnosis: Diagnosis,
    /// What the token may still do today; `None` where the server does not tell.
    pub token: Option<TokenInfo>,
    /// What does not hold; `None` where the connection works.
    pub error: Option<Error>,
}

/// Asks the operation's server whether the token may ask. Costs one request, two where the server does not tell what
/// is left of the day's.
///
/// # Errors
/// Where the operation is unknown. What does not hold of its connection is in the answer.
pub async fn test(context: &Context, name: &str) -> Result<Tested, Error> {
    let (context, name) = (context.clone(), name.to_owned());
    let (operation, token) = off_the_async_threads(move || {
        let operation = find(&context, &name)?;
        let token = secret::token(&context, &operation.id);
        Ok::<_, Error>((operation, token))
    })
    .await?;
    let origin = operation.endpoint()?.origin();
    let patient = Patient { operation: operation.clone(), token, scope: Scope::Token };
    let Diagnosed { diagnosis, error, token } = diagnose(patient, |_| {}).await?;
    Ok(Tested { operation, origin, diagnosis, token, error })
}

/// A client whose token may ask, and what its server told.
pub(crate) struct TriedOut {
    pub(crate) client: Client,
    pub(crate) info: Option<TokenInfo>,
    /// How long the answer took.
    pub(crate) took: Duration,
    held: HeldToken,
}

impl TriedOut {
    /// Lets go of the token at once: all that was asked was answered.
    pub(crate) fn let_go(self) {
        self.held.let_go();
    }
}

/// Keeps the token to a trial. Where that is broken off, its last request may live on at the server for a moment, and
/// who waits for the token must not meet it.
pub(crate) struct HeldToken(Option<download::TokenLock>);

impl HeldToken {
    /// Keeps a token until it is let go of.
    pub(crate) const fn of(lock: download::TokenLock) -> Self {
        Self(Some(lock))
    }

    /// Lets go at once: all that was asked was answered.
    pub(crate) fn let_go(mut self) {
        drop(self.0.take());
    }
}

impl HeldToken {
    /// Lets go at once where the last request was answered; where it was given up, it may live on for a moment.
    pub(crate) fn let_go_after(self, error: Option<&wolkvox::Error>) {
        use wolkvox::Error as E;
        match error {
            Some(E::TimedOut | E::CutOff | E::TooLarge) => drop(self),
            _ => self.let_go(),
        }
    }
}

impl Drop for HeldToken {
    fn drop(&mut self) {
        if let (Some(lock), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(async move {
                tokio::time::sleep(Pace::default().after_abort).await;
                drop(lock);
            });
        }
    }
}

/// Asks the server of an operation, which need not be connected, whether a token may ask.
pub(crate) async fn try_out(
    operation: &Operation,
    token: Token,
    waiting: impl FnMut() + Send,
) -> Result<TriedOut, Error> {
    let endpoint = operation.endpoint()?;
    let lock =
        download::hold_token(&operation.server, &token, waiting).await.map_err(|error| ServerError::of_lock(&error))?;
    let held = HeldToken::of(lock);
    let client = Client::new(endpoint, token, Timeouts::default())?;
    let began = Instant::now();
    let info = match client.token_info().await {
        Ok(info) => Some(info),
        // Some servers have the interactions but not this report: then the interactions themselves tell.
        Err(wolkvox::Error::NotOffered | wolkvox::Error::NoSuchReport | wolkvox::Error::Unreadable) => {
            ask_for_a_second(&client, operation).await?;
            None
        }
        Err(error) => return Err(error.into()),
    };
    Ok(TriedOut { client, info, took: began.elapsed(), held })
}

/// Asks the server what is left of the day's requests, which costs one; `None` where it does not tell. Where another
/// program holds the token, nothing is asked.
pub(crate) async fn quota_of(operation: &Operation, token: Token) -> Result<Option<Quota>, Error> {
    let endpoint = operation.endpoint()?;
    let lock = download::try_hold_token(&operation.server, &token).map_err(|error| ServerError::of_lock(&error))?;
    let held = HeldToken::of(lock.ok_or(ServerError::TooManyAtOnce)?);
    let client = Client::new(endpoint, token, Timeouts::default())?;
    let answer = client.token_info().await;
    held.let_go_after(answer.as_ref().err());
    match answer {
        Ok(info) => Ok(Quota::of(&info)),
        Err(wolkvox::Error::NotOffered | wolkvox::Error::NoSuchReport | wolkvox::Error::Unreadable) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn ask_for_a_second(client: &Client, operation: &Operation) -> Result<(), wolkvox::Error> {
    let last = operation.present().minus(1);
    let Some(window) = Window::new(last, last) else { return Ok(()) };
    let mut answer = client.interactions(window).await?;
    while answer.next().await?.is_some() {}
    Ok(())
}
