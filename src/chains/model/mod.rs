//! Chains as they are kept: several locations run together.

mod accesses;
mod catalogue;
mod changing;
mod copying;
mod duties;
mod ending;
mod figures;
mod foresight;
mod founding;
mod givers;
mod guards;
mod leaving;
mod list;
mod parting;
mod parties;
mod people;
mod person;
mod places;
mod posts;
mod power;
pub mod rights;
mod roles;
mod shaping;
mod shifting;
mod striking;
mod switcher;
mod wanted;
mod within;

use diesel::prelude::*;

use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{ChainId, LocationId};
use crate::locations::{self, Location};
use crate::schema::{chains, locations as places_table};

pub use accesses::{ChainAccess, ChainHeld};

pub use catalogue::catalogue;
pub use duties::Duty;
pub use ending::{Deleted, Loss};
pub use figures::{DAYS, Figures};
pub use foresight::Moment;
pub use givers::Giver;
pub use guards::{can_give_role, can_touch, may_give_role, may_touch};
pub use list::{Given, Listed};
pub use parties::Party;
pub use people::{People, Somebody};
pub use person::Person;
pub use places::Branch;
pub use posts::{Grip, Post, Which};
pub use power::Power;
pub use rights::{ChainKey, ChainRight, ChainRights, ChainSection};
pub use roles::ChainRole;
pub use shaping::Draft;
pub use shifting::Shifted;
pub use switcher::Switcher;
pub use wanted::{Below, Terms, Wanted, changes};
pub use within::{May, Within};

/// A chain, as every page of it needs it.
#[derive(Debug, Clone)]
pub struct Chain {
    pub id: ChainId,
    pub name: String,
    /// Whose zone, currency and language the pages of the chain have.
    pub main: Location,
    pub version: i64,
}

type Row = (ChainId, String, i64, locations::Row);

#[diesel::dsl::auto_type]
fn living() -> _ {
    chains::table.inner_join(places_table::table).filter(chains::deleted_at.is_null())
}

impl Chain {
    fn stored((id, name, version, main): Row) -> Result<Self> {
        Ok(Chain { id, name, version, main: Location::stored(main)? })
    }

    /// A chain that is there, or `NotFound`: a deleted one is as good as none.
    pub fn find(id: ChainId, db: &mut Conn) -> Result<Self> {
        let row: Row = living()
            .filter(chains::id.eq(id))
            .select((chains::id, chains::name, chains::version, Location::columns()))
            .first(db)?;
        Self::stored(row)
    }

    /// Several chains that are there.
    pub fn some(ids: &[ChainId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = living()
            .filter(among(chains::id, ids))
            .select((chains::id, chains::name, chains::version, Location::columns()))
            .load(db)?;
        rows.into_iter().map(Self::stored).collect()
    }

    /// A chain to which a location belongs, or `NotFound`.
    pub fn with_location(id: ChainId, location: LocationId, db: &mut Conn) -> Result<Self> {
        Branch::find(id, location, db)?;
        Self::find(id, db)
    }

    /// The chains whose main location this is, by name.
    pub fn with_main(location: LocationId, db: &mut Conn) -> Result<Vec<String>> {
        Ok(chains::table
            .filter(chains::main_location_id.eq(location).and(chains::deleted_at.is_null()))
            .order((chains::name, chains::id))
            .select(chains::name)
            .load(db)?)
    }

    /// The chains that a location belongs to, by name.
    pub fn of_location(location: LocationId, db: &mut Conn) -> Result<Vec<(ChainId, String)>> {
        use crate::schema::chain_locations;
        Ok(chains::table
            .inner_join(chain_locations::table)
            .filter(chain_locations::location_id.eq(location).and(chains::deleted_at.is_null()))
            .order((chains::name, chains::id))
            .select((chains::id, chains::name))
            .load(db)?)
    }
}
