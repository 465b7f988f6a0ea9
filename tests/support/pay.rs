//! A salon in which people are paid: what was done this month, on days that have been.

use chrono::{Datelike, NaiveDate, TimeDelta};
use parlour::clock;
use parlour::id::{AppointmentId, MemberId, ServiceId};

use super::appointments::Salon;
use super::world::*;

/// Today on the wall of *Ours*.
pub fn today() -> NaiveDate {
    clock::today(chrono_tz::Europe::Lisbon)
}

/// The days of a page, around some day: two months at most, so that no month end is in the way.
pub fn around(day: NaiveDate) -> String {
    format!("from={}&to={}", day - TimeDelta::days(20), day + TimeDelta::days(20))
}

/// The first of the month in which a day is.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap()
}

/// A salon, and the first day from which rules count: long ago.
pub struct Paid {
    pub salon: Salon,
    /// 100 EUR.
    pub balayage: ServiceId,
    /// The day on which everything was done.
    pub day: NaiveDate,
}

impl World {
    /// Marta gets 40 %, and 35 % with an assistant; Ilse and Otto 10 % for assisting. All of it counts since long ago.
    pub fn paid(&self) -> Paid {
        let (salon, day) = (self.salon(), today());
        let since = day - TimeDelta::days(400);
        self.pays_assistants(since);
        self.pays(salon.marta, since, &[("personal", "40 %"), ("with_assistant", "35 %")]);
        for assistant in [salon.ilse, salon.otto] {
            self.pays(assistant, since, &[("assisting", "10 %")]);
        }
        Paid { balayage: self.offered("Balayage", 10_000, 60), salon, day }
    }

    /// A row of what was written down for somebody.
    pub fn wrote_down(&self, member: MemberId, day: NaiveDate, kind: &str, amount: i64, reason: &str) {
        self.sql(&format!(
            "INSERT INTO pay_entries (location_id, member_id, day, kind, amount, reason, made_by, made_at) \
             VALUES ({}, {member}, '{day}', '{kind}', {amount}, '{reason}', 'Anna', '2026-01-01 09:00:00')",
            self.ours
        ));
    }

    /// A confirmed statement of somebody.
    pub fn has_statement(&self, member: MemberId, number: i64, first: NaiveDate, last: NaiveDate, total: i64) -> i64 {
        self.sql(&format!(
            "INSERT INTO pay_statements (location_id, number, member_id, first_day, last_day, from_at, to_at, state, total, made_by, made_at) \
             VALUES ({}, {number}, {member}, '{first}', '{last}', '{first} 00:00:00', '{last} 23:00:00', 'confirmed', {total}, 'Anna', '2026-01-01 09:00:00')",
            self.ours
        ));
        self.number("SELECT max(id) FROM pay_statements")
    }
}

impl Paid {
    /// Marta does a service of 100 EUR on a day, with these people at her side, and the client comes.
    pub fn done_on(&self, world: &World, day: NaiveDate, minute: i64, assistants: &[MemberId]) -> AppointmentId {
        let booked = world.booked(self.salon.clara, self.balayage, self.salon.marta, day, minute, 60);
        for (place, assistant) in assistants.iter().enumerate() {
            world.helped(booked, *assistant);
            world.sql(&format!(
                "UPDATE line_assistants SET place = {place} WHERE member_id = {assistant} AND line_id = {}",
                world.line_of(booked)
            ));
        }
        world.came(booked);
        booked
    }

    pub fn done(&self, world: &World, minute: i64, assistants: &[MemberId]) -> AppointmentId {
        self.done_on(world, self.day, minute, assistants)
    }
}
