//! Measures opening an archive (P6) and searching it (P7), and prints one line of JSON for each case.
//!
//! `search_bench FILE [--repeats N] [--only CASE]`, the key in `TRAZA_ARCHIVE_KEY`. The words that are searched for come from the
//! archive's own index, by how many records hold them. Beside each search stands what FTS5 alone takes for its count and
//! its newest page, over the same index in the same file.

mod plain;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use archive::{ArchiveKey, Reader};
use explore::{Explorer, Filters, Order, TextQuery};
use interaction::Dimension;
use serde_json::{Value, json};

use crate::plain::Plain;

const USAGE: &str = "search_bench FILE [--repeats N] [--only CASE] (key in TRAZA_ARCHIVE_KEY)";
/// Records of a page.
const PAGE: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let Settings { file, repeats, only } = settings()?;
    let key = std::env::var("TRAZA_ARCHIVE_KEY")?;
    let mut out = std::io::stdout().lock();
    let is_wanted = |name: &str| only.as_ref().is_none_or(|only| only == name);
    if is_wanted("open") {
        writeln!(out, "{}", opening(&file, &key, repeats)?)?;
    }
    let explorer = Explorer::open(Reader::open(&file, &ArchiveKey::from_hex(&key)?)?)?;
    let plain = Plain::open(&file, &key)?;
    for (name, text) in plain.cases(explorer.table().len())?.into_iter().filter(|(name, _)| is_wanted(name)) {
        writeln!(out, "{}", searching(&explorer, &plain, (name, &text), repeats)?)?;
    }
    Ok(())
}

struct Settings {
    file: PathBuf,
    repeats: usize,
    /// The one case to measure.
    only: Option<String>,
}

fn settings() -> Result<Settings, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or(USAGE)?.into();
    let mut settings = Settings { file, repeats: 25, only: None };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match name.as_str() {
            "--repeats" => settings.repeats = value.parse()?,
            "--only" => settings.only = Some(value),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(settings)
}

fn opening(file: &Path, key: &str, repeats: usize) -> Result<Value, Box<dyn Error>> {
    let key = ArchiveKey::from_hex(key)?;
    let (mut readers, mut columns, mut records) = (Vec::new(), Vec::new(), 0);
    for _ in 0..repeats {
        let began = Instant::now();
        let reader = Reader::open(file, &key)?;
        readers.push(began.elapsed());
        let began = Instant::now();
        let explorer = Explorer::open(reader)?;
        columns.push(began.elapsed());
        records = explorer.table().len();
    }
    let reader_ms = median(&mut readers)?;
    Ok(json!({ "case": "open", "records": records, "reader_ms": reader_ms, "columns_ms": median(&mut columns)? }))
}

fn searching(
    explorer: &Explorer,
    plain: &Plain,
    (name, text): (&str, &str),
    repeats: usize,
) -> Result<Value, Box<dyn Error>> {
    let filters = Filters { texts: vec![text.to_owned()], ..Filters::default() };
    let expression = TextQuery::parse(text).include().join(" ");
    let (mut own, mut other, mut total, mut counted) = (Vec::new(), Vec::new(), 0, 0);
    for _ in 0..repeats {
        let began = Instant::now();
        let found = explorer.query(&filters, Order::default())?;
        let page = found.ids(0, PAGE);
        let facets = Dimension::ALL.map(|dimension| found.facets(dimension));
        own.push(began.elapsed());
        total = found.total();
        drop((page, facets));
        let began = Instant::now();
        counted = plain.count_and_page(&expression, PAGE)?;
        other.push(began.elapsed());
    }
    let (ms, plain_ms) = (median(&mut own)?, median(&mut other)?);
    if total != counted {
        return Err(format!("{name}: {total} were found, and {counted} by FTS5 alone").into());
    }
    Ok(json!({ "case": name, "total": total, "ms": ms, "plain_ms": plain_ms }))
}

fn median(times: &mut [Duration]) -> Result<f64, Box<dyn Error>> {
    times.sort_unstable();
    let time = times.get(times.len() / 2).ok_or("no repeats")?;
    Ok((time.as_secs_f64() * 1e6).round() / 1e3)
}
