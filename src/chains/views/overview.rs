//! The first page of a chain: its locations in numbers.

use askama::Template;
use chrono::NaiveDate;

use crate::clock;
use crate::web::{View, filters};

use super::super::model::{Branch, DAYS, Figures, Within};

/// One location, as its row says it.
pub struct Line {
    pub name: String,
    /// Where it is opened, for whoever can be inside.
    pub url: Option<String>,
    pub note: String,
    pub people: i64,
    pub team: i64,
    pub open: i64,
    /// `3 of 5`, or only how many are used where there is no limit.
    pub seats: String,
    pub events: i64,
    pub appointments: i64,
    /// How many of them were missed; empty where none was.
    pub missed: String,
    /// The lengths of its bars, from 0 to 100: deeds, and appointments.
    pub share: String,
    pub booked: String,
}

/// One day of the chart, in the units of its drawing.
pub struct Column {
    pub x: i64,
    pub y: String,
    pub height: String,
    pub day: String,
    pub events: i64,
}

/// Everything the figures say.
pub struct Numbers {
    pub lines: Vec<Line>,
    pub columns: Vec<Column>,
    pub first_day: String,
    pub last_day: String,
    pub people: i64,
    pub team: i64,
    pub open: i64,
    pub seats: i64,
    pub events: i64,
    pub appointments: i64,
    pub missed: i64,
}

/// The first page of a chain.
#[derive(Template)]
#[template(path = "chains/show.html")]
pub struct Show {
    pub by: Within,
    pub branches: Vec<Branch>,
    /// For whoever may see reports.
    pub numbers: Option<Numbers>,
    /// What the viewer may do in the chain, in words.
    pub rights: Vec<&'static str>,
}

impl Show {
    pub fn days(&self) -> i64 {
        DAYS
    }
}

impl Numbers {
    pub fn of(
        figures: &[Figures],
        people: i64,
        daily: &[(NaiveDate, i64)],
        url: impl Fn(&Branch) -> Option<String>,
    ) -> Self {
        let most = |count: fn(&Figures) -> i64| figures.iter().map(count).max().unwrap_or_default().max(1);
        let most = (most(|one| one.events), most(|one| one.appointments));
        let sum = |count: fn(&Figures) -> i64| figures.iter().map(count).sum();
        let day = |place: Option<&(NaiveDate, i64)>| place.map(|(day, _)| clock::long(*day)).unwrap_or_default();
        Numbers {
            lines: figures.iter().map(|one| line(one, url(&one.branch), most)).collect(),
            columns: columns(daily),
            first_day: day(daily.first()),
            last_day: day(daily.last()),
            people,
            team: sum(|one| one.team),
            open: sum(|one| one.count.open),
            seats: sum(|one| one.count.seats),
            events: sum(|one| one.events),
            appointments: sum(|one| one.appointments),
            missed: sum(|one| one.missed),
        }
    }
}

fn line(one: &Figures, url: Option<String>, most: (i64, i64)) -> Line {
    let share = |count: i64, most: i64| format!("{:.1}", count as f64 * 100.0 / most as f64);
    let note = match one.subscription.ended_words() {
        _ if one.branch.is_closed => "Closed".to_owned(),
        Some(ended) => ended,
        None => one.subscription.ends_on.map(|day| format!("Paid until {}", clock::long(day))).unwrap_or_default(),
    };
    Line {
        name: one.branch.name.clone(),
        url,
        note,
        people: one.count.people,
        team: one.team,
        open: one.count.open,
        seats: match one.subscription.limit {
            Some(limit) => format!("{} of {limit}", one.count.seats),
            None => one.count.seats.to_string(),
        },
        events: one.events,
        appointments: one.appointments,
        missed: if one.missed == 0 { String::new() } else { format!("{} missed", one.missed) },
        share: share(one.events, most.0),
        booked: share(one.appointments, most.1),
    }
}

/// A column is 8 wide and 10 apart from the next; the highest is 100 high.
fn columns(daily: &[(NaiveDate, i64)]) -> Vec<Column> {
    let most = daily.iter().map(|(_, events)| *events).max().unwrap_or_default().max(1);
    let column = |(place, (day, events)): (usize, &(NaiveDate, i64))| {
        let height = *events as f64 * 100.0 / most as f64;
        Column {
            x: place as i64 * 10,
            y: format!("{:.1}", 100.0 - height),
            height: format!("{height:.1}"),
            day: clock::long(*day),
            events: *events,
        }
    };
    daily.iter().enumerate().map(column).collect()
}

impl View for Show {
    fn title(&self) -> String {
        self.by.chain().name.clone()
    }

    fn lede(&self) -> String {
        format!("Your chain role is {}.", self.by.held().role.name)
    }

    fn section(&self) -> &'static str {
        "Overview"
    }
}
