//! One day as a table, in order of time: for reading, for phones and for paper.

use askama::Template;

use crate::access::Inside;
use crate::appointments::{Appointment, Status};
use crate::clock;
use crate::id::MemberId;
use crate::web::{Action, Choice, View, filters};

use super::super::forms::CalendarQuery;
use super::super::model;
use super::bar::{Bar, Look};
use super::tiles::icon;
use super::{booking, counted, named, unreachable};

/// The list view.
#[derive(Template)]
#[template(path = "calendar/list.html")]
pub struct List {
    title: String,
    lede: String,
    actions: Vec<Action>,
    bar: Bar,
    members: Vec<Choice>,
    statuses: Vec<Choice>,
    rows: Vec<Row>,
    is_filtered: bool,
    unreachable: Option<String>,
}

/// An appointment, in words.
struct Row {
    url: String,
    from: String,
    to: String,
    client: String,
    services: String,
    /// The service that gives it its colour.
    shade: String,
    with: String,
    assistants: String,
    status: Status,
    icon: &'static str,
}

impl List {
    pub fn new(by: &Inside, day: model::Day, query: &CalendarQuery) -> Self {
        let (here, zone) = (by.location().id, by.location().zone);
        let (member, status) = (query.member(), query.status());
        let fits = |one: &&Appointment| {
            member.is_none_or(|member| people(one).any(|(id, _)| id == member))
                && status.is_none_or(|status| one.status == status)
        };
        let shown: Vec<&Appointment> = day.appointments.iter().filter(fits).collect();
        let waiting = shown.iter().filter(|one| one.status == Status::Waiting).count();
        let wall = |moment| clock::hour(clock::on_the_wall(moment, zone).1);
        let row = |one: &&Appointment| Row {
            url: format!("/locations/{here}/appointments/{}", one.id),
            from: wall(one.starts_at),
            to: wall(one.ends_at),
            client: one.client_name.clone(),
            services: one.lines.iter().map(|line| line.title.clone()).collect::<Vec<_>>().join(", "),
            shade: one.lines.first().map(|line| line.title.clone()).unwrap_or_default(),
            with: once(one.lines.iter().map(|line| &line.member_name)),
            assistants: once(one.lines.iter().flat_map(|line| &line.assistants).map(|assistant| &assistant.name)),
            status: one.status,
            icon: icon(one.status),
        };
        List {
            title: format!("{}: list", named(day.day, day.today)),
            lede: if day.begins.is_some() { String::new() } else { counted(shown.len(), waiting) },
            actions: booking(by, day.day),
            bar: Bar::new(here, Look::List, (day.day, day.today), member, &day.revision()),
            rows: shown.iter().map(row).collect(),
            members: members(&day.appointments, &query.member),
            statuses: statuses(&query.status),
            is_filtered: member.is_some() || status.is_some(),
            unreachable: day.begins.map(|first| unreachable(first, day.today)),
        }
    }
}

/// Everybody who provides or assists.
fn people(one: &Appointment) -> impl Iterator<Item = (MemberId, &String)> {
    one.lines.iter().flat_map(|line| {
        let own = std::iter::once((line.member, &line.member_name));
        own.chain(line.assistants.iter().map(|assistant| (assistant.member, &assistant.name)))
    })
}

/// Names one after the other, each once.
fn once<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut told: Vec<&str> = Vec::new();
    for name in names {
        if !told.contains(&name.as_str()) {
            told.push(name);
        }
    }
    told.join(", ")
}

fn members(appointments: &[Appointment], chosen: &str) -> Vec<Choice> {
    let mut known: Vec<(&String, MemberId)> =
        appointments.iter().flat_map(people).map(|(id, name)| (name, id)).collect();
    known.sort();
    known.dedup();
    let everybody = std::iter::once(Choice::new("", "Everybody", chosen));
    everybody.chain(known.into_iter().map(|(name, id)| Choice::new(id, name, chosen))).collect()
}

fn statuses(chosen: &str) -> Vec<Choice> {
    let any = std::iter::once(Choice::new("", "Any status", chosen));
    any.chain(Status::ALL.map(|status| Choice::new(status.slug(), status.title(), chosen))).collect()
}

impl View for List {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn lede(&self) -> String {
        self.lede.clone()
    }

    fn section(&self) -> &'static str {
        "Calendar"
    }

    fn actions(&self) -> Vec<Action> {
        self.actions.clone()
    }
}
