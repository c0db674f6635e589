//! The processes of a program, as Linux tells of them: what memory they hold, what time they take, what wakes them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// What `/proc` counts processor time in: a hundredth of a second, whatever the kernel was built for.
const TICKS_A_SECOND: f64 = 100.0;

/// A program with all that it has started.
pub(crate) struct Processes {
    /// The program itself comes first.
    all: Vec<Process>,
}

/// One process.
pub(crate) struct Process {
    id: u32,
    /// Its name, as far as the kernel keeps it.
    pub(crate) name: String,
}

/// What a process holds of the machine's memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// Its own pages, and its share of those that it has in common with others.
    pub(crate) proportional: u64,
    /// Its own pages: what would be free if it ended.
    pub(crate) own: u64,
}

/// What the processes have done since they began.
pub(crate) struct Work {
    seconds: f64,
    threads: HashMap<(u32, u32), Thread>,
}

struct Thread {
    name: String,
    wakes: u64,
    nanoseconds: u64,
}

/// What a thread did between two looks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Waker {
    /// Its process and its name.
    pub(crate) name: String,
    /// How often it woke.
    pub(crate) wakes: u64,
    /// How long it ran.
    pub(crate) milliseconds: f64,
}

impl Processes {
    /// A program and all that it has started, and that has started others.
    pub(crate) fn of(program: u32) -> Self {
        let mut parents = HashMap::new();
        for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
            let id = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok());
            if let Some((id, stat)) = id.and_then(|id| Some((id, Stat::read(&text(id, "stat"))?))) {
                parents.insert(id, stat);
            }
        }
        let mut all = Vec::new();
        let mut next = vec![program];
        while let Some(id) = next.pop() {
            let Some(stat) = parents.get(&id) else { continue };
            all.push(Process { id, name: stat.name.clone() });
            next.extend(parents.iter().filter(|(_, stat)| stat.parent == id).map(|(id, _)| *id));
        }
        Self { all }
    }

    /// Each with what it holds.
    pub(crate) fn memory(&self) -> Vec<(&Process, Memory)> {
        self.all.iter().map(|one| (one, Memory::read(&text(one.id, "smaps_rollup")))).collect()
    }

    /// What they have done up to now.
    pub(crate) fn work(&self) -> Work {
        let mut work = Work { seconds: 0.0, threads: HashMap::new() };
        for process in &self.all {
            let stat = Stat::read(&text(process.id, "stat"));
            work.seconds += stat.map_or(0.0, |stat| stat.ticks as f64 / TICKS_A_SECOND);
            for task in fs::read_dir(format!("/proc/{}/task", process.id)).into_iter().flatten().flatten() {
                let Some(id) = task.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
                work.threads.insert((process.id, id), Thread::read(&process.name, &task.path()));
            }
        }
        work
    }
}

impl Memory {
    pub(crate) fn read(rollup: &str) -> Self {
        let of = |name: &str| number(rollup, name).unwrap_or(0) * 1024;
        Self { proportional: of("Pss:"), own: of("Private_Clean:") + of("Private_Dirty:") }
    }

    /// Both together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { proportional: self.proportional + other.proportional, own: self.own + other.own }
    }
}

impl Work {
    /// Seconds of a processor since an earlier look.
    pub(crate) fn seconds_since(&self, before: &Self) -> f64 {
        self.seconds - before.seconds
    }

    /// What each thread did since an earlier look, threads of one name together, the busiest first.
    pub(crate) fn wakers_since(&self, before: &Self) -> Vec<Waker> {
        let mut named: HashMap<&str, (u64, u64)> = HashMap::new();
        for (id, thread) in &self.threads {
            let was = before.threads.get(id);
            let wakes = thread.wakes.saturating_sub(was.map_or(0, |was| was.wakes));
            let ran = thread.nanoseconds.saturating_sub(was.map_or(0, |was| was.nanoseconds));
            let sum = named.entry(&thread.name).or_default();
            *sum = (sum.0 + wakes, sum.1 + ran);
        }
        let waker = |(name, (wakes, ran)): (&str, (u64, u64))| Waker {
            name: name.to_owned(),
            wakes,
            milliseconds: ran as f64 / 1e6,
        };
        let mut wakers: Vec<Waker> = named.into_iter().filter(|(_, (wakes, _))| *wakes > 0).map(waker).collect();
        wakers.sort_by(|one, other| other.milliseconds.total_cmp(&one.milliseconds));
        wakers
    }
}

impl Thread {
    fn read(process: &str, task: &Path) -> Self {
        let read = |name: &str| fs::read_to_string(task.join(name)).unwrap_or_default();
        let own = read("comm");
        let switches = number(&read("status"), "voluntary_ctxt_switches:").unwrap_or(0);
        let ran = read("schedstat").split_whitespace().next().and_then(|ran| ran.parse().ok());
        Self { name: format!("{process} / {}", own.trim()), wakes: switches, nanoseconds: ran.unwrap_or(0) }
    }
}

/// What `/proc/…/stat` says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stat {
    pub(crate) name: String,
    pub(crate) parent: u32,
    /// In the program and in the system, of all its threads, ended ones too.
    pub(crate) ticks: u64,
}

impl Stat {
    /// The name stands in brackets and may hold blanks and brackets itself.
    pub(crate) fn read(stat: &str) -> Option<Self> {
        let (before, after) = stat.rsplit_once(')')?;
        let (_, name) = before.split_once('(')?;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let ticks = |place: usize| fields.get(place)?.parse::<u64>().ok();
        Some(Self { name: name.to_owned(), parent: fields.get(1)?.parse().ok()?, ticks: ticks(11)? + ticks(12)? })
    }
}

/// A process that has ended says nothing.
fn text(process: u32, name: &str) -> String {
    fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default()
}

fn number(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
