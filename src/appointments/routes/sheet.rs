//! The form of an appointment, drawn from what was typed and from what can be chosen.

use crate::access::{Inside, Right};
use crate::clients::Client;
use crate::db::Conn;
use crate::error::{Error, Errors, Result};
use crate::id::{MemberId, ServiceId};
use crate::web::Choice;

use super::super::forms::{BookForm, LineForm, MOST_LINES};
use super::super::model::{Appointment, Choices};
use super::super::views::{Found, Row, Sheet, Tick};

/// So many clients are shown. Whoever is not among them needs another letter.
const MOST_CLIENTS: i64 = 8;

impl Sheet {
    /// `now` is the appointment that the form changes; `asked` the one whose assistants are offered again.
    pub fn draw(
        by: &Inside,
        form: BookForm,
        choices: &Choices,
        now: Option<&Appointment>,
        asked: Option<&Appointment>,
        db: &mut Conn,
    ) -> Result<Self> {
        let rows = form.rows();
        Ok(Sheet {
            here: by.location().id,
            found: found(by, &form, now, db)?,
            may_add_client: by.may(Right::EditClients),
            may_add_row: rows.len() < MOST_LINES,
            rows: rows
                .into_iter()
                .enumerate()
                .map(|(place, typed)| Row {
                    services: services(choices, &typed),
                    members: members(by, choices, &typed, now),
                    helpers: ticks(by, choices, &typed, place + 1, asked),
                    typed,
                })
                .collect(),
            currency: by.location().currency.clone(),
            form,
            errors: Errors::none(),
        })
    }
}

fn found(by: &Inside, form: &BookForm, now: Option<&Appointment>, db: &mut Conn) -> Result<Found> {
    let is_searched = !form.search.trim().is_empty();
    let chosen = match form.client.parse() {
        Ok(id) => match Client::find(by, id, db) {
            Ok(client) => Some(client),
            Err(Error::NotFound) => None,
            Err(other) => return Err(other),
        },
        Err(_) => None,
    };
    let unseen = now.filter(|now| chosen.is_none() && form.client == now.client.to_string());
    let mut clients = match is_searched {
        true => Client::matching(by, &form.search, MOST_CLIENTS, db)?,
        false => Vec::new(),
    };
    clients.retain(|client| chosen.as_ref().is_none_or(|chosen| chosen.id != client.id));
    Ok(Found { clients, unseen: unseen.map_or_else(String::new, |now| now.client_name.clone()), chosen, is_searched })
}

/// What can be booked; and what was, also when it is offered no more.
fn services(choices: &Choices, typed: &LineForm) -> Vec<Choice> {
    let mut services = vec![Choice::new("", "Choose a service", &typed.service)];
    services.extend(choices.offers.iter().map(|offer| {
        let label = match offer.category.is_empty() {
            true => offer.title.clone(),
            false => format!("{}: {}", offer.category, offer.title),
        };
        Choice::new(offer.service, label, &typed.service)
    }));
    if !services.iter().any(|choice| choice.chosen) {
        services.push(Choice { value: typed.service.clone(), label: "As booked".into(), chosen: true });
    }
    services
}

/// Those who provide the service, or everybody while none is chosen. A line keeps its team member without the right to
/// move it.
fn members(by: &Inside, choices: &Choices, typed: &LineForm, now: Option<&Appointment>) -> Vec<Choice> {
    let line = now.and_then(|now| now.lines.iter().find(|line| line.id.to_string() == typed.line));
    let kept = line.map(|line| Choice::new(line.member, &line.member_name, &typed.member));
    if let Some(kept) = &kept
        && !by.may(Right::MoveAppointments)
    {
        return vec![Choice { chosen: true, ..kept.clone() }];
    }
    let offer = typed.service.parse::<ServiceId>().ok();
    let offer = offer.and_then(|id| choices.offers.iter().find(|offer| offer.service == id));
    let provides = |member: MemberId| offer.is_none_or(|offer| offer.providers.iter().any(|one| one.member == member));
    let able = choices.workers.iter().filter(|worker| worker.can_be_booked());
    let able = able.filter(|worker| provides(worker.id) || worker.id.to_string() == typed.member);
    let mut members: Vec<Choice> = able.map(|worker| Choice::new(worker.id, &worker.name, &typed.member)).collect();
    if let Some(kept) = kept.filter(|kept| !members.iter().any(|choice| choice.value == kept.value)) {
        members.push(kept);
    }
    if !members.iter().any(|choice| choice.chosen) {
        let label = if members.is_empty() { "Nobody provides it" } else { "Choose a team member" };
        members.insert(0, Choice { value: String::new(), label: label.into(), chosen: true });
    }
    members
}

/// Those who assisted in the same service of the appointment that is copied, to be asked back.
fn ticks(by: &Inside, choices: &Choices, typed: &LineForm, row: usize, asked: Option<&Appointment>) -> Vec<Tick> {
    if !by.may(Right::ManageAssistants) {
        return Vec::new();
    }
    let before = asked.and_then(|asked| asked.lines.iter().find(|line| line.service.to_string() == typed.service));
    let mut known: Vec<MemberId> = before.iter().flat_map(|line| &line.assistants).map(|one| one.member).collect();
    known.extend(
        typed
            .assistants
            .iter()
            .filter(|id| before.is_none_or(|line| line.assistants.iter().all(|one| one.member != **id))),
    );
    let worker = |id: &MemberId| choices.workers.iter().find(|worker| worker.id == *id && worker.assists);
    known
        .iter()
        .filter_map(worker)
        .map(|worker| Tick {
            value: format!("{row}:{}", worker.id),
            id: format!("assistant-{row}-{}", worker.id),
            label: format!("{} assists", worker.name),
            is_on: typed.assistants.contains(&worker.id),
        })
        .collect()
}
