//! A stay: some services of one appointment, one after the other, that keep one team member busy.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::appointments::{Appointment, Line, Status};
use crate::clock;
use crate::id::{AppointmentId, LineId, MemberId};
use crate::schedule::Span;

/// The clocks of a day show no more minutes.
const MIDNIGHT: i64 = 1440;
/// What is drawn has some height, even where the clocks are set back while it lasts.
const SHORTEST: i64 = 5;

/// Part of an appointment, as it stands in the column of one team member.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct Stay {
    pub appointment: AppointmentId,
    pub version: i64,
    pub status: Status,
    pub client: String,
    pub member: MemberId,
    /// Whom they assist, where it is not their own.
    pub assists: Option<String>,
    pub services: Vec<String>,
    pub assistants: Vec<String>,
    /// UTC.
    pub starts_at: NaiveDateTime,
    pub ends_at: NaiveDateTime,
    /// Where it is drawn on its day: from one minute on the wall to another.
    pub span: Span,
    pub handle: Option<Handle>,
}

/// By what a stay is moved: only where all of it lies on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The last of its services, which grows and shrinks; the others go along with it.
    pub line: LineId,
    /// When that one starts, on the wall, and how long it lasts.
    pub start: i64,
    pub minutes: i64,
    /// Whether somebody else can be given all of it: that is said for one service at a time.
    pub is_whole: bool,
}

impl Stay {
    /// All of some appointments on a day, as they begin.
    pub fn all(appointments: &[Appointment], day: NaiveDate, zone: Tz) -> Vec<Self> {
        let mut stays: Vec<Stay> = appointments.iter().flat_map(|one| Self::of(one, day, zone)).collect();
        stays.sort_by_key(|stay| (stay.span.from, stay.starts_at, stay.span.to));
        stays
    }

    fn of(appointment: &Appointment, day: NaiveDate, zone: Tz) -> Vec<Self> {
        let own = appointment.lines.chunk_by(|one, next| one.member == next.member);
        let own = own.filter_map(|lines| Self::serving(appointment, lines, day, zone));
        let mut stays: Vec<Stay> = own.collect();
        for line in &appointment.lines {
            for assistant in &line.assistants {
                stays.extend(Self::assisting(appointment, line, assistant.member, day, zone));
            }
        }
        stays
    }

    fn serving(appointment: &Appointment, lines: &[Line], day: NaiveDate, zone: Tz) -> Option<Self> {
        let (first, last) = (lines.first()?, lines.last()?);
        let span = on_day(first.starts_at, last.ends_at, day, zone)?;
        let mut assistants: Vec<String> = Vec::new();
        for assistant in lines.iter().flat_map(|line| &line.assistants) {
            if !assistants.contains(&assistant.name) {
                assistants.push(assistant.name.clone());
            }
        }
        let (start_day, start) = clock::on_the_wall(last.starts_at, zone);
        let handle = Handle { start, line: last.id, minutes: last.minutes(), is_whole: lines.len() == 1 };
        Some(Stay {
            services: lines.iter().map(|line| line.title.clone()).collect(),
            assistants,
            handle: (start_day == day).then_some(handle),
            ..Self::bare(appointment, first.member, (first.starts_at, last.ends_at), span)
        })
    }

    fn assisting(appointment: &Appointment, line: &Line, member: MemberId, day: NaiveDate, zone: Tz) -> Option<Self> {
        let span = on_day(line.starts_at, line.ends_at, day, zone)?;
        Some(Stay {
            services: vec![line.title.clone()],
            assists: Some(line.member_name.clone()),
            ..Self::bare(appointment, member, (line.starts_at, line.ends_at), span)
        })
    }

    fn bare(
        appointment: &Appointment,
        member: MemberId,
        (starts_at, ends_at): (NaiveDateTime, NaiveDateTime),
        span: Span,
    ) -> Self {
        Stay {
            appointment: appointment.id,
            version: appointment.version,
            status: appointment.status,
            client: appointment.client_name.clone(),
            member,
            assists: None,
            services: Vec::new(),
            assistants: Vec::new(),
            starts_at,
            ends_at,
            span,
            handle: None,
        }
    }

    /// Whether nobody else can be booked meanwhile.
    pub fn takes_time(&self) -> bool {
        self.status.takes_time()
    }
}

/// The part of a stretch of time that lies on a day, on the wall: from where the clocks begin to where they end, and where
/// they are set back over all of it, as long as it lasts.
fn on_day(starts_at: NaiveDateTime, ends_at: NaiveDateTime, day: NaiveDate, zone: Tz) -> Option<Span> {
    let (first, from) = clock::on_the_wall(starts_at, zone);
    let (last, to) = clock::on_the_wall(ends_at, zone);
    let from = if first < day { 0 } else { from };
    let to = if last > day { MIDNIGHT } else { to };
    let lasting = (ends_at - starts_at).num_minutes().max(SHORTEST);
    let to = if first == last && to <= from { from + lasting } else { to }.min(MIDNIGHT);
    (first <= day && last >= day && from < to).then_some(Span { from, to })
}
