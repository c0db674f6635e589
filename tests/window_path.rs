//! The whole way of the data through the real window: connect, download, explore, read, export; with the real
//! webview, the real secret service and the real save dialog, against a simulated server over HTTP.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use desktop::{Desktop, Keychain, Look, Page, all_time, cells, held, last_month_period, server};
use simulator::{Fault, Faults, Simulator};

/// A few hundred a month: enough for pages, filters and scrolling.
const RECORDS: u64 = 900;
const NAME: &str = "Tienda Andina";
/// A word that many of the simulated messages hold.
const WORD: &str = "factura";

#[test]
fn the_whole_path_in_spanish_and_light() {
    the_whole_path(Look::SPANISH_LIGHT, "Conecte su operación", ["Asunto", "Encuesta"]);
}

#[test]
fn the_whole_path_in_english_and_dark() {
    the_whole_path(Look::ENGLISH_DARK, "Connect your operation", ["Subject", "Survey score"]);
}

fn the_whole_path(look: Look, welcome: &str, headers: [&str; 2]) {
    let desktop = Desktop::with(Keychain::Unlocked, look);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.wait_for("connect-name");
    assert!(page.words().contains(welcome), "{}", page.words());
    page.audit("the first screen");
    connect(&page, &server);
    download(&page, &server);
    let low = find(&page, &server);
    read(&page);
    export(&page, low, headers);
    let judgement = server.judge();
    assert!(judgement.broken.is_empty(), "{:?}", judgement.broken);
    page.close();
}

fn connect(page: &Page<'_>, server: &Simulator) {
    page.fill_connection(NAME, server, server.token());
    page.click("connect-test");
    page.wait_for("connect-result");
    page.audit("a tested connection");
    page.click("connect-save");
    page.wait_for("nav-explore");
    assert!(!page.words().contains(server.token()), "the token is shown");
}

fn download(page: &Page<'_>, server: &Simulator) {
    if !page.shows("download-preset-last_month") {
        page.click("nav-downloads");
        page.audit("downloads, nothing kept");
        page.click("download-open");
    }
    page.click("download-preset-last_month");
    page.eventually("the cost is told", || page.number("download-cost"));
    page.audit("the choice of a period");
    page.download("last_month");
    page.audit("downloads, one kept");
    let kept = page.eventually("what is kept is counted", || page.number("kept"));
    assert_eq!(kept, held(server, last_month_period()));
    assert!(page.count("month") > 0, "no month is listed");
}

/// Searches and filters; returns how many interactions are left, and that score.
fn find(page: &Page<'_>, server: &Simulator) -> (u64, String) {
    let all = held(server, last_month_period());
    page.explore_all(all);
    page.audit("interactions");

    page.fill("search", WORD);
    page.eventually("hits are marked", || (page.count("[data-test=row] mark") > 0).then_some(()));
    let hits = page.settled_number("count");
    assert!((1..all).contains(&hits), "{hits} of {all} hold {WORD}");
    page.audit("a search");
    page.fill("search", "agente:");
    page.wait_for("suggestion");
    page.audit("what a search can go on with");
    page.fill("search", "agnete:ana");
    page.wait_for("search-fix");
    page.audit("a note on a search");
    page.fill("search", "");
    page.press("Escape");
    page.wait_for_number("count", all);

    let (_, skill) = page.filter_by("skill");
    let (_, agent) = page.filter_by("agent");
    assert!(agent <= skill && skill <= all, "{agent} of {skill} of {all}");
    page.audit("filters");
    page.click("chips-clear");
    page.wait_for_number("count", all);
    let (score, low) = page.filter_by("score");
    assert!(low < all);
    (low, score)
}

fn read(page: &Page<'_>) {
    page.open_first_row();
    let first = page.message();
    page.audit("the reader");
    page.focus();
    page.press("j");
    page.eventually("the next interaction is read", || (page.message() != first).then_some(()));
    page.press("k");
    page.eventually("the one before is read", || (page.message() == first).then_some(()));
}

fn export(page: &Page<'_>, (rows, score): (u64, String), headers: [&str; 2]) {
    page.click("export-open");
    page.wait_for("export-dialog");
    page.audit("the export's dialog");
    page.press("Escape");
    page.wait_without("export-dialog");
    for format in ["xlsx", "csv"] {
        let file = page.desktop().file(&format!("bajas.{format}"));
        assert_eq!(page.export(format, &file), rows, "{format}");
        page.audit("an export that is done");
        page.press("Escape");
        page.wait_without("export-dialog");
        let table = cells(&file);
        assert_eq!(u64::try_from(table.len()).unwrap() - 1, rows, "{format}");
        let place = |name: &str| table[0].iter().position(|header| header == name);
        let [Some(_), Some(survey)] = headers.map(place) else { panic!("{:?}", table[0]) };
        assert!(table[1..].iter().all(|row| row[survey].starts_with(&score)), "not all have {score}");
    }
}

#[test]
fn the_whole_path_without_a_mouse() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.wait_for("connect-name");
    connect_by_keys(&page, &server);
    download_by_keys(&page);
    page.press("ctrl+1");
    page.wait_for("row");
    let all = page.number("count").unwrap();
    // Search.
    page.press("ctrl+f");
    page.eventually("the search has the focus", || page.focused().starts_with("search ").then_some(()));
    page.write(WORD);
    page.eventually("hits are marked", || (page.count("[data-test=row] mark") > 0).then_some(()));
    let hits = page.settled_number("count");
    assert!((1..all).contains(&hits), "{hits} of {all} hold {WORD}");
    search_by_field(&page, all);
    page.press("ctrl+f");
    page.write(WORD);
    page.wait_for_number("count", hits);
    page.press("Return");
    // Rows and reader.
    page.eventually("the rows have the focus", || page.focused().starts_with("table ").then_some(()));
    page.press("Down");
    page.press("Return");
    page.wait_for("reader");
    let first = page.message();
    page.press("j");
    page.eventually("the next interaction is read", || (page.message() != first).then_some(()));
    page.press("Escape");
    // The list of keys.
    page.press("?");
    page.wait_for("keys-dialog");
    page.audit("the list of keys");
    page.press("Escape");
    page.wait_without("keys-dialog");
    // Export.
    page.press("ctrl+e");
    page.wait_for("export-dialog");
    to(&page, "the button that saves", |focus| focus.starts_with("export-save "));
    page.press("Return");
    let file = desktop.file("teclado.xlsx");
    page.save_as(&file);
    page.eventually("the export is done", || (page.number("export-done")? == hits).then_some(()));
    assert_eq!(u64::try_from(cells(&file).len()).unwrap() - 1, hits);
    page.focus();
    page.press("Escape");
    page.wait_without("export-dialog");
    export_picked_by_keys(&page);
    page.close();
}

/// Takes an agent from what the search offers; the search is for theirs then, and for nothing else.
fn search_by_field(page: &Page<'_>, all: u64) {
    page.press("ctrl+f");
    page.write("agente:");
    page.wait_for("suggestion");
    page.wait_for_number("count", all);
    page.press("Down");
    page.press("Return");
    page.wait_without("suggestion");
    let theirs = page.settled_number("count");
    assert!((1..all).contains(&theirs), "{theirs} of {all} are an agent's");
    assert!(page.focused().starts_with("search "), "{}", page.focused());
}

/// Picks three rows and exports these.
fn export_picked_by_keys(page: &Page<'_>) {
    to(page, "the rows", |focus| focus.starts_with("row ") || focus.starts_with("table "));
    page.press("Home");
    page.press("shift+Down");
    page.press("shift+Down");
    page.wait_for_number("selected", 3);
    page.press("ctrl+e");
    page.wait_for("export-dialog");
    to(page, "what is exported", |focus| focus.starts_with("export-what-"));
    if page.js("return document.querySelector('[data-test=export-what-selected]').checked") != true {
        page.press("Right");
    }
    to(page, "the button that saves", |focus| focus.starts_with("export-save "));
    page.press("Return");
    let file = page.desktop().file("elegidas.csv");
    page.save_as(&file);
    page.eventually("the export is done", || (page.number("export-done")? == 3).then_some(()));
}

fn connect_by_keys(page: &Page<'_>, server: &Simulator) {
    let field = |name: &str, text: &str| {
        to(page, name, |focus| focus.starts_with(&format!("{name} ")));
        page.press("ctrl+a");
        page.write(text);
    };
    field("connect-name", NAME);
    field("connect-server", "0042");
    field("connect-token", server.token());
    to(page, "the advanced options", |focus| focus.starts_with("connect-advanced "));
    page.press("Return");
    field("connect-base-url", &server.base_url());
    to(page, "the button that tests", |focus| focus.starts_with("connect-test "));
    page.press("Return");
    page.wait_for("connect-result");
    to(page, "the button that saves", |focus| focus.starts_with("connect-save "));
    page.press("Return");
    page.wait_for("nav-explore");
}

fn download_by_keys(page: &Page<'_>) {
    if !page.shows("download-preset-last_month") {
        page.press("ctrl+2");
        to(page, "the button that opens the choice", |focus| focus.starts_with("download-open "));
        page.press("Return");
    }
    to(page, "last month", |focus| focus.starts_with("download-preset-"));
    for _ in 0..20 {
        if page.focused().starts_with("download-preset-last_month ") {
            break;
        }
        page.press("Down");
    }
    page.press("space");
    to(page, "the button that starts", |focus| focus.starts_with("download-start "));
    page.press("Return");
    page.eventually("the download is done", || (page.attribute("download-ended", "data-how")? == "done").then_some(()));
}

#[test]
fn what_arrives_is_followed_while_a_download_runs() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::ENGLISH_DARK);
    let server = server(RECORDS);
    // A request takes a while, and the period needs several.
    server.set_faults(Faults::none().always(Fault::DelayMillis(2_500)));
    let page = desktop.open_traza(1366, 768);
    page.connect(NAME, &server);
    page.begin_download("last3_months");
    page.click("nav-explore");
    page.click("period-open");
    page.click("period-all");
    let all = held(&server, all_time());
    let first = page.eventually("a part has arrived", || page.number("count").filter(|count| *count > 0));
    assert!(first < all, "everything came at once: nothing is shown of the following");
    // What is read stays where it is while more arrives above it.
    page.click("row");
    page.wait_for("message-frame");
    let subject = page.text("reader-subject");
    page.wait_for_number("count", all);
    assert_eq!(page.text("reader-subject"), subject);
    page.filter_by("skill");
    page.audit("interactions after a download that was followed");
    page.close();
}

/// Goes on with the tabulator until the focus is there.
fn to(page: &Page<'_>, what: &str, there: impl Fn(&str) -> bool) {
    page.press_until("Tab", what, || there(&page.focused()));
}
