//! A location with years behind it, and one day ahead on which thirty people have three hundred appointments.

use std::fmt::Write;

use anyhow::{Context, Result};
use chrono::{NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use parlour::clock;
use parlour::id::{AppointmentId, ClientId, MemberId, ServiceId};
use parlour::sample::{self, Size};
use parlour::schema::{appointments, clients, services};

use crate::growth::Grown;
use crate::stand::house::Salon;

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    pub clients: i64,
    pub days: i64,
}

pub const MILLION: Scale = Scale { clients: 100_000, days: 6_950 };
pub const HUNDREDTH: Scale = Scale { clients: 1_000, days: 69 };

const PEOPLE: i64 = 30;
const EACH: i64 = 10;

/// A look at clients is counted as always and then forgotten, or nobody could look as often as a bench does.
const FORGETFUL_SQLITE: &str =
    "CREATE TRIGGER forgetful AFTER INSERT ON tries BEGIN DELETE FROM tries WHERE id = NEW.id; END;";
const FORGETFUL_POSTGRES: &str = "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS \
     'BEGIN DELETE FROM tries WHERE id = NEW.id; RETURN NULL; END'; \
     CREATE TRIGGER forgetful AFTER INSERT ON tries FOR EACH ROW EXECUTE FUNCTION forget();";

/// Beyond everything that the sample has booked.
const AHEAD: i64 = 40;

pub struct Busy {
    appointments: i64,
    day: NaiveDate,
    member: MemberId,
    appointment: AppointmentId,
}

impl Grown for Busy {
    type Scale = Scale;

    fn grow(salon: &Salon, scale: Scale) -> Result<Self> {
        let inside = salon.inside()?;
        let location = inside.location();
        let size = Size { clients: scale.clients, back: scale.days, ahead: 1 };
        let day = clock::today(location.zone) + TimeDelta::days(AHEAD);
        let busy = salon.db.write_now(|db| {
            let crew = sample::engage(location, PEOPLE, EACH, db)?;
            sample::fill(location, &crew, size, db)?;
            let here = location.id;
            let client: ClientId = clients::table.select(clients::id).first(db)?;
            let service: ServiceId = services::table.select(services::id).first(db)?;
            let mut sql = String::new();
            let first = appointments::table.select(diesel::dsl::max(appointments::id)).first::<Option<i64>>(db)?;
            let mut id = first.unwrap_or(0);
            for worker in &crew.workers {
                let member = worker.member;
                write!(sql, "INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({member}, '{day}', 540, 1080);").ok();
                for number in 0..EACH {
                    id += 1;
                    let at = |minute| clock::instant(day, minute, location.zone).unwrap_or_default();
                    let (from, to) = (at(540 + 45 * number), at(570 + 45 * number));
                    let client = client.0 + id % scale.clients;
                    write!(sql, "INSERT INTO appointments (id, location_id, client_id, status, starts_at, ends_at, created_by, created_at) VALUES ({id}, {here}, {client}, 'confirmed', '{from}', '{to}', 'Olga', '{from}');").ok();
                    write!(sql, "INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, price) VALUES ({id}, {service}, 'Cut', {member}, 0, '{from}', '{to}', 3800);").ok();
                }
            }
            db.batch_execute(&sql)?;
            db.batch_execute(if db.is_sqlite() { FORGETFUL_SQLITE } else { FORGETFUL_POSTGRES })?;
            let appointments = appointments::table.count().get_result(db)?;
            let member = crew.workers.first().map(|worker| worker.member);
            Ok((appointments, member, AppointmentId(id)))
        })?;
        salon.tidy()?;
        let (appointments, member, appointment) = busy;
        Ok(Busy { appointments, day, member: member.context("nobody works here")?, appointment })
    }

    fn size(&self) -> String {
        format!("{} appointments", self.appointments)
    }

    fn path(&self, path: &str, salon: &Salon) -> String {
        path.replace("{here}", &format!("/locations/{}", salon.location))
            .replace("{day}", &self.day.to_string())
            .replace("{member}", &self.member.to_string())
            .replace("{appointment}", &self.appointment.to_string())
    }
}
