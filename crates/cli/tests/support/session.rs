//! A session of its own: a bus, folders and a real secret service, gnome-keyring.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use super::{Ran, Stage, TOKEN};

/// How a session begins that has a keychain.
pub const UNLOCKED: &str = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
/// As before, but locked again, as after a screen lock.
pub const LOCKED: &str = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
sleep 1
dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
  org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null";

/// Runs a script on a bus of its own; `$CLI` is the binary, folders are those of the stage, and no secret is given but
/// the one in `$PLANTED`.
pub fn session(stage: &Stage, begin: &str, script: &str) -> Ran {
    let tools = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool", "dbus-send"];
    for tool in tools {
        let found = std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|folder| folder.join(tool).is_file());
        assert!(found, "{tool} is missing: apt-get install dbus-x11 gnome-keyring libsecret-tools");
    }
    let folder = |name: &str| {
        let folder = stage.folder.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        folder
    };
    let cli = stage.command(&[]);
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "sh", "-ec", &format!("{begin}\nsleep 1\n{script}")]);
    command.env_clear().envs(cli.get_envs().filter_map(|(name, value)| Some((name, value?))));
    for name in ["TRAZA_TOKEN", "TRAZA_ARCHIVE_KEY", "DBUS_SESSION_BUS_ADDRESS"] {
        command.env_remove(name);
    }
    command
        .env("CLI", env!("CARGO_BIN_EXE_traza-cli"))
        .env("PLANTED", TOKEN)
        .env("KEY", &stage.key)
        .env("SERVER", stage.server())
        .env("URL", stage.simulator.base_url())
        .env("XDG_DATA_HOME", folder("xdg-data"))
        .env("XDG_RUNTIME_DIR", folder("xdg-run"))
        .env("XDG_CONFIG_HOME", folder("xdg-config"))
        .env("XDG_CACHE_HOME", folder("xdg-cache"))
        .current_dir(stage.path("."))
        .stdin(Stdio::null());
    Ran::of(command.output().unwrap())
}

/// Connects the operation, its token on standard input.
pub const ADD: &str = r#"printf '%s\n' "$PLANTED" | "$CLI" operation add Ventas --server "$SERVER" --base-url "$URL""#;
/// Downloads a month.
pub const DOWNLOAD: &str = r#""$CLI" download Ventas --from 2026-03-01 --to 2026-03-31 --json"#;
