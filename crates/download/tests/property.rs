//! Whatever an operation is like and whatever happens to its downloads, in the end the archive is what the server has, no
//! record is there twice on the way, and a run on a good day costs what the plan's module says at most.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(unreachable_pub, dead_code, reason = "each test file uses its own part of the scene")]

mod chance;
mod scene;

use std::collections::BTreeMap;
use std::time::Duration;

use chance::Chance;
use download::{Effort, Ended, Event, Refresh};
use interaction::{Field, Interaction, Moment, Period, Window};
use scene::{Scene, moment};
use simulator::{Fault, Faults, On, Page, Refusal, SelectsBy, Settings, Shape, When};

/// How many operations go through a history of downloads; `TRAZA_OPERATIONS` says otherwise for a longer search.
const OPERATIONS: u64 = 16;

/// An operation by chance, of three months, and what its server gives at most.
async fn operation(chance: &mut Chance) -> (Scene, SelectsBy) {
    let period = Period::new(moment("2026-01-10"), moment("2026-04-20 23:59:59")).unwrap();
    let shape = Shape {
        mean_bytes: 700,
        bursts: [0.0, 0.05, 0.6][chance.below(3) as usize],
        equal: [0.0, 0.01, 0.1][chance.below(3) as usize],
        ..Shape::default()
    };
    let selects_by = if chance.below(2) == 0 { SelectsBy::Creation } else { SelectsBy::Closing };
    let now = period.from().plus(40 * 86_400 + chance.below(45 * 86_400) as u32);
    let settings = Settings { seed: chance.next(), period, shape, selects_by, now: Some(now), ..Settings::default() };
    let mut scene = Scene::of(Settings { records: 80 + chance.below(1_800), ..settings }).await;
    scene.set_record_limit(25 + chance.below(600));
    scene.pace.after_abort = Duration::from_millis(2);
    (scene, selects_by)
}

/// What goes wrong by chance: what passes, what ends a run, what stays.
fn faults(chance: &mut Chance, now: Moment) -> Faults {
    let passing = [
        Fault::Reset,
        Fault::Page(Page::BadGateway),
        Fault::PageWithin200(Page::InternalError),
        Fault::Nonsense,
        Fault::DropAfter(chance.below(60_000)),
        Fault::CutAfter(chance.below(60_000)),
        Fault::Withhold(1 + chance.below(9)),
        Fault::RedirectHere,
        Fault::Refuse(Refusal::TooManyAtOnce),
        Fault::RefuseWithin200(Refusal::Maintenance),
        Fault::Page(Page::GatewayTimeout),
    ];
    let ending = [Refusal::TokenRefused, Refusal::QuotaSpent, Refusal::NoSuchApi].map(Fault::Refuse);
    let hour = now.minus(chance.below(80 * 86_400) as u32);
    let within = Period::between(hour, hour.plus(3_600));
    let pick = |chance: &mut Chance, faults: &[Fault]| faults[chance.below(faults.len() as u64) as usize].clone();
    let (passed, ended) = (pick(chance, &passing), pick(chance, &ending));
    let times = 1 + chance.below(3) as u32;
    match chance.below(8) {
        0..3 => Faults::none(),
        3 | 4 => Faults::none().next(times, passed),
        5 => Faults::none().next(times, passed).next(1, ended),
        6 => Faults::none()
            .within(within, pick(chance, &[Fault::Page(Page::NotFound), Fault::Page(Page::InternalError)])),
        _ => {
            let longest = When::LongerThan((3 + chance.below(25)) * 86_400);
            Faults::none().on(On::Interactions, longest, Fault::Page(Page::GatewayTimeout))
        }
    }
}

/// One download by chance: of some days, in some way, broken off or not.
async fn download(scene: &mut Scene, chance: &mut Chance) {
    let now = *scene.now.lock().unwrap();
    let from = now.minus(chance.below(75 * 86_400) as u32);
    let period = Period::new(from, from.plus(chance.below(60 * 86_400) as u32)).unwrap();
    let refresh = [Refresh::Needed, Refresh::Changing, Refresh::Everything][chance.below(3) as usize];
    scene.effort = if chance.below(6) == 0 { Effort::One } else { Effort::Whole };
    scene.simulator.set_faults(faults(chance, now));
    match chance.below(4) {
        0 => scene.cancel_after(period, refresh, 1 + chance.below(400)).await,
        _ => scene.run(period, refresh).await,
    };
    scene.effort = Effort::Whole;
    scene.simulator.set_faults(Faults::none());
}

/// What makes a record itself, whatever becomes of it.
fn identity(record: &Interaction) -> [String; 5] {
    let fields = [Field::Channel, Field::CaseId, Field::From, Field::DateCreation, Field::Subject];
    fields.map(|field| record.text(field).to_owned())
}

fn counted(records: impl Iterator<Item = Interaction>) -> BTreeMap<[String; 5], usize> {
    let mut counted = BTreeMap::new();
    records.for_each(|record| *counted.entry(identity(&record)).or_default() += 1);
    counted
}

/// No record is there more often than at the server, and no second is covered twice.
fn assert_nothing_twice(scene: &Scene, whole: Period) {
    let held = counted(scene.simulator.truth(whole));
    let mut reader = scene.reader();
    let (rows, mut kept) = (reader.columns().unwrap().rows, Vec::new());
    reader.interactions(&rows, &mut |record| kept.push(record)).unwrap();
    for (identity, count) in counted(kept.into_iter()) {
        assert!(count <= *held.get(&identity).unwrap_or(&0), "{identity:?} is there {count} times");
    }
    let windows = reader.windows().unwrap();
    let stored: Vec<Window> = windows.iter().filter(|window| window.is_stored()).map(|window| window.window).collect();
    assert!(stored.windows(2).all(|pair| pair[0].to() < pair[1].from()), "{stored:?}");
}

/// The fewest requests that bring all of the stretches: each as long as its answer allows.
fn fewest(scene: &Scene, whole: Period, by: SelectsBy, stretches: &[Window]) -> u64 {
    let selected = |record: Interaction| {
        let closed = Moment::parse(record.text(Field::CloseDate)).filter(|_| by == SelectsBy::Closing);
        closed.or(Moment::parse(record.text(Field::DateCreation)))
    };
    let mut dates: Vec<Moment> = scene.simulator.truth(whole).filter_map(selected).collect();
    dates.sort_unstable();
    let most = scene.pace.full_answer as usize - 1;
    let of_stretch = |stretch: &Window| {
        let mut within = dates.iter().filter(|date| stretch.period().contains(**date)).copied().collect::<Vec<_>>();
        let mut count = 1;
        while within.len() > most {
            let first = within[0];
            let next = within[most].max(first.plus(1));
            within.retain(|date| *date >= next);
            count += 1;
        }
        count
    };
    stretches.iter().map(of_stretch).sum()
}

/// A run on a good day: it ends well, and costs no more than it may.
async fn assert_a_good_day(scene: &mut Scene, whole: Period, by: SelectsBy, seed: u64) {
    let knew_limits = scene.reader().too_many().unwrap().is_some();
    let outcome = scene.run(whole, Refresh::Everything).await;
    assert!(matches!(outcome.ended, Ended::Done) && outcome.complete, "seed {seed}: {:?}", outcome.ended);
    if let Some(difference) = scene.difference(whole) {
        panic!("seed {seed}: {difference}");
    }
    let planned = scene.events.iter().find_map(|event| match event {
        Event::Planned { stretches, .. } => Some(stretches.clone()),
        _ => None,
    });
    let stretches = planned.unwrap();
    let fewest = fewest(scene, whole, by, &stretches);
    let most = 3 * fewest + 2 * stretches.len() as u64 + 2;
    assert!(knew_limits || outcome.requests <= most, "seed {seed}: {} requests, {fewest} would do", outcome.requests);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_the_archive_is_the_server_in_the_end() {
    let wanted = std::env::var("TRAZA_OPERATIONS").ok().and_then(|wanted| wanted.parse().ok());
    for seed in 0..wanted.unwrap_or(OPERATIONS) {
        let mut chance = Chance(seed);
        let (mut scene, selects_by) = operation(&mut chance).await;
        for _ in 0..2 + chance.below(4) {
            download(&mut scene, &mut chance).await;
            let now = *scene.now.lock().unwrap();
            let whole = Period::new(now.minus(200 * 86_400), now).unwrap();
            assert_nothing_twice(&scene, whole);
            let later = [0, 300, 3_600, 30 * 3_600, 12 * 86_400][chance.below(5) as usize];
            scene.set_now(&now.plus(later).to_string());
        }
        let now = *scene.now.lock().unwrap();
        let whole = Period::new(now.minus(140 * 86_400), now).unwrap();
        assert_a_good_day(&mut scene, whole, selects_by, seed).await;
        assert_eq!(scene.simulator.judge().most_at_once, 1, "seed {seed}");
    }
}
