//! Who provides what, on which terms of their own: from the side of the person, and from that of the service.

use std::collections::HashMap;

use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::access::rights::EditMemberServices;
use crate::access::{Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock::lasting;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{MemberId, ServiceId};
use crate::money::said;
use crate::schema::member_services;
use crate::team::{Employment, Line, Member};

use super::Service;
use super::offers::{Offered, offered};

/// Terms of one's own. What is not there is as the service says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Own {
    pub price: Option<i64>,
    pub minutes: Option<i64>,
}

impl Own {
    /// `On the terms of the service`, `45.00 EUR`, `45.00 EUR, 45 min`.
    pub fn said(&self, currency: &str) -> String {
        match (self.price, self.minutes) {
            (None, None) => "on the terms of the service".to_owned(),
            (Some(price), None) => said(price, currency),
            (None, Some(minutes)) => lasting(minutes),
            (Some(price), Some(minutes)) => format!("{}, {}", said(price, currency), lasting(minutes)),
        }
    }
}

/// A service, and whether somebody provides it.
#[derive(Debug, Clone, PartialEq)]
pub struct Provided {
    pub service: ServiceId,
    pub title: String,
    pub heading: String,
    pub price: i64,
    pub minutes: i64,
    pub own: Option<Own>,
}

impl Provided {
    /// Every service that is offered, and what of it this person provides. Two statements.
    pub fn by(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Vec<Self>> {
        let terms: Vec<(ServiceId, Option<i64>, Option<i64>)> = member_services::table
            .filter(member_services::member_id.eq(member))
            .select((member_services::service_id, member_services::price, member_services::minutes))
            .load(db)?;
        let own: HashMap<ServiceId, Own> =
            terms.into_iter().map(|(id, price, minutes)| (id, Own { price, minutes })).collect();
        let provided = |(service, title, heading, price, minutes): Offered| {
            let own = own.get(&service).copied();
            Provided { service, title, heading: heading.unwrap_or_default(), price, minutes, own }
        };
        Ok(offered(by.location().id, db)?.into_iter().map(provided).collect())
    }

    /// Says what somebody provides of these services. `seen` tells what the form was drawn from.
    pub fn settle(
        by: &Can<EditMemberServices>,
        member: MemberId,
        wishes: &[(ServiceId, Option<Own>)],
        seen: &str,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let member = Member::find(by, member, db)?;
        if member.employment != Employment::Working {
            return Err(Error::Conflict(format!("{} does not work here now, and provides nothing.", member.name)));
        }
        let offered = Self::by(by, member.id, db)?;
        if fingerprint(offered.iter().map(|one| (one.service.0, one.own))) != seen {
            return Err(Error::Conflict(format!("Somebody else changed the services of {} meanwhile.", member.name)));
        }
        let mut changes = Vec::new();
        for (id, wish) in wishes {
            let before = offered.iter().find(|one| one.service == *id).ok_or(Error::NotFound)?;
            put(member.id, *id, before.own, *wish, db)?;
            changes.extend(difference(&before.title, before.own, *wish, &by.location().currency));
        }
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::MemberServicesChanged, &member.name).of_member(member.id);
        activity::record(by, entry.with(changes), db)
    }
}

/// Somebody of the team, and whether they provide a service.
#[derive(Debug, Clone, PartialEq)]
pub struct Providing {
    pub member: MemberId,
    pub name: String,
    pub photo: String,
    pub own: Option<Own>,
}

impl Service {
    /// Everybody who works here and whom the viewer sees, and what of this service they provide. Two statements.
    pub fn team(&self, by: &Inside, db: &mut Conn) -> Result<Vec<Providing>> {
        let terms: Vec<(MemberId, Option<i64>, Option<i64>)> = member_services::table
            .filter(member_services::service_id.eq(self.id))
            .select((member_services::member_id, member_services::price, member_services::minutes))
            .load(db)?;
        let own: HashMap<MemberId, Own> =
            terms.into_iter().map(|(id, price, minutes)| (id, Own { price, minutes })).collect();
        let team = Line::working(by, db)?.into_iter();
        let providing = |(member, name, photo)| Providing { own: own.get(&member).copied(), member, name, photo };
        Ok(team.map(providing).collect())
    }

    /// Says who of these people provides it. `seen` tells what the form was drawn from.
    pub fn settle(
        &self,
        by: &Can<EditMemberServices>,
        wishes: &[(MemberId, Option<Own>)],
        seen: &str,
        db: &mut Conn,
    ) -> Result<()> {
        let by = &by.still(db)?;
        let team = self.team(by, db)?;
        if fingerprint(team.iter().map(|one| (one.member.0, one.own))) != seen {
            return Err(Error::Conflict(format!("Somebody else changed who provides {} meanwhile.", self.title)));
        }
        let mut changes = Vec::new();
        for (id, wish) in wishes {
            let before = team.iter().find(|one| one.member == *id).ok_or(Error::NotFound)?;
            put(*id, self.id, before.own, *wish, db)?;
            changes.extend(difference(&before.name, before.own, *wish, &by.location().currency));
        }
        if changes.is_empty() {
            return Ok(());
        }
        activity::record(by, Entry::new(Deed::ProvidersChanged, &self.title).about(self.id).with(changes), db)
    }
}

fn put(member: MemberId, service: ServiceId, old: Option<Own>, new: Option<Own>, db: &mut Conn) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let rows = member_services::table
        .filter(member_services::member_id.eq(member).and(member_services::service_id.eq(service)));
    match new {
        None => diesel::delete(rows).execute(db)?,
        Some(own) if old.is_some() => diesel::update(rows)
            .set((member_services::price.eq(own.price), member_services::minutes.eq(own.minutes)))
            .execute(db)?,
        Some(own) => diesel::insert_into(member_services::table)
            .values((
                member_services::member_id.eq(member),
                member_services::service_id.eq(service),
                member_services::price.eq(own.price),
                member_services::minutes.eq(own.minutes),
            ))
            .execute(db)?,
    };
    Ok(())
}

fn difference(what: &str, old: Option<Own>, new: Option<Own>, currency: &str) -> Option<Change> {
    let said = |own: Option<Own>| own.map_or("no".to_owned(), |own| own.said(currency));
    Change::between(what, &said(old), &said(new))
}

/// A short word for who provides what, so that a form knows whether it still shows how it is.
pub fn fingerprint(rows: impl Iterator<Item = (i64, Option<Own>)>) -> String {
    let mut print = Sha256::new();
    for row in rows {
        print.update(format!("{row:?};"));
    }
    print.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
