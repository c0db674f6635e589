//! `cargo xtask bench`: Traza beside its peers, on the same data, in one run.
//!
//! The data come from the simulator. The peers are the Python programs of `xtask/peers`, in an environment of their own
//! under the target folder. Traza is measured as people run it (`traza-cli`) where that is possible, and through the
//! examples of its crates where a single step is meant. Everything lies in `target/bench` and is deleted at the end, but
//! for the figures in `target/bench.json`.

mod answer;
pub(crate) mod data;
mod exports;
pub(crate) mod figure;
mod filters;
mod peers;
mod search;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::given;
use crate::needs::{NATIVE, PEERS};
use crate::progress::Progress;
use crate::system;
use data::Place;

const ROWS: u64 = 1_000_000;
const KNOWN: [&str; 9] = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"];

/// What is to be measured.
struct Wish {
    rows: u64,
    seed: u64,
    only: Vec<String>,
}

impl Wish {
    fn wants(&self, any_of: &[&str]) -> bool {
        self.only.is_empty() || self.only.iter().any(|id| any_of.contains(&id.as_str()))
    }
}

pub(crate) fn bench(words: &[&str]) -> Result<ExitCode, Failure> {
    let wish = read(words)?;
    let (parse, ingest) = (wish.wants(&["P1"]), wish.wants(&["P2", "P3"]));
    let (filter, search) = (wish.wants(&["P4", "P5"]), wish.wants(&["P6", "P7"]));
    let export = wish.wants(&["P8", "P9"]);
    let explored = filter || search || export;
    let steps = [true, true, true, true, parse, ingest, explored, filter, search, export];
    let mut progress = Progress::of(steps.into_iter().filter(|wanted| *wanted).count());
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &PEERS], progress))?;
    progress.step("Installing the peers", peers::install)?;
    progress.step("Building Traza with optimisation", data::build)?;
    let place = Place::make("bench")?;
    let mut figures = Vec::new();
    if parse {
        figures.push(progress.step("Parsing an answer (P1)", |progress| answer::parsing(&wish, &place, progress))?);
    }
    if ingest {
        let title = "From the socket to the archive (P2, P3)";
        figures.extend(progress.step(title, |progress| answer::ingesting(&wish, &place, progress))?);
    }
    if explored {
        let title = format!("Downloading {} interactions", wish.rows);
        let home = progress.step(&title, |progress| data::archive(&wish, &place, progress))?;
        if filter {
            figures.extend(progress.step("Filtering (P4, P5)", |progress| filters::filtering(&home, progress))?);
        }
        if search {
            let title = "Opening and searching (P6, P7)";
            figures.extend(progress.step(title, |progress| search::searching(&home, progress))?);
        }
        if export {
            figures.extend(progress.step("Exporting (P8, P9)", |p| exports::exporting(&wish, &home, p))?);
        }
    }
    figure::report(&figures, &wish)?;
    Ok(ExitCode::SUCCESS)
}

fn read(words: &[&str]) -> Result<Wish, Failure> {
    let mut wish = Wish { rows: ROWS, seed: 1, only: Vec::new() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| Failure::usage(format!("`{word}` wants a value")));
        let number = |text: &str| text.parse().map_err(|_| Failure::usage(format!("`{text}` is no number")));
        match *word {
            "--rows" => wish.rows = number(value()?)?,
            "--seed" => wish.seed = number(value()?)?,
            "--only" => wish.only = value()?.split(',').map(|id| id.trim().to_uppercase()).collect(),
            other => return Err(Failure::usage(format!("bench does not take `{other}`"))),
        }
    }
    match wish.only.iter().find(|id| !KNOWN.contains(&id.as_str())) {
        Some(id) => Err(Failure::usage(format!("there is no row `{id}`: there are {}", KNOWN.join(", ")))),
        None => Ok(wish),
    }
}

/// A number that one side of a comparison printed.
fn number(said: &serde_json::Value, name: &str) -> Result<f64, Failure> {
    said.get(name)
        .and_then(serde_json::Value::as_f64)
        .ok_or_else(|| Failure::saying(format!("a measurement did not say its `{name}`: {said}")))
}
