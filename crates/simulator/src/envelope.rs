//! What stands around the records: prefix, code, error, count, and the bodies of refusals.

use crate::dialect::{Code, Count, Layout, NoError, Prefix, Single};
use crate::{Dialect, php};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
const WARNING: &[u8] = b"<br />\n<b>Warning</b>:  Undefined array key \"cod_description\" in \
    <b>/var/www/html/api/v2/reports_manager.php</b> on line <b>412</b><br />\n";

/// How `data` is opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// A list.
    List,
    /// The only record.
    Object,
    /// `null`
    Null,
}

impl Data {
    /// How so many records are enclosed.
    pub(crate) fn of(records: u64, dialect: &Dialect) -> Self {
        if records == 1 && dialect.single == Single::Object { Self::Object } else { Self::List }
    }
}

/// Prints everything before the first record of an answer that counts so many.
pub(crate) fn head(dialect: &Dialect, records: u64, data: Data, out: &mut Vec<u8>) {
    prefix(dialect, out);
    let code: &[u8] = match dialect.code {
        Code::Number => b"200",
        Code::Text => b"\"200\"",
        Code::Zero => b"\"0\"",
        Code::Blank => b"\" \"",
        Code::Empty => b"\"\"",
    };
    let error: &[u8] = match dialect.error {
        NoError::Null => b"null",
        NoError::Empty => b"\"\"",
        NoError::TextNull => b"\"null\"",
    };
    out.push(b'{');
    field(dialect, "code", code, out);
    out.push(b',');
    field(dialect, "error", error, out);
    out.push(b',');
    let message = match dialect.count {
        Count::Plain => Some(format!("\"{records} records were found\"")),
        Count::LeadingSpace => Some(format!("\" {records} records were found\"")),
        Count::Missing => None,
    };
    if let Some(message) = message {
        field(dialect, "msg", message.as_bytes(), out);
        out.push(b',');
    }
    let opening: &[u8] = match data {
        Data::List => b"[",
        Data::Object => b"",
        Data::Null => b"null",
    };
    field(dialect, "data", opening, out);
}

/// Prints everything after the last record.
pub(crate) fn tail(dialect: &Dialect, data: Data, out: &mut Vec<u8>) {
    let pretty = dialect.layout == Layout::Pretty;
    if data == Data::List {
        out.extend_from_slice(if pretty { b"\n    ]" } else { b"]" });
    }
    out.extend_from_slice(if pretty { b"\n}" } else { b"}" });
}

/// Prints what comes before a record, where so many went before.
pub(crate) fn before_record(dialect: &Dialect, earlier: u64, data: Data, out: &mut Vec<u8>) {
    if earlier > 0 {
        out.push(b',');
    }
    if dialect.layout == Layout::Pretty && data == Data::List {
        out.extend_from_slice(b"\n        ");
    }
}

/// How deep a record lies.
pub(crate) const fn depth(data: Data) -> usize {
    match data {
        Data::List => 2,
        _ => 1,
    }
}

/// The body of a refusal.
pub(crate) fn refusal(dialect: &Dialect, status: u16, error: &str, message: &str) -> Vec<u8> {
    let mut out = Vec::new();
    prefix(dialect, &mut out);
    let code = match dialect.code {
        Code::Number => status.to_string(),
        _ => format!("\"{status}\""),
    };
    out.push(b'{');
    field(dialect, "code", code.as_bytes(), &mut out);
    for (name, text) in [("error", error), ("msg", message)] {
        out.push(b',');
        let mut quoted = Vec::new();
        php::quoted(text, dialect.escapes, &mut quoted);
        field(dialect, name, &quoted, &mut out);
    }
    out.push(b',');
    field(dialect, "data", b"[]", &mut out);
    tail(dialect, Data::Null, &mut out);
    out
}

fn field(dialect: &Dialect, name: &str, json: &[u8], out: &mut Vec<u8>) {
    let pretty = dialect.layout == Layout::Pretty;
    if pretty {
        out.extend_from_slice(b"\n    ");
    }
    php::quoted(name, dialect.escapes, out);
    out.extend_from_slice(if pretty { b": " } else { b":" });
    out.extend_from_slice(json);
}

fn prefix(dialect: &Dialect, out: &mut Vec<u8>) {
    if matches!(dialect.prefix, Prefix::ByteOrderMark | Prefix::Both) {
        out.extend_from_slice(BYTE_ORDER_MARK);
    }
    if matches!(dialect.prefix, Prefix::Warning | Prefix::Both) {
        out.extend_from_slice(WARNING);
    }
}
