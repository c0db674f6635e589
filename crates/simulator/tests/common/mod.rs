//! A raw client and a few dates for the tests.

use interaction::{Moment, Period};
use simulator::{Settings, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came back: the status line and headers, the body without chunks, and whether it ended properly.
pub struct Got {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
    pub ended: bool,
}

impl Got {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn records(&self) -> Vec<serde_json::Value> {
        self.json()["data"].as_array().unwrap().clone()
    }
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(moment(from), moment(to)).unwrap()
}

pub async fn start(settings: Settings) -> Simulator {
    Simulator::start(settings).await.unwrap()
}

/// The path of a request for interactions.
pub fn path(from: &str, to: &str) -> String {
    let (from, to) = (moment(from).compact(), moment(to).compact());
    format!("/api/v2/reports_manager.php?api=chat_4&date_ini={from}&date_end={to}")
}

/// Asks for a path with the right token.
pub async fn get(simulator: &Simulator, path: &str) -> Got {
    let header = format!("wolkvox-token: {}\r\n", simulator.token());
    send(simulator, &format!("GET {path} HTTP/1.1\r\nhost: x\r\n{header}connection: close\r\n\r\n")).await
}

/// Asks for interactions with the right token.
pub async fn interactions(simulator: &Simulator, from: &str, to: &str) -> Got {
    get(simulator, &path(from, to)).await
}

/// Opens a connection and sends a request as it stands.
pub async fn open(simulator: &Simulator, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(simulator.base_url().trim_start_matches("http://")).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Sends a request as it stands and reads until the connection ends.
pub async fn send(simulator: &Simulator, request: &str) -> Got {
    let mut stream = open(simulator, request).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Got {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Got { status: 0, head: String::new(), body: bytes.to_vec(), ended: false };
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = &bytes[end + 4..];
    let (body, ended) = match head.contains("transfer-encoding: chunked") {
        true => unchunk(body),
        false => (body.to_vec(), true),
    };
    Got { status, head, body, ended }
}

fn unchunk(mut rest: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(line) = rest.windows(2).position(|window| window == b"\r\n") {
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        if length == 0 {
            return (body, true);
        }
        let chunk = &rest[line + 2..];
        if chunk.len() < length + 2 {
            body.extend_from_slice(chunk);
            return (body, false);
        }
        body.extend_from_slice(&chunk[..length]);
        rest = &chunk[length + 2..];
    }
    (body, false)
}
