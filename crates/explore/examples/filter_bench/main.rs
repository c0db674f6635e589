//! Measures filters with the counts of all six dimensions, and prints one line of JSON for each case.
//!
//! The records are synthetic (their number, values, skew and seed are parameters) or an archive's. `--dump` writes the
//! same records as CSV, and each line tells its filter value by value, so that other programs can do the same work.

mod cases;
mod synthetic;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use archive::{ArchiveKey, Codes, Columns, Reader};
use explore::{Found, Names, Step, Table, Timeline};
use interaction::{Dimension, Period, Scale};
use serde_json::json;

use crate::cases::{Case, cases};
use crate::synthetic::Shape;

const USAGE: &str = "filter_bench [--records N] [--days N] [--values N] [--skew X] [--unanswered X] [--seed N]
             [--repeats N] [--only CASE] [--archive FILE (key in TRAZA_ARCHIVE_KEY)] [--dump FILE.csv]";

/// How long something took over several repeats.
struct Times {
    median: Duration,
    best: Duration,
}

struct Settings {
    shape: Shape,
    repeats: usize,
    /// The one case to measure.
    only: Option<String>,
    archive: Option<PathBuf>,
    dump: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let settings = settings()?;
    let columns = match &settings.archive {
        Some(path) => read_archive(path)?,
        None => settings.shape.columns(),
    };
    if let Some(path) = &settings.dump {
        dump(&columns, path)?;
    }
    let mut out = std::io::stdout().lock();
    let (table, open) = timed(settings.repeats.min(5), || Table::new(columns.clone()), || drop(columns.clone()))?;
    writeln!(
        out,
        "{}",
        json!({ "case": "open", "records": columns.len(), "ms": ms(open.median), "best_ms": ms(open.best) })
    )?;
    let table = Arc::new(table);
    let is_wanted = |case: &Case| settings.only.as_ref().is_none_or(|only| only == case.name);
    for case in cases(&table, &columns, settings.shape.seed).into_iter().filter(is_wanted) {
        writeln!(out, "{}", measure(&table, &case, settings.repeats)?)?;
    }
    Ok(())
}

/// The median time of a case and what it found.
fn measure(table: &Arc<Table>, case: &Case, repeats: usize) -> Result<serde_json::Value, Box<dyn Error>> {
    let names = Arc::new(Names::default());
    let search = || Found::in_table(Arc::clone(table), Arc::clone(&names), case.filters.clone(), case.hits.clone());
    let (found, time) = timed(repeats, search, || {})?;
    let (_, page) = timed(repeats, || found.positions(0, 100), || {})?;
    let (_, facets) = timed(repeats, || Dimension::ALL.map(|dimension| found.facets(dimension)), || {})?;
    let (_, summary) = timed(repeats, || found.summary(), || {})?;
    let (_, place) = timed(repeats, || table.id(0).and_then(|id| found.place_of(id)), || {})?;
    let (_, timeline) = timed(repeats, || timeline(table, &found), || {})?;
    let counted = Dimension::ALL.map(|dimension| found.counts(dimension).iter().map(|c| u64::from(*c)).sum::<u64>());
    Ok(json!({
        "case": case.name,
        "records": table.len(),
        "total": found.total(),
        "counted": counted,
        "ms": ms(time.median),
        "best_ms": ms(time.best),
        "page_ms": ms(page.median),
        "facets_ms": ms(facets.median),
        "summary_ms": ms(summary.median),
        "timeline_ms": ms(timeline.median),
        "place_ms": ms(place.median),
        "from": case.filters.from.map(interaction::Moment::seconds),
        "to": case.filters.to.map(interaction::Moment::seconds),
        "values": case.values,
    }))
}

/// What was found over the whole span of the table.
fn timeline(table: &Table, found: &Found) -> Option<Timeline> {
    let (from, to) = table.span()?;
    let span = Period::new(from, to)?;
    Some(found.timeline(span, Step::fitting(span), &Scale::default()))
}

/// The last result, and how long it took less `overhead`.
fn timed<T>(repeats: usize, work: impl Fn() -> T, overhead: impl Fn()) -> Result<(T, Times), Box<dyn Error>> {
    let mut last = work();
    let mut times = Vec::new();
    for _ in 0..repeats {
        let start = Instant::now();
        overhead();
        let before = start.elapsed();
        let start = Instant::now();
        last = work();
        times.push(start.elapsed().saturating_sub(before));
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().ok_or("no repeats")?;
    let best = times.first().copied().unwrap_or(median);
    Ok((last, Times { median, best }))
}

fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn read_archive(path: &Path) -> Result<Columns, Box<dyn Error>> {
    let key = ArchiveKey::from_hex(&std::env::var("TRAZA_ARCHIVE_KEY")?)?;
    Ok(Reader::open(path, &key)?.columns()?)
}

/// Writes the records as CSV: id, seconds of creation (empty for none) and the six values.
fn dump(columns: &Columns, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(path)?);
    let fields = Dimension::ALL.map(|dimension| dimension.field().api_name()).join(",");
    writeln!(file, "id,created,{fields}")?;
    for (place, (id, created)) in columns.ids.iter().zip(&columns.created).enumerate() {
        let created = if *created == Columns::NO_DATE { String::new() } else { created.to_string() };
        write!(file, "{id},{created}")?;
        for (codes, values) in columns.codes.iter().zip(&columns.values) {
            let value = Codes::get(codes, place).and_then(|code| values.get(code as usize));
            write!(file, ",\"{}\"", value.map(|value| value.replace('"', "\"\"")).unwrap_or_default())?;
        }
        writeln!(file)?;
    }
    Ok(file.flush()?)
}

fn settings() -> Result<Settings, Box<dyn Error>> {
    let mut settings = Settings { shape: Shape::default(), repeats: 101, only: None, archive: None, dump: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        let shape = &mut settings.shape;
        match name.as_str() {
            "--records" => shape.records = value.parse()?,
            "--days" => shape.days = value.parse()?,
            "--values" => shape.values = value.parse()?,
            "--skew" => shape.skew = value.parse()?,
            "--unanswered" => shape.unanswered = value.parse()?,
            "--seed" => shape.seed = value.parse()?,
            "--repeats" => settings.repeats = value.parse()?,
            "--only" => settings.only = Some(value),
            "--archive" => settings.archive = Some(value.into()),
            "--dump" => settings.dump = Some(value.into()),
            _ => return Err(USAGE.into()),
        }
    }
    Ok(settings)
}
