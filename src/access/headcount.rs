//! How many people and seats several locations have, counted at once: for whoever looks at all of them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::clock;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{InvitationId, LocationId, MemberId, RoleId, UserId};
use crate::schema::{chain_locations, chains, invitation_grants, invitations, members, roles, ways_in};

use super::exceptions::Exceptions;
use super::held::Held;
use super::roles::{self as kept, Role};

/// The people of several locations, in numbers.
#[derive(Debug, Clone, Default)]
pub struct Headcounts {
    pub at: HashMap<LocationId, Headcount>,
    /// How many different people that are.
    pub people: i64,
}

/// The people of one location, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headcount {
    /// Who can sign in, by whatever road.
    pub people: i64,
    /// Invitations that could still be accepted, or wait for approval.
    pub open: i64,
    /// Seats that are used, or kept for somebody who is invited (rights.md §8).
    pub seats: i64,
}

impl Headcounts {
    /// A handful of statements, however many locations and people there are.
    pub fn of(places: &[LocationId], db: &mut Conn) -> Result<Self> {
        let ways: Vec<(LocationId, UserId, RoleId, String)> = ways_in::table
            .filter(among(ways_in::location_id, places))
            .select((ways_in::location_id, ways_in::user_id, ways_in::role_id, ways_in::exceptions))
            .load(db)?;
        let offers = offers(places, db)?;
        let known: HashSet<RoleId> =
            ways.iter().map(|(_, _, role, _)| *role).chain(offers.iter().map(|(_, role, _)| *role)).collect();
        let roles = Roles::load(known, db)?;
        let (mut people, mut sitters) = (HashSet::new(), HashSet::new());
        for (location, user, role, exceptions) in &ways {
            people.insert((*location, *user));
            if roles.is_paid(*role, exceptions) {
                sitters.insert((*location, *user));
            }
        }
        let scheduled: Vec<(LocationId, MemberId, Option<UserId>)> = members::table
            .filter(among(members::location_id, places).and(members::in_schedule))
            .filter(members::employment.eq("working"))
            .select((members::location_id, members::id, members::user_id))
            .load(db)?;
        sitters.extend(scheduled.iter().filter_map(|(location, _, user)| Some((*location, (*user)?))));
        let different: HashSet<UserId> = people.iter().map(|(_, user)| *user).collect();
        let mut counted: HashMap<LocationId, Headcount> = HashMap::new();
        for (location, _) in people {
            counted.entry(location).or_default().people += 1;
        }
        for (location, _) in sitters {
            counted.entry(location).or_default().seats += 1;
        }
        let mut sitting = HashSet::new();
        for (location, card, _) in scheduled.iter().filter(|(.., user)| user.is_none()) {
            counted.entry(*location).or_default().seats += 1;
            sitting.insert(*card);
        }
        for (location, role, card) in offers {
            let count = counted.entry(location).or_default();
            count.open += 1;
            let sits = card.is_some_and(|card| sitting.contains(&card));
            count.seats += i64::from(!sits && roles.is_paid(role, ""));
        }
        Ok(Headcounts { at: counted, people: different.len() as i64 })
    }
}

/// Open invitations: nobody has answered yet, or somebody waits for approval.
macro_rules! open {
    ($invitations:expr) => {
        $invitations
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(clock::now())))
    };
}

/// A role that somebody is offered at a location, and their card.
type Offer = (LocationId, RoleId, Option<MemberId>);

/// What open invitations offer where: those of the locations themselves, and those of chains, of which a role at one
/// location counts there in place of the one at all.
fn offers(places: &[LocationId], db: &mut Conn) -> Result<Vec<Offer>> {
    let here = open!(invitations::table).filter(among(invitations::location_id, places));
    let (location, role) = (invitations::location_id.assume_not_null(), invitations::role_id.assume_not_null());
    let mut offers: Vec<Offer> = here.select((location, role, invitations::member_id)).load(db)?;
    let of_chains = invitations::table.inner_join(
        chains::table.on(invitations::chain_id.eq(chains::id.nullable()).and(chains::deleted_at.is_null())),
    );
    let granted: Vec<(InvitationId, LocationId, RoleId)> =
        open!(of_chains.inner_join(invitation_grants::table.on(invitation_grants::invitation_id.eq(invitations::id))))
            .filter(among(invitation_grants::location_id, places))
            .select((invitations::id, invitation_grants::location_id, invitation_grants::role_id))
            .load(db)?;
    let everywhere: Vec<(InvitationId, LocationId, RoleId)> =
        open!(of_chains.inner_join(chain_locations::table.on(chain_locations::chain_id.eq(chains::id))))
            .filter(among(chain_locations::location_id, places).and(invitations::everywhere_role_id.is_not_null()))
            .select((invitations::id, chain_locations::location_id, invitations::everywhere_role_id.assume_not_null()))
            .load(db)?;
    let special: HashSet<(InvitationId, LocationId)> = granted.iter().map(|(id, place, _)| (*id, *place)).collect();
    let everywhere = everywhere.into_iter().filter(|(id, place, _)| !special.contains(&(*id, *place)));
    offers.extend(granted.iter().copied().chain(everywhere).map(|(_, place, role)| (place, role, None)));
    Ok(offers)
}

/// Roles, and whether whoever has one of them uses a seat.
struct Roles(HashMap<RoleId, (Role, bool)>);

impl Roles {
    fn load(known: HashSet<RoleId>, db: &mut Conn) -> Result<Self> {
        let known: Vec<RoleId> = known.into_iter().collect();
        let rows: Vec<kept::Row> = roles::table.filter(among(roles::id, &known)).select(Role::COLUMNS).load(db)?;
        let role = |row: kept::Row| {
            let role = Role::from(row);
            let is_paid = Held::plain(role.clone()).paid_by().is_some();
            (role.id, (role, is_paid))
        };
        Ok(Roles(rows.into_iter().map(role).collect()))
    }

    fn is_paid(&self, role: RoleId, exceptions: &str) -> bool {
        let known = self.0.get(&role);
        known.is_some_and(|(role, is_paid)| match exceptions {
            "" => *is_paid,
            some => Held::new(role.clone(), Exceptions::stored(some)).paid_by().is_some(),
        })
    }
}
