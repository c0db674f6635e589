//! Totals, counts and orders of the table equal a plain computation over the records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

#[allow(dead_code)]
mod naive;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use archive::{Codes, Columns};
use explore::{Choice, Facet, Filters, Found, Hits, Names, Step, Summary, Table};
use interaction::{Dimension, Moment, Period, Scale, fold};
use naive::{Asked, Kept, Random};
use proptest::prelude::*;

/// The columns that an archive would hold; `padding` values of each dimension occur in no record.
fn columns(records: &[Kept], padding: usize, row_of: impl Fn(usize) -> u32) -> Columns {
    let mut columns = Columns::default();
    let seconds = |moment: Option<Moment>| moment.map_or(Columns::NO_DATE, Moment::seconds);
    for (place, kept) in records.iter().enumerate() {
        columns.ids.push(kept.id);
        columns.rows.push(row_of(place));
        columns.created.push(seconds(kept.record.created()));
        columns.closed.push(seconds(kept.record.closed()));
    }
    for (number, dimension) in Dimension::ALL.into_iter().enumerate() {
        let mut values = vec![String::new()];
        values.extend((0..padding).map(|value| format!("relleno {value}")));
        let mut known: HashMap<String, u32> = values.iter().map(|value| dimension.key(value)).zip(0..).collect();
        let mut codes = Vec::new();
        for kept in records {
            let value = dimension.value(&kept.record);
            let code = *known.entry(dimension.key(&value)).or_insert_with(|| {
                values.push(value.clone());
                values.len() as u32 - 1
            });
            codes.push(code);
        }
        columns.codes[number] = Codes::for_values(values.len());
        columns.codes[number].extend(codes.into_iter());
        columns.values[number] = values;
    }
    columns
}

fn filters(asked: &Asked) -> Filters {
    let mut filters = Filters {
        from: asked.from.map(Moment::from_seconds),
        to: asked.to.map(Moment::from_seconds),
        ..Filters::default()
    };
    for (dimension, option) in &asked.options {
        filters.choose(*dimension, Choice::parse(*dimension, option));
    }
    filters
}

fn by_key(facets: &[Facet], dimension: Dimension) -> BTreeMap<String, u32> {
    let key = |facet: &Facet| match Choice::parse(dimension, &facet.value) {
        Choice::Value(value) => dimension.key(&value),
        Choice::Scores { .. } => panic!("a value of a facet reads as a range"),
    };
    let occurring: Vec<_> = facets.iter().filter(|facet| facet.count > 0).map(|f| (key(f), f.count)).collect();
    let map: BTreeMap<_, _> = occurring.iter().cloned().collect();
    assert_eq!(map.len(), occurring.len(), "a value stands twice");
    map
}

fn check(found: &Found, records: &[Kept], asked: &Asked) {
    let judged = naive::judge(records, asked);
    let expected: Vec<u32> = naive::found(&judged).iter().map(|kept| kept.id).collect();
    assert_eq!(found.total(), expected.len());
    assert_eq!(found.ids(0, usize::MAX), expected);
    for first in [0, expected.len() / 3, expected.len().saturating_sub(20)] {
        let page: Vec<u32> = expected.iter().copied().skip(first).take(50).collect();
        assert_eq!(found.ids(first, 50), page);
    }
    assert!(found.ids(expected.len(), 10).is_empty());
    check_places(found, records, &expected);
    check_summary(found, &naive::found(&judged));
    check_timeline(found, &naive::found(&judged));
    for dimension in Dimension::ALL {
        let facets = found.facets(dimension);
        assert_eq!(by_key(&facets, dimension), naive::counts(&judged, dimension), "{dimension:?}");
        if dimension != Dimension::Evaluation {
            let order = |facet: &Facet| (std::cmp::Reverse(facet.count), fold(&facet.label));
            assert!(facets.is_sorted_by_key(order), "{dimension:?}");
        }
    }
}

fn check_places(found: &Found, records: &[Kept], expected: &[u32]) {
    for kept in records.iter().step_by(records.len() / 20 + 1) {
        let place = expected.iter().position(|id| *id == kept.id).map(|place| place as u32);
        assert_eq!(found.place_of(kept.id), place);
    }
    assert_eq!(found.place_of(u32::MAX), None);
}

fn check_summary(found: &Found, expected: &[&Kept]) {
    let (summary, plain) = (found.summary(), naive::summary(expected));
    let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-3 * b.abs() + 1e-9,
        (a, b) => a == b,
    };
    assert!(close(summary.mean, plain.mean) && close(summary.margin, plain.margin), "{summary:?} {plain:?}");
    assert_eq!(Summary { mean: plain.mean, margin: plain.margin, ..summary }, plain);
}

fn check_timeline(found: &Found, expected: &[&Kept]) {
    let moment = |seconds| Moment::from_seconds(naive::FIRST_SECOND + seconds);
    let scale = Scale::new(0, 5, 4).unwrap();
    for (span, step) in [
        (Period::new(moment(0).minus(900_000), moment(900_000)), Step::Day),
        (Period::new(moment(0).minus(900_000), moment(9_000_000)), Step::Week),
        (Period::new(moment(0).minus(9_000_000), moment(1800)), Step::Month),
        (Period::new(moment(2000), moment(2001)), Step::Day),
        (Period::new(moment(90_000), moment(900_000)), Step::Day),
    ] {
        let timeline = found.timeline(span.unwrap(), step, &scale);
        assert_eq!(timeline.step, step);
        assert_eq!(timeline.bars.first().unwrap().from, span.unwrap().from().day());
        assert_eq!(timeline.bars.last().unwrap().to, span.unwrap().to().day());
        assert!(timeline.bars.is_sorted_by(|before, after| before.to.succ_opt() == Some(after.from)));
        for bar in &timeline.bars {
            let in_bar =
                |kept: &&&Kept| kept.record.created().is_some_and(|at| bar.from <= at.day() && at.day() <= bar.to);
            let inside: Vec<_> = expected.iter().filter(in_bar).collect();
            let low = inside.iter().filter(|kept| naive::score(&kept.record).is_some_and(|score| score <= 1.0));
            assert_eq!((bar.total as usize, bar.low as usize), (inside.len(), low.count()));
        }
    }
}

/// Some of the records, and the hits that they are: evenly spread, or all of a stretch of time beside a few others, so
/// that many, few and no rows of a block are hit.
fn random_hits(random: &mut Random, table: &Table, records: &[Kept], row_of: impl Fn(u32) -> u32) -> (Vec<Kept>, Hits) {
    // From every record over the edge where few hits are gone through one by one to hardly any.
    let every = [1, 2, 7, 15, 16, 17, 40, 400, 5000][random.below(9)];
    let stretch = (random.below(2) == 0).then(|| {
        let first = random.below(table.len() + 1);
        first..first + random.below(table.len() + 1)
    });
    let is_hit = |kept: &&Kept| {
        let place = table.position_of_id(kept.id).unwrap() as usize;
        kept.id.is_multiple_of(every) || stretch.as_ref().is_some_and(|stretch| stretch.contains(&place))
    };
    let hit: Vec<Kept> = records.iter().filter(is_hit).cloned().collect();
    let rows: Vec<u32> = hit.iter().map(|kept| row_of(kept.id)).collect();
    (hit, Hits::of_rows(table, &rows))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn counts_totals_and_orders_equal_a_plain_computation(
        seed: u64,
        count in prop_oneof![0usize..40, 2000usize..2100, 4000usize..7000],
        agents in prop_oneof![Just(3usize), Just(60), Just(600)],
        padding in prop_oneof![6 => Just(0usize), 2 => Just(300), 2 => Just(2500)],
        wide_rows: bool,
    ) {
        let random = &mut Random(seed);
        let records = naive::records(random, count, agents);
        let row_of = |id: u32| if wide_rows { id * 4001 } else { id + 7 };
        let ids: Vec<u32> = records.iter().map(|kept| kept.id).collect();
        let table = Arc::new(Table::new(columns(&records, padding, |place| row_of(ids[place]))));
        let names = Arc::new(Names { skills: naive::skill_names(), ..Names::default() });
        let search = |filters, hits| Found::in_table(Arc::clone(&table), Arc::clone(&names), filters, hits);
        for _ in 0..3 {
            let asked = naive::asked(random, count);
            check(&search(filters(&asked), None), &records, &asked);
        }
        for _ in 0..3 {
            let (hit, hits) = random_hits(random, &table, &records, row_of);
            let asked = naive::asked(random, count);
            check(&search(filters(&asked), Some(hits)), &hit, &asked);
        }
    }
}

#[test]
fn codes_of_four_bytes_count_like_all_others() {
    let random = &mut Random(7);
    let records = naive::records(random, 5000, 50);
    let table = Arc::new(Table::new(columns(&records, 66_000, |place| place as u32)));
    for _ in 0..3 {
        let asked = naive::asked(random, 5000);
        let found = Found::in_table(
            Arc::clone(&table),
            Arc::new(Names { skills: naive::skill_names(), ..Names::default() }),
            filters(&asked),
            None,
        );
        check(&found, &records, &asked);
    }
}

#[test]
fn facets_keep_chosen_values_and_stand_in_their_order() {
    let mut records = Vec::new();
    for (id, (score, agent)) in
        [("10", "b"), ("", "a"), ("9,5", "a"), ("Malo", "B "), ("bueno", "á"), ("9.5", "c")].iter().enumerate()
    {
        let mut record = interaction::Interaction::default();
        record.set(interaction::Field::EvaluationSurvey, *score);
        record.set(interaction::Field::AgentName, *agent);
        records.push(Kept { id: id as u32, record });
    }
    let table = Arc::new(Table::new(columns(&records, 0, |place| place as u32)));
    let mut asked = Filters::default();
    asked.choose(Dimension::Agent, Choice::parse(Dimension::Agent, "C"));
    asked.choose(Dimension::Evaluation, Choice::parse(Dimension::Evaluation, "10"));
    let found = Found::in_table(table, Arc::new(Names::default()), asked, None);
    let listed = |dimension| -> Vec<(String, u32)> {
        found.facets(dimension).into_iter().map(|facet| (facet.value, facet.count)).collect()
    };
    assert_eq!(found.total(), 0);
    assert_eq!(listed(Dimension::Evaluation), [("9,5".to_owned(), 1), ("10".to_owned(), 0)]);
    assert_eq!(listed(Dimension::Agent), [("b".to_owned(), 1), ("c".to_owned(), 0)]);
}
