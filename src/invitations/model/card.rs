//! The card that an invitation is for: free when inviting, linked when accepting (cases A32).

use diesel::prelude::*;

use crate::access::Inside;
use crate::clock;
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::id::{LocationId, MemberId, UserId};
use crate::schema::{invitations, members};
use crate::text;

use super::Invitation;

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

    /// Links the card to a user, if it is still free and its person still works here.
    pub fn link(location: LocationId, id: MemberId, user: UserId, db: &mut Conn) -> Result<()> {
        diesel::update(members::table)
            .filter(members::location_id.eq(location).and(members::id.eq(id)))
            .filter(members::user_id.is_null().and(members::employment.eq("working")))
            .set(members::user_id.eq(user))
            .execute(db)?;
        Ok(())
    }

    pub fn is_linked_to(location: LocationId, id: MemberId, user: UserId, db: &mut Conn) -> Result<bool> {
        let theirs = members::table.filter(members::location_id.eq(location).and(members::id.eq(id)));
        let theirs = theirs.filter(members::user_id.eq(user));
        Ok(diesel::select(diesel::dsl::exists(theirs)).get_result(db)?)
    }
}

impl Invitation {
    /// The card that it is for.
    pub fn card(&self, db: &mut Conn) -> Result<Option<Card>> {
        let (Some(id), Some(here)) = (self.member, self.place.location()) else { return Ok(None) };
        let card = InvitedCard::find(here, id, db)?;
        Ok(Some(Card { id, name: card.name, is_free: false }))
    }
}

/// The most cards in one select.
const MOST_TO_CHOOSE: i64 = 200;

/// A card of somebody who works here.
#[derive(Debug, Clone)]
pub struct Card {
    pub id: MemberId,
    pub name: String,
    /// Neither linked to a user nor meant for somebody who is invited.
    pub is_free: bool,
}

impl Card {
    /// The cards that are free, by name. Where there are more than anyone would look through, none.
    pub fn free(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        let unlinked = working(by).filter(members::user_id.is_null()).limit(MOST_TO_CHOOSE + 1);
        let mut cards = Self::known(by, unlinked.order((members::name_key, members::id)), db)?;
        if cards.len() as i64 > MOST_TO_CHOOSE {
            return Ok(Vec::new());
        }
        cards.retain(|card| card.is_free);
        Ok(cards)
    }

    /// The cards with one of these names, however they are spelled.
    pub fn named(by: &Inside, names: &[&str], db: &mut Conn) -> Result<Vec<Self>> {
        let keys: Vec<String> = names.iter().map(|name| text::key(name)).collect();
        Self::known(by, working(by).filter(members::name_key.eq_any(keys)), db)
    }

    fn known(by: &Inside, cards: Cards<'_>, db: &mut Conn) -> Result<Vec<Self>> {
        let cards: Vec<(MemberId, String, Option<UserId>)> =
            cards.select((members::id, members::name, members::user_id)).load(db)?;
        let meant: Vec<Option<MemberId>> = invitations::table
            .filter(invitations::location_id.eq(by.location().id).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false).and(invitations::member_id.is_not_null()))
            .filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(clock::now())))
            .select(invitations::member_id)
            .load(db)?;
        let known = |(id, name, user): (MemberId, String, Option<UserId>)| {
            let is_free = user.is_none() && !meant.contains(&Some(id));
            Card { id, name, is_free }
        };
        Ok(cards.into_iter().map(known).collect())
    }
}

type Cards<'a> = diesel::helper_types::IntoBoxed<'a, members::table, MultiBackend>;

fn working<'a>(by: &Inside) -> Cards<'a> {
    members::table.filter(members::location_id.eq(by.location().id).and(members::employment.eq("working"))).into_boxed()
}
