//! The network cut at every stage of a connection: once, and for good until somebody mends it.

use std::time::Duration;

use interaction::Period;
use serde_json::Value;
use simulator::{Fault, Faults, Settings};

use crate::clock::Clock;
use crate::held::{assert_is_server, kept, period};
use crate::relay::{At, Cut, How, Relay};
use crate::support::{NAME, Ran, Stage, TOKEN};

const TIMES: u32 = 60;
const FROM: &str = "2026-02-01";
const TO: &str = "2026-03-31";
/// A stage of a request's way, and bytes of the answer: within the head, soon after it, in the middle of the records.
const STAGES: [At; 7] =
    [At::NextRequest, At::Handshake, At::Request(60), At::Answer, At::Byte(40), At::Byte(700), At::Byte(90_000)];

/// A stage whose program reaches the server through a relay only.
struct Line {
    stage: Stage,
    relay: Relay,
    clock: Clock,
}

impl Line {
    fn new() -> Self {
        let settings = Settings { records: 500, period: both_months(), ..Settings::default() };
        let stage = Stage::new(settings);
        let (relay, clock) = (Relay::to(&stage.simulator.base_url()), Clock::times(TIMES, stage.folder.path()));
        let line = Self { stage, relay, clock };
        line.connect(&line.relay.url());
        line
    }

    /// Connects the operation at an address. Its archive is kept.
    fn connect(&self, address: &str) {
        self.stage.run(&["operation", "remove", NAME, "--keep-archive"]);
        let added =
            self.stage.run(&["operation", "add", NAME, "--server", &self.stage.server(), "--base-url", address]);
        assert_eq!(added.code, Some(0), "{added:?}");
    }

    fn download(&self, from: &str, to: &str, more: &[&str]) -> Ran {
        let words = [&["download", NAME, "--from", from, "--to", to, "--json"][..], more].concat();
        let mut command = self.stage.command(&words);
        self.clock.rules(&mut command);
        Ran::of(command.output().unwrap())
    }

    /// All of it, which has to be as if nothing had happened.
    fn goes_on(&self, what: &str) {
        let done = self.download(FROM, TO, &[]);
        assert_eq!((done.code, &done.json()["complete"]), (Some(0), &Value::Bool(true)), "{what}: {done:?}");
        assert_is_server(&self.stage, both_months(), what);
    }
}

#[test]
fn connections_that_are_cut_at_every_stage_are_only_a_pause() {
    for how in [How::Closed, How::Reset] {
        let line = Line::new();
        for at in STAGES {
            line.relay.cut_next((at, how));
        }
        line.goes_on(&format!("{how:?}"));
        assert!(line.relay.connections() > STAGES.len(), "{how:?}: not all were cut");
    }
}

#[test]
fn a_network_that_is_gone_harms_nothing_and_what_is_left_goes_on_later() {
    let line = Line::new();
    let february = line.download(FROM, "2026-02-28", &[]);
    assert_eq!(february.code, Some(0), "{february:?}");
    let before = kept(&line.stage);
    for (at, how) in STAGES.into_iter().zip([How::Reset, How::Closed].into_iter().cycle()) {
        // At the others answers do come: each on a connection of its own, or those that are short.
        if matches!(at, At::NextRequest | At::Byte(1_000..)) {
            continue;
        }
        line.relay.cut_all((at, how));
        let what = format!("{at:?} {how:?}");
        assert_gave_up(&line.download(FROM, TO, &["--refresh"]), &what);
        assert!(before == kept(&line.stage), "{what}: something was harmed");
    }
    line.relay.mend();
    line.goes_on("mended");
    let after = kept(&line.stage);
    assert!(before.iter().all(|(id, record)| after.get(id) == Some(record)), "ids changed");
}

#[test]
fn where_nobody_listens_or_nobody_speaks_tls_it_says_so_and_goes_on_later() {
    let line = Line::new();
    assert_eq!(line.download(FROM, "2026-02-28", &[]).code, Some(0));
    let before = kept(&line.stage);
    line.relay.take_away();
    assert_gave_up(&line.download(FROM, TO, &["--refresh"]), "taken away");
    line.relay.bring_back();
    // Within TLS's own handshake: the other side breaks off, or answers what is no TLS.
    line.connect(&line.relay.url().replace("http:", "https:"));
    for cut in [Some((At::Handshake, How::Closed)), Some((At::Request(100), How::Reset)), None] {
        line.relay.mend();
        if let Some(cut) = cut {
            line.relay.cut_all(cut);
        }
        assert_gave_up(&line.download(FROM, TO, &["--refresh"]), &format!("TLS {cut:?}"));
    }
    assert_eq!(before, kept(&line.stage));
    line.relay.mend();
    line.connect(&line.relay.url());
    line.goes_on("TLS");
}

#[test]
fn a_network_that_goes_and_comes_between_windows_and_within_them_is_waited_for() {
    let line = Line::new();
    line.stage.simulator.set_faults(Faults::none().always(Fault::BytesPerSecond(2_000_000)));
    std::thread::scope(|scope| {
        let running = scope.spawn(|| line.download(FROM, TO, &[]));
        for pause in [150, 330, 210] {
            std::thread::sleep(Duration::from_millis(pause));
            line.relay.take_away();
            std::thread::sleep(Duration::from_millis(60));
            line.relay.bring_back();
        }
        let done = running.join().unwrap();
        assert_eq!((done.code, &done.json()["complete"]), (Some(0), &Value::Bool(true)), "{done:?}");
    });
    assert_is_server(&line.stage, both_months(), "goes and comes");
}

/// It ended as unreachable or cut off, with a sentence that tells nothing it must not.
fn assert_gave_up(failed: &Ran, what: &str) {
    // Empty answers may be short enough for a line that cuts at some byte: then something has arrived.
    let expected = if failed.json()["windows"] == 0 { 1 } else { 5 };
    assert_eq!(failed.code, Some(expected), "{what}: {failed:?}");
    assert_eq!(failed.json()["complete"], Value::Bool(false), "{what}: {failed:?}");
    let code = failed.error()["code"].as_str().unwrap().to_owned();
    assert!(["unreachable", "cut_off"].contains(&code.as_str()), "{what}: {failed:?}");
    assert!(!failed.err.contains(TOKEN), "{what}");
}

fn both_months() -> Period {
    period(FROM, &format!("{TO} 23:59:59"))
}

#[test]
fn the_relay_cuts_where_it_is_told() {
    use std::io::{Read as _, Write as _};
    let line = Line::new();
    let ask = |cut: Option<Cut>| {
        line.relay.mend();
        if let Some(cut) = cut {
            line.relay.cut_next(cut);
        }
        let mut stream = std::net::TcpStream::connect(line.relay.url().trim_start_matches("http://")).unwrap();
        let request = "GET /api/v2/information.php?api=skills HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        let mut answer = Vec::new();
        let ended = stream.write_all(request.as_bytes()).and_then(|()| stream.read_to_end(&mut answer));
        (answer.len(), ended.map_or_else(|error| error.kind().to_string(), |_| String::new()))
    };
    let (whole, ended) = ask(None);
    assert!(whole > 100 && ended.is_empty(), "{whole} {ended}");
    assert_eq!(ask(Some((At::Byte(40), How::Closed))), (40, String::new()));
    assert_eq!(ask(Some((At::Answer, How::Reset))), (0, "connection reset".to_owned()));
    assert_eq!(ask(Some((At::Request(60), How::Closed))).0, 0);
}
