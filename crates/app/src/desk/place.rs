//! Which operation the page means, and where its files and secrets are.

use crate::{Context, Error, Operation, OperationError, with_id};

use super::{Desk, OperationShown, Scale, lock};

/// What the page calls the sample operation.
pub(super) const SAMPLE: &str = "sample";

/// An operation with its surroundings: the sample has its own.
#[derive(Clone)]
pub(super) struct Place {
    /// What the page calls it.
    pub(super) id: String,
    pub(super) context: Context,
    pub(super) operation: Operation,
}

impl Place {
    /// The operation as the page shows it.
    pub(super) fn shown(&self) -> OperationShown {
        let Operation { name, server, base_url, zone, scale, .. } = &self.operation;
        OperationShown {
            id: self.id.clone(),
            name: name.clone(),
            server: server.to_string(),
            base_url: base_url.clone(),
            zone: zone.name().to_owned(),
            scale: Scale::of(*scale),
            is_sample: self.id == SAMPLE,
            has_archive: self.context.home.archive(&self.operation.id).is_file(),
        }
    }
}

impl Desk {
    /// The operation that the page calls `id`. Reads the file of operations.
    pub(super) fn place(&self, id: &str) -> Result<Place, Error> {
        let (context, operation) = if id == SAMPLE {
            let sample = lock(&self.inner.sample).clone();
            let sample = sample.ok_or_else(|| OperationError::OperationUnknown { name: id.to_owned() })?;
            let operation = with_id(&sample.context, &sample.id)?;
            (sample.context.clone(), operation)
        } else {
            (self.inner.context.clone(), with_id(&self.inner.context, id)?)
        };
        Ok(Place { id: id.to_owned(), context, operation })
    }
}
