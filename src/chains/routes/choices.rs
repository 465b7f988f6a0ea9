//! What can be given to somebody at the locations of a chain, as a form lets it be chosen.

use std::collections::HashMap;

use crate::access::{Held, Role};
use crate::db::Conn;
use crate::error::{Errors, Result};
use crate::id::{ChainId, LocationId, UserId};
use crate::web::Choice;

use super::super::forms::AccessForm;
use super::super::model::{Branch, ChainAccess, Moment, Power, Within};
use super::super::views::PlaceLine;

/// What can be given at the locations, and what somebody has there.
pub(super) struct Locations {
    branches: Vec<Branch>,
    roles: Vec<Role>,
    power: Power,
    held: HashMap<LocationId, Held>,
    chain: ChainId,
}

impl Locations {
    pub(super) fn of(by: &Within, user: UserId, db: &mut Conn) -> Result<Self> {
        let chain = by.chain().id;
        Ok(Locations {
            branches: Branch::list(chain, db)?,
            roles: Role::list(chain, db)?,
            power: Power::of(by, db)?,
            held: Moment::of(user, chain, db)?.held,
            chain,
        })
    }

    /// What cannot be taken from somebody is all that can be chosen.
    pub(super) fn everywhere(&self, access: Option<&ChainAccess>, form: &AccessForm) -> Vec<Choice> {
        let now = access.and_then(|access| access.everywhere.as_ref());
        let is_stuck = now.is_some_and(|role| !self.power.gives_everywhere(role));
        let none = (!is_stuck).then(|| Choice::new("", "No role everywhere", &form.everywhere));
        let is_offered = |role: &&Role| match is_stuck {
            true => now.is_some_and(|now| now.id == role.id),
            false => self.power.gives_everywhere(role),
        };
        let roles = self.roles.iter().filter(is_offered);
        none.into_iter().chain(roles.map(|role| Choice::new(role.id, &role.name, &form.everywhere))).collect()
    }

    pub(super) fn places(&self, access: Option<&ChainAccess>, form: &AccessForm, errors: &Errors) -> Vec<PlaceLine> {
        let place = |branch: &Branch| PlaceLine {
            location: branch.id,
            name: branch.name.clone(),
            is_closed: branch.is_closed,
            choices: self.choices(branch, access, form),
            besides: self.besides(branch),
            error: errors.at(&format!("at-{}", branch.id)).to_owned(),
        };
        self.branches.iter().map(place).collect()
    }

    fn choices(&self, branch: &Branch, access: Option<&ChainAccess>, form: &AccessForm) -> Vec<Choice> {
        let (id, chosen) = (branch.id, format!("{}:{}", branch.id, form.at(branch.id)));
        let now = access.and_then(|access| access.at.get(&id));
        let is_stuck = now.is_some_and(|role| !self.power.gives_at(id, role));
        let blank = match form.everywhere.as_str() {
            "" => "No role from the chain",
            _ => "As at all locations",
        };
        let none = (!is_stuck).then(|| Choice::new(format!("{id}:"), blank, &chosen));
        let is_offered = |role: &&Role| match is_stuck {
            true => now.is_some_and(|now| now.id == role.id),
            false => self.power.gives_at(id, role),
        };
        let roles = self.roles.iter().filter(is_offered);
        none.into_iter()
            .chain(roles.map(|role| Choice::new(format!("{id}:{}", role.id), &role.name, &chosen)))
            .collect()
    }

    /// What does not come from this chain.
    fn besides(&self, branch: &Branch) -> Vec<String> {
        let Some(held) = self.held.get(&branch.id) else { return Vec::new() };
        let own = (!held.is_guest()).then(|| format!("{}, given by {}.", held.role.name, branch.name));
        let others = held.flows.iter().filter(|flow| flow.chain != self.chain);
        own.into_iter().chain(others.map(|flow| format!("{}, from the chain {}.", flow.role.name, flow.name))).collect()
    }
}
