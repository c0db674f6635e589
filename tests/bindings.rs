//! The page's types are those of the commands.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

use specta_typescript::Typescript;

/// Set, the file is written anew instead of compared.
const WRITE: &str = "TRAZA_WRITE_BINDINGS";

#[test]
fn the_pages_types_are_those_of_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("bindings.ts");
    traza::bindings().export(Typescript::default(), &made).unwrap();
    let made = fs::read_to_string(made).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/host/bindings.ts");
    if std::env::var_os(WRITE).is_some() {
        fs::create_dir_all(kept.parent().unwrap()).unwrap();
        fs::write(&kept, made).unwrap();
        return;
    }
    let is_same = fs::read_to_string(&kept).is_ok_and(|kept| kept == made);
    assert!(is_same, "ui/src/host/bindings.ts is stale: {WRITE}=1 cargo test --workspace --test bindings");
}
