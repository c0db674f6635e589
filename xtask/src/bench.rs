//! `cargo xtask bench`: Traza beside its peers, on the same data, in one run.
//!
//! The data come from the simulator. The peers are the Python programs of `xtask/peers`, in an environment of their own
//! under the target folder. Traza is measured as people run it (`traza-cli`) where that is possible, and through the
//! examples of its crates where a single step is meant; the window is the real one, on a display of its own. Everything
//! lies in `target/bench` and is deleted at the end, but for the figures in `target/bench.json`.

mod answer;
pub(crate) mod data;
mod exports;
pub(crate) mod figure;
mod filters;
mod peers;
mod search;
mod window;

use std::process::ExitCode;

use crate::failure::Failure;
use crate::given;
use crate::needs::{CURL, NATIVE, PEERS};
use crate::progress::Progress;
use crate::system;
use data::Place;
use figure::Figure;

const ROWS: u64 = 1_000_000;
/// Seconds that the window is left alone.
const IDLE: u64 = 600;
const KNOWN: [&str; 14] = ["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "P14"];

/// What is to be measured.
#[derive(Debug, PartialEq)]
struct Wish {
    rows: u64,
    seed: u64,
    idle: u64,
    only: Vec<String>,
}

impl Wish {
    fn wants(&self, any_of: &[&str]) -> bool {
        self.only.is_empty() || self.only.iter().any(|id| any_of.contains(&id.as_str()))
    }

    /// Whether the large archive is needed.
    fn explores(&self) -> bool {
        self.wants(&["P4", "P5", "P6", "P7", "P8", "P9"]) || self.wants(&window::IDS)
    }

    /// Checking, installing and building, then each group of rows.
    fn steps(&self) -> usize {
        let window = self.wants(&window::IDS);
        let groups = [&["P1"][..], &["P2", "P3", "P14"], &["P4", "P5"], &["P6", "P7"], &["P8", "P9"]];
        let measured = groups.iter().filter(|group| self.wants(group)).count();
        4 + measured + usize::from(self.explores()) + 2 * usize::from(window)
    }
}

pub(crate) fn bench(words: &[&str]) -> Result<ExitCode, Failure> {
    let wish = read(words)?;
    let mut progress = Progress::of(wish.steps());
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &PEERS, &CURL], progress))?;
    progress.step("Installing the peers", peers::install)?;
    let has_window = wish.wants(&window::IDS);
    let windowless = if has_window { progress.step("Preparing the window", window::prepare)? } else { None };
    let build = if has_window && windowless.is_none() { data::build_with_window } else { data::build };
    progress.step("Building Traza with optimisation", build)?;
    let place = Place::make("bench")?;
    let mut figures = of_an_answer(&wish, &place, &mut progress)?;
    if wish.explores() {
        figures.extend(of_an_archive(&wish, &place, windowless.as_deref(), &mut progress)?);
    }
    figures.sort_by_key(|figure| KNOWN.iter().position(|id| *id == figure.id));
    figure::report(&figures, &wish)?;
    Ok(ExitCode::SUCCESS)
}

/// The rows that a single answer is measured for.
fn of_an_answer(wish: &Wish, place: &Place, progress: &mut Progress) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    if wish.wants(&["P1"]) {
        figures.push(progress.step("Parsing an answer (P1)", |progress| answer::parsing(wish, place, progress))?);
    }
    if wish.wants(&["P2", "P3", "P14"]) {
        let title = "From the socket to the archive (P2, P3, P14)";
        figures.extend(progress.step(title, |progress| answer::ingesting(wish, place, progress))?);
    }
    Ok(figures)
}

/// The rows that all of the archive is measured for.
fn of_an_archive(
    wish: &Wish,
    place: &Place,
    windowless: Option<&str>,
    progress: &mut Progress,
) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    let title = format!("Downloading {} interactions", wish.rows);
    let home = progress.step(&title, |progress| data::archive(wish, place, progress))?;
    if wish.wants(&["P4", "P5"]) {
        figures.extend(progress.step("Filtering (P4, P5)", |progress| filters::filtering(&home, progress))?);
    }
    if wish.wants(&["P6", "P7"]) {
        let title = "Opening and searching (P6, P7)";
        figures.extend(progress.step(title, |progress| search::searching(&home, progress))?);
    }
    if wish.wants(&["P8", "P9"]) {
        figures.extend(progress.step("Exporting (P8, P9)", |progress| exports::exporting(wish, &home, progress))?);
    }
    if wish.wants(&window::IDS) {
        figures.extend(progress.step("The window (P10 to P13)", |progress| match windowless {
            Some(why) => Ok(window::missing(wish, why)),
            None => window::measuring(wish, &home, progress),
        })?);
    }
    Ok(figures)
}

fn read(words: &[&str]) -> Result<Wish, Failure> {
    let mut wish = Wish { rows: ROWS, seed: 1, idle: IDLE, only: Vec::new() };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| Failure::usage(format!("`{word}` wants a value")));
        let number = |text: &str| text.parse().map_err(|_| Failure::usage(format!("`{text}` is no number")));
        match *word {
            "--rows" => wish.rows = number(value()?)?,
            "--seed" => wish.seed = number(value()?)?,
            "--idle" => wish.idle = number(value()?)?,
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
pub(crate) fn number(said: &serde_json::Value, name: &str) -> Result<f64, Failure> {
    said.get(name)
        .and_then(serde_json::Value::as_f64)
        .ok_or_else(|| Failure::saying(format!("a measurement did not say its `{name}`: {said}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_rows_are_named_in_any_case() {
        let wish = read(&["--only", "p10, P12", "--idle", "60", "--rows", "10000"]).unwrap();
        let only = vec!["P10".to_owned(), "P12".to_owned()];
        assert_eq!(wish, Wish { rows: 10_000, seed: 1, idle: 60, only });
        assert!(wish.explores() && wish.wants(&["P12"]) && !wish.wants(&["P4", "P5"]));
        assert_eq!(wish.steps(), 7);
    }

    #[test]
    fn without_a_choice_everything_is_measured() {
        let wish = read(&[]).unwrap();
        assert!(KNOWN.iter().all(|id| wish.wants(&[id])));
        assert_eq!(wish.steps(), 12);
    }

    #[test]
    fn what_is_no_row_or_no_number_is_refused() {
        for words in [&["--only", "P15"][..], &["--rows", "many"], &["--idle"], &["--quickly"]] {
            assert!(read(words).is_err(), "{words:?}");
        }
    }
}
