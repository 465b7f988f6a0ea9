//! Writing down bonuses, penalties, advances and payments, and taking them back. Nothing of it is ever deleted.

use chrono::{Days, NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::access::rights::KeepStatements;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry as Event};
use crate::books::numbered;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{EntryId, MemberId, StatementId};
use crate::paging::Part;
use crate::schema::{members, pay_entries, pay_lines, pay_statements};

use super::statement::{Which, first_seen, must_be_of_somebody_else};
use super::{Entry, EntryKind, Payee, Statement};

/// What is to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    pub member: MemberId,
    pub kind: EntryKind,
    pub day: NaiveDate,
    /// In minor units, above nothing.
    pub amount: i64,
    pub reason: String,
}

/// An entry as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenDown {
    pub entry: Entry,
    pub name: String,
    pub made: (String, NaiveDateTime),
    pub voided: Option<(String, NaiveDateTime)>,
    /// The confirmed statement that holds it, with what people call it.
    pub held_by: Option<(StatementId, String)>,
    pub is_own: bool,
}

/// Which entries to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EntryFilter {
    pub member: Option<MemberId>,
    pub kind: Option<EntryKind>,
}

/// Entries on a page.
const ROWS: i64 = 25;

/// How far ahead something can be written down, in days.
const AHEAD: u64 = 366;

type Told = (EntryId, MemberId, NaiveDate, String, i64, String);
type Signed = (String, NaiveDateTime, String, Option<NaiveDateTime>);

impl Entry {
    pub fn add(by: &Can<KeepStatements>, new: &NewEntry, db: &mut Conn) -> Result<Payee> {
        let by = &by.still(db)?;
        let payee = Payee::find(by, new.member, db)?;
        must_be_of_somebody_else(by, payee.user, "writes down anything for")?;
        must_be_possible(by, new, db)?;
        let what = if new.kind == EntryKind::Adjustment { None } else { Some(new.kind.title()) };
        let what = what.ok_or_else(|| Error::on("kind", "Choose what it is"))?;
        diesel::insert_into(pay_entries::table)
            .values((
                pay_entries::location_id.eq(by.location().id),
                pay_entries::member_id.eq(new.member),
                pay_entries::day.eq(new.day),
                pay_entries::kind.eq(new.kind.slug()),
                pay_entries::amount.eq(new.amount),
                pay_entries::reason.eq(&new.reason),
                pay_entries::made_by.eq(by.who()),
                pay_entries::made_at.eq(clock::now()),
            ))
            .execute(db)?;
        let said = [Change::new("What", "", what), Change::new("Day", "", clock::long(new.day))];
        activity::record(by, Event::new(Deed::EntryAdded, &payee.name).of_member(payee.id).with(said), db)?;
        Ok(payee)
    }

    /// Takes it back. It stays in the list with its reason, and counts no more.
    pub fn void(by: &Can<KeepStatements>, id: EntryId, db: &mut Conn) -> Result<WrittenDown> {
        let by = &by.still(db)?;
        let now = WrittenDown::find(by, id, db)?;
        if now.is_own {
            must_be_of_somebody_else(by, Some(by.user()), "takes anything back for")?;
        }
        if now.voided.is_some() {
            return Err(Error::Conflict("It is taken back already.".into()));
        }
        if let Some((_, number)) = &now.held_by {
            return Err(Error::Conflict(format!(
                "It is part of the confirmed statement {number}, which stays as it is. Write down the opposite instead."
            )));
        }
        diesel::update(pay_entries::table.find(id))
            .set((pay_entries::voided_by.eq(by.who()), pay_entries::voided_at.eq(clock::now())))
            .execute(db)?;
        let corrected = pay_entries::table.find(id).select(pay_entries::corrects_id.assume_not_null());
        let corrected: Option<StatementId> =
            corrected.filter(pay_entries::corrects_id.is_not_null()).first(db).optional()?;
        if let Some(statement) = corrected {
            diesel::update(pay_statements::table.find(statement))
                .set(pay_statements::touched_at.eq(clock::now()))
                .execute(db)?;
        }
        let Entry { kind, day, member, .. } = now.entry;
        let said = [Change::new("What", kind.title(), ""), Change::new("Day", clock::long(day), "")];
        activity::record(by, Event::new(Deed::EntryVoided, &now.name).of_member(member).with(said), db)?;
        Ok(now)
    }
}

/// Whether its day is one on which it can be written down: what is confirmed stays as it is.
fn must_be_possible(by: &Inside, new: &NewEntry, db: &mut Conn) -> Result<()> {
    let today = clock::today(by.location().zone);
    if first_seen(by).is_some_and(|first| new.day < first) {
        return Err(Error::on("day", "Choose a later day: you do not see pay that far back"));
    }
    if new.kind.is_earned() && today.checked_add_days(Days::new(AHEAD)).is_some_and(|last| new.day > last) {
        return Err(Error::on("day", "Choose a day of the next 12 months"));
    }
    if !new.kind.is_earned() {
        let late = new.day > today;
        return if late { Err(Error::on("day", "Choose today or an earlier day for what was paid")) } else { Ok(()) };
    }
    let holding: Which = Box::new(
        pay_statements::member_id
            .eq(new.member)
            .and(pay_statements::state.eq("confirmed"))
            .and(pay_statements::first_day.le(new.day).and(pay_statements::last_day.ge(new.day))),
    );
    match Statement::read(by, holding, 1, db)?.first() {
        Some(statement) => Err(Error::Invalid(Errors::on(
            "day",
            format!(
                "This day is part of the confirmed statement {} for {}. Choose a day after it",
                statement.numbered(),
                statement.period.said()
            ),
        ))),
        None => Ok(()),
    }
}

impl WrittenDown {
    pub fn find(by: &Inside, id: EntryId, db: &mut Conn) -> Result<Self> {
        Self::read(by, Some(id), EntryFilter::default(), None, db)?.pop().ok_or(Error::NotFound)
    }

    /// The page behind an entry, or the first: the latest days first.
    pub fn page(
        by: &Inside,
        filter: EntryFilter,
        after: Option<EntryId>,
        db: &mut Conn,
    ) -> Result<Part<Self, EntryId>> {
        Ok(Part::of(Self::read(by, None, filter, after, db)?, ROWS, |one| one.entry.id))
    }

    fn read(
        by: &Inside,
        only: Option<EntryId>,
        filter: EntryFilter,
        after: Option<EntryId>,
        db: &mut Conn,
    ) -> Result<Vec<Self>> {
        let here = pay_entries::location_id.eq(by.location().id);
        let mut query = pay_entries::table.inner_join(members::table).filter(here).into_boxed();
        if let Some(id) = only {
            query = query.filter(pay_entries::id.eq(id));
        }
        if let Some(first) = first_seen(by) {
            query = query.filter(pay_entries::day.ge(first));
        }
        if let Some(member) = filter.member {
            query = query.filter(pay_entries::member_id.eq(member));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(pay_entries::kind.eq(kind.slug()));
        }
        if let Some(last) = after {
            let place = pay_entries::table.filter(here.and(pay_entries::id.eq(last))).select(pay_entries::day);
            if let Some(day) = place.first::<NaiveDate>(db).optional()? {
                let is_behind = pay_entries::day.lt(day).or(pay_entries::id.lt(last));
                query = query.filter(pay_entries::day.le(day).and(is_behind));
            }
        }
        let rows: Vec<(Told, (String, Option<crate::id::UserId>), Signed)> = query
            .order((pay_entries::day.desc(), pay_entries::id.desc()))
            .limit(ROWS + 1)
            .select((
                (
                    pay_entries::id,
                    pay_entries::member_id,
                    pay_entries::day,
                    pay_entries::kind,
                    pay_entries::amount,
                    pay_entries::reason,
                ),
                (members::name, members::user_id),
                (pay_entries::made_by, pay_entries::made_at, pay_entries::voided_by, pay_entries::voided_at),
            ))
            .load(db)?;
        let held = held_by(rows.iter().map(|((id, ..), ..)| *id).collect(), db)?;
        let row = |(
            (id, member, day, kind, amount, reason),
            (name, user),
            (made_by, made_at, voided_by, voided_at),
        ): (Told, (String, Option<crate::id::UserId>), Signed)| {
            let kind = EntryKind::from_slug(&kind)?;
            let entry = Entry { id, member, day, kind, amount, reason, voided: voided_at.is_some() };
            let holder = held.iter().find(|(entry, ..)| *entry == id);
            Some(WrittenDown {
                entry,
                name,
                made: (made_by, made_at),
                voided: voided_at.map(|at| (voided_by, at)),
                held_by: holder.map(|(_, statement, number)| (*statement, number.clone())),
                is_own: user == Some(by.user()),
            })
        };
        Ok(rows.into_iter().filter_map(row).collect())
    }
}

/// The confirmed statements that hold these entries.
fn held_by(entries: Vec<EntryId>, db: &mut Conn) -> Result<Vec<(EntryId, StatementId, String)>> {
    let rows: Vec<(EntryId, StatementId, i64, NaiveDate)> = pay_lines::table
        .inner_join(pay_statements::table)
        .filter(pay_lines::entry_id.is_not_null().and(pay_lines::entry_id.assume_not_null().eq_any(entries)))
        .select((
            pay_lines::entry_id.assume_not_null(),
            pay_statements::id,
            pay_statements::number,
            pay_statements::last_day,
        ))
        .load(db)?;
    let held = |(entry, statement, number, last_day)| (entry, statement, numbered(number, last_day));
    Ok(rows.into_iter().map(held).collect())
}
