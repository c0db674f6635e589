//! The answer of the *Detail interactions* report, printed piece by piece: memory does not grow with its size.

use std::sync::Arc;
use std::vec::IntoIter;

use crate::envelope::{self, Data};
use crate::files::Wanted;
use crate::operation::Operation;
use crate::record::Record;
use crate::selection::Selection;
use crate::{Dialect, print};

/// An answer that is being printed.
pub(crate) struct Answer {
    operation: Arc<Operation>,
    dialect: Dialect,
    wanted: Wanted,
    selection: Selection,
    planted: IntoIter<Arc<[u8]>>,
    /// The interactions not looked at yet.
    range: std::ops::Range<u64>,
    /// How many records are still to come.
    left: u64,
    data: Data,
    stage: Stage,
    record: Record,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing printed; the number of records that `msg` counts.
    Head(u64),
    /// So many records printed.
    Records(u64),
    Done,
}

/// What an answer is to hold.
pub(crate) struct Plan {
    pub(crate) dialect: Dialect,
    pub(crate) wanted: Wanted,
    pub(crate) selection: Selection,
    pub(crate) planted: Vec<Arc<[u8]>>,
    /// No more records than this; the rest is left out in silence.
    pub(crate) limit: u64,
    /// So many of the counted records never come.
    pub(crate) withheld: u64,
}

impl Answer {
    /// Counts the records of the plan and gets ready to print them.
    pub(crate) fn new(operation: Arc<Operation>, plan: Plan) -> Self {
        let planted = plan.planted.len() as u64;
        let counted = plan.limit.min(planted + plan.selection.count(&operation, plan.limit));
        let range = plan.selection.ordinals(&operation).range();
        Self {
            operation,
            data: Data::of(counted, &plan.dialect),
            dialect: plan.dialect,
            wanted: plan.wanted,
            selection: plan.selection,
            planted: plan.planted.into_iter(),
            range,
            left: counted.saturating_sub(plan.withheld),
            stage: Stage::Head(counted),
            record: Record::default(),
        }
    }

    /// How many records `msg` counts. Only before anything is printed.
    pub(crate) const fn counted(&self) -> u64 {
        match self.stage {
            Stage::Head(counted) => counted,
            _ => self.left,
        }
    }

    /// Prints on until `out` has `length` bytes, or the end. False once the end is printed.
    pub(crate) fn print(&mut self, length: usize, out: &mut Vec<u8>) -> bool {
        while out.len() < length {
            match self.stage {
                Stage::Head(counted) => {
                    envelope::head(&self.dialect, counted, self.data, out);
                    self.stage = Stage::Records(0);
                }
                Stage::Records(earlier) if self.left > 0 => self.print_record(earlier, out),
                Stage::Records(_) => {
                    envelope::tail(&self.dialect, self.data, out);
                    self.stage = Stage::Done;
                }
                Stage::Done => break,
            }
        }
        self.stage != Stage::Done
    }

    /// Prints the next record with nothing around it. False where there is none.
    pub(crate) fn print_bare(&mut self, out: &mut Vec<u8>) -> bool {
        let Some(left) = self.left.checked_sub(1) else { return false };
        self.left = left;
        if let Some(planted) = self.planted.next() {
            out.extend_from_slice(&planted);
        } else if let Some(ordinal) = self.next_ordinal() {
            self.operation.compose(ordinal, self.selection.now, &mut self.record);
            print::record(&self.record, &self.dialect, self.wanted, envelope::depth(self.data), out);
        }
        true
    }

    fn print_record(&mut self, earlier: u64, out: &mut Vec<u8>) {
        envelope::before_record(&self.dialect, earlier, self.data, out);
        self.stage = Stage::Records(earlier + 1);
        self.print_bare(out);
    }

    fn next_ordinal(&mut self) -> Option<u64> {
        let mut ordinals = self.selection.ordinals_from(&self.operation, self.range.clone());
        let next = ordinals.next();
        self.range = ordinals.range();
        next
    }
}
