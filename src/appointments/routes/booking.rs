//! Booking: a new appointment, from nothing or from one that was.

use chrono::TimeDelta;
use serde::Deserialize;

use crate::access::rights::CreateAppointments;
use crate::access::{Can, Inside, Right};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::AppointmentId;
use crate::web::{At, Form, Page, Query, Reply, see};

use super::super::forms::{BookForm, LineForm, field_time};
use super::super::model::{Appointment, Choices};
use super::super::views::{New, Sheet, page_of};

/// What an address can say about a new appointment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Start {
    day: String,
    at: String,
    member: String,
    client: String,
    service: String,
}

pub async fn new(by: Can<CreateAppointments>, Query(start): Query<Start>, db: Db) -> Result<Page<New>> {
    let today = clock::today(by.location().zone).to_string();
    let row = LineForm { member: start.member, service: start.service, quantity: "1".into(), ..LineForm::default() };
    let form = BookForm {
        day: if start.day.is_empty() { today } else { start.day },
        at: start.at,
        client: start.client,
        refresh: Some("yes".into()),
        ..BookForm::default()
    };
    db.read(move |db| Ok(Page(New::of(draw(&by, form.with(vec![row]), None, db)?)))).await
}

/// The same once more, a week later or today, with whoever assisted asked back.
pub async fn copy(by: Can<CreateAppointments>, At(id): At<AppointmentId>, db: Db) -> Result<Page<New>> {
    db.read(move |db| {
        let was = Appointment::find(&by, id, db)?;
        let zone = by.location().zone;
        let (day, minute) = clock::on_the_wall(was.starts_at, zone);
        let mut form = BookForm::of(&was, &by);
        (form.version, form.line) = (0, Vec::new());
        form.day = (day + TimeDelta::days(7)).max(clock::today(zone)).to_string();
        form.at = field_time(minute);
        let mut rows = form.rows();
        if by.may(Right::ManageAssistants) {
            for (row, line) in rows.iter_mut().zip(&was.lines) {
                row.assistants = line.assistants.iter().map(|assistant| assistant.member).collect();
            }
        }
        Ok(Page(New::of(draw(&by, form.with(rows), Some(&was), db)?)))
    })
    .await
}

fn draw(by: &Inside, form: BookForm, asked: Option<&Appointment>, db: &mut Conn) -> Result<Sheet> {
    let choices = Choices::of(by, db)?;
    let form = form.settled(by, &choices);
    Sheet::draw(by, form, &choices, None, asked, db)
}

pub async fn create(by: Can<CreateAppointments>, Form(form): Form<BookForm>, db: Db) -> Result<Reply<New>> {
    let here = by.location().id;
    if form.is_unfinished() {
        return db.read(move |db| Ok(Reply::Fresh(New::of(draw(&by, form, None, db)?)))).await;
    }
    let (author, sent) = (by.clone(), form.clone());
    let booked = db
        .write(move |db| {
            let form = sent.settled(&author, &Choices::of(&author, db)?);
            let wish = form.parse(&author)?;
            Appointment::book(&author, &wish, db)
        })
        .await;
    match booked {
        Ok(id) => Ok(Reply::Done(see(page_of(here, id)).saying("The appointment is booked."))),
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(New::of(Sheet { errors, ..draw(&by, form, None, db)? })))).await
        }
        Err(other) => Err(other),
    }
}
