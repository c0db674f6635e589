//! Each command: its use case called, its result printed. Decides nothing that the window would have to repeat.

mod coverage;
mod demo;
mod download;
mod export;
mod operation;
mod query;

use crate::arguments::{Asked, Command};
use crate::exit::Exit;
use crate::failed::Failed;
use crate::surroundings::Surroundings;
use crate::{help, print};

/// Does what was asked for.
pub(crate) async fn run(asked: Asked, around: Surroundings) -> Result<Exit, Failed> {
    let command = match asked.command {
        Command::Help(topic) => {
            print::text(help::text(topic, around.language()))?;
            return Ok(Exit::Done);
        }
        Command::Version => {
            print::lines([concat!("traza-cli ", env!("CARGO_PKG_VERSION"))])?;
            return Ok(Exit::Done);
        }
        // The sample operation has a home of its own.
        Command::Demo { output } => return demo::run(output, around).await,
        command => command,
    };
    let context = Surroundings::context(asked.home)?;
    match command {
        Command::Help(_) | Command::Version | Command::Demo { .. } => Ok(Exit::Done),
        Command::Add(new) => operation::add(context, new, around).await,
        Command::List => operation::list(context, around).await,
        Command::Test { name, output } => operation::test(context, name, output, around).await,
        Command::Remove { name, fate } => operation::remove(context, name, fate, around).await,
        Command::Download { download, output } => download::run(context, download, output, around).await,
        Command::Coverage { name, period, output } => coverage::run(context, (name, period), output, around).await,
        Command::Query(query) => query::run(context, query, around).await,
        Command::Export(export) => export::run(context, export, around).await,
    }
}
