//! The week of one team member: seven columns of one person, and on a phone a list of days.

use askama::Template;
use chrono::{Datelike, NaiveDate};

use crate::access::Inside;
use crate::clock;
use crate::id::LocationId;
use crate::web::{Action, Choice, View, filters};

use super::super::model::{self, Card};
use super::bar::{Bar, Look};
use super::day::{Column, Grid, movable, working};
use super::tiles::{Block, Powers, Tile, What, blocks};
use super::{booking, calendar_of, counted, named};

/// The week view.
#[derive(Template)]
#[template(path = "calendar/week.html")]
pub struct Week {
    here: LocationId,
    title: String,
    lede: String,
    actions: Vec<Action>,
    bar: Bar,
    grid: Grid,
    members: Vec<Choice>,
    columns: Vec<Column>,
}

impl Week {
    pub fn new(by: &Inside, week: model::Week, asked: NaiveDate) -> Self {
        let powers = Powers::of(by);
        let frame = week.frame();
        let (today, zone) = (week.today, week.zone);
        let has_today = week.days.iter().any(|day| day.day == today);
        let now = has_today.then(|| clock::on_the_wall(clock::now(), zone).1);
        let member = week.card.as_ref().map(|card| card.member);
        let chosen = member.map(|member| member.to_string()).unwrap_or_default();
        let column = |day: &model::WeekDay, card: &Card| Column {
            line: if day.is_shown { working(&day.hours) } else { "not shown".into() },
            url: format!("{}?day={}", calendar_of(powers.here), day.day),
            blocks: match day.is_shown {
                true => blocks(&day.hours, &day.stays, frame, (day.day, card.member), &powers),
                false => vec![hidden(frame)],
            },
            heading: named(day.day, today),
            name: card.name.clone(),
            member: card.member,
            photo: card.photo.clone(),
            day: day.day,
            is_today: day.day == today,
        };
        let columns =
            week.card.iter().flat_map(|card| week.days.iter().map(|day| column(day, card)).collect::<Vec<_>>());
        let stays = week.days.iter().flat_map(|day| &day.stays);
        let waiting = stays.clone().filter(|stay| stay.status == crate::appointments::Status::Waiting).count();
        Week {
            here: powers.here,
            title: title(&week),
            lede: counted(stays.count(), waiting),
            actions: booking(by, asked),
            bar: Bar::new(powers.here, Look::Week, (asked, today), member, &week.revision()),
            grid: Grid::new(frame, now),
            columns: columns.collect(),
            members: week.cards.iter().map(|card| Choice::new(card.member, &card.name, &chosen)).collect(),
        }
    }

    fn movable(&self) -> Option<&Tile> {
        movable(&self.columns)
    }
}

/// A day that the viewer's right does not reach.
fn hidden(frame: crate::schedule::Span) -> Block {
    let what = What::Rest("Your right to see the calendar does not go back so far".into());
    Block { place: super::tiles::place(frame), what }
}

/// `Marta Oliveira: 23 to 29 November`.
fn title(week: &model::Week) -> String {
    let (Some(card), Some(first), Some(last)) = (&week.card, week.days.first(), week.days.last()) else {
        return "Week".into();
    };
    let (first, last) = (first.day, last.day);
    let end = if last.year() == week.today.year() { "%-d %B" } else { "%-d %B %Y" };
    let beginning = match (first.month() == last.month(), first.year() == last.year()) {
        (true, true) => "%-d",
        (false, true) => "%-d %B",
        _ => "%-d %B %Y",
    };
    format!("{}: {} to {}", card.name, first.format(beginning), last.format(end))
}

impl View for Week {
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
