//! What is next today for one person: their own appointments, and those in which they assist.

use crate::access::{Inside, Right};
use crate::appointments::Appointment;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;

use super::Stay;

impl Stay {
    /// As many are told.
    const NEXT: usize = 5;

    /// The next of a card of the viewer's own, from now to the end of the day; none for whoever sees no calendar.
    pub fn next_of(by: &Inside, card: MemberId, db: &mut Conn) -> Result<Vec<Self>> {
        let (zone, now) = (by.location().zone, clock::now());
        let today = clock::today(zone);
        let Some((_, end)) = clock::bounds(today, zone).filter(|_| by.may(Right::ViewCalendar)) else {
            return Ok(Vec::new());
        };
        let mut stays = Self::all(&Appointment::of_member(by, card, now, end, db)?, today, zone);
        stays.retain(|stay| stay.member == card && stay.takes_time() && stay.ends_at > now);
        stays.truncate(Self::NEXT);
        Ok(stays)
    }
}
