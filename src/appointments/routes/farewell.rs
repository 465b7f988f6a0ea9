//! What somebody who leaves has still before them: shown by the pages of the team, decided in the same form.

use crate::access::{Inside, Right, Sight};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::web::Choice;

use super::super::forms::PartingForm;
use super::super::model::{Due, Fate, Fates, Parting, Worker};
use super::super::views::{Farewell, page_of};

/// What is to come for a member, and what can become of it. `form` is what was chosen.
pub fn farewell(by: &Inside, member: (MemberId, &str), form: PartingForm, db: &mut Conn) -> Result<Farewell> {
    let (id, name) = member;
    let due = Parting::of(by, id, db)?;
    if due.is_empty() {
        return Ok(Farewell::default());
    }
    let others: Vec<Worker> = Worker::all(by, db)?.into_iter().filter(|worker| worker.id != id).collect();
    let choices = |all: Vec<&Worker>, chosen: &str| -> Vec<Choice> {
        all.into_iter().map(|worker| Choice::new(worker.id, &worker.name, chosen)).collect()
    };
    Ok(Farewell {
        name: name.to_owned(),
        successors: choices(others.iter().filter(|one| one.can_be_booked()).collect(), &form.appointments_to),
        helpers: choices(others.iter().filter(|one| one.assists).collect(), &form.assistances_to),
        may_move: by.may(Right::MoveAppointments),
        may_manage: by.may(Right::ManageAssistants),
        appointments: shown(by, due.appointments),
        assistances: shown(by, due.assistances),
        form,
        ..Farewell::default()
    })
}

/// In words, with the address for whoever sees the whole calendar. Nobody else reads a client’s name here.
fn shown(by: &Inside, all: Vec<Due>) -> Vec<(String, Option<String>)> {
    let sees = by.sight(Right::ViewCalendar) == Sight::Everybodys;
    let line = |due: Due| {
        let when = clock::moment(due.starts_at, by.location().zone);
        match sees {
            true => (
                format!("{when}: {} for {}", due.service, due.client),
                Some(page_of(by.location().id, due.appointment)),
            ),
            false => (format!("{when}: {}", due.service), None),
        }
    };
    all.into_iter().map(line).collect()
}

/// What was decided.
pub fn fates(form: &PartingForm) -> Result<Fates> {
    let mut errors = Errors::none();
    let mut fate = |what: &str, to: &str, field: &str| match what {
        "" | "keep" => Fate::Keep,
        "drop" if field == "assistances_to" => Fate::Drop,
        "reassign" => match to.parse() {
            Ok(member) => Fate::GoTo(member),
            Err(_) => {
                errors.add(field, "Choose who takes over");
                Fate::Keep
            }
        },
        _ => {
            errors.add(field, "Choose what becomes of them");
            Fate::Keep
        }
    };
    let fates = Fates {
        appointments: fate(&form.appointments, &form.appointments_to, "appointments_to"),
        assistances: fate(&form.assistances, &form.assistances_to, "assistances_to"),
    };
    if errors.is_empty() { Ok(fates) } else { Err(Error::Invalid(errors)) }
}
