//! The dry run: who on a list can be invited, looked up for everybody at once.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use crate::access::Inside;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{InvitationId, UserId};
use crate::schema::{accesses, contacts, invitations};
use crate::users::{Contact, Email, Phone};

use super::Offer;

/// What stands in the way of an offer, if anything does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Free,
    /// They have access already.
    Inside,
    Invited(InvitationId),
    Yourself,
    /// The e-mail address and the phone number belong to two people.
    TwoPeople,
}

/// Everything known here about the people on a list.
pub struct Acquaintance {
    you: UserId,
    owners: HashMap<Contact, UserId>,
    insiders: HashSet<UserId>,
    invited: HashMap<Contact, InvitationId>,
}

impl Acquaintance {
    /// The same questions that are asked before sending, each asked once for the whole list.
    pub fn with(by: &Inside, offers: &[&Offer], db: &mut Conn) -> Result<Self> {
        let asked: HashSet<Contact> = offers.iter().flat_map(|offer| offer.contacts()).collect();
        let values: Vec<&str> = asked.iter().map(Contact::value).collect();
        let owners = owners(&values, db)?;
        Ok(Acquaintance {
            you: by.user(),
            insiders: insiders(by, owners.values().copied(), db)?,
            invited: invited(by, &values, db)?,
            owners,
        })
    }

    pub fn finding(&self, offer: &Offer) -> Finding {
        let contacts = offer.contacts();
        let owners: HashSet<UserId> = contacts.iter().filter_map(|contact| self.owners.get(contact)).copied().collect();
        if owners.contains(&self.you) {
            Finding::Yourself
        } else if !owners.is_disjoint(&self.insiders) {
            Finding::Inside
        } else if owners.len() > 1 {
            Finding::TwoPeople
        } else if let Some(id) = contacts.iter().find_map(|contact| self.invited.get(contact)) {
            Finding::Invited(*id)
        } else {
            Finding::Free
        }
    }
}

/// The accounts that proven contacts belong to.
fn owners(values: &[&str], db: &mut Conn) -> Result<HashMap<Contact, UserId>> {
    let found: Vec<(String, String, UserId)> = contacts::table
        .filter(contacts::kind.eq_any(["email", "phone"]).and(contacts::value.eq_any(values)))
        .filter(contacts::verified_at.is_not_null())
        .select((contacts::kind, contacts::value, contacts::user_id))
        .load(db)?;
    let known = |(kind, value, user): (String, String, UserId)| match kind.as_str() {
        "email" => (Contact::Email(Email::stored(value)), user),
        _ => (Contact::Phone(Phone::stored(value)), user),
    };
    Ok(found.into_iter().map(known).collect())
}

fn insiders(by: &Inside, users: impl Iterator<Item = UserId>, db: &mut Conn) -> Result<HashSet<UserId>> {
    let inside: Vec<UserId> = accesses::table
        .filter(accesses::location_id.eq(by.location().id).and(accesses::user_id.eq_any(users)))
        .select(accesses::user_id)
        .load(db)?;
    Ok(inside.into_iter().collect())
}

/// Invitations that are alive. One that has run out gives way.
fn invited(by: &Inside, values: &[&str], db: &mut Conn) -> Result<HashMap<Contact, InvitationId>> {
    let alive = || {
        invitations::table
            .filter(invitations::location_id.eq(by.location().id).and(invitations::state.eq("pending")))
            .filter(invitations::replaced.eq(false))
            .filter(invitations::applicant_id.is_not_null().or(invitations::expires_at.gt(clock::now())))
    };
    let by_email: Vec<(Option<String>, InvitationId)> =
        alive().filter(invitations::email.eq_any(values)).select((invitations::email, invitations::id)).load(db)?;
    let by_phone: Vec<(Option<String>, InvitationId)> =
        alive().filter(invitations::phone.eq_any(values)).select((invitations::phone, invitations::id)).load(db)?;
    let emails = by_email.into_iter().filter_map(|(email, id)| Some((Contact::Email(Email::stored(email?)), id)));
    let phones = by_phone.into_iter().filter_map(|(phone, id)| Some((Contact::Phone(Phone::stored(phone?)), id)));
    Ok(emails.chain(phones).collect())
}
