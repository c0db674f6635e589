//! The clock that a program under test lives by.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use interaction::Moment;

/// Seconds by which a wall clock in Bogotá is behind that of the world: the zone of the rig's operations.
const BOGOTA: i64 = -5 * 3_600;

/// A clock that runs so many times faster, and can be turned while the program runs.
pub struct Clock {
    library: PathBuf,
    dial: PathBuf,
    times: u32,
}

impl Clock {
    /// Builds the library into a folder. The clock is right until it is turned.
    pub fn times(times: u32, folder: &Path) -> Self {
        let (library, dial) = (folder.join("lapse.so"), folder.join("clock"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rig/lapse.c");
        let built = Command::new("cc")
            .args(["-std=gnu11", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o"])
            .args([&library, &source])
            .status()
            .expect("cc is missing: apt-get install build-essential");
        assert!(built.success(), "lapse.c could not be built");
        fs::write(&dial, 0_i64.to_ne_bytes()).unwrap();
        Self { library, dial, times }
    }

    /// Lets a program live by this clock.
    pub fn rules(&self, command: &mut Command) {
        command.env("LD_PRELOAD", &self.library).env("RIG_LAPSE", self.times.to_string()).env("RIG_CLOCK", &self.dial);
    }

    /// Turns the wall clock so that it is now this moment in Bogotá.
    pub fn set(&self, moment: Moment) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        self.turn(i64::from(moment.seconds()) - BOGOTA - i64::try_from(now).unwrap());
    }

    /// Turns the wall clock to so many seconds beside the right time.
    pub fn turn(&self, seconds: i64) {
        let dial = File::options().write(true).open(&self.dial).unwrap();
        dial.write_all_at(&seconds.to_ne_bytes(), 0).unwrap();
    }

    /// Turns the wall clock on by so many seconds.
    pub fn turn_on(&self, seconds: i64) {
        let bytes = fs::read(&self.dial).unwrap();
        self.turn(i64::from_ne_bytes(bytes.try_into().unwrap()) + seconds);
    }
}
