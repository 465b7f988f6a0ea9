//! How many may be invited, and how often one person may be written to (cases A27, C9; security.md SF5).

use std::collections::HashMap;

use chrono::{NaiveDateTime, TimeDelta};

use crate::access::Inside;
use crate::clock;
use crate::db::Conn;
use crate::error::{Result, Wait};
use crate::id::{Place, UserId};
use crate::limits::{self, Limit};
use crate::users::Email;

use super::Inviting;

/// Invitations of one person within an hour: a whole list, and some more.
const BY_INVITER: i64 = 600;

/// Invitations of one location, or of one chain, within a day: two lists.
const AT_PLACE: i64 = 1_000;

/// Letters to one address within a day, whoever sends them.
const TO_RECIPIENT: i64 = 5;

/// The rest between two letters to one address, when somebody is invited again.
const REST: TimeDelta = TimeDelta::minutes(5);

/// Whether somebody hears of it for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    First,
    Again,
}

fn by_inviter(user: UserId) -> Limit {
    Limit::new(&format!("invited by {user}"), BY_INVITER, TimeDelta::hours(1))
}

fn at(place: Place) -> Limit {
    let scope = match place {
        Place::Location(id) => format!("invited to {id}"),
        Place::Chain(id) => format!("invited to chain {id}"),
    };
    Limit::new(&scope, AT_PLACE, TimeDelta::days(1))
}

fn to(recipient: &Email, most: i64, within: TimeDelta) -> Limit {
    Limit::new(&format!("letters to {}", recipient.as_str()), most, within)
}

/// Counts an invitation, or says when the next one is possible. `Ok(Some(_))` means that nothing may be sent now.
pub(super) fn step(
    by: &impl Inviting,
    name: &str,
    recipient: Option<&Email>,
    turn: Turn,
    db: &mut Conn,
) -> Result<Option<Wait>> {
    let kind = if by.place().chain().is_some() { "chain" } else { "location" };
    let mut counted = Vec::new();
    let mut limits = vec![
        (by_inviter(by.user()), format!("You have invited {BY_INVITER} people within an hour, which is the most.")),
        (at(by.place()), format!("{AT_PLACE} invitations within a day are the most for one {kind}.")),
    ];
    if let Some(email) = recipient {
        let often = format!("{TO_RECIPIENT} letters within a day are the most for one address.");
        limits.push((to(email, TO_RECIPIENT, TimeDelta::days(1)), often));
    }
    for (limit, why) in limits {
        if let Some(opens_at) = limits::opens_at(std::slice::from_ref(&limit), db)? {
            return Ok(Some(wait(by, &why, name, opens_at)));
        }
        counted.push(limit);
    }
    if let (Some(email), Turn::Again) = (recipient, turn)
        && let Some(opens_at) = limits::opens_at(&[to(email, 1, REST)], db)?
    {
        return Ok(Some(wait(by, "A letter left a moment ago.", name, opens_at)));
    }
    limits::note(&counted, db)?;
    Ok(None)
}

fn wait(by: &impl Inviting, why: &str, name: &str, opens_at: NaiveDateTime) -> Wait {
    let when = clock::soon(opens_at, by.host().main.zone);
    let seconds = (opens_at - clock::now()).num_seconds().max(0) + 1;
    Wait { why: format!("{why} You can invite {name} {when}"), seconds: Some(seconds) }
}

/// How many more invitations this person may send now.
pub fn room(by: &Inside, db: &mut Conn) -> Result<i64> {
    Ok(by_inviter(by.user()).room(db)?.min(at(by.location().id.into()).room(db)?))
}

/// When each of these may be written to again, where that is not now.
pub(super) fn rests(recipients: &[&Email], db: &mut Conn) -> Result<HashMap<Email, NaiveDateTime>> {
    let limits: Vec<(&Email, Limit)> = recipients
        .iter()
        .flat_map(|email| {
            [to(email, 1, REST), to(email, TO_RECIPIENT, TimeDelta::days(1))].map(|limit| (*email, limit))
        })
        .collect();
    let opening = limits::all_open_at(limits.iter().map(|(_, limit)| limit), db)?;
    let mut rests = HashMap::new();
    for ((email, _), opens_at) in limits.iter().zip(opening) {
        if let Some(opens_at) = opens_at {
            let latest = rests.entry((*email).clone()).or_insert(opens_at);
            *latest = opens_at.max(*latest);
        }
    }
    Ok(rests)
}
