//! One day, with a column for every team member in the schedule.

use askama::Template;
use chrono::NaiveDate;

use crate::access::{Inside, Right};
use crate::clock;
use crate::id::{LocationId, MemberId};
use crate::schedule::{Hours, Span};
use crate::web::{Action, View, filters};

use super::super::model;
use super::bar::{Bar, Look};
use super::tiles::{Block, Powers, Tile, What, blocks, moment};
use super::{booking, calendar_of, counted, named, stretch, unreachable};

/// The day view.
#[derive(Template)]
#[template(path = "calendar/day.html")]
pub struct Day {
    here: LocationId,
    title: String,
    lede: String,
    actions: Vec<Action>,
    bar: Bar,
    grid: Grid,
    columns: Vec<Column>,
    /// Where the viewer assists without a column.
    assisted: Vec<Tile>,
    /// Why nothing is shown.
    unreachable: Option<String>,
    edits_schedules: bool,
}

/// The hours that a view shows, and now where it is one of them.
pub struct Grid {
    pub first: i64,
    pub count: i64,
    pub hours: Vec<i64>,
    pub now: Option<(String, String)>,
}

impl Grid {
    /// `now` is the minute that the clock on the wall shows, where today is shown.
    pub fn new(frame: Span, now: Option<i64>) -> Self {
        let (first, last) = (frame.from / 60, frame.to / 60);
        let now = now.filter(|now| (frame.from..frame.to).contains(now));
        Grid {
            first,
            count: last - first,
            hours: (first..last).collect(),
            now: now.map(|now| (moment(now), clock::hour(now))),
        }
    }
}

/// A column, ready to be drawn.
pub struct Column {
    /// The name, or in a week the day.
    pub heading: String,
    pub name: String,
    pub member: MemberId,
    pub photo: String,
    pub day: NaiveDate,
    /// Whether its day stands out: today, among other days.
    pub is_today: bool,
    /// `Stylist, 10:00 to 19:00`.
    pub line: String,
    /// Their week.
    pub url: String,
    pub blocks: Vec<Block>,
}

impl Day {
    pub fn new(by: &Inside, day: model::Day) -> Self {
        let powers = Powers::of(by);
        let frame = day.frame();
        let is_today = day.day == day.today;
        let now = is_today.then(|| clock::on_the_wall(clock::now(), day.zone).1);
        let column = |column: &model::Column| Column {
            line: described(&column.card.position, &column.hours),
            url: week_of(powers.here, column.card.member, day.day),
            blocks: blocks(&column.hours, &column.stays, frame, (day.day, column.card.member), &powers),
            heading: column.card.name.clone(),
            name: column.card.name.clone(),
            member: column.card.member,
            photo: column.card.photo.clone(),
            day: day.day,
            is_today: false,
        };
        Day {
            here: powers.here,
            title: named(day.day, day.today),
            lede: if day.begins.is_some() { String::new() } else { counted(day.appointments.len(), day.waiting()) },
            actions: booking(by, day.day),
            bar: Bar::new(powers.here, Look::Day, (day.day, day.today), None, &day.revision()),
            grid: Grid::new(frame, now),
            columns: day.columns.iter().map(column).collect(),
            assisted: day.assisted.iter().map(|stay| Tile::new(stay.clone(), &powers)).collect(),
            unreachable: day.begins.map(|first| unreachable(first, day.today)),
            edits_schedules: by.may(Right::EditSchedules),
        }
    }

    /// Something that can be dragged: the form that moves it is sent for any of them.
    fn movable(&self) -> Option<&Tile> {
        movable(&self.columns)
    }
}

pub fn movable(columns: &[Column]) -> Option<&Tile> {
    let tiles = columns.iter().flat_map(|column| &column.blocks).filter_map(|block| match &block.what {
        What::Tile(tile) => Some(tile.as_ref()),
        _ => None,
    });
    tiles.into_iter().find(|tile| tile.can_move)
}

fn described(position: &str, hours: &Hours) -> String {
    let parts = [position.to_owned(), working(hours)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// From when to when somebody works, breaks aside.
pub fn working(hours: &Hours) -> String {
    match (&hours.time_off, hours.spans.first(), hours.spans.last()) {
        (Some(_), ..) => "time off".into(),
        (None, Some(first), Some(last)) => stretch(first.from, last.to),
        _ => "no hours".into(),
    }
}

fn week_of(here: LocationId, member: MemberId, day: NaiveDate) -> String {
    format!("{}/week?day={day}&member={member}", calendar_of(here))
}

impl View for Day {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn lede(&self) -> String {
        self.lede.clone()
    }

    fn section(&self) -> &'static str {
        "Calendar"
    }

    fn actions(&self) -> Vec<Action> {
        self.actions.clone()
    }
}
