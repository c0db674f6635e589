//! `cargo xtask growth`: how much more time, memory and disk each further interaction costs.
//!
//! Each number of interactions is an operation of its own, downloaded from the simulator, at most a million a year: more
//! of them are more years, as with people. It is then opened, filtered and searched by the examples that `bench` uses,
//! and deleted. What a further million costs, between the two largest, is what a projection can go on.

mod table;

use std::ffi::OsStr;
use std::process::{Command, ExitCode};

use serde_json::Value;

use crate::bench::data::{self, Home, Place, Server};
use crate::bench::number;
use crate::failure::Failure;
use crate::needs::NATIVE;
use crate::progress::Progress;
use crate::watched::{Watched, watch};
use crate::{given, system};

const USUAL: [u64; 3] = [10_000, 100_000, 1_000_000];
const A_YEAR: u64 = 1_000_000;
/// The years end with this one: it is past, and no clock of a machine is behind it.
const LAST_YEAR: u64 = 2025;
const REPEATS: &str = "11";

/// What is to be measured.
#[derive(Debug, PartialEq)]
struct Wish {
    sizes: Vec<u64>,
    seed: u64,
}

/// What one number of interactions came to.
#[derive(Clone, Debug, Default)]
struct Point {
    records: u64,
    /// From the server to the searchable archive.
    seconds: f64,
    /// The most memory that the download held, in megabytes.
    download_megabytes: f64,
    archive_bytes: u64,
    /// Until the archive can be asked, its file being known to the system.
    open_ms: f64,
    /// The slowest filter with all counts.
    filter_ms: f64,
    /// The slowest search with all counts, and that of a rare word.
    search_ms: f64,
    rare_ms: f64,
    /// What a program holds that has it open and searches, in megabytes.
    open_megabytes: f64,
}

pub(crate) fn growth(words: &[&str]) -> Result<ExitCode, Failure> {
    let wish = read(words)?;
    let mut progress = Progress::of(3 + wish.sizes.len());
    progress.step("Checking git and Rust", |_| given::check())?;
    progress.step("Checking system packages", |progress| system::ensure(&[&NATIVE], progress))?;
    progress.step("Building Traza with optimisation", data::build)?;
    let mut points = Vec::new();
    for size in &wish.sizes {
        points.push(progress.step(&format!("{size} interactions"), |progress| measure(&wish, *size, progress))?);
    }
    table::report(&points, wish.seed)?;
    Ok(ExitCode::SUCCESS)
}

fn measure(wish: &Wish, records: u64, progress: &mut Progress) -> Result<Point, Failure> {
    let place = Place::make("growth")?;
    let (from, to) = years(records);
    let mut server = Command::new(data::binary("simulator"));
    server.args(["serve", "--token", data::TOKEN, "--from", &from, "--to", &to]);
    server.args(["--records", &records.to_string(), "--seed", &wish.seed.to_string()]);
    let server = Server::start(server)?;
    let home = Home::connect(place.file("home"), &server.base_url, progress)?;
    let downloaded = watch(home.command("download", &["--from", &from, "--to", &to, "--json"]), progress)?;
    drop(server);
    let archive = home.archive()?;
    let (archive, repeats) = (archive.as_os_str(), [OsStr::new("--repeats"), OsStr::new(REPEATS)]);
    let filtering = home.example("filter_bench").args([OsStr::new("--archive"), archive]).args(repeats);
    let filters = watch(filtering.into_command(), progress)?;
    let searching = home.example("search_bench").args([archive]).args(repeats);
    let searches = watch(searching.into_command(), progress)?;
    let cases = lines(&searches);
    let (opened, searched) = cases.split_first().ok_or_else(|| Failure::saying("nothing was searched for"))?;
    let rare = searched.first().ok_or_else(|| Failure::saying("nothing was searched for"))?;
    let filtered = lines(&filters);
    Ok(Point {
        records,
        seconds: downloaded.seconds,
        download_megabytes: downloaded.memory.peak(),
        archive_bytes: home.archive_bytes()?,
        open_ms: number(opened, "columns_ms")? + number(opened, "reader_ms")?,
        filter_ms: slowest(filtered.get(1..).unwrap_or_default())?,
        search_ms: slowest(searched)?,
        rare_ms: number(rare, "ms")?,
        open_megabytes: searches.memory.peak(),
    })
}

fn lines(watched: &Watched) -> Vec<Value> {
    watched.said.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn slowest(cases: &[Value]) -> Result<f64, Failure> {
    let times: Vec<f64> = cases.iter().map(|case| number(case, "ms")).collect::<Result<_, _>>()?;
    Ok(times.into_iter().fold(0.0, f64::max))
}

/// The first and the last day.
fn years(records: u64) -> (String, String) {
    let years = records.div_ceil(A_YEAR).max(1);
    (format!("{}-01-01", LAST_YEAR + 1 - years), format!("{LAST_YEAR}-12-31"))
}

fn read(words: &[&str]) -> Result<Wish, Failure> {
    let mut wish = Wish { sizes: Vec::new(), seed: 1 };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let number = |text: &str| text.parse().map_err(|_| Failure::usage(format!("`{text}` is no number")));
        match *word {
            "--seed" => wish.seed = number(words.next().ok_or_else(|| Failure::usage("`--seed` wants a value"))?)?,
            size => wish.sizes.push(number(size)?),
        }
    }
    if wish.sizes.is_empty() {
        wish.sizes = USUAL.to_vec();
    }
    wish.sizes.sort_unstable();
    match wish.sizes.iter().find(|size| !(1_000..=50_000_000).contains(*size)) {
        Some(size) => Err(Failure::usage(format!("{size} is too much or too little"))),
        None => Ok(wish),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_is_a_year_and_more_are_more_years() {
        assert_eq!(years(10_000).0, "2025-01-01");
        assert_eq!(years(1_000_000).0, "2025-01-01");
        assert_eq!(years(5_000_000), ("2021-01-01".to_owned(), "2025-12-31".to_owned()));
    }

    #[test]
    fn sizes_are_read_in_any_order() {
        assert_eq!(read(&[]).unwrap().sizes, USUAL);
        let wish = read(&["5000000", "--seed", "7", "10000"]).unwrap();
        assert_eq!(wish, Wish { sizes: vec![10_000, 5_000_000], seed: 7 });
        assert!(read(&["10"]).is_err() && read(&["many"]).is_err() && read(&["--seed"]).is_err());
    }
}
