//! Work schedules put straight into the database.

use chrono::NaiveDate;
use parlour::id::MemberId;

use super::world::World;

impl World {
    /// Puts somebody in the schedule, whatever that costs.
    pub fn in_schedule(&self, member: MemberId) {
        self.sql(&format!("UPDATE members SET in_schedule = TRUE WHERE id = {member}"));
    }

    /// Lets somebody who is in the schedule work on a day, from one minute to another.
    pub fn works(&self, member: MemberId, day: &str, from: i64, to: i64) {
        self.in_schedule(member);
        self.sql(&format!(
            "INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({member}, '{day}', {from}, {to})"
        ));
    }

    /// Gives somebody time off.
    pub fn off(&self, member: MemberId, first: &str, last: &str, reason: &str) {
        self.sql(&format!(
            "INSERT INTO time_off (member_id, first_day, last_day, reason) VALUES ({member}, '{first}', '{last}', '{reason}')"
        ));
    }

    /// The hours of somebody on a day, as the table holds them.
    pub fn spans(&self, member: MemberId, day: &str) -> Vec<(i64, i64)> {
        let day: NaiveDate = day.parse().unwrap();
        let hours = self.db.read_now(|db| parlour::schedule::Hours::of(&[member], day, day, db)).unwrap();
        let spans = hours.get(&(member, day)).map(|hours| hours.spans.clone()).unwrap_or_default();
        spans.iter().map(|span| (span.from, span.to)).collect()
    }

    /// Books somebody for a cut, in UTC. Returns the line.
    pub fn provides_on(&self, member: MemberId, starts: &str, ends: &str) -> i64 {
        let (ours, times) = (self.ours, format!("'{starts}', '{ends}'"));
        self.sql(&format!("INSERT INTO clients (location_id, name, name_key, created_at) VALUES ({ours}, 'Clara', 'clara', '2026-01-01 09:00:00')"));
        self.sql(&format!("INSERT INTO services (location_id, title, title_key, price, minutes, place, created_at) VALUES ({ours}, 'Cut', 'cut {starts}', 4500, 60, 1, '2026-01-01 09:00:00')"));
        let (client, service) =
            (self.number("SELECT max(id) FROM clients"), self.number("SELECT max(id) FROM services"));
        self.sql(&format!(
            "INSERT INTO appointments (location_id, client_id, starts_at, ends_at, created_by, created_at) VALUES ({ours}, {client}, {times}, 'Anna', '2026-01-01 09:00:00')"
        ));
        let appointment = self.number("SELECT max(id) FROM appointments");
        self.sql(&format!(
            "INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, price) VALUES ({appointment}, {service}, 'Cut', {member}, 1, {times}, 4500)"
        ));
        self.number("SELECT max(id) FROM appointment_lines")
    }
}
