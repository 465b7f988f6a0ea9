//! What one client came for and will come for, and how often some clients came: of the appointments that the viewer sees.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use crate::access::Inside;
use crate::clock;
use crate::db::{Conn, among};
use crate::error::Result;
use crate::id::{AppointmentId, ClientId};
use crate::money;
use crate::schema::{appointment_lines, appointments, clients, members};

use super::Status;
use super::sight::{Which, seen_by};

/// An appointment, as it stands in the history of its client.
#[derive(Debug, Clone)]
pub struct Visit {
    pub id: AppointmentId,
    pub status: Status,
    pub starts_at: NaiveDateTime,
    /// What was booked, each with whom.
    pub services: Vec<(String, String)>,
    /// In minor units.
    pub total: i64,
}

/// How often a client came, when for the last time, and what they paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub visits: i64,
    pub last: Option<NaiveDateTime>,
    /// In minor units.
    pub spent: i64,
}

/// Visits on a page.
pub const VISITS: i64 = 10;

/// What was paid for one appointment: every line rounded half up, as `money::discounted` does.
const PAID: &str = "CAST(SUM((SELECT COALESCE(SUM((l.price * l.quantity * (10000 - l.discount) + 5000) / 10000), 0) \
     FROM appointment_lines l WHERE l.appointment_id = appointments.id)) AS BIGINT)";

impl Visit {
    /// The visits of a client before another one, newest first; and where the next page begins.
    pub fn of(
        by: &Inside,
        client: ClientId,
        before: Option<AppointmentId>,
        db: &mut Conn,
    ) -> Result<(Vec<Self>, Option<AppointmentId>)> {
        let mut which: Which = Box::new(appointments::client_id.eq(client));
        if let Some(id) = before {
            let begins = appointments::table.filter(appointments::id.eq(id).and(appointments::client_id.eq(client)));
            let begins: Option<NaiveDateTime> = begins.select(appointments::starts_at).first(db).optional()?;
            if let Some(begins) = begins {
                let is_before = appointments::starts_at.lt(begins).or(appointments::id.lt(id));
                which = Box::new(which.and(appointments::starts_at.le(begins)).and(is_before));
            }
        }
        let mut rows: Vec<Row> = appointments::table
            .inner_join(clients::table)
            .filter(appointments::location_id.eq(by.location().id).and(appointments::deleted_at.is_null()))
            .filter(seen_by(by))
            .filter(which)
            .order((appointments::starts_at.desc(), appointments::id.desc()))
            .limit(VISITS + 1)
            .select((appointments::id, appointments::status, appointments::starts_at))
            .load(db)?;
        let has_more = rows.len() > VISITS as usize;
        rows.truncate(VISITS as usize);
        let next = rows.last().map(|(id, ..)| *id).filter(|_| has_more);
        Ok((Self::whole(rows, db)?, next))
    }

    /// The next visits of a client that the viewer sees.
    pub fn to_come(by: &Inside, client: ClientId, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = appointments::table
            .inner_join(clients::table)
            .filter(appointments::client_id.eq(client).and(appointments::deleted_at.is_null()))
            .filter(appointments::starts_at.gt(clock::now()).and(appointments::status.ne(Status::NoShow.slug())))
            .filter(seen_by(by))
            .order((appointments::starts_at, appointments::id))
            .limit(VISITS)
            .select((appointments::id, appointments::status, appointments::starts_at))
            .load(db)?;
        Self::whole(rows, db)
    }

    /// Who comes from one moment to before another one.
    pub fn clients_between(
        by: &Inside,
        from: NaiveDateTime,
        to: NaiveDateTime,
        db: &mut Conn,
    ) -> Result<Vec<ClientId>> {
        Ok(appointments::table
            .inner_join(clients::table)
            .filter(appointments::location_id.eq(by.location().id).and(appointments::deleted_at.is_null()))
            .filter(appointments::starts_at.ge(from).and(appointments::starts_at.lt(to)))
            .filter(seen_by(by))
            .select(appointments::client_id)
            .distinct()
            .load(db)?)
    }

    fn whole(rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<AppointmentId> = rows.iter().map(|(id, ..)| *id).collect();
        type Served = (AppointmentId, (String, String), (i64, i64, i64));
        let lines: Vec<Served> = appointment_lines::table
            .inner_join(members::table)
            .filter(among(appointment_lines::appointment_id, &ids))
            .order((appointment_lines::appointment_id, appointment_lines::place))
            .select((
                appointment_lines::appointment_id,
                (appointment_lines::title, members::name),
                (appointment_lines::price, appointment_lines::quantity, appointment_lines::discount),
            ))
            .load(db)?;
        let visit = |(id, status, starts_at): Row| {
            let own = lines.iter().filter(|(of, ..)| *of == id);
            Visit {
                id,
                status: Status::from_slug(&status).unwrap_or(Status::Waiting),
                starts_at,
                services: own.clone().map(|(_, service, _)| service.clone()).collect(),
                total: own
                    .map(|(.., (price, quantity, discount))| money::discounted(*price, *quantity, *discount))
                    .sum(),
            }
        };
        Ok(rows.into_iter().map(visit).collect())
    }
}

type Row = (AppointmentId, String, NaiveDateTime);

type Counted = (ClientId, i64, Option<NaiveDateTime>, Option<i64>);

impl Tally {
    /// How often some clients came, as far as the viewer sees: one statement.
    pub fn of(by: &Inside, some: &[ClientId], db: &mut Conn) -> Result<HashMap<ClientId, Self>> {
        if some.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<Counted> = appointments::table
            .inner_join(clients::table)
            .filter(among(appointments::client_id, some).and(appointments::deleted_at.is_null()))
            .filter(appointments::status.eq(Status::Came.slug()))
            .filter(seen_by(by))
            .group_by(appointments::client_id)
            .select((
                appointments::client_id,
                count_star(),
                max(appointments::starts_at),
                sql::<Nullable<BigInt>>(PAID),
            ))
            .load(db)?;
        Ok(rows.into_iter().map(Self::row).collect())
    }

    /// The same for whoever sees them by a right of the chain.
    pub fn of_all(some: &[ClientId], db: &mut Conn) -> Result<HashMap<ClientId, Self>> {
        if some.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(ClientId, i64, Option<NaiveDateTime>)> = appointments::table
            .filter(among(appointments::client_id, some).and(appointments::deleted_at.is_null()))
            .filter(appointments::status.eq(Status::Came.slug()))
            .group_by(appointments::client_id)
            .select((appointments::client_id, count_star(), max(appointments::starts_at)))
            .load(db)?;
        Ok(rows.into_iter().map(|(client, visits, last)| Self::row((client, visits, last, None))).collect())
    }

    fn row((client, visits, last, spent): Counted) -> (ClientId, Self) {
        (client, Tally { visits, last, spent: spent.unwrap_or(0) })
    }
}
