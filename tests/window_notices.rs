//! A low score that following brings, as a notification of the system's, and what a click on it does.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use std::fs;

use desktop::{Desktop, Keychain, Look, Notices, moment, present, server};

/// An agent whose name would be taken for markup.
const AGENT: &str = "Ana <b>Ruiz</b> & Cía";

#[test]
fn a_low_score_is_notified_and_a_click_opens_the_interaction() {
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let notices = Notices::on(&desktop);
    let server = server(20);
    let today = moment(present().date(), "00:00:01");
    let planted = serde_json::json!({
        "channel": "Email", "agent_name": AGENT, "skill_id": "7", "case_id": "C-901", "subject": "Nadie contesta",
        "from": "cliente@example.com", "body": "Sigo esperando.", "answer": "Disculpe.", "evaluation_survey": "1",
        "date_creation": today.to_string(), "close_date": today.to_string(), "status": "close"
    });
    server.plant(today, Some(today), planted.to_string());

    let page = desktop.open_traza(1366, 768);
    page.connect("Tienda Andina", &server);
    page.click("nav-downloads");
    page.click("follow-open");
    page.wait_for("follow-notify");
    // The system's own list of choices is out of the page's reach.
    page.js("const list = document.querySelector(\"[data-test='follow-notify']\"); list.value = '2'; \
         list.dispatchEvent(new Event('change', { bubbles: true }));");
    let kept = || fs::read_to_string(desktop.home().join("operations.json")).ok();
    page.eventually("the score is kept", || kept()?.contains("notify_at").then_some(()));
    page.press("Escape");
    page.wait_without("follow-notify");
    page.click("follow-switch");
    let shown = notices.first();
    assert_eq!((shown.program.as_str(), shown.actions.first().map(String::as_str)), ("Traza", Some("default")));
    assert!(shown.body.contains("Ana &lt;b&gt;Ruiz&lt;/b&gt; &amp; Cía"), "{shown:?}");
    assert!(!format!("{shown:?}").contains("esperando") && !format!("{shown:?}").contains("cliente@"), "{shown:?}");

    page.eventually("a click opens the interaction", || {
        // A person takes longer than the program needs to listen for it.
        notices.click(shown.id);
        page.shows("reader").then_some(())
    });
    page.eventually("the interaction is shown", || page.words().contains("Nadie contesta").then_some(()));
    assert_eq!(notices.count(), 1);
    assert_eq!(server.judge().windows().len(), 1, "following asks once");
    page.close();
}
