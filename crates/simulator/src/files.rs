//! Prints attachments in every shape that clients may meet.

use std::fmt::Write;

use crate::Escapes;
use crate::dialect::Attachments;
use crate::object::Object;
use crate::php;
use crate::record::{Attachment, Record};

/// What a request wants of attachments (`include_attachments`, `attach_array`) over what the dialect does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// None.
    None,
    /// In a shape.
    As(Attachments),
}

/// Prints the field `attachments`.
pub(crate) fn print(object: &mut Object<'_>, record: &Record, wanted: Wanted) {
    let files = &record.attachments;
    let Wanted::As(shape) = wanted else { return object.nothing("attachments") };
    let list = matches!(shape, Attachments::List | Attachments::Objects);
    match files.first() {
        None if list => object.json("attachments", b"[]"),
        None => object.nothing("attachments"),
        Some(_) if list => object.json("attachments", &json(record, shape, Escapes::Php)),
        Some(_) => object.words("attachments", &text(record, shape)),
    }
}

fn text(record: &Record, shape: Attachments) -> String {
    match shape {
        Attachments::JsonText => {
            String::from_utf8_lossy(&json(record, Attachments::Objects, Escapes::Raw)).into_owned()
        }
        // A PDF's first and last lines.
        Attachments::DataUri => "data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK".to_owned(),
        Attachments::Links => joined(record, " ", |file, out| {
            // Writing to a String cannot fail.
            let _ = write!(out, "<a href=\"{}\">{}</a>", address(record, file), file.name);
        }),
        Attachments::Text | Attachments::List | Attachments::Objects => {
            joined(record, ", ", |file, out| out.push_str(&address(record, file)))
        }
    }
}

fn joined(record: &Record, between: &str, print: impl Fn(&Attachment, &mut String)) -> String {
    let mut out = String::new();
    for (number, file) in record.attachments.iter().enumerate() {
        if number > 0 {
            out.push_str(between);
        }
        print(file, &mut out);
    }
    out
}

fn json(record: &Record, shape: Attachments, escapes: Escapes) -> Vec<u8> {
    let mut out = vec![b'['];
    for (number, file) in record.attachments.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        let address = address(record, file);
        if shape == Attachments::List {
            php::quoted(&address, escapes, &mut out);
            continue;
        }
        out.extend_from_slice(b"{\"name\":");
        php::quoted(file.name, escapes, &mut out);
        out.extend_from_slice(b",\"url\":");
        php::quoted(&address, escapes, &mut out);
        out.extend_from_slice(format!(",\"size\":{},\"type\":\"{}\"}}", file.bytes, kind(file.name)).as_bytes());
    }
    out.push(b']');
    out
}

/// Where the file lies: a name that leads nowhere.
fn address(record: &Record, file: &Attachment) -> String {
    let mut out = format!("https://adjuntos.operacion.example/{}/{:08}/", record.case, file.number);
    for byte in file.name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => "application\\/pdf",
        Some("jpg" | "JPG") => "image\\/jpeg",
        Some("png") => "image\\/png",
        Some("ogg") => "audio\\/ogg",
        _ => "application\\/octet-stream",
    }
}
