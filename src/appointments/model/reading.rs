//! Reading appointments: one, or those of a stretch of time, each whole, in two statements however many there are.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::alias;
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::{Conn, among, unindexed};
use crate::error::{Error, Result};
use crate::id::{AppointmentId, ClientId, LineId, MemberId, ServiceId};
use crate::schema::{appointment_lines, appointments, clients, line_assistants, members};

use super::sight::{Which, seen_by};
use super::{Appointment, Assistant, Line, Payment, Status};

/// No appointment lasts longer, so that those which began before a moment and still last are found in a range.
pub const LONGEST: TimeDelta = TimeDelta::hours(24);

type Times = (NaiveDateTime, NaiveDateTime);
type Made = (String, i64, String, NaiveDateTime);
type Paid = (Option<NaiveDate>, bool);
type Row = (AppointmentId, (ClientId, String), String, Times, Paid, Made);
type LineRow = (AppointmentId, LineId, (ServiceId, String), (MemberId, String), Times, (i64, i64, i64, String));

/// A line with one of its assistants: who, with what share, and their name.
type Helped = (LineRow, Option<(MemberId, i64)>, Option<String>);

/// Those of the location that the viewer sees, as they begin.
fn rows(by: &Inside, which: Which, db: &mut Conn) -> Result<Vec<Row>> {
    // Of two bounds of one column SQLite searches by the first: that of the days that are asked for.
    load(by, Box::new(which.and(seen_by(by))), db)
}

fn load(by: &Inside, which: Which, db: &mut Conn) -> Result<Vec<Row>> {
    Ok(appointments::table
        .inner_join(clients::table)
        .filter(unindexed(appointments::location_id).eq(by.location().id).and(appointments::deleted_at.is_null()))
        .filter(which)
        .order((appointments::starts_at, appointments::id))
        .select((
            appointments::id,
            (clients::id, clients::name),
            appointments::status,
            (appointments::starts_at, appointments::ends_at),
            (appointments::paid_on, appointments::paid_by_card),
            (appointments::comment, appointments::version, appointments::created_by, appointments::created_at),
        ))
        .load(db)?)
}

impl Appointment {
    /// An appointment of this location within the viewer's scope and reach, or `NotFound`.
    pub fn find(by: &Inside, id: AppointmentId, db: &mut Conn) -> Result<Self> {
        let rows = rows(by, Box::new(appointments::id.eq(id)), db)?;
        Self::whole(rows, db)?.pop().ok_or(Error::NotFound)
    }

    /// Those that last at any time from `from` to before `to`, as they begin.
    pub fn between(by: &Inside, from: NaiveDateTime, to: NaiveDateTime, db: &mut Conn) -> Result<Vec<Self>> {
        let here = appointments::location_id.eq(by.location().id);
        let lasting = appointments::starts_at.lt(to).and(appointments::ends_at.gt(from));
        let range = appointments::starts_at.gt(from - LONGEST);
        let rows = rows(by, Box::new(here.and(lasting).and(range)), db)?;
        Self::whole(rows, db)
    }

    /// Those that a condition is true of, as they begin.
    pub(super) fn which(by: &Inside, which: Which, db: &mut Conn) -> Result<Vec<Self>> {
        let rows = rows(by, which, db)?;
        Self::whole(rows, db)
    }

    /// These, whoever sees them: for deeds that concern a person and not a viewer.
    pub(super) fn all_of(by: &Inside, ids: &[AppointmentId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows = load(by, Box::new(among(appointments::id, ids)), db)?;
        Self::whole(rows, db)
    }

    /// Those of such a stretch that keep one team member busy, with a service of theirs or as an assistant.
    pub fn of_member(
        by: &Inside,
        member: MemberId,
        from: NaiveDateTime,
        to: NaiveDateTime,
        db: &mut Conn,
    ) -> Result<Vec<Self>> {
        let lasting = appointments::starts_at.lt(to).and(appointments::ends_at.gt(from));
        let rows = rows(by, Box::new(lasting.and(keeps_busy(member, from - LONGEST, to + LONGEST))), db)?;
        Self::whole(rows, db)
    }

    fn whole(rows: Vec<Row>, db: &mut Conn) -> Result<Vec<Self>> {
        let ids: Vec<AppointmentId> = rows.iter().map(|(id, ..)| *id).collect();
        let mut lines = Line::of(&ids, db)?;
        let appointment = |(id, (client, client_name), status, (starts_at, ends_at), (paid_on, by_card), made): Row| {
            let (comment, version, created_by, created_at) = made;
            let (status, lines) = (Status::from_slug(&status).unwrap_or(Status::Waiting), lines.remove(&id));
            let lines = lines.unwrap_or_default();
            let payment = paid_on.map(|on| Payment { on, by_card });
            #[rustfmt::skip]
            let whole = Appointment { id, client, client_name, status, starts_at, ends_at, comment, payment, version, created_by, created_at, lines };
            whole
        };
        Ok(rows.into_iter().map(appointment).collect())
    }
}

/// Those with a line of somebody, or in which they assist, that begins between two moments: found by these, and not among
/// all of the location.
fn keeps_busy(member: MemberId, from: NaiveDateTime, to: NaiveDateTime) -> Which {
    let lines = appointment_lines::table
        .filter(appointment_lines::member_id.eq(member))
        .filter(appointment_lines::starts_at.gt(from).and(appointment_lines::starts_at.lt(to)))
        .select(appointment_lines::appointment_id);
    let assistance = line_assistants::table
        .inner_join(appointment_lines::table)
        .filter(line_assistants::member_id.eq(member))
        .filter(line_assistants::starts_at.gt(from).and(line_assistants::starts_at.lt(to)))
        .select(appointment_lines::appointment_id);
    Box::new(appointments::id.eq_any(lines.union(assistance)))
}

impl Line {
    fn of(ids: &[AppointmentId], db: &mut Conn) -> Result<HashMap<AppointmentId, Vec<Self>>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let helpers = alias!(members as helpers);
        let helper = helpers.field(members::id);
        let rows: Vec<Helped> = appointment_lines::table
            .inner_join(members::table)
            .left_join(line_assistants::table)
            .left_join(helpers.on(helper.nullable().eq(line_assistants::member_id.nullable())))
            .filter(among(appointment_lines::appointment_id, ids))
            .order((appointment_lines::appointment_id, appointment_lines::place, line_assistants::place))
            .select((
                (
                    appointment_lines::appointment_id,
                    appointment_lines::id,
                    (appointment_lines::service_id, appointment_lines::title),
                    (members::id, members::name),
                    (appointment_lines::starts_at, appointment_lines::ends_at),
                    (
                        appointment_lines::price,
                        appointment_lines::discount,
                        appointment_lines::quantity,
                        appointment_lines::reward_mode,
                    ),
                ),
                (line_assistants::member_id, line_assistants::share).nullable(),
                helpers.field(members::name).nullable(),
            ))
            .load(db)?;
        let mut lines: HashMap<AppointmentId, Vec<Line>> = HashMap::new();
        for (row, assistant, name) in rows {
            let those = lines.entry(row.0).or_default();
            if those.last().is_none_or(|last| last.id != row.1) {
                those.push(Line::stored(row));
            }
            if let (Some(line), Some((member, share)), Some(name)) = (those.last_mut(), assistant, name) {
                line.assistants.push(Assistant { member, name, share });
            }
        }
        Ok(lines)
    }

    /// Nobody assists yet.
    fn stored((_, id, (service, title), (member, member_name), (starts_at, ends_at), terms): LineRow) -> Self {
        let (price, discount, quantity, mode) = terms;
        let (is_split, assistants) = (mode == "split", Vec::new());
        #[rustfmt::skip]
        let line = Line { id, service, title, member, member_name, starts_at, ends_at, price, discount, quantity, is_split, assistants };
        line
    }
}
