//! The one window: its page, and where that may lead.

use std::time::Duration;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder};
use tauri_specta::Event;

use crate::events::LinkWanted;
use crate::painting;

/// The window's label in the configuration.
const MAIN: &str = "main";
/// The window is shown by then whatever its page does.
const SHOWN_AFTER: Duration = Duration::from_secs(5);

/// Makes the window as the configuration says. It appears when its page is there, at its last place.
pub(crate) fn make(app: &AppHandle) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN).cloned() else {
        return Ok(());
    };
    let (navigating, opening) = (app.clone(), app.clone());
    let mut builder = WebviewWindowBuilder::from_config(app, &config)?;
    if !painting::is_composed() {
        builder = builder.initialization_script(painting::SAY_NOTHING_IS_COMPOSED);
    }
    let window = builder
        .on_navigation(move |goal| is_own(&navigating, goal) || want(&navigating, goal))
        .on_new_window(move |goal, _| {
            want(&opening, &goal);
            NewWindowResponse::Deny
        })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                show(&window);
            }
        })
        .build()?;
    painting::suit_the_machine(&window)?;
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SHOWN_AFTER).await;
        if !window.is_visible().unwrap_or(true) {
            show(&window);
        }
    });
    Ok(())
}

/// Brings the window up, as a second start of the program wishes.
pub(crate) fn bring_up(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        show(&window);
        let _ = window.set_focus();
    }
}

/// A window that the system will not show is none that anyone could be told of.
fn show(window: &WebviewWindow) {
    let _ = window.show();
}

/// Whether a page is the program's own. Messages lie in frames without an address.
fn is_own(app: &AppHandle, goal: &Url) -> bool {
    let is_page = match goal.scheme() {
        "tauri" => goal.host_str() == Some("localhost"),
        // Where the system's web view knows no scheme of a program's own.
        "http" if cfg!(windows) => goal.host_str() == Some("tauri.localhost") && goal.port().is_none(),
        "about" => matches!(goal.path(), "srcdoc" | "blank"),
        _ => false,
    };
    let is_development =
        tauri::is_dev() && app.config().build.dev_url.as_ref().is_some_and(|dev| dev.origin() == goal.origin());
    is_page || is_development
}

/// Tells the page that a link of a message was followed. Nothing is opened.
fn want(app: &AppHandle, goal: &Url) -> bool {
    let address = app::desk::address_of_link(goal.as_str()).map(app::desk::checked_address);
    if let Some(Ok(address)) = address {
        // A page that is gone wants no links.
        let _ = LinkWanted { address }.emit(app);
    }
    false
}
