//! Positions: how a location groups its team.

use diesel::dsl::{count, max};
use diesel::prelude::*;

use crate::access::rights::EditPositions;
use crate::access::{Access, Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::db::Conn;
use crate::error::{Error, OnUnique, Result};
use crate::id::PositionId;
use crate::schema::{chain_positions, chains, members, positions};
use crate::text::{self, together};

/// Stylist, Cardiologist, Front desk.
#[derive(Debug, Clone)]
pub struct Position {
    pub id: PositionId,
    pub title: String,
    pub description: String,
    pub holders: i64,
    /// The chain in which it is kept, if it is not kept here.
    pub chain: Option<String>,
}

impl Position {
    pub fn find(by: &Inside, id: PositionId, db: &mut Conn) -> Result<Self> {
        let (title, description, chain): (String, String, Option<String>) = positions::table
            .left_join(chain_positions::table)
            .left_join(chains::table.on(chains::id.eq(chain_positions::chain_id)))
            .filter(positions::location_id.eq(by.location().id).and(positions::id.eq(id)))
            .select((positions::title, positions::description, chains::name.nullable()))
            .first(db)?;
        let holders = members::table.filter(members::position_id.eq(id)).count().get_result(db)?;
        Ok(Position { id, title, description, holders, chain })
    }

    /// Every position of the location, by title.
    pub fn list(by: &Inside, db: &mut Conn) -> Result<Vec<Self>> {
        type Row = (PositionId, String, String, Option<String>, i64);
        let rows: Vec<Row> = positions::table
            .left_join(members::table)
            .left_join(chain_positions::table)
            .left_join(chains::table.on(chains::id.eq(chain_positions::chain_id)))
            .filter(positions::location_id.eq(by.location().id))
            .group_by((positions::id, positions::title, positions::description, positions::title_key))
            .order((positions::title_key, positions::id))
            .select((
                positions::id,
                positions::title,
                positions::description,
                max(chains::name.nullable()),
                count(members::id.nullable()),
            ))
            .load(db)?;
        let position =
            |(id, title, description, chain, holders): Row| Position { id, title, description, holders, chain };
        Ok(rows.into_iter().map(position).collect())
    }

    /// A position of a chain is changed and deleted in the chain only.
    fn must_be_kept_here(&self) -> Result<()> {
        match &self.chain {
            Some(chain) => Err(Error::refused(format!(
                "{} is a position of the chain {chain}, which is changed in the chain only.",
                self.title
            ))),
            None => Ok(()),
        }
    }

    /// Every position by title, without counting who holds it: for choosing one.
    pub fn titles(by: &Inside, db: &mut Conn) -> Result<Vec<(PositionId, String)>> {
        Ok(positions::table
            .filter(positions::location_id.eq(by.location().id))
            .order((positions::title_key, positions::id))
            .select((positions::id, positions::title))
            .load(db)?)
    }

    pub fn add(by: &Can<EditPositions>, title: &str, description: &str, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        diesel::insert_into(positions::table)
            .values((
                positions::location_id.eq(by.location().id),
                positions::title.eq(title),
                positions::title_key.eq(text::key(title)),
                positions::description.eq(description),
            ))
            .execute(db)
            .on_unique(|| taken(title))?;
        activity::record(by, Entry::new(Deed::PositionAdded, title), db)
    }

    pub fn change(&self, by: &Can<EditPositions>, title: &str, description: &str, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be_kept_here()?;
        diesel::update(positions::table.find(self.id))
            .set((
                positions::title.eq(title),
                positions::title_key.eq(text::key(title)),
                positions::description.eq(description),
            ))
            .execute(db)
            .on_unique(|| taken(title))?;
        let changes = [
            Change::between("Title", &self.title, title),
            Change::between("Description", &self.description, description),
        ];
        activity::record(by, Entry::new(Deed::PositionChanged, title).with(changes.into_iter().flatten()), db)
    }

    /// Removes a position that nobody holds; else says who does.
    pub fn remove(&self, by: &Can<EditPositions>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be_kept_here()?;
        let holders = self.holders(by, db)?;
        if !holders.is_empty() {
            return Err(Error::Conflict(format!(
                "{} is still the position of {}. Give them another position first.",
                self.title,
                holders.join(", ")
            )));
        }
        let pointing = Access::about_position(by.location().id, self.id, db)?;
        if !pointing.is_empty() {
            return Err(Error::Conflict(format!(
                "Rights of {} are about the position {}. Change those rights first.",
                together(&pointing),
                self.title
            )));
        }
        diesel::delete(positions::table.find(self.id)).execute(db)?;
        activity::record(by, Entry::new(Deed::PositionRemoved, &self.title), db)
    }

    /// The names of those who hold it, dismissed and deleted ones too.
    pub fn holders(&self, by: &Inside, db: &mut Conn) -> Result<Vec<String>> {
        Ok(members::table
            .filter(members::location_id.eq(by.location().id).and(members::position_id.eq(self.id)))
            .order((members::place, members::id))
            .select(members::name)
            .load(db)?)
    }
}

fn taken(title: &str) -> Error {
    Error::on("title", format!("There is a position called {title} already"))
}
