//! A wolkvox server for the sample operation, tests and benchmarks.
//!
//! Owns a seeded operation of any size, the reports of the API over HTTP on 127.0.0.1 with their limits and refusals,
//! faults that can be switched at run time, and a judge that watches the client. It listens nowhere else, ships no
//! secret, and never holds a period's records: each is composed from its ordinal while the answer is sent.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
//! use simulator::{Fault, Faults, Page, Settings, Simulator};
//!
//! let simulator = Simulator::start(Settings { records: 1_000, ..Settings::default() }).await?;
//! simulator.set_faults(Faults::none().next(2, Fault::Page(Page::BadGateway)));
//! // … a client of `simulator.base_url()` with `simulator.token()` …
//! assert!(simulator.judge().broken.is_empty());
//! # Ok(()) }
//! ```

mod answer;
mod calendar;
mod data;
mod dialect;
mod envelope;
mod faults;
mod files;
mod handling;
mod judge;
mod life;
mod mail;
mod object;
mod operation;
mod pen;
mod people;
mod php;
mod planted;
mod print;
mod random;
mod record;
mod score;
mod selection;
mod server;
mod settings;
mod simulator;
mod sizes;
mod small;
mod texts;
mod thread;
mod totals;
mod truth;
mod write;

pub use dialect::{
    Attachments, Channels, Code, CodeNames, ContentType, Count, Damage, Damaged, Dates, Dialect, Empty, Escapes,
    Layout, NoDate, NoError, Nothing, Numbers, Prefix, Single, States, Unknown,
};
pub use faults::{Fault, Faults, On, Page, Refusal, When};
pub use judge::{Judgement, Seen, TokenSeen};
pub use settings::{Limits, MonthEnds, Scale, SelectsBy, Settings, Shape};
pub use simulator::Simulator;
pub use truth::{Held, Truth};
pub use write::{Written, write_answer};
