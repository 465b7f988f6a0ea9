//! Where an invitation leads: a location or a chain, and what letters and pages have to know of it.

use std::collections::HashMap;

use crate::access::Access;
use crate::activity::Origin;
use crate::chains::{Branch, Chain, ChainAccess, Within};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{Place, UserId};
use crate::locations::Location;

/// A location or a chain that takes people in.
#[derive(Debug, Clone)]
pub struct Host {
    pub place: Place,
    pub name: String,
    /// Whose time zone, language, country, channels and length of links count: a chain has those of its main location.
    pub main: Location,
}

impl Host {
    /// `NotFound` for a chain that is deleted.
    pub fn find(place: Place, db: &mut Conn) -> Result<Self> {
        Ok(match place {
            Place::Location(id) => Location::find(id, db)?.into(),
            Place::Chain(id) => Chain::find(id, db)?.into(),
        })
    }

    /// The same for whoever wants to come in: a location that is closed is as good as none (cases E15).
    pub fn open(place: Place, db: &mut Conn) -> Result<Self> {
        if let Place::Location(id) = place
            && Location::closed_at(id, db)?.is_some()
        {
            return Err(Error::NotFound);
        }
        Self::find(place, db)
    }

    /// Several of them: a chain that is deleted is left out.
    pub fn some(places: &[Place], db: &mut Conn) -> Result<HashMap<Place, Self>> {
        let (locations, chains): (Vec<_>, Vec<_>) = (
            places.iter().filter_map(|place| place.location()).collect(),
            places.iter().filter_map(|place| place.chain()).collect(),
        );
        let mut hosts: Vec<Host> = Location::some(&locations, db)?.into_iter().map(Host::from).collect();
        if !chains.is_empty() {
            hosts.extend(Chain::some(&chains, db)?.into_iter().map(Host::from));
        }
        Ok(hosts.into_iter().map(|host| (host.place, host)).collect())
    }

    pub fn is_chain(&self) -> bool {
        self.place.chain().is_some()
    }

    /// How a sentence calls it.
    pub fn called(&self) -> String {
        if self.is_chain() { format!("the chain {}", self.name) } else { self.name.clone() }
    }

    /// Whether a user is in already.
    pub fn has(&self, user: UserId, db: &mut Conn) -> Result<bool> {
        is_in(self.place, user, db)
    }
}

/// Whether a user has an access of this place.
pub fn is_in(place: Place, user: UserId, db: &mut Conn) -> Result<bool> {
    match place {
        Place::Location(id) => Access::exists(id, user, db),
        Place::Chain(id) => ChainAccess::exists(id, user, db),
    }
}

/// Where somebody goes who is in now: to the location; to the chain, or to the first location where it gives a role.
pub fn first_page(place: Place, user: UserId, db: &mut Conn) -> Result<String> {
    let Place::Chain(chain) = place else { return Ok(place.to_string()) };
    match Within::enter(user, Origin::default(), chain, db) {
        Ok(_) => return Ok(place.to_string()),
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    let Some(access) = ChainAccess::of(chain, user, db)? else { return Ok("/locations".into()) };
    let mut open = Branch::list(chain, db)?.into_iter().filter(|branch| !branch.is_closed);
    let first = open.find(|branch| access.role_at(branch.id).is_some());
    Ok(first.map_or_else(|| "/locations".to_owned(), |branch| Place::from(branch.id).to_string()))
}

/// Holds it, and for a chain all of its locations, in an order that is the same for everybody.
pub(super) fn hold(place: Place, db: &mut Conn) -> Result<()> {
    match place {
        Place::Location(id) => db.hold(id),
        Place::Chain(id) => Chain::hold_all(id, db).map(drop),
    }
}

impl From<Location> for Host {
    fn from(location: Location) -> Self {
        Host { place: location.id.into(), name: location.name.clone(), main: location }
    }
}

impl From<Chain> for Host {
    fn from(chain: Chain) -> Self {
        Host { place: chain.id.into(), name: chain.name, main: chain.main }
    }
}
