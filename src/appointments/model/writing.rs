//! Writing appointments down: the row itself, its lines, and who assists in them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{AppointmentId, LineId, MemberId};
use crate::schema::{appointment_lines, appointments, line_assistants};

use super::drafts::Draft;
use super::{Appointment, Assistant};

impl Appointment {
    /// Claims the next version, or says that somebody else was faster.
    pub(super) fn advance(&self, version: i64, db: &mut Conn) -> Result<()> {
        let changed = diesel::update(appointments::table)
            .filter(appointments::id.eq(self.id).and(appointments::version.eq(version)))
            .set(appointments::version.eq(version + 1))
            .execute(db)?;
        if changed == 0 {
            let name = &self.client_name;
            return Err(Error::Conflict(format!("Somebody else changed the appointment of {name} meanwhile.")));
        }
        Ok(())
    }
}

/// When an appointment with these lines begins and ends.
pub(super) fn times(drafts: &[Draft]) -> Result<(NaiveDateTime, NaiveDateTime)> {
    let (first, last) = (drafts.first(), drafts.last());
    first.zip(last).map(|(first, last)| (first.from, last.to)).ok_or_else(|| Error::on("service-1", "Choose a service"))
}

/// Writes the lines as drafted, in their order. Those that are no longer among them go.
pub(super) fn write(id: AppointmentId, drafts: &[Draft], takes_time: bool, db: &mut Conn) -> Result<()> {
    let kept: Vec<LineId> = drafts.iter().filter_map(|draft| draft.line).collect();
    diesel::delete(appointment_lines::table)
        .filter(appointment_lines::appointment_id.eq(id).and(appointment_lines::id.ne_all(kept)))
        .execute(db)?;
    for (place, draft) in drafts.iter().enumerate() {
        let row = (
            appointment_lines::service_id.eq(draft.service),
            appointment_lines::title.eq(&draft.title),
            appointment_lines::member_id.eq(draft.member),
            appointment_lines::place.eq(place as i64),
            appointment_lines::starts_at.eq(draft.from),
            appointment_lines::ends_at.eq(draft.to),
            appointment_lines::takes_time.eq(takes_time),
            appointment_lines::price.eq(draft.price),
            appointment_lines::discount.eq(draft.discount),
            appointment_lines::quantity.eq(draft.quantity),
            appointment_lines::reward_mode.eq(mode(draft.is_split)),
        );
        let line = match draft.line {
            Some(line) => {
                diesel::update(appointment_lines::table.find(line)).set(row).execute(db)?;
                line
            }
            None => diesel::insert_into(appointment_lines::table)
                .values((appointment_lines::appointment_id.eq(id), row))
                .returning(appointment_lines::id)
                .get_result(db)?,
        };
        write_assistants(line, draft, takes_time, db)?;
    }
    Ok(())
}

/// Writes who assists in a line, and when.
pub(super) fn write_assistants(line: LineId, draft: &Draft, takes_time: bool, db: &mut Conn) -> Result<()> {
    let kept: Vec<MemberId> = draft.assistants.iter().map(|assistant| assistant.member).collect();
    diesel::delete(line_assistants::table)
        .filter(line_assistants::line_id.eq(line).and(line_assistants::member_id.ne_all(kept)))
        .execute(db)?;
    for (place, Assistant { member, share, .. }) in draft.assistants.iter().enumerate() {
        let row = (
            line_assistants::place.eq(place as i64),
            line_assistants::share.eq(*share),
            line_assistants::starts_at.eq(draft.from),
            line_assistants::ends_at.eq(draft.to),
            line_assistants::takes_time.eq(takes_time),
        );
        let there = line_assistants::table
            .filter(line_assistants::line_id.eq(line).and(line_assistants::member_id.eq(*member)));
        if diesel::update(there).set(row).execute(db)? == 0 {
            diesel::insert_into(line_assistants::table)
                .values((line_assistants::line_id.eq(line), line_assistants::member_id.eq(*member), row))
                .execute(db)?;
        }
    }
    Ok(())
}

/// How the database calls the way in which assistants are paid.
pub(super) fn mode(is_split: bool) -> &'static str {
    if is_split { "split" } else { "full" }
}
