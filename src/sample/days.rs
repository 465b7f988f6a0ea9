//! What happens on a day of the sample: who comes, when, for what, and who helps.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ClientId, MemberId};
use crate::locations::Location;

use super::rows::{Rows, text};
use super::trades::Booked;
use super::{Crew, Worker};

/// Everybody's appointments, day by day.
pub(super) struct Diary<'a> {
    location: &'a Location,
    crew: &'a Crew,
    services: Vec<Booked>,
    clients: Vec<(ClientId, String)>,
    appointments: Rows,
    lines: Rows,
    assistants: Rows,
}

/// Of so many appointments of the past, one was missed.
const MISSED: u8 = 14;

impl<'a> Diary<'a> {
    pub fn open(
        location: &'a Location,
        crew: &'a Crew,
        services: Vec<Booked>,
        clients: Vec<(ClientId, String)>,
        db: &mut Conn,
    ) -> Result<Self> {
        let columns = "location_id,client_id,status,starts_at,ends_at,created_by,created_at";
        let of_lines = "appointment_id,service_id,title,member_id,place,starts_at,ends_at,takes_time,price,discount";
        let of_assistants = "line_id,member_id,place,starts_at,ends_at,takes_time";
        Ok(Diary {
            location,
            crew,
            services,
            clients,
            appointments: Rows::of("appointments", columns, db)?,
            lines: Rows::of("appointment_lines", of_lines, db)?,
            assistants: Rows::of("line_assistants", of_assistants, db)?,
        })
    }

    /// Books a day of everybody who works on it.
    pub fn fill(&mut self, day: NaiveDate, dice: &mut fastrand::Rng, db: &mut Conn) -> Result<()> {
        let mut busy: Vec<(MemberId, NaiveDateTime)> = Vec::new();
        for worker in self.crew.workers.iter().filter(|worker| worker.works_on(day.weekday())) {
            for (from, to) in worker.spans() {
                let mut minute = from + 15 * dice.i64(0..3);
                while let Some(until) = self.book(worker, day, (minute, to), &mut busy, dice) {
                    minute = until + if dice.u8(0..3) == 0 { 15 * dice.i64(1..4) } else { 0 };
                }
            }
        }
        for rows in [&mut self.appointments, &mut self.lines, &mut self.assistants] {
            rows.flush(db)?;
        }
        Ok(())
    }

    /// Books one client for one service or two, if that still fits, and tells until when.
    fn book(
        &mut self,
        worker: &Worker,
        day: NaiveDate,
        (from, to): (i64, i64),
        busy: &mut Vec<(MemberId, NaiveDateTime)>,
        dice: &mut fastrand::Rng,
    ) -> Option<i64> {
        let learned: Vec<Booked> =
            self.services.iter().copied().filter(|service| service.trade == worker.trade).collect();
        let many = if dice.u8(0..4) == 0 { 2 } else { 1 };
        let wanted: Vec<Booked> = dice.choose_multiple(learned, many);
        let until = from + wanted.iter().map(|service| service.minutes).sum::<i64>();
        if until > to || wanted.is_empty() || self.clients.is_empty() {
            return None;
        }
        let at = |minute| clock::instant(day, minute, self.location.zone);
        let (starts_at, ends_at) = (at(from)?, at(until)?);
        let status = status(starts_at, ends_at, dice);
        let takes_time = if status == "no_show" { "FALSE" } else { "TRUE" };
        let client = self.clients[dice.usize(0..self.clients.len())].0;
        let made = starts_at - chrono::TimeDelta::days(dice.i64(1..21));
        let appointment = self.appointments.push(format_args!(
            "{},{client},'{status}','{starts_at}','{ends_at}','Amara Okafor','{made}'",
            self.location.id
        ));
        let mut minute = from;
        for (place, service) in wanted.iter().enumerate() {
            let (begins, ends) = (at(minute)?, at(minute + service.minutes)?);
            let discount = if dice.u8(0..12) == 0 { 1000 } else { 0 };
            let line = self.lines.push(format_args!(
                "{appointment},{},{},{},{place},'{begins}','{ends}',{takes_time},{},{discount}",
                service.service,
                text(service.title),
                worker.member,
                service.price
            ));
            if service.is_assisted
                && dice.bool()
                && let Some(helper) = free(&self.crew.assistants, begins, busy, dice)
            {
                self.assistants.push(format_args!("{line},{helper},0,'{begins}','{ends}',{takes_time}"));
                busy.push((helper, ends));
            }
            minute += service.minutes;
        }
        Some(until)
    }
}

/// Somebody who helps nobody else any more at that moment.
fn free(
    helpers: &[MemberId],
    from: NaiveDateTime,
    busy: &[(MemberId, NaiveDateTime)],
    dice: &mut fastrand::Rng,
) -> Option<MemberId> {
    let is_free = |helper: &&MemberId| !busy.iter().any(|(other, until)| other == *helper && from < *until);
    let free: Vec<&MemberId> = helpers.iter().filter(is_free).collect();
    dice.choice(&free).map(|helper| **helper)
}

/// What became of an appointment by now.
fn status(starts_at: NaiveDateTime, ends_at: NaiveDateTime, dice: &mut fastrand::Rng) -> &'static str {
    let now = clock::now();
    match (ends_at < now, starts_at < now) {
        (true, _) if dice.u8(0..MISSED) == 0 => "no_show",
        (true, _) | (_, true) => "came",
        _ if dice.u8(0..4) == 0 => "waiting",
        _ => "confirmed",
    }
}
