//! Positions of a chain: kept in the chain, and mirrored at the locations where they are valid.

use diesel::prelude::*;

use crate::access::Access;
use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainTeam;
use crate::chains::{Branch, Chain, May, Within};
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{ChainId, ChainPositionId, LocationId, PositionId};
use crate::schema::{chain_members, chain_positions, members, positions};
use crate::text::{self, a_few, together};

/// How many holders are named.
const ENOUGH: usize = 5;

/// A position of a chain.
#[derive(Debug, Clone)]
pub struct ChainPosition {
    pub id: ChainPositionId,
    pub title: String,
    pub description: String,
    /// Where it is valid.
    pub places: Vec<LocationId>,
}

/// The same position at a location.
struct Mirror {
    id: PositionId,
    location: LocationId,
}

impl ChainPosition {
    pub fn find(by: &Within, id: ChainPositionId, db: &mut Conn) -> Result<Self> {
        Self::list(by, db)?.into_iter().find(|position| position.id == id).ok_or(Error::NotFound)
    }

    /// Every position of the chain, by title.
    pub fn list(by: &Within, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<(ChainPositionId, String, String)> = chain_positions::table
            .filter(chain_positions::chain_id.eq(by.chain().id))
            .order((chain_positions::title_key, chain_positions::id))
            .select((chain_positions::id, chain_positions::title, chain_positions::description))
            .load(db)?;
        let valid: Vec<(Option<ChainPositionId>, LocationId)> = positions::table
            .inner_join(chain_positions::table)
            .filter(chain_positions::chain_id.eq(by.chain().id))
            .order(positions::location_id)
            .select((positions::chain_position_id, positions::location_id))
            .load(db)?;
        let places = |id| valid.iter().filter(|(one, _)| *one == Some(id)).map(|(_, place)| *place).collect();
        Ok(rows
            .into_iter()
            .map(|(id, title, description)| ChainPosition { places: places(id), id, title, description })
            .collect())
    }

    /// The position at a location: there already, made of one of the same title, or new there.
    pub(super) fn at(id: ChainPositionId, location: LocationId, db: &mut Conn) -> Result<PositionId> {
        let here = positions::table.filter(positions::location_id.eq(location));
        let known: Option<PositionId> =
            here.filter(positions::chain_position_id.eq(id)).select(positions::id).first(db).optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        let (title, key, description): (String, String, String) = chain_positions::table
            .find(id)
            .select((chain_positions::title, chain_positions::title_key, chain_positions::description))
            .first(db)?;
        let own = here.filter(positions::title_key.eq(&key).and(positions::chain_position_id.is_null()));
        let own: Option<PositionId> = own.select(positions::id).first(db).optional()?;
        if let Some(own) = own {
            diesel::update(positions::table.find(own))
                .set((
                    positions::title.eq(&title),
                    positions::description.eq(&description),
                    positions::chain_position_id.eq(id),
                ))
                .execute(db)?;
            return Ok(own);
        }
        diesel::insert_into(positions::table)
            .values((
                positions::location_id.eq(location),
                positions::title.eq(&title),
                positions::title_key.eq(&key),
                positions::description.eq(&description),
                positions::chain_position_id.eq(id),
            ))
            .returning(positions::id)
            .get_result(db)
            .on_unique(|| {
                Error::Conflict(format!("Another chain has a position called {title} at one of the locations."))
            })
    }

    /// The position of a title, made if the chain does not have it yet.
    pub(super) fn titled(chain: ChainId, title: &str, db: &mut Conn) -> Result<ChainPositionId> {
        let key = text::key(title);
        let known = chain_positions::table
            .filter(chain_positions::chain_id.eq(chain).and(chain_positions::title_key.eq(&key)))
            .select(chain_positions::id)
            .first(db)
            .optional()?;
        match known {
            Some(known) => Ok(known),
            None => insert(chain, title, "", db),
        }
    }

    pub fn add(
        by: &May<EditChainTeam>,
        title: &str,
        description: &str,
        places: &[LocationId],
        db: &mut Conn,
    ) -> Result<()> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let id = insert(by.chain().id, title, description, db)?;
        activity::record(&by, Entry::new(Deed::ChainPositionAdded, title), db)?;
        Self::find(&by, id, db)?.place(&by, &branches, places, db).map(drop)
    }

    /// Another title or description, or other locations.
    pub fn change(
        &self,
        by: &May<EditChainTeam>,
        title: &str,
        description: &str,
        places: &[LocationId],
        db: &mut Conn,
    ) -> Result<()> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let old = Self::find(&by, self.id, db)?;
        let key = text::key(title);
        diesel::update(chain_positions::table.find(self.id))
            .set((
                chain_positions::title.eq(title),
                chain_positions::title_key.eq(&key),
                chain_positions::description.eq(description),
            ))
            .execute(db)
            .on_unique(|| taken(title))?;
        let changes = [
            Change::between("Title", &old.title, title),
            Change::between("Description", &old.description, description),
        ];
        let mut changes: Vec<Change> = changes.into_iter().flatten().collect();
        for mirror in old.mirrors(db)? {
            diesel::update(positions::table.find(mirror.id))
                .set((
                    positions::title.eq(title),
                    positions::title_key.eq(&key),
                    positions::description.eq(description),
                ))
                .execute(db)
                .on_unique(|| taken_at(title, mirror.location, &branches))?;
            if !changes.is_empty() {
                let entry = Entry::new(Deed::ChainPositionChanged, title).with(changes.clone());
                activity::record(&by.at(mirror.location), entry, db)?;
            }
        }
        changes.extend(Self::find(&by, self.id, db)?.place(&by, &branches, places, db)?);
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(&by, Entry::new(Deed::ChainPositionChanged, title).with(changes), db)
    }

    fn mirrors(&self, db: &mut Conn) -> Result<Vec<Mirror>> {
        let rows: Vec<(PositionId, LocationId)> = positions::table
            .filter(positions::chain_position_id.eq(self.id))
            .order(positions::location_id)
            .select((positions::id, positions::location_id))
            .load(db)?;
        Ok(rows.into_iter().map(|(id, location)| Mirror { id, location }).collect())
    }

    /// Makes it valid at these locations, and at no others.
    fn place(
        &self,
        by: &May<EditChainTeam>,
        branches: &[Branch],
        wanted: &[LocationId],
        db: &mut Conn,
    ) -> Result<Option<Change>> {
        if wanted.iter().any(|id| branches.iter().all(|branch| branch.id != *id)) {
            return Err(Error::on("location", "Choose only locations of this chain"));
        }
        for branch in branches {
            match (self.places.contains(&branch.id), wanted.contains(&branch.id)) {
                (false, true) => {
                    Self::at(self.id, branch.id, db)?;
                    activity::record(&by.at(branch.id), Entry::new(Deed::ChainPositionAdded, &self.title), db)?;
                }
                (true, false) => self.leave(by, branch, db)?,
                _ => {}
            }
        }
        let named = |places: &[LocationId]| {
            let names = branches.iter().filter(|branch| places.contains(&branch.id)).map(|branch| branch.name.clone());
            together(&names.collect::<Vec<_>>())
        };
        Ok(Change::between("Locations", &named(&self.places), &named(wanted)))
    }

    /// Nobody loses a position silently: where somebody holds it, or rights are about it, it stays.
    fn leave(&self, by: &May<EditChainTeam>, branch: &Branch, db: &mut Conn) -> Result<()> {
        let Some(mirror) = self.mirrors(db)?.into_iter().find(|mirror| mirror.location == branch.id) else {
            return Ok(());
        };
        let holders: Vec<String> = members::table
            .filter(members::position_id.eq(mirror.id))
            .order((members::place, members::id))
            .select(members::name)
            .load(db)?;
        if !holders.is_empty() {
            let why = format!(
                "{} is still the position of {} at {}. Give them another position first",
                self.title,
                a_few(&holders, ENOUGH),
                branch.name
            );
            return Err(Error::on("location", why));
        }
        let pointing = Access::about_position(branch.id, mirror.id, db)?;
        if !pointing.is_empty() {
            let why = format!(
                "Rights of {} at {} are about the position {}. Somebody there has to change those rights first",
                together(&pointing),
                branch.name,
                self.title
            );
            return Err(Error::on("location", why));
        }
        diesel::delete(positions::table.find(mirror.id)).execute(db)?;
        activity::record(&by.at(branch.id), Entry::new(Deed::ChainPositionRemoved, &self.title), db)
    }

    /// Removes a position that nobody holds; else says who does.
    pub fn remove(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<()> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let holders = self.holders(db)?;
        if !holders.is_empty() {
            return Err(Error::Conflict(format!(
                "{} is still the position of {}. Give them another position first.",
                self.title,
                a_few(&holders, ENOUGH)
            )));
        }
        match Self::find(&by, self.id, db)?.place(&by, &branches, &[], db) {
            Err(error @ Error::Invalid(_)) => return Err(Error::Conflict(error.reason()?)),
            other => other?,
        };
        diesel::update(chain_members::table.filter(chain_members::position_id.eq(self.id)))
            .set(chain_members::position_id.eq(None::<ChainPositionId>))
            .execute(db)?;
        diesel::delete(chain_positions::table.find(self.id)).execute(db)?;
        activity::record(&by, Entry::new(Deed::ChainPositionRemoved, &self.title), db)
    }

    /// Who holds it on a card of the chain, by name. Whoever holds it at a location only is named when it matters.
    pub fn holders(&self, db: &mut Conn) -> Result<Vec<String>> {
        Ok(chain_members::table
            .filter(chain_members::position_id.eq(self.id).and(chain_members::deleted_at.is_null()))
            .order((chain_members::name_key, chain_members::id))
            .select(chain_members::name)
            .load(db)?)
    }
}

fn insert(chain: ChainId, title: &str, description: &str, db: &mut Conn) -> Result<ChainPositionId> {
    diesel::insert_into(chain_positions::table)
        .values((
            chain_positions::chain_id.eq(chain),
            chain_positions::title.eq(title),
            chain_positions::title_key.eq(text::key(title)),
            chain_positions::description.eq(description),
        ))
        .returning(chain_positions::id)
        .get_result(db)
        .on_unique(|| taken(title))
}

fn taken(title: &str) -> Error {
    Error::on("title", format!("There is a position called {title} already"))
}

fn taken_at(title: &str, location: LocationId, branches: &[Branch]) -> Error {
    let place = branches.iter().find(|branch| branch.id == location).map(|branch| branch.name.clone());
    let place = place.unwrap_or_default();
    Error::on("title", format!("{place} has a position called {title} of its own. Choose another title"))
}
