//! A clock that is wrong, is set right, or stands still while the lid is closed. What was stored under a wrong clock
//! never passes for more than it is: once the clock is right and somebody asks, the archive is the server's again.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use interaction::{Moment, Period};
use serde_json::Value;
use simulator::{Fault, Faults, Settings};

use crate::clock::Clock;
use crate::held::{assert_is_server, assert_same_interactions, kept, moment, period};
use crate::relay::Relay;
use crate::support::{NAME, Ran, Stage};

const DAY: i64 = 86_400;

/// An operation, reached through a relay, by a program whose clock can be wrong.
struct Desk {
    stage: Stage,
    clock: Clock,
    relay: Relay,
}

impl Desk {
    fn new() -> Self {
        let whole = period("2026-02-01", "2026-06-30 23:59:59");
        let stage = Stage::new(Settings { records: 900, period: whole, ..Settings::default() });
        let clock = Clock::times(1, stage.folder.path());
        let relay = Relay::to(&stage.simulator.base_url());
        let desk = Self { stage, clock, relay };
        desk.connect("America/Bogota");
        desk
    }

    fn connect(&self, zone: &str) {
        self.stage.run(&["operation", "remove", NAME, "--keep-archive"]);
        let (server, url) = (self.stage.server(), self.relay.url());
        let words = ["operation", "add", NAME, "--server", &server, "--base-url", &url, "--zone", zone];
        let added = self.stage.run(&words);
        assert_eq!(added.code, Some(0), "{added:?}");
    }

    /// The world is here; the clock is so many seconds beside it.
    fn at(&self, now: &str, wrong_by: i64) {
        self.stage.simulator.set_now(moment(now).plus(60));
        self.clock.set(moment(now));
        self.clock.turn_on(wrong_by);
    }

    fn command(&self, more: &[&str]) -> Command {
        let words = ["download", NAME, "--from", "2026-02-01", "--to", "2026-06-30", "--json"];
        let mut command = self.stage.command(&[&words[..], more].concat());
        self.clock.rules(&mut command);
        command
    }

    fn download(&self, more: &[&str]) -> Value {
        let ran = Ran::of(self.command(more).output().unwrap());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.json()
    }

    /// With a clock that is right again, a download brings what is missing, and a refresh all that has changed.
    fn is_whole_at(&self, now: &str, what: &str) {
        self.at(now, 0);
        assert_eq!(self.download(&[])["complete"], true, "{what}");
        assert_same_interactions(&self.stage, past(now), what);
        self.download(&["--refresh"]);
        assert_is_server(&self.stage, past(now), what);
    }
}

#[test]
fn a_clock_that_was_behind_takes_nothing_away_and_leaves_nothing_out_once_it_is_right() {
    let desk = Desk::new();
    desk.at("2026-04-15 16:20:00", 0);
    desk.download(&[]);
    let before = kept(&desk.stage);
    // Three days behind: what is there stays, though by this clock a part of it has yet to come.
    desk.at("2026-04-16 08:00:00", -3 * DAY);
    desk.download(&[]);
    let after = kept(&desk.stage);
    assert!(before.keys().all(|id| after.contains_key(id)), "a clock that is behind took something away");
    desk.is_whole_at("2026-04-16 12:00:00", "behind");
}

#[test]
fn a_clock_that_was_ahead_leaves_nothing_out_once_it_is_right() {
    let desk = Desk::new();
    desk.at("2026-04-15 16:20:00", 0);
    desk.download(&[]);
    // A month ahead: days that have yet to come are asked for, and the server has nothing of them yet.
    desk.at("2026-04-17 08:00:00", 31 * DAY);
    desk.download(&[]);
    desk.at("2026-04-17 09:00:00", 0);
    desk.download(&[]);
    assert_same_interactions(&desk.stage, past("2026-04-17 09:00:00"), "ahead, and right again");
    desk.is_whole_at("2026-05-30 12:00:00", "ahead");
}

#[test]
fn a_clock_that_is_turned_while_records_arrive_leaves_nothing_out() {
    let desk = Desk::new();
    for (now, turn) in [("2026-04-15 16:20:00", 45 * DAY), ("2026-04-20 11:00:00", -20 * DAY)] {
        desk.at(now, 0);
        desk.stage.simulator.set_faults(Faults::none().always(Fault::BytesPerSecond(3_000_000)));
        let running = desk.command(&["--refresh"]).spawn().unwrap();
        wait_for_records(&desk, 1);
        desk.clock.turn_on(turn);
        let ran = Ran::of(running.wait_with_output().unwrap());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        desk.stage.simulator.set_faults(Faults::none());
        desk.stage.simulator.forget();
    }
    desk.is_whole_at("2026-06-20 10:00:00", "turned");
}

#[test]
fn another_zone_of_the_operation_or_of_the_system_leaves_nothing_out() {
    let desk = Desk::new();
    desk.at("2026-04-15 16:20:00", 0);
    // Half a day ahead of the server, then half a day behind it, then right.
    for zone in ["Asia/Tokyo", "Pacific/Honolulu", "America/Bogota"] {
        desk.connect(zone);
        desk.download(&[]);
    }
    assert_same_interactions(&desk.stage, past("2026-04-15 16:20:00"), "zones");
    // The system's zone is none of the operation's business.
    let asked = desk.stage.simulator.judge().requests.len();
    for zone in ["Asia/Tokyo", "Pacific/Honolulu"] {
        let ran = Ran::of(desk.command(&[]).env("TZ", zone).output().unwrap());
        assert_eq!((ran.code, &ran.json()["windows"]), (Some(0), &Value::from(1)), "{zone}: {ran:?}");
    }
    assert_eq!(desk.stage.simulator.judge().requests.len(), asked + 2);
    desk.is_whole_at("2026-05-30 12:00:00", "zones");
}

#[test]
fn a_lid_that_is_closed_twice_is_a_pause_and_no_failure() {
    let desk = Desk::new();
    desk.at("2026-04-15 08:00:00", 0);
    desk.stage.simulator.set_faults(Faults::none().always(Fault::BytesPerSecond(2_000_000)));
    let running = desk.command(&[]).stdout(Stdio::piped()).spawn().unwrap();
    let signal = |name: &str| {
        let sent = Command::new("kill").args([name, &running.id().to_string()]).status().unwrap();
        assert!(sent.success());
    };
    for windows in [1, 2] {
        wait_for_records(&desk, windows);
        signal("-STOP");
        // Its connection dies meanwhile, and hours pass that its steady clock does not see.
        desk.relay.take_away();
        std::thread::sleep(Duration::from_millis(100));
        desk.relay.bring_back();
        desk.clock.turn_on(3 * 3_600);
        signal("-CONT");
    }
    let ran = Ran::of(running.wait_with_output().unwrap());
    assert_eq!((ran.code, &ran.json()["complete"]), (Some(0), &Value::Bool(true)), "{ran:?}");
    desk.stage.simulator.set_faults(Faults::none());
    desk.is_whole_at("2026-04-15 14:30:00", "lid");
}

/// Waits until so many windows were asked for, and a little more.
fn wait_for_records(desk: &Desk, windows: usize) {
    let deadline = Instant::now() + Duration::from_secs(30);
    let begun = || desk.stage.simulator.judge().windows().len();
    while begun() < windows {
        assert!(Instant::now() < deadline, "the window was never asked for");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(60));
}

/// From the operation's first day to its present.
fn past(now: &str) -> Period {
    Period::new(moment("2026-02-01"), Moment::parse(now).unwrap().plus(60)).unwrap()
}
