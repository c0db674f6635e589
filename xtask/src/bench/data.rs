//! The programs that are measured, and the data that they are given.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::{Wish, peers};
use crate::failure::Failure;
use crate::program::Program;
use crate::progress::Progress;
use crate::workspace;

/// Where cargo puts what is built with the profile `bench`.
const PROFILE: &str = "release";
/// Throwaway secrets of a throwaway archive: no keychain takes part.
pub(super) const KEY: &str = "6f0d3f1c5a8e4b7291c0d4e8f2a6b35d7e9c1f0a2b4c6d8e0f1a3b5c7d9e1f20";
pub(crate) const TOKEN: &str = "bench0123456789";
const NAME: &str = "Bench";

/// Builds what is measured, with the profile `bench`. The window is no part of it.
pub(crate) fn build(progress: &mut Progress) -> Result<(), Failure> {
    let packages = ["traza-cli", "simulator", "wolkvox", "explore"];
    build_these(packages.iter().flat_map(|package| ["--package", package]), progress)
}

/// The same with the window and the benchmark that drives it: all of the workspace at once, or its native parts would be
/// compiled twice.
pub(super) fn build_with_window(progress: &mut Progress) -> Result<(), Failure> {
    build_these(["--workspace", "--bench", "window"], progress)
}

fn build_these<'a>(these: impl IntoIterator<Item = &'a str>, progress: &mut Progress) -> Result<(), Failure> {
    Program::cargo()
        .args(["build", "--profile", "bench", "--bins", "--examples"])
        .args(these)
        .within(&workspace::root())
        .quietly(progress)
        .map(drop)
}

/// A built program.
pub(crate) fn binary(name: &str) -> PathBuf {
    workspace::binary(PROFILE, name)
}

/// A built example of a crate.
pub(crate) fn example(name: &str) -> PathBuf {
    workspace::binary(PROFILE, "examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The folder of this run's files. They go with it.
pub(crate) struct Place {
    folder: PathBuf,
}

impl Place {
    pub(crate) fn make(name: &str) -> Result<Place, Failure> {
        let folder = workspace::target().join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(cannot_write)?;
        Ok(Place { folder })
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// One answer of the report as a file, all of it created in one month.
pub(super) fn answer(file: &Path, records: u64, wish: &Wish, progress: &mut Progress) -> Result<(), Failure> {
    Program::new(binary("simulator"))
        .args(["write-answer"])
        .args([file])
        .args(["--records", &records.to_string(), "--seed", &wish.seed.to_string()])
        .args(["--from", "2026-01-01", "--to", "2026-01-31"])
        .quietly(progress)
        .map(drop)
}

/// An operation of `traza-cli` in a folder of its own.
pub(crate) struct Home {
    folder: PathBuf,
}

impl Home {
    /// Connects the operation to a server on this machine.
    pub(crate) fn connect(folder: PathBuf, base_url: &str, progress: &mut Progress) -> Result<Home, Failure> {
        let home = Home { folder };
        let add = ["operation", "add", NAME, "--server", "0042", "--base-url", base_url];
        home.cli(Program::new(binary("traza-cli"))).args(add).quietly(progress)?;
        Ok(home)
    }

    /// `traza-cli` with a command for the operation.
    pub(crate) fn command(&self, command: &str, words: &[&str]) -> Command {
        self.cli(Program::new(binary("traza-cli"))).args([command, NAME]).args(words).into_command()
    }

    /// Runs `traza-cli`, watched for time and memory.
    pub(crate) fn measured(&self, command: &str, words: &[&str], progress: &mut Progress) -> Result<Value, Failure> {
        let program = self.cli(peers::measured().args([binary("traza-cli")])).args([command, NAME]).args(words);
        peers::said(&program.quietly(progress)?)
    }

    /// An example of a crate that reads the archive.
    pub(crate) fn example(&self, name: &str) -> Program {
        self.cli(Program::new(example(name)))
    }

    /// A program that finds the home and its secrets in the environment, and no keychain.
    pub(crate) fn cli(&self, program: Program) -> Program {
        program
            .env("TRAZA_HOME", &self.folder)
            .env("TRAZA_TOKEN", TOKEN)
            .env("TRAZA_ARCHIVE_KEY", KEY)
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The archive's file: there is one operation.
    pub(crate) fn archive(&self) -> Result<PathBuf, Failure> {
        let files = std::fs::read_dir(self.folder.join("archives")).map_err(cannot_write)?;
        let mut archives =
            files.flatten().map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "traza"));
        archives.next().ok_or_else(|| Failure::saying("the download left no archive"))
    }

    /// Bytes of the archive with what SQLite keeps beside it.
    pub(crate) fn archive_bytes(&self) -> Result<u64, Failure> {
        let files = std::fs::read_dir(self.folder.join("archives")).map_err(cannot_write)?;
        Ok(files.flatten().filter_map(|file| file.metadata().ok()).map(|data| data.len()).sum())
    }
}

/// Downloads a year of interactions from the simulator.
pub(super) fn archive(wish: &Wish, place: &Place, progress: &mut Progress) -> Result<Home, Failure> {
    let (from, to) = ("2025-01-01", "2025-12-31");
    let mut server = Command::new(binary("simulator"));
    server.args(["serve", "--token", TOKEN, "--from", from, "--to", to]);
    server.args(["--records", &wish.rows.to_string(), "--seed", &wish.seed.to_string()]);
    let server = Server::start(server)?;
    let home = Home::connect(place.file("year"), &server.base_url, progress)?;
    home.measured("download", &["--from", from, "--to", to, "--json"], progress)?;
    Ok(home)
}

/// A simulator at work. It ends with this.
pub(crate) struct Server {
    child: Child,
    pub(crate) base_url: String,
}

impl Server {
    pub(crate) fn start(mut command: Command) -> Result<Server, Failure> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(cannot_write)?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).map_err(cannot_write)?;
        }
        let said: Value = serde_json::from_str(&line).unwrap_or_default();
        let base_url = said.get("base_url").and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Server { child, base_url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cannot_write(error: std::io::Error) -> Failure {
    Failure::saying(format!("the benchmark's files cannot be read or written: {error}"))
}
