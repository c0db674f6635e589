//! The fault rig: the real binary on bad days. Whatever happens to it, once it can go on the archive ends as if nothing
//! had happened.
//!
//! The server is the simulator, in this process. A relay between the two cuts connections where a test says, and a
//! small library that the binary loads (`lapse.c`) runs its clocks faster, so that waits of a minute take a second,
//! and turns its wall clock back and forth.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    unreachable_pub
)]

#[path = "../support/mod.rs"]
mod support;

mod clock;
mod clocks;
mod disk;
mod faults;
mod held;
mod keychain;
mod kills;
mod network;
mod relay;
mod selects;
