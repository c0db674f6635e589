//! Printing: results for people to standard output, remarks to standard error. Results for programs go their own way.

use std::io::{self, Write};

use serde::Serialize;

use crate::plain;

/// Prints lines of a result, each made harmless for a terminal.
pub(crate) fn lines(lines: impl IntoIterator<Item = impl AsRef<str>>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in lines {
        writeln!(out, "{}", plain::line(line.as_ref()))?;
    }
    out.flush()
}

/// Prints a text of our own, line breaks and all.
pub(crate) fn text(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints a result for programs, in one line.
pub(crate) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, value)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Prints a remark that is no result. Where standard error is gone, nobody wants it.
pub(crate) fn remark(text: &str) {
    drop(writeln!(io::stderr().lock(), "{}", plain::line(text)));
}
