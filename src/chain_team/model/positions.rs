//! Positions of a chain: kept in the chain, and mirrored at the locations where they are valid.

use diesel::prelude::*;

use crate::chains::Within;
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::{ChainId, ChainPositionId, LocationId, PositionId};
use crate::schema::{chain_members, chain_positions, positions};
use crate::text;

/// A position of a chain.
#[derive(Debug, Clone)]
pub struct ChainPosition {
    pub id: ChainPositionId,
    pub title: String,
    pub description: String,
    /// Where it is valid.
    pub places: Vec<LocationId>,
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
        let own = own.select((positions::id, positions::description)).first::<(PositionId, String)>(db).optional()?;
        if let Some((own, said)) = own {
            diesel::update(positions::table.find(own))
                .set((positions::title.eq(&title), positions::chain_position_id.eq(id)))
                .execute(db)?;
            describe(id, if description.is_empty() { &said } else { &description }, db)?;
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

    /// Who holds it on a card of the chain, by name. Whoever holds it at a location only is named when it matters.
    pub fn holders(&self, db: &mut Conn) -> Result<Vec<String>> {
        Ok(chain_members::table
            .filter(chain_members::position_id.eq(self.id).and(chain_members::deleted_at.is_null()))
            .order((chain_members::name_key, chain_members::id))
            .select(chain_members::name)
            .load(db)?)
    }
}

pub(super) fn insert(chain: ChainId, title: &str, description: &str, db: &mut Conn) -> Result<ChainPositionId> {
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

/// What a position means, in the chain and wherever it is valid.
fn describe(id: ChainPositionId, description: &str, db: &mut Conn) -> Result<()> {
    diesel::update(chain_positions::table.find(id)).set(chain_positions::description.eq(description)).execute(db)?;
    diesel::update(positions::table.filter(positions::chain_position_id.eq(id)))
        .set(positions::description.eq(description))
        .execute(db)?;
    Ok(())
}

pub(super) fn taken(title: &str) -> Error {
    Error::on("title", format!("There is a position called {title} already"))
}
