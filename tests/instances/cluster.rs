//! A PostgreSQL server and its standby, which knows of every deed before it is said to be done.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use crate::postgres::{as_nobody, binaries, own};
use crate::program::free_port;

/// How often a server is looked at again, twenty times a second.
const PATIENCE: usize = 20 * 30;

pub struct Server {
    programs: PathBuf,
    data: PathBuf,
    port: u16,
    child: Option<Child>,
}

pub struct Cluster {
    pub first: Server,
    pub second: Server,
    _folder: tempfile::TempDir,
}

impl Server {
    fn new(programs: &Path, data: PathBuf) -> Self {
        Server { programs: programs.to_owned(), data, port: free_port(), child: None }
    }

    pub fn start(&mut self) {
        let mut server = self.command("postgres");
        server.arg("-D").arg(&self.data).args(["-p", &self.port.to_string(), "-k", ""]);
        server.args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=100"]);
        self.child = Some(server.spawn().unwrap());
        self.is_so("SELECT true");
    }

    /// The power fails: the server and everything it has started are gone at once.
    pub fn falls(&mut self) {
        if let Some(mut child) = self.child.take() {
            let others = children_of(child.id());
            child.kill().ok();
            child.wait().ok();
            for other in others {
                Command::new("kill").args(["-KILL", &other.to_string()]).stderr(Stdio::null()).status().ok();
            }
        }
    }

    /// It serves writers from now on.
    pub fn is_promoted(&self) {
        self.says("SELECT pg_promote()");
        self.is_so("SELECT NOT pg_is_in_recovery()");
    }

    pub fn says(&self, statement: &str) {
        self.connection().unwrap().batch_execute(statement).unwrap();
    }

    /// Waits until a question is answered with yes.
    pub fn is_so(&self, question: &str) {
        for _ in 0..PATIENCE {
            if let Ok(mut conn) = self.connection()
                && diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(&format!("({question})")))
                    .get_result(&mut conn)
                    .is_ok_and(|yes: bool| yes)
            {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("this does not come true: {question}");
    }

    fn connection(&self) -> ConnectionResult<PgConnection> {
        PgConnection::establish(&format!("postgres://postgres@{}/postgres", self.place()))
    }

    fn place(&self) -> String {
        format!("{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        as_nobody(&mut command);
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.falls();
    }
}

impl Cluster {
    /// `None` where there is no PostgreSQL.
    pub fn open() -> Option<Self> {
        let programs = binaries()?;
        let folder = tempfile::tempdir().unwrap();
        own(folder.path());
        let mut first = Server::new(&programs, folder.path().join("first"));
        let mut initdb = first.command("initdb");
        initdb.args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]);
        assert!(initdb.arg(&first.data).status().unwrap().success(), "initdb failed");
        first.start();
        first.says("CREATE DATABASE parlour");

        let mut second = Server::new(&programs, folder.path().join("second"));
        let mut copy = second.command("pg_basebackup");
        copy.args(["-h", "127.0.0.1", "-p", &first.port.to_string(), "-U", "postgres", "-c", "fast", "-R", "-D"]);
        assert!(copy.arg(&second.data).status().unwrap().success(), "pg_basebackup failed");
        second.start();
        // Only from now on, and only at the first: alone, it would wait for somebody who is not there yet.
        first.says("ALTER SYSTEM SET synchronous_standby_names = '*'");
        first.says("SELECT pg_reload_conf()");
        let cluster = Cluster { first, second, _folder: folder };
        cluster.is_in_step();
        Some(cluster)
    }

    /// Waits until every deed waits for the standby.
    pub fn is_in_step(&self) {
        self.first.is_so("SELECT count(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'");
    }

    /// Both servers, and the wish for the one that writes.
    pub fn url(&self) -> String {
        let (first, second) = (self.first.place(), self.second.place());
        format!("postgres://postgres@{first},{second}/parlour?target_session_attrs=read-write")
    }
}

fn children_of(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    numbers.filter(|number| parent_of(*number) == Some(parent)).collect()
}

/// The second word behind the name, which stands in brackets.
fn parent_of(process: u32) -> Option<u32> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    line.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}
