//! The judge over real HTTP: what it keeps of requests, and what it never keeps.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, dead_code, unreachable_pub)]

mod common;

use std::time::Duration;

use common::{get, interactions, moment, open, path, period, send, start};
use simulator::{Fault, Faults, Settings, TokenSeen};
use tokio::io::AsyncReadExt;

#[tokio::test]
async fn requests_are_kept_with_their_window_their_times_and_never_the_token() {
    let simulator = start(Settings { records: 2_000, ..Settings::default() }).await;
    let token = simulator.token().to_owned();
    let head = format!("host: x\r\nwolkvox-token: {token}\r\nwolkvox_server: 0042\r\nuser-agent: t/1\r\n");
    let window = path("2026-03-02", "2026-03-02 23:59:59");
    send(&simulator, &format!("GET {window} HTTP/1.1\r\n{head}connection: close\r\n\r\n")).await;
    send(&simulator, &format!("GET {window}&t={token} HTTP/1.1\r\n{head}connection: close\r\n\r\n")).await;
    send(&simulator, &format!("GET {window} HTTP/1.1\r\n{head}cookie: {token}\r\nconnection: close\r\n\r\n")).await;
    let judgement = simulator.judge();
    let seen = &judgement.requests[0];
    assert_eq!((seen.token, seen.status, seen.complete), (TokenSeen::Right, 200, true));
    assert_eq!(seen.window, Some(period("2026-03-02", "2026-03-02 23:59:59")));
    assert!(seen.records > 3 && seen.ended_ms.unwrap() >= seen.began_ms);
    assert_eq!(seen.headers["wolkvox_server"], "0042");
    let expected = ["request 2: the token is in the address", "request 3: the token is in another header"];
    assert_eq!(judgement.broken, expected);
    assert!(!serde_json::to_string(&judgement).unwrap().contains(&token));
}

#[tokio::test]
async fn two_at_once_are_seen_and_a_third_is_refused() {
    let simulator = start(Settings { records: 2_000, ..Settings::default() }).await;
    simulator.set_faults(Faults::none().next(2, Fault::StallAfter(100)));
    let head = format!("host: x\r\nwolkvox-token: {}\r\n\r\n", simulator.token());
    let mut held = Vec::new();
    for day in ["2026-03-02", "2026-03-03"] {
        let mut stream =
            open(&simulator, &format!("GET {} HTTP/1.1\r\n{head}", path(day, &format!("{day} 23:59:59")))).await;
        stream.read_u8().await.unwrap();
        held.push(stream);
    }
    let third = interactions(&simulator, "2026-03-04", "2026-03-04").await;
    assert!(third.status == 403 && third.text().contains("SIMULTANEOUS"));
    drop(held);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(interactions(&simulator, "2026-03-05", "2026-03-05").await.status, 200);
    let judgement = simulator.judge();
    assert_eq!(judgement.most_at_once, 3);
    assert_eq!(judgement.broken.len(), 2, "{:?}", judgement.broken);
}

#[tokio::test]
async fn one_after_another_on_new_connections_is_never_two_at_once() {
    let simulator = start(Settings { records: 2_000, ..Settings::default() }).await;
    for _ in 0..50 {
        assert_eq!(get(&simulator, "/api/v2/information.php?api=skills").await.status, 200);
        assert_eq!(interactions(&simulator, "2026-03-02", "2026-03-02 23:59:59").await.status, 200);
    }
    assert_eq!((simulator.judge().most_at_once, simulator.judge().broken.len()), (1, 0));
}

#[tokio::test]
async fn rules_about_windows_are_watched_and_a_new_run_begins_clean() {
    let now = moment("2026-05-10 12:00:00");
    let simulator = start(Settings { records: 2_000, now: Some(now), ..Settings::default() }).await;
    interactions(&simulator, "2026-03-02", "2026-04-05").await;
    interactions(&simulator, "2026-05-10", "2026-05-10 12:00:01").await;
    interactions(&simulator, "2026-05-09", "2026-05-10 06:00:00").await;
    let broken = simulator.judge().broken.join("\n");
    for rule in ["1: the window is longer", "1: the window crosses", "2: the window reaches", "3: the window overlaps"]
    {
        assert!(broken.contains(rule), "{rule} in {broken}");
    }
    simulator.forget();
    assert!(simulator.judge().requests.is_empty() && simulator.judge().broken.is_empty());
}
