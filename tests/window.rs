//! The real program, on a display and a session bus of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use std::process::Command;
use std::time::Duration;

use desktop::{Desktop, wait_until};

/// The design's paper and emerald, as the page shows them in the light.
const PAPER: [u8; 3] = [0xf3, 0xf3, 0xef];
const EMERALD: [u8; 3] = [0x0a, 0x66, 0x52];
const TO_OPEN: Duration = Duration::from_secs(60);
const TO_CLOSE: Duration = Duration::from_secs(20);

#[test]
fn the_window_opens_paints_its_page_and_closes() {
    let desktop = Desktop::start();
    let display = desktop.display();
    // `cargo xtask bundle` names the program that a package installs.
    let program = std::env::var("TRAZA_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_traza").to_owned());
    let mut traza = desktop.open(&program);

    let window = display.wait_for_window("Traza", TO_OPEN);
    let painted = wait_until(TO_OPEN, || {
        let picture = display.picture(window);
        let paper = picture.count(PAPER);
        let emerald = picture.count(EMERALD);
        // Paper over much of it, the emerald stroke of the mark, and the greys of smoothed letters.
        (paper > 200_000 && emerald > 300 && picture.colours() > 20).then_some(())
    });
    assert!(painted.is_some(), "the window showed no page: {}", display.picture(window).summary());

    display.close(window);
    let status = traza.wait_for_end(TO_CLOSE).expect("the program goes on after its window was closed");
    assert!(status.success(), "{status}");
}

#[test]
fn without_a_display_it_says_so_in_a_sentence() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_traza")).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "Traza: there is no display; `traza-cli` does the same work in a terminal\n");
}
