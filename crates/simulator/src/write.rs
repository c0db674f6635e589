//! Writes one answer without a server, for benchmarks that read from a file.

use std::io::{self, Write};
use std::sync::Arc;

use crate::Settings;
use crate::answer::{Answer, Plan};
use crate::files::Wanted;
use crate::operation::Operation;
use crate::selection::Selection;

/// Bytes written at a time.
const PIECE: usize = 1 << 20;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Records in the answer.
    pub records: u64,
    /// Bytes of JSON.
    pub bytes: u64,
}

/// Writes the answer of the *Detail interactions* report over the whole period, without any limit.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_answer(settings: &Settings, mut out: impl Write) -> io::Result<Written> {
    let operation = Arc::new(Operation::new(settings));
    let selection = Selection { period: settings.period, by: settings.selects_by, now: settings.now };
    let plan = Plan {
        dialect: settings.dialect.clone(),
        wanted: Wanted::As(settings.dialect.attachments),
        selection,
        planted: Vec::new(),
        limit: u64::MAX,
        withheld: 0,
    };
    let mut answer = Answer::new(operation, plan);
    let records = answer.counted();
    let (mut piece, mut bytes, mut more) = (Vec::with_capacity(PIECE + PIECE / 4), 0, true);
    while more {
        piece.clear();
        more = answer.print(PIECE, &mut piece);
        bytes += piece.len() as u64;
        out.write_all(&piece)?;
    }
    out.flush()?;
    Ok(Written { records, bytes })
}
