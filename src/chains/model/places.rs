//! The locations of a chain: their order, the main one, and how one joins and leaves.

use diesel::prelude::*;

use crate::access::rights::AddToChain;
use crate::access::{Can, Held, Right, Seats};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, LocationId};
use crate::locations::Subscription;
use crate::schema::{chain_accesses, chain_grants, chain_locations, chains, locations};

use super::ending::end_below;
use super::rights::EditChain;
use super::{Chain, May};

/// A location of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub id: LocationId,
    pub name: String,
    pub address: String,
    /// Nobody can enter it now.
    pub is_closed: bool,
}

impl Branch {
    /// The locations of a chain, in its order.
    pub fn list(chain: ChainId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<(LocationId, String, String, bool)> = chain_locations::table
            .inner_join(locations::table)
            .filter(chain_locations::chain_id.eq(chain))
            .order((chain_locations::place, locations::id))
            .select((locations::id, locations::name, locations::address, locations::closed_at.is_not_null()))
            .load(db)?;
        let branch = |(id, name, address, is_closed)| Branch { id, name, address, is_closed };
        Ok(rows.into_iter().map(branch).collect())
    }

    /// One of them, or `NotFound`.
    pub fn find(chain: ChainId, id: LocationId, db: &mut Conn) -> Result<Self> {
        Self::list(chain, db)?.into_iter().find(|branch| branch.id == id).ok_or(Error::NotFound)
    }
}

impl Chain {
    /// Holds the chain and all of its locations, in an order that is the same for everybody, and returns them.
    pub(crate) fn hold_all(chain: ChainId, db: &mut Conn) -> Result<Vec<Branch>> {
        db.hold(chain)?;
        let branches = Branch::list(chain, db)?;
        db.hold_all(&branches.iter().map(|branch| branch.id).collect::<Vec<_>>())?;
        Ok(branches)
    }

    /// The locations of a chain whose subscription is active and paid (domain.md §3): nobody is invited without one.
    pub fn paying(chain: ChainId, db: &mut Conn) -> Result<Vec<Branch>> {
        let mut open = Branch::list(chain, db)?;
        open.retain(|branch| !branch.is_closed);
        let paid = Subscription::of(&open.iter().map(|branch| branch.id).collect::<Vec<_>>(), db)?;
        open.retain(|branch| paid.get(&branch.id).is_some_and(Subscription::is_running));
        Ok(open)
    }

    /// Adds a location: that takes the chain's settings right and the location's right to be added to a chain. Whoever
    /// is something at all locations of the chain is that there too, from the next click on.
    pub fn add(by: &May<EditChain>, location: &Can<AddToChain>, db: &mut Conn) -> Result<()> {
        let here = location.location().id;
        Self::hold_all(by.chain().id, db)?;
        db.hold(here)?;
        let (by, location) = (by.still(db)?, location.still(db)?);
        let name = &location.location().name;
        if Branch::list(by.chain().id, db)?.iter().any(|branch| branch.id == here) {
            return Err(Error::Conflict(format!("{name} belongs to the chain already.")));
        }
        Seats::keep_at(&[(here, name.clone())], db, |db| by.chain().join(here, db))?;
        activity::record(
            &by,
            Entry::new(Deed::JoinedChain, &by.chain().name).with([Change::new("Location", "", name)]),
            db,
        )?;
        activity::record(&location, Entry::new(Deed::JoinedChain, &by.chain().name), db)
    }

    pub(super) fn join(&self, location: LocationId, db: &mut Conn) -> Result<()> {
        let last: Option<i64> = chain_locations::table
            .filter(chain_locations::chain_id.eq(self.id))
            .select(diesel::dsl::max(chain_locations::place))
            .first(db)?;
        diesel::insert_into(chain_locations::table)
            .values((
                chain_locations::chain_id.eq(self.id),
                chain_locations::location_id.eq(location),
                chain_locations::place.eq(last.map_or(0, |last| last + 1)),
                chain_locations::added_at.eq(clock::now()),
            ))
            .execute(db)?;
        Ok(())
    }

    /// Takes a location out. What came from the chain is gone there at once; what is the location's own stays (cases H20).
    pub fn take_out(by: &May<EditChain>, location: LocationId, db: &mut Conn) -> Result<Branch> {
        Self::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let branch = by.chain().part_with(location, db)?;
        let left = || Entry::new(Deed::LeftChain, &by.chain().name);
        activity::record(&by, left().with([Change::new("Location", &branch.name, "")]), db)?;
        activity::record(&by.at(location), left(), db)?;
        Ok(branch)
    }

    /// The same, decided at the location: nobody keeps it in a chain against its will.
    pub fn withdraw(by: &Can<AddToChain>, chain: ChainId, db: &mut Conn) -> Result<Chain> {
        let here = by.location().id;
        Self::hold_all(chain, db)?;
        let by = by.still(db)?;
        let chain = Chain::find(chain, db)?;
        chain.part_with(here, db)?;
        activity::record(&by, Entry::new(Deed::LeftChain, &chain.name), db)?;
        let change = Change::new("Location", &by.location().name, "");
        activity::record(&by.told_in(chain.id), Entry::new(Deed::LeftChain, &chain.name).with([change]), db)?;
        Ok(chain)
    }

    fn part_with(&self, location: LocationId, db: &mut Conn) -> Result<Branch> {
        let branch = Branch::find(self.id, location, db)?;
        if location == self.main.id {
            return Err(Error::Conflict(format!(
                "{} is the main location of {}. Choose another main location first, or delete the chain.",
                branch.name, self.name
            )));
        }
        let users = self.users_below(location, db)?;
        diesel::delete(
            chain_locations::table
                .filter(chain_locations::chain_id.eq(self.id).and(chain_locations::location_id.eq(location))),
        )
        .execute(db)?;
        let accesses = chain_accesses::table.filter(chain_accesses::chain_id.eq(self.id)).select(chain_accesses::id);
        diesel::delete(
            chain_grants::table
                .filter(chain_grants::location_id.eq(location).and(chain_grants::chain_access_id.eq_any(accesses))),
        )
        .execute(db)?;
        self.let_cards_go(location, db)?;
        end_below(location, &users, db)?;
        Ok(branch)
    }

    /// Puts the locations into another order.
    pub fn arrange(by: &May<EditChain>, order: &[LocationId], db: &mut Conn) -> Result<()> {
        db.hold(by.chain().id)?;
        let by = by.still(db)?;
        let before = Branch::list(by.chain().id, db)?;
        let place = |branch: &Branch| order.iter().position(|id| *id == branch.id).unwrap_or(usize::MAX);
        let mut after = before.clone();
        after.sort_by_key(place);
        if after == before {
            return Ok(());
        }
        for (place, branch) in after.iter().enumerate() {
            diesel::update(chain_locations::table)
                .filter(chain_locations::chain_id.eq(by.chain().id).and(chain_locations::location_id.eq(branch.id)))
                .set(chain_locations::place.eq(place as i64))
                .execute(db)?;
        }
        let said =
            |branches: &[Branch]| branches.iter().map(|branch| branch.name.as_str()).collect::<Vec<_>>().join(", ");
        let change = Change::new("Order", said(&before), said(&after));
        activity::record(&by, Entry::new(Deed::ChainArranged, &by.chain().name).with([change]), db)
    }

    /// Another name, or another main location. `version` is the one the form was drawn from.
    pub fn change(by: &May<EditChain>, name: &str, main: LocationId, version: i64, db: &mut Conn) -> Result<()> {
        db.hold(by.chain().id)?;
        let by = by.still(db)?;
        let old = by.chain();
        if old.version != version {
            return Err(Error::Conflict(format!(
                "Somebody else changed the chain meanwhile: it is called {}, and its main location is {}.",
                old.name, old.main.name
            )));
        }
        let branch = Branch::find(old.id, main, db)
            .map_err(|_| Error::on("main", "Choose one of the locations of this chain"))?;
        if branch.is_closed {
            return Err(Error::on("main", format!("{} is closed. Choose a location that is open", branch.name)));
        }
        diesel::update(chains::table.find(old.id))
            .set((chains::name.eq(name), chains::main_location_id.eq(main), chains::version.eq(version + 1)))
            .execute(db)?;
        let changes =
            [Change::between("Name", &old.name, name), Change::between("Main location", &old.main.name, &branch.name)];
        activity::record(&by, Entry::new(Deed::ChainChanged, name).with(changes.into_iter().flatten()), db)
    }

    /// The locations that somebody could add: where they hold that right, and which do not belong to it yet.
    pub fn could_be_added(by: &May<EditChain>, db: &mut Conn) -> Result<Vec<(LocationId, String)>> {
        let known = Branch::list(by.chain().id, db)?;
        let mut could = Held::everywhere(by.user(), Right::AddToChain, db)?;
        could.retain(|(id, _)| known.iter().all(|branch| branch.id != *id));
        Ok(could)
    }
}
