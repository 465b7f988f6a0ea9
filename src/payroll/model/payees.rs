//! The people who are paid: everybody who has or had a card here, in the order of the list.

use diesel::prelude::*;

use crate::access::{Inside, Right, Sight};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, PositionId, UserId};
use crate::schema::{members, photos, positions};
use crate::team::Employment;

/// Somebody who is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    pub id: MemberId,
    pub name: String,
    /// Empty without one.
    pub position: String,
    pub user: Option<UserId>,
    pub is_working: bool,
    /// What the photo is called, that changes with it; empty without one.
    pub photo: String,
    /// Whether the viewer could open the card, as far as its scope goes. Deleted cards are open to nobody.
    pub has_card: bool,
}

impl Payee {
    /// Everybody, also those who were dismissed or deleted; first those who work here, in the order of the list. One statement.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = ((MemberId, String, Option<UserId>, String), (Option<PositionId>, Option<String>, Option<String>));
        let rows: Vec<Row> = members::table
            .left_join(positions::table)
            .left_join(photos::table)
            .filter(members::location_id.eq(by.location().id))
            .order((members::place, members::id))
            .select((
                (members::id, members::name, members::user_id, members::employment),
                (members::position_id, positions::title.nullable(), photos::digest.nullable()),
            ))
            .load(db)?;
        let sight = match by.sight(Right::ViewTeam) {
            Sight::Nobodys => Sight::Everybodys,
            sight => sight,
        };
        let payee = |((id, name, user, employment), (place, position, photo)): Row| Payee {
            id,
            name,
            position: position.unwrap_or_default(),
            user,
            is_working: employment == Employment::Working.slug(),
            photo: photo.unwrap_or_default(),
            has_card: employment != Employment::Deleted.slug() && sight.includes(by.user(), user, place),
        };
        let mut payees: Vec<Payee> = rows.into_iter().map(payee).collect();
        payees.sort_by_key(|payee| !payee.is_working);
        Ok(payees)
    }

    /// One of them, or `NotFound`.
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        Self::list(by, db)?.into_iter().find(|payee| payee.id == id).ok_or(Error::NotFound)
    }
}
