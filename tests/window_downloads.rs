//! Descargas without a mouse, in the real window: the calendar, what a refresh changed, and the connection's doctor.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use chrono::{Days, Months, NaiveDate};
use desktop::{Desktop, Keychain, Look, Page, first_number, last_month, moment, present, server};
use simulator::{Fault, Faults, On, Refusal, Simulator, When};

const RECORDS: u64 = 400;
/// The subject of what comes between two downloads.
const SUBJECT: &str = "Llegó después";

#[test]
fn calendar_changes_and_doctor_by_keys_in_spanish_and_light() {
    by_keys(Look::SPANISH_LIGHT);
}

#[test]
fn calendar_changes_and_doctor_by_keys_in_english_and_dark() {
    by_keys(Look::ENGLISH_DARK);
}

fn by_keys(look: Look) {
    let desktop = Desktop::with(Keychain::Unlocked, look);
    let server = server(RECORDS);
    let page = desktop.open_traza(1366, 768);
    page.connect("Tienda Andina", &server);
    page.download("last_month");
    let day = pick_a_day(&page);
    refresh_it(&page, &server, day);
    read_what_changed(&page);
    ask_the_doctor(&page, &server);
    page.close();
}

/// Goes through the calendar as through every date grid, and picks the tenth of last month.
fn pick_a_day(page: &Page<'_>) -> NaiveDate {
    let complete = "[data-test=day][data-state=complete]";
    page.eventually("the calendar has days", || (page.count(complete) > 0).then_some(()));
    to(page, "the calendar", |focus| focus.starts_with("day "));
    let begin = day(page);
    press(page, "pageup", begin.checked_sub_months(Months::new(1)).unwrap());
    press(page, "pagedown", begin);
    let goal = last_month().0.checked_add_days(Days::new(9)).unwrap();
    page.press_until("pageup", "last month", || day(page) <= last_month().1);
    page.press_until("Up", "its first weeks", || day(page) <= goal);
    page.press_until("Right", "the day", || day(page) >= goal);
    assert_eq!(day(page), goal);
    page.audit("the calendar");
    page.press("space");
    page.wait_for("picked-days");
    let state = page.attribute(&format!("[data-day=\"{goal}\"]"), "data-state");
    assert!(matches!(state.as_deref(), Some("complete" | "changing" | "empty")), "{state:?}");
    goal
}

/// Asks for the day anew, after something has come.
fn refresh_it(page: &Page<'_>, server: &Simulator, day: NaiveDate) {
    let at = moment(day, "12:00:00");
    let planted = serde_json::json!({
        "channel": "Email", "agent_name": "Ana Ruiz", "skill_id": "7", "case_id": "C-77", "subject": SUBJECT,
        "body": "Hola", "date_creation": at.to_string(), "close_date": at.to_string(), "status": "close"
    });
    server.plant(at, Some(at), planted.to_string());
    to(page, "the ways of asking", |focus| focus.starts_with("download-again-"));
    page.press_until("Down", "all again", || page.focused().starts_with("download-again-everything "));
    to(page, "the start", |focus| focus.starts_with("download-start "));
    page.press("Return");
    page.eventually("the refresh is done", || (page.attribute("download-ended", "data-how")? == "done").then_some(()));
}

/// Opens the list of what the refresh changed, and from there the interaction that is new.
fn read_what_changed(page: &Page<'_>) {
    to(page, "the earlier downloads", |focus| focus.starts_with("run ") || focus.starts_with("download-changes "));
    page.press("Return");
    page.wait_for("changes-dialog");
    page.eventually("one change is listed", || (page.count("[data-test=change]") == 1).then_some(()));
    assert_eq!(first_number(&page.text("changes-total")), Some(1));
    page.audit("what changed");
    to(page, "the changes", |focus| focus.starts_with("changes-list ") || focus.starts_with("change "));
    page.press("Return");
    page.eventually("the new interaction is read", || page.text_now("reader-subject")?.contains(SUBJECT).then_some(()));
    page.wait_without("changes-dialog");
}

/// Lets the doctor look at a connection that works, and at one whose token is refused.
fn ask_the_doctor(page: &Page<'_>, server: &Simulator) {
    // The server's clock stands still; what the doctor asks about is past by now.
    let soon = present() + chrono::TimeDelta::minutes(2);
    server.set_now(moment(soon.date(), &soon.format("%H:%M:%S").to_string()));
    page.press("ctrl+3");
    to(page, "the doctor", |focus| focus.starts_with("operation-doctor "));
    page.press("Return");
    page.eventually("the connection works", || (verdict(page)? == "works").then_some(()));
    page.audit("the doctor");
    server.set_faults(Faults::none().on(On::All, When::Always, Fault::Refuse(Refusal::TokenRefused)));
    to(page, "once more", |focus| focus.starts_with("doctor-again "));
    page.press("Return");
    page.eventually("the token is refused", || (verdict(page)? == "token_refused").then_some(()));
    to(page, "the text for the administrator", |focus| focus.starts_with("doctor-text-open "));
    page.press("Return");
    let text = page.text("doctor-text");
    assert!(text.contains("127.0.0.1") && !text.contains(server.token()), "{text}");
    page.press("Escape");
    page.wait_without("doctor-dialog");
    let judge = server.judge();
    assert_eq!((judge.most_at_once, judge.broken), (1, Vec::new()));
}

fn verdict(page: &Page<'_>) -> Option<String> {
    page.attribute("[data-verdict]", "data-verdict")
}

/// The day that has the focus.
fn day(page: &Page<'_>) -> NaiveDate {
    let day = page.js("return document.activeElement.dataset.day ?? ''");
    day.as_str().unwrap().parse().unwrap_or_else(|_| panic!("no day has the focus, but {}", page.focused()))
}

/// Presses a key that leads to a day.
fn press(page: &Page<'_>, key: &str, goal: NaiveDate) {
    page.press(key);
    page.eventually(&format!("{key} leads to {goal}"), || (day(page) == goal).then_some(()));
}

/// Goes on with the tabulator until the focus is there.
fn to(page: &Page<'_>, what: &str, there: impl Fn(&str) -> bool) {
    page.press_until("Tab", what, || there(&page.focused()));
}
