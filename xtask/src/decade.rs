//! `cargo xtask decade`: years of an operation downloaded in one go, beside `curl` of the same bytes in the same run.
//!
//! The simulator serves both, one after the other, with the windows that Traza asked for. So both wait alike for the
//! server to print and compress; what Traza takes longer is what reading, packing, encrypting and indexing cost. Memory
//! is looked at all the while: it must not grow with what has arrived.

mod curl;
mod table;

use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::bench::data::{self, Home, Place, Server};
use crate::failure::Failure;
use crate::needs::{CURL, NATIVE};
use crate::progress::Progress;
use crate::watched::{Watched, watch};
use crate::{given, system};

/// The years end with this one: it is past, and no clock of a machine is behind it.
const LAST_YEAR: u64 = 2025;

/// What is to be downloaded.
struct Wish {
    years: u64,
    a_day: u64,
}

/// What a download came to.
struct Downloaded {
    watched: Watched,
    archive_bytes: u64,
    /// What `traza-cli` said.
    said: Value,
}

impl Wish {
    fn from(&self) -> String {
        format!("{}-01-01", LAST_YEAR + 1 - self.years)
    }

    fn to() -> String {
        format!("{LAST_YEAR}-12-31")
    }

    fn records(&self) -> u64 {
        let leaps = (LAST_YEAR + 1 - self.years..=LAST_YEAR).filter(|year| year % 4 == 0 && year % 100 != 0).count();
        (self.years * 365 + leaps as u64) * self.a_day
    }
}

pub(crate) fn decade(words: &[&str]) -> Result<ExitCode, Failure> {
    let wish = read(words)?;
    let mut progress = Progress::of(5);
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE, &CURL], progress))?;
    progress.step("Building Traza with optimisation", data::build)?;
    let place = Place::make("decade")?;
    let server = serve(&wish)?;
    let title = format!("Downloading {} interactions of {} years", wish.records(), wish.years);
    let downloaded = progress.step(&title, |progress| download(&wish, &place, &server, progress))?;
    let windows = curl::windows(&server)?;
    let fetched = progress.step("The same windows with curl", |progress| curl::fetch(&server, &windows, progress))?;
    table::report(&wish, &downloaded, &fetched)?;
    let complete = downloaded.said.get("complete") == Some(&Value::Bool(true));
    let all = downloaded.said.get("records").and_then(Value::as_u64) == Some(wish.records());
    if complete && all { Ok(ExitCode::SUCCESS) } else { Err(Failure::saying("the download did not store everything")) }
}

fn serve(wish: &Wish) -> Result<Server, Failure> {
    let mut command = Command::new(data::binary("simulator"));
    command.args(["serve", "--token", data::TOKEN, "--from", &wish.from(), "--to", &Wish::to()]);
    command.args(["--records", &wish.records().to_string()]);
    Server::start(command)
}

fn download(wish: &Wish, place: &Place, server: &Server, progress: &mut Progress) -> Result<Downloaded, Failure> {
    let home = Home::connect(place.file("home"), &server.base_url, progress)?;
    let command = home.command("download", &["--from", &wish.from(), "--to", &Wish::to(), "--json"]);
    let watched = watch(command, progress)?;
    let said = serde_json::from_str(&watched.said).unwrap_or_default();
    Ok(Downloaded { watched, archive_bytes: home.archive_bytes()?, said })
}

fn read(words: &[&str]) -> Result<Wish, Failure> {
    let mut wish = Wish { years: 10, a_day: 500 };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| Failure::usage(format!("`{word}` wants a value")))?;
        let number = value.parse().map_err(|_| Failure::usage(format!("`{value}` is no number")))?;
        match *word {
            "--years" if (1..=50).contains(&number) => wish.years = number,
            "--a-day" if (1..=20_000).contains(&number) => wish.a_day = number,
            "--years" | "--a-day" => return Err(Failure::usage(format!("`{word} {value}` is too much or too little"))),
            other => return Err(Failure::usage(format!("decade does not take `{other}`"))),
        }
    }
    Ok(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_years_have_their_leap_days() {
        let wish = Wish { years: 10, a_day: 500 };
        assert_eq!((wish.from().as_str(), wish.records()), ("2016-01-01", 3_653 * 500));
    }
}
