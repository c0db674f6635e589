//! How an answer is read, whatever pieces it comes in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use interaction::{Field, Interaction};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use wolkvox::parse::{AnswerReader, Item, Totals};
use wolkvox::{Error, MAX_ANSWER_BYTES};

type Read = (Vec<Item>, Result<Totals, Error>);

fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut reader = AnswerReader::new();
    let mut items = Vec::new();
    for piece in pieces {
        reader.push(piece).unwrap();
        items.extend(std::iter::from_fn(|| reader.next_item()));
    }
    (items, reader.finish())
}

fn records(read: &Read) -> Vec<&Interaction> {
    let found = read.0.iter().filter_map(|item| match item {
        Item::Interaction(record) => Some(&**record),
        Item::SetAside(_) => None,
    });
    found.collect()
}

fn set_aside(read: &Read) -> Vec<&str> {
    let found = read.0.iter().filter_map(|item| match item {
        Item::Interaction(_) => None,
        Item::SetAside(raw) => Some(raw.as_str()),
    });
    found.collect()
}

/// An answer with everything in it that could lead a reader astray.
fn hostile() -> Vec<u8> {
    let mut body = b"\xEF\xBB\xBF<br />\n<b>Warning</b>: index {id} of {\"row\": 1} in <b>x.php</b><br />\n".to_vec();
    body.extend_from_slice(br#"{ "x" : {"data":[{"a":1}],"b":"\""} , "msg":" 9 records were found", "data" : [
        {"case_id":1,"body":"}],\"data\":[{\"case_id\":2}","subject":"\\"},
        {"case_id":"2","body":"\ud83d\ude00 \u00a1Hola\/! \\\"","attachments":[{"url":"]}"},"["],"evaluation_survey":5.0},
        {"case_id":3,"body":"\ud83d"} , {"case_id":4,"body":"bad \x escape"},
        "#);
    body.extend_from_slice(b"{\"case_id\":5,\"body\":\"tab\there\"},{\"case_id\":6,\"body\":\"caf\xE9\"},");
    body.extend_from_slice(
        "null,{\"case_id\":7,\"new\":[1.50,\"ñ\"],\"body\":\"€\"},[\"]\"]\n], \"error\":\"null\",".as_bytes(),
    );
    body.extend_from_slice(b"\"code\":\"0\" }\n<b>Notice</b>: {\"code\":500} bye");
    body
}

#[test]
fn reads_what_can_be_read_and_sets_aside_the_rest() {
    let body = hostile();
    let read = read([body.as_slice()]);
    let cases: Vec<_> = records(&read).iter().map(|record| record.text(Field::CaseId)).collect();
    assert_eq!(cases, ["1", "2", "6", "7"]);
    let bodies: Vec<_> = records(&read).iter().map(|record| record.text(Field::Body)).collect();
    assert_eq!(bodies, [r#"}],"data":[{"case_id":2}"#, "😀 ¡Hola/! \\\"", "caf\u{fffd}", "€"]);
    let second = records(&read)[1];
    assert_eq!(second.text(Field::Attachments), r#"[{"url":"]}"},"["]"#);
    assert_eq!(second.text(Field::EvaluationSurvey), "5.0");
    assert_eq!(records(&read)[3].extra(), r#"{"new":[1.50,"ñ"]}"#);
    let aside = [
        r#"{"case_id":3,"body":"\ud83d"}"#,
        r#"{"case_id":4,"body":"bad \x escape"}"#,
        "{\"case_id\":5,\"body\":\"tab\there\"}",
        "null",
        r#"["]"]"#,
    ];
    assert_eq!(set_aside(&read), aside);
    assert_eq!(read.1, Ok(Totals { records: 9, set_aside: 5, bytes: body.len() as u64 }));
}

#[test]
fn pieces_of_any_size_give_the_same_items() {
    let body = hostile();
    let whole = read([body.as_slice()]);
    assert!(whole == read(body.chunks(1)), "byte by byte");
    for at in 0..=body.len() {
        let (first, second) = body.split_at(at);
        assert!(whole == read([first, second]), "cut at {at}");
    }
    for size in 2..40 {
        assert!(whole == read(body.chunks(size)), "pieces of {size}");
    }
}

#[test]
fn an_answer_that_ends_early_is_cut_off_wherever_it_ends() {
    let body = br#"{"code":200,"x":{"y":"z\\"},"data":[{"case_id":1,"body":"a]}"},{"case_id":2}],"msg":"2 records","error":null}"#;
    for end in 0..body.len() {
        assert_eq!(read([&body[..end]]).1, Err(Error::CutOff), "ends at {end}");
    }
    assert_eq!(read([&body[..]]).1.unwrap().records, 2);
}

#[test]
fn data_may_be_one_record_instead_of_a_list() {
    let body = br#"{"data": {"case_id":"1","data":[{"case_id":2}]} ,"msg":"1 records were found"}"#;
    for size in 1..body.len() {
        let read = read(body.chunks(size));
        assert_eq!(records(&read)[0].text(Field::CaseId), "1");
        assert_eq!(records(&read)[0].extra(), r#"{"data":[{"case_id":2}]}"#);
        assert_eq!(read.1.unwrap().records, 1);
    }
}

#[test]
fn a_body_over_the_limit_is_too_large_and_one_of_the_limit_is_not() {
    let body = br#"{"data":[{"case_id":1}]}"#;
    let mut reader = AnswerReader::of_at_most(body.len() as u64);
    reader.push(body).unwrap();
    assert!(reader.next_item().is_some());
    assert_eq!(reader.push(b"\n"), Err(Error::TooLarge));

    let mut reader = AnswerReader::new();
    let mega = vec![b' '; 1024 * 1024];
    for _ in 0..MAX_ANSWER_BYTES / 1024 / 1024 {
        reader.push(&mega).unwrap();
        assert!(reader.next_item().is_none());
    }
    assert_eq!(reader.push(b" "), Err(Error::TooLarge));
}

#[test]
fn debug_of_an_item_names_no_text() {
    let read = read([&br#"{"data":[{"body":"secreto"},"secreto"]}"#[..]]);
    assert!(!format!("{:?}", read.0).contains("secreto"));
}

/// Texts full of what structure is made of.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[{}\\[\\]\",:\\\\/ a-cñ😀\n\u{1}]{0,24}",
        Just(r#"","data":[{"case_id":1}],"msg":""#.to_owned()),
        "\\PC{0,12}",
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(text(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn record() -> impl Strategy<Value = Map<String, Value>> {
    let known = (0..Field::ALL.len()).prop_map(|at| Field::ALL[at].api_name().to_owned());
    btree_map(prop_oneof![3 => known, 1 => text()], value(), 0..8).prop_map(|map| map.into_iter().collect())
}

/// What the reader must make of a record, computed from the parsed whole.
fn expected(record: &Map<String, Value>) -> Interaction {
    let mut interaction = Interaction::default();
    let mut extra = Map::new();
    for (key, value) in record {
        match Field::ALL.into_iter().find(|field| field.api_name() == key) {
            Some(field) => interaction.set(field, shown(value)),
            None => drop(extra.insert(key.clone(), value.clone())),
        }
    }
    if !extra.is_empty() {
        interaction.set_extra(Value::Object(extra).to_string());
    }
    interaction
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.is_empty() => String::new(),
        Value::Object(map) if map.is_empty() => String::new(),
        other => other.to_string(),
    }
}

/// As PHP prints JSON: all but ASCII escaped, slashes too.
fn as_php(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        match c {
            '/' => out.push_str("\\/"),
            c if c.is_ascii() => out.push(c),
            c => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

fn body(records: &[Map<String, Value>], order: &[&str]) -> String {
    let parts: Vec<String> = order
        .iter()
        .map(|key| match *key {
            "data" => format!("\"data\":{}", json!(records)),
            "msg" => format!("\"msg\":\" {} records were found\"", records.len()),
            "code" => "\"code\":\"200\"".to_owned(),
            _ => "\"error\":null".to_owned(),
        })
        .collect();
    format!("{{{}}}", parts.join(","))
}

proptest! {
    #[test]
    fn records_are_those_that_a_parser_of_the_whole_sees(
        records in vec(record(), 0..6),
        order in Just(["code", "error", "msg", "data"]).prop_shuffle(),
        piece in 1..200_usize,
    ) {
        // `extra` keeps the server's own spelling, so it is compared in the plain form only.
        let plain = body(&records, &order);
        let found = read(plain.as_bytes().chunks(piece));
        let wanted: Vec<_> = records.iter().map(expected).collect();
        prop_assert!(self::records(&found).into_iter().eq(wanted.iter()));
        prop_assert_eq!(found.1.unwrap().records, records.len() as u64);

        let php = as_php(&plain);
        let found = read(php.as_bytes().chunks(piece));
        prop_assert_eq!(found.1.unwrap().set_aside, 0);
        for (found, wanted) in self::records(&found).into_iter().zip(&wanted) {
            for field in Field::ALL {
                // Lists and objects keep the server's spelling too.
                if !wanted.text(field).starts_with(['[', '{']) {
                    prop_assert_eq!(found.text(field), wanted.text(field));
                }
            }
        }
    }

    #[test]
    fn no_bytes_make_it_fall(bytes in vec(prop_oneof![any::<u8>(), Just(b'"'), Just(b'{'), Just(b'['), Just(b'\\')], 0..200), piece in 1..50_usize) {
        let mut body = b"{\"data\":[".to_vec();
        body.extend(&bytes);
        prop_assert!(read(body.chunks(piece)) == read([body.as_slice()]));
        prop_assert!(read(bytes.chunks(piece)) == read([bytes.as_slice()]));
    }
}

#[test]
fn a_page_with_data_in_a_script_is_no_empty_period() {
    for page in ["<!DOCTYPE html><script>state={\"data\":[]}</script>", "\n<html>{\"code\":200,\"data\":null}</html>"] {
        for size in 1..page.len() {
            assert_eq!(read(page.as_bytes().chunks(size)).1, Err(Error::ServerTrouble { status: 200 }));
        }
    }
}

#[test]
fn an_object_in_a_warning_is_not_taken_for_the_answer() {
    let body = br#"<b>Notice</b>: {"row":{"a":1}} {id} in x.php<br />{"row":1,"data":[{"case_id":1}]}"#;
    for size in 1..body.len() {
        let read = read(body.chunks(size));
        assert_eq!(records(&read)[0].text(Field::CaseId), "1");
        assert_eq!(read.1.unwrap().records, 1);
    }
}
