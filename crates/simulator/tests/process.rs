//! The `simulator` binary: driven by another process, flat in memory, files for benchmarks.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// A server in a process of its own.
struct Server {
    child: Child,
    greeting: Value,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
        let mut child = command.arg("serve").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, greeting: serde_json::from_str(&line).unwrap() }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.greeting["base_url"].as_str().unwrap())
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let token = self.greeting["token"].as_str().unwrap();
        client.get(self.url(path)).header("wolkvox-token", token).send().await.unwrap()
    }

    async fn control(&self, order: Value) -> u16 {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.post(self.url("/__control")).body(order.to_string()).send().await.unwrap().status().as_u16()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const DAY: &str = "/api/v2/reports_manager.php?api=chat_4&date_ini=20260302000000&date_end=20260302235959";

#[tokio::test]
async fn another_process_can_set_faults_and_read_the_judgement() {
    let server = Server::start(&["--records", "3000", "--now", "2026-05-01", "--token", "abc123"]);
    assert_eq!((server.greeting["server"].as_str(), server.greeting["token"].as_str()), (Some("0042"), Some("abc123")));
    let order = json!({
        "faults": [{"fault": {"page": "bad_gateway"}, "next": 1}, {"fault": {"speak": {"code": "zero"}}, "next": 1}],
        "plant": [{"created": "2026-03-02 09:00:00", "raw": "{\"case_id\":\"planted\"}"}],
        "limits": {"records": 5},
    });
    assert_eq!(server.control(order).await, 200);
    assert_eq!(server.get(DAY).await.status(), 502);
    let answer: Value = serde_json::from_str(&server.get(DAY).await.text().await.unwrap()).unwrap();
    assert_eq!((answer["code"].as_str(), answer["data"][0]["case_id"].as_str()), (Some("0"), Some("planted")));
    assert_eq!(answer["data"].as_array().unwrap().len(), 5);
    let judgement = server.get("/__judge").await.text().await.unwrap();
    let read: Value = serde_json::from_str(&judgement).unwrap();
    assert_eq!(read["requests"][0]["window"], json!(["2026-03-02 00:00:00", "2026-03-02 23:59:59"]));
    assert!(!judgement.contains("abc123"));
    assert_eq!(server.control(json!({"faults": [{"fault": "no_such_fault"}]})).await, 400);
    assert_eq!(server.control(json!({"forget": true, "now": "2026-03-02 08:00:00"})).await, 200);
    let emptied: Value = serde_json::from_str(&server.get("/__judge").await.text().await.unwrap()).unwrap();
    assert_eq!(emptied["requests"], json!([]));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_big_answer_needs_no_more_memory_than_a_small_one() {
    let server = Server::start(&["--records", "9000", "--from", "2026-03-01", "--to", "2026-03-31", "--unlimited"]);
    let peak = || -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    server.get(DAY).await.bytes().await.unwrap();
    let before = peak();
    let month = DAY.replace("20260302000000", "20260301000000").replace("20260302235959", "20260331235959");
    let bytes = server.get(&month).await.bytes().await.unwrap().len();
    assert!(bytes > 35_000_000, "{bytes}");
    assert!(peak() - before < 4_096, "{before} kB before, {} kB after", peak());
}

#[test]
fn an_answer_in_a_file_holds_all_records_at_the_size_asked_for() {
    let path = std::env::temp_dir().join(format!("simulator-answer-{}.json", std::process::id()));
    let mut means = Vec::new();
    for more in [&[][..], &["--mean-bytes", "2500", "--skew", "0.2", "--html", "0.8", "--seed", "7"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_simulator"));
        let output = command.arg("write-answer").arg(&path).args(["--records", "4000"]).args(more).output().unwrap();
        let written: Value = serde_json::from_slice(&output.stdout).unwrap();
        let answer: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(answer["data"].as_array().unwrap().len(), 4_000);
        assert_eq!((answer["msg"].as_str(), &written["records"]), (Some("4000 records were found"), &json!(4_000)));
        means.push(written["bytes"].as_u64().unwrap() / 4_000);
    }
    std::fs::remove_file(&path).unwrap();
    assert!((4_300..4_900).contains(&means[0]) && (2_300..2_700).contains(&means[1]), "{means:?}");
}
