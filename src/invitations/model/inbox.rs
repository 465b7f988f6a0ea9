//! Invitations as the person sees them to whom they were sent (cases E22).

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{InvitationId, LocationId, UserId};
use crate::locations::{self, Location};
use crate::schema::{contacts, invitations, locations as places, roles};

use super::{Invitation, Row, columns};

/// An open invitation to one of somebody's own contacts.
#[derive(Debug, Clone)]
pub struct Received {
    pub invitation: Invitation,
    pub location: Location,
    pub role: String,
}

/// The same verdict as `State::Pending`, said in SQL, for the contacts that are proven to be this user's.
macro_rules! open_for {
    ($invitations:expr, $user:expr, $db:expr) => {{
        let (emails, phones) = proven($user, $db)?;
        $invitations
            .filter(invitations::state.eq("pending").and(invitations::applicant_id.is_null()))
            .filter(invitations::replaced.eq(false).and(invitations::expires_at.gt(clock::now())))
            .filter(invitations::email.eq_any(emails).or(invitations::phone.eq_any(phones)))
    }};
}

impl Received {
    /// Everything a user could accept now, at any location, the newest first.
    pub fn list(user: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        let offers = invitations::table.inner_join(roles::table).inner_join(places::table);
        let rows: Vec<(Row, locations::Row, String)> = open_for!(offers, user, db)
            .order(invitations::id.desc())
            .select((columns(), Location::columns(), roles::name))
            .load(db)?;
        rows.into_iter().map(Self::dress).collect()
    }

    /// One of them, or `NotFound`: what was sent to others is as good as nothing.
    pub fn find(user: UserId, id: InvitationId, db: &mut Conn) -> Result<Invitation> {
        let place: LocationId =
            invitations::table.find(id).select(invitations::location_id.assume_not_null()).first(db)?;
        let invitation = Invitation::one(place, id, db)?;
        if invitation.is_for(user, db)? { Ok(invitation) } else { Err(crate::error::Error::NotFound) }
    }

    /// How many there are.
    pub fn count(user: UserId, db: &mut Conn) -> Result<i64> {
        Ok(open_for!(invitations::table, user, db).select(count_star()).first(db)?)
    }

    fn dress((row, place, role): (Row, locations::Row, String)) -> Result<Self> {
        Ok(Received { invitation: Invitation::from(row), location: Location::stored(place)?, role })
    }
}

type Values = Vec<Option<String>>;

/// The e-mail addresses and the phone numbers that are proven to be a user's.
fn proven(user: UserId, db: &mut Conn) -> Result<(Values, Values)> {
    let found: Vec<(String, String)> = contacts::table
        .filter(contacts::user_id.eq(user).and(contacts::verified_at.is_not_null()))
        .select((contacts::kind, contacts::value))
        .load(db)?;
    let (emails, phones): (Vec<_>, Vec<_>) = found.into_iter().partition(|(kind, _)| kind == "email");
    let values = |contacts: Vec<(String, String)>| contacts.into_iter().map(|(_, value)| Some(value)).collect();
    Ok((values(emails), values(phones)))
}
