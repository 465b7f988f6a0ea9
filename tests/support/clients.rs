//! Clients in a world, with what they came for.

use chrono::{NaiveDateTime, TimeDelta};
use parlour::access::Can;
use parlour::access::rights::{EditClients, WriteNotes};
use parlour::clients::{Client, Note, Revision};
use parlour::clock;
use parlour::id::{ClientId, MemberId};
use parlour::users::{Email, Phone};

use super::world::*;

impl World {
    /// Adds a client at *Ours* of whom only the name is known.
    pub fn client(&self, name: &str) -> ClientId {
        self.client_reached(name, "", "")
    }

    /// Adds a client at *Ours*, with a phone in E.164 and an address, or neither.
    pub fn client_reached(&self, name: &str, phone: &str, email: &str) -> ClientId {
        let by = self.proof::<EditClients>(ANNA);
        let phone = Some(phone).filter(|phone| !phone.is_empty()).map(|phone| Phone::stored(phone.to_owned()));
        let email = Some(email).filter(|email| !email.is_empty()).map(|email| Email::stored(email.to_owned()));
        let details = Revision { name: name.to_owned(), contacts: Some((phone, email)) };
        self.db.write_now(|db| Client::add(&by, &details, db)).unwrap()
    }

    /// Writes a note about a client.
    pub fn note(&self, by: &Can<WriteNotes>, client: ClientId, text: &str) {
        self.db.write_now(|db| Note::write(by, &Client::find(by, client, db)?, text, db)).unwrap();
    }

    /// Books an hour with a member so many hours from now, which costs so much; returns its number.
    pub fn visit(&self, client: ClientId, member: MemberId, hours: i64, status: &str, price: i64) -> i64 {
        let service = self.any_service();
        let ours = self.ours;
        let (from, to) = (stored(hours), stored(hours + 1));
        self.sql(&format!(
            "INSERT INTO appointments (location_id, client_id, status, starts_at, ends_at, created_by, created_at) \
             VALUES ({ours}, {client}, '{status}', '{from}', '{to}', 'Anna', '{from}')"
        ));
        let appointment = self.number("SELECT max(id) FROM appointments");
        self.sql(&format!(
            "INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, price) \
             VALUES ({appointment}, {service}, 'Cut', {member}, 1, '{from}', '{to}', {price})"
        ));
        appointment
    }

    /// Lets somebody assist in the first line of an appointment.
    pub fn assists_in(&self, appointment: i64, member: MemberId) {
        self.sql(&format!(
            "INSERT INTO line_assistants (line_id, member_id, place, starts_at, ends_at) \
             SELECT id, {member}, 1, starts_at, ends_at FROM appointment_lines WHERE appointment_id = {appointment}"
        ));
    }

    /// A card at *Ours* that is linked to one of the cast.
    pub fn card_of(&self, who: Cast) -> MemberId {
        let card = self.member(who.0);
        self.sql(&format!("UPDATE members SET user_id = {} WHERE id = {card}", self.user(who)));
        card
    }

    /// Gives Vera exactly these rights, by their slugs.
    pub fn vera_holds(&self, rights: &str) {
        let ours = self.ours;
        self.sql(&format!(
            "UPDATE roles SET rights = '{rights}' WHERE template = 'view-only' AND location_id = {ours}"
        ));
    }

    fn any_service(&self) -> i64 {
        let ours = self.ours;
        if self.number(&format!("SELECT count(*) FROM services WHERE location_id = {ours}")) == 0 {
            self.sql(&format!(
                "INSERT INTO services (location_id, title, title_key, price, minutes, place, created_at) \
                 VALUES ({ours}, 'Cut', 'cut', 4500, 60, 1, '2026-01-01 09:00:00')"
            ));
        }
        self.number(&format!("SELECT max(id) FROM services WHERE location_id = {ours}"))
    }
}

fn stored(hours: i64) -> String {
    let moment: NaiveDateTime = clock::now() + TimeDelta::hours(hours);
    moment.format("%Y-%m-%d %H:%M:%S").to_string()
}
