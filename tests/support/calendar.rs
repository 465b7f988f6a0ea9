//! Days of a salon, put into the tables directly: who works when, and what is booked with whom.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use parlour::clock;
use parlour::id::{MemberId, UserId};

use super::world::World;

/// Something booked at *Ours*: rows are written as they are told, whatever the rules for booking say.
pub struct Booking<'a> {
    pub client: &'a str,
    pub service: &'a str,
    pub day: NaiveDate,
    /// After midnight, on the wall.
    pub minute: i64,
    pub minutes: i64,
    pub status: &'a str,
    pub assistants: &'a [MemberId],
}

impl Default for Booking<'_> {
    fn default() -> Self {
        Booking {
            client: "Clara Nunes",
            service: "Cut",
            day: NaiveDate::MIN,
            minute: 600,
            minutes: 60,
            status: "confirmed",
            assistants: &[],
        }
    }
}

impl World {
    pub fn our_zone(&self) -> Tz {
        self.word(&format!("SELECT time_zone FROM locations WHERE id = {}", self.ours)).parse().unwrap()
    }

    /// Today at *Ours*.
    pub fn our_today(&self) -> NaiveDate {
        clock::today(self.our_zone())
    }

    /// Puts somebody into the schedule, with these hours on a day.
    pub fn at_work(&self, member: MemberId, day: NaiveDate, spans: &[(i64, i64)]) {
        self.sql(&format!("UPDATE members SET in_schedule = TRUE WHERE id = {member}"));
        for (from, to) in spans {
            self.sql(&format!(
                "INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({member}, '{day}', {from}, {to})"
            ));
        }
    }

    /// A card that is somebody's own.
    pub fn own_card(&self, name: &str, user: UserId) -> MemberId {
        let member = self.member(name);
        self.sql(&format!("UPDATE members SET user_id = {user} WHERE id = {member}"));
        member
    }

    /// A day on which somebody does not work.
    pub fn rests(&self, member: MemberId, day: NaiveDate, reason: &str) {
        self.sql(&format!("UPDATE members SET in_schedule = TRUE WHERE id = {member}"));
        self.sql(&format!(
            "INSERT INTO time_off (member_id, first_day, last_day, reason) VALUES ({member}, '{day}', '{day}', '{reason}')"
        ));
    }

    /// Gives somebody a position, and says which.
    pub fn in_position(&self, member: MemberId, title: &str) -> i64 {
        let key = title.to_lowercase();
        let held = format!("SELECT id FROM positions WHERE location_id = {} AND title_key = '{key}'", self.ours);
        if self.number(&format!("SELECT count(*) FROM ({held}) AS held")) == 0 {
            self.sql(&format!(
                "INSERT INTO positions (location_id, title, title_key) VALUES ({}, '{title}', '{key}')",
                self.ours
            ));
        }
        self.sql(&format!("UPDATE members SET position_id = ({held}) WHERE id = {member}"));
        self.number(&held)
    }

    /// Books an appointment with one service, and returns its number.
    pub fn books(&self, member: MemberId, booking: Booking<'_>) -> i64 {
        let begins = clock::instant(booking.day, booking.minute, self.our_zone()).unwrap();
        let id = self.put_appointment(&booking, begins, begins + TimeDelta::minutes(booking.minutes));
        self.put_line(id, member, &booking, begins, 0);
        id
    }

    /// Adds a service to an appointment, after those that it has.
    pub fn books_also(&self, appointment: i64, member: MemberId, booking: Booking<'_>) {
        let place =
            self.number(&format!("SELECT count(*) FROM appointment_lines WHERE appointment_id = {appointment}"));
        let begins = clock::instant(booking.day, booking.minute, self.our_zone()).unwrap();
        let ends = stamp(begins + TimeDelta::minutes(booking.minutes));
        self.put_line(appointment, member, &booking, begins, place);
        self.sql(&format!("UPDATE appointments SET ends_at = '{ends}' WHERE id = {appointment}"));
    }

    fn put_appointment(&self, booking: &Booking<'_>, begins: NaiveDateTime, ends: NaiveDateTime) -> i64 {
        let client = self.put_client(booking.client);
        self.sql(&format!(
            "INSERT INTO appointments (location_id, client_id, status, starts_at, ends_at, created_by, created_at)
             VALUES ({}, {client}, '{}', '{}', '{}', 'Anna', '2026-01-02 09:00:00')",
            self.ours,
            booking.status,
            stamp(begins),
            stamp(ends)
        ));
        self.number("SELECT max(id) FROM appointments")
    }

    fn put_line(&self, appointment: i64, member: MemberId, booking: &Booking<'_>, begins: NaiveDateTime, place: i64) {
        let service = self.put_service(booking.service);
        let (from, to) = (stamp(begins), stamp(begins + TimeDelta::minutes(booking.minutes)));
        let takes = if booking.status == "no_show" { "FALSE" } else { "TRUE" };
        self.sql(&format!(
            "INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, takes_time, price)
             VALUES ({appointment}, {service}, '{}', {member}, {place}, '{from}', '{to}', {takes}, 4500)",
            booking.service
        ));
        let line = self.number("SELECT max(id) FROM appointment_lines");
        for (place, assistant) in booking.assistants.iter().enumerate() {
            self.sql(&format!(
                "INSERT INTO line_assistants (line_id, member_id, place, starts_at, ends_at, takes_time)
                 VALUES ({line}, {assistant}, {place}, '{from}', '{to}', {takes})"
            ));
        }
    }

    fn put_client(&self, name: &str) -> i64 {
        let known = format!("SELECT coalesce(max(id), 0) FROM clients WHERE name = '{name}'");
        if self.number(&known) == 0 {
            self.sql(&format!(
                "INSERT INTO clients (location_id, name, name_key, phone, email, created_at)
                 VALUES ({}, '{name}', '{}', '+351912345678', 'client@new.test', '2026-01-02 09:00:00')",
                self.ours,
                name.to_lowercase()
            ));
        }
        self.number(&known)
    }

    fn put_service(&self, title: &str) -> i64 {
        let key = title.to_lowercase();
        let known = format!("SELECT coalesce(max(id), 0) FROM services WHERE title_key = '{key}'");
        if self.number(&known) == 0 {
            self.sql(&format!(
                "INSERT INTO services (location_id, title, title_key, price, minutes, place, created_at)
                 VALUES ({}, '{title}', '{key}', 4500, 45, 0, '2026-01-02 09:00:00')",
                self.ours
            ));
        }
        self.number(&known)
    }
}

fn stamp(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%d %H:%M:%S").to_string()
}
