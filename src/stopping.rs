//! How an instance stops: it says so first, goes on serving until a proxy has heard it, and then finishes what runs.

use std::time::Duration;

use actix_web::dev::ServerHandle;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::db::Db;
use crate::pen;

/// What is still running so long after the last page was taken is not waited for (security.md R21).
pub const LONGEST: Duration = Duration::from_secs(15);

/// The two ways in which a process is asked to end.
pub struct Signals {
    /// From a service manager.
    term: Signal,
    /// From a person at a terminal.
    interrupt: Signal,
}

impl Signals {
    /// From now on a signal is heard here, and no longer ends the process by itself.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Signals { term: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the first. `leaving` is said at once, the server is told after `drain`; whoever asks again has no time.
    pub async fn stop(mut self, leaving: watch::Sender<bool>, drain: Duration, server: ServerHandle) {
        let drain = tokio::select! {
            _ = self.term.recv() => drain,
            _ = self.interrupt.recv() => Duration::ZERO,
        };
        leaving.send_replace(true);
        tracing::info!(seconds = drain.as_secs(), "leaving");
        end_after(drain + LONGEST);
        let stopping = async {
            tokio::time::sleep(drain).await;
            server.stop(true).await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = stopping => {}
            _ = self.term.recv() => end(),
            _ = self.interrupt.recv() => end(),
        }
    }
}

/// Ends the serving of a file as soon as it turns out to be damaged: what its pages say may be wrong (security.md R14).
pub async fn stop_on_damage(db: Db, leaving: watch::Sender<bool>, server: ServerHandle) {
    db.turns_out_damaged().await;
    leaving.send_replace(true);
    end_after(LONGEST);
    server.stop(true).await;
}

/// A thread of its own, because what is stuck may be the others.
fn end_after(patience: Duration) {
    std::thread::spawn(move || {
        std::thread::sleep(patience);
        end();
    });
}

fn end() {
    tracing::warn!("ended in the middle of what was running");
    pen::last_words();
    std::process::exit(1);
}
