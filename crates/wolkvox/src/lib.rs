//! A client of the wolkvox report API, of use to any Rust program that talks to wolkvox.
//!
//! Owns the request, the token's type, the vendor's limits, and how an answer is read: every quirk that PHP servers
//! show in practice, every refusal the vendor documents. Does not plan, store, retry or keep requests apart: it sends
//! one request a call and says what became of it.
//!
//! What it holds to: the token goes to one origin only and is printed nowhere; unencrypted only this machine is asked,
//! and this machine never through a proxy; no more is held of an answer than a record and a piece; a record that
//! cannot be read is handed over as it came and ends nothing; no error or `Debug` names a token, an address's query
//! or a message's text.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use interaction::{Field, Moment, Window};
//! use wolkvox::{Client, Endpoint, Item, Server, Timeouts, Token};
//!
//! let server = Server::parse("wv0042")?;
//! let client = Client::new(Endpoint::of(&server), Token::new("7b2274…")?, Timeouts::default())?;
//! let day = Moment::parse("2026-08-12").ok_or("no date")?;
//! let window = Window::new(day, day.end_of_day()).ok_or("no window")?;
//!
//! let mut answer = client.interactions(window).await?;
//! let mut agents = Vec::new();
//! while let Some(items) = answer.next().await? {
//!     for item in items {
//!         match item {
//!             Item::Interaction(record) => agents.push(record.text(Field::AgentName).to_owned()),
//!             Item::SetAside(_raw) => {}
//!         }
//!     }
//! }
//! # Ok(()) }
//! ```

mod answer;
mod body;
mod client;
mod endpoint;
mod error;
pub mod parse;
mod proxy;
mod reach;
mod redirect;
mod small;
mod token;
mod verdict;

pub use answer::Answer;
pub use client::{Client, Timeouts};
pub use endpoint::{Endpoint, EndpointError};
pub use error::{Error, Reach};
pub use interaction::Server;
pub use parse::Item;
pub use proxy::of as proxy_of;
pub use small::{Named, TokenInfo};
pub use token::{Token, TokenError};

/// Records in a response that is full: the server cuts off the rest in silence (the vendor's limit).
pub const FULL_ANSWER: u64 = 60_000;
/// Bytes that an answer may have, unpacked (the vendor's limit, 256 MB).
pub const MAX_ANSWER_BYTES: u64 = 268_435_456;
