//! A disk that is full: each run gets a little further, and the last one, with room enough, ends as if nothing had been.

use std::fs;
use std::process::{Command, Stdio};

use interaction::Period;
use serde_json::Value;
use simulator::Settings;

use crate::held::{assert_is_server, period};
use crate::support::{NAME, Ran, Stage};

/// Kilobytes of room: the first is not enough for an empty archive, the last is for everything.
const ROOMS: [u32; 14] = [60, 330, 470, 610, 800, 1_000, 1_200, 1_400, 1_600, 1_900, 2_200, 2_600, 3_200, 40_000];
/// How many interactions there are in the end.
const RECORDS: u64 = 400;

/// Downloads with ever more room. `$ROOM` kilobytes; what makes the room stands before each run.
fn with_ever_more_room(before: &str, run: &str, after: &str) -> String {
    let rooms = ROOMS.map(|room| room.to_string()).join(" ");
    format!(
        r#"total() {{ "$CLI" query {NAME} --json --limit 0 | sed 's/,"rows".*/}}/'; }}
{before}
"$CLI" operation add {NAME} --server "$SERVER" --base-url "$URL" >&2
for ROOM in {rooms}; do
  {run}
  total
done
{after}
cp -a "$TRAZA_HOME/." "$KEEP""#
    )
}

#[test]
fn a_file_that_may_not_grow_is_told_and_costs_nothing_that_is_there() {
    // The shell counts in blocks of 512 bytes. Who is not told by the signal is told by the error.
    let run = format!(r#"(trap "" XFSZ; ulimit -f $((ROOM * 2)); exec "$CLI" {}) || echo "ended with $?""#, download());
    ends_as_uninterrupted(&with_ever_more_room("", &run, ""), &["sh"], "file size");
}

#[test]
fn a_full_disk_is_told_and_costs_nothing_that_is_there() {
    let may_mount = ["unshare", "-rm"];
    let allowed = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status();
    if !allowed.is_ok_and(|status| status.success()) {
        // Some systems let nobody but root have a disk of their own; there the test above stands for this one.
        eprintln!("no disk of its own may be mounted here");
        return;
    }
    let before = r#"mount -t tmpfs -o size=60k none "$TRAZA_HOME""#;
    let run = format!(r#"mount -o remount,size="$ROOM"k "$TRAZA_HOME"; "$CLI" {} || echo "ended with $?""#, download());
    // Then everything anew, with next to no room beside what is there.
    let after = format!(
        r#"for FREE in 0 40 120 300; do
  mount -o remount,size=$(($(df -k --output=used "$TRAZA_HOME" | tail -1) + FREE))k "$TRAZA_HOME"
  "$CLI" {} --refresh || echo "refresh ended with $?"
  total
done
mount -o remount,size=40000k "$TRAZA_HOME"
"$CLI" {} --refresh"#,
        download(),
        download()
    );
    ends_as_uninterrupted(&with_ever_more_room(before, &run, &after), &[&may_mount[..], &["sh"]].concat(), "disk");
}

fn ends_as_uninterrupted(script: &str, shell: &[&str], what: &str) {
    let stage = Stage::new(Settings { records: RECORDS, period: four_months(), ..Settings::default() });
    let keep = stage.folder.path().join("keep");
    fs::create_dir(&keep).unwrap();
    let cli = stage.command(&[]);
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).args(["-ec", script]);
    command.env_clear().envs(cli.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("CLI", cli.get_program()).env("KEEP", &keep).stdin(Stdio::null());
    command.env("SERVER", stage.server()).env("URL", stage.simulator.base_url());
    let ran = Ran::of(command.output().unwrap());
    assert_eq!(ran.code, Some(0), "{what}: {ran:?}");
    let failed = ran.out.lines().filter(|line| line.starts_with("ended with")).count();
    assert!((4..ROOMS.len()).contains(&failed), "{what}: {failed} runs found no room: {ran:?}");
    let lines = ran.out.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let totals: Vec<u64> = lines.filter_map(|line| line["total"].as_u64()).collect();
    assert!(totals.is_sorted() && totals.len() >= ROOMS.len(), "{what}: what was there can be read: {ran:?}");
    assert!(totals.iter().any(|total| (1..RECORDS).contains(total)), "{what}: none failed half-way: {totals:?}");
    fs::remove_dir_all(stage.home()).unwrap();
    fs::rename(keep, stage.home()).unwrap();
    assert_is_server(&stage, four_months(), what);
}

fn download() -> String {
    format!("download {NAME} --from 2026-01-01 --to 2026-04-30 --json")
}

fn four_months() -> Period {
    period("2026-01-01", "2026-04-30 23:59:59")
}
