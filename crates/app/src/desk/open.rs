//! The archives that are open for exploring, one an operation.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use archive::Reader;
use explore::Explorer;
use interaction::Period;

use super::place::Place;
use super::{Covered, lock};
use crate::coverage::of_past;
use crate::{DeskError, Error, OperationError, archives, unreadable};

/// After so long without a question an archive that changes is closed: what reads an old state keeps its log from being
/// cut, and a long download would make that grow.
const IDLE: Duration = Duration::from_secs(5);
/// So long the coverage of a period stands: the present moves on.
const COVERED_FOR: Duration = Duration::from_secs(60);

/// The open archives by the page's id of their operation.
#[derive(Default)]
pub(super) struct OpenOperations(Mutex<HashMap<String, Arc<Open>>>);

/// One open archive. Its lock is held while it is opened, asked and read.
#[derive(Default)]
pub(super) struct Open(Mutex<Held>);

/// Work that ended in a panic may have left the explorer between two states: it is opened anew.
fn hold(mutex: &Mutex<Held>) -> MutexGuard<'_, Held> {
    mutex.lock().unwrap_or_else(|poisoned| {
        mutex.clear_poison();
        let mut held = poisoned.into_inner();
        held.seen = None;
        held
    })
}

#[derive(Default)]
struct Held {
    seen: Option<Seen>,
    /// Set while its operation is being removed: a question that is under way must not open it again.
    is_leaving: bool,
    used: Option<Instant>,
    /// Why it could not be opened ahead: told to who asks first, since asking the keychain again might ask the person again.
    failed_ahead: Option<Error>,
}

struct Seen {
    explorer: Explorer,
    generation: u64,
    /// In the explorer's state too, for an export that begins when the archive has moved on. Until then it looks
    /// whether it has. `None` once an export has it.
    spare: Option<Reader>,
    /// How much of a period is covered: asked for with every question, and worked out over all records.
    covered: Option<(Period, Instant, Covered)>,
}

impl OpenOperations {
    /// The operation's archive, opened or not.
    pub(super) fn of(&self, id: &str) -> Arc<Open> {
        Arc::clone(lock(&self.0).entry(id.to_owned()).or_default())
    }

    /// Whether an operation's archive is open, or being opened.
    pub(super) fn is_open(&self, id: &str) -> bool {
        let open = lock(&self.0).get(id).cloned();
        open.is_some_and(|open| open.0.try_lock().map_or(true, |held| held.seen.is_some()))
    }

    /// Closes an operation's archive. Waits for who uses it.
    pub(super) fn close(&self, id: &str) {
        let open = lock(&self.0).remove(id);
        if let Some(open) = open {
            *hold(&open.0) = Held::default();
        }
    }

    /// Closes an operation's archive and keeps it closed. Waits for who uses it.
    pub(super) fn close_for_good(&self, id: &str) {
        *hold(&self.of(id).0) = Held { is_leaving: true, ..Held::default() };
    }

    /// Closes all but one operation's archive: the page shows one at a time. Who still uses another ends with it.
    pub(super) fn close_others(&self, id: &str) {
        lock(&self.0).retain(|open, _| open == id);
    }

    /// Closes what nobody has asked for a while.
    pub(super) fn close_if_idle(&self, id: &str) {
        let open = lock(&self.0).get(id).cloned();
        let Some(open) = open else { return };
        // Who holds it is using it.
        if let Ok(mut held) = open.0.try_lock()
            && held.used.is_none_or(|used| used.elapsed() > IDLE)
        {
            held.seen = None;
        }
    }

    /// Closes every archive that nobody is using.
    pub(super) fn close_all(&self) {
        for (_, open) in lock(&self.0).drain() {
            if let Ok(mut held) = open.0.try_lock() {
                held.seen = None;
            }
        }
    }
}

impl Open {
    /// Opens the archive for who will ask soon. Who asks meanwhile waits for it, as for any other who opens it.
    pub(super) fn open_ahead(&self, place: &Place) {
        let mut held = hold(&self.0);
        held.used = Some(Instant::now());
        held.failed_ahead = held.renewed(place).err();
    }

    /// Works on the archive's newest state; `None` where nothing was ever downloaded.
    pub(super) fn newest<T>(
        &self,
        place: &Place,
        work: impl FnOnce(Option<(&mut Explorer, u64)>) -> Result<T, explore::Error>,
    ) -> Result<T, Error> {
        let mut held = hold(&self.0);
        held.used = Some(Instant::now());
        let seen = held.renewed(place)?;
        let done = work(seen.map(|seen| (&mut seen.explorer, seen.generation)));
        done.map_err(|error| unreadable(&error, &place.context, &place.operation))
    }

    /// Works on the state that the page has seen last, or on the newest where it has seen none: reading an interaction
    /// must not outdate the list that it was picked from.
    pub(super) fn shown<T>(
        &self,
        place: &Place,
        work: impl FnOnce(&mut Explorer) -> Result<Option<T>, explore::Error>,
    ) -> Result<Option<T>, Error> {
        let mut held = hold(&self.0);
        held.used = Some(Instant::now());
        let seen = if held.seen.is_some() { held.seen.as_mut() } else { held.renewed(place)? };
        let Some(seen) = seen else { return Ok(None) };
        work(&mut seen.explorer).map_err(|error| unreadable(&error, &place.context, &place.operation))
    }

    /// Works on the state that the page has seen last; `None` where there is none.
    pub(super) fn seen<T>(&self, work: impl FnOnce(&mut Explorer) -> T) -> Option<T> {
        let mut held = hold(&self.0);
        held.used = Some(Instant::now());
        held.seen.as_mut().map(|seen| work(&mut seen.explorer))
    }

    /// How much of a period's past is covered, in the state that the page has seen last.
    pub(super) fn covered(&self, place: &Place, period: Option<Period>) -> Result<Covered, Error> {
        let mut held = hold(&self.0);
        let worked_out = |reader: Option<&Reader>| {
            let known = of_past(reader, &place.operation, period);
            let known = known.map_err(|error| unreadable(&error.into(), &place.context, &place.operation))?;
            Ok::<_, Error>(Covered::of(&known))
        };
        let Some(seen) = &mut held.seen else { return worked_out(None) };
        let Some(whole) = period else { return Ok(Covered::default()) };
        if let Some((of, at, covered)) = seen.covered
            && of == whole
            && at.elapsed() < COVERED_FOR
        {
            return Ok(covered);
        }
        let covered = worked_out(Some(seen.explorer.reader()))?;
        seen.covered = Some((whole, Instant::now(), covered));
        Ok(covered)
    }

    /// A reader in the state that the page has seen last, if that is of this generation. There is one until the next
    /// question.
    pub(super) fn spare(&self, generation: u64) -> Option<Reader> {
        let mut held = hold(&self.0);
        let seen = held.seen.as_mut().filter(|seen| seen.generation == generation)?;
        seen.spare.take()
    }
}

impl Held {
    fn renewed(&mut self, place: &Place) -> Result<Option<&mut Seen>, Error> {
        if self.is_leaving {
            return Err(OperationError::OperationUnknown { name: place.operation.name.clone() }.into());
        }
        if let Some(error) = self.failed_ahead.take() {
            return Err(error);
        }
        // What cannot be renewed is not shown any longer: it is opened anew, which tells what is wrong.
        let is_current = self.seen.as_mut().is_some_and(|seen| seen.renew(place).is_ok());
        let is_there = place.context.home.archive(&place.operation.id).is_file();
        if !is_current || !is_there {
            self.seen = None;
            self.seen = Seen::open(place)?;
        }
        Ok(self.seen.as_mut())
    }
}

impl Seen {
    fn open(place: &Place) -> Result<Option<Self>, Error> {
        let Some((reader, spare)) = archives::two_readers(&place.context, &place.operation)? else { return Ok(None) };
        let of_archive = |error| unreadable(&error, &place.context, &place.operation);
        let explorer = Explorer::open(reader).map_err(of_archive)?;
        let mut seen = Self { explorer, generation: 0, spare: None, covered: None };
        seen.pair_with(spare).map_err(of_archive)?;
        Ok(Some(seen))
    }

    fn renew(&mut self, place: &Place) -> Result<(), Error> {
        let of_archive = |error: explore::Error| unreadable(&error, &place.context, &place.operation);
        let spare = match self.spare.take() {
            Some(mut spare) => spare.renew().map(|()| spare).map_err(|error| of_archive(error.into()))?,
            None => archives::reader(&place.context, &place.operation)?.ok_or(DeskError::ViewOutdated)?,
        };
        if spare.generation().map_err(|error| of_archive(error.into()))? != self.generation {
            self.explorer.renew().map_err(of_archive)?;
        }
        self.pair_with(spare).map_err(of_archive)
    }

    /// Keeps a spare reader of the explorer's state. Where something was stored between the two, the next question
    /// brings another.
    fn pair_with(&mut self, spare: Reader) -> Result<(), explore::Error> {
        let generation = self.explorer.reader().generation()?;
        if generation != self.generation {
            self.covered = None;
        }
        self.generation = generation;
        self.spare = Some(spare).filter(|spare| spare.generation().is_ok_and(|state| state == self.generation));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::{Context, Given, Home, Keychain, NewOperation, add};

    fn context(folder: &tempfile::TempDir, key: &str) -> Context {
        let given = Given::new(None, Some(key.repeat(32)));
        Context { home: Home::at(folder.path()), keychain: Keychain::None, given }
    }

    fn place(context: &Context) -> Place {
        let new = NewOperation { name: "Ventas".into(), server: "0042".into(), ..NewOperation::default() };
        let operation = add(context, new, None).unwrap().operation;
        drop(archives::writer(context, &operation).unwrap());
        Place { id: operation.id.to_string(), context: context.clone(), operation }
    }

    #[tokio::test]
    async fn what_the_page_asks_first_is_opened_ahead() {
        let folder = tempfile::tempdir().unwrap();
        let context = context(&folder, "a7");
        let place = place(&context);
        let desk = Desk::new(context, |_| {});
        assert!(!desk.inner.open.is_open(&place.id));
        desk.clone().open_ahead().await;
        assert!(desk.inner.open.is_open(&place.id));
    }

    #[test]
    fn what_opening_ahead_failed_with_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let right = place(&context(&folder, "a7"));
        let wrong = Place { context: context(&folder, "00"), ..right.clone() };
        let open = Open::default();
        open.open_ahead(&wrong);
        let asked = || open.newest(&right, |seen| Ok(seen.is_some())).map_err(|error| error.code());
        assert_eq!((asked(), asked()), (Err("archive_wrong_key".to_owned()), Ok(true)));
    }
}
