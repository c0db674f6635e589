//! Connecting operations, changing them and taking them away.

use std::sync::atomic::{AtomicBool, Ordering};

use interaction::Server;
use serde::{Deserialize, Serialize};
use wolkvox::Token;

use super::asking::{Downloads, number};
use super::place::{Place, SAMPLE};
use super::quota::Tested;
use super::{Desk, OperationShown, PATIENCE, Scale, TypedToken, lock};
use crate::probe::try_out;
use crate::{
    ArchiveFate, Error, NewOperation, Operation, OperationChange, OperationError, OperationId, Quota, ReachError,
    SecretError, ServerError, archives, change, connect, remove_with_id, replace_token, unreadable,
};

/// Stands for the name of an operation that has none yet.
const UNNAMED: &str = "-";

/// A connection to be tried. Nothing of it is stored.
#[derive(Deserialize, specta::Type)]
pub struct NewConnection {
    /// The server as typed.
    pub server: String,
    /// Another address than wolkvox's own.
    pub base_url: Option<String>,
    /// The zone of the operation's wall clock.
    pub zone: String,
    /// The token as typed. One that is kept is never tried: the page could then lead it to an address of its own.
    pub token: TypedToken,
}

/// A connection that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Tried {
    /// The server in its canonical form, as `0042`.
    pub server: String,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// How long the first answer took.
    pub milliseconds: u32,
    /// How many requests the trial cost.
    pub requests: u32,
    /// What the token may still do today; `None` where the server does not tell.
    pub quota: Option<Quota>,
    /// How many skills the server names; `None` where it does not.
    pub skills: Option<u32>,
}

/// What can be changed of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Change {
    /// Its new name.
    pub name: String,
    /// The zone of its wall clock.
    pub zone: String,
    /// The scale of its survey.
    pub scale: Scale,
}

/// What happens to the archive of an operation that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It stays, and connecting the same name and server again takes it up.
    Keep,
    /// It is deleted for good.
    Delete,
}

/// An operation that was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Removed {
    /// Where its archive still lies.
    pub archive: Option<String>,
}

/// Where an operation's archive lies, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, specta::Type)]
pub struct Storage {
    /// The file.
    pub path: String,
    /// Its size, with what lies beside it.
    pub bytes: u64,
    /// How many interactions it holds.
    pub records: u32,
}

/// The server in its canonical form, as `0042`.
///
/// # Errors
/// [`OperationError::ServerInvalid`].
pub fn check_server(text: &str) -> Result<String, Error> {
    let server = Server::parse(text).map_err(|reason| OperationError::ServerInvalid { reason: reason.into() })?;
    Ok(server.to_string())
}

/// The names of all time zones.
#[must_use]
pub fn zones() -> Vec<String> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name().to_owned()).collect()
}

impl Desk {
    /// Asks a server whether a token may ask. Costs two requests, three where the server tells nothing of its tokens.
    /// Nothing is stored.
    ///
    /// # Errors
    /// Where something typed is wrong, the token is missing, or the server refuses, is silent or is none of wolkvox.
    pub async fn try_connection(&self, connection: NewConnection) -> Result<Tried, Error> {
        let (operation, token) = typed(connection)?;
        let tested = Tested::of(&operation);
        let waits = AtomicBool::new(false);
        let trial = trial(&operation, token, || waits.store(true, Ordering::Relaxed));
        match tokio::time::timeout(PATIENCE, trial).await {
            Ok(Ok(tried)) => {
                if let Some(quota) = tried.quota {
                    self.inner.quotas.learn_of_trial(tested, quota, operation.present());
                }
                Ok(tried)
            }
            Ok(failed) => failed,
            Err(_) if waits.into_inner() => Err(ServerError::TooManyAtOnce.into()),
            Err(_) => Err(ReachError::TimedOut.into()),
        }
    }

    /// Connects an operation, once the keychain has taken its token.
    ///
    /// # Errors
    /// Where something typed is wrong, the name is taken, or the keychain is absent, locked or fails: then nothing is
    /// added.
    pub async fn connect(&self, operation: NewOperation, token: TypedToken) -> Result<OperationShown, Error> {
        self.off(move |desk| {
            let context = desk.inner.context.clone();
            let added = connect(&context, operation, &token.read()?)?;
            desk.inner.quotas.connected(&added.operation.id.to_string(), &Tested::of(&added.operation));
            Ok(Place { id: added.operation.id.to_string(), context, operation: added.operation }.shown())
        })
        .await
    }

    /// Changes name, zone and scale.
    ///
    /// # Errors
    /// Where the operation is unknown, something typed is wrong, or the file cannot be written.
    pub async fn change_operation(&self, id: String, wanted: Change) -> Result<OperationShown, Error> {
        self.off(move |desk| {
            let mut place = desk.place(&id)?;
            let Change { name, zone, scale } = wanted;
            let wanted = OperationChange { name, zone, scale: scale.checked()? };
            place.operation = change(&place.context, &place.operation.id.to_string(), wanted)?;
            Ok(place.shown())
        })
        .await
    }

    /// Replaces the token, once the keychain has taken the new one.
    ///
    /// # Errors
    /// Where the operation is unknown, the text is no token, or the keychain does not take it: then the old one stands.
    pub async fn replace_token(&self, id: String, token: TypedToken) -> Result<(), Error> {
        let of = id.clone();
        self.off(move |desk| {
            let place = desk.place(&of)?;
            replace_token(&place.context, &place.operation.id.to_string(), &token.read()?)
        })
        .await?;
        self.forget_trouble(&id);
        Ok(())
    }

    /// Removes an operation. A download of it is ended first; the sample is closed.
    ///
    /// # Errors
    /// Where the operation is unknown, or the keychain or the drive fails: then it is still there, though an archive that
    /// was to be deleted may be gone.
    pub async fn remove_operation(&self, id: String, fate: Fate) -> Result<Removed, Error> {
        if id == SAMPLE {
            self.close_sample().await?;
            return Ok(Removed { archive: None });
        }
        let _leaving = Leaving::new(self, &id);
        self.end_download(&id).await;
        self.forget_kept(&id).await;
        let removed = self.off(move |desk| desk.remove_ended(&id, fate)).await?;
        Ok(Removed { archive: removed.archive.map(|path| path.display().to_string()) })
    }

    /// Removes an operation of which nothing runs any more.
    fn remove_ended(&self, id: &str, fate: Fate) -> Result<crate::Removed, Error> {
        let place = self.place(id)?;
        self.inner.views.forget(id);
        self.inner.selections.forget(id);
        self.inner.open.close_for_good(id);
        let fate = match fate {
            Fate::Keep => ArchiveFate::Keep,
            Fate::Delete => ArchiveFate::Delete,
        };
        let removed = remove_with_id(&place.context, id, fate);
        // Where it is still there, it can be asked again.
        self.inner.open.close(id);
        removed
    }

    /// Where an operation's archive lies and how large it is.
    ///
    /// # Errors
    /// Where the operation is unknown or its archive cannot be read.
    pub async fn storage(&self, id: String) -> Result<Storage, Error> {
        self.off(move |desk| {
            let Place { context, operation, .. } = desk.place(&id)?;
            let records = match archives::reader(&context, &operation)? {
                Some(reader) => {
                    Downloads::of(&reader).map_err(|error| unreadable(&error.into(), &context, &operation))?.records
                }
                None => 0,
            };
            Ok(Storage {
                path: context.home.archive(&operation.id).display().to_string(),
                bytes: context.home.archive_bytes(&operation.id),
                records: number(records),
            })
        })
        .await
    }
}

/// An operation that is being removed. Where that fails, it stays.
struct Leaving<'a>(&'a Desk, String);

impl<'a> Leaving<'a> {
    fn new(desk: &'a Desk, id: &str) -> Self {
        lock(&desk.inner.leaving).insert(id.to_owned());
        Self(desk, id.to_owned())
    }
}

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        lock(&self.0.inner.leaving).remove(&self.1);
    }
}

/// The operation and the token that a person typed.
pub(super) fn typed(connection: NewConnection) -> Result<(Operation, Token), Error> {
    let NewConnection { server, base_url, zone, token } = connection;
    let new = NewOperation { name: UNNAMED.to_owned(), server, base_url, zone: Some(zone) };
    let wanted = new.check(OperationId::random().map_err(|_| SecretError::NoRandomness)?)?;
    Ok((wanted, token.read()?))
}

impl Tested {
    fn of(operation: &Operation) -> Self {
        Self(operation.server.to_string(), operation.base_url.clone())
    }
}

/// What is left after requests of which the first told what was.
fn after(quota: Quota, requests: u64) -> Quota {
    Quota { left: quota.left.saturating_sub(number(requests.saturating_sub(1))), ..quota }
}

async fn trial(operation: &Operation, token: Token, waiting: impl FnMut() + Send) -> Result<Tried, Error> {
    let tried = try_out(operation, token, waiting).await?;
    // Without names everything works; numbers are shown.
    let skills = tried.client.skills().await.ok().map(|skills| number(skills.len()));
    let answered = Tried {
        server: operation.server.to_string(),
        origin: tried.client.endpoint().origin(),
        milliseconds: number(tried.took.as_millis()),
        requests: number(tried.client.requests()),
        quota: tried.info.as_ref().and_then(Quota::of).map(|quota| after(quota, tried.client.requests())),
        skills,
    };
    tried.let_go();
    Ok(answered)
}
