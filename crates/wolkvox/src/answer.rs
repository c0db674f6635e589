//! An answer on its way in.

use std::fmt;

use crate::Error;
use crate::body::Body;
use crate::parse::{AnswerReader, Item, Totals};

/// The answer to a request for interactions, read as it comes. Dropping it closes the connection.
pub struct Answer {
    state: State,
    totals: Totals,
}

enum State {
    Coming(Box<Coming>),
    Over(Result<(), Error>),
}

struct Coming {
    body: Body,
    reader: AnswerReader,
}

impl Answer {
    /// The next items, never an empty list; `None` at the end of a whole answer.
    ///
    /// # Errors
    /// What [`AnswerReader::finish`] says of the body, [`Error::TooLarge`], [`Error::TimedOut`] where it never begins and
    /// [`Error::CutOff`] where it stops. After an error the answer is over, and says the same again.
    pub async fn next(&mut self) -> Result<Option<Vec<Item>>, Error> {
        loop {
            let coming = match &mut self.state {
                State::Coming(coming) => coming,
                State::Over(outcome) => return outcome.map(|()| None),
            };
            let step = coming.next().await;
            self.totals = coming.reader.totals();
            match step {
                Ok(Some(items)) if items.is_empty() => {}
                Ok(Some(items)) => return Ok(Some(items)),
                Ok(None) => self.close(),
                Err(error) => self.state = State::Over(Err(error)),
            }
        }
    }

    /// What came so far.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// The answer of a period in which there is nothing.
    pub(crate) fn empty() -> Self {
        Self { state: State::Over(Ok(())), totals: Totals::default() }
    }

    /// The answer in a body.
    pub(crate) fn of(body: Body) -> Self {
        let coming = Coming { body, reader: AnswerReader::new() };
        Self { state: State::Coming(Box::new(coming)), totals: Totals::default() }
    }

    /// Judges what came, once the body has ended.
    fn close(&mut self) {
        if let State::Coming(coming) = std::mem::replace(&mut self.state, State::Over(Ok(()))) {
            self.state = State::Over(coming.reader.finish().map(|_| ()));
        }
    }
}

impl Coming {
    async fn next(&mut self) -> Result<Option<Vec<Item>>, Error> {
        let piece = match self.body.next().await {
            Ok(Some(piece)) => piece,
            Ok(None) => return Ok(None),
            // After the last brace nothing can be missing: some servers close without a farewell.
            Err(_) if self.reader.is_whole() => return Ok(None),
            Err(error) => return Err(error),
        };
        self.reader.push(&piece)?;
        Ok(Some(std::iter::from_fn(|| self.reader.next_item()).collect()))
    }
}

/// Tells how far it came, and nothing of what it carries.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("totals", &self.totals).finish_non_exhaustive()
    }
}
