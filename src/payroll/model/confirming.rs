//! Confirming: what a draft comes to is copied line by line, and stays as it is for ever.

use diesel::prelude::*;

use crate::access::rights::KeepStatements;
use crate::access::{Can, Inside};
use crate::activity::{self, Deed};
use crate::clock;
use crate::db::{Conn, Either, Outcome};
use crate::error::{Error, Result};
use crate::id::{AppointmentId, EntryId, LineId, StatementId};
use crate::money;
use crate::schema::{pay_lines, pay_statements};

use super::{Contents, ContentsLine, Statement};

/// What somebody saw when they decided to confirm a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub version: i64,
    /// The print of its contents.
    pub print: String,
    /// In minor units: only to say what is different now.
    pub total: i64,
}

/// Rows that are written in one go.
const CHUNK: usize = 500;

impl Statement {
    /// Freezes a draft as it was seen. Whatever changed since then is looked at first.
    pub fn confirm(by: &Can<KeepStatements>, id: StatementId, seen: &Seen, db: &mut Conn) -> Result<Self> {
        let by = &by.still(db)?;
        let now = Statement::find(by, id, db)?;
        now.must_be_of_somebody_else(by, "confirms what they earned")?;
        now.must_be_due(by)?;
        let contents = Contents::of(by, &now, db)?;
        if contents.print() != seen.print || now.version != seen.version {
            return Err(Error::Conflict(changed(seen.total, contents.total(), &by.location().currency)));
        }
        freeze(id, &contents, db)?;
        diesel::update(pay_statements::table.find(id))
            .set((
                pay_statements::state.eq("confirmed"),
                pay_statements::total.eq(contents.total()),
                pay_statements::confirmed_by.eq(by.who()),
                pay_statements::confirmed_at.eq(clock::now()),
                pay_statements::touched_at.eq(None::<chrono::NaiveDateTime>),
                pay_statements::version.eq(now.version + 1),
            ))
            .execute(db)?;
        activity::record(by, now.event(Deed::StatementConfirmed), db)?;
        Ok(now)
    }

    /// Several, each apart: whatever cannot be confirmed says why, and the others are.
    pub fn confirm_all(
        by: &Can<KeepStatements>,
        all: Vec<(StatementId, Seen)>,
        db: &mut Conn,
    ) -> Result<Vec<Outcome<(StatementId, Seen)>>> {
        let by = &by.still(db)?;
        db.each(all, |(id, seen), db| Statement::confirm(by, *id, seen, db).map(drop))
    }

    /// Why it cannot be confirmed by somebody now, in a full sentence; nothing where it can.
    pub fn obstacle(&self, by: &Inside) -> Result<Option<String>> {
        let asked = self.must_be_of_somebody_else(by, "confirms what they earned").and_then(|()| self.must_be_due(by));
        asked.err().map(Error::reason).transpose()
    }

    fn must_be_due(&self, by: &Inside) -> Result<()> {
        if self.is_confirmed() {
            return Err(Error::Conflict(format!("The statement {} is confirmed already.", self.numbered())));
        }
        if self.period.last() >= clock::today(by.location().zone) {
            let day = clock::long(self.period.last());
            return Err(Error::Conflict(format!("It goes up to {day}: it can be confirmed from the day after.")));
        }
        Ok(())
    }
}

fn changed(seen: i64, now: i64, currency: &str) -> String {
    let (seen, now) = (money::said(seen, currency), money::said(now, currency));
    match seen == now {
        true => format!(
            "Something of this statement changed since you looked. It still comes to {now}. Look at it again, then confirm it."
        ),
        false => format!(
            "This statement came to {seen} when you looked, and comes to {now} now. Look at it again, then confirm it."
        ),
    }
}

fn freeze(id: StatementId, contents: &Contents, db: &mut Conn) -> Result<()> {
    let rows = contents.lines.iter().map(|line| copied(id, line)).collect::<Result<Vec<_>>>()?;
    for rows in rows.chunks(CHUNK) {
        let insert = diesel::insert_into(pay_lines::table).values(rows);
        match db.either() {
            Either::Sqlite(db) => insert.execute(db)?,
            Either::Postgres(db) => insert.execute(db)?,
        };
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = pay_lines)]
struct Copied {
    statement_id: StatementId,
    day: chrono::NaiveDate,
    work: &'static str,
    appointment_id: Option<AppointmentId>,
    line_id: Option<LineId>,
    entry_id: Option<EntryId>,
    title: String,
    client_name: String,
    amount: i64,
    why: String,
}

fn copied(id: StatementId, line: &ContentsLine) -> Result<Copied> {
    let (appointment_id, line_id) = line.of.unzip();
    Ok(Copied {
        statement_id: id,
        day: line.day,
        work: line.sort.slug(),
        appointment_id,
        line_id,
        entry_id: line.entry,
        title: line.title.clone(),
        client_name: line.client.clone(),
        amount: line.amount,
        why: serde_json::to_string(&line.why).map_err(anyhow::Error::from)?,
    })
}
