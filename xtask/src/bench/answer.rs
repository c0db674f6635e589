//! One answer: parsed from a file (P1), on its way from the socket to a searchable store (P2, P3), and beside `curl` that
//! only writes it to the disk (P14).

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::data::{self, Home, Place};
use super::figure::{Bound, Figure};
use super::{Wish, number, peers};
use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;

const PARSED: u64 = 60_000;
const INGESTED: u64 = 55_000;
const MEGABYTE: f64 = 1_000_000.0;
/// Each side runs so often, by turns, and the better run of each counts: other work on the machine only slows.
const ROUNDS: usize = 2;

/// P1: memory above the process's own while an answer is parsed.
pub(super) fn parsing(wish: &Wish, place: &Place, progress: &mut Progress) -> Result<Figure, Failure> {
    let file = place.file("parsed.json");
    data::answer(&file, PARSED, wish, progress)?;
    let traza = peers::said(&Program::new(data::example("parse_answer")).args([&file]).quietly(progress)?)?;
    let python = peers::run("parse.py", [&file], progress)?;
    let memory = number(&traza, "peak_above_base")? / MEGABYTE;
    let bytes = number(&traza, "bytes")? / MEGABYTE;
    let side = |memory: f64, seconds: f64| format!("{memory:.1} MB, {:.0} MB/s", bytes / seconds);
    Ok(Figure {
        id: "P1",
        work: format!("parse an answer of {PARSED}: memory"),
        traza: side(memory, number(&traza, "seconds")?),
        peer: format!(
            "Python json {}",
            side(number(&python, "peak_above_base")? / MEGABYTE, number(&python, "seconds")?)
        ),
        value: Some(memory),
        bound: Bound::AtMost { unit: "MB", limit: 8.0, aim: 4.0 },
        raw: json!({ "traza": traza, "python_json": python }),
    })
}

/// P2, P3 and P14: the same bytes from the same socket, into Traza's archive, into Python's SQLite, and into a file.
pub(super) fn ingesting(wish: &Wish, place: &Place, progress: &mut Progress) -> Result<[Figure; 3], Failure> {
    let file = place.file("ingested.json");
    data::answer(&file, INGESTED, wish, progress)?;
    let parsed = peers::said(&Program::new(data::example("parse_answer")).args([&file]).quietly(progress)?)?;
    let address = serve(file).map_err(|error| Failure::saying(format!("no port could be opened: {error}")))?;
    let mut best = [f64::INFINITY; 3];
    let mut sizes = [0.0; 2];
    let mut runs = Vec::new();
    for round in 0..ROUNDS {
        let home = Home::connect(place.file(&format!("ingest-{round}")), &address, progress)?;
        let traza = home.measured("download", &["--from", "2026-01-01", "--to", "2026-01-31", "--json"], progress)?;
        stored_all(&traza)?;
        let store = place.file(&format!("ingest-{round}.db"));
        let python = peers::run("ingest.py", [format!("{address}{REPORT}").as_ref(), store.as_os_str()], progress)?;
        let curl = curl(&format!("{address}{REPORT}"), &store, progress)?;
        let now = [number(&traza, "seconds")?, number(&python, "seconds")?, curl];
        for (best, now) in best.iter_mut().zip(now) {
            *best = best.min(now);
        }
        sizes = [home.archive_bytes()? as f64, number(&python, "file_bytes")?];
        runs.push(json!({ "traza": traza, "archive_bytes": sizes[0], "python": python, "curl_seconds": curl }));
        let _ = std::fs::remove_file(store);
    }
    let [traza, python, curl] = best;
    let side = |seconds: f64| format!("{:.0} records/s, {seconds:.1} s", INGESTED as f64 / seconds);
    let speed = Figure {
        id: "P2",
        work: format!("an answer of {INGESTED}, socket to archive"),
        traza: side(traza),
        peer: format!("Python json + sqlite3 + FTS5 {}", side(python)),
        value: Some(python / traza),
        bound: Bound::Times { at_least: 1.8, aim: 4.0 },
        raw: json!(runs.clone()),
    };
    let size = Figure {
        id: "P3",
        work: "the archive's file".to_owned(),
        traza: format!("{:.0} MB, encrypted", sizes[0] / MEGABYTE),
        peer: format!("Python's file {:.0} MB", sizes[1] / MEGABYTE),
        value: Some(sizes[0] / sizes[1]),
        bound: Bound::AtMost { unit: "×", limit: 0.5, aim: 0.35 },
        raw: json!({ "archive_bytes": sizes[0], "python_bytes": sizes[1] }),
    };
    let bytes = number(&parsed, "bytes")? / MEGABYTE;
    let through = format!("{:.0} MB/s, of {traza:.1} s {:.1} s parsing", bytes / traza, number(&parsed, "seconds")?);
    let disk = Figure {
        id: "P14",
        work: "the same beside curl to the disk".to_owned(),
        traza: through,
        peer: format!("curl {curl:.2} s, flushed"),
        value: Some(traza / curl),
        bound: Bound::Told,
        raw: json!({ "runs": runs, "parsed": parsed }),
    };
    Ok([speed, size, disk])
}

/// Seconds that curl takes to fetch an address into a file, until that lies on the disk.
fn curl(address: &str, file: &Path, progress: &mut Progress) -> Result<f64, Failure> {
    let _ = std::fs::remove_file(file);
    let began = Instant::now();
    Program::new("curl")
        .args(["--disable", "--silent", "--fail", "--noproxy", "*", "--output"])
        .args([file])
        .args([address])
        .quietly(progress)?;
    let flushed = File::options().write(true).open(file).and_then(|file| file.sync_all());
    flushed.map_err(|error| Failure::saying(format!("what curl wrote cannot be flushed: {error}")))?;
    Ok(began.elapsed().as_secs_f64())
}

/// A fast download of half the records would be worth nothing.
fn stored_all(traza: &serde_json::Value) -> Result<(), Failure> {
    let said = traza.get("said").and_then(serde_json::Value::as_str).unwrap_or_default();
    let outcome = peers::said(said)?;
    if number(&outcome, "records")? == INGESTED as f64 {
        return Ok(());
    }
    Err(Failure::saying(format!("the download did not store all {INGESTED} records: {outcome}")))
}

const REPORT: &str = "/api/v2/reports_manager.php?api=chat_4";
/// The answer to all that is not the report of interactions.
const NOTHING: &str = r#"{"code":"200","error":null,"msg":"0 records were found","data":[]}"#;

/// Answers each request for the report with the file, and returns the server's address. It goes on until xtask ends.
fn serve(file: PathBuf) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A client that hangs up early is its own affair.
            let _ = reply(stream, &file);
        }
    });
    Ok(address)
}

fn reply(mut stream: TcpStream, file: &Path) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length:";
    if !request.contains("api=chat_4") {
        return write!(stream, "{head} {}\r\n\r\n{NOTHING}", NOTHING.len());
    }
    let mut file = File::open(file)?;
    write!(stream, "{head} {}\r\n\r\n", file.metadata()?.len())?;
    io::copy(&mut file, &mut stream).map(drop)
}
