//! HAProxy with the configuration that operators get: only its addresses are others.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::program::free_port;
use crate::skipping::say_skipped;

const CONFIGURATION: &str = "deploy/haproxy.cfg";

/// Where visitors knock.
pub struct Balancer {
    pub url: String,
    address: String,
    folder: tempfile::TempDir,
    child: Option<Child>,
}

/// The program, where it is installed. CI must have it.
pub fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders.map(|folder| folder.join("haproxy")).find(|program| program.exists());
    if found.is_none() {
        say_skipped("several instances: HAProxy is not installed");
    }
    found
}

impl Balancer {
    /// Has an address already, and does not listen yet.
    pub fn new() -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let url = format!("http://{address}");
        Balancer { url, address, folder: tempfile::tempdir().unwrap(), child: None }
    }

    /// Opens in front of two addresses.
    pub fn open(&mut self, a: &str, b: &str) {
        let file = self.folder.path().join("haproxy.cfg");
        std::fs::write(&file, self.adapted(a, b)).unwrap();
        let mut haproxy = Command::new(program().unwrap());
        haproxy.args(["-db", "-f"]).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.child = Some(haproxy.spawn().unwrap());
    }

    /// Whether HAProxy itself takes the configuration, and what it says.
    pub fn checked(&self, a: &str, b: &str) -> (bool, String) {
        let file = self.folder.path().join("haproxy.cfg");
        std::fs::write(&file, self.adapted(a, b)).unwrap();
        let checked = Command::new(program().unwrap()).args(["-c", "-f"]).arg(file).output().unwrap();
        (checked.status.success(), String::from_utf8_lossy(&checked.stderr).into_owned())
    }

    /// How often an instance did not take what was sent to it, so that another got it.
    pub fn retries(&self) -> u64 {
        let table = self.says("show stat");
        let mut lines = table.lines().map(|line| line.trim_start_matches("# ").split(',').collect::<Vec<_>>());
        let head = lines.next().unwrap();
        let place = |name: &str| head.iter().position(|column| *column == name).unwrap();
        let (backend, row) = (place("pxname"), place("svname"));
        let sums = lines.find(|line| line[backend] == "instances" && line[row] == "BACKEND").unwrap();
        ["wretr", "wredis"].iter().map(|name| sums[place(name)].parse::<u64>().unwrap()).sum()
    }

    fn says(&self, question: &str) -> String {
        let mut line = UnixStream::connect(self.socket()).unwrap();
        writeln!(line, "{question}").unwrap();
        let mut said = String::new();
        line.read_to_string(&mut said).unwrap();
        said
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("admin.sock")
    }

    /// The operators' configuration with addresses of this machine. A certificate is an address too: there is none here.
    fn adapted(&self, a: &str, b: &str) -> String {
        let errors = std::fs::canonicalize("deploy/errors").unwrap();
        let plain = format!("127.0.0.1:{}", free_port());
        let others = [
            (":443 ssl crt /etc/haproxy/parlour.pem alpn h2,http/1.1", self.address.as_str()),
            (":80\n", &format!("{plain}\n")),
            ("abns@parlour-forms", &format!("abns@parlour-forms-{}", self.address)),
            ("/etc/haproxy/errors", errors.to_str().unwrap()),
            ("/run/haproxy/admin.sock mode", &format!("{} mode", self.socket().display())),
            ("10.0.0.11:8080", a),
            ("10.0.0.12:8080", b),
        ];
        let text = std::fs::read_to_string(CONFIGURATION).unwrap();
        let text = others.iter().fold(text, |text, (theirs, ours)| {
            assert!(text.contains(theirs), "{CONFIGURATION} does not say {theirs:?} any more");
            text.replace(theirs, ours)
        });
        if may_become_somebody_else() {
            return text;
        }
        let needs_root = |line: &str| ["user ", "group ", "chroot "].iter().any(|word| line.trim().starts_with(word));
        text.lines().filter(|line| !needs_root(line)).flat_map(|line| [line, "\n"]).collect()
    }
}

fn may_become_somebody_else() -> bool {
    std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()) == 0
        && Path::new("/var/lib/haproxy").exists()
}

impl Drop for Balancer {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().ok();
            child.wait().ok();
        }
    }
}
