//! Deleting a role of one's own: its people and its open invitations get another one, which somebody chose (cases H7 to H9).

use diesel::prelude::*;

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Role, Seats, Shift, may_grant};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::RoleId;
use crate::invitations::Invitation;
use crate::schema::roles;

use super::Kept;
use super::effects::Effects;
use super::guards::may_delete;

/// A deletion that all guards have agreed to, short of the seats.
struct Agreed {
    by: Can<EditRoles>,
    now: Kept,
    holders: Vec<Access>,
    offers: Vec<Invitation>,
    instead: Option<Role>,
}

impl Kept {
    /// The invitations that nobody has answered yet and that offer this role.
    pub fn offers(&self, by: &Can<EditRoles>, db: &mut Conn) -> Result<Vec<Invitation>> {
        let mut offers = Invitation::unanswered(by, db)?;
        offers.retain(|offer| offer.gives.is(self.role.id));
        Ok(offers)
    }

    /// Deletes the role. What was written down with its name keeps it.
    pub fn delete(by: &Can<EditRoles>, id: RoleId, instead: Option<RoleId>, db: &mut Conn) -> Result<String> {
        let agreed = Agreed::to(by, id, instead, db)?;
        Seats::keep_for(by, db, |db| agreed.write(db))?;
        Ok(agreed.now.role.name)
    }

    /// What would come of that, without doing it. Needs the connection of a deed.
    pub fn foresee_deletion(by: &Can<EditRoles>, id: RoleId, instead: RoleId, db: &mut Conn) -> Result<Effects> {
        let agreed = Agreed::to(by, id, Some(instead), db)?;
        let becomes = agreed.instead.as_ref().map(|role| role.rights.clone()).unwrap_or_default();
        let shifts = Shift::between(&agreed.now.role.rights, &becomes);
        Effects::of(&agreed.by, &agreed.holders, shifts, |db| agreed.write(db), db)
    }
}

impl Agreed {
    fn to(by: &Can<EditRoles>, id: RoleId, instead: Option<RoleId>, db: &mut Conn) -> Result<Self> {
        let here = by.location().id;
        db.hold(here)?;
        let by = by.still(db)?;
        let now = Kept::find(&by, id, db)?;
        let holders = Access::with_role(&by, id, db)?;
        may_delete(&by, &now.role, &holders)?;
        let offers = now.offers(&by, db)?;
        let instead = match instead.filter(|other| *other != id) {
            Some(other) => Some(Role::find(here, other, db).map_err(|_| unknown())?),
            None if holders.is_empty() && offers.is_empty() => None,
            None => return Err(Error::on("replacement", "Choose the role that they get instead")),
        };
        if let Some(role) = &instead {
            may_grant(&by, role)?;
        }
        Ok(Agreed { by, now, holders, offers, instead })
    }

    fn write(&self, db: &mut Conn) -> Result<()> {
        let Agreed { by, now, holders, offers, instead } = self;
        if let Some(instead) = instead {
            for holder in holders {
                holder.settle(by, instead, db)?;
            }
            for offer in offers {
                offer.offer_instead(by, &now.role, instead, db)?;
            }
        }
        diesel::update(roles::table.find(now.role.id)).set(roles::deleted_at.eq(clock::now())).execute(db)?;
        let changes = [
            instead.as_ref().map(|role| Change::new("Replaced by", "", &role.name)),
            Some(Change::new("People concerned", "", holders.len().to_string())),
        ];
        activity::record(&**by, Entry::new(Deed::RoleDeleted, &now.role.name).with(changes.into_iter().flatten()), db)
    }
}

fn unknown() -> Error {
    Error::on("replacement", "Choose one of the roles of this location")
}
