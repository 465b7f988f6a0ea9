//! The ways in which somebody is inside a location: an access of their own, and what flows down from chains.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{AccessId, ChainId, LocationId, UserId};
use crate::schema::{chain_locations, locations, roles, ways_in};

use super::exceptions::Exceptions;
use super::held::{Flow, Held};
use super::rights::Right;
use super::roles::{self as kept, Role};

pub(super) type Row = (String, Option<NaiveDate>, Option<AccessId>, Option<ChainId>, String, kept::Row);

pub(super) type Columns =
    (ways_in::exceptions, ways_in::ends_on, ways_in::access_id, ways_in::chain_id, ways_in::chain_name, kept::Columns);

pub(super) const COLUMNS: Columns =
    (ways_in::exceptions, ways_in::ends_on, ways_in::access_id, ways_in::chain_id, ways_in::chain_name, Role::COLUMNS);

/// One way in.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub access: Option<AccessId>,
    /// The last day, as the location counts days.
    pub ends_on: Option<NaiveDate>,
    exceptions: String,
    chain: Option<(ChainId, String)>,
    role: kept::Row,
}

impl From<Row> for Way {
    fn from((exceptions, ends_on, access, chain, name, role): Row) -> Self {
        Way { access, ends_on, exceptions, chain: chain.map(|chain| (chain, name)), role }
    }
}

impl Way {
    fn flow(self) -> Option<Flow> {
        let (chain, name) = self.chain?;
        Some(Flow { chain, name, role: Role::from(self.role) })
    }
}

/// Strongest first, of some users or of everybody.
macro_rules! ways {
    ($here:expr, $users:expr) => {{
        let users: Option<&[UserId]> = $users;
        let ways = ways_in::table
            .inner_join(roles::table)
            .filter(ways_in::location_id.eq($here))
            .order((ways_in::user_id, roles::place, ways_in::chain_id))
            .select((ways_in::user_id, COLUMNS))
            .into_boxed::<MultiBackend>();
        match users {
            Some(users) => ways.filter(among(ways_in::user_id, &users)),
            None => ways,
        }
    }};
}

impl Held {
    /// All ways in of one person together.
    pub(super) fn gathered(ways: impl IntoIterator<Item = Way>) -> Option<Self> {
        let (mut own, mut flows) = (None, Vec::new());
        for way in ways {
            match way.chain {
                Some(_) => flows.extend(way.flow()),
                None => own = Some(Held::new(Role::from(way.role), Exceptions::stored(&way.exceptions))),
            }
        }
        match own {
            Some(own) => Some(own.with(flows)),
            None => Held::flowing(flows),
        }
    }

    /// What everybody holds at a location, or those of some users who are there.
    pub(super) fn at(here: LocationId, users: Option<&[UserId]>, db: &mut Conn) -> Result<HashMap<UserId, Self>> {
        let ways = ways!(here, users).load::<(UserId, Row)>(db)?;
        Ok(grouped(ways).into_iter().filter_map(|(user, ways)| Some((user, Held::gathered(ways)?))).collect())
    }
}

impl Held {
    /// What somebody holds at each location of a chain, by whatever road.
    pub(crate) fn in_chain(user: UserId, chain: ChainId, db: &mut Conn) -> Result<HashMap<LocationId, Self>> {
        Ok(Self::of_users_in_chain(&[user], chain, db)?.remove(&user).unwrap_or_default())
    }

    /// The same for several people, in one statement.
    pub(crate) fn of_users_in_chain(
        users: &[UserId],
        chain: ChainId,
        db: &mut Conn,
    ) -> Result<HashMap<UserId, HashMap<LocationId, Self>>> {
        let members = chain_locations::table.filter(chain_locations::chain_id.eq(chain));
        let rows: Vec<(UserId, LocationId, Row)> = ways_in::table
            .inner_join(roles::table)
            .filter(among(ways_in::user_id, users))
            .filter(ways_in::location_id.eq_any(members.select(chain_locations::location_id)))
            .order((roles::place, ways_in::chain_id))
            .select((ways_in::user_id, ways_in::location_id, COLUMNS))
            .load(db)?;
        let rows = rows.into_iter().map(|(user, place, way)| ((user, place), way)).collect();
        let mut held: HashMap<UserId, HashMap<LocationId, Self>> = HashMap::new();
        for ((user, place), ways) in grouped(rows) {
            if let Some(whole) = Held::gathered(ways) {
                held.entry(user).or_default().insert(place, whole);
            }
        }
        Ok(held)
    }
}

impl Held {
    /// The locations where somebody holds a right, by name. An owner holds everything.
    pub(crate) fn everywhere(user: UserId, right: Right, db: &mut Conn) -> Result<Vec<(LocationId, String)>> {
        let rows: Vec<((LocationId, String, String), Row)> = ways_in::table
            .inner_join(roles::table)
            .inner_join(locations::table)
            .filter(ways_in::user_id.eq(user))
            .order((locations::name, locations::id, roles::place))
            .select(((locations::id, locations::name, locations::time_zone), COLUMNS))
            .load(db)?;
        let open = |(place, row): ((LocationId, String, String), Row)| {
            let (way, zone) = (Way::from(row), place.2.parse().ok()?);
            way.ends_on.is_none_or(|day| clock::today(zone) <= day).then_some(((place.0, place.1), way))
        };
        let rows: Vec<_> = rows.into_iter().filter_map(open).collect();
        let places = rows.chunk_by(|one, next| one.0 == next.0).filter_map(|ways| {
            let held = Held::gathered(ways.iter().map(|(_, way)| way.clone()))?;
            held.rights().has(right).then(|| ways[0].0.clone())
        });
        Ok(places.collect())
    }
}

/// In how many rights people differ from the role of their own access at a location: only those who differ.
pub(crate) type Differing = HashMap<(UserId, LocationId), usize>;

/// Of everybody at these locations, or of some users.
pub(crate) fn differing(places: &[LocationId], users: Option<&[UserId]>, db: &mut Conn) -> Result<Differing> {
    let ways = ways_in::table
        .inner_join(roles::table)
        .filter(among(ways_in::location_id, places).and(ways_in::exceptions.ne("")))
        .select((ways_in::user_id, ways_in::location_id, ways_in::exceptions, Role::COLUMNS))
        .into_boxed::<MultiBackend>();
    let ways = match users {
        Some(users) => ways.filter(among(ways_in::user_id, users)),
        None => ways,
    };
    let rows: Vec<(UserId, LocationId, String, kept::Row)> = ways.load(db)?;
    let count = |(user, location, exceptions, role): (UserId, LocationId, String, kept::Row)| {
        let held = Held::new(Role::from(role), Exceptions::stored(&exceptions));
        ((user, location), held.differing().count())
    };
    Ok(rows.into_iter().map(count).filter(|(_, count)| *count > 0).collect())
}

impl Flow {
    /// What chains give at a location, to everybody or to some users.
    pub(super) fn at(here: LocationId, users: Option<&[UserId]>, db: &mut Conn) -> Result<HashMap<UserId, Vec<Self>>> {
        let ways = ways!(here, users).filter(ways_in::chain_id.is_not_null()).load::<(UserId, Row)>(db)?;
        let flows = |ways: Vec<Way>| ways.into_iter().filter_map(Way::flow).collect();
        Ok(grouped(ways).into_iter().map(|(user, ways)| (user, flows(ways))).collect())
    }
}

fn grouped<K: std::hash::Hash + Eq>(rows: Vec<(K, Row)>) -> HashMap<K, Vec<Way>> {
    let mut ways: HashMap<K, Vec<Way>> = HashMap::new();
    for (key, row) in rows {
        ways.entry(key).or_default().push(Way::from(row));
    }
    ways
}
