//! Several programs, and several openings in one program, on one archive.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Barrier;

use archive::{AnswerEnd, Archive, ArchiveKey, Error, Reader};
use interaction::{Field, Interaction, Moment, Window};

/// Names the archive that a test run as another program is to use.
const OTHER_PROGRAM: &str = "TRAZA_TEST_OTHER_PROGRAM";

fn key() -> ArchiveKey {
    ArchiveKey::from_bytes([7; 32])
}

fn day(number: u32) -> Window {
    let from = Moment::parse("2026-01-01").unwrap().plus(86_400 * number);
    Window::new(from, from.end_of_day()).unwrap()
}

fn store(archive: &mut Archive, window: Window, agent: &str) -> Result<(), Error> {
    let mut record = Interaction::default();
    record.set(Field::AgentName, agent);
    record.set(Field::DateCreation, window.from().to_string());
    let id = archive.begin(window, Moment::parse("2026-03-01").unwrap())?;
    let mut packer = archive.packer(id, &[])?;
    archive.append(id, &[packer.prepare(record)?], &[])?;
    archive.stage(id, AnswerEnd::Whole)?;
    archive.store(&[id]).map(drop)
}

fn agents(path: &Path) -> Vec<String> {
    let mut reader = Reader::open(path, &key()).unwrap();
    let rows = reader.columns().unwrap().rows;
    let mut agents = Vec::new();
    reader.interactions(&rows, &mut |record| agents.push(record.text(Field::AgentName).to_owned())).unwrap();
    agents.sort();
    agents
}

/// Runs one of the tests below as another program, on this archive.
fn other_program(test: &str, path: &Path) {
    let this = std::env::current_exe().unwrap();
    let status = Command::new(this).args(["--exact", test]).env(OTHER_PROGRAM, path).status().unwrap();
    assert!(status.success());
}

fn as_other_program() -> Option<PathBuf> {
    std::env::var_os(OTHER_PROGRAM).map(PathBuf::from)
}

/// The locks that this program holds on a file. SQLite's stand on the database as long as it is open.
#[cfg(target_os = "linux")]
fn locks_on(path: &Path) -> usize {
    use std::os::unix::fs::MetadataExt as _;
    let (program, file) = (std::process::id().to_string(), format!(":{}", std::fs::metadata(path).unwrap().ino()));
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    let ours = locks.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    ours.filter(|lock| lock.contains(&program.as_str()) && lock.iter().any(|part| part.ends_with(&file))).count()
}

/// Whoever opens and closes a file by other means than SQLite's takes all locks of the program from it.
#[cfg(target_os = "linux")]
#[test]
fn opening_an_archive_again_keeps_the_locks_of_the_first_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let _archive = Archive::create(&path, &key()).unwrap();
    assert_eq!(locks_on(&path), 1);
    drop(Reader::open(&path, &key()).unwrap());
    assert!(matches!(Reader::open(&path, &ArchiveKey::from_bytes([8; 32])), Err(Error::WrongKey)));
    assert_eq!(locks_on(&path), 1);
}

#[test]
fn other_opens_and_closes() {
    if let Some(path) = as_other_program() {
        drop(Archive::open(&path, &key()).unwrap());
    }
}

#[test]
fn other_finds_two() {
    if let Some(path) = as_other_program() {
        assert_eq!(agents(&path), ["Ana", "Berta"]);
    }
}

#[test]
fn a_program_that_closes_leaves_the_log_to_the_one_that_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let mut archive = Archive::create(&path, &key()).unwrap();
    store(&mut archive, day(0), "Ana").unwrap();
    drop(Reader::open(&path, &key()).unwrap());
    other_program("other_opens_and_closes", &path);
    store(&mut archive, day(1), "Berta").unwrap();
    other_program("other_finds_two", &path);
}

#[test]
fn what_another_program_has_learnt_is_known_before_the_next_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let mut first = Archive::create(&path, &key()).unwrap();
    let mut second = Archive::open(&path, &key()).unwrap();
    store(&mut first, day(0), "Ana").unwrap();
    store(&mut second, day(1), "Berta").unwrap();
    store(&mut first, day(2), "Berta").unwrap();
    assert_eq!(agents(&path), ["Ana", "Berta", "Berta"]);
    let columns = Reader::open(&path, &key()).unwrap().columns().unwrap();
    assert_eq!(columns.values[1], ["", "Ana", "Berta"]);
}

#[test]
fn a_log_that_outlived_its_database_is_not_taken_for_that_of_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let mut archive = Archive::create(&path, &key()).unwrap();
    store(&mut archive, day(0), "Ana").unwrap();
    let log = folder.path().join("archive-wal");
    let left = std::fs::read(&log).unwrap();
    drop(archive);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&log, left).unwrap();
    let mut archive = Archive::create(&path, &key()).unwrap();
    assert!(agents(&path).is_empty());
    store(&mut archive, day(1), "Berta").unwrap();
    drop(archive);
    assert_eq!(agents(&path), ["Berta"]);
}

#[test]
fn other_creates_eight_at_once() {
    let Some(folder) = as_other_program() else { return };
    let all_there = Barrier::new(8);
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (folder, all_there) = (&folder, &all_there);
            scope.spawn(move || {
                all_there.wait();
                Archive::create(&folder.join(number.to_string()), &key()).unwrap();
            });
        }
    });
}

/// SQLite lets others pass while the first one still makes it ready: only new programs can show that they wait.
#[test]
fn the_first_archives_of_a_program_may_be_opened_at_once() {
    for _ in 0..25 {
        let folder = tempfile::tempdir().unwrap();
        other_program("other_creates_eight_at_once", folder.path());
    }
}

/// Moving the log into the file begins with the first page, which then tells of pages that are still in the log only.
#[test]
fn a_move_of_the_log_into_the_file_that_was_cut_short_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive");
    let mut archive = Archive::create(&path, &key()).unwrap();
    for number in 0..20 {
        store(&mut archive, day(number), &"Ana ".repeat(20_000)).unwrap();
    }
    let log = std::fs::read(folder.path().join("archive-wal")).unwrap();
    let mut cut_short = std::fs::read(&path).unwrap();
    drop(archive);
    let moved = std::fs::read(&path).unwrap();
    assert!(moved.len() > cut_short.len());
    cut_short[..16_384].copy_from_slice(&moved[..16_384]);
    for opens in [|path: &Path| drop(Archive::open(path, &key()).unwrap()), |path: &Path| drop(agents(path))] {
        std::fs::write(&path, &cut_short).unwrap();
        std::fs::write(folder.path().join("archive-wal"), &log).unwrap();
        opens(&path);
        assert_eq!(agents(&path).len(), 20);
    }
}
