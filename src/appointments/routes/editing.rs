//! Changing client, services and comment.

use crate::access::rights::EditAppointments;
use crate::access::{Can, Inside};
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::AppointmentId;
use crate::web::{Again, At, Form, Page, Reply, see};

use super::super::forms::BookForm;
use super::super::model::{Appointment, Choices};
use super::super::views::{Edit, Sheet, page_of};
use super::described;
use super::show::held;

pub async fn edit(by: Can<EditAppointments>, At(id): At<AppointmentId>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| {
        let now = Appointment::find(&by, id, db)?;
        now.must_be_changeable(&by, db)?;
        let form = BookForm::of(&now, &by);
        Ok(Page(draw(&by, &now, form, Errors::none(), db)?))
    })
    .await
}

fn draw(by: &Inside, now: &Appointment, form: BookForm, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let choices = Choices::of(by, db)?;
    let form = form.settled(by, &choices);
    Ok(Edit {
        id: now.id,
        client: now.client_name.clone(),
        day: now.day(by),
        line: described(now, by),
        sheet: Sheet { errors, ..Sheet::draw(by, form, &choices, Some(now), None, db)? },
        held: held(by, now.id, db)?,
        theirs: Vec::new(),
    })
}

pub async fn update(
    by: Can<EditAppointments>,
    At(id): At<AppointmentId>,
    Form(form): Form<BookForm>,
    db: Db,
) -> Result<Reply<Edit>> {
    let here = by.location().id;
    if form.is_unfinished() {
        return db
            .read(move |db| {
                let now = Appointment::find(&by, id, db)?;
                Ok(Reply::Fresh(draw(&by, &now, form, Errors::none(), db)?))
            })
            .await;
    }
    let (editor, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let now = Appointment::find(&editor, id, db)?;
            let form = sent.settled(&editor, &Choices::of(&editor, db)?);
            let contents = form.parse_contents(&editor, &now)?;
            now.change(&editor, &contents, form.version, db)
        })
        .await;
    saved
        .or_compared(
            &db,
            |()| see(page_of(here, id)).saying("The appointment is saved."),
            ("comment", "Compare, then save again"),
            move |errors, is_late, db| {
                let now = Appointment::find(&by, id, db)?;
                if !is_late {
                    return draw(&by, &now, form, errors, db);
                }
                let theirs = differences(&now, &form, &by);
                let form = still_there(BookForm { version: now.version, ..form }, &now);
                Ok(Edit { theirs, ..draw(&by, &now, form, errors, db)? })
            },
        )
        .await
}

/// Lines that somebody else has taken out meanwhile are written anew when this is saved.
fn still_there(form: BookForm, now: &Appointment) -> BookForm {
    let mut rows = form.rows();
    for row in &mut rows {
        if now.lines.iter().all(|line| line.id.to_string() != row.line) {
            row.line = String::new();
        }
    }
    form.with(rows)
}

/// What is saved now and differs from what was typed.
fn differences(now: &Appointment, typed: &BookForm, by: &Inside) -> Vec<(&'static str, String)> {
    let saved = BookForm::of(now, by);
    let rows = |form: &BookForm| (form.service.clone(), form.member.clone(), form.minutes.clone());
    let terms = |form: &BookForm| (form.price.clone(), form.discount.clone(), form.quantity.clone());
    let mut theirs = Vec::new();
    if saved.client != typed.client {
        theirs.push(("Client", now.client_name.clone()));
    }
    if rows(&saved) != rows(typed) || terms(&saved) != terms(typed) {
        let line = |line: &super::super::model::Line| {
            let total = crate::money::said(line.total(), &by.location().currency);
            format!("{} with {}, {}, {total}", line.title, line.member_name, crate::clock::lasting(line.minutes()))
        };
        theirs.push(("Services", now.lines.iter().map(line).collect::<Vec<_>>().join("; ")));
    }
    if saved.comment != typed.comment {
        theirs.push(("Comment", now.comment.clone()));
    }
    if theirs.is_empty() {
        theirs.push(("Appointment", described(now, by)));
    }
    theirs
}
