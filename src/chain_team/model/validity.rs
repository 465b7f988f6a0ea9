//! Adding, changing and removing positions of a chain, and saying where they are valid.

use diesel::prelude::*;

use crate::access::Access;
use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainTeam;
use crate::chains::{Branch, Chain, May};
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{ChainPositionId, LocationId, PositionId};
use crate::schema::{chain_members, chain_positions, members, positions};
use crate::text::{self, a_few, together};

use super::ChainPosition;
use super::positions::{insert, taken};

/// How many holders are named.
const ENOUGH: usize = 5;

/// The same position at a location.
struct Mirror {
    id: PositionId,
    location: LocationId,
}

impl ChainPosition {
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
}

fn taken_at(title: &str, location: LocationId, branches: &[Branch]) -> Error {
    let place = branches.iter().find(|branch| branch.id == location).map(|branch| branch.name.clone());
    let place = place.unwrap_or_default();
    Error::on("title", format!("{place} has a position called {title} of its own. Choose another title"))
}
