//! What the viewer is paid: their cards, and the statements of theirs that were confirmed.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::SeeOwnPay;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{MemberId, StatementId};
use crate::schema::pay_statements;

use super::Payee;

/// The most statements on the page; five years of months.
const STATEMENTS: i64 = 60;

/// A confirmed statement, as its line says it.
#[derive(Debug, Clone)]
pub struct Confirmed {
    pub id: StatementId,
    pub number: i64,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    /// In minor units.
    pub total: i64,
}

impl Payee {
    /// Whether this is the card of whoever looks. Nobody sees what somebody else earns by looking with their eyes.
    pub fn is_own(&self, by: &Can<SeeOwnPay>) -> bool {
        self.user == Some(by.user()) && by.viewer().user() == by.user()
    }
}

impl Confirmed {
    /// The newest of the viewer's own.
    pub fn own(by: &Can<SeeOwnPay>, cards: &[Payee], db: &mut Conn) -> Result<Vec<Self>> {
        let cards: Vec<MemberId> = cards.iter().filter(|card| card.is_own(by)).map(|card| card.id).collect();
        let mine = pay_statements::member_id.eq_any(cards).and(pay_statements::location_id.eq(by.location().id));
        let rows: Vec<(StatementId, i64, NaiveDate, NaiveDate, i64)> = pay_statements::table
            .filter(mine.and(pay_statements::state.eq("confirmed")))
            .order((pay_statements::last_day.desc(), pay_statements::id.desc()))
            .limit(STATEMENTS)
            .select((
                pay_statements::id,
                pay_statements::number,
                pay_statements::first_day,
                pay_statements::last_day,
                pay_statements::total,
            ))
            .load(db)?;
        let confirmed = |(id, number, first_day, last_day, total)| Confirmed { id, number, first_day, last_day, total };
        Ok(rows.into_iter().map(confirmed).collect())
    }
}
