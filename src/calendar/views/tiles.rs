//! What stands in a column: appointments, what is assisted, gaps to book, and hours without work, each in its place.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::access::{Inside, Right};
use crate::appointments::Status;
use crate::clock;
use crate::id::{LocationId, MemberId};
use crate::schedule::{Hours, Span};

use super::super::model::{Idle, Stay, gaps, idle, lanes};
use super::stretch;

/// Below that there is room for one line only.
const SHORT: i64 = 30;
/// Below that there is room for two.
const BRIEF: i64 = 40;
/// Below that there is no room for a line of who assists.
const CROWDED: i64 = 55;

/// What may be done with what is shown.
#[derive(Debug, Clone, Copy)]
pub struct Powers {
    pub here: LocationId,
    pub zone: Tz,
    books: bool,
    moves: bool,
    changes_completed: bool,
    sees_reasons: bool,
}

impl Powers {
    pub fn of(by: &Inside) -> Self {
        Powers {
            here: by.location().id,
            zone: by.location().zone,
            books: by.may(Right::CreateAppointments),
            moves: by.may(Right::MoveAppointments) && !by.is_looking(),
            changes_completed: by.may(Right::EditCompleted),
            sees_reasons: by.may(Right::EditSchedules),
        }
    }
}

/// Something in a column.
pub struct Block {
    /// The classes that say where it stands and how long.
    pub place: String,
    pub what: What,
}

pub enum What {
    Tile(Box<Tile>),
    Gap(Gap),
    Rest(String),
}

/// Time that is free to book.
pub struct Gap {
    pub url: String,
    pub time: String,
}

/// An appointment, or the part of it that one person provides.
pub struct Tile {
    pub stay: Stay,
    pub url: String,
    /// The base of the doors of the appointment.
    pub id: String,
    pub from: String,
    pub to: String,
    pub icon: &'static str,
    pub is_short: bool,
    pub is_brief: bool,
    pub can_move: bool,
}

impl Tile {
    /// Some stays, as this viewer is shown them.
    pub fn all(by: &Inside, stays: Vec<Stay>) -> Vec<Self> {
        let powers = Powers::of(by);
        stays.into_iter().map(|stay| Tile::new(stay, &powers)).collect()
    }

    pub fn new(stay: Stay, powers: &Powers) -> Self {
        let wall = |moment| clock::hour(clock::on_the_wall(moment, powers.zone).1);
        let lasting = stay.span.to - stay.span.from;
        let brief = if stay.assistants.is_empty() { BRIEF } else { CROWDED };
        let is_done = stay.status == Status::Came;
        Tile {
            url: format!("/locations/{}/appointments/{}", powers.here, stay.appointment),
            id: format!("at-{}-{}-{}", stay.appointment, stay.member, stay.span.from),
            from: wall(stay.starts_at),
            to: wall(stay.ends_at),
            icon: icon(stay.status),
            is_short: lasting < SHORT,
            is_brief: (SHORT..brief).contains(&lasting),
            can_move: powers.moves && stay.handle.is_some() && (!is_done || powers.changes_completed),
            stay,
        }
    }

    /// What the client comes for.
    pub fn services(&self) -> String {
        self.stay.services.join(", ")
    }

    /// One of eight colours, by what they come for first.
    pub fn shade(&self) -> &str {
        self.stay.services.first().map(String::as_str).unwrap_or_default()
    }
}

/// The drawing beside the word of a status.
pub fn icon(status: Status) -> &'static str {
    match status {
        Status::Waiting => "clock",
        Status::Confirmed => "check",
        Status::Came => "in",
        Status::NoShow => "ban",
    }
}

/// All that stands in one column, as it begins. What is free stands beside whoever did not come.
pub fn blocks(
    hours: &Hours,
    stays: &[Stay],
    frame: Span,
    (day, member): (NaiveDate, MemberId),
    powers: &Powers,
) -> Vec<Block> {
    let rests = idle(hours, frame).into_iter();
    let rests = rests.map(|(span, why)| (span.from, Block { place: place(span), what: What::Rest(rest(why, powers)) }));
    let taken: Vec<Span> = stays.iter().filter(|stay| stay.takes_time()).map(|stay| stay.span).collect();
    let free = if powers.books { gaps(hours, &taken) } else { Vec::new() };
    let free = free.into_iter().map(|span| (span, What::Gap(gap(span, day, member, powers))));
    let tiles = stays.iter().map(|stay| (stay.span, What::Tile(Box::new(Tile::new(stay.clone(), powers)))));
    let mut all: Vec<(Span, What)> = tiles.chain(free).collect();
    all.sort_by_key(|(span, _)| span.from);
    let spans: Vec<Span> = all.iter().map(|(span, _)| *span).collect();
    let placed = all.into_iter().zip(lanes(&spans)).map(|((span, what), lane)| {
        let beside = if lane.of > 1 { format!(" lane-{} of-{}", lane.number, lane.of) } else { String::new() };
        (span.from, Block { place: format!("{}{beside}", place(span)), what })
    });
    let mut blocks: Vec<(i64, Block)> = rests.chain(placed).collect();
    blocks.sort_by_key(|(from, _)| *from);
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// `at-9 m-15 dh-1 dm-30`: the grid has a line every five minutes.
pub fn place(span: Span) -> String {
    let lasting = span.to - span.from;
    format!("{} dh-{} dm-{}", moment(span.from), lasting / 60, lasting % 60 / 5 * 5)
}

/// `at-9 m-15`.
pub fn moment(minute: i64) -> String {
    format!("at-{} m-{}", minute / 60, minute % 60 / 5 * 5)
}

fn rest(why: Idle, powers: &Powers) -> String {
    match why {
        Idle::Before(minute) => format!("Starts at {}", clock::hour(minute)),
        Idle::Break => "Break".into(),
        Idle::After => "Day ends".into(),
        Idle::TimeOff(reason) if powers.sees_reasons && !reason.is_empty() => format!("Time off: {reason}"),
        Idle::TimeOff(_) => "Time off".into(),
        Idle::NoHours => "No hours on this day".into(),
    }
}

fn gap(span: Span, day: NaiveDate, member: MemberId, powers: &Powers) -> Gap {
    let at = format!("{:02}:{:02}", span.from / 60, span.from % 60);
    let url = format!("/locations/{}/appointments/new?day={day}&at={at}&member={member}", powers.here);
    Gap { url, time: stretch(span.from, span.to) }
}
