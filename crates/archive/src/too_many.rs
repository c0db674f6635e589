//! The smallest answer that was too much for the server, by size or by time: a plan stays below it.

use interaction::Moment;
use rusqlite::Connection;

use crate::{Error, meta};

const RECORDS: &str = "too_many_records";
const AT: &str = "too_many_at";
/// After so many seconds it is replaced by whatever is met next: the server may have been slow that day.
const HOLDS_FOR: u32 = 7 * 86_400;

/// An answer that the server could not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How many records it would have had, as far as is known: at least so many.
    pub records: u64,
    /// When it was asked for, in the operation's wall clock.
    pub at: Moment,
}

pub(crate) fn read(connection: &Connection) -> Result<Option<TooMany>, Error> {
    let at = meta::number(connection, AT)?.and_then(|at| u32::try_from(at).ok()).map(Moment::from_seconds);
    Ok(meta::number(connection, RECORDS)?.zip(at).map(|(records, at)| TooMany { records, at }))
}

/// Takes an answer met later than now for met now, or it would be remembered until then.
pub(crate) fn doubt(connection: &Connection, present: Moment) -> Result<(), Error> {
    meta::no_later(connection, AT, present)
}

/// Remembers an answer that was too much, unless a smaller one is known from the week before.
pub(crate) fn note(connection: &Connection, new: TooMany) -> Result<(), Error> {
    let holds = |known: &TooMany| known.records <= new.records && known.at.plus(HOLDS_FOR) > new.at;
    if read(connection)?.as_ref().is_some_and(holds) {
        return Ok(());
    }
    meta::set_number(connection, RECORDS, new.records)?;
    meta::set_number(connection, AT, u64::from(new.at.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_holds_for_a_week() {
        let connection = crate::open::in_memory().unwrap();
        connection.execute_batch(meta::TABLE).unwrap();
        assert_eq!(read(&connection).unwrap(), None);
        let day = |day: u32| Moment::from_seconds(day * 86_400);
        for (records, at, expected) in [(900, 1, 900), (500, 2, 500), (700, 3, 500), (700, 9, 700), (600, 9, 600)] {
            note(&connection, TooMany { records, at: day(at) }).unwrap();
            assert_eq!(read(&connection).unwrap().unwrap().records, expected, "{records} on day {at}");
        }
    }
}
