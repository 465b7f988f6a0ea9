//! Whether the client has paid, when and how. Pay may be earned by it, and a card costs a fee.

use chrono::{Datelike, NaiveDate};
use diesel::prelude::*;

use crate::access::rights::EditAppointments;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::schema::appointments;

use super::Appointment;

/// What the client paid with, and on which day of the wall of the location.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Payment {
    pub on: NaiveDate,
    pub by_card: bool,
}

impl Payment {
    /// `26 November 2026, by card`.
    pub fn said(self) -> String {
        format!("{}, {}", clock::long(self.on), if self.by_card { "by card" } else { "in cash" })
    }
}

impl Appointment {
    /// The day that a payment was most likely made on: that of the appointment, as soon as it has come.
    pub fn usual_payment_day(&self, by: &Inside) -> NaiveDate {
        self.day(by).min(clock::today(by.location().zone))
    }

    /// Writes down that the client has paid, or takes that back. `version` is the one the form was drawn from.
    pub fn set_payment(
        &self,
        by: &Can<EditAppointments>,
        payment: Option<Payment>,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let now = Appointment::find(by, self.id, db)?;
        now.must_be_changeable(by, db)?;
        if now.payment == payment {
            return Ok(());
        }
        let today = clock::today(by.location().zone);
        if payment.is_some_and(|payment| payment.on > today || payment.on.year() < 2000) {
            return Err(Error::on("paid_on", "Choose today or an earlier day: the day on which the client paid"));
        }
        now.advance(version, db)?;
        books::mark(now.id, db)?;
        diesel::update(appointments::table.find(now.id))
            .set((
                appointments::paid_on.eq(payment.map(|payment| payment.on)),
                appointments::paid_by_card.eq(payment.is_some_and(|payment| payment.by_card)),
            ))
            .execute(db)?;
        books::mark(now.id, db)?;
        let said = |payment: Option<Payment>| payment.map_or_else(|| "Not paid".to_owned(), Payment::said);
        let change = Change::new("Payment", said(now.payment), said(payment));
        let entry = Entry::new(Deed::AppointmentPaid, &now.client_name).about(now.id);
        activity::record(by, entry.of_member(now.lines.first().map(|line| line.member)).with([change]), db)
    }
}
