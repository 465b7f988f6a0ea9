//! The owner books one half hour after the other with everybody in the schedule, on days when nobody has anything yet.

use std::fmt::Write;

use anyhow::Result;
use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use parlour::clock;
use parlour::id::{ClientId, MemberId, ServiceId};
use parlour::schema::{clients, member_services, members, services};

use crate::stand::load::Asked;
use crate::stand::wire::post;

use super::Doing;

/// Beyond every day on which something is booked.
const AHEAD: i64 = 60;
const DAYS: i64 = 60;

/// From nine to six.
const OPENS: i64 = 540;
const CLOSES: i64 = 1080;
const HALF_HOURS: usize = (CLOSES - OPENS) as usize / 30;

const CLIENTS: i64 = 1_000;

pub async fn prepare(doing: &Doing<'_>) -> Result<Asked> {
    let here = doing.salon.location;
    let first = clock::today(chrono_tz::Europe::Lisbon) + TimeDelta::days(AHEAD);
    let (people, customers) = doing.salon.db.read_now(|db| {
        let provided = member_services::table
            .inner_join(members::table)
            .inner_join(services::table)
            .filter(members::location_id.eq(here).and(members::in_schedule.eq(true)));
        let mut people: Vec<(MemberId, ServiceId)> = provided
            .order((member_services::member_id, services::minutes))
            .select((member_services::member_id, member_services::service_id))
            .load(db)?;
        people.dedup_by_key(|(member, _)| *member);
        let customers: Vec<ClientId> = clients::table
            .filter(clients::location_id.eq(here))
            .order(clients::id)
            .limit(CLIENTS)
            .select(clients::id)
            .load(db)?;
        Ok((people, customers))
    })?;
    doing.write(|db| {
        let mut sql = String::new();
        for (day, (member, _)) in (0..DAYS).flat_map(|day| people.iter().map(move |person| (first + TimeDelta::days(day), person))) {
            write!(sql, "INSERT INTO work_spans (member_id, day, from_minute, to_minute) VALUES ({member}, '{day}', {OPENS}, {CLOSES});").ok();
        }
        Ok(db.batch_execute(&sql)?)
    })?;
    let (mark, path, cookies) =
        (doing.mark().await?, format!("/locations/{here}/appointments"), doing.cookies.to_owned());
    Ok(Asked::anew(move |number| {
        let (member, service) = people[number % people.len()];
        let slot = number / people.len();
        let (day, minute) = ((slot / HALF_HOURS) as i64, OPENS as usize + 30 * (slot % HALF_HOURS));
        let (member, service) = (member.to_string(), service.to_string());
        let (client, at) =
            (customers[number % customers.len()].to_string(), format!("{:02}:{:02}", minute / 60, minute % 60));
        let on = (first + TimeDelta::days(day)).to_string();
        let fields = [
            ("mark", &*mark),
            ("day", &on),
            ("at", &at),
            ("client", &client),
            ("service", &service),
            ("member", &member),
            ("minutes", "30"),
            ("quantity", "1"),
        ];
        (day < DAYS).then(|| post(&path, &cookies, &fields))
    }))
}
