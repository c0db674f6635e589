//! A server with a bad day: slow, cut off, malformed, in maintenance, busy. Once, and until it is well again.

use interaction::Period;
use serde_json::Value;
use simulator::{Fault, Faults, Page, Refusal, SelectsBy, Settings};

use crate::clock::Clock;
use crate::held::{assert_is_server, kept, moment, period};
use crate::support::{NAME, Ran, Stage};

const TIMES: u32 = 60;
const FROM: &str = "2026-02-01";
const TO: &str = "2026-03-31";

struct Patient {
    stage: Stage,
    clock: Clock,
}

impl Patient {
    fn new(selects_by: SelectsBy) -> Self {
        let settings = Settings { records: 400, selects_by, period: both_months(), ..Settings::default() };
        let stage = Stage::connected(settings);
        let clock = Clock::times(TIMES, stage.folder.path());
        Self { stage, clock }
    }

    fn download(&self, more: &[&str]) -> Ran {
        let words = [&["download", NAME, "--from", FROM, "--to", TO, "--json"][..], more].concat();
        let mut command = self.stage.command(&words);
        self.clock.rules(&mut command);
        Ran::of(command.output().unwrap())
    }

    fn goes_on(&self, what: &str) {
        let done = self.download(&[]);
        assert_eq!((done.code, &done.json()["complete"]), (Some(0), &Value::Bool(true)), "{what}: {done:?}");
        assert_is_server(&self.stage, both_months(), what);
    }
}

/// What passes after a moment, in the order in which requests meet it.
fn moments() -> Vec<Fault> {
    vec![
        Fault::Refuse(Refusal::TooManyAtOnce),
        Fault::Page(Page::InternalError),
        Fault::StallBeforeFirstByte,
        Fault::Page(Page::GatewayTimeout),
        Fault::StallAfter(20_000),
        Fault::Nonsense,
        Fault::DropAfter(20_000),
        Fault::PageWithin200(Page::Unavailable),
        Fault::CutAfter(20_000),
        Fault::Refuse(Refusal::Maintenance),
        Fault::Withhold(1),
        Fault::Page(Page::BadGateway),
        Fault::ByteLimit(40_000),
        Fault::RefuseWithin200(Refusal::TooManyAtOnce),
        Fault::BytesPerSecond(300_000),
        Fault::Page(Page::Unavailable),
    ]
}

#[test]
fn bad_moments_one_after_the_other_are_waited_for_or_asked_around() {
    for selects_by in [SelectsBy::Creation, SelectsBy::Closing] {
        let patient = Patient::new(selects_by);
        let faults = moments().into_iter().fold(Faults::none(), |faults, fault| faults.next(1, fault));
        patient.stage.simulator.set_faults(faults);
        patient.goes_on(&format!("{selects_by:?}"));
        assert!(patient.stage.simulator.faults_are_used_up());
        assert_eq!(patient.stage.simulator.judge().most_at_once, 1);
    }
}

#[test]
fn bad_days_end_the_run_with_their_reasons_harm_nothing_and_are_over_one_day() {
    let days = [
        (Fault::Page(Page::InternalError), 1, "server_trouble"),
        (Fault::PageWithin200(Page::BadGateway), 1, "server_trouble"),
        (Fault::Nonsense, 1, "unreadable"),
        (Fault::DropAfter(900), 5, "cut_off"),
        (Fault::Refuse(Refusal::Maintenance), 1, "maintenance"),
        (Fault::Refuse(Refusal::TooManyAtOnce), 1, "too_many_at_once"),
        (Fault::Refuse(Refusal::QuotaSpent), 4, "quota_spent"),
        (Fault::Refuse(Refusal::TokenRefused), 3, "token_refused"),
        (Fault::Page(Page::NotFound), 1, "not_offered"),
    ];
    let patient = Patient::new(SelectsBy::Creation);
    patient.stage.simulator.set_faults(Faults::none().within(march(), Fault::Page(Page::NotFound)));
    let failed = patient.download(&[]);
    let february = kept(&patient.stage);
    assert_eq!((failed.code, &failed.json()["records"]), (Some(5), &Value::from(february.len())), "{failed:?}");
    for (fault, code, name) in days {
        patient.stage.simulator.set_faults(Faults::none().within(march(), fault.clone()));
        let failed = patient.download(&[]);
        assert_eq!((failed.code, &failed.error()["code"]), (Some(code), &Value::from(name)), "{fault:?}: {failed:?}");
        assert_eq!(failed.json()["complete"], false, "{fault:?}");
        assert!(kept(&patient.stage) == february, "{fault:?} harmed what was there");
        let days = patient.stage.json(&["coverage", NAME, "--from", FROM, "--to", TO]);
        // The run's clock hurried ahead of this one: what was fetched a moment ago may lie in its future.
        let february_first = days["days"][0]["state"].as_str();
        assert!(matches!(february_first, Some("complete" | "changing")), "{fault:?}: {february_first:?}");
        assert_ne!(days["days"][30]["state"], "complete", "{fault:?}");
    }
    patient.stage.simulator.set_faults(Faults::none());
    patient.goes_on("the next day");
    let after = kept(&patient.stage);
    assert!(february.iter().all(|(id, record)| after.get(id) == Some(record)), "ids changed");
}

#[test]
fn a_second_that_never_comes_whole_fails_alone_and_comes_when_it_can() {
    let patient = Patient::new(SelectsBy::Creation);
    let (from, to) = ("2026-03-10 12:00:00", "2026-03-10 12:00:01");
    for (second, case) in [(from, "1"), (to, "2")] {
        let raw = format!(r#"{{"channel":"Email","case_id":"{case}","date_creation":"{second}","body":"{second}"}}"#);
        patient.stage.simulator.plant(moment(second), None, raw);
    }
    patient.stage.simulator.set_faults(Faults::none().within(period(from, to), Fault::DropAfter(20)));
    let failed = patient.download(&[]);
    assert_eq!((failed.code, &failed.error()["code"]), (Some(5), &Value::from("windows_failed")), "{failed:?}");
    let all = crate::held::held(&patient.stage.simulator, both_months()).len();
    assert_eq!(kept(&patient.stage).len(), all - 2, "all but these two seconds is there");
    let day = &patient.stage.json(&["coverage", NAME, "--from", "2026-03-10", "--to", "2026-03-10"])["days"][0];
    assert_eq!(day["state"], "failed", "{day}");
    patient.stage.simulator.set_faults(Faults::none());
    patient.goes_on("the seconds come");
}

fn march() -> Period {
    period("2026-03-01", &format!("{TO} 23:59:59"))
}

fn both_months() -> Period {
    period(FROM, &format!("{TO} 23:59:59"))
}
