//! What comes back, and what is made of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use common::{Act, Stand, TIMEOUTS, cases, client, head, json, response, window};
use flate2::Compression;
use flate2::write::GzEncoder;
use wolkvox::{Error, Reach};

const TWO: &str = r#"{"code":"200","error":null,"msg":"2 records were found","data":[{"case_id":"1"},{"case_id":2}]}"#;

async fn outcome(reply: Vec<Act>) -> Result<Vec<String>, Error> {
    let stand = Stand::always(reply);
    let outcome = cases(&client(&stand.url())).await;
    assert_eq!(stand.seen().len(), 1, "one request a call, never repeated");
    outcome
}

/// [`TWO`], cut within the second record.
fn halves() -> (&'static str, &'static str) {
    TWO.split_at(TWO.find(":2}").unwrap())
}

fn wait(time: Duration) -> Act {
    Act::Wait(time)
}

fn send(text: &str) -> Act {
    Act::Send(text.as_bytes().to_vec())
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn the_content_type_and_what_php_prints_before_do_not_matter() {
    let body = format!("\u{feff}<br />\n<b>Warning</b>: {{x}} in <b>/var/www/x.php</b><br />\n{TWO}");
    let reply = response("200 OK", &["Content-Type: text/html; charset=UTF-8"], body.as_bytes());
    assert_eq!(outcome(reply).await.unwrap(), ["1", "2"]);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_handed_over_raw_and_ends_nothing() {
    let body = r#"{"code":200,"data":[{"case_id":1},{"body":"\ud83d"},{"case_id":3}],"msg":"3 records were found"}"#;
    assert_eq!(outcome(json(body)).await.unwrap(), ["1", r#"raw {"body":"\ud83d"}"#, "3"]);
}

#[tokio::test]
async fn compressed_answers_are_unpacked_on_any_thread() {
    let reply = response("200 OK", &["Content-Encoding: gzip"], &packed(TWO));
    assert_eq!(tokio::spawn(outcome(reply)).await.unwrap().unwrap(), ["1", "2"]);
}

#[tokio::test]
async fn a_compressed_answer_that_stops_is_cut_off() {
    let long = format!(
        r#"{{"data":[{}]}}"#,
        (0..500).map(|at| format!(r#"{{"case_id":{at}}}"#)).collect::<Vec<_>>().join(",")
    );
    let packed = packed(&long);
    let (half, _) = packed.split_at(packed.len() / 2);
    assert_eq!(outcome(response("200 OK", &["Content-Encoding: gzip"], half)).await, Err(Error::CutOff));
    let broken = response("200 OK", &["Content-Encoding: gzip"], b"no gzip at all");
    assert_eq!(outcome(broken).await, Err(Error::CutOff));
}

#[tokio::test]
async fn items_come_while_the_answer_is_still_on_its_way() {
    let (first, second) = halves();
    let stand = Stand::always([head(), send(first), wait(Duration::from_millis(300)), send(second)]);
    let mut answer = client(&stand.url()).interactions(window()).await.unwrap();
    let start = Instant::now();
    assert_eq!(answer.next().await.unwrap().unwrap().len(), 1);
    assert!(start.elapsed() < Duration::from_millis(250), "{:?}", start.elapsed());
    assert_eq!(answer.next().await.unwrap().unwrap().len(), 1);
    assert!(answer.next().await.unwrap().is_none());
    assert!(answer.next().await.unwrap().is_none(), "over is over");
    assert_eq!((answer.totals().records, answer.totals().bytes), (2, TWO.len() as u64));
}

#[tokio::test]
async fn a_server_that_says_nothing_in_time_has_timed_out() {
    let start = Instant::now();
    assert_eq!(outcome(vec![wait(Duration::from_secs(6))]).await, Err(Error::TimedOut));
    assert_eq!(outcome(vec![head(), wait(Duration::from_secs(6))]).await, Err(Error::TimedOut));
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    let page = response("504 Gateway Time-out", &[], b"<html>504</html>");
    assert_eq!(outcome(page).await, Err(Error::TimedOut));
}

#[tokio::test]
async fn an_answer_that_stalls_is_cut_off_and_says_so_again() {
    let (first, _) = halves();
    let stand = Stand::always([head(), send(first), wait(Duration::from_secs(6))]);
    let mut answer = client(&stand.url()).interactions(window()).await.unwrap();
    assert_eq!(answer.next().await.unwrap().unwrap().len(), 1);
    assert_eq!(answer.next().await.unwrap_err(), Error::CutOff);
    assert_eq!(answer.next().await.unwrap_err(), Error::CutOff);
}

#[tokio::test]
async fn an_answer_may_take_any_time_while_it_moves() {
    let mut reply = vec![head()];
    for piece in TWO.as_bytes().chunks(8) {
        reply.extend([Act::Send(piece.to_vec()), wait(TIMEOUTS.first_byte / 10)]);
    }
    assert!(reply.len() > 20, "longer in all than the wait for the first byte");
    assert_eq!(outcome(reply).await.unwrap(), ["1", "2"]);
}

#[tokio::test]
async fn a_dropped_connection_is_cut_off_wherever_the_body_is() {
    let (first, _) = halves();
    let length = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{first}", TWO.len());
    assert_eq!(outcome(vec![send(&length)]).await, Err(Error::CutOff));
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{first}\r\n", first.len());
    assert_eq!(outcome(vec![send(&chunked)]).await, Err(Error::CutOff));
    assert_eq!(outcome(vec![head(), send(first)]).await, Err(Error::CutOff));
    assert_eq!(outcome(vec![head()]).await, Err(Error::CutOff));
    let less = TWO.replace("2 records", "5 records");
    assert_eq!(outcome(json(&less)).await, Err(Error::CutOff));
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_last_brace_loses_nothing() {
    let longer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{TWO}", TWO.len() + 10);
    assert_eq!(outcome(vec![send(&longer)]).await.unwrap(), ["1", "2"]);
    assert_eq!(outcome(vec![send(&longer), wait(Duration::from_secs(3))]).await.unwrap(), ["1", "2"]);
}

#[tokio::test]
async fn no_connection_is_told_from_one_that_closes() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(cases(&client(&format!("http://{nobody}"))).await, Err(Error::Unreachable(Reach::Refused)));
    assert_eq!(outcome(vec![]).await, Err(Error::Unreachable(Reach::Closed)));
    assert_eq!(outcome(vec![send("HTTP/1.1 200 O")]).await, Err(Error::Unreachable(Reach::Closed)));
}

#[tokio::test]
async fn a_404_is_an_empty_period_only_if_it_says_so() {
    let envelope = br#"{"code":"404","error":"NOT FOUND","msg":"No records were found","data":null}"#;
    assert_eq!(outcome(response("404 Not Found", &[], envelope)).await.unwrap(), [""; 0]);
    let other = br#"{"code":404,"error":"NOT FOUND","msg":"","data":[]}"#;
    assert_eq!(outcome(response("404 Not Found", &[], other)).await.unwrap(), [""; 0]);
    assert_eq!(outcome(response("404 Not Found", &[], b"0 records were found")).await.unwrap(), [""; 0]);
    let page = b"<html><h1>Not Found</h1>The requested URL was not found on this server.</html>";
    assert_eq!(outcome(response("404 Not Found", &[], page)).await, Err(Error::NotOffered));
    assert_eq!(outcome(response("404 Not Found", &[], b"")).await, Err(Error::NotOffered));
}

#[tokio::test]
async fn refusals_are_told_apart_under_their_status_and_under_200() {
    for (status, word, msg, error) in [
        ("400", "BAD REQUEST", "THE API YOU WANT TO CONSULT DOES NOT EXIST", Error::NoSuchReport),
        ("400", "BAD REQUEST", "SOME PARAMETERS ARE REQUIRED", Error::BadParameters),
        ("401", "UNAUTHORIZED", "PLEASE ENTER THE WOLKVOX-TOKEN", Error::TokenMissing),
        ("403", "FORBIDDEN", "TOKEN LIMIT EXCEEDED", Error::QuotaSpent),
        ("403", "FORBIDDEN", "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)", Error::TooManyAtOnce),
        ("403", "FORBIDDEN", "PLEASE VALIDATE TOKEN", Error::TokenRefused),
        ("403", "FORBIDDEN", "EN MANTENIMIENTO", Error::Maintenance { status: 403 }),
    ] {
        let body = format!(r#"{{"code":"{status}","error":"{word}","msg":"{msg}","data":null}}"#);
        assert_eq!(outcome(response(&format!("{status} X"), &[], body.as_bytes())).await, Err(error), "{msg}");
        assert_eq!(outcome(json(&body)).await, Err(error), "200 around {msg}");
    }
}

#[tokio::test]
async fn pages_are_the_servers_trouble() {
    let page = b"<html><body><h1>Bad Gateway</h1></body></html>";
    assert_eq!(outcome(response("502 Bad Gateway", &[], page)).await, Err(Error::ServerTrouble { status: 502 }));
    assert_eq!(outcome(response("500 X", &[], b"")).await, Err(Error::ServerTrouble { status: 500 }));
    assert_eq!(outcome(response("200 OK", &[], page)).await, Err(Error::ServerTrouble { status: 200 }));
    assert_eq!(outcome(response("200 OK", &[], b"hola")).await, Err(Error::Unreadable));
    assert_eq!(outcome(response("302 Found", &[], b"")).await, Err(Error::Refused { status: 302 }));
}

#[tokio::test]
async fn a_refusal_that_never_ends_is_still_judged() {
    let start = Instant::now();
    let head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 5000\r\n\r\n";
    let body = r#"{"code":403,"error":"FORBIDDEN","msg":"TOKEN LIMIT EXCEEDED"}"#;
    let reply = vec![send(head), send(body), wait(Duration::from_secs(6))];
    assert_eq!(outcome(reply).await, Err(Error::QuotaSpent));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn dropping_an_answer_closes_the_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        use std::io::Read;
        let (mut connection, _) = listener.accept().unwrap();
        let mut asked = [0; 4096];
        assert!(connection.read(&mut asked).unwrap() > 0);
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n{\"data\":[{\"case_id\":1},").unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        // The end of what the client sends, or a reset: both mean that it is gone.
        !matches!(connection.read(&mut asked), Ok(1..))
    });
    let client = client(&url);
    let mut answer = client.interactions(window()).await.unwrap();
    assert_eq!(answer.next().await.unwrap().unwrap().len(), 1);
    let start = Instant::now();
    drop(answer);
    let gone = tokio::task::spawn_blocking(|| server.join().unwrap()).await.unwrap();
    assert!(gone && start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}
