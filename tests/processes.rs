//! What the benchmark of the window reads of the system: tested where there is no window.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../benches/window/processes.rs"]
mod processes;

use processes::{Memory, Processes, Stat};

#[test]
fn a_name_with_blanks_and_brackets_hides_no_field() {
    let stat = "77 (a) (b c) S 12 77 77 0 -1 4194304 100 0 0 0 250 50 9 9 20 0 3 0 100 1 1 1";
    assert_eq!(Stat::read(stat), Some(Stat { name: "a) (b c".to_owned(), parent: 12, ticks: 300 }));
    assert_eq!(Stat::read(""), None);
}

#[test]
fn memory_is_its_share_and_its_own_pages() {
    let rollup = "55e-7ff ---p 00000000 00:00 0 [rollup]\nRss:  900 kB\nPss:  500 kB\nPss_Dirty:  300 kB\n\
                  Shared_Clean:  400 kB\nPrivate_Clean:  100 kB\nPrivate_Dirty:  200 kB\n";
    assert_eq!(Memory::read(rollup), Memory { proportional: 500 * 1024, own: 300 * 1024 });
    assert_eq!(Memory::read(""), Memory::default());
}

#[test]
fn what_a_program_started_belongs_to_it() {
    let mut child = std::process::Command::new("sleep").arg("30").spawn().unwrap();
    let all = Processes::of(std::process::id());
    let memory = all.memory();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(memory.iter().any(|(process, _)| process.name == "sleep"));
    let together = memory.iter().fold(Memory::default(), |sum, (_, memory)| sum.and(*memory));
    assert!(memory[0].1.own > 0 && together.proportional > memory[0].1.proportional);
}

#[test]
fn a_thread_that_wakes_is_named_with_its_time() {
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let all = Processes::of(std::process::id());
    let before = all.work();
    let waking = std::thread::Builder::new().name("wakes-often".to_owned()).spawn(move || {
        let mut sum = 0_u64;
        while stopped.recv_timeout(std::time::Duration::from_millis(2)).is_err() {
            sum = (0..200_000).fold(sum, |sum, add| sum.wrapping_mul(31).wrapping_add(add));
        }
        sum
    });
    std::thread::sleep(std::time::Duration::from_millis(300));
    let after = all.work();
    stop.send(()).unwrap();
    waking.unwrap().join().unwrap();
    let wakers = after.wakers_since(&before);
    let found = wakers.iter().find(|waker| waker.name.ends_with("/ wakes-often")).unwrap();
    assert!(found.wakes >= 10 && found.milliseconds > 0.0, "{found:?}");
    assert!(after.seconds_since(&before) >= 0.0);
}
