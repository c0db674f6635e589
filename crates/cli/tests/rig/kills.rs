//! The process killed with SIGKILL at random moments, and started again each time.
//!
//! One life of an archive: a first download of two months, many answers of which are split, then refreshes while
//! time passes and interactions are closed, surveyed and archived. A twin lives the same life undisturbed. The moments
//! come from a seed. `cargo xtask kills` does the same more often: it sets `RIG_KILLS` and `RIG_SEED`.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use interaction::{Field, Moment, Period};
use simulator::{Fault, Faults, On, Page, SelectsBy, Settings, When};

use crate::clock::Clock;
use crate::held::{assert_is_server, held, identity, kept, moment, period, place, reader, told};
use crate::support::{NAME, Ran, Stage};

/// Kills of all lives together, unless the command wants more.
const KILLS: u32 = 25;
/// The operation's present in the rounds of a life: the server's, the program's lies long after.
const PRESENTS: [&str; 3] = ["2026-03-31 18:00:00", "2026-04-04 09:30:00", "2026-04-12 20:00:00"];
/// A round is left in peace after so many kills: a refresh asks for everything anew each time it is begun.
const MOST_IN_A_ROUND: u64 = 9;
/// How many times faster the program's waits end.
const TIMES: u32 = 40;
const DAYS: [&str; 2] = ["2026-02-01", "2026-03-31"];

/// What a number of lives came to.
#[derive(Default)]
struct Account {
    kills: u32,
    lives: u32,
    rounds: u32,
    records: usize,
    runs: u32,
}

/// A life, or its twin.
struct Life {
    stage: Stage,
    clock: Clock,
}

#[test]
fn killed_at_random_moments_the_archive_ends_as_the_uninterrupted_one() {
    live(SelectsBy::Creation, 0);
}

#[test]
fn killed_at_random_moments_by_closing_too() {
    live(SelectsBy::Closing, 1);
}

/// Lives until this selection's share of the kills is done.
fn live(selects_by: SelectsBy, turn: u32) {
    let wanted = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u32>().ok());
    let share = (wanted("RIG_KILLS").unwrap_or(KILLS) + turn) / 2;
    let mut dice = Dice(u64::from(wanted("RIG_SEED").unwrap_or(1)) * 2 + u64::from(turn));
    let (began, mut account) = (Instant::now(), Account::default());
    while account.kills < share {
        let seed = dice.below(1_000_000);
        let left = share - account.kills;
        one_life((selects_by, seed), left, &mut dice, &mut account);
    }
    let Account { kills, lives, rounds, records, runs } = account;
    println!(
        "rig: {kills} kills in {lives} lives by {selects_by:?}: {rounds} downloads and refreshes in {runs} runs, each \
         equal to the uninterrupted one ({records} records compared), {:.0} s",
        began.elapsed().as_secs_f64()
    );
}

fn one_life((selects_by, seed): (SelectsBy, u64), most: u32, dice: &mut Dice, account: &mut Account) {
    let what = format!("{selects_by:?}, seed {seed}");
    let (life, twin) = (Life::new(selects_by, seed), Life::new(selects_by, seed));
    let (mut left, mut before) = (most, None);
    for (round, present) in PRESENTS.into_iter().map(moment).enumerate() {
        for stage in [&life.stage, &twin.stage] {
            stage.simulator.set_now(present);
        }
        let began = Instant::now();
        twin.end_of(round);
        let whole = began.elapsed();
        let mut kills = if left == 0 { 0 } else { dice.between(1, MOST_IN_A_ROUND).min(u64::from(left)) };
        while kills > 0 {
            account.runs += 1;
            let moment = whole.mul_f64(dice.fraction() * 0.8);
            if !life.is_killed_after(moment, round) {
                break;
            }
            (kills, left, account.kills) = (kills - 1, left - 1, account.kills + 1);
            life.assert_whole(selects_by, (before, present), &what);
        }
        let ids = kept(&life.stage);
        life.end_of(round);
        assert_is_server(&life.stage, two_months(), &format!("{what}, round {round}"));
        assert_ids_last(&ids, &kept(&life.stage), &what);
        (account.rounds, account.runs, before) = (account.rounds + 1, account.runs + 1, Some(present));
    }
    assert_is_server(&twin.stage, two_months(), &what);
    let [killed, undisturbed] = [&life, &twin].map(|life| {
        // The downloads' clocks ran ahead: what they fetched must not lie in the future.
        life.clock.turn_on(86_400);
        told(|words| life.command(words), DAYS)
    });
    for (killed, undisturbed) in killed.into_iter().zip(undisturbed) {
        assert_eq!(killed, undisturbed, "{what}: coverage, counts or search differ");
    }
    account.lives += 1;
    account.records += kept(&life.stage).len();
}

impl Life {
    fn new(selects_by: SelectsBy, seed: u64) -> Self {
        let settings = Settings { records: 400, seed, selects_by, period: two_months(), ..Settings::default() };
        let stage = Stage::connected(settings);
        // What takes long is split, and the rest comes slowly enough that there are moments to be killed in.
        let slow = Faults::none()
            .on(On::Interactions, When::LongerThan(12 * 86_400), Fault::Page(Page::GatewayTimeout))
            .always(Fault::BytesPerSecond(8_000_000));
        stage.simulator.set_faults(slow);
        let clock = Clock::times(TIMES, stage.folder.path());
        Self { stage, clock }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = self.stage.command(words);
        self.clock.rules(&mut command);
        command
    }

    /// The command of a round: a download, then refreshes.
    fn round(&self, round: usize) -> Command {
        let download = ["download", NAME, "--from", DAYS[0], "--to", DAYS[1], "--json"];
        let refresh: &[&str] = if round > 0 { &["--refresh"] } else { &[] };
        self.command(&[&download[..], refresh].concat())
    }

    /// Does a round in peace, to its end.
    fn end_of(&self, round: usize) {
        let ran = Ran::of(self.round(round).output().unwrap());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        assert_eq!(ran.json()["complete"], true, "{ran:?}");
    }

    /// Begins a round and kills it after a while. False where it had ended before.
    fn is_killed_after(&self, moment: Duration, round: usize) -> bool {
        let mut child = self.round(round).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        assert!(status.success() || status.signal() == Some(9), "{status:?}");
        !status.success()
    }

    /// What can be seen after a kill is whole: each stored window holds what the server answered now or in the round
    /// before, and nothing else is there.
    fn assert_whole(&self, selects_by: SelectsBy, (before, now): (Option<Moment>, Moment), what: &str) {
        let kept = kept(&self.stage);
        let held_at = |present: Moment, window: Period| {
            self.stage.simulator.set_now(present);
            let held = held(&self.stage.simulator, window);
            self.stage.simulator.set_now(now);
            held
        };
        let answers = |window: Period| -> Vec<Vec<Vec<String>>> {
            [Some(now), before].into_iter().flatten().map(|present| held_at(present, window)).collect()
        };
        if selects_by == SelectsBy::Closing {
            // A record may have moved from one window to another since: only what it is can be told.
            let all = answers(two_months()).concat();
            assert!(kept.values().all(|record| all.contains(record)), "{what}: a record that no answer held");
            return;
        }
        let mut seen = 0;
        let windows = reader(&self.stage).map(|reader| reader.windows().unwrap()).unwrap_or_default();
        for window in windows.into_iter().filter(archive::StoredWindow::is_stored) {
            let created = |record: &&Vec<String>| window.period().contains(moment(&record[place(Field::DateCreation)]));
            let mut stored: Vec<_> = kept.values().filter(created).cloned().collect();
            stored.sort();
            seen += stored.len();
            assert!(answers(window.period()).contains(&stored), "{what}: {} is not whole", window.window.from());
        }
        assert_eq!(seen, kept.len(), "{what}: records outside all stored windows");
    }
}

/// A record that was there before and is the same interaction still has its id.
fn assert_ids_last(before: &BTreeMap<u32, Vec<String>>, after: &BTreeMap<u32, Vec<String>>, what: &str) {
    let known = |records: &BTreeMap<u32, Vec<String>>| {
        let mut ids: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
        for (id, record) in records {
            ids.entry(identity(record)).or_default().push(*id);
        }
        ids
    };
    let (before, after) = (known(before), known(after));
    for (identity, ids) in before {
        if let Some(now) = after.get(&identity) {
            assert!(
                ids.iter().all(|id| now.contains(id)) || now.len() < ids.len(),
                "{what}: ids {ids:?} became {now:?}"
            );
        }
    }
}

fn two_months() -> Period {
    period(DAYS[0], &format!("{} 23:59:59", DAYS[1]))
}

/// Numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.bits() % bound
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
