//! Runs the program in a folder of its own, and ends it when the test does.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

/// How long a command may take that only has something to say.
const SOON: Duration = Duration::from_secs(20);

/// A folder to run in, and the settings to run with.
pub struct Place {
    folder: tempfile::TempDir,
    settings: Vec<(String, String)>,
}

/// What a command did that has ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Place {
    /// Nothing is set but what makes a start quiet and quick.
    pub fn new() -> Self {
        let place = Place { folder: tempfile::tempdir().unwrap(), settings: Vec::new() };
        let port = free_port();
        place
            .with("PARLOUR_LISTEN", &format!("127.0.0.1:{port}"))
            .with("PARLOUR_PUBLIC_URL", &format!("http://127.0.0.1:{port}"))
            .with("PARLOUR_BCRYPT_COST", "10")
            .with("PARLOUR_LOG", "error")
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.into(), value.into()));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn url(&self) -> &str {
        let found = self.settings.iter().find(|(name, _)| name == "PARLOUR_PUBLIC_URL");
        &found.unwrap().1
    }

    /// Everything below the folder, in order: name and contents.
    pub fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        collect(self.folder.path(), &mut found);
        found.sort();
        found
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parlour"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        command
    }

    /// Runs a command that is expected to end by itself.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_telling(arguments, Stdio::piped())
    }

    /// The same, with somebody else to hear what it says.
    #[track_caller]
    pub fn run_telling(&self, arguments: &[&str], listener: Stdio) -> Ended {
        let child = self.command(arguments).stdout(listener).stderr(Stdio::piped()).spawn().unwrap();
        let mut running = Running { child, said: Vec::new() };
        let status = running.ends_within(SOON).unwrap_or_else(|| panic!("parlour {arguments:?} does not end"));
        let (mut out, mut err) = (String::new(), String::new());
        running.child.stdout.take().map(|mut said| said.read_to_string(&mut out).unwrap());
        running.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        Ended { status, out, err }
    }

    /// Opens the demo, and returns when it has said everything it says.
    #[track_caller]
    pub fn open_demo(&self) -> Running {
        let child = self.command(&["demo"]).spawn().unwrap();
        let mut running = Running { child, said: Vec::new() };
        let mut lines = BufReader::new(running.child.stdout.take().unwrap()).lines();
        running.said = until_the_mailbox(&mut lines);
        assert!(
            running.said.last().is_some_and(|line| line.starts_with("mailbox")),
            "the demo ended: {:?}",
            running.said
        );
        running
    }
}

impl Place {
    /// Opens the house, and returns at once.
    #[track_caller]
    pub fn open(&self) -> Running {
        self.open_telling(Stdio::inherit())
    }

    /// The same, with its log somewhere else.
    #[track_caller]
    pub fn open_telling(&self, log: Stdio) -> Running {
        let child = self.command(&["serve"]).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        Running { child, said: Vec::new() }
    }
}

impl Place {
    /// Opens the house so that it can be told that its disk is full: writing fails then, and ends nothing.
    #[track_caller]
    pub fn open_on_a_disk_that_may_be_full(&self) -> Running {
        let command = self.command(&[]);
        let program = command.get_program().to_owned();
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" serve"]).arg(program).env_clear();
        shell.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        shell.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::null());
        Running { child: shell.spawn().unwrap(), said: Vec::new() }
    }
}

fn until_the_mailbox(lines: &mut std::io::Lines<BufReader<ChildStdout>>) -> Vec<String> {
    let mut said = Vec::new();
    for line in lines.map_while(Result::ok) {
        let is_last = line.starts_with("mailbox");
        said.push(line);
        if is_last {
            break;
        }
    }
    said
}

fn collect(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let held = std::fs::read(&path).unwrap();
            found.push((path, held));
        }
    }
}

/// A port that nobody uses. It lies below those that the system gives away by itself, so nobody takes it meanwhile.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = 10_000 + (std::process::id() % 2_000) as u16 * 10;
    let mut ports = std::iter::repeat_with(|| first + NEXT.fetch_add(1, Ordering::Relaxed));
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).unwrap()
}

/// Whether one line begins and ends as a sentence does.
#[track_caller]
pub fn is_a_sentence(line: &str) {
    assert!(!line.contains('\n'), "more than one line: {line:?}");
    assert!(line.starts_with(char::is_uppercase), "no beginning: {line:?}");
    assert!(line.ends_with(['.', '?']), "no end: {line:?}");
    for slip in ["..", "?.", ".:", "?:", "::", " ."] {
        assert!(!line.contains(slip), "a slip of the pen, {slip:?}: {line:?}");
    }
}

/// A command that runs until it is told to stop, or until the test ends.
pub struct Running {
    child: Child,
    /// The lines it printed before it opened.
    pub said: Vec<String>,
}

impl Running {
    /// Tells it to stop, the way a service manager does.
    pub fn tell_to_stop(&self) {
        let pid = self.child.id().to_string();
        let told = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status().unwrap();
        assert!(told.success());
    }

    /// How long its files may become from now on, in bytes: `0:` for nothing, `unlimited:` for anything.
    pub fn may_write(&self, most: &str) {
        let pid = self.child.id().to_string();
        let told = Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={most}")]).status().unwrap();
        assert!(told.success());
    }

    /// Ends it without a word, the way a failing power supply does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// How it ended, if it did so in time.
    pub fn ends_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
