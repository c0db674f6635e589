//! A simulated operation with an archive beside it, for the tests of downloads.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use archive::{Archive, ArchiveKey, Reader};
use download::{AskQuota, Effort, Event, Outcome, Pace, Refresh, Task, run};
use interaction::{Field, Interaction, Moment, Period, Server};
use simulator::{Limits, SelectsBy, Settings, Simulator};
use tokio_util::sync::CancellationToken;
use wolkvox::{Client, Endpoint, Timeouts, Token};

/// A simulated operation, an archive, and a present that the test sets.
pub struct Scene {
    pub simulator: Simulator,
    pub now: Arc<Mutex<Moment>>,
    pub pace: Pace,
    pub since: Option<Moment>,
    pub effort: Effort,
    pub quota: AskQuota,
    pub events: Vec<Event>,
    pub path: PathBuf,
    _folder: tempfile::TempDir,
}

pub fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(moment(from), moment(to)).unwrap()
}

/// Two months and a half of the operation.
pub fn spring() -> Period {
    period("2026-02-01 00:00:00", "2026-04-15 23:59:59")
}

impl Scene {
    pub async fn new(selects_by: SelectsBy) -> Self {
        let now = moment("2026-04-15 16:20:00");
        Self::of(Settings { records: 3_000, selects_by, now: Some(now), ..Settings::default() }).await
    }

    /// A scene at the settings' present.
    pub async fn of(settings: Settings) -> Self {
        let now = settings.now.unwrap();
        let simulator = Simulator::start(settings).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive");
        drop(Archive::create(&path, &key()).unwrap());
        let quick = Duration::from_millis(5);
        let pace = Pace { first_wait: quick, longest_wait: quick * 4, after_abort: quick * 20, ..Pace::default() };
        let (effort, quota) = (Effort::Whole, AskQuota::Never);
        let now = Arc::new(Mutex::new(now));
        Self { simulator, now, pace, since: None, effort, quota, events: Vec::new(), path, _folder: folder }
    }

    pub fn set_now(&self, text: &str) {
        *self.now.lock().unwrap() = moment(text);
        self.simulator.set_now(moment(text));
    }

    pub fn set_record_limit(&mut self, records: u64) {
        self.simulator.set_limits(Limits { records: Some(records), ..Limits::default() });
        self.pace.full_answer = records;
    }

    pub fn task(&self, period: Period, refresh: Refresh) -> Task {
        let token = Token::new(self.simulator.token()).unwrap();
        let endpoint =
            Endpoint::at(&Server::parse(self.simulator.server()).unwrap(), &self.simulator.base_url()).unwrap();
        let short = Duration::from_millis(700);
        let timeouts = Timeouts { connect: short, first_byte: short, idle: short };
        let now = Arc::clone(&self.now);
        Task {
            client: Client::new(endpoint, token.clone(), timeouts).unwrap(),
            token,
            archive: Archive::open(&self.path, &key()).unwrap(),
            period,
            refresh,
            since: self.since,
            effort: self.effort,
            quota: self.quota,
            clock: Arc::new(move || *now.lock().unwrap()),
            pace: self.pace,
        }
    }

    pub async fn download(&mut self, period: Period) -> Outcome {
        self.run(period, Refresh::Needed).await
    }

    pub async fn run(&mut self, period: Period, refresh: Refresh) -> Outcome {
        let task = self.task(period, refresh);
        self.events.clear();
        run(task, CancellationToken::new(), |event| self.events.push(event)).await
    }

    /// Downloads until so many records have arrived, then cancels.
    pub async fn cancel_after(&mut self, period: Period, refresh: Refresh, records: u64) -> Outcome {
        let cancel = CancellationToken::new();
        let task = self.task(period, refresh);
        run(task, cancel.clone(), |event| match event {
            Event::Arrived { records: arrived } if arrived >= records => cancel.cancel(),
            _ => {}
        })
        .await
    }

    pub fn reader(&self) -> Reader {
        Reader::open(&self.path, &key()).unwrap()
    }

    pub fn kept(&self) -> BTreeMap<u32, Vec<String>> {
        let mut reader = self.reader();
        let columns = reader.columns().unwrap();
        let mut texts = Vec::new();
        reader.interactions(&columns.rows, &mut |record| texts.push(all_texts(&record))).unwrap();
        columns.ids.into_iter().zip(texts).collect()
    }

    /// The archive holds what the server gives for the period, no more and no less.
    pub fn assert_archive_is_server(&self, period: Period) {
        assert!(self.simulator.truth(period).count() > 100, "too few records to mean something");
        if let Some(difference) = self.difference(period) {
            panic!("{difference}");
        }
    }

    /// What is different between the archive and what the server gives for the period.
    pub fn difference(&self, period: Period) -> Option<String> {
        let mut kept: Vec<_> = self.kept().into_values().collect();
        let mut held: Vec<_> = self.simulator.truth(period).map(|record| all_texts(&record)).collect();
        kept.sort();
        held.sort();
        (kept != held).then(|| {
            let missing = held.iter().filter(|record| kept.binary_search(record).is_err()).count();
            let foreign = kept.iter().filter(|record| held.binary_search(record).is_err()).count();
            format!(
                "{} kept, {} held; {missing} of the server's missing, {foreign} not the server's",
                kept.len(),
                held.len()
            )
        })
    }

    pub fn assert_rules_kept(&self) {
        let judgement = self.simulator.judge();
        assert_eq!(judgement.broken, Vec::<String>::new());
        assert_eq!(judgement.most_at_once, 1);
    }
}

pub fn key() -> ArchiveKey {
    ArchiveKey::from_bytes([9; 32])
}

pub fn all_texts(record: &Interaction) -> Vec<String> {
    let texts = Field::ALL.into_iter().map(|field| record.text(field).to_owned());
    texts.chain([record.extra().to_owned()]).collect()
}

pub fn past(scene: &Scene) -> Period {
    Period::new(spring().from(), *scene.now.lock().unwrap()).unwrap()
}
