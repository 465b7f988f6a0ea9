//! A believable salon for trying and measuring: services, clients, working days, and months of appointments.
//!
//! Everything comes from one seed, so that two samples of one size on one day are alike.

mod days;
mod names;
mod pay;
mod people;
mod rows;
mod trades;

use chrono::TimeDelta;

use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::MemberId;
use crate::locations::Location;

use days::Diary;
use rows::Rows;

pub use people::engage;
pub use trades::Trade;

/// How much of everything there is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub clients: i64,
    /// Days before today, and after it.
    pub back: i64,
    pub ahead: i64,
}

/// Somebody with a column in the calendar.
#[derive(Debug, Clone, Copy)]
pub struct Worker {
    pub member: MemberId,
    pub trade: Trade,
    /// From when to when they work on the days that they do, in minutes after midnight.
    pub from: i64,
    pub to: i64,
    /// The day of the week on which they do not, 0 is Monday. Nobody works on Sundays.
    pub free_on: u32,
}

/// Whoever works at a location.
#[derive(Debug, Clone, Default)]
pub struct Crew {
    pub workers: Vec<Worker>,
    /// Who helps, and has no column.
    pub assistants: Vec<MemberId>,
}

/// Fills a location in which nothing has been booked yet.
pub fn fill(location: &Location, crew: &Crew, size: Size, db: &mut Conn) -> Result<()> {
    let mut dice = fastrand::Rng::with_seed(location.id.0 as u64);
    let services = trades::offer(location, crew, db)?;
    let clients = people::come(location, size.clients, &mut dice, db)?;
    people::work(crew, location, size, db)?;
    let today = clock::today(location.zone);
    pay::agree(location, crew, today - TimeDelta::days(size.back), db)?;
    let mut diary = Diary::open(location, crew, services, clients, db)?;
    for day in -size.back..=size.ahead {
        diary.fill(today + TimeDelta::days(day), &mut dice, db)?;
    }
    Rows::catch_up(db)
}
