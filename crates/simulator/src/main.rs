//! `simulator`: the server for tests of other processes and for trying things by hand, and files for benchmarks.

mod arguments;

use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Command, USAGE};
use simulator::{Simulator, write_answer};

fn main() -> ExitCode {
    let done = match Command::parse(lexopt::Parser::from_env()) {
        Ok(Command::Help) => writeln!(io::stdout().lock(), "{USAGE}").map_err(|error| error.to_string()),
        Ok(Command::Serve(settings)) => serve(*settings),
        Ok(Command::WriteAnswer(path, settings)) => write(&path, &settings),
        Err(error) => Err(format!("{error}\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is gone too, the exit code has to say it alone.
            let _ = writeln!(io::stderr().lock(), "simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Serves until it is interrupted. Prints its address and token as one line of JSON.
fn serve(settings: simulator::Settings) -> Result<(), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let simulator = Simulator::start(settings).await.map_err(|error| error.to_string())?;
        let line = serde_json::json!({
            "base_url": simulator.base_url(),
            "server": simulator.server(),
            "token": simulator.token(),
        });
        print_line(&line)?;
        tokio::signal::ctrl_c().await.map_err(|error| error.to_string())?;
        simulator.stop().await;
        Ok(())
    })
}

/// Writes one answer to a file. Prints what it holds as one line of JSON.
fn write(path: &std::path::Path, settings: &simulator::Settings) -> Result<(), String> {
    let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let written = write_answer(settings, file).map_err(|error| format!("{}: {error}", path.display()))?;
    print_line(&serde_json::json!({ "records": written.records, "bytes": written.bytes }))
}

fn print_line(json: &serde_json::Value) -> Result<(), String> {
    let mut out = io::stdout().lock();
    writeln!(out, "{json}").and_then(|()| out.flush()).map_err(|error| error.to_string())
}
