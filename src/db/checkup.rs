//! The look whether a file is whole: before people work with it, and to its end while they do (security.md R9, R14).

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SendError, sync_channel};
use std::time::Duration;

use anyhow::{anyhow, bail};
use tokio::sync::watch;

use super::Conn;
use super::manager::Manager;
use super::soundness::refusal;

/// How long a start waits for the look. A file of 1 GB takes half a minute to be read through and a start has two
/// seconds (R9), so what is left of a large file is looked at while it is served, and serving ends where it is damaged.
const PATIENCE: Duration = Duration::from_secs(1);

/// A look at a file, on a thread and a connection of its own.
pub(super) struct Checkup {
    verdict: Receiver<anyhow::Result<Option<String>>>,
    manager: Manager,
    alarm: Alarm,
}

impl Checkup {
    pub fn begin(manager: &Manager, alarm: &Alarm) -> Self {
        let (tell, verdict) = sync_channel(0);
        let (at, late) = (manager.clone(), alarm.clone());
        std::thread::spawn(move || {
            let found = look_through(&at);
            // Whoever opens the file has gone on: now those have to hear of it who work with it.
            if let Err(SendError(found)) = tell.send(found) {
                late.hear(found);
            }
        });
        Checkup { verdict, manager: manager.clone(), alarm: alarm.clone() }
    }

    /// Refuses a file that is damaged. Only one whose tables are as they should be, and of which nothing bad is known,
    /// may be opened before all of it was looked at.
    pub fn before_opening(self, db: &mut Conn) -> anyhow::Result<()> {
        let found = match self.verdict.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Timeout) if self.alarm.has_rung() || db.behind().unwrap_or(true) => {
                self.verdict.recv().map_err(|_| broken_off())?
            }
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(RecvTimeoutError::Disconnected) => return Err(broken_off()),
            Ok(found) => found,
        };
        if let Some(damage) = found? {
            bail!(refusal(&self.manager, &damage));
        }
        self.alarm.forget();
        Ok(())
    }
}

/// A connection that has read of the file before would remember what stood there.
fn look_through(file: &Manager) -> anyhow::Result<Option<String>> {
    Ok(file.open()?.damage()?)
}

fn broken_off() -> anyhow::Error {
    anyhow!("The look at the database was broken off")
}

/// Rings when a file turns out to be damaged that people work with.
#[derive(Clone)]
pub(super) struct Alarm {
    manager: Manager,
    damage: watch::Sender<Option<String>>,
}

impl Alarm {
    pub fn of(manager: &Manager) -> Self {
        Alarm { manager: manager.clone(), damage: watch::Sender::new(None) }
    }

    /// Looks through the whole file, however long it takes, and rings if it is damaged.
    pub fn look(&self) {
        self.hear(look_through(&self.manager));
    }

    /// Takes the outcome of a look.
    fn hear(&self, found: anyhow::Result<Option<String>>) {
        match found {
            Ok(None) => self.forget(),
            Ok(Some(damage)) => {
                let sentence = refusal(&self.manager, &damage);
                tracing::error!("{sentence}");
                // The next start waits until it has looked at all of it.
                if let Some(mark) = self.mark() {
                    File::create(mark).ok();
                }
                self.damage.send_replace(Some(sentence));
            }
            Err(cause) => tracing::error!(%cause, "the file of the database could not be looked at"),
        }
    }

    /// The sentence for whoever has to mend it, if it has rung since the start.
    pub fn damage(&self) -> Option<String> {
        self.damage.borrow().clone()
    }

    pub async fn rings(&self) {
        self.damage.subscribe().wait_for(Option::is_some).await.ok();
    }

    /// Whether it rang the last time somebody worked with the file.
    fn has_rung(&self) -> bool {
        self.mark().is_some_and(|mark| mark.exists())
    }

    fn forget(&self) {
        if let Some(mark) = self.mark() {
            fs::remove_file(mark).ok();
        }
    }

    /// `parlour.sqlite-damaged` beside `parlour.sqlite`.
    fn mark(&self) -> Option<PathBuf> {
        match &self.manager {
            Manager::Sqlite(file) => Some(format!("{file}-damaged").into()),
            Manager::Postgres(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::FileExt;

    use super::super::Db;
    use super::*;

    /// The file of a database that nobody has open, and its URL.
    fn file(folder: &tempfile::TempDir) -> (PathBuf, String) {
        let file = folder.path().join("x.sqlite");
        Conn::to_file(&file).unwrap().bring_up_to_date().unwrap();
        let url = format!("sqlite:{}", file.display());
        (file, url)
    }

    fn damage(file: &PathBuf) {
        let pages = file.metadata().unwrap().len() / 4096;
        fs::OpenOptions::new().write(true).open(file).unwrap().write_all_at(&[7; 4096], (pages - 2) * 4096).unwrap();
    }

    #[actix_web::test]
    async fn r14_damage_that_comes_while_people_work_rings_the_alarm_and_closes_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let (file, url) = file(&folder);
        let whole = fs::read(&file).unwrap();
        let db = Db::open(&url).unwrap();
        assert!(db.examine().await.is_ok() && db.damage().is_none());

        damage(&file);
        db.examine().await.unwrap();

        let rings = tokio::time::timeout(Duration::from_secs(20), db.turns_out_damaged());
        assert!(rings.await.is_ok(), "the damage was not found");
        assert!(db.damage().unwrap().contains("parlour restore FILE"));
        drop(db);
        assert!(Db::open(&url).err().unwrap().to_string().contains("is damaged ("));
        assert!(folder.path().join("x.sqlite-damaged").exists());
        fs::write(&file, whole).unwrap();
        assert!(Db::open(&url).is_ok());
        assert!(!folder.path().join("x.sqlite-damaged").exists());
    }

    #[actix_web::test]
    async fn r14_what_is_found_after_the_file_was_opened_rings_the_alarm_too() {
        let folder = tempfile::tempdir().unwrap();
        let (file, url) = file(&folder);
        damage(&file);
        let manager = Manager::parse(&url).unwrap();
        let alarm = Alarm::of(&manager);

        drop(Checkup::begin(&manager, &alarm));
        alarm.rings().await;

        assert!(alarm.damage().unwrap().contains("is damaged (") && alarm.has_rung());
    }
}
