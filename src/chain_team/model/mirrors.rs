//! The mirror of a chain card: a card of the location, which says what the chain’s card says.

use diesel::prelude::*;

use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainMemberId, LocationId, MemberId, PositionId, UserId};
use crate::schema::{locations, members, users};
use crate::team::Employment;
use crate::text;

use super::{ChainCard, ChainPosition, Profile};

/// A card at a location, as the chain sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    pub id: MemberId,
    pub location: LocationId,
    /// What the location is called.
    pub place: String,
    pub name: String,
    pub employment: Employment,
    /// The user to whom it is linked.
    pub user: Option<(UserId, String)>,
}

pub(super) type Row = (MemberId, LocationId, String, String, String, Option<(UserId, String)>);

/// What a row of these queries holds.
#[diesel::dsl::auto_type]
pub(super) fn columns() -> _ {
    let user = (users::id, users::name).nullable();
    (members::id, members::location_id, locations::name, members::name, members::employment, user)
}

impl From<Row> for Mirror {
    fn from((id, location, place, name, employment, user): Row) -> Self {
        let employment = Employment::from_slug(&employment).unwrap_or(Employment::Deleted);
        Mirror { id, location, place, name, employment, user }
    }
}

impl ChainCard {
    /// Its mirrors, by location; those that are dismissed too.
    pub fn mirrors(&self, db: &mut Conn) -> Result<Vec<Mirror>> {
        let rows: Vec<Row> = members::table
            .inner_join(locations::table)
            .left_join(users::table)
            .filter(members::chain_member_id.eq(self.id))
            .order(members::location_id)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Mirror::from).collect())
    }
}

impl Mirror {
    pub fn works(&self) -> bool {
        self.employment == Employment::Working
    }

    /// Writes what the chain says onto it. What the location decides stays: order, assisting, its own number for them.
    pub(super) fn dress(&self, profile: &Profile, db: &mut Conn) -> Result<()> {
        let position = match profile.position {
            Some(position) => Some(ChainPosition::at(position, self.location, db)?),
            None => None,
        };
        dress(self.id, profile, position, db)
    }

    /// From now on it mirrors this card, or is the location’s own.
    pub(super) fn keep_in(&self, card: Option<ChainMemberId>, db: &mut Conn) -> Result<()> {
        diesel::update(members::table.find(self.id))
            .set((members::chain_member_id.eq(card), members::version.eq(members::version + 1)))
            .execute(db)?;
        Ok(())
    }
}

/// Writes what stands on the Information tab, for whoever keeps it.
pub(super) fn dress(id: MemberId, profile: &Profile, position: Option<PositionId>, db: &mut Conn) -> Result<()> {
    diesel::update(members::table.find(id))
        .set((
            members::name.eq(&profile.name),
            members::name_key.eq(text::key(&profile.name)),
            members::specialization.eq(&profile.specialization),
            members::position_id.eq(position),
            members::description.eq(&profile.description),
            members::phone.eq(&profile.phone),
            members::email.eq(&profile.email),
            members::version.eq(members::version + 1),
        ))
        .execute(db)?;
    Ok(())
}
