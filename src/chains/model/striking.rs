//! Deleting a role of a chain: its people and open invitations get another one, which somebody chose (cases H7 to H9).

use diesel::prelude::*;

use crate::access::Seats;
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{InvitationId, LocationId};
use crate::schema::{chain_roles, invitation_grants, invitations, roles};

use super::accesses::{ChainAccess, ChainHeld};
use super::guards::may_give_role;
use super::posts::{Grip, Post, Which};
use super::power::Power;
use super::rights::EditChainRoles;
use super::{Chain, May};

impl Post {
    /// Deletes the role. What was written down with its name keeps it.
    pub fn delete(by: &May<EditChainRoles>, which: Which, instead: Option<Which>, db: &mut Conn) -> Result<String> {
        let chain = by.chain().id;
        let branches = Chain::hold_all(chain, db)?;
        let by = by.still(db)?;
        let now = Post::find(chain, which, db)?;
        let holders = now.holders(&ChainAccess::all(chain, db)?);
        let power = Power::of(&by, db)?;
        now.may_delete(&by, &holders, &power, &branches)?;
        let offers: Vec<InvitationId> = now.offers(chain, db)?.into_iter().map(|(id, _)| id).collect();
        let instead = match instead.filter(|other| *other != which) {
            Some(other) => Some(Post::find(chain, other, db).map_err(|_| unknown())?),
            None if holders.is_empty() && offers.is_empty() => None,
            None => return Err(Error::on("replacement", "Choose the role that they get instead")),
        };
        if let Some(instead) = &instead {
            match (instead.which, &instead.grip) {
                (Which::InChain(id), Grip::InChain(rights)) => {
                    let role = instead.as_chain_role(id, *rights);
                    may_give_role(&by, &ChainHeld::of(role, *rights))?;
                }
                // Asked of the role that goes, with the rights that come: at every place where somebody has it.
                _ => now.must_be_givable(&by, &instead.grip, &holders, &power, &branches)?,
            }
        }
        let places: Vec<(LocationId, String)> =
            branches.iter().map(|branch| (branch.id, branch.name.clone())).collect();
        Seats::keep_at(&places, db, |db| now.strike(&holders, &offers, instead.as_ref(), by.who(), db))?;
        let (deed, concerned) = match which {
            Which::InChain(_) => (Deed::ChainRoleDeleted, holders.len()),
            Which::AtLocations(_) => (Deed::RoleDeleted, holders.len()),
        };
        let changes = || {
            let replaced = instead.as_ref().map(|role| Change::new("Replaced by", "", &role.name));
            replaced.into_iter().chain([Change::new("People concerned", "", concerned.to_string())])
        };
        for branch in now.places(&holders, &branches) {
            activity::record(&by.at(branch.id), Entry::new(deed, &now.name).with(changes()), db)?;
        }
        activity::record(&by, Entry::new(deed, &now.name).with(changes()), db)?;
        Ok(now.name)
    }

    fn strike(
        &self,
        holders: &[ChainAccess],
        offers: &[InvitationId],
        instead: Option<&Post>,
        by: &str,
        db: &mut Conn,
    ) -> Result<()> {
        match (self.which, instead.map(|instead| (instead.which, instead))) {
            (Which::InChain(old), Some((Which::InChain(new), instead))) => {
                let Grip::InChain(rights) = instead.grip else { return Err(unknown()) };
                let role = instead.as_chain_role(new, rights);
                for holder in holders {
                    holder.settle(&role, by, db)?;
                }
                diesel::update(
                    invitations::table
                        .filter(invitations::id.eq_any(offers.to_vec()).and(invitations::chain_role_id.eq(old))),
                )
                .set(invitations::chain_role_id.eq(new))
                .execute(db)?;
            }
            (Which::AtLocations(old), Some((Which::AtLocations(new), _))) => {
                for holder in holders {
                    holder.settle_below(old, new, by, db)?;
                }
                let open = offers.to_vec();
                diesel::update(
                    invitations::table
                        .filter(invitations::id.eq_any(open.clone()).and(invitations::everywhere_role_id.eq(old))),
                )
                .set(invitations::everywhere_role_id.eq(new))
                .execute(db)?;
                diesel::update(
                    invitation_grants::table
                        .filter(invitation_grants::invitation_id.eq_any(open).and(invitation_grants::role_id.eq(old))),
                )
                .set(invitation_grants::role_id.eq(new))
                .execute(db)?;
            }
            (_, None) => {}
            _ => return Err(unknown()),
        }
        match self.which {
            Which::InChain(id) => {
                diesel::update(chain_roles::table.find(id)).set(chain_roles::deleted_at.eq(clock::now())).execute(db)?
            }
            Which::AtLocations(id) => {
                diesel::update(roles::table.find(id)).set(roles::deleted_at.eq(clock::now())).execute(db)?
            }
        };
        Ok(())
    }
}

fn unknown() -> Error {
    Error::on("replacement", "Choose one of the roles of this chain")
}
