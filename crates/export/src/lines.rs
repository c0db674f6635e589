//! JSON, one record a line.

use std::fs::File;
use std::io::{BufWriter, Write};

use interaction::{Interaction, Row};

use crate::Error;
use crate::write::Rows;

/// How many bytes go to the drive at once.
const BUFFER: usize = 1 << 18;

/// Writes all rows; no text is cut.
pub(crate) fn write<E, I>(file: &File, rows: &mut Rows<'_, I>) -> Result<u64, Error<E>>
where
    I: Iterator<Item = Result<Interaction, E>>,
{
    let mut buffered = BufWriter::with_capacity(BUFFER, file);
    let mut line = Vec::new();
    while let Some(record) = rows.next()? {
        line.clear();
        serde_json::to_writer(&mut line, &Row { id: None, record: &record }).map_err(std::io::Error::from)?;
        // Unknown fields are kept as the server printed them, and it may print over several lines. In a string a
        // line end is always escaped, so these stand between values, where a blank means the same.
        line.iter_mut().filter(|byte| matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
        line.push(b'\n');
        buffered.write_all(&line)?;
    }
    buffered.flush()?;
    Ok(0)
}
