//! Changing what somebody is in a chain and at its locations. All guards are asked here.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::access::{Role, Seats, end_sessions_of_the_homeless, unlink_if_out};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{ChainAccessId, ChainId, LocationId, UserId};
use crate::schema::{chain_accesses, chain_grants};
use crate::users::User;

use super::accesses::ChainAccess;
use super::guards::{may_touch, must_keep_an_owner};
use super::places::Branch;
use super::power::Power;
use super::rights::{EditChainUsers, RemoveChainUsers};
use super::wanted::{Below, Terms, Wanted, changes};
use super::{Chain, May, Party};

impl ChainAccess {
    /// Changes what somebody is. `version` is the one the form was drawn from. What is so already is not written down.
    pub fn change(
        by: &May<EditChainUsers>,
        id: ChainAccessId,
        terms: &Terms,
        version: i64,
        db: &mut Conn,
    ) -> Result<(Self, Vec<Below>)> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let now = Self::find(&by, id, db)?;
        may_touch(&by, &now)?;
        if now.version != version {
            return Err(Error::Conflict(format!(
                "{} changed this, {}. Look again, then save again.",
                now.changed_by,
                clock::brief(now.changed_at, by.chain().main.zone)
            )));
        }
        let wanted = Wanted::of(&by, terms, Some(&now), &branches, db)?;
        if wanted.is_nothing() {
            return Err(nothing());
        }
        if now.is_owner() && !wanted.held.as_ref().is_some_and(|held| held.role.is_owner()) {
            must_keep_an_owner(by.chain().id, now.user, db)?;
        }
        let below = wanted.below(Some(&now), &branches);
        let places: Vec<(LocationId, String)> = below.iter().map(|one| (one.location, one.name.clone())).collect();
        Seats::keep_at(&places, db, |db| now.write(&wanted, by.who(), db))?;
        now.write_down(&*by, Deed::ChainAccessChanged, &wanted, &below, db)?;
        Ok((now, below))
    }

    /// Gives a user whom somebody of the chain knows an access to it, at once: who is a user somewhere in the chain
    /// needs no invitation (rights.md §4).
    pub fn give(by: &May<EditChainUsers>, user: UserId, terms: &Terms, db: &mut Conn) -> Result<Vec<Below>> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let wanted = Wanted::of(&by, terms, None, &branches, db)?;
        if wanted.is_nothing() {
            return Err(nothing());
        }
        let name = User::name_of(user, db)?;
        let below = wanted.below(None, &branches);
        let places: Vec<(LocationId, String)> = below.iter().map(|one| (one.location, one.name.clone())).collect();
        Seats::keep_at(&places, db, |db| Self::let_in(by.chain().id, user, &wanted, by.who(), db))?;
        let changes = changes(None, &wanted, &below);
        activity::record(&by, Entry::new(Deed::ChainAccessGiven, &name).with(changes), db)?;
        tell_below(&*by, &name, &below, db)?;
        Ok(below)
    }

    /// Takes everything away that the chain gives. Rights of their own at locations stay.
    pub fn remove(by: &May<RemoveChainUsers>, id: ChainAccessId, db: &mut Conn) -> Result<Self> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let now = Self::find(&by, id, db)?;
        may_touch(&by, &now)?;
        Wanted::default().is_within(&Power::of(&by, db)?, Some(&now), &branches)?;
        now.end(&*by, Deed::ChainAccessRemoved, &branches, db)?;
        Ok(now)
    }

    /// Ends it, whoever wants that.
    pub(super) fn end(&self, by: &impl Party, deed: Deed, branches: &[Branch], db: &mut Conn) -> Result<()> {
        if self.is_owner() {
            must_keep_an_owner(by.chain().id, self.user, db)?;
        }
        let nothing = Wanted::default();
        let below = nothing.below(Some(self), branches);
        diesel::delete(chain_accesses::table.find(self.id)).execute(db)?;
        self.write_down(by, deed, &nothing, &below, db)?;
        end_sessions_of_the_homeless(self.user, db)
    }

    /// Writes the record itself. Whoever calls has asked the guards; the database refuses a second one.
    pub fn let_in(chain: ChainId, user: UserId, wanted: &Wanted, by: &str, db: &mut Conn) -> Result<()> {
        db.hold_person(user)?;
        User::present(user, db)
            .map_err(|_| Error::Conflict("This person has deleted their account meanwhile.".into()))?;
        let held = wanted.held.as_ref();
        let id: ChainAccessId = diesel::insert_into(chain_accesses::table)
            .values((
                chain_accesses::chain_id.eq(chain),
                chain_accesses::user_id.eq(user),
                chain_accesses::role_id.eq(held.map(|held| held.role.id)),
                chain_accesses::added.eq(held.map(|held| held.added.to_string()).unwrap_or_default()),
                chain_accesses::withheld.eq(held.map(|held| held.withheld.to_string()).unwrap_or_default()),
                chain_accesses::everywhere_role_id.eq(wanted.everywhere.as_ref().map(|role| role.id)),
                chain_accesses::created_at.eq(clock::now()),
                chain_accesses::changed_by.eq(by),
                chain_accesses::changed_at.eq(clock::now()),
            ))
            .returning(chain_accesses::id)
            .get_result(db)
            .on_unique(|| Error::Conflict("This person has access to the chain already.".into()))?;
        grant(id, &wanted.at, by, db)
    }

    pub(super) fn write(&self, wanted: &Wanted, by: &str, db: &mut Conn) -> Result<()> {
        let held = wanted.held.as_ref();
        diesel::update(chain_accesses::table.find(self.id))
            .set((
                chain_accesses::role_id.eq(held.map(|held| held.role.id)),
                chain_accesses::added.eq(held.map(|held| held.added.to_string()).unwrap_or_default()),
                chain_accesses::withheld.eq(held.map(|held| held.withheld.to_string()).unwrap_or_default()),
                chain_accesses::everywhere_role_id.eq(wanted.everywhere.as_ref().map(|role| role.id)),
                chain_accesses::version.eq(self.version + 1),
                chain_accesses::changed_by.eq(by),
                chain_accesses::changed_at.eq(clock::now()),
            ))
            .execute(db)?;
        let is_gone = |(location, role): &(&LocationId, &Role)| wanted.at.get(location) != Some(role);
        let gone: Vec<LocationId> = self.at.iter().filter(is_gone).map(|(location, _)| *location).collect();
        diesel::delete(
            chain_grants::table
                .filter(chain_grants::chain_access_id.eq(self.id).and(chain_grants::location_id.eq_any(gone))),
        )
        .execute(db)?;
        let is_new = |(location, role): &(&LocationId, &Role)| self.at.get(location) != Some(role);
        let new = wanted.at.iter().filter(is_new).map(|(location, role)| (*location, role.clone())).collect();
        grant(self.id, &new, by, db)
    }

    pub(super) fn write_down(
        &self,
        by: &impl Party,
        deed: Deed,
        wanted: &Wanted,
        below: &[Below],
        db: &mut Conn,
    ) -> Result<()> {
        let changes = changes(Some(self), wanted, below);
        if changes.is_empty() && deed == Deed::ChainAccessChanged {
            return Ok(());
        }
        let subject = match deed {
            Deed::ChainLeft | Deed::AccountDeleted => &by.chain().name,
            _ => &self.name,
        };
        activity::record(by, Entry::new(deed, subject).with(changes), db)?;
        for one in below {
            unlink_if_out(one.location, self.user, db)?;
        }
        tell_below(by, &self.name, below, db)
    }
}

fn nothing() -> Error {
    Error::on(
        "everywhere",
        "Give a chain role, or a role at one location at least. To end all of it, remove them from the chain",
    )
}

fn grant(id: ChainAccessId, at: &BTreeMap<LocationId, Role>, by: &str, db: &mut Conn) -> Result<()> {
    for (location, role) in at {
        diesel::insert_into(chain_grants::table)
            .values((
                chain_grants::chain_access_id.eq(id),
                chain_grants::location_id.eq(location),
                chain_grants::role_id.eq(role.id),
                chain_grants::given_by.eq(by),
                chain_grants::given_at.eq(clock::now()),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// Tells it in the log of every location where something becomes different.
fn tell_below(by: &impl Party, name: &str, below: &[Below], db: &mut Conn) -> Result<()> {
    let said = |role: &Option<Role>| role.as_ref().map(|role| role.name.clone()).unwrap_or_default();
    for one in below {
        let what = format!("Role from the chain {}", by.chain().name);
        let entry =
            Entry::new(Deed::GivenByChain, name).with([Change::new(&what, said(&one.before), said(&one.after))]);
        activity::record(&by.at(one.location), entry, db)?;
    }
    Ok(())
}
