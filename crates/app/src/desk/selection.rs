//! What is picked in the lists, one selection an operation: a bit a record, so that picking a million of them costs
//! what picking one costs, and none of their ids crosses to the page.
//!
//! A selection is of the view that the page shows: what the view leaves out is let go. It goes over to another view
//! when the page shows that one, not when that was found: a view that nobody has seen takes no picks away.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use explore::{Found, Hits, Table};
use serde::{Deserialize, Serialize};

use super::asking::{MOST_ROWS, number as as_number};
use super::view::{View, Views};
use super::{Desk, lock};
use crate::{DeskError, Error};

/// A change of what is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Pick {
    /// None: the page shows this view from now on, or wants to know what of it is picked.
    Keep,
    /// One more, or one less. The next range starts there.
    Toggle {
        /// The interaction.
        id: u32,
    },
    /// Everything from where the range starts to here, in place of what the range took in before.
    Stretch {
        /// Where the range starts, if nothing is picked yet.
        from: Spot,
        /// Where it ends.
        to: Spot,
    },
    /// All of the view.
    All,
    /// Nothing at all.
    Nothing,
}

/// A row of a view: by its position, or by the interaction that is there, wherever it has gone. The page knows the one,
/// the other, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Spot {
    /// Where it is.
    pub position: Option<u32>,
    /// The interaction.
    pub id: Option<u32>,
}

/// Rows of a view, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, specta::Type)]
pub struct Seen {
    /// The first position.
    pub first: u32,
    /// The last position.
    pub last: u32,
}

/// What is picked, as far as the page needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Picked {
    /// How many.
    pub count: u32,
    /// Those of the rows that are seen.
    pub seen: Vec<u32>,
}

/// The selections by the page's id of their operation.
#[derive(Default)]
pub(super) struct Selections(Mutex<HashMap<String, Selection>>);

/// What is picked of an operation. Where there is none, nothing is.
enum Selection {
    Open(Selected),
    /// The ids, while another operation is shown: the table would keep its columns in memory.
    PutAway(Vec<u32>),
}

/// What is picked in a view.
struct Selected {
    /// The number of the view.
    view: u32,
    table: Arc<Table>,
    picked: Hits,
    /// Where the next range starts.
    anchor: Option<Anchor>,
    /// What the range that is being stretched took in: stretching it back lets it go.
    stretched: Option<Hits>,
}

#[derive(Clone, Copy)]
struct Anchor {
    /// In the table.
    at: u32,
    /// In the view.
    place: u32,
}

impl Desk {
    /// Changes what is picked. `view` is the one whose positions are meant; where it is newer than that of the change
    /// before, it is the one that the page shows from now on.
    ///
    /// # Errors
    /// [`DeskError::ViewOutdated`] where the view is gone; then nothing was changed.
    pub async fn pick(&self, view: u32, pick: Pick, seen: Seen) -> Result<Picked, Error> {
        self.off(move |desk| Ok(desk.inner.selections.pick(&desk.inner.views, view, pick, seen)?)).await
    }
}

impl Selections {
    fn pick(&self, views: &Views, number: u32, pick: Pick, seen: Seen) -> Result<Picked, DeskError> {
        let meant = views.get(number)?;
        let mut selections = lock(&self.0);
        let Some(found) = &meant.found else {
            selections.remove(&meant.operation);
            return Ok(Picked::default());
        };
        let mut selected = match selections.remove(&meant.operation) {
            None => Selected::of_ids(&[], number, found),
            Some(Selection::PutAway(ids)) => Selected::of_ids(&ids, number, found),
            Some(Selection::Open(selected)) => selected,
        };
        let shown = if is_newer(selected.view, number) {
            views.get(selected.view)
        } else {
            selected.go_to(number, found);
            Ok(Arc::clone(&meant))
        };
        let done = shown.map(|shown| selected.change(pick, &shown, (&meant, number)));
        let picked = Picked { count: as_number(selected.picked.count()), seen: selected.among(&seen.ids(found)) };
        selections.insert(meant.operation.clone(), Selection::Open(selected));
        done.map(|()| picked)
    }

    /// Which of these interactions are picked.
    pub(super) fn among(&self, operation: &str, ids: impl Iterator<Item = u32>) -> Vec<u32> {
        match lock(&self.0).get(operation) {
            None => Vec::new(),
            Some(Selection::Open(selected)) => ids.filter(|id| selected.has(*id)).collect(),
            Some(Selection::PutAway(picked)) => ids.filter(|id| picked.binary_search(id).is_ok()).collect(),
        }
    }

    /// The picked ones that a view holds, in its order.
    pub(super) fn in_order(&self, view: &View) -> Vec<u32> {
        let selections = lock(&self.0);
        let (Some(found), Some(selection)) = (&view.found, selections.get(&view.operation)) else { return Vec::new() };
        let table = found.table();
        let picked = match selection {
            Selection::Open(selected) => selected.in_other_table(&selected.picked, table),
            Selection::PutAway(ids) => positions_of(ids.iter().copied(), table),
        };
        drop(selections);
        let positions = found.positions(0, found.total()).into_iter().filter(|position| picked.contains(*position));
        positions.filter_map(|position| table.id(position)).collect()
    }

    /// Lets go of the columns that selections of other operations hold.
    pub(super) fn put_away_others(&self, operation: &str) {
        let mut selections = lock(&self.0);
        for (_, selection) in selections.iter_mut().filter(|(other, _)| *other != operation) {
            if let Selection::Open(selected) = selection {
                *selection = Selection::PutAway(selected.ids());
            }
        }
        selections.retain(|_, selection| !matches!(selection, Selection::PutAway(ids) if ids.is_empty()));
    }

    /// Forgets what is picked of an operation.
    pub(super) fn forget(&self, operation: &str) {
        lock(&self.0).remove(operation);
    }
}

impl Selected {
    /// Those of these interactions that a view holds.
    fn of_ids(ids: &[u32], view: u32, found: &Found) -> Self {
        let table = Arc::clone(found.table());
        let mut picked = positions_of(ids.iter().copied(), &table);
        if !ids.is_empty() {
            picked.retain(&found.all());
        }
        Self { view, table, picked, anchor: None, stretched: None }
    }

    /// Goes over to another view: what that leaves out is let go.
    fn go_to(&mut self, view: u32, found: &Found) {
        if self.view == view {
            return;
        }
        let all = found.all();
        let anchor = self.anchor.and_then(|anchor| self.table.id(anchor.at));
        let over = |hits: &Hits| {
            let mut hits = self.in_other_table(hits, found.table());
            hits.retain(&all);
            hits
        };
        let (picked, stretched) = (over(&self.picked), self.stretched.as_ref().map(over));
        let anchor = anchor.and_then(|id| Anchor::of(id, found));
        let stretched = stretched.filter(|_| anchor.is_some());
        *self = Self { view, table: Arc::clone(found.table()), picked, anchor, stretched };
    }

    /// `shown` is the view that this is of, `meant` the one whose positions a person saw.
    fn change(&mut self, pick: Pick, shown: &View, (meant, number): (&View, u32)) {
        let Some(found) = &shown.found else { return };
        match pick {
            Pick::Keep => {}
            Pick::Nothing => *self = Self::of_ids(&[], self.view, found),
            Pick::Toggle { id } => self.toggle(id, found),
            // In another order, or among others, a range is not what was pointed at.
            Pick::All | Pick::Stretch { .. } if !shown.asks_as(meant) => {}
            Pick::All => {
                self.picked = found.all();
                self.stretched = None;
            }
            Pick::Stretch { from, to } => {
                let place = |spot: Spot| match (spot.position, spot.id) {
                    (Some(position), _) if self.view == number => Some(position),
                    (_, Some(id)) => found.place_of(id),
                    (Some(position), None) => found.place_of(*meant.found.as_ref()?.ids(position as usize, 1).first()?),
                    (None, None) => None,
                };
                let (from, to) = (place(from), place(to));
                self.stretch(from, to, found);
            }
        }
    }

    fn toggle(&mut self, id: u32, found: &Found) {
        let Some(anchor) = Anchor::of(id, found) else { return };
        self.picked.toggle(anchor.at);
        self.anchor = Some(anchor);
        self.stretched = None;
    }

    fn stretch(&mut self, from: Option<u32>, to: Option<u32>, found: &Found) {
        let Some(to) = to.filter(|to| (*to as usize) < found.total()) else { return };
        if self.anchor.is_none() || self.picked.is_empty() {
            let place = from.unwrap_or(to);
            let at = found.positions(place as usize, 1).first().copied();
            self.anchor = at.map(|at| Anchor { at, place });
            self.stretched = None;
        }
        let Some(anchor) = self.anchor else { return };
        let (first, last) = (anchor.place.min(to) as usize, anchor.place.max(to) as usize);
        let mut taken = Hits::of_positions(&self.table, found.positions(first, last - first + 1));
        if let Some(stretched) = &self.stretched {
            self.picked.remove(stretched);
        }
        taken.remove(&self.picked);
        self.picked.add(&taken);
        self.stretched = Some(taken);
    }

    fn has(&self, id: u32) -> bool {
        self.table.position_of_id(id).is_some_and(|position| self.picked.contains(position))
    }

    fn among(&self, ids: &[u32]) -> Vec<u32> {
        ids.iter().copied().filter(|id| self.has(*id)).collect()
    }

    fn ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.picked.positions().filter_map(|position| self.table.id(position)).collect();
        ids.sort_unstable();
        ids
    }

    /// Positions of this table as those of another.
    fn in_other_table(&self, hits: &Hits, table: &Arc<Table>) -> Hits {
        if Arc::ptr_eq(&self.table, table) {
            return hits.clone();
        }
        positions_of(hits.positions().filter_map(|position| self.table.id(position)), table)
    }
}

impl Anchor {
    fn of(id: u32, found: &Found) -> Option<Self> {
        Some(Self { at: found.table().position_of_id(id)?, place: found.place_of(id)? })
    }
}

impl Seen {
    fn ids(self, found: &Found) -> Vec<u32> {
        let rows = self.last.saturating_sub(self.first).saturating_add(1).min(MOST_ROWS);
        found.ids(self.first as usize, rows as usize)
    }
}

fn positions_of(ids: impl Iterator<Item = u32>, table: &Table) -> Hits {
    Hits::of_positions(table, ids.filter_map(|id| table.position_of_id(id)))
}

/// Whether a view was found after another: numbers begin anew after the last.
const fn is_newer(view: u32, than: u32) -> bool {
    view != than && view.wrapping_sub(than) < u32::MAX / 2
}
