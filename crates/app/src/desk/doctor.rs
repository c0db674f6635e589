//! The connection's doctor on the desk: of an operation, or of a connection as typed.

use super::operations::typed;
use super::{Desk, NewConnection, Told};
use crate::diagnosis::{Patient, Scope, diagnose};
use crate::{Days, DeskError, Diagnosis, Error, OperationError, Quota, Verdict, secret};

impl Desk {
    /// Looks which step of the way to an operation's server does not hold; how far it is is told. Costs two requests;
    /// of days, up to four.
    ///
    /// # Errors
    /// Where the operation is unknown.
    pub async fn diagnose(&self, operation: String, days: Option<Days>) -> Result<Diagnosis, Error> {
        let (place, token) = self
            .off(move |desk| {
                let place = desk.place(&operation)?;
                let token = secret::token(&place.context, &place.operation.id);
                Ok((place, token))
            })
            .await?;
        self.move_on_if_sample(&place);
        let scope = days.map(Days::period).map_or(Scope::Report, Scope::Period);
        if !self.stays(&place.id) {
            return Err(OperationError::OperationUnknown { name: place.id }.into());
        }
        let present = place.operation.present();
        let found = self.visit(Patient { operation: place.operation, token, scope }).await?;
        self.inner.quotas.spend(&place.id, found.requests);
        if let Some(Quota { left, limit }) = found.facts.quota {
            // It was asked first: what came after it is spent too.
            let left = left.saturating_sub(found.requests.saturating_sub(1));
            self.inner.quotas.learn(&place.id, Quota { left, limit }, present);
        }
        if found.verdict == Verdict::QuotaSpent {
            self.inner.quotas.learn_spent(&place.id, present);
        }
        Ok(found)
    }

    /// As [`diagnose`](Self::diagnose), of a connection as typed. Nothing is stored.
    ///
    /// # Errors
    /// Where something typed is wrong.
    pub async fn diagnose_connection(&self, connection: NewConnection) -> Result<Diagnosis, Error> {
        let (operation, token) = typed(connection)?;
        self.visit(Patient { operation, token: Ok(token), scope: Scope::Report }).await
    }

    async fn visit(&self, patient: Patient) -> Result<Diagnosis, Error> {
        let told = |step| self.tell(Told::DiagnosisStep(step));
        tokio::select! {
            diagnosed = diagnose(patient, told) => Ok(diagnosed?.diagnosis),
            () = self.inner.closing.cancelled() => Err(DeskError::Closing.into()),
        }
    }
}
