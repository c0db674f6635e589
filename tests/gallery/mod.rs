//! The rounds that the photographer makes: one through the whole window for each language and theme.

mod camera;
mod doctor;
mod downloads;
mod export;
mod first;
mod interactions;
mod keychain;
mod shell;

use std::path::Path;
use std::thread;

use crate::desktop::Look;

const LOOKS: [(&str, Look); 4] = [
    ("es-light", Look::SPANISH_LIGHT),
    ("es-dark", Look::SPANISH_DARK),
    ("en-light", Look::ENGLISH_LIGHT),
    ("en-dark", Look::ENGLISH_DARK),
];
pub(crate) const NAME: &str = "Tienda Andina";
/// As a shop of that size has in three months.
pub(crate) const RECORDS: u64 = 3_600;

/// Takes all pictures whose names begin with `only`.
pub(crate) fn take(folder: &Path, only: &str) {
    for pair in LOOKS.chunks(2) {
        thread::scope(|scope| {
            for (name, look) in pair {
                // A failure's picture is named by its thread.
                let named = thread::Builder::new().name(format!("pictures-{name}"));
                named.spawn_scoped(scope, move || round(folder, only, name, *look)).unwrap();
            }
        });
    }
}

fn round(folder: &Path, only: &str, name: &str, look: Look) {
    let camera = camera::Camera { folder, only, look: name };
    let (desktop, server) = (shell::desktop(look), shell::operation());
    {
        let page = desktop.open_traza(camera::NARROW.0, camera::NARROW.1);
        first::connecting(&camera, &page, &server);
        downloads::begin_earlier(&server);
        first::downloading(&camera, &page, &server);
        downloads::keeping(&camera, &page, &server);
        page.close();
    }
    downloads::spending(&camera, &desktop, &server);
    {
        let page = desktop.open_traza(camera::NARROW.0, camera::NARROW.1);
        interactions::exploring(&camera, &page, &server);
        export::exporting(&camera, &page);
        shell::settings(&camera, &page);
        doctor::checking(&camera, &page, &server);
        page.close();
    }
    keychain::locked(&camera, &desktop);
    keychain::absent(&camera, look);
    println!("{name}: done");
}
