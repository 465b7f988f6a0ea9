//! A salon with something to book: people in the schedule, services that they provide, a client, and what is booked.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use parlour::clock;
use parlour::id::{AppointmentId, ClientId, LineId, MemberId, ServiceId};
use parlour::schema::*;

use super::world::*;

/// *Ours* with Marta and Boris, who cut and colour, Ilse and Otto, who assist, and Clara, who comes.
pub struct Salon {
    pub marta: MemberId,
    pub boris: MemberId,
    pub ilse: MemberId,
    pub otto: MemberId,
    /// 45 EUR, 45 minutes; Boris takes 60 EUR and an hour.
    pub cut: ServiceId,
    /// 90 EUR, two hours; only Marta provides it.
    pub colour: ServiceId,
    pub clara: ClientId,
    /// Next week’s Wednesday: everybody in the schedule works from 9:00 to 18:00, with a break from 13:00 to 14:00.
    pub day: NaiveDate,
}

impl World {
    pub fn salon(&self) -> Salon {
        let today = clock::today(chrono_tz::Europe::Lisbon);
        let wait = 7 + (2 - i64::from(today.weekday().num_days_from_monday())).rem_euclid(7);
        let day = today + TimeDelta::days(wait);
        let [marta, boris, ilse, otto] = ["Marta", "Boris", "Ilse", "Otto"].map(|name| self.member(name));
        self.sql(&format!("UPDATE members SET in_schedule = TRUE WHERE id IN ({marta}, {boris})"));
        self.sql(&format!("UPDATE members SET assists = TRUE WHERE id IN ({ilse}, {otto}, {boris})"));
        let (cut, colour) = (self.offered("Cut", 4500, 45), self.offered("Colour", 9000, 120));
        for (member, service, price, minutes) in
            [(marta, cut, "NULL", "NULL"), (marta, colour, "NULL", "NULL"), (boris, cut, "6000", "60")]
        {
            self.sql(&format!(
                "INSERT INTO member_services (member_id, service_id, price, minutes) VALUES ({member}, {service}, {price}, {minutes})"
            ));
        }
        for member in [marta, boris] {
            for (from, to) in [(540, 780), (840, 1080)] {
                self.sql(&format!(
                    "INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({member}, '{day}', {from}, {to})"
                ));
            }
        }
        let clara = self.comes("Clara Nunes");
        Salon { marta, boris, ilse, otto, cut, colour, clara, day }
    }

    /// A service of *Ours*.
    pub fn offered(&self, title: &str, price: i64, minutes: i64) -> ServiceId {
        self.sql(&format!(
            "INSERT INTO services (location_id, title, title_key, price, minutes, place, created_at) \
             VALUES ({}, '{title}', '{}', {price}, {minutes}, 1, '2026-01-01 09:00:00') ON CONFLICT DO NOTHING",
            self.ours,
            title.to_lowercase()
        ));
        let found = format!(
            "SELECT id FROM services WHERE title = '{title}' AND location_id = {} AND deleted_at IS NULL",
            self.ours
        );
        ServiceId(self.number(&found))
    }

    /// A client of *Ours*, found by each word of the name.
    pub fn comes(&self, name: &str) -> ClientId {
        self.sql(&format!(
            "INSERT INTO clients (location_id, name, name_key, phone, created_at) \
             VALUES ({}, '{name}', '{}', '+351912555101', '2026-01-01 09:00:00')",
            self.ours,
            name.to_lowercase()
        ));
        let id = self.number("SELECT max(id) FROM clients");
        for word in name.to_lowercase().split_whitespace() {
            self.sql(&format!(
                "INSERT INTO client_words (location_id, client_id, kind, word) VALUES ({}, {id}, 'name', '{word}')",
                self.ours
            ));
        }
        ClientId(id)
    }

    /// An appointment with one line, as it is: at a minute of a day on the wall of *Ours*.
    pub fn booked(
        &self,
        client: ClientId,
        service: ServiceId,
        member: MemberId,
        day: NaiveDate,
        minute: i64,
        minutes: i64,
    ) -> AppointmentId {
        let from = clock::instant(day, minute, chrono_tz::Europe::Lisbon).unwrap();
        self.booked_at(client, service, member, from, minutes)
    }

    pub fn booked_at(
        &self,
        client: ClientId,
        service: ServiceId,
        member: MemberId,
        from: NaiveDateTime,
        minutes: i64,
    ) -> AppointmentId {
        let to = from + TimeDelta::minutes(minutes);
        self.db
            .write_now(|db| {
                let id: AppointmentId = diesel::insert_into(appointments::table)
                    .values((
                        appointments::location_id.eq(self.ours),
                        appointments::client_id.eq(client),
                        appointments::starts_at.eq(from),
                        appointments::ends_at.eq(to),
                        appointments::created_by.eq("Anna"),
                        appointments::created_at.eq(clock::now()),
                    ))
                    .returning(appointments::id)
                    .get_result(db)?;
                let (title, price): (String, i64) =
                    services::table.find(service).select((services::title, services::price)).first(db)?;
                diesel::insert_into(appointment_lines::table)
                    .values((
                        appointment_lines::appointment_id.eq(id),
                        appointment_lines::service_id.eq(service),
                        appointment_lines::title.eq(title),
                        appointment_lines::member_id.eq(member),
                        appointment_lines::place.eq(0),
                        appointment_lines::starts_at.eq(from),
                        appointment_lines::ends_at.eq(to),
                        appointment_lines::price.eq(price),
                    ))
                    .execute(db)?;
                Ok(id)
            })
            .unwrap()
    }

    /// The first line of an appointment.
    pub fn line_of(&self, appointment: AppointmentId) -> LineId {
        LineId(self.number(&format!("SELECT min(id) FROM appointment_lines WHERE appointment_id = {appointment}")))
    }

    /// Somebody assists in its first line.
    pub fn helped(&self, appointment: AppointmentId, member: MemberId) {
        self.sql(&format!(
            "INSERT INTO line_assistants (line_id, member_id, place, starts_at, ends_at) \
             SELECT id, {member}, 0, starts_at, ends_at FROM appointment_lines WHERE id = {}",
            self.line_of(appointment)
        ));
    }

    /// Gives a member’s card to one of the cast.
    pub fn is_card_of(&self, member: MemberId, who: Cast) {
        self.sql(&format!("UPDATE members SET user_id = {} WHERE id = {member}", self.user(who)));
    }

    /// Lets a ready-made role of *Ours* hold exactly these rights.
    pub fn role_holds(&self, template: &str, rights: &str) {
        self.sql(&format!(
            "UPDATE roles SET rights = '{rights}' WHERE template = '{template}' AND location_id = {}",
            self.ours
        ));
    }
}

impl Salon {
    /// The fields that book a cut with Marta for Clara at 10:00, and then whatever is to be different.
    pub fn cut(&self, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let usual = [
            ("day", self.day.to_string()),
            ("at", "10:00".to_owned()),
            ("client", self.clara.to_string()),
            ("service", self.cut.to_string()),
            ("member", self.marta.to_string()),
        ];
        let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        let mut fields: Vec<(String, String)> = kept.map(|(name, value)| (name.to_owned(), value)).collect();
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        fields
    }
}

/// Fields as a visitor sends them.
pub fn sent(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (&**name, &**value)).collect()
}

/// The page of an appointment.
pub fn at(appointment: AppointmentId) -> String {
    format!("/locations/ours/appointments/{appointment}")
}
