//! One appointment.

use crate::access::rights::ViewCalendar;
use crate::access::{Can, Inside, Right, Sight};
use crate::activity::Event;
use crate::books::{self, Holding};
use crate::clients::Client;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::AppointmentId;
use crate::money;
use crate::text::together;
use crate::web::{Action, At, Page};

use super::super::forms::{AssistantsForm, PaymentForm};
use super::super::model::{Appointment, Assistance, Line, Payment, Status, Worker, percent};
use super::super::views::{Show, ShownLine, page_of};
use super::{described, helpers};

pub async fn show(by: Can<ViewCalendar>, At(id): At<AppointmentId>, db: Db) -> Result<Page<Show>> {
    db.read(move |db| {
        let now = Appointment::find(&by, id, db)?;
        Ok(Page(draw(&by, now, None, db)?))
    })
    .await
}

/// `typed` is what was sent about the assistants of a line and could not be used.
pub fn draw(by: &Inside, now: Appointment, typed: Option<&AssistantsForm>, db: &mut Conn) -> Result<Show> {
    let (here, zone) = (by.location().id, by.location().zone);
    let rules = Assistance::of(here, db)?;
    let workers = Worker::all(by, db)?;
    let client = match Client::find(by, now.client, db) {
        Ok(client) => Some(client),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let shown = |line: &Line| {
        let typed = typed.filter(|form| form.line().is_ok_and(|id| id == line.id));
        let helpers = helpers::of(by, &now, line, &workers, rules, typed);
        ShownLine { helpers, ..of_line(line, by) }
    };
    let mut statuses: Vec<Status> = Status::ALL.into_iter().filter(|status| *status != now.status).collect();
    if !now.is_open_to(by, Right::EditAppointments) {
        statuses.clear();
    }
    Ok(Show {
        here,
        id: now.id,
        client,
        line: described(&now, by),
        day: now.day(by),
        statuses,
        wanted: String::new(),
        version: now.version,
        lines: now.lines.iter().map(shown).collect(),
        duration: clock::lasting(now.lines.iter().map(Line::minutes).sum()),
        total: money::said(now.total(), &by.location().currency),
        paid: now.payment.map(Payment::said).unwrap_or_default(),
        payment: now.is_open_to(by, Right::EditAppointments).then(|| PaymentForm {
            paid_on: now.usual_payment_day(by).to_string(),
            with: "cash".into(),
            ..PaymentForm::default()
        }),
        created: format!("Booked by {} on {}.", now.created_by, clock::moment(now.created_at, zone)),
        actions: actions(by, &now),
        held: held(by, now.id, db)?,
        events: events(by, now.id, db)?,
        errors: Errors::none(),
        status: now.status,
        comment: now.comment,
        client_name: now.client_name,
    })
}

fn of_line(line: &Line, by: &Inside) -> ShownLine {
    let (zone, currency) = (by.location().zone, &by.location().currency);
    let hour = |moment| clock::hour(clock::on_the_wall(moment, zone).1);
    let mut terms = Vec::new();
    let price = money::said(line.price, currency);
    if line.quantity > 1 {
        terms.push(format!("{} × {price}", line.quantity));
    } else if line.discount > 0 {
        terms.push(price);
    }
    if line.discount > 0 {
        terms.push(format!("less {}", percent::said(line.discount)));
    }
    let sees_shares = (by.may(Right::ChangeShares) || by.may(Right::ManageAssistants)) && !line.is_split;
    let named = line.assistants.iter().map(|one| match sees_shares && one.share != percent::WHOLE {
        true => format!("{} ({})", one.name, percent::said(one.share)),
        false => one.name.clone(),
    });
    ShownLine {
        id: line.id,
        title: line.title.clone(),
        member: line.member_name.clone(),
        time: format!("{} to {}", hour(line.starts_at), hour(line.ends_at)),
        duration: clock::lasting(line.minutes()),
        terms: terms.join(", "),
        total: money::said(line.total(), currency),
        assistants: assisting(&named.collect::<Vec<_>>()),
        helpers: None,
    }
}

/// `Ilse and Otto assist`.
fn assisting(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} assists"),
        several => format!("{} assist", together(several)),
    }
}

fn actions(by: &Inside, now: &Appointment) -> Vec<Action> {
    let page = page_of(by.location().id, now.id);
    let mut actions = Vec::new();
    if now.is_open_to(by, Right::EditAppointments) {
        actions.push(Action::primary("Change", "settings", format!("{page}/edit")));
    }
    if now.is_open_to(by, Right::MoveAppointments) {
        actions.push(Action::plain("Move", "clock", format!("{page}/time")));
    }
    if by.may(Right::CreateAppointments) {
        actions.push(Action::plain("Book again", "copy", format!("{page}/copy")));
    }
    if now.is_open_to(by, Right::DeleteAppointments) {
        actions.push(Action::danger("Delete…", "ban", format!("{page}/deletion")));
    }
    actions
}

/// The confirmed statements that hold it, for whoever sees them.
pub(super) fn held(by: &Inside, id: AppointmentId, db: &mut Conn) -> Result<Vec<Holding>> {
    if !by.may(Right::SeePay) {
        return Ok(Vec::new());
    }
    let today = clock::today(by.location().zone);
    let mut held = books::holding(id, db)?;
    held.retain(|holding| by.sight_on(Right::SeePay, holding.last_day, today) != Sight::Nobodys);
    Ok(held)
}

/// The history. Shares are part of what people are paid: who may not see them does not read of them.
fn events(by: &Inside, id: AppointmentId, db: &mut Conn) -> Result<Vec<(String, Event)>> {
    let sees_shares = by.may(Right::ChangeShares) || by.may(Right::ManageAssistants);
    let mut events = Event::of_thing(by.location().id, id, db)?;
    for event in &mut events {
        event.changes.retain(|change| sees_shares || !change.what.starts_with("Share of "));
    }
    Ok(events.into_iter().map(|event| (clock::moment(event.at, by.location().zone), event)).collect())
}
