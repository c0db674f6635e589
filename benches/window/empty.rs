//! The peer: a window of the same shell and the same web view that shows an empty page, and does nothing else.

use tauri::WebviewWindowBuilder;
use tauri::webview::PageLoadEvent;

/// Its title.
pub(crate) const TITLE: &str = "Empty";
/// The colour of its page.
pub(crate) const COLOUR: [u8; 3] = [0x2f, 0x6b, 0x91];

/// Opens it and returns when it is closed.
pub(crate) fn run() {
    let context = tauri::generate_context!("benches/window/empty/tauri.conf.json");
    let builder = tauri::Builder::default().setup(|app| {
        let config = app.config().app.windows.first().cloned().expect("the configuration has a window");
        // It appears as Traza's does: once its page is there.
        let builder = WebviewWindowBuilder::from_config(app, &config)?.on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                window.show().expect("the window can be shown");
            }
        });
        traza::painting::suit_the_machine(&builder.build()?)?;
        Ok(())
    });
    builder.run(context).expect("there is a display");
}
