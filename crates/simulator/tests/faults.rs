//! Each fault and each quirk over real HTTP, seen by a raw client.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, dead_code, unreachable_pub)]

mod common;

use std::time::Duration;

use common::{Got, get, interactions, moment, open, path, period, start};
use interaction::{Field, Interaction};
use simulator::{
    Attachments, Channels, Code, CodeNames, ContentType, Count, Damage, Damaged, Dates, Dialect, Empty, Escapes, Fault,
    Faults, Held, Layout, NoDate, NoError, Nothing, Numbers, On, Page, Prefix, Refusal, Settings, Simulator, Single,
    States, Unknown, When,
};
use tokio::io::AsyncReadExt;

const MONTH: (&str, &str) = ("2026-03-01", "2026-03-31 23:59:59");

async fn simulator() -> Simulator {
    start(Settings { records: 2_000, now: Some(moment("2026-04-02")), ..Settings::default() }).await
}

async fn month(simulator: &Simulator) -> Got {
    interactions(simulator, MONTH.0, MONTH.1).await
}

/// The answer of a simulator in a dialect, over a month.
async fn spoken(dialect: Dialect) -> (Got, Vec<Interaction>) {
    let simulator = simulator().await;
    simulator.set_dialect(dialect);
    let truth = simulator.truth(period(MONTH.0, MONTH.1)).collect();
    (month(&simulator).await, truth)
}

#[tokio::test]
async fn refusals_come_with_their_status_or_within_200_and_then_all_is_well() {
    let simulator = simulator().await;
    let cases = [
        (Fault::Refuse(Refusal::TokenRefused), 403, "PLEASE VALIDATE TOKEN"),
        (Fault::Refuse(Refusal::QuotaSpent), 403, "TOKEN LIMIT EXCEEDED"),
        (Fault::Refuse(Refusal::TooManyAtOnce), 403, "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)"),
        (Fault::Refuse(Refusal::Maintenance), 403, "MAINTENANCE"),
        (Fault::RefuseWithin200(Refusal::TokenRefused), 200, "PLEASE VALIDATE TOKEN"),
        (Fault::NothingFound, 404, "0 records were found"),
        (Fault::Nonsense, 200, "jsonrpc"),
    ];
    for (fault, status, text) in cases {
        simulator.set_faults(Faults::none().next(1, fault));
        let got = month(&simulator).await;
        assert!(got.status == status && got.text().contains(text), "{status} {text}");
        assert!(simulator.faults_are_used_up());
        assert_eq!(month(&simulator).await.status, 200);
    }
}

#[tokio::test]
async fn pages_are_html() {
    let simulator = simulator().await;
    for (page, status) in [
        (Page::NotFound, 404),
        (Page::InternalError, 500),
        (Page::BadGateway, 502),
        (Page::Unavailable, 503),
        (Page::GatewayTimeout, 504),
    ] {
        for (fault, status) in [(Fault::Page(page), status), (Fault::PageWithin200(page), 200)] {
            simulator.set_faults(Faults::none().next(1, fault));
            let got = month(&simulator).await;
            assert!(got.status == status && got.text().starts_with("<html>") && got.head.contains("text/html"));
        }
    }
}

#[tokio::test]
async fn faults_meet_the_windows_and_reports_they_are_meant_for() {
    let simulator = simulator().await;
    let within = Faults::none()
        .within(period("2026-03-10", "2026-03-11"), Fault::Page(Page::GatewayTimeout))
        .on(On::SmallReports, When::Always, Fault::Page(Page::BadGateway))
        .on(On::Interactions, When::LongerThan(40 * 86_400), Fault::Reset);
    simulator.set_faults(within);
    assert_eq!(month(&simulator).await.status, 504);
    assert_eq!(interactions(&simulator, "2026-03-12", "2026-03-12").await.status, 200);
    assert_eq!(get(&simulator, "/api/v2/information.php?api=skills").await.status, 502);
    assert_eq!(interactions(&simulator, "2026-01-01", "2026-03-01").await.status, 0);
}

#[tokio::test]
async fn answers_break_off_are_cut_or_lack_records() {
    let simulator = simulator().await;
    let whole = month(&simulator).await;
    let count = whole.records().len();
    let ask = async |fault| {
        simulator.set_faults(Faults::none().next(1, fault));
        month(&simulator).await
    };
    let reset = ask(Fault::Reset).await;
    assert!(reset.status == 0 && reset.body.is_empty());
    let dropped = ask(Fault::DropAfter(30_000)).await;
    assert!(!dropped.ended && dropped.body == whole.body[..30_000]);
    let cut = ask(Fault::CutAfter(30_000)).await;
    assert!(cut.ended && cut.body == whole.body[..30_000]);
    let withheld = ask(Fault::Withhold(3)).await;
    assert_eq!(withheld.json()["msg"], whole.json()["msg"]);
    assert_eq!(withheld.records(), whole.records()[..count - 3]);
    assert_eq!(ask(Fault::RecordLimit(7)).await.records().len(), 7);
    assert_eq!(ask(Fault::ByteLimit(9_000)).await.body.len(), 9_000);
    let complete: Vec<_> = simulator.judge().requests.iter().map(|seen| seen.complete).collect();
    assert_eq!(complete, [true, false, false, false, false, false, false]);
}

#[tokio::test]
async fn stalls_last_until_the_client_hangs_up() {
    let simulator = simulator().await;
    let head = format!("host: x\r\nwolkvox-token: {}\r\n\r\n", simulator.token());
    let request = format!("GET {} HTTP/1.1\r\n{head}", path(MONTH.0, MONTH.1));
    for (fault, least, most) in [(Fault::StallBeforeFirstByte, 0, 0), (Fault::StallAfter(20_000), 20_000, 21_000)] {
        simulator.set_faults(Faults::none().next(1, fault));
        let mut stream = open(&simulator, &request).await;
        let mut bytes = vec![0; 100_000];
        let mut came = 0;
        while let Ok(Ok(more)) = tokio::time::timeout(Duration::from_millis(400), stream.read(&mut bytes[came..])).await
        {
            assert!(more > 0, "the server hung up");
            came += more;
        }
        assert!((least..=most).contains(&came), "{came}");
        assert_eq!(simulator.judge().requests.last().unwrap().ended_ms, None);
        drop(stream);
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(simulator.judge().requests.last().unwrap().ended_ms.is_some());
    }
}

#[tokio::test]
async fn answers_can_be_late_and_slow() {
    let simulator = simulator().await;
    let whole = interactions(&simulator, "2026-03-02", "2026-03-02 12:00:00").await.body;
    let slow = Fault::BytesPerSecond(whole.len() as u64 * 2);
    for fault in [Fault::DelayMillis(500), slow] {
        simulator.set_faults(Faults::none().next(1, fault));
        let begun = std::time::Instant::now();
        assert_eq!(interactions(&simulator, "2026-03-02", "2026-03-02 12:00:00").await.body, whole);
        assert!(begun.elapsed() > Duration::from_millis(400));
    }
}

#[tokio::test]
async fn redirects_lead_here_round_or_elsewhere() {
    let (simulator, other) = (simulator().await, simulator().await);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}{}", simulator.base_url(), path(MONTH.0, MONTH.1));
    let ask = async || client.get(&url).header("wolkvox-token", simulator.token()).send().await;
    simulator.set_faults(Faults::none().always(Fault::RedirectHere));
    assert_eq!(ask().await.unwrap().status(), 200);
    simulator.set_faults(Faults::none().always(Fault::RedirectRound));
    assert!(ask().await.unwrap_err().is_redirect());
    simulator.set_faults(Faults::none().always(Fault::RedirectTo(other.base_url())));
    assert_eq!(month(&simulator).await.status, 302);
    ask().await.unwrap();
    assert_eq!(other.judge().requests[0].window, Some(period(MONTH.0, MONTH.1)));
}

#[tokio::test]
async fn every_envelope_met_in_practice_can_be_spoken() {
    for (code, error, count) in [
        (Code::Text, NoError::Empty, Count::LeadingSpace),
        (Code::Zero, NoError::TextNull, Count::Plain),
        (Code::Blank, NoError::Null, Count::Missing),
        (Code::Empty, NoError::Null, Count::Plain),
    ] {
        let (got, truth) = spoken(Dialect { code, error, count, ..Dialect::default() }).await;
        let json = got.json();
        let codes = [(Code::Text, "200"), (Code::Zero, "0"), (Code::Blank, " "), (Code::Empty, "")];
        assert_eq!(json["code"], codes.iter().find(|(known, _)| *known == code).unwrap().1);
        assert_eq!(json["error"].is_null(), error == NoError::Null);
        assert_eq!(json.get("msg").is_none(), count == Count::Missing);
        assert_eq!(json["msg"].as_str().is_some_and(|msg| msg.starts_with(' ')), count == Count::LeadingSpace);
        assert_eq!(got.records().len(), truth.len());
    }
}

#[tokio::test]
async fn prefixes_layout_and_content_type_stand_around_the_same_records() {
    let (plain, _) = spoken(Dialect::default()).await;
    for (prefix, start) in
        [(Prefix::ByteOrderMark, "\u{feff}{"), (Prefix::Warning, "<br />\n<b>Warning"), (Prefix::Both, "\u{feff}<br")]
    {
        let dialect = Dialect { prefix, content_type: ContentType::Html, ..Dialect::default() };
        let (got, _) = spoken(dialect).await;
        assert!(got.text().starts_with(start) && got.head.contains("text/html"));
        assert!(got.body.ends_with(&plain.body));
    }
    let (pretty, _) = spoken(Dialect { layout: Layout::Pretty, ..Dialect::default() }).await;
    assert!(pretty.text().contains("\n            \"body\": \"") && pretty.json() == plain.json());
    let (raw, _) = spoken(Dialect { escapes: Escapes::Raw, ..Dialect::default() }).await;
    assert!(!raw.text().contains("\\u00") && raw.text().contains("</") && raw.json() == plain.json());
}

#[tokio::test]
async fn values_come_in_every_shape_and_the_truth_follows() {
    let dialect = Dialect {
        numbers: Numbers::Bare,
        nothing: Nothing::Null,
        dates: Dates::WithT,
        no_date: NoDate::Zeros,
        channels: Channels::Spaced,
        states: States::Closed,
        codes: CodeNames::OtherReports,
        unknown: Unknown::Some,
        ..Dialect::default()
    };
    let (got, truth) = spoken(dialect).await;
    for (record, truth) in got.records().iter().zip(&truth) {
        assert!(record["skill_id"].is_number() && record["evaluation_survey"] != "");
        assert_eq!(record["date_creation"], truth.text(Field::DateCreation));
        assert!(truth.text(Field::DateCreation).contains('T') && truth.created().is_some());
        assert_eq!(record["skill_id"].to_string(), truth.text(Field::SkillId));
        assert_eq!(record["code_act"].as_str().unwrap_or_default(), truth.text(Field::CodAct));
        assert!(truth.extra().starts_with("{\"agent_id\":1") && truth.extra().ends_with("{\"x\":1.50}]}"));
        assert!(!truth.text(Field::CloseDate).is_empty());
    }
    let text = got.text();
    for shape in ["\"Facebook Page\"", "\"Closed\"", "\"0000-00-00 00:00:00\"", ":null"] {
        assert!(text.contains(shape), "{shape}");
    }
    let dialect = Dialect {
        nothing: Nothing::Missing,
        dates: Dates::Compact,
        states: States::Missing,
        codes: CodeNames::NoDescription,
        ..Dialect::default()
    };
    let (got, truth) = spoken(dialect).await;
    let records = got.records();
    assert!(records.iter().all(|record| record.get("status").is_none() && record.get("cod_description").is_none()));
    assert!(records.iter().any(|record| record.get("evaluation_survey").is_none()));
    assert!(truth.iter().all(|record| record.created().is_some() && record.text(Field::Status).is_empty()));
}

#[tokio::test]
async fn attachments_come_in_every_shape() {
    for (attachments, shape) in [
        (Attachments::Text, "\"https:\\/\\/adjuntos."),
        (Attachments::List, "[\"https:\\/\\/adjuntos."),
        (Attachments::Objects, "[{\"name\":\""),
        (Attachments::JsonText, "\"[{\\\"name\\\":"),
        (Attachments::DataUri, "\"data:application\\/pdf;base64,"),
        (Attachments::Links, "\"<a href=\\\"https:"),
    ] {
        let (got, _) = spoken(Dialect { attachments, ..Dialect::default() }).await;
        assert!(got.text().contains(&format!("\"attachments\":{shape}")) && got.json().is_object(), "{shape}");
    }
    let simulator = simulator().await;
    let asked = |more: &str| format!("{}&{more}", path(MONTH.0, MONTH.1));
    let list = get(&simulator, &asked("attach_array=yes")).await.records();
    assert!(list.iter().all(|record| record["attachments"].is_array()));
    let none = get(&simulator, &asked("include_attachments=false")).await.records();
    assert!(none.iter().all(|record| record["attachments"] == ""));
}

#[tokio::test]
async fn nothing_and_one_come_in_every_shape() {
    let simulator = simulator().await;
    let quiet = ("2026-03-08 02:00:00", "2026-03-08 02:00:00");
    for (empty, status, body) in [
        (Empty::List, 200, "\"data\":[]}"),
        (Empty::Null, 200, "\"data\":null}"),
        (Empty::NotFound, 404, "0 records were found"),
        (Empty::NotFoundText, 404, "No records were found for the selected dates"),
    ] {
        simulator.set_dialect(Dialect { empty, ..Dialect::default() });
        let got = interactions(&simulator, quiet.0, quiet.1).await;
        assert!(got.status == status && got.text().contains(body), "{}", got.text());
        assert!(simulator.judge().requests.last().unwrap().complete);
    }
    simulator.plant(moment(quiet.0), None, r#"{"case_id":"1"}"#);
    simulator.set_dialect(Dialect { single: Single::Object, ..Dialect::default() });
    assert_eq!(interactions(&simulator, quiet.0, quiet.1).await.json()["data"]["case_id"], "1");
}

#[tokio::test]
async fn damaged_records_are_set_aside_by_the_truth_and_counted_by_the_server() {
    let damaged = [Damage::LoneSurrogate, Damage::ControlCharacter, Damage::BadUtf8];
    let damaged = damaged.map(|damage| Damaged { damage, one_in: 40 }).to_vec();
    let (got, truth) = spoken(Dialect { damaged, ..Dialect::default() }).await;
    assert!(serde_json::from_slice::<serde_json::Value>(&got.body).is_err());
    let text = got.text();
    assert!(text.contains("\"body\":\"\\ud83d ") && text.contains("\"body\":\"\u{1}\n"));
    assert!(text.contains("\"body\":\"caf\u{fffd} ") && got.body.windows(4).any(|bytes| bytes == b"caf\xe9"));
    let set_aside = text.matches("\"body\":\"\\ud83d ").count() + text.matches("\"body\":\"\u{1}\n").count();
    assert!(text.contains(&format!("\"{} records were found", truth.len() + set_aside)) && set_aside > 5);
}

#[tokio::test]
async fn planted_records_are_served_verbatim_in_their_window() {
    let simulator = simulator().await;
    let hostile = "{\"case_id\":\"7\",  \"body\":\"<script>alert(1)</script>=2+2\", \"nuevo\":[1, 2.50]}";
    simulator.plant(moment("2026-03-08 02:00:00"), None, hostile);
    simulator.plant(moment("2026-03-08 02:00:00"), None, &b"{\"body\":\"\\ud83d\"}"[..]);
    simulator.plant(moment("2026-04-03 02:00:00"), None, "{}");
    let got = interactions(&simulator, "2026-03-08 02:00:00", "2026-03-08 02:00:01").await;
    assert!(got.text().contains(hostile) && got.text().contains("\"2 records were found\""));
    let held: Vec<_> = simulator.held(period("2026-03-08 02:00:00", "2026-03-08 02:00:01")).collect();
    assert!(matches!(&held[0], Held::Interaction(read) if read.extra() == "{\"nuevo\":[1, 2.50]}"));
    assert!(matches!(&held[1], Held::SetAside(raw) if raw.contains("ud83d")));
    assert_eq!(simulator.held(period("2026-04-03", "2026-04-04")).count(), 0, "it lies in the future");
}

#[tokio::test]
async fn a_single_answer_can_speak_another_dialect_or_uncompressed() {
    let simulator = simulator().await;
    let dialect = Dialect { prefix: Prefix::ByteOrderMark, ..Dialect::default() };
    simulator.set_faults(Faults::none().next(1, Fault::Speak(Box::new(dialect))).next(1, Fault::Uncompressed));
    assert!(month(&simulator).await.body.starts_with(b"\xef\xbb\xbf"));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}{}", simulator.base_url(), path(MONTH.0, MONTH.1));
    let got = client.get(&url).header("wolkvox-token", simulator.token()).send().await.unwrap();
    // With compression the client would have taken this header away.
    assert!(
        got.headers().get("content-encoding").is_none() && got.bytes().await.unwrap().starts_with(b"{\"code\":200")
    );
}
