//! The sample's pay: a confirmed month that was paid, a month in drafts, and a bonus.

use crate::access::Inside;
use crate::access::rights::KeepStatements;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, StatementId, UserId};
use crate::payroll::{Contents, Entry, EntryKind, NewEntry, Period, Seen, Statement};

use super::{HERE, proof};

/// Who finished a training.
const TRAINED: &str = "Dario Conti";

/// In minor units.
const BONUS: i64 = 5_000;

/// Confirms the month before the last one, pays it, and leaves drafts of the last one.
pub(super) fn settle(owner: UserId, here: LocationId, db: &mut Conn) -> Result<()> {
    let inside = Inside::enter(owner, HERE.into(), here, db)?;
    let last = Period::month(clock::today(inside.location().zone)).month_before();
    for statement in draft(owner, here, last.month_before(), db)? {
        confirm(owner, here, statement, db)?;
    }
    draft(owner, here, last, db)?;
    let by = proof::<KeepStatements>(owner, here, db)?;
    let confirmed = Statement::touching(&by, last.month_before(), db)?;
    for statement in confirmed.iter().filter(|statement| statement.total > 0) {
        let reason = format!("Statement {}", statement.numbered());
        write_down(owner, here, (statement.member, EntryKind::Payment, statement.total, reason), db)?;
    }
    match confirmed.iter().find(|statement| statement.name == TRAINED) {
        Some(trained) => {
            let reason = "Training completed".to_owned();
            write_down(owner, here, (trained.member, EntryKind::Bonus, BONUS, reason), db)
        }
        None => Ok(()),
    }
}

/// A draft for everybody who earned something.
fn draft(owner: UserId, here: LocationId, period: Period, db: &mut Conn) -> Result<Vec<StatementId>> {
    let by = proof::<KeepStatements>(owner, here, db)?;
    let mut due: Vec<MemberId> = Statement::due(&by, period, db)?.into_keys().collect();
    due.sort_unstable();
    Statement::make(&by, period, &due, db)
}

fn confirm(owner: UserId, here: LocationId, statement: StatementId, db: &mut Conn) -> Result<()> {
    let by = proof::<KeepStatements>(owner, here, db)?;
    let draft = Statement::find(&by, statement, db)?;
    let contents = Contents::of(&by, &draft, db)?;
    let seen = Seen { version: draft.version, print: contents.print(), total: contents.total() };
    Statement::confirm(&by, statement, &seen, db).map(drop)
}

/// Something of today.
fn write_down(
    owner: UserId,
    here: LocationId,
    (member, kind, amount, reason): (MemberId, EntryKind, i64, String),
    db: &mut Conn,
) -> Result<()> {
    let by = proof::<KeepStatements>(owner, here, db)?;
    let day = clock::today(by.location().zone);
    Entry::add(&by, &NewEntry { member, kind, day, amount, reason }, db).map(drop)
}
