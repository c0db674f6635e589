//! Nothing of a token, a key or a message lies on the disk in the clear or is printed where it does not belong.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code,
    unreachable_pub
)]

mod support;

use std::fs;

use simulator::{Fault, Faults, Refusal};
use support::{NAME, Ran, Stage, TOKEN, files, small};

/// Words of a message that no other text holds.
const MESSAGE: &str = "Xilofonazo-Quebrantahuesos-7391";
const SENDER: &str = "pterodactilo@mensajes-plantados.example";

/// Whether bytes hold a text as it is, in UTF-16, or folded as a search index would.
fn holds(bytes: &[u8], text: &str) -> bool {
    let find = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    find(text.as_bytes())
        || find(&wide)
        || text.split('-').filter(|word| word.len() > 8).any(|word| find(word.as_bytes()))
}

fn planted() -> Stage {
    let stage = Stage::connected(small(50));
    let day = interaction::Moment::parse("2026-03-05 10:00:00").unwrap();
    let record = format!(
        r#"{{"channel":"Email","from":"{SENDER}","body":"{MESSAGE}","answer":"{MESSAGE}","date_creation":"2026-03-05 10:00:00"}}"#
    );
    stage.simulator.plant(day, Some(day), record);
    stage.simulator.plant(day, Some(day), format!(r#"{{"body":"{MESSAGE}" "broken"}}"#));
    stage
}

#[test]
fn neither_token_nor_key_nor_message_lies_on_the_disk_or_is_printed() {
    let stage = planted();
    let period = ["--from", "2026-03-01", "--to", "2026-03-31"];
    let mut runs = vec![
        stage.run(&[&["download", NAME, "--json"][..], &period].concat()),
        stage.run(&["operation", "test", NAME]),
        stage.run(&["operation", "list"]),
        stage.run(&["coverage", NAME]),
        // A search for the message shows which records hold it, and no more.
        stage.run(&["query", NAME, "--text", "nadie"]),
        stage.run(&["query", NAME]),
    ];
    assert!(runs.iter().all(|ran| ran.code == Some(0)), "{runs:?}");
    assert_eq!(stage.query(&["--text", MESSAGE])["total"], 1, "the message is there, and found");
    for fault in [Refusal::TokenRefused, Refusal::QuotaSpent, Refusal::Maintenance] {
        stage.simulator.set_faults(Faults::none().next(1, Fault::Refuse(fault)));
        if fault != Refusal::Maintenance {
            runs.push(stage.run(&[&["download", NAME, "--refresh", "--json"][..], &period].concat()));
        }
    }
    let mut wrong = stage.command(&["query", NAME, "--json"]);
    runs.push(Ran::of(wrong.env("TRAZA_ARCHIVE_KEY", "0".repeat(64)).output().unwrap()));
    for ran in &runs {
        for secret in [TOKEN, stage.key.as_str(), MESSAGE] {
            assert!(!ran.out.contains(secret) && !ran.err.contains(secret), "{ran:?}");
        }
    }
    let found = [files(&stage.home()), files(&stage.folder.path().join("tmp"))].concat();
    assert!(found.iter().any(|path| path.extension().is_some_and(|ending| ending == "traza")), "{found:?}");
    for path in found {
        let bytes = fs::read(&path).unwrap();
        let name = path.to_string_lossy().into_owned();
        for secret in [TOKEN, stage.key.as_str(), MESSAGE, SENDER] {
            assert!(!holds(&bytes, secret) && !name.contains(secret), "{name}");
        }
    }
}

#[test]
fn the_check_itself_finds_what_is_in_the_clear() {
    assert!(holds(format!("x{MESSAGE}y").as_bytes(), MESSAGE));
    assert!(holds("x xilofonazo y quebrantahuesos".as_bytes(), MESSAGE));
    assert!(holds(&TOKEN.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), TOKEN));
    assert!(!holds(b"nothing of the kind in here", MESSAGE));
}
