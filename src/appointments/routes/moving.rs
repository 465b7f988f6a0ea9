//! Another time, another team member, another duration.

use crate::access::rights::MoveAppointments;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::AppointmentId;
use crate::web::{Again, At, Choice, Form, Page, Reply, see};

use super::super::forms::{TimeForm, field_time};
use super::super::model::{Appointment, Choices, Line};
use super::super::views::{Place, Time, page_of};
use super::described;
use super::show::held;

pub async fn ask(by: Can<MoveAppointments>, At(id): At<AppointmentId>, db: Db) -> Result<Page<Time>> {
    db.read(move |db| {
        let now = Appointment::find(&by, id, db)?;
        now.must_be_open(&by, db)?;
        let (day, minute) = clock::on_the_wall(now.starts_at, by.location().zone);
        let form =
            TimeForm { day: day.to_string(), at: field_time(minute), version: now.version, ..TimeForm::default() };
        Ok(Page(draw(&by, &now, form, Errors::none(), db)?))
    })
    .await
}

fn draw(by: &Inside, now: &Appointment, form: TimeForm, errors: Errors, db: &mut Conn) -> Result<Time> {
    let choices = Choices::of(by, db)?;
    let place = |line: &Line| {
        let typed = form.line.iter().position(|id| *id == line.id);
        let member = typed.and_then(|place| form.member.get(place).cloned()).unwrap_or_else(|| line.member.to_string());
        let minutes = typed.and_then(|place| form.minutes.get(place).cloned());
        Place {
            line: line.id,
            title: line.title.clone(),
            members: members(&choices, line, &member),
            minutes: minutes.unwrap_or_else(|| line.minutes().to_string()),
        }
    };
    Ok(Time {
        here: by.location().id,
        id: now.id,
        client: now.client_name.clone(),
        day: now.day(by),
        line: described(now, by),
        places: now.lines.iter().map(place).collect(),
        form,
        errors,
        held: held(by, now.id, db)?,
        theirs: Vec::new(),
    })
}

/// Those who provide the service, and whoever does it now.
fn members(choices: &Choices, line: &Line, chosen: &str) -> Vec<Choice> {
    let offer = choices.offers.iter().find(|offer| offer.service == line.service);
    let provides = |id| offer.is_some_and(|offer| offer.providers.iter().any(|provider| provider.member == id));
    let able = choices.workers.iter().filter(|worker| worker.can_be_booked() && provides(worker.id));
    let mut members: Vec<Choice> = able.map(|worker| Choice::new(worker.id, &worker.name, chosen)).collect();
    if !members.iter().any(|choice| choice.value == line.member.to_string()) {
        members.insert(0, Choice::new(line.member, &line.member_name, chosen));
    }
    members
}

pub async fn update(
    by: Can<MoveAppointments>,
    At(id): At<AppointmentId>,
    Form(form): Form<TimeForm>,
    db: Db,
) -> Result<Reply<Time>> {
    let (here, zone) = (by.location().id, by.location().zone);
    let (mover, sent) = (by.clone(), form.clone());
    let moved = db
        .write(move |db| {
            let now = Appointment::find(&mover, id, db)?;
            now.move_to(&mover, &sent.parse()?, sent.version, db)?;
            Appointment::find(&mover, id, db)
        })
        .await;
    moved
        .or_compared(
            &db,
            |now| {
                let to = clock::moment(now.starts_at, zone);
                see(page_of(here, id)).saying(format!("The appointment is moved to {to}."))
            },
            ("day", "Compare, then save again"),
            move |errors, is_late, db| {
                let now = Appointment::find(&by, id, db)?;
                if !is_late {
                    let errors = in_order(errors, &form, &now);
                    return draw(&by, &now, form, errors, db);
                }
                let theirs = vec![("Appointment", described(&now, &by))];
                let form = TimeForm { version: now.version, ..form };
                Ok(Time { theirs, ..draw(&by, &now, form, errors, db)? })
            },
        )
        .await
}

/// A form may name one line only; on the page every line has its own row.
fn in_order(errors: Errors, form: &TimeForm, now: &Appointment) -> Errors {
    let has_all = form.line.len() == now.lines.len();
    let row_of = |number: usize| {
        let line = form.line.get(number.checked_sub(1)?)?;
        now.lines.iter().position(|other| other.id == *line).map(|place| place + 1)
    };
    let mut sorted = Errors::none();
    for fault in errors.iter() {
        let typed_in = fault.field.strip_prefix("minutes-").filter(|_| !has_all);
        let row = typed_in.and_then(|number| row_of(number.parse().ok()?));
        let field = row.map_or_else(|| fault.field.clone(), |row| format!("minutes-{row}"));
        sorted.add(field, &fault.message);
    }
    sorted
}
