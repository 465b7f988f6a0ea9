//! How far an appointment has come.

use crate::access::Can;
use crate::access::rights::EditAppointments;
use crate::db::Db;
use crate::error::Result;
use crate::id::AppointmentId;
use crate::web::{Again, At, Form, Reply, see};

use super::super::forms::StatusForm;
use super::super::model::Appointment;
use super::super::views::{Show, page_of};
use super::show::draw;

pub async fn update(
    by: Can<EditAppointments>,
    At(id): At<AppointmentId>,
    Form(form): Form<StatusForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let here = by.location().id;
    let (editor, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let now = Appointment::find(&editor, id, db)?;
            let (status, anyway) = sent.parse()?;
            now.set_status(&editor, status, anyway, sent.version, db)?;
            Ok(status)
        })
        .await;
    saved
        .or_compared(
            &db,
            |status| see(page_of(here, id)).saying(format!("The status is now: {}.", status.title())),
            ("status", "Look at it, then choose again"),
            move |errors, _, db| {
                let now = Appointment::find(&by, id, db)?;
                Ok(Show { wanted: form.status, errors, ..draw(&by, now, None, db)? })
            },
        )
        .await
}
