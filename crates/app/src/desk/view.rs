//! What was found for the page, by number, so that rows can be asked for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use explore::{Filters, Found, Order};

use super::lock;
use crate::DeskError;

/// Views that are kept: a page asks for rows of the newest ones only.
const KEPT: usize = 8;

/// What was found for a question.
pub(super) struct View {
    /// The page's id of the operation.
    pub(super) operation: String,
    pub(super) filters: Filters,
    pub(super) order: Order,
    /// The archive's generation in which it was found.
    pub(super) generation: u64,
    /// `None` where nothing was ever downloaded.
    pub(super) found: Option<Found>,
}

/// The newest views.
#[derive(Default)]
pub(super) struct Views(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    last: u32,
    views: VecDeque<(u32, Arc<View>)>,
}

impl Views {
    /// Keeps a view; answers its number. Each holds the columns of its state: of states that are over only the last view
    /// stays, for the places in it, and none of other operations.
    pub(super) fn keep(&self, view: View) -> u32 {
        let mut kept = lock(&self.0);
        let newest_of_old = kept.views.iter().rev().find(|(_, old)| !old.is_of_state(&view)).map(|(number, _)| *number);
        kept.views.retain(|(number, old)| old.is_of_state(&view) || Some(*number) == newest_of_old);
        kept.views.retain(|(_, old)| old.operation == view.operation);
        kept.last = kept.last.wrapping_add(1);
        let number = kept.last;
        kept.views.push_back((number, Arc::new(view)));
        if kept.views.len() > KEPT {
            kept.views.pop_front();
        }
        number
    }

    /// The view of a number.
    pub(super) fn get(&self, number: u32) -> Result<Arc<View>, DeskError> {
        let kept = lock(&self.0);
        let found = kept.views.iter().find(|(kept, _)| *kept == number);
        found.map(|(_, view)| Arc::clone(view)).ok_or(DeskError::ViewOutdated)
    }

    /// The newest view of an operation.
    pub(super) fn newest(&self, operation: &str) -> Option<Arc<View>> {
        let kept = lock(&self.0);
        let newest = kept.views.iter().rev().find(|(_, view)| view.operation == operation);
        newest.map(|(_, view)| Arc::clone(view))
    }

    /// Forgets the views of an operation.
    pub(super) fn forget(&self, operation: &str) {
        lock(&self.0).views.retain(|(_, view)| view.operation != operation);
    }
}

impl View {
    fn is_of_state(&self, other: &Self) -> bool {
        self.operation == other.operation && self.generation == other.generation
    }

    /// Whether it answers the same question as another, in whatever states of the archive.
    pub(super) fn asks_as(&self, other: &Self) -> bool {
        self.operation == other.operation && self.filters == other.filters && self.order == other.order
    }

    /// How many interactions it holds.
    pub(super) fn total(&self) -> usize {
        self.found.as_ref().map_or(0, Found::total)
    }
}
