//! What is asked before every page, kept in memory for as long as it holds: where somebody stands, and where they can go.

use std::hash::Hash;
use std::sync::Arc;

use quick_cache::sync::Cache;

use crate::access::Standing;
use crate::chains::Switcher;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, UserId};

/// How many of each are kept: some two megabytes at most.
const MOST: usize = 1_000;

/// Every zone begins its days with a full quarter of an hour of UTC, and with a day an access can end.
const QUARTER: i64 = 15 * 60;

/// Under what something was learned. It holds no longer than that is the same: whatever changes it gives the account another
/// stamp in the same transaction (migration 22), and the stamp is read with the session, at every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    account: i64,
    quarter: i64,
}

impl Stamp {
    /// Of an account, now.
    pub fn of(account: i64) -> Self {
        Stamp { account, quarter: clock::now().and_utc().timestamp().div_euclid(QUARTER) }
    }
}

/// What is known of people who came by lately.
#[derive(Debug)]
pub struct Known {
    standings: Kept<(UserId, LocationId), Standing>,
    places: Kept<UserId, Switcher>,
}

impl Known {
    pub fn nothing() -> Self {
        Known { standings: Kept::new(), places: Kept::new() }
    }

    /// Where somebody stands at a location. Who is a stranger there is asked anew each time.
    pub fn standing(&self, user: UserId, location: LocationId, stamp: Stamp) -> Option<Arc<Standing>> {
        self.standings.get(&(user, location), stamp)
    }

    /// The same, learned now if it is not known.
    pub fn learn_standing(
        &self,
        user: UserId,
        location: LocationId,
        stamp: Stamp,
        db: &mut Conn,
    ) -> Result<Arc<Standing>> {
        self.standings.learn((user, location), stamp, || Standing::of(user, location, db))
    }

    /// Where somebody can go.
    pub fn places(&self, user: UserId, stamp: Stamp) -> Option<Arc<Switcher>> {
        self.places.get(&user, stamp)
    }

    /// The same, learned now if it is not known.
    pub fn learn_places(&self, user: UserId, stamp: Stamp, db: &mut Conn) -> Result<Arc<Switcher>> {
        self.places.learn(user, stamp, || Switcher::of(user, db))
    }
}

/// Things by their keys, each with the stamp under which it was learned.
#[derive(Debug)]
struct Kept<K, T>(Cache<K, (Stamp, Arc<T>)>);

impl<K: Hash + Eq + Clone, T> Kept<K, T> {
    fn new() -> Self {
        Kept(Cache::new(MOST))
    }

    fn get(&self, key: &K, stamp: Stamp) -> Option<Arc<T>> {
        self.0.get(key).filter(|(under, _)| *under == stamp).map(|(_, thing)| thing)
    }

    fn learn(&self, key: K, stamp: Stamp, ask: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        if let Some(thing) = self.get(&key, stamp) {
            return Ok(thing);
        }
        let thing = Arc::new(ask()?);
        self.0.insert(key, (stamp, thing.clone()));
        Ok(thing)
    }
}
