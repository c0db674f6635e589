//! The one pass that counts: how many pass, and how many of each value would if its own filter were not there.
//!
//! A row that fails no test counts for every dimension; one that fails exactly one test counts for that dimension.
//! Blocks of which most rows pass are counted whole, from counts kept, and the few others taken off. Where few values
//! occur in a block and many of its rows count, all its codes are compared with each value, and no row is named.

use archive::Codes;

use crate::chosen::Chosen;
use crate::code::{self, BLOCK};
use crate::few_values::{self, FewValues};
use crate::plan::{Left, Plan};
use crate::scattered::Scattered;
use crate::table::{Dimensioned, Table};
use crate::tally::{Sense, Tally};

/// What a pass found.
pub(crate) struct Counted {
    /// How many rows pass.
    pub(crate) total: usize,
    /// How many rows pass in each block of the plan.
    pub(crate) in_blocks: Vec<u32>,
    /// The counts by dimension and code.
    pub(crate) by_value: Vec<Vec<u32>>,
}

struct Pass<'a> {
    table: &'a Table,
    plan: &'a Plan,
    tests: usize,
    counters: Vec<Counter<'a>>,
    chosen: Box<Chosen>,
    scattered: Scattered,
}

/// What is counted for one dimension.
struct Counter<'a> {
    dimension: &'a Dimensioned,
    /// The bit of the mask that tells that a row fails this dimension's test; `None` where it is not tested.
    own_bit: Option<usize>,
    /// How many rows of the block fail this dimension's test alone.
    own_rows: usize,
    tally: Tally,
    way: Way,
}

/// How a block is counted for one dimension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All its rows count: no other dimension is tested.
    Whole,
    /// All its rows from the counts kept, less the few that do not pass.
    WholeLessFailing,
    /// By comparing all codes with each value.
    Compared,
    /// The rows that pass, one by one.
    Passing,
}

/// What it costs to name the rows that fail one test, in rows counted one by one.
const NAMING: usize = 64;

/// Counts the rows of a table that pass a plan.
pub(crate) fn count(table: &Table, plan: &Plan) -> Counted {
    let counters = (table.dimensions().iter().enumerate())
        .map(|(number, dimension)| Counter {
            dimension,
            own_bit: plan.tested().find(|tested| *tested == number),
            own_rows: 0,
            tally: Tally::new(&dimension.codes, dimension.dictionary.len()),
            way: Way::Passing,
        })
        .collect();
    let tests = plan.tested().count();
    let mut pass =
        Pass { table, plan, tests, counters, chosen: Box::new(Chosen::new()), scattered: Scattered::default() };
    let left = plan.left_in_blocks();
    let in_blocks: Vec<u32> = plan.blocks().zip(left).map(|(block, left)| pass.block(block, left) as u32).collect();
    pass.count_scattered();
    Counted {
        total: in_blocks.iter().map(|passing| *passing as usize).sum(),
        in_blocks,
        by_value: pass.counters.into_iter().map(|counter| counter.tally.finish()).collect(),
    }
}

impl Pass<'_> {
    /// Counts a block and tells how many of its rows pass.
    fn block(&mut self, block: usize, left: Left) -> usize {
        match left {
            Left::None => return 0,
            Left::Few => return self.scattered.gather(block, self.plan.judged(self.table, block)),
            Left::Many => {}
        }
        self.plan.mark(self.table, block, &mut self.chosen.mask);
        let passing = self.chosen.count(0);
        self.choose_ways(block, passing);
        for counter in &mut self.counters {
            counter.count_at_once(block, passing, &self.chosen.mask);
        }
        if self.counters.iter().any(|counter| counter.way == Way::WholeLessFailing) {
            count_rows(&mut self.counters, Way::WholeLessFailing, block, self.chosen.unequal(0));
        }
        if passing > 0 && self.counters.iter().any(|counter| counter.way == Way::Passing) {
            count_rows(&mut self.counters, Way::Passing, block, self.chosen.equal(0));
        }
        self.count_failing_one(block);
        passing
    }

    fn count_scattered(&mut self) {
        for counter in &mut self.counters {
            self.scattered.count(counter.dimension, counter.own_bit, &mut counter.tally);
        }
    }

    fn choose_ways(&mut self, block: usize, passing: usize) {
        let is_whole = self.plan.has_whole(block);
        for counter in &mut self.counters {
            let others = self.tests - usize::from(counter.own_bit.is_some());
            counter.own_rows = counter.own_bit.map_or(0, |bit| self.chosen.count(1 << bit));
            counter.way = match counter.dimension.counts.are_kept() {
                true if is_whole && others == 0 => Way::Whole,
                _ if counter.is_compared_sooner(block, passing) => Way::Compared,
                true if passing * 2 > BLOCK => Way::WholeLessFailing,
                _ => Way::Passing,
            };
        }
    }

    /// Counts the rows that fail one test, for its dimension.
    fn count_failing_one(&mut self, block: usize) {
        let is_needed =
            |counter: &Counter<'_>| counter.own_rows > 0 && matches!(counter.way, Way::WholeLessFailing | Way::Passing);
        for counter in self.counters.iter_mut().filter(|counter| is_needed(counter)) {
            let rows = self.chosen.equal(1 << counter.own_bit.unwrap_or_default());
            counter.tally.count(&counter.dimension.codes, block, rows, Sense::Up);
        }
    }
}

impl Counter<'_> {
    /// Whether comparing all codes of a block with each value costs less than going through the rows that count.
    fn is_compared_sooner(&self, block: usize, passing: usize) -> bool {
        let Some(values) = self.dimension.counts.occurring(block) else { return false };
        let named = passing.min(BLOCK - passing) + self.own_rows + if self.own_rows > 0 { NAMING } else { 0 };
        let is_comparable = self.dimension.dictionary.len() <= few_values::MOST_VALUES;
        is_comparable && few_values::is_worth_it(values, named)
    }

    /// Counts a block where that needs no names of rows.
    fn count_at_once(&mut self, block: usize, passing: usize, mask: &[u8; BLOCK]) {
        let counts = &self.dimension.counts;
        match (self.way, &self.dimension.codes) {
            (Way::Whole | Way::WholeLessFailing, _) => counts.add(block, self.tally.whole()),
            (Way::Compared, Codes::Bytes(codes)) => {
                let Some(codes) = code::block(codes, block) else { return };
                let ignored = self.own_bit.map_or(0, |bit| 1 << bit);
                let rows = passing + self.own_rows;
                FewValues { codes, mask, ignored, rows }.count(counts.of_block(block), self.tally.whole());
            }
            _ => {}
        }
    }
}

/// Counts rows of a block for the dimensions that are counted one way: taken off where whole blocks were added.
fn count_rows(counters: &mut [Counter<'_>], way: Way, block: usize, rows: &[u16]) {
    let sense = if way == Way::WholeLessFailing { Sense::Down } else { Sense::Up };
    for counter in counters.iter_mut().filter(|counter| counter.way == way) {
        counter.tally.count(&counter.dimension.codes, block, rows, sense);
    }
}
