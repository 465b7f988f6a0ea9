//! A PostgreSQL server of the tests' own: one per run, gone with the run, never as root.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use parlour::db::Db;

use super::skipping::say_skipped;

/// The user that servers run as when the tests run as root.
const NOBODY: u32 = 65534;

static CLUSTER: OnceLock<Option<PathBuf>> = OnceLock::new();
static MAKING: Mutex<()> = Mutex::new(());
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The URL of a fresh, migrated database; `None` where there is no PostgreSQL.
pub fn fresh_database() -> Option<String> {
    let socket = CLUSTER.get_or_init(start).as_ref()?;
    let name = format!("world{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let _one_at_a_time = MAKING.lock().unwrap();
    sql(socket, "postgres", &format!("CREATE DATABASE {name} TEMPLATE pattern"));
    Some(url(socket, &name))
}

/// Where the server's programs are; `None` and a word about it where there are none.
pub fn binaries() -> Option<PathBuf> {
    let found = installed();
    if found.is_none() {
        say_skipped("what needs PostgreSQL, which is not installed");
    }
    found
}

/// Debian and others keep them in different places.
fn installed() -> Option<PathBuf> {
    let on_path = std::env::split_paths(&std::env::var_os("PATH")?).collect::<Vec<_>>();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found = on_path
        .into_iter()
        .chain(debian.map(|version| version.path().join("bin")))
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())?;
    std::fs::canonicalize(found.join("postgres")).ok()?.parent().map(Path::to_owned)
}

fn start() -> Option<PathBuf> {
    let programs = binaries()?;
    let folder = tempfile::Builder::new().prefix("parlour-pg").tempdir().unwrap().keep();
    let data = folder.join("data");
    own(&folder);
    let mut initdb = Command::new(programs.join("initdb"));
    initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
    as_nobody(&mut initdb);
    assert!(initdb.status().unwrap().success(), "initdb failed");

    // The shell ends the server when this process is gone and the pipe closes with it.
    let script = format!(
        "'{}' -D '{}' -k '{}' -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
         -c autovacuum=off -c max_connections=300 & server=$!; cat > /dev/null; kill -INT $server; wait $server; rm -rf '{}'",
        programs.join("postgres").display(),
        data.display(),
        folder.display(),
        folder.display(),
    );
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).stdin(Stdio::piped());
    as_nobody(&mut shell);
    let mut shell = shell.spawn().unwrap();
    std::mem::forget(shell.stdin.take());
    std::mem::forget(shell);

    wait_for(&folder);
    sql(&folder, "postgres", "CREATE DATABASE pattern");
    drop(Db::open(&url(&folder, "pattern")).unwrap());
    Some(folder)
}

/// A quiet program of the server, which never runs as root.
pub fn as_nobody(command: &mut Command) {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
}

/// Lets the server have a folder.
pub fn own(folder: &Path) {
    if is_root() {
        chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

fn is_root() -> bool {
    std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()) == 0
}

fn url(socket: &Path, name: &str) -> String {
    format!("postgres://postgres@/{name}?host={}", socket.display())
}

fn wait_for(socket: &Path) {
    use diesel::Connection;
    for _ in 0..200 {
        if diesel::PgConnection::establish(&url(socket, "postgres")).is_ok() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("PostgreSQL did not start");
}

fn sql(socket: &Path, database: &str, statement: &str) {
    use diesel::Connection;
    use diesel::connection::SimpleConnection;
    let mut conn = diesel::PgConnection::establish(&url(socket, database)).unwrap();
    conn.batch_execute(statement).unwrap();
}
