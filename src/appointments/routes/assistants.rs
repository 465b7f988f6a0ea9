//! Who assists in a line, and with which share.

use crate::access::rights::{ChangeShares, ManageAssistants};
use crate::access::{Can, Inside};
use crate::db::Db;
use crate::error::{Errors, Result};
use crate::id::{AppointmentId, LineId};
use crate::web::{Again, At, Form, Reply, see};

use super::super::forms::AssistantsForm;
use super::super::model::Appointment;
use super::super::views::{Show, page_of};
use super::show::draw;

pub async fn update(
    by: Can<ManageAssistants>,
    At(id): At<AppointmentId>,
    Form(form): Form<AssistantsForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let now = Appointment::find(&editor, id, db)?;
            let line = sent.line()?;
            now.set_assistants(&editor, line, &sent.parse()?, sent.anyway(), sent.version, db)
        })
        .await;
    answer(&by, id, form, saved, "The assistants are saved.", db).await
}

pub async fn update_shares(
    by: Can<ChangeShares>,
    At(id): At<AppointmentId>,
    Form(form): Form<AssistantsForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let now = Appointment::find(&editor, id, db)?;
            let line = sent.line()?;
            now.set_shares(&editor, line, &sent.parse()?, sent.version, db)
        })
        .await;
    answer(&by, id, form, saved, "The shares are saved.", db).await
}

async fn answer(
    by: &Inside,
    id: AppointmentId,
    form: AssistantsForm,
    saved: Result<()>,
    said: &str,
    db: Db,
) -> Result<Reply<Show>> {
    let (by, here) = (by.clone(), by.location().id);
    saved
        .or_compared(
            &db,
            |()| see(page_of(here, id)).saying(said),
            ("assistant-1", "Above stands what is saved now. Compare, then save again"),
            move |errors, _, db| {
                let now = Appointment::find(&by, id, db)?;
                let errors = of_line(&errors, &now, form.line()?);
                Ok(Show { errors, ..draw(&by, now, Some(&form), db)? })
            },
        )
        .await
}

/// The page has a form for each line: the second row of the first is `assistant-1-2`.
fn of_line(errors: &Errors, now: &Appointment, line: LineId) -> Errors {
    let row = now.lines.iter().position(|other| other.id == line).map_or(1, |place| place + 1);
    let mut named = Errors::none();
    for fault in errors.iter() {
        let field = match fault.field.split_once('-') {
            Some((name, number)) => format!("{name}-{row}-{number}"),
            None => format!("{}-{row}", fault.field),
        };
        named.add(field, &fault.message);
    }
    named
}
