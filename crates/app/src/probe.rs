//! Testing the connection of an operation.

use std::time::{Duration, Instant};

use interaction::Window;
use wolkvox::{Client, Timeouts, Token, TokenInfo};

use crate::context::off_the_async_threads;
use crate::{Context, Error, Operation, ServerError, find, secret};

/// A connection that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The operation.
    pub operation: Operation,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// What the token may still do today; `None` where the server does not tell.
    pub token: Option<TokenInfo>,
}

/// Asks the operation's server whether the token may ask. Costs one request, two where the server does not tell what
/// is left of the day's. `waiting` is called where another program uses the token.
///
/// # Errors
/// Where the operation or its token is missing, or the server refuses, is silent or is none of wolkvox.
pub async fn test(context: &Context, name: &str, waiting: impl FnMut() + Send) -> Result<Tested, Error> {
    let (context, name) = (context.clone(), name.to_owned());
    let (operation, token) = off_the_async_threads(move || {
        let operation = find(&context, &name)?;
        let token = secret::token(&context, &operation.id)?;
        Ok::<_, Error>((operation, token))
    })
    .await?;
    let tried = try_out(&operation, token, waiting).await?;
    Ok(Tested { operation, origin: tried.client.endpoint().origin(), token: tried.info })
}

/// A client whose token may ask, and what its server told.
pub(crate) struct TriedOut {
    pub(crate) client: Client,
    pub(crate) info: Option<TokenInfo>,
    /// How long the answer took.
    pub(crate) took: Duration,
    /// Keeps the token to this trial.
    _lock: download::TokenLock,
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
    Ok(TriedOut { client, info, took: began.elapsed(), _lock: lock })
}

async fn ask_for_a_second(client: &Client, operation: &Operation) -> Result<(), wolkvox::Error> {
    let last = operation.present().minus(1);
    let Some(window) = Window::new(last, last) else { return Ok(()) };
    let mut answer = client.interactions(window).await?;
    while answer.next().await?.is_some() {}
    Ok(())
}
