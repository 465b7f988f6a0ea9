//! Creating a chain out of locations that are there.

use diesel::prelude::*;

use crate::access::rights::AddToChain;
use crate::access::{Asking, Can, Held, Inside, Key, Right, Role};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainRoleId, LocationId, UserId};
use crate::schema::{chain_accesses, chains};

use super::roles::ChainRole;
use super::{Chain, Within};

impl Chain {
    /// The locations that somebody may make a chain of.
    pub fn possible(by: &Asking, db: &mut Conn) -> Result<Vec<(LocationId, String)>> {
        Held::everywhere(by.user(), Right::AddToChain, db)
    }

    /// Creates a chain of some locations, and makes whoever does it its owner. The right is asked at each of them.
    pub fn found(
        by: &Asking,
        name: &str,
        locations: &[LocationId],
        main: LocationId,
        db: &mut Conn,
    ) -> Result<ChainId> {
        db.hold_all(locations)?;
        let mut agreeing: Vec<Can<AddToChain>> = Vec::new();
        for location in locations {
            let inside = Inside::enter(by.user(), by.origin().clone(), *location, db)
                .map_err(|_| Error::on("location", "Choose only locations of yours"))?;
            match inside.proof() {
                Some(proof) => agreeing.push(proof),
                None => return Err(inside.refusal(AddToChain::RIGHT, db)?),
            }
        }
        if !locations.contains(&main) {
            return Err(Error::on("main", "Choose one of the locations of the chain as its main location"));
        }
        let chain: ChainId = diesel::insert_into(chains::table)
            .values((chains::name.eq(name), chains::main_location_id.eq(main), chains::created_at.eq(clock::now())))
            .returning(chains::id)
            .get_result(db)?;
        let owner = ChainRole::furnish(chain, db)?;
        Role::furnish(chain, db)?;
        let founded = Chain::find(chain, db)?;
        for location in locations {
            founded.join(*location, db)?;
        }
        own(chain, by.user(), owner, by.who(), db)?;
        let within = Within::enter(by.user(), by.origin().clone(), chain, db)?;
        let names: Vec<String> = agreeing.iter().map(|one| one.location().name.clone()).collect();
        let change = Change::new("Locations", "", names.join(", "));
        activity::record(&within, Entry::new(Deed::ChainFounded, name).with([change]), db)?;
        for location in &agreeing {
            activity::record(location, Entry::new(Deed::JoinedChain, name), db)?;
        }
        Ok(chain)
    }
}

fn own(chain: ChainId, user: UserId, role: ChainRoleId, by: &str, db: &mut Conn) -> Result<()> {
    diesel::insert_into(chain_accesses::table)
        .values((
            chain_accesses::chain_id.eq(chain),
            chain_accesses::user_id.eq(user),
            chain_accesses::role_id.eq(role),
            chain_accesses::created_at.eq(clock::now()),
            chain_accesses::changed_by.eq(by),
            chain_accesses::changed_at.eq(clock::now()),
        ))
        .execute(db)?;
    Ok(())
}
