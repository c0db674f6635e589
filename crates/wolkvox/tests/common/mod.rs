//! A server that says exactly what a test tells it to, byte by byte, and remembers what it was asked.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use interaction::{Moment, Window};
use wolkvox::{Client, Endpoint, Error, Item, Server, Timeouts, Token};

/// The token of every test: what must turn up in one header and nowhere else.
pub(crate) const TOKEN: &str = "7b22746f6b656e2d7365637265742d7d";

/// Short enough for a test, long enough for a busy machine.
pub(crate) const TIMEOUTS: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    first_byte: Duration::from_millis(1500),
    idle: Duration::from_millis(700),
};

/// What a server does on a connection, once it was asked.
#[derive(Clone)]
pub(crate) enum Act {
    Send(Vec<u8>),
    Wait(Duration),
}

/// A listener on this machine. The n-th connection gets the n-th reply, every later one the last.
pub(crate) struct Stand {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Stand {
    pub(crate) fn start(replies: Vec<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stand = Self { address: listener.local_addr().unwrap(), seen: Arc::default() };
        let seen = Arc::clone(&stand.seen);
        thread::spawn(move || {
            for (at, connection) in listener.incoming().enumerate() {
                let reply = replies[at.min(replies.len() - 1)].clone();
                let seen = Arc::clone(&seen);
                thread::spawn(move || serve(connection.unwrap(), &reply, &seen));
            }
        });
        stand
    }

    /// One that gives every connection the same.
    pub(crate) fn always(reply: impl Into<Vec<Act>>) -> Self {
        Self::start(vec![reply.into()])
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// What each connection asked for, head and all. One that asked nothing counts with an empty text.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(mut connection: TcpStream, reply: &[Act], seen: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && connection.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    seen.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
    for act in reply {
        match act {
            // The client may have given up, which is its business.
            Act::Send(bytes) => drop(connection.write_all(bytes)),
            Act::Wait(time) => thread::sleep(*time),
        }
    }
}

/// A whole response.
pub(crate) fn response(status: &str, headers: &[&str], body: &[u8]) -> Vec<Act> {
    let mut bytes = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    headers.iter().for_each(|header| bytes.push_str(&format!("{header}\r\n")));
    bytes.push_str("Connection: close\r\n\r\n");
    vec![Act::Send([bytes.as_bytes(), body].concat())]
}

pub(crate) fn json(body: &str) -> Vec<Act> {
    response("200 OK", &["Content-Type: application/json"], body.as_bytes())
}

pub(crate) fn redirect(to: &str) -> Vec<Act> {
    response("302 Found", &[&format!("Location: {to}")], b"")
}

/// The head of a response that ends with its connection.
pub(crate) fn head() -> Act {
    Act::Send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec())
}

pub(crate) fn client(url: &str) -> Client {
    let server = Server::parse("0042").unwrap();
    Client::new(Endpoint::at(&server, url).unwrap(), Token::new(TOKEN).unwrap(), TIMEOUTS).unwrap()
}

pub(crate) fn window() -> Window {
    Window::new(Moment::parse("2026-08-01 00:00:00").unwrap(), Moment::parse("2026-08-31 23:59:59").unwrap()).unwrap()
}

/// The case numbers of a whole answer; `raw` before those set aside.
pub(crate) async fn cases(client: &Client) -> Result<Vec<String>, Error> {
    let mut answer = client.interactions(window()).await?;
    let mut cases = Vec::new();
    while let Some(items) = answer.next().await? {
        cases.extend(items.iter().map(|item| match item {
            Item::Interaction(record) => record.text(interaction::Field::CaseId).to_owned(),
            Item::SetAside(raw) => format!("raw {raw}"),
        }));
    }
    Ok(cases)
}
