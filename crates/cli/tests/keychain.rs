//! The keychain by a real secret service: gnome-keyring on a bus and in folders of its own.
#![cfg(target_os = "linux")]
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
use std::path::Path;

use serde_json::json;
use support::session::{ADD, DOWNLOAD, LOCKED, UNLOCKED, session};
use support::{NAME, Stage, TOKEN, files, small};

fn holds(folder: &Path, text: &str) -> bool {
    files(folder).iter().any(|path| fs::read(path).unwrap().windows(text.len()).any(|bytes| bytes == text.as_bytes()))
}

#[test]
fn secrets_are_kept_in_the_keychain_and_go_with_the_operation() {
    let stage = Stage::new(small(40));
    let look = "secret-tool search --all service traza 2>&1 | grep -c 'secret = ' || true";
    let script = format!(
        r#"{ADD} >&2
{look}
{DOWNLOAD} >/dev/null
{look}
"$CLI" query Ventas --json --limit 0
"$CLI" operation remove Ventas --delete-archive >&2
{look}"#
    );
    let ran = session(&stage, UNLOCKED, &script);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains("El token está en el llavero"), "{ran:?}");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!((lines[0], lines[1], lines[3]), ("1", "2", "0"), "{ran:?}");
    assert!(lines[2].starts_with(r#"{"total":40,"#), "{ran:?}");
    assert!(!ran.out.contains(TOKEN) && !ran.err.contains(TOKEN));
    assert!(!holds(&stage.home(), TOKEN));
}

#[test]
fn what_the_keychain_has_counts_more_than_what_is_given() {
    let stage = Stage::new(small(10));
    let script = format!("{ADD} >&2\nTRAZA_TOKEN=wrong TRAZA_ARCHIVE_KEY= {DOWNLOAD}");
    let ran = session(&stage, UNLOCKED, &script);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.json()["records"], 10);
}

#[test]
fn an_archive_whose_key_is_gone_is_never_given_a_new_one() {
    let stage = Stage::new(small(10));
    let script = format!(
        r#"{ADD} >&2
{DOWNLOAD} >/dev/null
id=$(basename "$TRAZA_HOME"/archives/*.traza .traza)
secret-tool clear service traza username "$id/archive-key"
{DOWNLOAD}"#
    );
    let ran = session(&stage, UNLOCKED, &script);
    assert_eq!((ran.code, &ran.error()["code"]), (Some(1), &json!("archive_key_missing")), "{ran:?}");
    assert!(ran.err.contains("--delete-archive"), "{ran:?}");
}

#[test]
fn a_locked_keychain_is_a_state_with_words_and_lets_given_secrets_serve() {
    let stage = Stage::new(small(10));
    let script = format!(
        r#"{ADD}
{DOWNLOAD} && exit 9 || test $? = 1
TRAZA_TOKEN=$PLANTED {DOWNLOAD} && exit 9 || test $? = 1
export TRAZA_TOKEN=$PLANTED TRAZA_ARCHIVE_KEY=$KEY
{DOWNLOAD}"#
    );
    let ran = session(&stage, LOCKED, &script);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.out.contains("El llavero está bloqueado: el token no se guardó"), "{ran:?}");
    let last = ran.out.lines().last().unwrap();
    assert!(last.contains(r#""records":10"#), "{ran:?}");
    assert!(ran.err.contains(r#"{"code":"keychain_locked","params":{"secret":"archive_key"}}"#), "{ran:?}");
}

#[test]
fn secrets_behind_a_lock_are_told_as_locked() {
    let stage = Stage::new(small(10));
    let lock = LOCKED.lines().skip(2).collect::<Vec<_>>().join("\n");
    let script = format!(
        r#"{ADD} >/dev/null
{lock}
{DOWNLOAD} && exit 9 || test $? = 1
"$CLI" operation remove Ventas --delete-archive && exit 9 || test $? = 1
"$CLI" operation list"#
    );
    let ran = session(&stage, UNLOCKED, &script);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains(r#"{"code":"keychain_locked","params":{"secret":"token"}}"#), "{ran:?}");
    assert!(ran.out.starts_with(NAME), "what could not be removed is still there: {ran:?}");
}

#[test]
fn a_session_without_a_keychain_says_so() {
    let stage = Stage::connected(small(10));
    let ran = session(&stage, "", &format!("unset DBUS_SESSION_BUS_ADDRESS\n{DOWNLOAD}"));
    assert_eq!(ran.error(), json!({"code": "keychain_absent", "params": {"secret": "token"}}), "{ran:?}");
    assert!(ran.err.contains("TRAZA_TOKEN"), "{ran:?}");
}
