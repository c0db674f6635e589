//! A keychain that goes: between runs, and while one is under way.

use interaction::Period;
use simulator::{Fault, Faults, Settings};

use crate::held::{assert_is_server, period};
use crate::support::session::{ADD, UNLOCKED, session};
use crate::support::{NAME, Stage, TOKEN};

/// The keychain of before, unlocked: the person has logged in again.
const AGAIN: &str = "printf pw | gnome-keyring-daemon --replace --unlock --components=secrets >/dev/null 2>&1
sleep 1";

#[test]
fn a_keychain_that_goes_in_the_middle_or_between_runs_harms_nothing() {
    let mut stage = Stage::new(Settings { records: 300, period: two_months(), ..Settings::default() });
    stage.simulator.set_faults(Faults::none().always(Fault::BytesPerSecond(600_000)));
    let download = format!(r#""$CLI" download {NAME} --to 2026-03-31 --json --from"#);
    let script = format!(
        r#"{ADD} >&2
# It ends while records arrive: what was read from it before is enough.
{download} 2026-03-01 & running=$!
sleep 0.6
dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
  org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | sed 's/.*uint32 //' | xargs kill -9
wait $running
# The next run finds none, or one that is locked.
{download} 2026-02-01 && exit 9 || test $? = 1
{AGAIN}
{download} 2026-02-01
secret-tool lookup service traza username "$(basename "$TRAZA_HOME"/archives/*.traza .traza)/archive-key""#
    );
    let ran = session(&stage, UNLOCKED, &script);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.err.contains(r#"{"code":"keychain_"#), "the run without secrets said so: {ran:?}");
    assert!(!ran.out.contains(TOKEN) && !ran.err.contains(TOKEN));
    stage.key = ran.out.lines().last().unwrap().trim().to_owned();
    assert_is_server(&stage, two_months(), "keychain");
}

fn two_months() -> Period {
    period("2026-02-01", "2026-03-31 23:59:59")
}
