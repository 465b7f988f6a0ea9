//! What a card leaves to the one it is merged into besides its words: what the person provides, and their photo.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{MemberId, ServiceId};
use crate::schema::{member_services, photos};

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
