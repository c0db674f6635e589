//! What is given: where the archive lies, how it is opened, and what is to be measured of it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use crate::desktop::{Desktop, Keychain, Look};

/// What the command line says.
pub(crate) struct Given {
    home: PathBuf,
    key: String,
    token: String,
    /// How many interactions the archive holds.
    pub(crate) rows: u64,
    /// So long the window is left alone.
    pub(crate) idle: Duration,
    only: Vec<String>,
}

impl Given {
    /// Reads `--home DIR --key HEX --token TEXT --rows N --idle SECONDS --only P10,P11`.
    pub(crate) fn read(words: &[String]) -> Given {
        let of = |name: &str| {
            let at = words.iter().position(|word| word == name).unwrap_or_else(|| panic!("{name} is missing"));
            words.get(at + 1).cloned().unwrap_or_else(|| panic!("{name} wants a value"))
        };
        Given {
            home: of("--home").into(),
            key: of("--key"),
            token: of("--token"),
            rows: of("--rows").parse().expect("a number of rows"),
            idle: Duration::from_secs(of("--idle").parse().expect("a number of seconds")),
            only: of("--only").split(',').map(str::to_owned).collect(),
        }
    }

    pub(crate) fn wants(&self, id: &str) -> bool {
        self.only.iter().any(|wanted| wanted == id)
    }

    /// A desktop on which Traza finds the archive, its secrets in the keychain, and all of the archive on its screen.
    pub(crate) fn desktop(&self) -> Desktop {
        let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
        std::os::unix::fs::symlink(&self.home, desktop.home()).unwrap();
        let operations = fs::read(self.home.join("operations.json")).expect("there are operations");
        let operations: Value = serde_json::from_slice(&operations).unwrap();
        let id = operations["operations"][0]["id"].as_str().expect("there is an operation");
        desktop.bus().keep(&format!("{id}/token"), &self.token);
        desktop.bus().keep(&format!("{id}/archive-key"), &self.key);
        let settings = json!({ "operation": id, "span": { "kind": "all" } });
        fs::write(self.home.join("settings.json"), settings.to_string()).unwrap();
        desktop
    }
}

/// Prints what was found.
pub(crate) fn say(id: &str, found: Value) {
    println!("{}", json!({ "id": id, "found": found }));
}
