//! What a card leaves to the one it is merged into besides its words: what the person provides, their photo, and what is
//! booked with them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::books;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LineId, MemberId, ServiceId};
use crate::schema::{appointment_lines, line_assistants, member_services, photos};

/// Gives to the card that stays what it does not have itself.
pub(super) fn bequeath(from: MemberId, to: MemberId, db: &mut Conn) -> Result<()> {
    let known: Vec<ServiceId> = member_services::table
        .filter(member_services::member_id.eq(to))
        .select(member_services::service_id)
        .load(db)?;
    diesel::update(member_services::table)
        .filter(member_services::member_id.eq(from).and(member_services::service_id.ne_all(known)))
        .set(member_services::member_id.eq(to))
        .execute(db)?;
    let has_photo: i64 = photos::table.filter(photos::member_id.eq(to)).count().get_result(db)?;
    if has_photo == 0 {
        diesel::update(photos::table.filter(photos::member_id.eq(from))).set(photos::member_id.eq(to)).execute(db)?;
    }
    Ok(())
}

/// Gives to the card that stays what was booked with the other one, and where that one assists. Nobody is in two places
/// at once, and nobody assists themselves.
pub(super) fn hand_over(from: MemberId, to: MemberId, db: &mut Conn) -> Result<()> {
    must_not_clash(from, to, db)?;
    diesel::update(appointment_lines::table.filter(appointment_lines::member_id.eq(from)))
        .set(appointment_lines::member_id.eq(to))
        .execute(db)?;
    let own = appointment_lines::table.filter(appointment_lines::member_id.eq(to)).select(appointment_lines::id);
    diesel::delete(line_assistants::table)
        .filter(line_assistants::member_id.eq_any([from, to]).and(line_assistants::line_id.eq_any(own)))
        .execute(db)?;
    let assisted: Vec<LineId> =
        line_assistants::table.filter(line_assistants::member_id.eq(to)).select(line_assistants::line_id).load(db)?;
    diesel::delete(line_assistants::table)
        .filter(line_assistants::member_id.eq(from).and(line_assistants::line_id.eq_any(assisted)))
        .execute(db)?;
    diesel::update(line_assistants::table.filter(line_assistants::member_id.eq(from)))
        .set(line_assistants::member_id.eq(to))
        .execute(db)?;
    books::hand_over(from, to, db)
}

/// Two cards on which something is booked at the same time to come are not one person yet.
fn must_not_clash(from: MemberId, to: MemberId, db: &mut Conn) -> Result<()> {
    type Booked = (NaiveDateTime, NaiveDateTime, MemberId);
    let mut booked: Vec<Booked> = appointment_lines::table
        .filter(appointment_lines::member_id.eq_any([from, to]).and(appointment_lines::takes_time))
        .filter(appointment_lines::starts_at.gt(clock::now()))
        .order((appointment_lines::starts_at, appointment_lines::id))
        .select((appointment_lines::starts_at, appointment_lines::ends_at, appointment_lines::member_id))
        .load(db)?;
    booked.sort();
    match booked.windows(2).any(|two| two[0].2 != two[1].2 && two[1].0 < two[0].1) {
        true => Err(Error::refused(
            "Something is booked at the same time on both cards. Move one of the appointments first, then merge the cards.",
        )),
        false => Ok(()),
    }
}
