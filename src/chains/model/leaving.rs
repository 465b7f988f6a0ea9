//! Leaving a chain by oneself, alone or with one's whole account (cases G3, G5, G8 and H23).

use diesel::prelude::*;

use crate::access::Asking;
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainAccessId, ChainId, LocationId, UserId};
use crate::schema::{chain_accesses, chain_locations, chain_roles};

use super::accesses::ChainAccess;
use super::guards::other_owners;
use super::parties::{Leaver, Party};
use super::{Chain, ChainRole};

impl Chain {
    /// Leaves a chain: everything that it gives is gone at once. An owner may hand it over in the same step.
    pub fn leave(by: &Asking, chain: ChainId, heir: Option<ChainAccessId>, db: &mut Conn) -> Result<()> {
        Self::leave_as(by, chain, heir, Deed::ChainLeft, db)
    }

    /// Gives up everything in a chain with the whole account.
    pub fn leave_with_account(by: &Asking, chain: ChainId, db: &mut Conn) -> Result<()> {
        Self::leave_as(by, chain, None, Deed::AccountDeleted, db)
    }

    fn leave_as(by: &Asking, id: ChainId, heir: Option<ChainAccessId>, deed: Deed, db: &mut Conn) -> Result<()> {
        let branches = Self::hold_all(id, db)?;
        let chain = Chain::find(id, db)?;
        let own = ChainAccess::of(id, by.user(), db)?.ok_or(Error::NotFound)?;
        let role = own.held.as_ref().map(|held| held.role.name.clone()).unwrap_or_default();
        let leaver = Leaver { asking: by, chain, role };
        if let Some(heir) = heir {
            own.hand_over(&leaver, heir, db)?;
        }
        own.end(&leaver, deed, &branches, db)
    }

    /// Whether somebody owns a chain, and nobody else does.
    pub fn is_last_owner(chain: ChainId, user: UserId, db: &mut Conn) -> Result<bool> {
        let own = ChainAccess::of(chain, user, db)?;
        Ok(own.is_some_and(|own| own.is_owner()) && other_owners(chain, user, db)? == 0)
    }

    /// The living chains that give something to somebody, and all of their locations.
    pub fn all_of(user: UserId, db: &mut Conn) -> Result<(Vec<ChainId>, Vec<LocationId>)> {
        use crate::schema::chains;
        let mut chains: Vec<ChainId> = chain_accesses::table
            .inner_join(chains::table)
            .filter(chain_accesses::user_id.eq(user).and(chains::deleted_at.is_null()))
            .select(chains::id)
            .load(db)?;
        chains.sort();
        let locations = chain_locations::table
            .filter(chain_locations::chain_id.eq_any(chains.clone()))
            .select(chain_locations::location_id)
            .load(db)?;
        Ok((chains, locations))
    }

    /// Nothing of a deleted chain comes back for somebody whose account is deleted.
    pub fn forget(user: UserId, db: &mut Conn) -> Result<()> {
        diesel::delete(chain_accesses::table.filter(chain_accesses::user_id.eq(user))).execute(db)?;
        Ok(())
    }
}

impl ChainAccess {
    /// Only owners make owners: whoever leaves may choose who owns the chain afterwards.
    fn hand_over(&self, by: &Leaver<'_>, heir: ChainAccessId, db: &mut Conn) -> Result<()> {
        let unknown = || Error::on("heir", "Choose one of the people of this chain");
        let all = Self::all(by.chain().id, db)?;
        let heir = all.into_iter().find(|other| other.id == heir && other.user != self.user).ok_or_else(unknown)?;
        if !self.is_owner() {
            return Err(Error::refused("Only an owner of the chain can make someone an owner of it."));
        }
        if heir.is_owner() {
            return Ok(());
        }
        let owner = ChainRole::of_owners(by.chain().id, db)?;
        diesel::update(chain_accesses::table.find(heir.id))
            .set((
                chain_accesses::role_id.eq(owner.id),
                chain_accesses::added.eq(""),
                chain_accesses::withheld.eq(""),
                chain_accesses::version.eq(heir.version + 1),
                chain_accesses::changed_by.eq(activity::Actor::name(by)),
                chain_accesses::changed_at.eq(clock::now()),
            ))
            .execute(db)?;
        let change = Change::new("Chain role", heir.held.as_ref().map_or("", |held| &held.role.name), &owner.name);
        activity::record(by, Entry::new(Deed::ChainAccessChanged, &heir.name).with([change]), db)
    }
}

impl ChainRole {
    /// The role of the owners of a chain.
    fn of_owners(chain: ChainId, db: &mut Conn) -> Result<Self> {
        let row = chain_roles::table.filter(chain_roles::chain_id.eq(chain).and(chain_roles::template.eq("owner")));
        Ok(Self::from(row.select(Self::COLUMNS).first::<super::roles::Row>(db)?))
    }
}
