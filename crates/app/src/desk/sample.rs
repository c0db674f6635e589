//! The sample operation on the desk.

use std::sync::Arc;

use download::{AskQuota, Effort, Refresh};
use export::Region;

use super::place::{Place, SAMPLE};
use super::{Desk, Language, OperationShown, lock};
use crate::download::{Wanted, download_of};
use crate::{Context, Error, sample};

/// The sample that is open. Its server and its files end with it.
pub(super) struct Sample {
    pub(super) context: Context,
    /// The id in its own file of operations.
    pub(super) id: String,
    whole: sample::Sample,
}

impl Sample {
    /// Lets the server's present move on to the operation's.
    fn move_on(&self, place: &Place) {
        self.whole.simulator.set_now(place.operation.present());
    }
}

impl Desk {
    /// Where the place is the sample's: lets its server's present move on to the operation's.
    pub(super) fn move_on_if_sample(&self, place: &Place) {
        if place.id == SAMPLE
            && let Some(sample) = lock(&self.inner.sample).clone()
        {
            sample.move_on(place);
        }
    }

    /// Opens the sample and downloads it; one that is open already stays as it is.
    ///
    /// # Errors
    /// Where this machine has no free port, no temporary folder or no room.
    pub async fn open_sample(&self) -> Result<OperationShown, Error> {
        let _alone = self.inner.opening_sample.lock().await;
        let _busy = Arc::clone(&self.inner.busy);
        if lock(&self.inner.sample).is_none() {
            let name = self.off(|desk| Ok(desk.name_of_sample())).await?;
            let whole = sample::Sample::connect(name).await?;
            let (context, operation) = (whole.context.clone(), whole.operation.clone());
            let wanted = Wanted {
                period: whole.period,
                refresh: Refresh::Needed,
                since: None,
                effort: Effort::Whole,
                quota: AskQuota::Never,
            };
            let downloaded = download_of(&context, operation, wanted, self.inner.closing.clone(), |_| {}).await?;
            if let Some(error) = downloaded.failure(&context) {
                return Err(error);
            }
            let id = whole.operation.id.to_string();
            *lock(&self.inner.sample) = Some(Arc::new(Sample { context, id, whole }));
        }
        self.off(|desk| Ok(desk.place(SAMPLE)?.shown())).await
    }

    /// Closes the sample and deletes what it made. A download of it is ended first.
    ///
    /// # Errors
    /// [`crate::DeskError::WorkFailed`].
    pub async fn close_sample(&self) -> Result<(), Error> {
        self.end_download(SAMPLE).await;
        self.forget_kept(SAMPLE).await;
        self.off(|desk| {
            desk.inner.views.forget(SAMPLE);
            desk.inner.selections.forget(SAMPLE);
            desk.inner.open.close(SAMPLE);
            drop(lock(&desk.inner.sample).take());
            Ok(())
        })
        .await
    }

    fn name_of_sample(&self) -> &'static str {
        let system = Region::parse(&super::start::locale()).unwrap_or_default().language();
        match self.read_settings().language {
            Some(Language::En) => "Sample operation",
            None if system == export::Language::En => "Sample operation",
            _ => "Operación de ejemplo",
        }
    }
}
