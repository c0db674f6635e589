//! One token, one request: over programs and users of the machine, and freed by the death of its holder.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(unreachable_pub, dead_code, reason = "each test file uses its own part of the scene")]

mod scene;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use download::{AskQuota, Refresh, hold_token, run, try_hold_token};
use interaction::Server;
use scene::{Scene, spring};
use simulator::{Fault, Faults, On, SelectsBy, When};
use tokio_util::sync::CancellationToken;
use wolkvox::Token;

/// Tells the test that runs in a program of its own which server's token to hold.
const HOLD: &str = "TEST_HOLD";
/// A user with no rights to speak of, on every system.
const NOBODY: u32 = 65_534;

fn names(server: &str) -> (Server, Token) {
    (Server::parse(server).unwrap(), Token::new("00ff00ff").unwrap())
}

/// Holds a token until it is killed, where a test asks for that.
#[tokio::test]
async fn holds_the_token_in_a_program_of_its_own() {
    let Ok(server) = std::env::var(HOLD) else { return };
    let (server, token) = names(&server);
    let _held = hold_token(&server, &token, || {}).await.unwrap();
    println!("it is held");
    tokio::time::sleep(Duration::from_secs(60)).await;
}

/// Starts a program, of a user or of this one's, that holds the token; returns when it does.
fn holder(program: &Path, server: &str, user: Option<u32>) -> Child {
    let mut command = Command::new(program);
    command.args(["--exact", "holds_the_token_in_a_program_of_its_own", "--nocapture"]).env(HOLD, server);
    if let Some(user) = user {
        command.uid(user).gid(user).current_dir("/");
    }
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(Result::ok).any(|line| line.contains("it is held")), "it never held the token");
    child
}

#[tokio::test]
async fn a_killed_holder_frees_the_token() {
    let (server, token) = names("lock-killed");
    let mut child = holder(&std::env::current_exe().unwrap(), server.as_str(), None);
    assert!(try_hold_token(&server, &token).unwrap().is_none(), "another program holds it");
    child.kill().unwrap();
    child.wait().unwrap();
    let began = Instant::now();
    hold_token(&server, &token, || {}).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn another_user_of_the_machine_is_waited_for_and_waits() {
    // Only the administrator can start programs as somebody else; where this is somebody else, two of their own do.
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let other = is_root.then_some(NOBODY);
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = folder.path().join("holder");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();

    let (server, token) = names("lock-theirs");
    let mut theirs = holder(&program, server.as_str(), other);
    assert!(try_hold_token(&server, &token).unwrap().is_none(), "somebody else holds it");
    theirs.kill().unwrap();
    theirs.wait().unwrap();
    let ours = hold_token(&server, &token, || {}).await.unwrap();

    let waiting = std::thread::spawn(move || holder(&program, "lock-theirs", other));
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert!(!waiting.is_finished(), "they hold what we hold");
    drop(ours);
    let mut theirs = waiting.join().unwrap();
    assert!(try_hold_token(&server, &token).unwrap().is_none());
    theirs.kill().unwrap();
    theirs.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_holds_the_token_those_for_names_and_quota_too() {
    let mut scene = Scene::new(SelectsBy::Creation).await;
    scene.quota = AskQuota::From(1);
    scene.simulator.set_faults(Faults::none().on(On::All, When::Always, Fault::DelayMillis(60)));
    let (server, token) =
        (Server::parse(scene.simulator.server()).unwrap(), Token::new(scene.simulator.token()).unwrap());
    let running = tokio::spawn(run(scene.task(spring(), Refresh::Needed), CancellationToken::new(), |_| {}));
    let mut seen = std::collections::BTreeSet::new();
    let open = |scene: &Scene| {
        let request = scene.simulator.judge().requests.pop().filter(|request| request.ended_ms.is_none());
        request.map(|request| (request.number, request.report))
    };
    while !running.is_finished() {
        let before = open(&scene);
        let held = try_hold_token(&server, &token).unwrap().is_none();
        // Open before and after: open all the while.
        if let Some((_, report)) = open(&scene).filter(|after| before.as_ref() == Some(after)) {
            assert!(held, "{report} is asked for without the token");
            seen.insert(report);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(running.await.unwrap().complete);
    let seen: Vec<String> = seen.into_iter().collect();
    assert_eq!(seen, ["activity_codes", "chat_4", "skills", "token_info"]);
}
