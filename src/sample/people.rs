//! The people of the sample: who works, when, and who comes.

use chrono::{Datelike, TimeDelta};
use diesel::prelude::*;

use crate::clients::{Details, words};
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::{ClientId, MemberId};
use crate::locations::Location;
use crate::schema::members;
use crate::team::last_place;
use crate::users::{Email, Phone};

use super::rows::{Rows, text};
use super::{Crew, Size, Trade, Worker, names};

/// Adds so many people with a column, and so many who help.
pub fn engage(location: &Location, workers: i64, assistants: i64, db: &mut Conn) -> Result<Crew> {
    let (here, now, first) = (location.id, clock::now(), last_place(location.id, db)? + 1);
    let columns = "location_id,name,name_key,assists,in_schedule,place,created_at";
    let mut members = Rows::of("members", columns, db)?;
    let mut crew = Crew::default();
    for number in 0..workers + assistants {
        let (is_worker, name) = (number < workers, names::of(700 + number));
        let member = MemberId(members.push(format_args!(
            "{here},{},{},{},{},{},'{now}'",
            text(&name),
            text(&crate::text::key(&name)),
            bool(!is_worker),
            bool(is_worker),
            first + number
        )));
        if is_worker {
            let (trade, late) = (Trade::ALL[number as usize % Trade::ALL.len()], 60 * (number % 3));
            crew.workers.push(Worker { member, trade, from: 540 + late, to: 1080 + late, free_on: number as u32 % 6 });
        } else {
            crew.assistants.push(member);
        }
    }
    members.flush(db)?;
    Ok(crew)
}

/// Writes everybody's hours, with a break of an hour.
pub(super) fn work(crew: &Crew, location: &Location, size: Size, db: &mut Conn) -> Result<()> {
    let today = clock::today(location.zone);
    let scheduled: Vec<MemberId> = crew.workers.iter().map(|worker| worker.member).collect();
    diesel::update(members::table.filter(members::id.eq_any(scheduled)))
        .set(members::in_schedule.eq(true))
        .execute(db)?;
    let mut spans = Rows::of("work_spans", "member_id,day,from_minute,to_minute", db)?;
    for day in (-size.back..=size.ahead).map(|day| today + TimeDelta::days(day)) {
        for worker in crew.workers.iter().filter(|worker| worker.works_on(day.weekday())) {
            for (from, to) in worker.spans() {
                spans.push(format_args!("{},'{day}',{from},{to}", worker.member));
            }
        }
        spans.flush(db)?;
    }
    Ok(())
}

impl Worker {
    pub(super) fn works_on(&self, day: chrono::Weekday) -> bool {
        let day = day.num_days_from_monday();
        day != 6 && day != self.free_on
    }

    pub(super) fn spans(&self) -> [(i64, i64); 2] {
        let noon = self.from + 240;
        [(self.from, noon), (noon + 60, self.to)]
    }
}

/// Writes clients, each with a number and every other one with an address.
pub(super) fn come(
    location: &Location,
    many: i64,
    dice: &mut fastrand::Rng,
    db: &mut Conn,
) -> Result<Vec<(ClientId, String)>> {
    const AT_ONCE: usize = 500;
    let (here, now) = (location.id, clock::now());
    let mut clients = Rows::of("clients", "location_id,name,name_key,phone,email,created_at", db)?;
    let mut found_by = Rows::of("client_words", "location_id,client_id,kind,word", db)?;
    let mut all = Vec::new();
    for number in 0..many {
        let name = names::of(number);
        let phone = Phone::stored(format!("+35191{:07}", dice.u32(2_000_000..9_999_999)));
        let email = (number % 2 == 0).then(|| Email::parse(&format!("client{number}@mail.example")).ok()).flatten();
        let details = Details { name, phone: Some(phone), email };
        let id = clients.push(format_args!(
            "{here},{},{},{},{},'{now}'",
            text(&details.name),
            text(&crate::text::key(&details.name)),
            text(details.phone.as_ref().map_or("", Phone::as_str)),
            text(details.email.as_ref().map_or("", Email::as_str)),
        ));
        for (kind, word) in words(&details) {
            found_by.push(format_args!("{here},{id},{},{}", text(kind), text(&word)));
        }
        all.push((ClientId(id), details.name));
        if all.len().is_multiple_of(AT_ONCE) {
            clients.flush(db)?;
            found_by.flush(db)?;
        }
    }
    clients.flush(db)?;
    found_by.flush(db)?;
    Ok(all)
}

fn bool(is: bool) -> &'static str {
    if is { "TRUE" } else { "FALSE" }
}
