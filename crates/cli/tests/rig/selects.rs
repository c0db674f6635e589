//! Both ways in which the server may select by date: the archive is what the server returned, no interaction is there
//! twice, and the words say which date counts.

use interaction::{Moment, Period};
use serde_json::Value;
use simulator::{SelectsBy, Settings};

use crate::clock::Clock;
use crate::held::{assert_is_server, assert_same_interactions, moment, period};
use crate::support::{NAME, Ran, Stage};

/// An operation whose present goes on, for the server and for the program.
struct Spring {
    stage: Stage,
    clock: Clock,
}

impl Spring {
    fn new(selects_by: SelectsBy) -> Self {
        let whole = period("2026-02-01", "2026-05-31 23:59:59");
        let stage = Stage::connected(Settings { records: 700, selects_by, period: whole, ..Settings::default() });
        let clock = Clock::times(1, stage.folder.path());
        Self { stage, clock }
    }

    /// It is this moment: the program's clock is a second behind the server's, as far as it can be.
    fn at(&self, now: &str) {
        self.stage.simulator.set_now(moment(now).plus(60));
        self.clock.set(moment(now));
    }

    fn run(&self, words: &[&str], language: &str) -> Ran {
        let mut command = self.stage.command(words);
        self.clock.rules(&mut command);
        let ran = Ran::of(command.env("LANG", language).output().unwrap());
        assert_eq!(ran.code, Some(0), "{words:?} {ran:?}");
        ran
    }

    fn download(&self, from: &str, to: &str, more: &[&str]) -> Value {
        let words = [&["download", NAME, "--from", from, "--to", to, "--json"][..], more].concat();
        self.run(&words, "es_CO.UTF-8").json()
    }
}

#[test]
fn the_archive_is_what_the_server_returned_by_either_date_and_the_words_say_which() {
    let cases = [
        (SelectsBy::Creation, "creation", "Cobertura por fecha de creación", "Coverage by date of creation"),
        (SelectsBy::Closing, "closing", "Cobertura por fecha de cierre", "Coverage by date of closing"),
    ];
    for (selects_by, name, spanish, english) in cases {
        let spring = Spring::new(selects_by);
        // Months as they pass, not in order, and never asked for again: by closing, interactions move from the month
        // of their creation to that of their closing meanwhile.
        spring.at("2026-04-02 10:00:00");
        spring.download("2026-03-01", "2026-03-31", &[]);
        spring.at("2026-04-06 18:00:00");
        spring.download("2026-02-01", "2026-02-28", &[]);
        spring.download("2026-04-01", "2026-04-30", &[]);
        spring.at("2026-04-20 09:00:00");
        spring.download("2026-04-01", "2026-04-30", &[]);
        let past = past("2026-04-20 09:00:00");
        assert_same_interactions(&spring.stage, past, name);

        let all = spring.download("2026-02-01", "2026-04-30", &["--refresh"]);
        assert_eq!(all["complete"], true, "{all}");
        assert_is_server(&spring.stage, past, name);

        let coverage = ["coverage", NAME, "--from", "2026-03-01", "--to", "2026-03-31"];
        let json = spring.run(&[&coverage[..], &["--json"]].concat(), "C").json();
        assert_eq!(json["selects_by"], name);
        for (language, words) in [("es_CO.UTF-8", spanish), ("en_US.UTF-8", english)] {
            let text = spring.run(&coverage, language).out;
            assert!(text.starts_with(words), "{text}");
        }
    }
}

/// From the operation's first day to its present.
fn past(now: &str) -> Period {
    Period::new(moment("2026-02-01"), Moment::parse(now).unwrap().plus(60)).unwrap()
}
