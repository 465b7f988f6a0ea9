//! Fifty people with years of work behind them, a confirmed statement for each, and a draft.

use std::time::Instant;

use anyhow::{Context, Result};
use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use parlour::clock;
use parlour::id::{MemberId, StatementId, UserId};
use parlour::payroll::{Contents, Period, Seen, Statement};
use parlour::sample::{self, Size};
use parlour::schema::{appointments, members, pay_statements};

use crate::growth::Grown;
use crate::stand::house::Salon;
use crate::stand::millis;

/// How many days there are, and how many clients.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    clients: i64,
    days: i64,
}

pub const MILLION: Scale = Scale { clients: 100_000, days: 4_170 };
pub const PERIOD_ALONE: Scale = Scale { clients: 1_000, days: PERIOD + 31 };

const PEOPLE: i64 = 40;
const ASSISTANTS: i64 = 10;

/// Days in which these people have ten thousand appointments.
const PERIOD: i64 = 52;

pub struct Books {
    appointments: i64,
    first: NaiveDate,
    month: NaiveDate,
    last: NaiveDate,
    member: MemberId,
    draft: StatementId,
    confirmed: StatementId,
}

impl Grown for Books {
    type Scale = Scale;

    fn grow(salon: &Salon, scale: Scale) -> Result<Self> {
        let inside = salon.inside()?;
        let location = inside.location();
        let today = clock::today(location.zone);
        let (last, size) = (today - TimeDelta::days(1), Size { clients: scale.clients, back: scale.days, ahead: 0 });
        let (crew, appointments) = salon.db.write_now(|db| {
            let crew = sample::engage(location, PEOPLE, ASSISTANTS, db)?;
            sample::fill(location, &crew, size, db)?;
            Ok((crew, appointments::table.count().get_result(db)?))
        })?;
        salon.tidy()?;
        let everybody: Vec<MemberId> =
            crew.workers.iter().map(|worker| worker.member).chain(crew.assistants.iter().copied()).collect();
        let first = last - TimeDelta::days(PERIOD - 1);
        let before = Period::between(first - TimeDelta::days(31), first - TimeDelta::days(1));
        let (long_ago, now) =
            (before.ok().context("a period")?, Period::between(first, last).ok().context("a period")?);
        let confirmed = confirm(salon, &make(salon, long_ago, &everybody)?)?;
        let drafts = make(salon, now, &everybody)?;
        let member = *everybody.first().context("nobody works here")?;
        own(salon, *everybody.last().context("nobody works here")?)?;
        let draft = *drafts.first().context("no draft")?;
        let month = last - TimeDelta::days(29);
        Ok(Books { appointments, first, month, last, member, draft, confirmed })
    }

    fn size(&self) -> String {
        format!("{} appointments", self.appointments)
    }

    fn path(&self, path: &str, salon: &Salon) -> String {
        path.replace("{here}", &format!("/locations/{}", salon.location))
            .replace("{first}", &self.first.to_string())
            .replace("{month}", &self.month.to_string())
            .replace("{last}", &self.last.to_string())
            .replace("{member}", &self.member.to_string())
            .replace("{draft}", &self.draft.to_string())
            .replace("{confirmed}", &self.confirmed.to_string())
    }
}

/// Makes a draft for each of these people, and tells how long that took.
fn make(salon: &Salon, period: Period, people: &[MemberId]) -> Result<Vec<StatementId>> {
    let by = salon.inside()?.proof().context("an owner keeps statements")?;
    let begun = Instant::now();
    let drafts = salon.db.write_now(|db| Statement::make(&by, period, people, db))?;
    println!("{} drafts made in {:.0} ms", drafts.len(), millis(begun.elapsed()));
    Ok(drafts)
}

/// Confirms drafts as they are, and tells how long that took.
fn confirm(salon: &Salon, drafts: &[StatementId]) -> Result<StatementId> {
    let by = salon.inside()?.proof().context("an owner keeps statements")?;
    let seen = salon.db.read_now(|db| {
        let seen = |id: &StatementId| {
            let statement = Statement::find(&by, *id, db)?;
            let contents = Contents::of(&by, &statement, db)?;
            Ok((*id, Seen { version: statement.version, print: contents.print(), total: contents.total() }))
        };
        drafts.iter().map(seen).collect::<parlour::error::Result<Vec<_>>>()
    })?;
    let begun = Instant::now();
    salon.db.write_now(|db| Statement::confirm_all(&by, seen, db))?;
    println!("{} confirmed in {:.0} ms", drafts.len(), millis(begun.elapsed()));
    let last = pay_statements::table.filter(pay_statements::state.eq("confirmed")).select(pay_statements::id);
    Ok(salon.db.read_now(|db| Ok(last.first(db)?))?)
}

/// Whoever measures has the card of somebody who earns, so that there is a pay of their own.
fn own(salon: &Salon, member: MemberId) -> Result<()> {
    let before = members::table.filter(members::user_id.eq(salon.owner));
    salon.db.write_now(|db| {
        diesel::update(before).set(members::user_id.eq(None::<UserId>)).execute(db)?;
        diesel::update(members::table.find(member)).set(members::user_id.eq(salon.owner)).execute(db)?;
        Ok(())
    })?;
    Ok(())
}
