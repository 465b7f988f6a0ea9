//! The card that an invitation is for: free when inviting, linked when accepting (cases A32).

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{LocationId, MemberId, UserId};
use crate::schema::members;

/// What inviting has to know about a card.
pub(super) struct InvitedCard {
    pub name: String,
    pub works_here: bool,
    pub is_linked: bool,
}

impl InvitedCard {
    pub fn find(location: LocationId, id: MemberId, db: &mut Conn) -> Result<Self> {
        let (name, employment, user): (String, String, Option<UserId>) = members::table
            .filter(members::location_id.eq(location).and(members::id.eq(id)))
            .select((members::name, members::employment, members::user_id))
            .first(db)?;
        Ok(InvitedCard { name, works_here: employment == "working", is_linked: user.is_some() })
    }

    /// Links the card to a user, if it is still free and its person still works here. Says whether it did.
    pub fn link(location: LocationId, id: MemberId, user: UserId, db: &mut Conn) -> Result<bool> {
        let linked = diesel::update(members::table)
            .filter(members::location_id.eq(location).and(members::id.eq(id)))
            .filter(members::user_id.is_null().and(members::employment.eq("working")))
            .set(members::user_id.eq(user))
            .execute(db)?;
        Ok(linked == 1)
    }
}
