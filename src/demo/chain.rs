//! The sample's chain: four locations, a manager of all of them, and people who work in more than one.

use chrono::TimeDelta;

use crate::access::{Asking, Role};
use crate::chains::rights::EditChainUsers;
use crate::chains::{Chain, ChainAccess, ChainRole, Terms, Within};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, LocationId, UserId};
use crate::locations::{Paid, Subscription};
use crate::opening::open_location;
use crate::users::{NewUser, User};

use super::{HERE, MIRA, contact, details, salon};

/// The other locations of the sample.
const BRANCHES: [&str; 3] = ["Verbena Harbour", "Verbena Riverside", "Verbena Garden"];

/// Who works in more than one place because of the chain: e-mail, chain role, location, role there.
const KEYS: [(&str, Option<&str>, &str, &str); 4] = [
    ("rui@verbena.example", Some("viewer"), "Verbena Harbour", "manager"),
    ("amara@verbena.example", None, "Verbena Riverside", "receptionist"),
    ("marta@verbena.example", None, "Verbena Harbour", "professional"),
    ("dario@verbena.example", None, "Verbena Garden", "view-only"),
];

/// Runs the sample's locations together.
pub(super) fn found(owner: UserId, main: LocationId, hash: &str, db: &mut Conn) -> Result<()> {
    let mut locations = vec![main];
    for name in BRANCHES {
        let there = open_location(owner, &details(name), &HERE.into(), db)?;
        salon::work_elsewhere(owner, there, db)?;
        locations.push(there);
    }
    let asking = Asking::recognise(owner, HERE.into(), db)?;
    let chain = Chain::found(&asking, "Verbena Salons", &locations, main, db)?;
    let by = Within::enter(owner, HERE.into(), chain, db)?.proof::<EditChainUsers>().ok_or(Error::NotFound)?;
    let (name, email) = MIRA;
    let mira = User::register(&NewUser { name, password_hash: hash, consent: None }, db)?;
    User::verify(mira, &contact(email)?, email, db)?;
    let manager = Some(role_like("manager", chain, db)?.id);
    let terms = Terms {
        role: Some((chain_role_like("manager", chain, db)?.id, None)),
        everywhere: manager,
        ..Terms::default()
    };
    ChainAccess::give(&by, mira, &terms, db)?;
    for (email, chain_role, place, template) in KEYS {
        let user = User::by_contact(&contact(email)?, db)?.ok_or(Error::NotFound)?.id;
        let place = BRANCHES.iter().position(|name| *name == place).ok_or(Error::NotFound)?;
        let role = chain_role.map(|slug| chain_role_like(slug, chain, db)).transpose()?;
        let at = [(locations[place + 1], role_like(template, chain, db)?.id)].into();
        let terms = Terms { role: role.map(|role| (role.id, None)), at, ..Terms::default() };
        ChainAccess::give(&by, user, &terms, db)?;
    }
    let ends_on = Some((clock::now() + TimeDelta::days(9)).date());
    Subscription::save(locations[3], &Paid { is_active: true, ends_on, limit: Some(10) }, db)
}

fn role_like(template: &str, chain: ChainId, db: &mut Conn) -> Result<Role> {
    let roles = Role::list(chain, db)?;
    roles.into_iter().find(|role| role.template.as_deref() == Some(template)).ok_or(Error::NotFound)
}

fn chain_role_like(template: &str, chain: ChainId, db: &mut Conn) -> Result<ChainRole> {
    let roles = ChainRole::list(chain, db)?;
    roles.into_iter().find(|role| role.template.as_deref() == Some(template)).ok_or(Error::NotFound)
}
