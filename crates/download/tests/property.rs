//! Whatever an operation is like and whatever happens to its downloads, in the end the archive is what the server has, no
//! record is there twice on the way, and a run on a good day costs what the plan's module says at most.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]
#![allow(clippy::print_stdout, unreachable_pub, dead_code, reason = "each test file uses its own part of the scene")]

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
const OPERATIONS: u64 = 24;

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

/// How many records each stretch holds, second by second, by the date that the server selects by.
fn held(scene: &Scene, whole: Period, by: SelectsBy, stretches: &[Window]) -> Vec<Vec<Moment>> {
    let selected = |record: Interaction| {
        let closed = Moment::parse(record.text(Field::CloseDate)).filter(|_| by == SelectsBy::Closing);
        closed.or(Moment::parse(record.text(Field::DateCreation)))
    };
    let mut dates: Vec<Moment> = scene.simulator.truth(whole).filter_map(selected).collect();
    dates.sort_unstable();
    let within = |stretch: &Window| dates.iter().copied().filter(|date| stretch.period().contains(*date)).collect();
    stretches.iter().map(within).collect()
}

/// The fewest requests that bring the records of a stretch: each as long as its answer allows.
fn fewest(mut dates: Vec<Moment>, full_answer: u64) -> u64 {
    let most = full_answer as usize - 1;
    let mut count = 1;
    while dates.len() > most {
        let next = dates[most].max(dates[0].plus(1));
        dates.retain(|date| *date >= next);
        count += 1;
    }
    count
}

/// What a run cost beside what could do.
struct Cost {
    requests: u64,
    fewest: u64,
    stretches: u64,
    /// Whether no stretch holds nearly as much as an answer can.
    is_quiet: bool,
}

/// Downloads all of it on a good day, after which the archive is the server.
async fn good_day(scene: &mut Scene, refresh: Refresh, (whole, by): (Period, SelectsBy)) -> Cost {
    let outcome = scene.run(whole, refresh).await;
    assert!(matches!(outcome.ended, Ended::Done) && outcome.complete, "{:?}", outcome.ended);
    if let Some(difference) = scene.difference(whole) {
        panic!("{difference}");
    }
    let planned = scene.events.iter().find_map(|event| match event {
        Event::Planned { stretches, .. } => Some(stretches.clone()),
        _ => None,
    });
    let stretches = planned.unwrap();
    let held = held(scene, whole, by, &stretches);
    let full = scene.pace.full_answer;
    let is_quiet = held.iter().all(|dates| dates.len() as u64 * 9 < full * 4);
    let fewest = held.into_iter().map(|dates| fewest(dates, full)).sum();
    Cost { requests: outcome.requests, fewest, stretches: stretches.len() as u64, is_quiet }
}

/// A first download, of which nothing is known, on a good day.
async fn first_download(seed: u64) -> Cost {
    let (mut scene, selects_by) = operation(&mut Chance(seed)).await;
    let now = *scene.now.lock().unwrap();
    let whole = Period::new(now.minus(140 * 86_400), now).unwrap();
    good_day(&mut scene, Refresh::Needed, (whole, selects_by)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_download_costs_no_more_than_its_bound() {
    let (mut quiet, mut split) = (0, 0);
    for seed in 0..operations() {
        println!("operation {seed}");
        let cost = first_download(seed).await;
        // Two for the names of skills and codes.
        let most = if cost.is_quiet { cost.stretches } else { 8 * cost.fewest + 2 * cost.stretches } + 2;
        assert!(cost.requests <= most, "{} requests, {} would do", cost.requests, cost.fewest);
        quiet += u64::from(cost.is_quiet);
        split += u64::from(cost.fewest > cost.stretches);
    }
    assert!(quiet > 0 && split > 0, "{quiet} quiet ones, {split} that had to be split");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_the_archive_is_the_server_in_the_end() {
    let mut bounded = 0;
    for seed in 0..operations() {
        println!("operation {seed}");
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
        let is_free = scene.reader().too_many().unwrap().is_none();
        let cost = good_day(&mut scene, Refresh::Everything, (whole, selects_by)).await;
        // What a slow day has taught costs more for a week.
        if is_free {
            bounded += 1;
            let most = 3 * cost.fewest + 2 * cost.stretches + 2;
            assert!(cost.requests <= most, "{} requests, {} would do", cost.requests, cost.fewest);
        }
        assert_eq!(scene.simulator.judge().most_at_once, 1);
    }
    assert!(bounded * 2 > operations(), "the cost was looked at {bounded} times");
}

/// How many operations are tried.
fn operations() -> u64 {
    std::env::var("TRAZA_OPERATIONS").ok().and_then(|wanted| wanted.parse().ok()).unwrap_or(OPERATIONS)
}
