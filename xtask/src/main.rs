//! The project's commands: `cargo xtask run`, `test`, `pictures`, `bundle`, `bench`, `lightness`, `kills`,
//! `decade` and `growth`.
//!
//! Each does all of its own work on a machine that has git, Rust and Node and nothing else: it installs what is missing
//! where it may, says in one line what to install where it may not, builds, and can be repeated at any time. What the
//! programs it starts have to say is shown only when they fail. It never waits for input.
//!
//! It depends on no crate of the workspace: it has to build where they do not.

mod bench;
mod bundle;
mod decade;
mod failure;
mod given;
mod growth;
mod kills;
mod lightness;
mod needs;
mod page;
mod pictures;
mod private;
mod program;
mod progress;
mod run;
mod system;
mod test;
mod tools;
mod watched;
mod workspace;

use std::io::Write as _;
use std::process::ExitCode;

use failure::Failure;

const HELP: &str = "\
The project's commands. Each installs what it needs, builds, and can be repeated at any time.

usage: cargo xtask COMMAND [OPTIONS]

commands:
  run        builds the application and opens its window. Where there is no display, does the main job in the
             terminal instead (`traza-cli demo`): downloads a sample period, archives, filters and exports it
  test       formatting, lints, types, licences and all tests, of the Rust crates, the page and the real window
  pictures   takes a picture of every screen of the window, in both languages and themes, into target/pictures
  bundle     makes the packages that people install, .deb and .rpm, and starts what they install
  bench      measures Traza beside its peers on the same data, prints a table and writes target/bench.json
  lightness  measures how light the window feels with few and with many interactions
  kills      kills downloads and refreshes at random moments, starts them again, and compares what is there in the end
             with an undisturbed twin
  decade     downloads ten years of an operation in one go, watching memory, beside curl of the same bytes; prints a
             table and writes target/decade.json
  growth     measures how archive, time and memory grow with the number of interactions; prints a table and writes
             target/growth.json

options of run:
  --output DIR   where the sample's files go, if there is no display

options of pictures:
  --only NAME    only the pictures whose names begin so; the others stay as they are

arguments of lightness:
  N…             how many interactions (100 and 100000 unless given)

arguments of kills:
  N              how many kills (500 unless given)
  --seed N       the seed of data and moments (1 unless given)

options of decade:
  --years N      how many years (10 unless given)
  --a-day N      how many interactions a day (500 unless given)

arguments of growth:
  N…             how many interactions (10000, 100000 and 1000000 unless given)
  --seed N       the seed of all data (1 unless given)

options of bench:
  --rows N       how many interactions the large rows of the table use (1000000 unless given)
  --seed N       the seed of all data (1 unless given)
  --only P1,P4   only these rows of the table
  --idle N       how many seconds the window is left alone (600 unless given)

Given on the machine: git, Rust 1.89 or newer with a C linker, Node 20.19 or newer.
Where system packages are missing they are installed with apt, as root or through a sudo that asks no password;
elsewhere one line says what to install.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        None | Some((&("--help" | "-h" | "help"), _)) => say_help(),
        Some((_, rest)) if rest.contains(&"--help") || rest.contains(&"-h") => say_help(),
        Some((&"run", rest)) => run::run(rest),
        Some((&"test", rest)) => test::test(rest),
        Some((&"pictures", rest)) => pictures::pictures(rest),
        Some((&"bundle", rest)) => bundle::bundle(rest),
        Some((&"bench", rest)) => bench::bench(rest),
        Some((&"lightness", rest)) => lightness::lightness(rest),
        Some((&"kills", rest)) => kills::kills(rest),
        Some((&"decade", rest)) => decade::decade(rest),
        Some((&"growth", rest)) => growth::growth(rest),
        Some((other, _)) => Err(Failure::usage(format!("there is no command `{other}`"))),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn say_help() -> Result<ExitCode, Failure> {
    let _ = write!(std::io::stdout().lock(), "{HELP}");
    Ok(ExitCode::SUCCESS)
}
