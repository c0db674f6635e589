//! Measures the way from the socket to an encrypted, searchable archive.
//!
//! `ingest serve FILE` answers every request on a loopback port with the file, and prints its address.
//! `ingest fetch ADDRESS FOLDER` downloads one month from there into a new archive in the folder, and prints what it
//! took as a line of JSON: records, seconds, bytes of the archive.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing)]

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use archive::{Archive, ArchiveKey};
use download::{AskQuota, Effort, Pace, Refresh, Task, run};
use interaction::{Moment, Period, Server};
use tokio_util::sync::CancellationToken;
use wolkvox::{Client, Endpoint, Timeouts, Token};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", file] => serve(Path::new(file)),
        ["fetch", address, folder] => tokio::runtime::Runtime::new()?.block_on(fetch(address, Path::new(folder))),
        _ => Err("ingest serve FILE | ingest fetch ADDRESS FOLDER".into()),
    }
}

fn serve(file: &Path) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        // A client that hangs up early is its own affair.
        let _ = answer(stream?, file);
    }
    Ok(())
}

fn answer(mut stream: TcpStream, file: &Path) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    if !request.contains("reports_manager") {
        return stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }
    let mut file = File::open(file)?;
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", file.metadata()?.len())?;
    io::copy(&mut file, &mut stream).map(drop)
}

async fn fetch(address: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let token = Token::new("0123456789abcdef")?;
    let endpoint = Endpoint::at(&Server::parse("bench")?, address)?;
    let path = folder.join("bench.archive");
    let month = Period::new(Moment::parse("2026-01-01").unwrap(), Moment::parse("2026-01-31 23:59:59").unwrap());
    let task = Task {
        client: Client::new(endpoint, token.clone(), Timeouts::default())?,
        token,
        archive: Archive::create(&path, &ArchiveKey::from_bytes([3; 32]))?,
        period: month.unwrap(),
        refresh: Refresh::Needed,
        since: None,
        effort: Effort::Whole,
        quota: AskQuota::Never,
        clock: Arc::new(|| Moment::from_seconds(1_900_000_000)),
        pace: Pace { full_answer: u64::MAX, ..Pace::default() },
    };
    let started = Instant::now();
    let outcome = run(task, CancellationToken::new(), |_| {}).await;
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{{\"records\": {}, \"set_aside\": {}, \"seconds\": {seconds:.3}, \"archive_bytes\": {}}}",
        outcome.records,
        outcome.set_aside,
        fs::metadata(&path)?.len()
    );
    Ok(())
}
