//! What somebody assists in: their own list of where to be.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::Can;
use crate::access::rights::ViewCalendar;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::schema::{appointment_lines, appointments, line_assistants, members};

use super::{Appointment, Line};

/// How many past days are shown, and how many are to come.
const PAST: TimeDelta = TimeDelta::days(30);
const AHEAD: TimeDelta = TimeDelta::days(366);

/// A line in which somebody assists.
#[derive(Debug, Clone, PartialEq)]
pub struct Assisted {
    pub appointment: Appointment,
    pub line: Line,
}

impl Assisted {
    /// Where the viewer assists, as it begins: those that are over, and those that are not.
    pub fn of_viewer(by: &Can<ViewCalendar>, db: &mut Conn) -> Result<(Vec<Self>, Vec<Self>)> {
        let now = clock::now();
        let own: Vec<crate::id::MemberId> = members::table
            .filter(members::location_id.eq(by.location().id).and(members::user_id.eq(by.user())))
            .select(members::id)
            .load(db)?;
        let theirs = appointment_lines::table
            .inner_join(line_assistants::table)
            .filter(line_assistants::member_id.eq_any(own.clone()))
            .filter(line_assistants::starts_at.gt(now - PAST).and(line_assistants::starts_at.lt(now + AHEAD)))
            .select(appointment_lines::appointment_id);
        let found = Appointment::which(by, Box::new(appointments::id.eq_any(theirs)), db)?;
        let assisted = found.into_iter().flat_map(|appointment| {
            let lines: Vec<Line> = appointment.lines.clone();
            let is_theirs = |line: &Line| line.assistants.iter().any(|assistant| own.contains(&assistant.member));
            let lines: Vec<Line> = lines.into_iter().filter(is_theirs).collect();
            lines.into_iter().map(move |line| Assisted { appointment: appointment.clone(), line })
        });
        Ok(assisted.partition(|assisted| assisted.line.ends_at <= now))
    }
}
