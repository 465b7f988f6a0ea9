//! What an invitation offers: a role at a location, or what somebody is to be in a chain and at its locations.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;

use crate::access::Role;
use crate::chains::{ChainHeld, ChainRole, Terms, Wanted};
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainRoleId, LocationId, RoleId};
use crate::outbox::RolePart;
use crate::schema::{chain_locations, locations};

use super::Invitation;

/// What is offered, by its numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Gives {
    /// A role at a location.
    Role(RoleId),
    /// A chain role, roles at locations of the chain, or both.
    InChain(Terms),
}

impl Gives {
    /// Whether it is this role at a location.
    pub fn is(&self, role: RoleId) -> bool {
        *self == Gives::Role(role)
    }

    /// The role, where it is one at a location.
    pub fn role(&self) -> Option<RoleId> {
        match self {
            Gives::Role(role) => Some(*role),
            Gives::InChain(_) => None,
        }
    }

    /// Nothing, where it is a role at a location.
    pub(super) fn in_chain(&self) -> Terms {
        match self {
            Gives::Role(_) => Terms::default(),
            Gives::InChain(terms) => terms.clone(),
        }
    }
}

/// The same, looked up.
#[derive(Debug, Clone)]
pub struct Promise {
    pub what: What,
    /// Whether all of it could still be given: no role is deleted, no location has closed or left.
    pub is_there: bool,
}

/// What is promised.
#[derive(Debug, Clone)]
pub enum What {
    Role(Role),
    InChain { chain: ChainId, wanted: Wanted, places: BTreeMap<LocationId, String> },
}

impl Promise {
    pub fn role(role: Role) -> Self {
        Promise { what: What::Role(role), is_there: true }
    }

    /// In words: `Receptionist`, or `Chain viewer, Receptionist at Harbour`.
    pub fn words(&self) -> String {
        match &self.what {
            What::Role(role) => role.name.clone(),
            What::InChain { wanted, places, .. } => {
                let held = wanted.held.iter().map(|held| held.role.name.clone());
                let everywhere = wanted.everywhere.iter().map(|role| format!("{} at all locations", role.name));
                let at =
                    wanted.at.iter().map(|(place, role)| format!("{} at {}", role.name, place_name(places, *place)));
                held.chain(everywhere).chain(at).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// For a letter, which says it in the language of the reader.
    pub fn parts(&self) -> Vec<RolePart<'_>> {
        match &self.what {
            What::Role(role) => vec![RolePart::Role(role)],
            What::InChain { wanted, places, .. } => {
                let held = wanted.held.iter().map(|held| RolePart::OfChain(&held.role));
                let everywhere = wanted.everywhere.iter().map(RolePart::Everywhere);
                let at = wanted.at.iter().map(|(place, role)| RolePart::At(place_name(places, *place), role));
                held.chain(everywhere).chain(at).collect()
            }
        }
    }
}

fn place_name(places: &BTreeMap<LocationId, String>, place: LocationId) -> &str {
    places.get(&place).map_or("a location that has left", String::as_str)
}

/// Everything that looking up the offers of some invitations takes, read at once.
pub struct Promises {
    roles: HashMap<RoleId, (Role, bool)>,
    chain_roles: HashMap<ChainRoleId, (ChainRole, bool)>,
    places: BTreeMap<LocationId, String>,
    /// Which open locations belong to which chains.
    members: HashSet<(ChainId, LocationId)>,
}

impl Promises {
    /// One statement for locations and three more for chains, however many invitations there are.
    pub fn of<'a>(invitations: impl IntoIterator<Item = &'a Invitation>, db: &mut Conn) -> Result<Self> {
        let (mut roles, mut terms) = (Vec::new(), Vec::new());
        for invitation in invitations {
            match &invitation.gives {
                Gives::Role(role) => roles.push(*role),
                Gives::InChain(own) => terms.push(own),
            }
        }
        roles.extend(terms.iter().flat_map(|terms| terms.everywhere.iter().chain(terms.at.values())));
        let by_id = |(role, is_there): (Role, bool)| (role.id, (role, is_there));
        let roles = Role::some(&roles, db)?.into_iter().map(by_id).collect();
        let mut promises =
            Promises { roles, chain_roles: HashMap::new(), places: BTreeMap::new(), members: HashSet::new() };
        if !terms.is_empty() {
            promises.look_up_chains(&terms, db)?;
        }
        Ok(promises)
    }

    fn look_up_chains(&mut self, terms: &[&Terms], db: &mut Conn) -> Result<()> {
        let chain_roles: Vec<ChainRoleId> =
            terms.iter().filter_map(|terms| terms.role.as_ref().map(|(role, _)| *role)).collect();
        let chosen: Vec<LocationId> = terms.iter().flat_map(|terms| terms.at.keys().copied()).collect();
        let by_id = |(role, is_there): (ChainRole, bool)| (role.id, (role, is_there));
        self.chain_roles = ChainRole::some(&chain_roles, db)?.into_iter().map(by_id).collect();
        let names: Vec<(LocationId, String)> =
            locations::table.filter(among(locations::id, &chosen)).select((locations::id, locations::name)).load(db)?;
        self.places = names.into_iter().collect();
        let members: Vec<(ChainId, LocationId)> = chain_locations::table
            .inner_join(locations::table)
            .filter(among(chain_locations::location_id, &chosen).and(locations::closed_at.is_null()))
            .select((chain_locations::chain_id, chain_locations::location_id))
            .load(db)?;
        self.members = members.into_iter().collect();
        Ok(())
    }

    /// What one of them offers.
    pub fn to(&self, invitation: &Invitation) -> Result<Promise> {
        let mut is_there = true;
        let mut role = |id: &RoleId| {
            let (role, lives) = self.roles.get(id).ok_or(Error::NotFound)?;
            is_there &= lives;
            Ok::<Role, Error>(role.clone())
        };
        let what = match &invitation.gives {
            Gives::Role(id) => What::Role(role(id)?),
            Gives::InChain(terms) => {
                let everywhere = terms.everywhere.as_ref().map(&mut role).transpose()?;
                let mut at = BTreeMap::new();
                for (place, id) in &terms.at {
                    at.insert(*place, role(id)?);
                }
                let chain = invitation.place.chain().ok_or(Error::NotFound)?;
                is_there &= at.keys().all(|place| self.members.contains(&(chain, *place)));
                let held = match &terms.role {
                    Some((id, _)) => {
                        let (role, lives) = self.chain_roles.get(id).ok_or(Error::NotFound)?;
                        is_there &= lives;
                        Some(ChainHeld::of(role.clone(), role.rights))
                    }
                    None => None,
                };
                let mut places = self.places.clone();
                places.retain(|place, _| terms.at.contains_key(place));
                What::InChain { chain, wanted: Wanted { held, everywhere, at }, places }
            }
        };
        Ok(Promise { what, is_there })
    }
}

impl Invitation {
    /// What it offers: also a role that is deleted.
    pub fn promise(&self, db: &mut Conn) -> Result<Promise> {
        Promises::of([self], db)?.to(self)
    }
}
