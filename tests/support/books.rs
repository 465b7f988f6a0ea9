//! What is earned and kept at *Ours*: days that are over, statements, and what was written down.

use chrono::{NaiveDate, TimeDelta};
use parlour::access::Inside;
use parlour::access::rights::KeepStatements;
use parlour::clock;
use parlour::id::{AppointmentId, EntryId, MemberId, StatementId};
use parlour::payroll::{Contents, Period, Seen, Statement};

use super::appointments::Salon;
use super::world::*;

/// So many days ago on the wall of *Ours*.
pub fn ago(days: i64) -> NaiveDate {
    clock::today(chrono_tz::Europe::Lisbon) - TimeDelta::days(days)
}

/// The pages of statements.
pub const STATEMENTS: &str = "/locations/ours/payroll/statements";
pub const ENTRIES: &str = "/locations/ours/payroll/entries";

pub fn paper(statement: StatementId) -> String {
    format!("{STATEMENTS}/{statement}")
}

impl World {
    /// Marta gets 40 % of her cuts, Ilse 10 % of those in which she assists, since long ago.
    pub fn pays_salon(&self, salon: &Salon) {
        self.pays_assistants(ago(400));
        self.pays(salon.marta, ago(400), &[("personal", "40 %")]);
        self.pays(salon.ilse, ago(400), &[("assisting", "10 %")]);
    }

    /// A cut of Marta for Clara so many days ago, for which she came: Marta gets 18.00 EUR.
    pub fn served(&self, salon: &Salon, days: i64, minute: i64) -> AppointmentId {
        let appointment = self.booked(salon.clara, salon.cut, salon.marta, ago(days), minute, 45);
        self.came(appointment);
        appointment
    }

    /// A draft from so many days ago to so many days ago.
    pub fn drafted(&self, member: MemberId, first: i64, last: i64) -> StatementId {
        let by = self.proof::<KeepStatements>(ANNA);
        let period = Period::between(ago(first), ago(last)).unwrap();
        self.db.write_now(|db| Statement::make(&by, period, &[member], db)).unwrap()[0]
    }

    /// Gives a card to one of the cast instead of the one that they have.
    pub fn is_instead(&self, member: MemberId, who: Cast) {
        self.sql(&format!("UPDATE members SET user_id = NULL WHERE user_id = {}", self.user(who)));
        self.is_card_of(member, who);
    }

    /// What somebody sees of a statement before they confirm it.
    pub fn seen(&self, by: &Inside, statement: StatementId) -> Seen {
        self.db
            .read_now(|db| {
                let now = Statement::find(by, statement, db)?;
                let contents = Contents::of(by, &now, db)?;
                Ok(Seen { version: now.version, print: contents.print(), total: contents.total() })
            })
            .unwrap()
    }

    /// The same, confirmed.
    pub fn closed(&self, member: MemberId, first: i64, last: i64) -> StatementId {
        let draft = self.drafted(member, first, last);
        let by = self.proof::<KeepStatements>(ANNA);
        let seen = self.seen(&by, draft);
        self.db.write_now(|db| Statement::confirm(&by, draft, &seen, db)).unwrap();
        draft
    }

    /// Something that was written down so many days ago.
    pub fn written(&self, member: MemberId, kind: &str, days: i64, amount: i64) -> EntryId {
        self.sql(&format!(
            "INSERT INTO pay_entries (location_id, member_id, day, kind, amount, reason, made_by, made_at) \
             VALUES ({}, {member}, '{}', '{kind}', {amount}, 'Training completed', 'Anna', '2026-01-01 09:00:00')",
            self.ours,
            ago(days)
        ));
        EntryId(self.number("SELECT max(id) FROM pay_entries"))
    }

    /// Everything that is frozen, in one word.
    pub fn frozen(&self) -> String {
        self.word(
            "SELECT string_agg(one, '; ' ORDER BY one) FROM (SELECT CAST(statement_id AS TEXT) || ' ' || CAST(day AS TEXT) || ' ' || work || ' ' \
             || title || ' ' || client_name || ' ' || CAST(amount AS TEXT) || ' ' || why AS one FROM pay_lines) AS lines",
        )
    }

    /// When a statement was marked as changed: 0 or 1.
    pub fn is_touched(&self, statement: StatementId) -> bool {
        self.number(&format!("SELECT count(*) FROM pay_statements WHERE touched_at IS NOT NULL AND id = {statement}"))
            == 1
    }
}

/// Somebody else who keeps the books.
pub const ADA: Cast = Cast("Ada", "ada@ours.test");
