//! How files appear at their goal: whole, or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod common;

use std::cell::Cell;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use common::{plain_record, request, write_all};
use export::{Error, Format, IfExists, Request, write};
use interaction::Interaction;

fn replacing(format: Format, goal: &Path) -> Request {
    Request { if_exists: IfExists::Replace, ..request(format, goal) }
}

/// The names in a folder, hidden ones too.
fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn endless() -> impl Iterator<Item = Result<Interaction, io::Error>> {
    std::iter::repeat_with(|| Ok(plain_record()))
}

#[test]
fn an_existing_file_is_refused_before_any_record_is_read() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        fs::write(&goal, "old").unwrap();
        let untouched =
            std::iter::from_fn(|| -> Option<Result<Interaction, io::Error>> { panic!("a record was read") });
        let outcome = write(&request(format, &goal), untouched, &mut |_rows| ControlFlow::Continue(()));
        assert!(matches!(outcome, Err(Error::Exists)));
        assert_eq!(fs::read(&goal).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}

#[test]
fn an_existing_file_is_replaced_when_told() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        fs::write(&goal, "old").unwrap();
        let written = write_all(&replacing(format, &goal), &[plain_record()]).unwrap();
        assert_eq!((written.rows, written.path.as_path()), (1, goal.as_path()));
        assert_eq!(fs::metadata(&goal).unwrap().len(), written.bytes);
        assert_ne!(fs::read(&goal).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}

#[test]
fn who_takes_the_name_meanwhile_keeps_it() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        let records = endless().take(3).inspect(|_| fs::write(&goal, "theirs").unwrap());
        let outcome = write(&request(format, &goal), records, &mut |_rows| ControlFlow::Continue(()));
        assert!(matches!(outcome, Err(Error::Exists)));
        assert_eq!(fs::read(&goal).unwrap(), b"theirs");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}

#[test]
fn cancelling_takes_effect_within_a_few_hundred_rows_and_leaves_nothing() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        fs::write(&goal, "old").unwrap();
        let read = Cell::new(0u64);
        let records = endless().inspect(|_| read.set(read.get() + 1));
        let mut told = Vec::new();
        let outcome = write(&replacing(format, &goal), records, &mut |rows| {
            told.push(rows);
            if rows < 10_000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert!(matches!(outcome, Err(Error::Cancelled)));
        assert!(read.get() < 10_500, "{} rows were read", read.get());
        assert!(told.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 500));
        assert_eq!(fs::read(&goal).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}

#[test]
fn cancelling_after_the_last_row_still_writes_nothing() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        let outcome = write(&request(format, &goal), endless().take(7), &mut |rows| match rows {
            7 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        });
        assert!(matches!(outcome, Err(Error::Cancelled)));
        assert!(names_in(folder.path()).is_empty());
    }
}

#[test]
fn records_that_end_in_an_error_leave_the_old_file() {
    for format in Format::ALL {
        let folder = tempfile::tempdir().unwrap();
        let goal = folder.path().join("a");
        fs::write(&goal, "old").unwrap();
        let records = endless().take(900).chain([Err(io::Error::other("damaged"))]).chain(endless());
        let outcome = write(&replacing(format, &goal), records, &mut |_rows| ControlFlow::Continue(()));
        assert!(matches!(outcome, Err(Error::Source(error)) if error.to_string() == "damaged"));
        assert_eq!(fs::read(&goal).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}

#[test]
fn goals_that_cannot_be_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "old").unwrap();
    let to = |goal: &Path| write_all(&replacing(Format::Csv, goal), &[plain_record()]);
    assert!(matches!(to(&folder.path().join("none").join("a.csv")), Err(Error::FolderMissing)));
    assert!(matches!(to(&file.join("a.csv")), Err(Error::FolderMissing)));
    assert!(matches!(to(folder.path()), Err(Error::NotAFile)));
    assert!(matches!(to(&folder.path().join("..")), Err(Error::NotAFile)));
    assert!(matches!(to(&folder.path().join("a".repeat(300))), Err(Error::NotAFile | Error::FolderMissing)));
    let refused = write_all(&request(Format::Csv, folder.path()), &[]);
    assert!(matches!(refused, Err(Error::NotAFile)));
    assert_eq!(names_in(folder.path()), ["file"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    #[test]
    fn a_link_stays_and_what_it_leads_to_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink("real.csv", &link).unwrap();
        write_all(&replacing(Format::Csv, &link), &[plain_record()]).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_ne!(fs::read(&real).unwrap(), b"old");
        assert!(matches!(write_all(&request(Format::Csv, &link), &[]), Err(Error::Exists)));
    }

    #[test]
    fn a_device_is_no_goal() {
        let outcome = write_all(&replacing(Format::Csv, Path::new("/dev/null")), &[]);
        assert!(matches!(outcome, Err(Error::NotAFile)));
    }

    #[test]
    fn a_new_file_has_the_permissions_of_any_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let (goal, other) = (folder.path().join("a.csv"), folder.path().join("other"));
        fs::write(&other, "").unwrap();
        write_all(&request(Format::Csv, &goal), &[]).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&goal), mode(&other));
    }

    #[test]
    fn a_folder_that_may_not_be_written_is_told_and_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let (program, closed) = (own_copy_in(folder.path()), folder.path().join("closed"));
        fs::create_dir(&closed).unwrap();
        fs::write(closed.join("a"), "old").unwrap();
        set_mode(&closed, 0o555);
        for format in Format::ALL {
            // Permissions do not bind root: so the child is nobody.
            let mut child = match is_root() {
                true => Command::new("setpriv"),
                false => Command::new(&program),
            };
            if is_root() {
                child.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
            }
            run(child, format, &closed.join("a"), "ReadOnly");
            assert_eq!(fs::read(closed.join("a")).unwrap(), b"old");
            assert_eq!(names_in(&closed), ["a"]);
        }
    }

    #[test]
    fn a_drive_that_takes_no_more_is_told_and_keeps_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let (program, goal) = (own_copy_in(folder.path()), folder.path().join("a"));
        fs::write(&goal, "old").unwrap();
        for format in Format::ALL {
            // The system's own limit on a file's size, in blocks of 512 or 1,024 bytes; without the signal it is an error.
            let mut child = Command::new("sh");
            child.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]).arg(&program);
            run(child, format, &goal, "NoSpace");
            assert_eq!(fs::read(&goal).unwrap(), b"old");
            assert_eq!(names_in(folder.path()), ["a", "program"]);
        }
    }

    #[test]
    #[ignore = "run by the tests of closed folders and full drives, as another user or under a limit"]
    fn child_that_fails_as_told() {
        let variable = |name| std::env::var(name).unwrap();
        let format = Format::parse(&variable("EXPORT_FORMAT")).unwrap();
        let records = endless().take(40_000);
        let asked = replacing(format, Path::new(&variable("EXPORT_GOAL")));
        let outcome = write(&asked, records, &mut |_rows| ControlFlow::Continue(()));
        assert_eq!(format!("{:?}", outcome.unwrap_err()), variable("EXPORT_ERROR"));
    }

    fn run(mut child: Command, format: Format, goal: &Path, error: &str) {
        child.args(["--ignored", "--exact", "unix::child_that_fails_as_told"]);
        child.env("EXPORT_FORMAT", format.extension()).env("EXPORT_GOAL", goal).env("EXPORT_ERROR", error);
        let output = child.output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.contains("1 passed"), "{format:?}: {told}");
        assert!(!told.contains("ZipWriter"), "{told}");
    }

    /// This program where any user may run it.
    fn own_copy_in(folder: &Path) -> PathBuf {
        let program = folder.join("program");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        set_mode(&program, 0o755);
        set_mode(folder, 0o755);
        program
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn is_root() -> bool {
        let user = Command::new("id").arg("-u").output().unwrap();
        user.stdout.trim_ascii() == b"0"
    }
}
