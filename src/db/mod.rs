//! The one road to the data: `read` looks, `write` is one transaction; SQLite and PostgreSQL behind the same door.

mod again;
mod among;
mod checkup;
mod conn;
mod counting;
mod manager;
mod migrating;
mod planning;
mod queue;
mod soundness;
mod union;
mod worded;
mod write_ahead;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use chrono::NaiveDateTime;
use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::dsl::{select, sql};
use diesel::prelude::*;
use diesel::r2d2::{ManageConnection, Pool};
use diesel::sql_types::Timestamp;
use tokio::sync::oneshot;

use crate::clock;
use crate::error::{Error, Result};
use crate::id::{LocationId, Place};

pub use among::among;
use checkup::{Alarm, Checkup};
pub use conn::{Conn, Either, MultiBackend};
pub use counting::how_many;
use manager::{Looks, Manager};
pub use migrating::{OLDEST_SQLITE, is_sound};
pub use planning::unindexed;
pub use queue::Pressure;
use queue::Queue;
pub use write_ahead::{LONG, WriteAhead};

/// The database of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Pools>);

struct Pools {
    reads: Pool<Manager>,
    writes: Pool<Manager>,
    readers: Queue,
    writers: Queue,
    /// The data lies in a file of this machine.
    is_at_hand: bool,
    alarm: Alarm,
    write_ahead: WriteAhead,
}

impl Db {
    /// Opens the database at a URL (`sqlite:FILE` or `postgres://…`) and brings its tables up to date.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let manager = Manager::parse(url)?;
        let mut first = manager.open()?;
        first.check_version()?;
        let alarm = Alarm::of(&manager);
        if manager.is_sqlite() {
            Checkup::begin(&manager, &alarm).before_opening(&mut first)?;
        }
        first.bring_up_to_date()?;
        Self::lent_by(manager, alarm)
    }

    /// Opens a database as it is, for whoever only looks: its tables may be behind, and its file damaged.
    pub fn open_as_it_is(url: &str) -> anyhow::Result<Self> {
        let manager = Manager::parse(url)?;
        manager.open()?.check_version()?;
        let alarm = Alarm::of(&manager);
        Self::lent_by(manager, alarm)
    }

    fn lent_by(manager: Manager, alarm: Alarm) -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let readers = cores + 2;
        let writers = if manager.is_sqlite() { 1 } else { readers };
        let write_ahead = WriteAhead::of(&manager);
        Ok(Db(Arc::new(Pools {
            // Glances do not queue, and every worker may take one.
            reads: manager.pool(readers + 2 * cores, Looks(true))?,
            writes: manager.pool(writers, Looks(false))?,
            readers: Queue::of(readers),
            writers: Queue::of(writers),
            is_at_hand: manager.is_sqlite(),
            alarm,
            write_ahead,
        })))
    }

    /// Whether other instances may work on the same data.
    pub fn is_shared(&self) -> bool {
        !self.0.is_at_hand
    }

    /// How busy each kind of connection is.
    pub fn pressure(&self) -> [(&'static str, Pressure); 2] {
        [("read", self.0.readers.pressure()), ("write", self.0.writers.pressure())]
    }

    /// Looks through the whole file while people work with it.
    pub async fn examine(&self) -> Result<()> {
        let alarm = self.0.alarm.clone();
        tokio::task::spawn_blocking(move || alarm.look()).await.map_err(|panic| Error::Broken(panic.into()))
    }

    /// Waits until the file turns out to be damaged, which it never should.
    pub async fn turns_out_damaged(&self) {
        self.0.alarm.rings().await;
    }

    /// What is wrong with the file and what to do about it, if that is known.
    pub fn damage(&self) -> Option<String> {
        self.0.alarm.damage()
    }

    /// Runs a look at the data, off the async threads.
    pub async fn read<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.turn(&self.0.readers, move |db| db.read_now(look)).await
    }

    /// A look that an index answers at once: on SQLite it is over sooner than a change of threads would be.
    pub async fn glance<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if self.0.is_at_hand { self.read_now(look) } else { self.read(look).await }
    }

    /// Runs a deed as one transaction: all of it happens, or nothing does. It may be begun more than once.
    pub async fn write<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Conn) -> Result<T> + Clone + Send + 'static,
    ) -> Result<T> {
        self.turn(&self.0.writers, move |db| db.write_now(deed)).await
    }

    /// Does a deed and undoes it: to say what would come of it, refusals included.
    pub async fn rehearse<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Conn) -> Result<T> + Clone + Send + 'static,
    ) -> Result<T> {
        self.write(|db| db.rehearse(deed)).await
    }

    /// `read` for callers that may block: commands and tests.
    pub fn read_now<T>(&self, look: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut pooled = self.0.reads.get().map_err(busy)?;
        look(&mut pooled)
    }

    /// First come, first served: nobody blocks a thread while waiting.
    async fn turn<T: Send + 'static>(
        &self,
        queue: &Queue,
        job: impl FnOnce(&Db) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let _turn = queue.turn().await?;
        let (db, (tell, told)) = (self.clone(), oneshot::channel());
        begin_apart(Box::new(move || drop(tell.send(job(&db)))));
        told.await.map_err(|_| Error::Broken(anyhow!("what was asked of the database broke off")))?
    }
}

/// One kind of task for whatever is asked: a task of its own for each was compiled a thousand times.
fn begin_apart(job: Box<dyn FnOnce() + Send>) {
    tokio::task::spawn_blocking(job);
}

fn busy(cause: diesel::r2d2::PoolError) -> Error {
    tracing::warn!(%cause, "no database connection");
    Error::Busy
}

/// One of several, and why it was refused: nothing is said of what was not there.
pub type Outcome<I> = (I, Result<(), Option<String>>);

impl Conn {
    /// One connection to a file, as the house sets it up.
    pub fn to_file(file: &Path) -> anyhow::Result<Self> {
        let name = file.to_str().with_context(|| format!("The name of {} is not Unicode", file.display()))?;
        Manager::Sqlite(name.to_owned()).connect().map_err(|cause| anyhow!("{cause}"))
    }

    /// A part of a deed that may fail by itself: what it has done is undone, and the rest can go on.
    pub fn apart<T>(&mut self, part: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.transaction(part)
    }

    /// The same deed for several, each apart: what is refused undoes only its own and says why, and what was not there
    /// says nothing.
    pub fn each<I>(&mut self, all: Vec<I>, deed: impl Fn(&I, &mut Conn) -> Result<()>) -> Result<Vec<Outcome<I>>> {
        let mut outcomes = Vec::new();
        for one in all {
            let outcome = match self.apart(|db| deed(&one, db)) {
                Ok(()) => Ok(()),
                Err(Error::NotFound) => Err(None),
                Err(error) => Err(Some(error.reason()?)),
            };
            outcomes.push((one, outcome));
        }
        Ok(outcomes)
    }

    /// Does something only to see what would come of it: all of it is undone. Needs the connection of a deed.
    pub fn rehearse<T>(&mut self, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut outcome = None;
        let undone = self.transaction(|db| {
            outcome = Some(deed(db));
            Err::<(), _>(diesel::result::Error::RollbackTransaction)
        });
        match (outcome, undone) {
            (Some(outcome), Ok(()) | Err(diesel::result::Error::RollbackTransaction)) => outcome,
            (_, Err(other)) => Err(other.into()),
            (None, Ok(())) => Err(Error::Busy),
        }
    }

    /// SQLite takes the write lock at once: a deferred transaction that upgrades would fail under load.
    fn begin(&mut self) -> QueryResult<()> {
        match self.either() {
            Either::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
            Either::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
        }
    }

    /// What time it is for everybody who works on this database, in UTC: instances may have clocks of their own.
    pub fn now(&mut self) -> Result<NaiveDateTime> {
        Ok(match self.either() {
            Either::Sqlite(_) => clock::now(),
            Either::Postgres(conn) => select(sql::<Timestamp>("LOCALTIMESTAMP(3)")).get_result(conn)?,
        })
    }

    /// Holds one location still until the transaction ends, so that guards which count see the truth, and events of
    /// the log stand one behind the other. Rows that only point to the location need not wait.
    ///
    /// Whoever takes several locks takes them in this order: locations by number, rows of theirs, a person.
    pub fn hold(&mut self, place: impl Into<Place>) -> Result<()> {
        use crate::schema::{chains, locations};
        if let Either::Postgres(conn) = self.either() {
            match place.into() {
                Place::Location(id) => {
                    locations::table.find(id).select(locations::id).for_no_key_update().first::<i64>(conn)?
                }
                Place::Chain(id) => chains::table.find(id).select(chains::id).for_no_key_update().first::<i64>(conn)?,
            };
        }
        Ok(())
    }

    /// Holds several locations, in an order that is the same for everybody.
    pub fn hold_all(&mut self, places: &[LocationId]) -> Result<()> {
        use crate::schema::locations::dsl::*;
        if let Either::Postgres(conn) = self.either() {
            let all = locations.filter(id.eq_any(places)).order(id).select(id);
            all.for_no_key_update().load::<i64>(conn)?;
        }
        Ok(())
    }

    /// Holds one person's account still until the transaction ends.
    pub fn hold_person(&mut self, user: crate::id::UserId) -> Result<()> {
        use crate::schema::users::dsl::*;
        if let Either::Postgres(conn) = self.either() {
            users.find(user).select(id).for_update().first::<i64>(conn)?;
        }
        Ok(())
    }
}
