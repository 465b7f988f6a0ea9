//! One day of one person, as it stands in a week and in a month.

use chrono::{Datelike, Days, NaiveDate};

use crate::access::{Inside, Right};
use crate::clock;
use crate::text::together;

use super::super::model::{Hours, Roster, monday};
use super::tab_of;

/// One day of one person.
#[derive(Debug, Clone)]
pub struct Cell {
    pub day: NaiveDate,
    /// `9:00` and `18:00`; nothing on a day off.
    pub hours: Option<(String, String)>,
    /// `12:00–13:00`, if there are any breaks.
    pub breaks: String,
    pub time_off: Option<String>,
    /// Too far back for the viewer.
    pub is_unseen: bool,
    pub is_today: bool,
    /// Where it is changed, for whoever may.
    pub url: Option<String>,
}

impl Cell {
    fn new(by: &Inside, roster: &Roster, day: NaiveDate, hours: Option<&Hours>) -> Self {
        let worker = &roster.worker;
        let may_change = by.may(Right::EditSchedules) && worker.is_working && worker.in_schedule && hours.is_some();
        let breaks: Vec<String> =
            hours.map(Hours::breaks).unwrap_or_default().iter().map(ToString::to_string).collect();
        Cell {
            day,
            hours: hours.and_then(Hours::outline).map(|span| (clock::hour(span.from), clock::hour(span.to))),
            breaks: together(&breaks),
            time_off: hours.and_then(|hours| hours.time_off.clone()),
            is_unseen: hours.is_none(),
            is_today: day == clock::today(by.location().zone),
            url: may_change.then(|| format!("{}/day?day={day}", tab_of(by.location().id, worker.id))),
        }
    }

    /// All the days of a roster.
    pub fn all(by: &Inside, roster: &Roster) -> Vec<Self> {
        roster.days.iter().map(|(day, hours)| Cell::new(by, roster, *day, hours.as_ref())).collect()
    }

    /// How it is painted.
    pub fn look(&self) -> &'static str {
        match (&self.time_off, &self.hours) {
            (Some(_), _) => "away",
            (None, Some(_)) => "works",
            (None, None) => "rest",
        }
    }

    /// `23`.
    pub fn number(&self) -> u32 {
        self.day.day()
    }

    /// `Mon 23`.
    pub fn short(&self) -> String {
        self.day.format("%a %-d").to_string()
    }

    /// `Monday 23`.
    pub fn label(&self) -> String {
        self.day.format("%A %-d").to_string()
    }
}

/// A month of one person: weeks of seven places, of which some belong to other months.
#[derive(Debug, Clone)]
pub struct Month {
    pub name: String,
    pub position: String,
    /// Where their own page is.
    pub url: String,
    pub total: String,
    pub weeks: Vec<Vec<Option<Cell>>>,
}

impl Month {
    pub fn of(by: &Inside, roster: &Roster) -> Self {
        let mut cells: Vec<Option<Cell>> = Cell::all(by, roster).into_iter().map(Some).collect();
        let before = roster.days.first().map_or(0, |(day, _)| day.weekday().num_days_from_monday() as usize);
        cells.splice(0..0, std::iter::repeat_n(None, before));
        cells.resize(cells.len().next_multiple_of(7), None);
        Month {
            name: roster.worker.name.clone(),
            position: roster.worker.position.clone(),
            url: tab_of(by.location().id, roster.worker.id),
            total: clock::lasting(roster.minutes()),
            weeks: cells.chunks(7).map(<[_]>::to_vec).collect(),
        }
    }
}

/// Some days in a row, and how to get to those before and after.
#[derive(Debug, Clone)]
pub struct Period {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub is_month: bool,
}

impl Period {
    pub fn week(day: NaiveDate) -> Self {
        let first = monday(day);
        Period { first, last: first + Days::new(6), is_month: false }
    }

    pub fn month(day: NaiveDate) -> Self {
        let first = day - Days::new(u64::from(day.day0()));
        let next = first + chrono::Months::new(1);
        Period { first, last: next - Days::new(1), is_month: true }
    }

    pub fn includes(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// `?week=2026-11-23`.
    pub fn query(&self) -> String {
        match self.is_month {
            true => format!("?month={}", self.first.format("%Y-%m")),
            false => format!("?week={}", self.first),
        }
    }

    /// `16 to 22 November 2026`, `November 2026`.
    pub fn words(&self) -> String {
        match self.is_month {
            true => self.first.format("%B %Y").to_string(),
            false => super::super::model::stretch(self.first, self.last),
        }
    }

    pub fn earlier(&self) -> Self {
        let day = self.first - Days::new(1);
        if self.is_month { Period::month(day) } else { Period::week(day) }
    }

    pub fn later(&self) -> Self {
        let day = self.last + Days::new(1);
        if self.is_month { Period::month(day) } else { Period::week(day) }
    }
}
