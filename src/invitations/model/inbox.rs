//! Invitations as the person sees them to whom they were sent (cases E22).

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{InvitationId, Place, UserId};
use crate::schema::{chains, contacts, invitations, locations};

use super::{Host, Invitation, Promises, Row, columns};

/// An open invitation to one of somebody's own contacts.
#[derive(Debug, Clone)]
pub struct Received {
    pub invitation: Invitation,
    pub host: Host,
    /// What is offered, in words.
    pub role: String,
}

/// The same verdict as `State::Pending`, said in SQL, for the contacts that are proven to be this user's.
macro_rules! open_for {
    ($user:expr, $db:expr) => {{
        let (emails, phones) = proven($user, $db)?;
        invitations::table
            .left_join(chains::table.on(invitations::chain_id.eq(chains::id.nullable())))
            .left_join(locations::table)
            .filter(chains::deleted_at.is_null().and(locations::closed_at.is_null()))
            .filter(invitations::state.eq("pending").and(invitations::applicant_id.is_null()))
            .filter(invitations::replaced.eq(false).and(invitations::expires_at.gt(clock::now())))
            .filter(invitations::email.eq_any(emails).or(invitations::phone.eq_any(phones)))
    }};
}

impl Received {
    /// Everything a user could accept now, at any location, the newest first.
    pub fn list(user: UserId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = open_for!(user, db).order(invitations::id.desc()).select(columns()).load(db)?;
        let all = Invitation::read_all(rows, db)?;
        let places: Vec<Place> = all.iter().map(|one| one.place).collect();
        let (mut hosts, promises) = (HashMap::new(), Promises::of(&all, db)?);
        if !all.is_empty() {
            hosts = Host::some(&places, db)?;
        }
        let dress = |invitation: Invitation| {
            let host = hosts.get(&invitation.place).ok_or(Error::NotFound)?.clone();
            Ok(Received { role: promises.to(&invitation)?.words(), host, invitation })
        };
        all.into_iter().map(dress).collect()
    }

    /// One of them, or `NotFound`: what was sent to others is as good as nothing, and so is what leads to a deleted chain.
    pub fn find(user: UserId, id: InvitationId, db: &mut Conn) -> Result<Invitation> {
        let invitation = Invitation::anywhere(id, db)?;
        Host::open(invitation.place, db)?;
        if invitation.is_for(user, db)? { Ok(invitation) } else { Err(Error::NotFound) }
    }

    /// How many there are.
    pub fn count(user: UserId, db: &mut Conn) -> Result<i64> {
        Ok(open_for!(user, db).select(count_star()).first(db)?)
    }
}

type Values = Vec<Option<String>>;

/// The e-mail addresses and the phone numbers that are proven to be a user's. An empty list would keep an index from
/// being used: in each stands a nothing, which equals no value.
fn proven(user: UserId, db: &mut Conn) -> Result<(Values, Values)> {
    let found: Vec<(String, String)> = contacts::table
        .filter(contacts::user_id.eq(user).and(contacts::verified_at.is_not_null()))
        .select((contacts::kind, contacts::value))
        .load(db)?;
    let (emails, phones): (Vec<_>, Vec<_>) = found.into_iter().partition(|(kind, _)| kind == "email");
    let values =
        |contacts: Vec<(String, String)>| contacts.into_iter().map(|(_, value)| Some(value)).chain([None]).collect();
    Ok((values(emails), values(phones)))
}
