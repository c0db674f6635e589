//! What is sent, to whom, and what is not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod common;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output};
use std::thread;
use std::time::Duration;

use common::{Act, Stand, TIMEOUTS, TOKEN, cases, client, json, redirect, response, window};
use interaction::Server;
use wolkvox::{Client, Endpoint, Error, Named, Reach, Timeouts, Token, TokenInfo};

const ONE: &str = r#"{"code":"200","error":null,"msg":"1 records were found","data":[{"case_id":"1"}]}"#;

#[tokio::test]
async fn the_request_is_the_vendors_own() {
    let stand = Stand::always(json(ONE));
    assert_eq!(cases(&client(&stand.url())).await, Ok(vec!["1".to_owned()]));
    let seen = stand.seen();
    assert_eq!(seen.len(), 1);
    let mut lines = seen[0].lines();
    let path = "/api/v2/reports_manager.php?api=chat_4&date_ini=20260801000000&date_end=20260831235959";
    assert_eq!(lines.next().unwrap(), format!("GET {path} HTTP/1.1"));
    let headers: Vec<_> = lines.collect();
    for header in [&format!("wolkvox-token: {TOKEN}"), "wolkvox_server: 0042", "accept-encoding: gzip"] {
        assert!(headers.contains(&header), "{header} in {headers:?}");
    }
    assert_eq!(seen[0].matches(TOKEN).count(), 1);
}

#[tokio::test]
async fn each_request_has_a_connection_of_its_own() {
    let keep = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: keep-alive\r\n\r\n{ONE}", ONE.len());
    let stand = Stand::always([Act::Send(keep.into_bytes()), Act::Wait(Duration::from_secs(5))]);
    let client = client(&stand.url());
    for _ in 0..3 {
        cases(&client).await.unwrap();
    }
    assert_eq!(stand.seen().len(), 3);
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_the_token() {
    let stand = Stand::start(vec![redirect("/moved.php?x=1"), json(ONE)]);
    let client = client(&stand.url());
    assert_eq!(cases(&client).await.unwrap(), ["1"]);
    assert_eq!(client.requests(), 2, "each counts against the quota");
    let seen = stand.seen();
    assert!(seen[1].starts_with("GET /moved.php?x=1 HTTP/1.1"), "{}", seen[1]);
    assert!(seen[1].contains(&format!("wolkvox-token: {TOKEN}")));
    assert!(!seen[1].to_lowercase().contains("referer"));
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed() {
    let second = Stand::always(json(ONE));
    let other_port = second.url();
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let first = Stand::always(response(status, &[&format!("Location: {other_port}/x")], b""));
        assert_eq!(cases(&client(&first.url())).await, Err(Error::LeftOrigin), "{status}");
        assert_eq!(first.seen().len(), 1);
    }
    assert!(second.seen().is_empty(), "the second origin was asked");
}

#[tokio::test]
async fn another_scheme_or_name_is_another_origin_even_at_the_same_address() {
    for to in
        ["https://127.0.0.1:{port}/", "http://localhost:{port}/", "//127.0.0.2:{port}/", "ftp://127.0.0.1:{port}/"]
    {
        // The second connection, if there were one, would get an answer.
        let stand = Stand::start(vec![vec![Act::Wait(Duration::ZERO)], json(ONE)]);
        let first = Stand::start(vec![redirect(&to.replace("{port}", &stand.port().to_string())), json(ONE)]);
        assert_eq!(cases(&client(&first.url())).await, Err(Error::LeftOrigin), "{to}");
        assert_eq!((first.seen().len(), stand.seen().len()), (1, 0), "{to}");
    }
}

#[tokio::test]
async fn a_redirect_that_leaves_on_the_second_hop_is_not_followed() {
    let second = Stand::always(json(ONE));
    let first = Stand::start(vec![redirect("/hop"), redirect(&second.url())]);
    assert_eq!(cases(&client(&first.url())).await, Err(Error::LeftOrigin));
    assert_eq!((first.seen().len(), second.seen().len()), (2, 0));
}

#[tokio::test]
async fn ten_redirects_are_followed_and_no_more() {
    let ten: Vec<_> = (0..10).map(|hop| redirect(&format!("/{hop}"))).chain([json(ONE)]).collect();
    let stand = Stand::start(ten);
    assert_eq!(cases(&client(&stand.url())).await.unwrap(), ["1"]);

    let circle = Stand::always(redirect("/again"));
    assert_eq!(cases(&client(&circle.url())).await, Err(Error::TooManyRedirects));
    assert_eq!(circle.seen().len(), 11);
}

#[tokio::test]
async fn names_are_read_from_the_small_reports() {
    let stand = Stand::start(vec![
        json(
            r#"{"code":"200","error":null,"msg":"3 records were found","data":[
            {"skill_id":7,"skill_name":"Cobranza \u00c1gil","last_use":null},{"skill_id":"","skill_name":"x"},{"skill_id":"8"}]}"#,
        ),
        json(
            r#"{"code":"0","error":"null","msg":" 2 records","data":[{"code_act":"Venta","description_cod_act":"Una venta"},
            {"cod_act":"TIMEOUTACW","cod_description":null}]}"#,
        ),
        response("404 Not Found", &[], br#"{"code":404,"error":"NOT FOUND","msg":"No records","data":null}"#),
    ]);
    let client = client(&stand.url());
    let named = |id: &str, name: &str| Named { id: id.to_owned(), name: name.to_owned() };
    assert_eq!(client.skills().await.unwrap(), [named("7", "Cobranza Ágil"), named("8", "")]);
    assert_eq!(client.activity_codes().await.unwrap(), [named("Venta", "Una venta"), named("TIMEOUTACW", "")]);
    assert_eq!(client.skills().await.unwrap(), []);
    assert!(stand.seen()[0].starts_with("GET /api/v2/information.php?api=skills HTTP/1.1"));
    assert!(stand.seen()[1].starts_with("GET /api/v2/information.php?api=activity_codes HTTP/1.1"));
    assert!(stand.seen().iter().all(|head| head.contains(&format!("wolkvox-token: {TOKEN}"))));
}

#[tokio::test]
async fn the_tokens_use_is_read_from_a_list_or_from_one_object() {
    let row = r#"{"description":"Traza","token_limit":"1000","token_use_today":12,"all_token_today":" 40 ","available_consumption_options":-3}"#;
    let expected = TokenInfo {
        description: "Traza".to_owned(),
        limit: Some(1000),
        used_today: Some(12),
        used_today_by_all: Some(40),
        left: Some(0),
    };
    for data in [row.to_owned(), format!("[{row}]")] {
        let stand = Stand::always(json(&format!(r#"{{"code":"200","error":null,"msg":"","data":{data}}}"#)));
        assert_eq!(client(&stand.url()).token_info().await.unwrap(), expected);
        assert!(stand.seen()[0].starts_with("GET /api/v2/information.php?api=token_info HTTP/1.1"));
    }
    let refused = Stand::always(response("403 Forbidden", &[], br#"{"msg":"PLEASE VALIDATE TOKEN"}"#));
    assert_eq!(client(&refused.url()).token_info().await, Err(Error::TokenRefused));
}

#[tokio::test]
async fn no_debug_names_the_token_or_a_query() {
    let stand = Stand::always(response("403 Forbidden", &[], b"{}"));
    let client = client(&stand.url());
    let error = client.interactions(window()).await.unwrap_err();
    let printed = format!("{client:?} {error:?} {error} {:?}", client.endpoint());
    assert!(!printed.contains(TOKEN) && !printed.contains("date_ini"), "{printed}");
}

/// Runs one test of this file again in a process with an environment of its own.
fn again(test: &str, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy"]
    {
        command.env_remove(name);
    }
    command.args(["--exact", test]).envs(environment.iter().copied()).output().unwrap()
}

#[tokio::test]
async fn this_machine_is_never_asked_through_a_proxy() {
    if let Ok(url) = std::env::var("TEST_STAND") {
        assert_eq!(cases(&client(&url)).await.unwrap(), ["1"]);
        return;
    }
    let (stand, proxy) = (Stand::always(json(ONE)), Stand::always(json(ONE)));
    for url in [stand.url(), format!("http://localhost:{}", stand.port())] {
        let proxies = ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"].map(|name| (name, proxy.url()));
        let mut environment: Vec<_> = proxies.iter().map(|(name, url)| (*name, url.as_str())).collect();
        environment.push(("TEST_STAND", &url));
        let output = again("this_machine_is_never_asked_through_a_proxy", &environment);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
    assert_eq!((stand.seen().len(), proxy.seen().len()), (2, 0));
}

/// What comes of asking the vendor's server through the proxy that the environment names.
async fn asked_through_a_proxy() -> Result<Vec<String>, Error> {
    let endpoint = Endpoint::of(&Server::parse("0042").unwrap());
    let timeouts = Timeouts { connect: Duration::from_millis(500), ..TIMEOUTS };
    let client = Client::new(endpoint, Token::new(TOKEN).unwrap(), timeouts).unwrap();
    let named = std::env::var("https_proxy").unwrap();
    assert!(client.proxy().is_some_and(|proxy| named.ends_with(proxy)), "{:?} of {named}", client.proxy());
    cases(&client).await
}

#[tokio::test]
async fn other_machines_are_asked_through_the_systems_proxy_which_sees_no_token() {
    if std::env::var("TEST_PROXIED").is_ok() {
        assert_eq!(asked_through_a_proxy().await, Err(Error::Unreachable(Reach::Proxy)));
        return;
    }
    for refusal in ["502 Bad Gateway", "407 Proxy Authentication Required", "403 Forbidden"] {
        let proxy = Stand::always(response(refusal, &[], b""));
        let test = "other_machines_are_asked_through_the_systems_proxy_which_sees_no_token";
        let output = again(test, &[("https_proxy", &proxy.url()), ("TEST_PROXIED", "1")]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let seen = proxy.seen();
        assert!(seen[0].starts_with("CONNECT wv0042.wolkvox.com:443 HTTP/1.1"), "{}", seen[0]);
        assert!(!seen.concat().contains(TOKEN));
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_says_nothing_is_told_from_a_server_that_does() {
    if std::env::var("TEST_PROXIED").is_ok() {
        assert_eq!(asked_through_a_proxy().await, Err(Error::Unreachable(Reach::Proxy)));
        return;
    }
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}", taken.local_addr().unwrap());
    drop(taken);
    let [closes, waits] = [Stand::always([]), Stand::always([Act::Wait(Duration::from_secs(20))])];
    let nameless = "http://proxy.invalid:3128".to_owned();
    for proxy in [nobody, closes.url(), waits.url(), nameless] {
        let test = "a_proxy_that_is_not_there_or_says_nothing_is_told_from_a_server_that_does";
        let output = again(test, &[("https_proxy", &proxy), ("TEST_PROXIED", "1")]);
        assert!(output.status.success(), "{proxy}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[tokio::test]
async fn what_fails_behind_the_proxy_is_not_the_proxys() {
    if std::env::var("TEST_PROXIED").is_ok() {
        // The tunnel stands; what answers at its end speaks no TLS.
        assert_eq!(asked_through_a_proxy().await, Err(Error::Unreachable(Reach::Tls)));
        return;
    }
    let open = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    let proxy = Stand::always([Act::Send(open), Act::Wait(Duration::from_millis(200)), Act::Send(b"plainly".to_vec())]);
    let output =
        again("what_fails_behind_the_proxy_is_not_the_proxys", &[("https_proxy", &proxy.url()), ("TEST_PROXIED", "1")]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
async fn this_machine_is_asked_where_the_system_has_no_certificates() {
    if let Ok(url) = std::env::var("TEST_STAND") {
        assert_eq!(cases(&client(&url)).await.unwrap(), ["1"]);
        return;
    }
    let stand = Stand::always(json(ONE));
    let url = stand.url();
    let environment =
        [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent"), ("TEST_STAND", url.as_str())];
    let output = again("this_machine_is_asked_where_the_system_has_no_certificates", &environment);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!(stand.seen().len(), 1);
}

#[tokio::test]
async fn without_a_safe_connection_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\nspeak plainly").unwrap();
        let mut heard = Vec::new();
        // A reset ends it as well as a farewell.
        drop(connection.read_to_end(&mut heard));
        heard
    });
    assert_eq!(cases(&client(&url)).await, Err(Error::Unreachable(Reach::Tls)));
    let heard = String::from_utf8_lossy(&server.join().unwrap()).into_owned();
    assert!(!heard.contains(TOKEN) && !heard.contains("chat_4"));
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_given_up() {
    let stand = Stand::always(json(ONE));
    let endpoint =
        Endpoint::at(&Server::parse("0042").unwrap(), &format!("https://127.0.0.1:{}", stand.port())).unwrap();
    let timeouts = Timeouts { connect: Duration::from_millis(300), ..TIMEOUTS };
    let client = Client::new(endpoint, Token::new(TOKEN).unwrap(), timeouts).unwrap();
    assert_eq!(cases(&client).await, Err(Error::Unreachable(Reach::TimedOut)));
}
