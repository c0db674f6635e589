//! Installs what the system lacks, where xtask may; says exactly what to install where it may not.

use crate::failure::Failure;
use crate::needs::{Need, on_path};
use crate::program::Program;
use crate::progress::Progress;

/// Another installation may be running: it is waited for.
const LOCK_SECONDS: &str = "DPkg::Lock::Timeout=300";

/// Makes sure that the machine has all of `needs`. Only Linux is asked: elsewhere the system has them or cannot.
pub(crate) fn ensure(needs: &[&[Need]], progress: &mut Progress) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing: Vec<&Need> = needs.iter().copied().flatten().filter(|need| need.is_missing()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(apt) = Apt::here() else {
        return Err(Failure::saying(advice(&missing)));
    };
    let packages: Vec<&str> = missing.iter().map(|need| need.apt).collect();
    progress.note(&format!("installing {}", packages.join(" ")));
    apt.install(&packages, progress)?;
    let still: Vec<&Need> = missing.into_iter().filter(|need| need.is_missing()).collect();
    if still.is_empty() { Ok(()) } else { Err(Failure::saying(advice(&still))) }
}

/// apt-get, as root or through a sudo that asks no password.
struct Apt {
    sudo: bool,
}

impl Apt {
    fn here() -> Option<Apt> {
        if !on_path("apt-get") {
            return None;
        }
        let root = Program::new("id").args(["-u"]).says().is_some_and(|id| id.trim() == "0");
        let sudo = !root && Program::new("sudo").args(["-n", "true"]).succeeds();
        (root || sudo).then_some(Apt { sudo })
    }

    /// Installs at once if the lists of packages are good for it, else refreshes them first.
    fn install(&self, packages: &[&str], progress: &mut Progress) -> Result<(), Failure> {
        if self.get("install", packages).quietly(progress).is_ok() {
            return Ok(());
        }
        self.get("update", &[]).quietly(progress)?;
        self.get("install", packages).quietly(progress).map(drop)
    }

    fn get(&self, work: &str, packages: &[&str]) -> Program {
        let (program, before): (_, &[&str]) = if self.sudo {
            ("sudo", &["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        } else {
            ("apt-get", &[])
        };
        Program::new(program)
            .args(before)
            .args(["-y", "-qq", "-o", LOCK_SECONDS, "-o", "Dpkg::Use-Pty=0"])
            .args([work])
            .args(if packages.is_empty() { &[][..] } else { &["--no-install-recommends"] })
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive")
    }
}

/// One line: what to type where a package manager is known, else what to look for.
fn advice(missing: &[&Need]) -> String {
    let listed = |name: fn(&Need) -> &'static str| missing.iter().map(|need| name(need)).collect::<Vec<_>>().join(" ");
    if on_path("apt-get") {
        format!("missing system packages; install them with: sudo apt-get install -y {}", listed(|need| need.apt))
    } else if on_path("dnf") {
        format!("missing system packages; install them with: sudo dnf install -y {}", listed(|need| need.dnf))
    } else {
        let names: Vec<&str> = missing.iter().map(|need| need.name).collect();
        format!("missing: {}; install them with the system's package manager", names.join(", "))
    }
}
