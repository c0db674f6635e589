//! `traza-cli`: Traza's use cases for IT people, schedules and checks.
//!
//! Owns arguments, sentences, tables and the JSON that programs read. Decides nothing that the window would have to
//! repeat: each command calls one use case of `app` and prints its result. Results go to standard output, everything
//! else to standard error, and the exit code tells how it ended.

mod arguments;
mod commands;
mod exit;
mod failed;
mod help;
mod language;
mod messages;
mod plain;
mod print;
mod progress;
mod surroundings;
mod table;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use crate::arguments::Output;
use crate::exit::Exit;
use crate::failed::Failed;
use crate::surroundings::Surroundings;

/// How long work that was given up may take to end.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    app::share_memory();
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    // Known before the arguments are read, so that wrong ones are told to programs too.
    let output = if arguments.iter().any(|word| word == "--json") { Output::Json } else { Output::Text };
    let around = Surroundings::of_process();
    let exit = match run(arguments, around.clone()) {
        Ok(exit) => exit,
        Err(failed) => {
            failed.tell(around.language(), output);
            failed.exit()
        }
    };
    ExitCode::from(exit.code())
}

fn run(arguments: Vec<OsString>, around: Surroundings) -> Result<Exit, Failed> {
    let asked = arguments::read(arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        around.listen();
        commands::run(asked, around.clone()).await
    });
    // Threads that used the archive must end before the process does: OpenSSL's own cleaning up at the process's end
    // races with that of an ending thread, and aborts. Work that was given up may be waiting for a keychain or a
    // person: nobody waits for that for long.
    runtime.shutdown_timeout(GIVEN_UP_AFTER);
    done
}
