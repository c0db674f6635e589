//! What an answer means once it is there: all of it, nothing in the period, or one of the vendor's refusals.
//!
//! The vendor's texts are the surest sign and come first; then the code in the body, then the HTTP status. The same
//! refusal arrives under several statuses, also under 200.

use crate::Error;
use crate::parse::{Envelope, Splitter};

/// The vendor's refusals by their text (the table of errors on its API pages).
const REFUSALS: [(&str, Error); 6] = [
    ("API YOU WANT TO CONSULT DOES NOT EXIST", Error::NoSuchReport),
    ("PARAMETERS ARE REQUIRED", Error::BadParameters),
    ("ENTER THE WOLKVOX-TOKEN", Error::TokenMissing),
    ("TOKEN LIMIT EXCEEDED", Error::QuotaSpent),
    ("LIMIT OF SIMULTANEOUS REQUESTS", Error::TooManyAtOnce),
    ("VALIDATE TOKEN", Error::TokenRefused),
];

/// The statuses that a body names by words.
const STATUS_WORDS: [(&str, u16); 6] = [
    ("BAD REQUEST", 400),
    ("UNAUTHORIZED", 401),
    ("FORBIDDEN", 403),
    ("NOT FOUND", 404),
    ("INTERNAL SERVER ERROR", 500),
    ("SERVICE UNAVAILABLE", 503),
];

/// Judges the body of a successful HTTP answer, of which `came` records were read.
pub(crate) fn of_success(body: &Splitter, came: u64) -> Result<(), Error> {
    let envelope = body.envelope();
    if !body.is_whole() {
        return Err(of_fragment(body));
    }
    if !envelope.is_one {
        return Err(Error::Unreadable);
    }
    if came == 0 {
        return of_nothing(envelope);
    }
    let counted = envelope.counted();
    // An error beside records means that some are missing, unless the message counts exactly those that came.
    if !is_success(envelope) && counted != Some(came) {
        return refusal(200, envelope);
    }
    if counted > Some(came) { Err(Error::CutOff) } else { Ok(()) }
}

/// Judges an answer that is none by its HTTP status; `Ok` where it says that the period holds nothing.
pub(crate) fn of_refusal(status: u16, body: &[u8]) -> Result<(), Error> {
    let mut splitter = Splitter::new();
    splitter.push(body);
    while splitter.next_record().is_some() {}
    let envelope = splitter.envelope();
    if status != 404 && splitter.is_whole() && envelope.is_one {
        return refusal(status, envelope);
    }
    let text = String::from_utf8_lossy(body);
    let said = if envelope.is_one { format!("{} {}", envelope.error, envelope.msg) } else { text.into_owned() };
    match known(&said) {
        Some(error) => Err(error),
        None if status == 404 && (envelope.is_one || speaks_of_none(&said)) => Ok(()),
        None => Err(by_status(status)),
    }
}

/// A body that is no whole envelope.
fn of_fragment(body: &Splitter) -> Error {
    // PHP that runs out of memory in the middle leaves nothing at all: that, too, is an answer that was too long.
    if body.has_begun() || !body.saw_text() {
        Error::CutOff
    } else if body.looks_like_html() {
        Error::ServerTrouble { status: 200 }
    } else {
        Error::Unreadable
    }
}

/// A whole envelope without a record.
fn of_nothing(envelope: &Envelope) -> Result<(), Error> {
    if let Some(error) = known(&envelope.error).or_else(|| known(&envelope.msg)) {
        return Err(error);
    }
    let none = speaks_of_none(&envelope.msg);
    if !is_success(envelope) && !none {
        return refusal(200, envelope);
    }
    match envelope.counted() {
        Some(1..) => Err(Error::CutOff),
        _ if none || envelope.has_data => Ok(()),
        // Without `data` and without a word on it, nothing says that the period is empty.
        _ => Err(Error::Unreadable),
    }
}

/// The refusal that an envelope spells out under an HTTP status; a 404 in it means that the period holds nothing.
fn refusal(status: u16, envelope: &Envelope) -> Result<(), Error> {
    if let Some(error) = known(&envelope.error).or_else(|| known(&envelope.msg)) {
        return Err(error);
    }
    let code = envelope.code.parse().ok().filter(|code| (400..600).contains(code));
    let word = || STATUS_WORDS.iter().find(|(word, _)| holds(&envelope.error, word)).map(|(_, status)| *status);
    match code.or_else(word).unwrap_or(status) {
        404 => Ok(()),
        status => Err(by_status(status)),
    }
}

fn by_status(status: u16) -> Error {
    match status {
        401 => Error::TokenRefused,
        403 => Error::Maintenance { status },
        404 => Error::NotOffered,
        408 | 504 => Error::TimedOut,
        429 => Error::TooManyAtOnce,
        500.. => Error::ServerTrouble { status },
        _ => Error::Refused { status },
    }
}

fn is_success(envelope: &Envelope) -> bool {
    let code = envelope.code.as_str();
    let good_code = matches!(code, "" | "0") || code.parse().is_ok_and(|code: u16| (200..300).contains(&code));
    let no_error = ["", "0", "false", "none", "ok"].iter().any(|word| envelope.error.eq_ignore_ascii_case(word));
    good_code && no_error
}

fn known(text: &str) -> Option<Error> {
    REFUSALS.iter().find(|(said, _)| holds(text, said)).map(|(_, error)| *error)
}

/// Whether `text` holds `phrase` (in capitals), without regard to case and to how its words are spaced.
fn holds(text: &str, phrase: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_uppercase).collect();
    words.join(" ").contains(phrase)
}

/// Whether a text says that there are no records: `No records were found`, `0 records`, `records not found`.
fn speaks_of_none(text: &str) -> bool {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let none = |word: &&str| matches!(*word, "no" | "not" | "0" | "sin" | "without" | "ningún" | "ningun" | "zero");
    words.iter().enumerate().any(|(at, word)| {
        let about = matches!(*word, "record" | "records" | "registro" | "registros" | "data" | "datos" | "results");
        let near = words.get(at.saturating_sub(3)..words.len().min(at + 4)).unwrap_or_default();
        about && near.iter().any(none)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::AnswerReader;

    fn success(body: &str) -> Result<u64, Error> {
        let mut reader = AnswerReader::new();
        reader.push(body.as_bytes())?;
        reader.finish().map(|totals| totals.records)
    }

    #[test]
    fn the_vendors_refusals_are_told_apart_under_their_status_and_under_200() {
        for (status, word, msg, error) in [
            (400, "BAD REQUEST", "THE API YOU WANT TO CONSULT DOES NOT EXIST", Error::NoSuchReport),
            (400, "BAD REQUEST", "SOME PARAMETERS ARE REQUIRED", Error::BadParameters),
            (400, "BAD REQUEST", "WHO KNOWS", Error::Refused { status: 400 }),
            (401, "UNAUTHORIZED", "PLEASE ENTER THE WOLKVOX-TOKEN", Error::TokenMissing),
            (401, "UNAUTHORIZED", "", Error::TokenRefused),
            (403, "FORBIDDEN", "TOKEN LIMIT EXCEEDED", Error::QuotaSpent),
            (403, "FORBIDDEN", "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)", Error::TooManyAtOnce),
            (403, "FORBIDDEN", " please  validate token", Error::TokenRefused),
            (403, "FORBIDDEN", "BACKUP IN PROGRESS", Error::Maintenance { status: 403 }),
            (500, "INTERNAL SERVER ERROR", "", Error::ServerTrouble { status: 500 }),
        ] {
            let body = format!(r#"{{"code":"{status}","error":"{word}","msg":"{msg}","data":null}}"#);
            assert_eq!(of_refusal(status, body.as_bytes()), Err(error), "{status} {msg}");
            assert_eq!(success(&body), Err(error), "200 around {msg}");
            let without_code = format!(r#"{{"error":"{word}","msg":"{msg}"}}"#);
            assert_eq!(success(&without_code), Err(error), "200 around {msg}, by its words");
        }
    }

    #[test]
    fn a_404_is_an_empty_period_or_a_report_that_is_not_offered() {
        for empty in [
            r#"{"code":404,"error":"NOT FOUND","msg":"No records were found","data":null}"#,
            r#"{"code":"404","error":"NOT FOUND","msg":"","data":[]}"#,
            "\u{feff}{\"data\":[]}",
            "No records found",
            " 0 records were found",
            "<html><body>No se encontraron registros</body></html>",
        ] {
            assert_eq!(of_refusal(404, empty.as_bytes()), Ok(()), "{empty}");
        }
        for missing in [
            "",
            "[]",
            r#"{"message":"nothing here"}"#,
            "<html><h1>Not Found</h1><p>The requested URL was not found on this server.</p></html>",
            "10 records were moved",
        ] {
            assert_eq!(of_refusal(404, missing.as_bytes()), Err(Error::NotOffered), "{missing}");
        }
        let other = br#"{"code":"404","msg":"THE API YOU WANT TO CONSULT DOES NOT EXIST"}"#;
        assert_eq!(of_refusal(404, other), Err(Error::NoSuchReport));
    }

    #[test]
    fn pages_are_the_servers_trouble_by_their_status() {
        let page = b"<html><h1>502 Bad Gateway</h1></html>";
        assert_eq!(of_refusal(502, page), Err(Error::ServerTrouble { status: 502 }));
        assert_eq!(of_refusal(504, page), Err(Error::TimedOut));
        assert_eq!(of_refusal(403, page), Err(Error::Maintenance { status: 403 }));
        assert_eq!(of_refusal(429, b""), Err(Error::TooManyAtOnce));
        assert_eq!(of_refusal(302, b""), Err(Error::Refused { status: 302 }));
        assert_eq!(success("<!DOCTYPE html><p>oh</p>"), Err(Error::ServerTrouble { status: 200 }));
    }

    #[test]
    fn success_has_many_spellings() {
        for code in ["200", r#""200""#, r#""0""#, "0", r#"" ""#, r#""""#, "null"] {
            for error in ["null", r#""""#, r#""null""#] {
                for data in ["null", "[]", "{}", "[ ]", r#""""#] {
                    let body = format!(r#"{{"code":{code},"error":{error},"msg":" 0 records","data":{data}}}"#);
                    assert_eq!(success(&body), Ok(0), "{body}");
                }
                let body = format!(r#"{{"data":{{"case_id":1}},"msg":" 1 records","error":{error},"code":{code}}}"#);
                assert_eq!(success(&body), Ok(1), "{body}");
            }
        }
        assert_eq!(success(r#"{"code":"404","error":"NOT FOUND","msg":"x","data":[]}"#), Ok(0));
    }

    #[test]
    fn a_message_that_counts_more_than_came_means_cut_off() {
        assert_eq!(success(r#"{"msg":"3 records were found","data":[{},{}]}"#), Err(Error::CutOff));
        assert_eq!(success(r#"{"data":[{},{}],"msg":" 3 records were found"}"#), Err(Error::CutOff));
        assert_eq!(success(r#"{"msg":"2 records were found","data":[{},5]}"#), Ok(2));
        assert_eq!(success(r#"{"msg":"1 records were found","data":[{},{}]}"#), Ok(2));
        assert_eq!(success(r#"{"code":200,"msg":"7 records were found","data":null}"#), Err(Error::CutOff));
    }

    #[test]
    fn an_error_beside_records_counts_unless_the_message_counts_them_all() {
        assert_eq!(
            success(r#"{"code":500,"error":"X","msg":"","data":[{}]}"#),
            Err(Error::ServerTrouble { status: 500 })
        );
        assert_eq!(success(r#"{"code":7,"error":"X","msg":"1 records were found","data":[{}]}"#), Ok(1));
    }

    #[test]
    fn what_is_no_answer_is_never_an_empty_period() {
        for body in [r#"{"message":"hi"}"#, "[1,2]", "[]", "null", "hola", r#"{"code":200,"msg":"ok"}"#, "{}"] {
            assert_eq!(success(body), Err(Error::Unreadable), "{body}");
        }
        for body in ["", " \r\n", r#"{"code":200,"data":["#, r#"{"code":200,"data":[]"#, "\u{feff}{"] {
            assert_eq!(success(body), Err(Error::CutOff), "{body}");
        }
    }
}
