//! One request: its answer staged in the archive, or the reason why there is none.

use archive::{AnswerEnd, WindowId};
use interaction::Window;
use tokio::sync::mpsc;
use wolkvox::{Answer, Item};

use crate::run::{Run, Stop};
use crate::spread::Spread;
use crate::{Event, Failure, Reason};

/// Lists of items on their way to the archive.
const ON_THE_WAY: usize = 32;

/// What came of a request.
#[derive(Debug)]
pub(crate) enum Asked {
    /// The answer is staged.
    Staged(WindowId),
    /// The answer is a full one, over more than a second: its rest was cut off in silence.
    Full,
    /// No usable answer.
    Unanswered(Reason),
}

impl Run {
    /// Asks for a window once.
    pub(crate) async fn ask(&mut self, window: Window) -> Result<Asked, Stop> {
        self.tell(Event::Asking { window });
        let fetched_at = (self.clock)();
        let client = self.client.clone();
        let answer = self.unless_cancelled(async move { client.interactions(window).await }).await?;
        match answer {
            Ok(answer) => {
                self.reached = true;
                let id = self.archive(move |archive| archive.begin(window, fetched_at)).await?;
                let asked = self.keep(answer, window, id).await;
                if !matches!(asked, Ok(Asked::Staged(_))) {
                    self.archive(move |archive| archive.discard(id)).await?;
                }
                asked
            }
            Err(error) => {
                self.came = (0, window.period());
                self.unanswered(error).map(Asked::Unanswered)
            }
        }
    }

    /// Keeps an answer as it arrives.
    async fn keep(&mut self, mut answer: Answer, window: Window, id: WindowId) -> Result<Asked, Stop> {
        let (sender, items) = mpsc::channel(ON_THE_WAY);
        let mut writing = self.start_receiving(id, items);
        let mut spread = Spread::over(window);
        let ended = self.pass_on(&mut answer, sender, &mut spread).await;
        // The receiver ends when the sender is gone, whatever became of the answer.
        let written = (&mut writing).await.map_err(|_| Stop::Panicked)?;
        written.map_err(|error| Stop::Failed(Failure::Archive(error)))?;
        let ended = ended?;
        let totals = answer.totals();
        let records = totals.records + totals.set_aside;
        if records >= self.pace.full_answer {
            self.is_answered_with(records);
            self.sizes.density.learn(spread.period(), records);
            if window.halves().is_some() {
                return Ok(Asked::Full);
            }
            return self.stage(id, AnswerEnd::CutAtLimit).await;
        }
        match ended {
            Ok(()) => {
                self.is_answered_with(records);
                if let Some(records) = self.sizes.came_whole(window, records) {
                    self.note_too_many(records).await?;
                }
                self.stage(id, AnswerEnd::Whole).await
            }
            Err(error) => {
                self.came = (records, spread.period());
                self.unanswered(error).map(Asked::Unanswered)
            }
        }
    }

    /// The server works: it gave a usable answer of so many records.
    const fn is_answered_with(&mut self, records: u64) {
        (self.answered, self.is_cautious) = (true, false);
        self.troubles.are_over(records);
    }

    /// Passes the items on until the answer ends, one way or the other.
    async fn pass_on(
        &mut self,
        answer: &mut Answer,
        sender: mpsc::Sender<Vec<Item>>,
        spread: &mut Spread,
    ) -> Result<Result<(), wolkvox::Error>, Stop> {
        loop {
            let items = match self.unless_cancelled(answer.next()).await? {
                Ok(Some(items)) => items,
                Ok(None) => return Ok(Ok(())),
                Err(error) => return Ok(Err(error)),
            };
            self.arrived += items.len() as u64;
            self.tell(Event::Arrived { records: self.arrived });
            for item in &items {
                if let Item::Interaction(record) = item {
                    spread.see(record);
                }
            }
            // A receiver that is gone has failed, and says why when it is waited for.
            if self.unless_cancelled(sender.send(items)).await?.is_err() {
                return Ok(Ok(()));
            }
        }
    }

    pub(crate) async fn note_too_many(&mut self, records: u64) -> Result<(), Stop> {
        let now = (self.clock)();
        self.archive(move |archive| archive.note_too_many(records, now)).await
    }

    async fn stage(&mut self, id: WindowId, end: AnswerEnd) -> Result<Asked, Stop> {
        self.archive(move |archive| archive.stage(id, end)).await?;
        Ok(Asked::Staged(id))
    }

    /// The reason of an error, or the end of the run where no further request can help.
    pub(crate) fn unanswered(&mut self, error: wolkvox::Error) -> Result<Reason, Stop> {
        use wolkvox::Error as E;
        self.reached |= !matches!(error, E::Unreachable(_) | E::Setup);
        let server = |reason| Err(Stop::Failed(Failure::Server { reason }));
        match error {
            E::TokenMissing | E::TokenRefused => Err(Stop::Failed(Failure::Token)),
            E::QuotaSpent => Err(Stop::Failed(Failure::Quota)),
            E::NoSuchReport | E::BadParameters => server(Reason::Refused { status: 400 }),
            E::Refused { status } => server(Reason::Refused { status }),
            E::LeftOrigin => server(Reason::LeftOrigin),
            E::TooManyRedirects => server(Reason::ServerTrouble { status: None }),
            E::Setup => server(Reason::Setup),
            E::TooManyAtOnce => Ok(Reason::TooManyAtOnce),
            E::Maintenance { .. } => Ok(Reason::Maintenance),
            E::NotOffered => Ok(Reason::NotOffered),
            E::Unreachable(reach) => Ok(Reason::Unreachable(reach)),
            E::TimedOut => Ok(Reason::TimedOut),
            E::CutOff => Ok(Reason::CutOff),
            E::TooLarge => Ok(Reason::TooLarge),
            E::ServerTrouble { status } => Ok(Reason::ServerTrouble { status: Some(status) }),
            E::Unreadable => Ok(Reason::Unreadable),
        }
    }
}
