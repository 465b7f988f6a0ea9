//! What somebody wishes to book: for whom, when, and which services by whom.

use chrono::{NaiveDate, NaiveDateTime};

use crate::access::{Inside, Right, Sight};
use crate::clients::{Client, Details};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ClientId, LineId, MemberId, ServiceId};

/// An appointment as it is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    pub client: Whom,
    pub when: When,
    pub lines: Vec<LineWish>,
    pub comment: String,
    pub anyway: Anyway,
}

/// Who comes.
#[derive(Debug, Clone, PartialEq)]
pub enum Whom {
    Known(ClientId),
    New(Details),
}

/// When it begins, on the wall of the location.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    pub day: NaiveDate,
    pub minute: i64,
}

/// One service. What is left open follows from the terms of whoever provides it, or stays as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct LineWish {
    /// The line of the appointment that it is already.
    pub line: Option<LineId>,
    pub service: ServiceId,
    pub member: MemberId,
    pub minutes: Option<i64>,
    pub price: Option<i64>,
    pub discount: Option<i64>,
    pub quantity: i64,
    /// Who assists in a new line; those of a line that is there already stay.
    pub assistants: Vec<MemberId>,
}

/// What is to be done in spite of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anyway {
    /// Outside working hours, or on time off.
    pub off_hours: bool,
    /// While somebody assists elsewhere, or an assistant is busy.
    pub busy: bool,
}

impl Whom {
    /// The client: found within sight, or written down with the right to.
    pub(super) fn settle(&self, by: &Inside, db: &mut Conn) -> Result<(ClientId, String)> {
        match self {
            Whom::Known(id) => match Client::find(by, *id, db) {
                Err(Error::NotFound) => Err(Error::on("client", "Choose one of the clients that you see here")),
                found => found.map(|client| (client.id, client.name)),
            },
            Whom::New(details) if by.may(Right::EditClients) => {
                Ok((Client::write(by, details, db)?, details.name.clone()))
            }
            Whom::New(_) => Err(by.refusal(Right::EditClients, db)?),
        }
    }
}

/// How many years ahead anything can be booked.
const YEARS_AHEAD: u32 = 5;

impl When {
    /// The moment. The day has to be one of which the viewer sees the calendar.
    pub(super) fn settle(self, by: &Inside) -> Result<NaiveDateTime> {
        let zone = by.location().zone;
        let today = clock::today(zone);
        if today.checked_add_months(chrono::Months::new(12 * YEARS_AHEAD)).is_none_or(|last| last < self.day) {
            return Err(Error::on("day", format!("Choose a day within the next {YEARS_AHEAD} years")));
        }
        if by.sight_on(Right::ViewCalendar, self.day, today) == Sight::Nobodys {
            return Err(Error::on("day", "Choose a later day: you see no calendar that old"));
        }
        clock::instant(self.day, self.minute, zone).ok_or_else(|| {
            let skipped = clock::hour(self.minute);
            Error::on(
                "at",
                format!("Choose a time before or after {skipped}: the clocks are set forward then, and skip it"),
            )
        })
    }
}
