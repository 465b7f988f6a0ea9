//! The end of an account: every access ends, the contacts are free again, and history keeps the name (cases G5, J3).

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::{Access, Asking, Inside, Outside};
use crate::activity::{self, Deed, Entry};
use crate::chains::{Chain, Given};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ChainId, LocationId, Place, UserId};
use crate::locations::{Listed, Location};
use crate::outbox::Desk;
use crate::schema::{
    accesses, contact_proofs, contacts, invitations, password_resets, recovery_codes, second_factors, sessions,
    sign_in_links, users,
};
use crate::users::User;

use super::letters::account_deleted;

/// What stands in the place of the name where nothing was written down.
const NOBODY: &str = "Former user";

/// A location that somebody is about to leave for good.
#[derive(Debug, Clone)]
pub struct Tie {
    pub location: Listed,
    /// Nobody else owns it, so they cannot go yet.
    pub is_last_owner: bool,
}

impl Tie {
    pub fn list(by: &Asking, db: &mut Conn) -> Result<Vec<Self>> {
        let mut ties = Vec::new();
        for location in Location::of_user(by.user(), db)? {
            let inside = Inside::enter(by.user(), by.origin().clone(), location.id, db)?;
            if inside.held().is_guest() {
                continue;
            }
            ties.push(Tie { is_last_owner: Access::is_last_owner(&inside, db)?, location });
        }
        Ok(ties)
    }
}

/// A chain that somebody is about to leave for good.
#[derive(Debug, Clone)]
pub struct Bond {
    pub chain: Given,
    /// Nobody else owns it, so they cannot go yet.
    pub is_last_owner: bool,
}

impl Bond {
    pub fn list(by: &Asking, db: &mut Conn) -> Result<Vec<Self>> {
        let mut bonds = Vec::new();
        for chain in Chain::given_to(by.user(), db)? {
            bonds.push(Bond { is_last_owner: Chain::is_last_owner(chain.id, by.user(), db)?, chain });
        }
        Ok(bonds)
    }
}

/// Deletes one's own account. The row stays, so that what points to it still does.
pub fn delete(by: &Asking, desk: &Desk, db: &mut Conn) -> Result<()> {
    hold_everywhere(by.user(), db)?;
    withdraw(by, db)?;
    db.hold_person(by.user())?;
    User::present(by.user(), db)?;
    for chain in Chain::all_of(by.user(), db)?.0 {
        Chain::leave_with_account(by, chain, db)?;
    }
    let mut places = Location::of_user(by.user(), db)?;
    places.sort_by_key(|place| place.id);
    for place in places {
        let inside = Inside::enter(by.user(), by.origin().clone(), place.id, db)?;
        if !inside.held().is_guest() {
            Access::leave_with_account(&inside, db)?;
        }
    }
    Access::leave_what_is_closed(by, db)?;
    if let Some(email) = User::email_of(by.user(), db)? {
        let language = User::language(by.user(), db)?;
        desk.post(&email, language, &account_deleted(by.who()), clock::now() + TimeDelta::days(2), db)?;
    }
    forget(by.user(), db)
}

/// Every chain and location that will write it down, in the order in which everybody holds them.
fn hold_everywhere(user: UserId, db: &mut Conn) -> Result<()> {
    let (mut chains, mut places) = Chain::all_of(user, db)?;
    let inside = accesses::table.filter(accesses::user_id.eq(user)).select(accesses::location_id);
    places.extend(inside.load::<LocationId>(db)?);
    let waiting = invitations::table
        .filter(invitations::applicant_id.eq(user))
        .select((invitations::location_id, invitations::chain_id))
        .load::<Waiting>(db)?;
    places.extend(waiting.iter().filter_map(|(location, _)| *location));
    chains.extend(waiting.iter().filter_map(|(_, chain)| *chain));
    chains.sort();
    chains.dedup();
    chains.into_iter().try_for_each(|chain| db.hold(chain))?;
    db.hold_all(&places)
}

/// Where somebody waits: at a location, or in a chain.
type Waiting = (Option<LocationId>, Option<ChainId>);

fn place((location, chain): Waiting) -> Option<Place> {
    chain.map(Place::from).or(location.map(Place::from))
}

/// Nobody can be let in any more through what they have accepted.
fn withdraw(by: &Asking, db: &mut Conn) -> Result<()> {
    let withdrawn: Vec<(Option<LocationId>, Option<ChainId>, String)> = diesel::update(invitations::table)
        .filter(invitations::applicant_id.eq(by.user()).and(invitations::state.eq("pending")))
        .set((invitations::state.eq("declined"), invitations::ended_at.eq(clock::now())))
        .returning((invitations::location_id, invitations::chain_id, invitations::name))
        .get_results(db)?;
    for (location, chain, name) in withdrawn {
        let Some(place) = place((location, chain)) else { continue };
        activity::record(&Outside::of(place, by), Entry::new(Deed::InvitationDeclined, name), db)?;
    }
    Ok(())
}

fn forget(user: UserId, db: &mut Conn) -> Result<()> {
    Chain::forget(user, db)?;
    diesel::delete(contacts::table.filter(contacts::user_id.eq(user))).execute(db)?;
    diesel::delete(contact_proofs::table.filter(contact_proofs::user_id.eq(user))).execute(db)?;
    diesel::delete(second_factors::table.filter(second_factors::user_id.eq(user))).execute(db)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(db)?;
    diesel::delete(password_resets::table.filter(password_resets::user_id.eq(user))).execute(db)?;
    diesel::delete(sign_in_links::table.filter(sign_in_links::user_id.eq(user))).execute(db)?;
    diesel::delete(sessions::table.filter(sessions::user_id.eq(user))).execute(db)?;
    diesel::update(users::table.find(user))
        .set((
            users::name.eq(NOBODY),
            users::password_hash.eq(None::<String>),
            users::terms_accepted_from.eq(None::<String>),
            users::wants_news.eq(false),
            users::deleted_at.eq(clock::now()),
        ))
        .execute(db)?;
    Ok(())
}
