//! What a chain may offer to somebody new: it is paid for, the locations are open, and each of them is paid for as well.

use std::collections::BTreeMap;

use crate::access::{Held, Right, Seats};
use crate::chains::{Branch, Chain, Terms, Wanted, Within};
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{ChainId, LocationId};
use crate::locations::Subscription;
use crate::text::together;

use super::promise::{Promise, What};

/// What an error is about that only paying could mend.
pub const UNPAID: &str = "unpaid";

/// Why nobody can be invited to a chain now, and what to renew.
#[derive(Debug, Clone)]
pub struct Standstill {
    pub chain: String,
    /// Each location, with the page where it is renewed for whoever may open it.
    pub locations: Vec<(String, Option<String>)>,
}

impl Standstill {
    /// Nothing while a location of the chain has an active, paid subscription (domain.md §3).
    pub fn of(by: &Within, db: &mut Conn) -> Result<Option<Self>> {
        let chain = by.chain();
        if !Chain::paying(chain.id, db)?.is_empty() {
            return Ok(None);
        }
        let held = Held::in_chain(by.user(), chain.id, db)?;
        let may_renew = |id: LocationId| held.get(&id).is_some_and(|held| held.rights().has(Right::EditSubscription));
        let open = Branch::list(chain.id, db)?.into_iter().filter(|branch| !branch.is_closed);
        let way = |branch: Branch| {
            let page = format!("/locations/{}/settings/subscription", branch.id);
            (branch.name, may_renew(branch.id).then_some(page))
        };
        Ok(Some(Standstill { chain: chain.name.clone(), locations: open.map(way).collect() }))
    }

    pub fn why(&self) -> String {
        let names: Vec<String> = self.locations.iter().map(|(name, _)| name.clone()).collect();
        let renew = match names.as_slice() {
            [] => "Open one of its locations again".to_owned(),
            [one] => format!("Renew the subscription of {one}"),
            _ => format!("Renew the subscription of one of {}", together(&names)),
        };
        format!(
            "Nobody can be invited to {} now: no location of the chain has an active paid subscription. {renew}",
            self.chain
        )
    }
}

/// Looks up what somebody new is to be, and refuses what cannot be offered (cases A23, A30, A31; security.md SA16).
pub(super) fn look_up(chain: ChainId, terms: &Terms, db: &mut Conn) -> Result<Promise> {
    let branches = Branch::list(chain, db)?;
    let wanted = Wanted::found(chain, terms, &branches, db)?;
    if wanted.is_nothing() {
        return Err(Error::on("at", "Choose at least one location, or give a chain role"));
    }
    let chosen: Vec<&Branch> = branches.iter().filter(|branch| wanted.at.contains_key(&branch.id)).collect();
    let mut errors = Errors::none();
    for (id, why) in obstacles(&chosen, db)? {
        errors.add(format!("at-{id}"), why);
    }
    let places = branches.into_iter().map(|branch| (branch.id, branch.name)).collect();
    errors.or(Promise { what: What::InChain { chain, wanted, places }, is_there: true })
}

/// Why nobody new can be given a role at some of these locations.
pub fn obstacles(branches: &[&Branch], db: &mut Conn) -> Result<BTreeMap<LocationId, String>> {
    let subscriptions = Subscription::of(&branches.iter().map(|branch| branch.id).collect::<Vec<_>>(), db)?;
    let why = |branch: &&Branch| {
        if branch.is_closed {
            return Some((branch.id, format!("{} is closed, so nobody can be invited there", branch.name)));
        }
        let ended = subscriptions.get(&branch.id)?.ended_words()?;
        Some((branch.id, format!("{} has no paid subscription, so nobody can be invited there. {ended}", branch.name)))
    };
    Ok(branches.iter().filter_map(why).collect())
}

/// Asked again at acceptance, and of whoever approves: in words that name no more than a stranger may know.
pub(super) fn must_be_paid(promise: &Promise, db: &mut Conn) -> Result<()> {
    let What::InChain { chain, wanted, places } = &promise.what else { return Ok(()) };
    if Chain::paying(*chain, db)?.is_empty() {
        let why = format!("No location of {} has an active paid subscription now", Chain::find(*chain, db)?.name);
        return Err(Error::on(UNPAID, why));
    }
    let subscriptions = Subscription::of(&wanted.at.keys().copied().collect::<Vec<_>>(), db)?;
    for place in wanted.at.keys() {
        if !subscriptions.get(place).is_some_and(Subscription::is_running) {
            let name = places.get(place).map_or("", String::as_str);
            return Err(Error::on(UNPAID, format!("{name} has no active paid subscription now")));
        }
    }
    Ok(())
}

/// Does a deed, and refuses it where it would use more seats of a location than there are.
pub(super) fn keep_seats<T>(promise: &Promise, db: &mut Conn, deed: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    match &promise.what {
        What::Role(_) => deed(db),
        What::InChain { chain, wanted, .. } => {
            let branches = Branch::list(*chain, db)?.into_iter().filter(|branch| !branch.is_closed);
            let reached = branches.filter(|branch| wanted.role_at(branch.id).is_some());
            let places: Vec<(LocationId, String)> = reached.map(|branch| (branch.id, branch.name)).collect();
            Seats::keep_at(&places, db, deed)
        }
    }
}
