//! The window's desk: what it has open, and in what shape that crosses to the page.
//!
//! Its functions are `async` and put what blocks where that is allowed. Nothing holds a lock of the whole desk while it
//! waits for the disk, the keychain (where a person may be asked), or a server: each operation has its own. Nor is the
//! home's lock held while the keychain is asked, since every other program would wait.

mod addresses;
mod answer;
mod asking;
mod calendar;
mod changes;
mod costing;
mod covered;
mod doctor;
mod downloading;
mod exporting;
mod facets;
mod following;
mod history;
mod keeper;
mod listing;
mod low_scores;
mod notice;
mod open;
mod operations;
mod place;
mod progress;
mod question;
mod quota;
mod reading;
mod row;
mod running;
mod sample;
mod searching;
mod selection;
mod settings;
mod start;
mod told;
mod typed;
mod view;
mod writing;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::{Context, DeskError, Error};
use keeper::Keeper;
use open::OpenOperations;
use quota::Quotas;
use running::Downloads;
use sample::Sample;
use selection::Selections;
use view::Views;
use writing::Exports;

pub use addresses::{checked_address, folder_for_exports, with_ending};
pub use answer::Answer;
pub use asking::{DayPlace, Held};
pub use calendar::{CoverageShown, Covered, DayShown, DayState, Hours, Month, Pending};
pub use downloading::{Again, Cost, Ended, FailedWindow, How, Progress, SelectsBy, Working};
pub use exporting::{Estimate, ExportColumn, ExportFormat, ExportTask, Exported, Opened};
pub use facets::{FacetList, FacetValue, Facets};
pub use following::{FollowShown, FollowState, Following, LowScore};
pub use history::{ChangeCounts, ChangeKind, ChangeShown, ChangesShown, FieldChange, GoneShown, PastChange, RunShown};
pub use notice::{Markup, Notice};
pub use operations::{Change, Fate, NewConnection, Removed, Storage, Tried, check_server, zones};
pub use question::{Choices, Dimensioned, Question, Sort};
pub use quota::{QuotaAsk, QuotaShown};
pub use reading::{RawText, Reading};
pub use row::{ListPage, ListRow, ScoreShown};
pub use searching::{SearchEdit, SearchHints, SearchNote, SearchSuggestion, TypedSearch};
pub use selection::{Pick, Picked, Seen, Spot};
pub use settings::{ColumnLayout, Language, Layout, ListColumn, Settings, Theme};
pub use start::{OperationShown, Platform, Scale, Start};
pub use told::Told;
pub use typed::TypedToken;
pub use writing::Prepared;

pub use crate::message::{Message, Piece, Quoted, address_of_link};
pub use explore::{Bar, SearchField, Step, Summary, Timeline};
pub use interaction::{Attachment, Tone};

/// How long a person waits for an answer of the server.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often the end of what still works is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What the window has open. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    context: Context,
    tell: Box<dyn Fn(Told) + Send + Sync>,
    settings: Mutex<()>,
    open: OpenOperations,
    views: Views,
    selections: Selections,
    downloads: Downloads,
    quotas: Quotas,
    /// Operations that are being removed: nothing of them may begin any more.
    leaving: Mutex<HashSet<String>>,
    keeper: Keeper,
    exports: Exports,
    sample: Mutex<Option<Arc<Sample>>>,
    /// One clone for each piece of work that must not outlive the program.
    busy: Arc<()>,
    /// Cancelled when the desk is closed.
    closing: CancellationToken,
    /// Held while the sample is being opened: two of them at once would be one too many.
    opening_sample: tokio::sync::Mutex<()>,
}

impl Desk {
    /// An empty desk. `tell` hears what happens and must not block.
    #[must_use]
    pub fn new(context: Context, tell: impl Fn(Told) + Send + Sync + 'static) -> Self {
        let inner = Inner {
            context,
            tell: Box::new(tell),
            settings: Mutex::default(),
            open: OpenOperations::default(),
            views: Views::default(),
            selections: Selections::default(),
            downloads: Downloads::default(),
            quotas: Quotas::default(),
            leaving: Mutex::default(),
            keeper: Keeper::default(),
            exports: Exports::default(),
            sample: Mutex::default(),
            busy: Arc::default(),
            closing: CancellationToken::new(),
            opening_sample: tokio::sync::Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The folder of all files.
    #[must_use]
    pub fn folder_of_data(&self) -> &std::path::Path {
        self.inner.context.home.folder()
    }

    /// Ends all that runs and waits for it, but no longer than `limit`. Threads that are still in the archive while the
    /// program ends would meet a library that is gone.
    pub async fn close(&self, limit: Duration) {
        self.inner.closing.cancel();
        self.inner.exports.cancel();
        let ended = async {
            while self.inner.downloads.are_running() || self.is_keeping() || Arc::strong_count(&self.inner.busy) > 1 {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        // What does not end in time, as a keychain that waits for a person, ends with the program.
        let _ = tokio::time::timeout(limit, ended).await;
        self.inner.open.close_all();
        drop(lock(&self.inner.sample).take());
    }

    /// Runs what blocks where that is allowed. A panic, as of a library over a hostile message, is an error of this one
    /// piece of work: a page that hears nothing would wait for ever.
    async fn off<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let desk = self.clone();
        let busy = Arc::clone(&self.inner.busy);
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&desk);
            drop(busy);
            done
        });
        done.await.unwrap_or_else(|_| Err(DeskError::WorkFailed.into()))
    }

    /// Whether an operation is none that is being removed just now.
    fn stays(&self, id: &str) -> bool {
        !lock(&self.inner.leaving).contains(id)
    }

    fn tell(&self, told: Told) {
        (self.inner.tell)(told);
    }
}

/// Locks what a panic elsewhere cannot have left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, Home, Keychain};

    #[tokio::test]
    async fn a_panic_is_an_error_of_the_work_that_it_ended() {
        let context = Context { home: Home::at("unused"), keychain: Keychain::None, given: Given::default() };
        let desk = Desk::new(context, |_| {});
        let failed: Result<(), Error> = desk
            .off(|desk| {
                let _held = lock(&desk.inner.settings);
                panic!("a defect");
            })
            .await;
        assert_eq!(failed, Err(DeskError::WorkFailed.into()));
        assert_eq!(desk.off(|desk| Ok(desk.downloads().len())).await, Ok(0));
        assert_eq!(Arc::strong_count(&desk.inner.busy), 1);
    }

    #[tokio::test]
    async fn nothing_of_an_operation_begins_while_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let given = Given::new(Some("7b2274".into()), Some("a7".repeat(32)));
        let context = Context { home: Home::at(folder.path()), keychain: Keychain::None, given };
        let base_url = Some("http://127.0.0.1:9".to_owned());
        let new = crate::NewOperation { name: "a".into(), server: "1".into(), base_url, ..Default::default() };
        let id = crate::add(&context, new, None).unwrap().operation.id.to_string();
        let desk = Desk::new(context.clone(), |_| {});
        lock(&desk.inner.leaving).insert(id.clone());
        let unknown = |error: Error| assert_eq!(error.code(), "operation_unknown");
        unknown(desk.start_download(id.clone(), crate::Span::Today, Again::Needed).await.unwrap_err());
        unknown(desk.quota(id.clone(), QuotaAsk::Ask).await.unwrap_err());
        unknown(desk.diagnose(id.clone(), None).await.unwrap_err());
        desk.follow(id.clone(), Following { on: true, notify_at: None }).await.unwrap();
        let keeping = tokio::spawn(desk.clone().keep());
        tokio::time::sleep(std::time::Duration::from_secs(4)).await;
        keeping.abort();
        assert!(!desk.is_keeping() && !context.home.archive(&crate::OperationId::parse(&id).unwrap()).exists());
    }
}
