//! What was changed in one go, remembered so that it can be undone: once, and only what nobody has changed since.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::Role;
use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainUsers;
use crate::chains::{Chain, ChainAccess, May, Within};
use crate::clock;
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{BatchId, ChainId, LocationId, RoleId, UserId};
use crate::schema::{chain_batch_rows, chain_batches};

use super::applying::{Came, Outcome, apply};
use super::wishes::Wish;

/// As many as are listed.
const LISTED: i64 = 20;

/// Roles that were changed in one go.
#[derive(Debug, Clone)]
pub struct Batch {
    pub id: BatchId,
    pub by: String,
    pub done_at: NaiveDateTime,
    /// Who undid it, and when.
    pub undone: Option<(String, NaiveDateTime)>,
    pub rows: i64,
}

/// One row of it, with the names of that time (cases H9), and how it is now.
#[derive(Debug, Clone)]
pub struct Left {
    pub user: UserId,
    pub name: String,
    pub location: LocationId,
    pub place: String,
    pub given: Option<RoleId>,
    pub before: String,
    pub set: Option<RoleId>,
    pub after: String,
    /// What the chain gives there now, where that is something else than the batch left; empty for nothing.
    pub changed_since: Option<String>,
}

type Row = (BatchId, String, NaiveDateTime, String, Option<NaiveDateTime>);
type Stored = (UserId, String, LocationId, String, Option<RoleId>, String, Option<RoleId>, String);

impl Batch {
    /// Remembers what was done; nothing, where nothing was.
    pub(super) fn keep(by: &Within, outcomes: &[Outcome], db: &mut Conn) -> Result<Option<BatchId>> {
        if !outcomes.iter().any(Outcome::is_done) {
            return Ok(None);
        }
        let id: BatchId = diesel::insert_into(chain_batches::table)
            .values((
                chain_batches::chain_id.eq(by.chain().id),
                chain_batches::by_name.eq(by.who()),
                chain_batches::done_at.eq(clock::now()),
            ))
            .returning(chain_batches::id)
            .get_result(db)?;
        for row in outcomes.iter().filter(|row| row.is_done()) {
            diesel::insert_into(chain_batch_rows::table)
                .values((
                    chain_batch_rows::batch_id.eq(id),
                    chain_batch_rows::user_id.eq(row.wish.user),
                    chain_batch_rows::user_name.eq(&row.name),
                    chain_batch_rows::location_id.eq(row.wish.location),
                    chain_batch_rows::location_name.eq(&row.place),
                    chain_batch_rows::before_id.eq(row.given),
                    chain_batch_rows::before_name.eq(&row.before),
                    chain_batch_rows::after_id.eq(row.wish.role),
                    chain_batch_rows::after_name.eq(&row.after),
                ))
                .execute(db)?;
        }
        Ok(Some(id))
    }

    /// The newest of a chain.
    pub fn list(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = chain_batches::table
            .filter(chain_batches::chain_id.eq(chain))
            .order(chain_batches::id.desc())
            .limit(LISTED)
            .select(COLUMNS)
            .load(db)?;
        Self::counted(rows, db)
    }

    /// One of this chain, or `NotFound`.
    pub fn find(chain: ChainId, id: BatchId, db: &mut Conn) -> Result<Self> {
        let row: Row = chain_batches::table
            .filter(chain_batches::chain_id.eq(chain).and(chain_batches::id.eq(id)))
            .select(COLUMNS)
            .first(db)?;
        Self::counted(vec![row], db)?.pop().ok_or(Error::NotFound)
    }

    fn counted(rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let ids: Vec<BatchId> = rows.iter().map(|(id, ..)| *id).collect();
        let counts: Vec<(BatchId, i64)> = chain_batch_rows::table
            .filter(among(chain_batch_rows::batch_id, &ids))
            .group_by(chain_batch_rows::batch_id)
            .select((chain_batch_rows::batch_id, diesel::dsl::count_star()))
            .load(db)?;
        let counts: HashMap<BatchId, i64> = counts.into_iter().collect();
        let batch = |(id, by, done_at, undone_by, undone_at): Row| {
            let undone = undone_at.map(|at| (undone_by, at));
            Batch { id, by, done_at, undone, rows: counts.get(&id).copied().unwrap_or_default() }
        };
        Ok(rows.into_iter().map(batch).collect())
    }

    /// Its rows, and how each of them is now.
    pub fn left(&self, by: &Within, db: &mut Conn) -> Result<Vec<Left>> {
        let rows: Vec<Stored> = chain_batch_rows::table
            .filter(chain_batch_rows::batch_id.eq(self.id))
            .order(chain_batch_rows::id)
            .select((
                chain_batch_rows::user_id,
                chain_batch_rows::user_name,
                chain_batch_rows::location_id,
                chain_batch_rows::location_name,
                chain_batch_rows::before_id,
                chain_batch_rows::before_name,
                chain_batch_rows::after_id,
                chain_batch_rows::after_name,
            ))
            .load(db)?;
        let users: Vec<UserId> = rows.iter().map(|(user, ..)| *user).collect();
        let accesses = ChainAccess::of_users(by, &users, db)?;
        let accesses: HashMap<_, _> = accesses.into_iter().map(|access| (access.user, access)).collect();
        let left = |(user, name, location, place, given, before, set, after): Stored| {
            let access = accesses.get(&user);
            let now = access.and_then(|access| access.at.get(&location)).map(|role| role.id);
            let is = |role: &Role| role.name.clone();
            let words = || access.and_then(|access| access.role_at(location)).map(is).unwrap_or_default();
            let changed_since = (now != set).then(words);
            Left { user, name, location, place, given, before, set, after, changed_since }
        };
        Ok(rows.into_iter().map(left).collect())
    }

    /// Puts back what is still as the batch left it, asks the same guards, and says what came of every row. Only once:
    /// what has been put back is not put back again.
    pub fn undo(by: &May<EditChainUsers>, id: BatchId, db: &mut Conn) -> Result<Vec<Outcome>> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let batch = Self::find(by.chain().id, id, db)?;
        if let Some((who, at)) = &batch.undone {
            let when = clock::brief(*at, by.chain().main.zone);
            return Err(Error::Conflict(format!("{who} undid this already, {when}.")));
        }
        let (as_left, changed): (Vec<Left>, Vec<Left>) =
            batch.left(&by, db)?.into_iter().partition(|left| left.changed_since.is_none());
        let wishes: Vec<Wish> = as_left.iter().map(Left::back).collect();
        let mut outcomes = apply(&by, &wishes, None, db)?;
        let done = outcomes.iter().filter(|row| row.is_done()).count();
        outcomes.extend(changed.into_iter().map(Left::alone));
        if done == 0 {
            return Ok(outcomes);
        }
        diesel::update(chain_batches::table.find(id))
            .set((chain_batches::undone_by.eq(by.who()), chain_batches::undone_at.eq(clock::now())))
            .execute(db)?;
        let left = batch.rows as usize - done;
        let changes = [
            Change::new("Changed", "", clock::moment(batch.done_at, by.chain().main.zone)),
            Change::new("Roles put back", "", done.to_string()),
            Change::new("Left alone", "", left.to_string()),
        ];
        activity::record(&by, Entry::new(Deed::BatchUndone, &batch.by).with(changes), db)?;
        Ok(outcomes)
    }
}

type Columns = (
    chain_batches::id,
    chain_batches::by_name,
    chain_batches::done_at,
    chain_batches::undone_by,
    chain_batches::undone_at,
);

const COLUMNS: Columns = (
    chain_batches::id,
    chain_batches::by_name,
    chain_batches::done_at,
    chain_batches::undone_by,
    chain_batches::undone_at,
);

impl Left {
    /// The wish to have it as it was before.
    fn back(&self) -> Wish {
        Wish { user: self.user, location: self.location, role: self.given }
    }

    /// A row that is left as it is, because somebody has changed it since.
    fn alone(self) -> Outcome {
        let now = self.changed_since.clone().unwrap_or_default();
        let said =
            if now.is_empty() { "The chain gives no role there now".to_owned() } else { format!("It is {now} now") };
        Outcome {
            wish: self.back(),
            name: self.name,
            place: self.place,
            given: self.set,
            before: now,
            after: self.before,
            version: 0,
            came: Came::Refused(format!("This was changed since, and is left alone. {said}.")),
        }
    }
}
