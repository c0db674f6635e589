//! The names of skills and codes: asked for at most once a day, and never worth failing for.

use archive::{Name, NameKind, StoredWindow};
use wolkvox::Named;

use crate::run::{Run, Stop};

impl Run {
    /// The names that were not asked for today.
    pub(crate) async fn due_names(&mut self) -> Result<Vec<NameKind>, Stop> {
        let now = (self.clock)();
        let mut due = Vec::new();
        for kind in [NameKind::Skill, NameKind::Code] {
            let asked_at = self.archive(move |archive| archive.names_asked_at(kind)).await?;
            if asked_at.is_none_or(|at| now >= at.plus(StoredWindow::SETTLES_AFTER)) {
                due.push(kind);
            }
        }
        Ok(due)
    }

    /// Asks for names. A server that does not offer them is asked again tomorrow.
    pub(crate) async fn ask_names(&mut self, due: Vec<NameKind>) -> Result<(), Stop> {
        for kind in due {
            let now = (self.clock)();
            let client = self.client.clone();
            let answer = self
                .unless_cancelled(async move {
                    match kind {
                        NameKind::Skill => client.skills().await,
                        NameKind::Code => client.activity_codes().await,
                    }
                })
                .await?;
            let names = match answer {
                Ok(names) => names.into_iter().map(|Named { id, name }| Name { id, name }).collect(),
                // Not asked in vain for a day: the server was not there to answer, or had no time.
                Err(wolkvox::Error::Unreachable(_) | wolkvox::Error::TooManyAtOnce) => return Ok(()),
                // Without names everything works; numbers are shown.
                Err(_) => Vec::new(),
            };
            self.archive(move |archive| archive.keep_names(kind, &names, now)).await?;
        }
        Ok(())
    }
}
