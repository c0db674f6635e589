//! What goes wrong, seen in the real window: a refused token, a lost network, a locked or missing keychain, a cancelled
//! download, a file that exists, a second start. And what is found again after a restart.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use std::fs;
use std::path::Path;
use std::time::Duration;

use desktop::{Desktop, Keychain, Look, Page, RUNTIME, Reply, cells, held, last_month_period, server};
use simulator::{Fault, Faults, Refusal, Simulator};

const RECORDS: u64 = 600;
const NAME: &str = "Tienda Andina";

#[test]
fn a_refused_token_is_told_and_nothing_is_kept() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.fill_connection(NAME, &server, "0000000000000000000000000000000000000bad");
    page.click("connect-test");
    page.eventually("the refusal is told", || page.text_now("error-panel")?.contains("token").then_some(()));
    page.audit("a refused token");
    // With the right one it goes on, until the server no longer wants it.
    page.fill("connect-token", server.token());
    page.click("connect-test");
    page.eventually("the connection is ready", || page.text_now("connect-result")?.contains("lista").then_some(()));
    page.click("connect-save");
    page.wait_for("nav-explore");
    server.set_faults(Faults::none().always(Fault::Refuse(Refusal::TokenRefused)));
    page.begin_download("last_month");
    ends(&page, "failed");
    assert!(page.text("download-ended").contains("token"), "{}", page.words());
    page.audit("a failed download");
    // And when it wants it again, so does the download.
    server.set_faults(Faults::none());
    page.download("last_month");
    page.close();
}

#[test]
fn a_lost_network_and_a_cancelled_download_keep_what_arrived() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.connect(NAME, &server);
    // Last month arrives, then the line gets so slow that there is time to cancel.
    page.download("last_month");
    server.set_faults(Faults::none().always(Fault::DelayMillis(60_000)));
    page.begin_download("last3_months");
    page.wait_for("download-running");
    page.audit("a running download");
    page.click("download-cancel");
    ends(&page, "cancelled");
    page.audit("a cancelled download");
    page.explore_all(held(&server, last_month_period()));

    // The server is gone in the midst of it: that is told, with what happens next, and what arrived stays.
    server.set_faults(Faults::none());
    server.set_faults(Faults::none().always(Fault::DropAfter(2_000)));
    page.begin_download("last3_months");
    page.wait_for("download-running");
    let requests = server.judge().requests.len();
    RUNTIME.block_on(server.stop());
    page.eventually("the retry is told", || page.text_now("download-running")?.contains("de nuevo").then_some(()));
    assert!(requests > 0);
    page.click("download-cancel");
    page.eventually("the download has ended", || page.attribute("download-ended", "data-how"));
    page.wait_without("download-running");
    page.close();
}

#[test]
fn a_locked_keychain_is_a_screen_of_its_own_and_unlocking_goes_on() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.connect(NAME, &server);
    page.download("last_month");
    page.close();
    desktop.bus().lock();
    let page = desktop.open_traza(1366, 768);
    page.answer_keychain(Reply::Refuse);
    page.wait_for("[data-code=keychain_locked]");
    page.audit("a locked keychain");
    page.click("trouble-retry");
    page.answer_keychain(Reply::Agree);
    page.wait_without("trouble");
    page.explore_all(held(&server, last_month_period()));
    page.close();
}

#[test]
fn without_a_keychain_nothing_is_kept_and_the_sample_still_works() {
    let desktop = Desktop::with(Keychain::Absent, Look::ENGLISH_DARK);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.fill_connection(NAME, &server, server.token());
    page.click("connect-save");
    page.eventually("it is told", || page.text_now("error-panel")?.to_lowercase().contains("keychain").then_some(()));
    page.audit("no keychain");
    let kept = fs::read_to_string(desktop.home().join("operations.json")).unwrap_or_default();
    assert!(!kept.contains(NAME) && !kept.contains(server.token()), "{kept}");
    page.close();

    let page = desktop.open_traza(1366, 768);
    page.click("sample");
    page.wait_for("nav-explore");
    page.click("nav-explore");
    page.wait_for("row");
    page.eventually("the sample has arrived", || page.number("count").filter(|total| *total > 100));
    page.audit("the sample operation");
    page.close();
}

#[test]
fn an_existing_file_is_replaced_only_when_the_person_says_so() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.connect(NAME, &server);
    page.download("last_month");
    let all = held(&server, last_month_period());
    page.explore_all(all);
    let file = desktop.file("informe.csv");
    fs::write(&file, "de antes").unwrap();
    page.click("export-open");
    page.click("export-format-csv");
    page.click("export-save");
    page.save_as(&file);
    page.answer_replace(Reply::Refuse);
    page.wait_for_no_dialog();
    assert_eq!(fs::read_to_string(&file).unwrap(), "de antes");
    page.eventually("the export can be saved again", || page.shows("export-save").then_some(()));
    page.click("export-save");
    page.save_as(&file);
    page.answer_replace(Reply::Agree);
    page.eventually("the export is done", || (page.number("export-done")? == all).then_some(()));
    assert_eq!(u64::try_from(cells(&file).len()).unwrap() - 1, all);
    page.focus();
    page.press("Escape");
    // Where nothing can be written, that is told.
    page.wait_without("export-dialog");
    page.click("export-open");
    page.click("export-format-csv");
    page.click("export-save");
    page.save_as(Path::new("/proc/informe.csv"));
    page.wait_for("export-error");
    page.audit("an export that failed");
    page.close();
}

#[test]
fn a_second_start_brings_the_window_up_and_a_restart_finds_everything_again() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.connect(NAME, &server);
    page.download("last_month");

    let mut second = desktop.open(env!("CARGO_BIN_EXE_traza"));
    let ended = second.wait_for_end(Duration::from_secs(20)).expect("the second start ends by itself");
    assert!(ended.success(), "{ended}");
    assert_eq!(desktop.display().titles().iter().filter(|title| *title == "Traza").count(), 1);

    page.click("nav-settings");
    page.audit("settings");
    page.click("theme-dark");
    page.click("language-en");
    page.eventually("the page speaks English", || page.words().contains("Settings").then_some(()));
    page.audit("settings, dark, in English");
    page.resize(1500, 900);
    page.explore_all(held(&server, last_month_period()));
    page.close();

    let page = Page::reopen(&desktop);
    page.wait_for("row");
    page.wait_for_number("count", held(&server, last_month_period()));
    assert!(page.words().contains(NAME), "{}", page.words());
    let ground = page.js("return getComputedStyle(document.body).backgroundColor");
    assert_eq!(ground, "rgb(14, 17, 16)", "the theme is not dark");
    let language = page.js("return document.documentElement.lang");
    assert!(language.as_str().unwrap().starts_with("en"), "{language}");
    assert_eq!(page.js("return [innerWidth, innerHeight]"), serde_json::json!([1500, 900]));
    page.close();
    leaves_no_secret(&desktop, &server);
}

/// Neither the token nor a word of the page's storage is left on the disk.
fn leaves_no_secret(desktop: &Desktop, server: &Simulator) {
    let token = server.token().as_bytes();
    for entry in walk(desktop.folder()) {
        let bytes = fs::read(&entry).unwrap_or_default();
        assert!(!bytes.windows(token.len()).any(|part| part == token), "the token lies in {}", entry.display());
    }
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(walk(&entry.path()));
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    found
}

fn ends(page: &Page<'_>, how: &str) {
    page.eventually(&format!("the download ends: {how}"), || {
        (page.attribute("download-ended", "data-how")? == how).then_some(())
    });
}
