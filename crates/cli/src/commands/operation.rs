//! `operation add`, `list`, `test` and `remove`.

use std::io::{self, BufRead, IsTerminal, Read, Write};

use app::{
    ArchiveFate, Context, Diagnosis, DiagnosisStep, Error, KeychainState, NewOperation, Quota, SecretError, Verdict,
};
use export::Language;
use serde::Serialize;
use wolkvox::Token;
use zeroize::Zeroizing;

use crate::arguments::{Output, ValueError};
use crate::exit::Exit;
use crate::failed::Failed;
use crate::surroundings::Surroundings;
use crate::{messages, plain, print, table};

/// The most bytes of a token's line; more is none.
const LONGEST_LINE: u64 = 64 * 1024;

pub(super) async fn add(context: Context, new: NewOperation, around: Surroundings) -> Result<Exit, Failed> {
    let language = around.language();
    let token = around.blocking({
        let context = context.clone();
        move || token(&context, language)
    });
    let token = token.await?;
    // To its end: the keychain and the file of operations change together.
    let added = crate::surroundings::to_its_end(move || Ok(app::add(&context, new, token.as_ref())?)).await?;
    print::lines(messages::added(&added, language))?;
    Ok(Exit::Done)
}

pub(super) async fn list(context: Context, around: Surroundings) -> Result<Exit, Failed> {
    let operations = around.blocking(move || Ok(app::list(&context)?)).await?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let widest = operations.iter().map(|operation| plain::width(&operation.name)).max().unwrap_or(0);
    for operation in operations {
        let address = operation.endpoint().map_err(Error::from)?.origin();
        let cells = [(operation.name, widest), (operation.server.to_string(), 8), (operation.zone.to_string(), 24)];
        table::row(&mut out, cells.into_iter().chain([(address, 80)]))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// What a test found, for programs.
#[derive(Serialize)]
struct ForPrograms<'a> {
    verdict: Verdict,
    steps: &'a [DiagnosisStep],
    requests: u32,
    quota: Option<Quota>,
}

pub(super) async fn test(context: Context, name: String, output: Output, around: Surroundings) -> Result<Exit, Failed> {
    let language = around.language();
    let tested = tokio::select! {
        biased;
        () = around.cancel.cancelled() => return Err(Failed::Interrupted),
        tested = app::test(&context, &name) => tested?,
    };
    let Diagnosis { verdict, steps, requests, facts, .. } = &tested.diagnosis;
    match output {
        Output::Json => {
            print::json(&ForPrograms { verdict: *verdict, steps, requests: *requests, quota: facts.quota })?;
        }
        Output::Text if tested.error.is_none() => print::lines(messages::tested(&tested, language))?,
        Output::Text => {}
    }
    match tested.error {
        None => Ok(Exit::Done),
        Some(error) => Err(Failed::Diagnosed(*verdict, error)),
    }
}

pub(super) async fn remove(
    context: Context,
    name: String,
    fate: Option<ArchiveFate>,
    around: Surroundings,
) -> Result<Exit, Failed> {
    let language = around.language();
    let asked = {
        let (context, name) = (context.clone(), name.clone());
        around.blocking(move || fate.map_or_else(|| ask_fate(&context, &name, language), Ok))
    };
    let fate = asked.await?;
    let removed = crate::surroundings::to_its_end(move || Ok(app::remove(&context, &name, fate)?)).await?;
    print::lines(messages::removed(&removed, language))?;
    Ok(Exit::Done)
}

/// The token of a new operation: given by the environment, else typed unseen, else a line of standard input.
fn token(context: &Context, language: Language) -> Result<Option<Token>, Failed> {
    if let Some(token) = context.given.token().map_err(Error::from)? {
        return Ok(Some(token));
    }
    let has_keychain = context.keychain.state() == KeychainState::Available;
    if !has_keychain && io::stdin().is_terminal() {
        // Nobody is asked for what could be kept nowhere.
        return Ok(None);
    }
    let line = Zeroizing::new(if io::stdin().is_terminal() { typed(language)? } else { piped()? });
    match line.trim() {
        "" if has_keychain => Err(Failed::Usage(ValueError::TokenNotGiven.into())),
        "" => Ok(None),
        text => Ok(Some(Token::new(text).map_err(|_| Error::from(SecretError::TokenInvalid))?)),
    }
}

fn typed(language: Language) -> Result<String, Failed> {
    rpassword::prompt_password(messages::ask_token(language)).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => Failed::Interrupted,
        _ => Failed::Usage(ValueError::TokenNotGiven.into()),
    })
}

fn piped() -> Result<String, Failed> {
    let mut line = Zeroizing::new(Vec::new());
    let read = io::stdin().lock().take(LONGEST_LINE).read_until(b'\n', &mut line);
    read.map_err(|_| Failed::Usage(ValueError::TokenNotGiven.into()))?;
    // What is no UTF-8 becomes a sign that no token has.
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn ask_fate(context: &Context, name: &str, language: Language) -> Result<ArchiveFate, Failed> {
    let operation = app::find(context, name)?;
    let archive = context.home.archive(&operation.id);
    if !archive.is_file() {
        return Ok(ArchiveFate::Delete);
    }
    if !io::stdin().is_terminal() {
        return Err(Failed::Usage(ValueError::ArchiveFateMissing.into()));
    }
    let mut error = io::stderr().lock();
    write!(error, "{}", plain::line(&messages::ask_fate(&archive, language)))?;
    error.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "borrar" | "delete" => Ok(ArchiveFate::Delete),
        "conservar" | "keep" => Ok(ArchiveFate::Keep),
        _ => {
            drop(error);
            print::remark(&messages::fate_question_unclear(language));
            Err(Failed::Usage(ValueError::ArchiveFateMissing.into()))
        }
    }
}
