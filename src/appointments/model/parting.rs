//! What somebody has still before them when they leave, or assist no more: handed over, kept, or taken off (cases G12, I9).

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use crate::access::{Inside, Right};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::{Conn, unindexed};
use crate::error::{Error, Result};
use crate::id::{AppointmentId, ChainMemberId, LocationId, MemberId};
use crate::schema::{appointment_lines, appointments, clients, line_assistants, members};

use super::checks::check;
use super::drafts::{Choices, Draft};
use super::wish::Anyway;
use super::writing::write;
use super::{Appointment, Assistant};

/// What is to come for somebody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parting {
    pub appointments: Vec<Due>,
    pub assistances: Vec<Due>,
}

/// Something that is to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub appointment: AppointmentId,
    pub client: String,
    pub service: String,
    pub starts_at: NaiveDateTime,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fate {
    #[default]
    Keep,
    /// Only of assisting.
    Drop,
    GoTo(MemberId),
}

/// What becomes of the appointments and of the assisting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fates {
    pub appointments: Fate,
    pub assistances: Fate,
}

/// Who has what somebody had before them: `Appointments`, and a name, which is empty where nobody has it any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heir {
    pub what: &'static str,
    pub name: String,
}

impl Parting {
    /// What a member of this location has before them: those who were expected and have not come yet.
    pub fn of(by: &Inside, member: MemberId, db: &mut Conn) -> Result<Self> {
        type Row = (AppointmentId, String, String, NaiveDateTime);
        let due = |(appointment, client, service, starts_at): Row| Due { appointment, client, service, starts_at };
        let (here, now) = (by.location().id, clock::now());
        let open = || {
            let expected = appointments::status.eq_any(["waiting", "confirmed"]);
            unindexed(appointments::location_id).eq(here).and(appointments::deleted_at.is_null()).and(expected)
        };
        let columns = (appointments::id, clients::name, appointment_lines::title, appointment_lines::starts_at);
        let lines: Vec<Row> = appointment_lines::table
            .inner_join(appointments::table.inner_join(clients::table))
            .filter(appointment_lines::member_id.eq(member).and(appointment_lines::starts_at.gt(now)))
            .filter(open())
            .order((appointment_lines::starts_at, appointment_lines::id))
            .select(columns)
            .load(db)?;
        let slots: Vec<Row> = line_assistants::table
            .inner_join(appointment_lines::table.inner_join(appointments::table.inner_join(clients::table)))
            .filter(line_assistants::member_id.eq(member).and(line_assistants::starts_at.gt(now)))
            .filter(open())
            .order((line_assistants::starts_at, line_assistants::id))
            .select(columns)
            .load(db)?;
        Ok(Parting {
            appointments: lines.into_iter().map(due).collect(),
            assistances: slots.into_iter().map(due).collect(),
        })
    }

    /// How many appointments, and how much assisting, the people on a card of a chain have before them at each location.
    pub fn of_chain_card(card: ChainMemberId, db: &mut Conn) -> Result<HashMap<LocationId, (i64, i64)>> {
        let now = clock::now();
        let open = || {
            let expected = appointments::status.eq_any(["waiting", "confirmed"]);
            members::chain_member_id.eq(card).and(appointments::deleted_at.is_null()).and(expected)
        };
        let lines: Vec<LocationId> = appointment_lines::table
            .inner_join(appointments::table)
            .inner_join(members::table)
            .filter(appointment_lines::starts_at.gt(now))
            .filter(open())
            .select(appointments::location_id)
            .load(db)?;
        let slots: Vec<LocationId> = line_assistants::table
            .inner_join(appointment_lines::table.inner_join(appointments::table))
            .inner_join(members::table)
            .filter(line_assistants::starts_at.gt(now))
            .filter(open())
            .select(appointments::location_id)
            .load(db)?;
        let mut counted: HashMap<LocationId, (i64, i64)> = HashMap::new();
        lines.into_iter().for_each(|place| counted.entry(place).or_default().0 += 1);
        slots.into_iter().for_each(|place| counted.entry(place).or_default().1 += 1);
        Ok(counted)
    }

    pub fn is_empty(&self) -> bool {
        self.appointments.is_empty() && self.assistances.is_empty()
    }

    /// Does with it what was decided, and says who has it now. All of it happens, or nothing does, and the sentence says
    /// why.
    pub fn settle(by: &Inside, member: MemberId, fates: Fates, db: &mut Conn) -> Result<Vec<Heir>> {
        let due = Parting::of(by, member, db)?;
        must_be_allowed(by, &due, fates, db)?;
        let choices = Choices::of(by, db)?;
        let mut ids: Vec<AppointmentId> = Vec::new();
        for (all, fate) in [(&due.appointments, fates.appointments), (&due.assistances, fates.assistances)] {
            ids.extend(all.iter().filter(|_| fate != Fate::Keep).map(|due| due.appointment));
        }
        ids.sort();
        ids.dedup();
        for appointment in Appointment::all_of(by, &ids, db)? {
            let mut drafts: Vec<Draft> = appointment.lines.iter().map(Draft::of).collect();
            for draft in &mut drafts {
                draft.hand_over(member, fates, &choices)?;
            }
            let anyway = Anyway { off_hours: true, busy: false };
            check(by, &drafts, Some(appointment.id), anyway, choices.rules, db)
                .map_err(|error| beside(error, member, fates, &appointment, by))?;
            write(appointment.id, &drafts, appointment.status.takes_time(), db)?;
            diesel::update(appointments::table.find(appointment.id))
                .set(appointments::version.eq(appointments::version + 1))
                .execute(db)?;
            let changes = appointment.lines.iter().zip(&drafts).flat_map(|(old, new)| differences(old, new));
            let entry = Entry::new(Deed::AppointmentChanged, &appointment.client_name).about(appointment.id);
            activity::record(by, entry.of_member(member).with(changes), db)?;
        }
        Ok(due.heirs(fates, &choices))
    }

    /// Who has what was not kept.
    fn heirs(&self, fates: Fates, choices: &Choices) -> Vec<Heir> {
        let kinds = [
            ("Appointments", &self.appointments, fates.appointments),
            ("Assisting", &self.assistances, fates.assistances),
        ];
        let name = |other| choices.workers.iter().find(|worker| worker.id == other).map(|worker| worker.name.clone());
        let heir = |(what, all, fate): (&'static str, &Vec<Due>, Fate)| match fate {
            _ if all.is_empty() => None,
            Fate::Keep => None,
            Fate::Drop => Some(Heir { what, name: String::new() }),
            Fate::GoTo(other) => name(other).map(|name| Heir { what, name }),
        };
        kinds.into_iter().filter_map(heir).collect()
    }
}

fn must_be_allowed(by: &Inside, due: &Parting, fates: Fates, db: &mut Conn) -> Result<()> {
    let is_moved = fates.appointments != Fate::Keep && !due.appointments.is_empty();
    let is_managed = fates.assistances != Fate::Keep && !due.assistances.is_empty();
    for (right, is_needed) in [(Right::MoveAppointments, is_moved), (Right::ManageAssistants, is_managed)] {
        if is_needed && !by.may(right) {
            return Err(by.refusal(right, db)?);
        }
    }
    Ok(())
}

impl Draft {
    /// The line without somebody, as it was decided.
    fn hand_over(&mut self, member: MemberId, fates: Fates, choices: &Choices) -> Result<()> {
        let is_due = self.from > clock::now();
        if self.member == member
            && is_due
            && let Fate::GoTo(other) = fates.appointments
        {
            let worker = choices.bookable(other);
            let worker =
                worker.ok_or_else(|| Error::on("appointments_to", "Choose a team member who is in the schedule"))?;
            if self.assistants.iter().any(|assistant| assistant.member == other) {
                return Err(Error::on(
                    "appointments_to",
                    format!("{} assists in {} already. Choose somebody else", worker.name, self.said()),
                ));
            }
            (self.member, self.member_name, self.is_settled) = (worker.id, worker.name.clone(), false);
        }
        let assists = self.assistants.iter().position(|assistant| assistant.member == member);
        let Some(place) = assists.filter(|_| is_due) else { return Ok(()) };
        match fates.assistances {
            Fate::Keep => {}
            Fate::Drop => drop(self.assistants.remove(place)),
            Fate::GoTo(other) => {
                let worker = choices.workers.iter().find(|worker| worker.id == other && worker.assists);
                let worker = worker.ok_or_else(|| {
                    Error::on("assistances_to", "Choose a team member who is available for assisting")
                })?;
                if self.member == other || self.assistants.iter().any(|assistant| assistant.member == other) {
                    return Err(Error::on(
                        "assistances_to",
                        format!("{} is part of {} already. Choose somebody else", worker.name, self.said()),
                    ));
                }
                let share = self.assistants[place].share;
                self.assistants[place] = Assistant { member: other, name: worker.name.clone(), share };
                self.is_settled = false;
            }
        }
        Ok(())
    }
}

/// Says which appointment is in the way, beside the choice that it concerns.
fn beside(error: Error, member: MemberId, fates: Fates, appointment: &Appointment, by: &Inside) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let is_served = appointment.lines.iter().any(|line| line.member == member);
    let field = if is_served && fates.appointments != Fate::Keep { "appointments_to" } else { "assistances_to" };
    let why = faults.iter().map(|fault| fault.message.replace(". Tick the box to save all the same", "")).next();
    let when = clock::moment(appointment.starts_at, by.location().zone);
    Error::on(
        field,
        format!(
            "The appointment of {} on {when} cannot be handed over: {}",
            appointment.client_name,
            why.unwrap_or_default()
        ),
    )
}

fn differences(old: &super::Line, new: &Draft) -> Vec<Change> {
    let names = |all: &[Assistant]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>().join(", ");
    let main = Change::between(&format!("Team member of {}", old.title), &old.member_name, &new.member_name);
    let helpers =
        Change::between(&format!("Assistants of {}", old.title), &names(&old.assistants), &names(&new.assistants));
    main.into_iter().chain(helpers).collect()
}
