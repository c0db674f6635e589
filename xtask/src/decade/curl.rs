//! The peer: one `curl` that fetches the same windows one after the other and unpacks them, and nothing more.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use crate::bench::data::{Server, TOKEN};
use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;

/// What curl took.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) windows: usize,
    pub(super) seconds: f64,
    /// Bytes of JSON, unpacked.
    pub(super) bytes: u64,
}

/// The addresses of the windows whose answers Traza got, in its order.
pub(super) fn windows(server: &Server) -> Result<Vec<String>, Failure> {
    let said = Program::new("curl").args(["--silent", "--fail", &format!("{}/__judge", server.base_url)]).says();
    let judgement: Value = said.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let text = |seen: &Value, name: &str| seen.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_answer =
        |seen: &&Value| text(seen, "report") == "chat_4" && seen.get("complete") == Some(&Value::Bool(true));
    let requests = judgement.get("requests").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let address = |seen: &Value| format!("{}{}?{}", server.base_url, text(seen, "path"), text(seen, "query"));
    let windows: Vec<String> = requests.iter().filter(is_answer).map(address).collect();
    if windows.is_empty() { Err(Failure::saying("the simulator has seen no download")) } else { Ok(windows) }
}

/// Fetches all of them. What comes is counted and dropped.
pub(super) fn fetch(server: &Server, windows: &[String], progress: &mut Progress) -> Result<Fetched, Failure> {
    let mut config = String::new();
    for (place, window) in windows.iter().enumerate() {
        let next = if place > 0 { "next\n" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(
            config,
            "{next}url = \"{window}\"\nheader = \"wolkvox-token: {TOKEN}\"\ncompressed\nfail\nsilent\nnoproxy = \"*\"\n"
        );
    }
    let broken =
        |error: std::io::Error| Failure::saying(format!("curl could not fetch from {}: {error}", server.base_url));
    let began = Instant::now();
    let mut command = Command::new("curl");
    command.args(["--disable", "--config", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(broken)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(config.as_bytes()).map_err(broken)?;
    }
    let (mut bytes, mut piece) = (0_u64, vec![0_u8; 256 * 1024]);
    if let Some(mut output) = child.stdout.take() {
        loop {
            match output.read(&mut piece).map_err(broken)? {
                0 => break,
                read => bytes += read as u64,
            }
            progress.tick(&format!("{} MB", bytes / 1_000_000));
        }
    }
    let status = child.wait().map_err(broken)?;
    if !status.success() {
        return Err(Failure::saying(format!("curl ended with {status}")));
    }
    Ok(Fetched { windows: windows.len(), seconds: began.elapsed().as_secs_f64(), bytes })
}
