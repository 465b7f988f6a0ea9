//! Deleting an appointment.

use crate::access::Can;
use crate::access::rights::DeleteAppointments;
use crate::db::Db;
use crate::error::Result;
use crate::id::AppointmentId;
use crate::web::{At, Form, Page, See, see};

use super::super::forms::DeletionForm;
use super::super::model::Appointment;
use super::super::views::{Deletion, calendar_of};
use super::described;
use super::show::held;

pub async fn ask(by: Can<DeleteAppointments>, At(id): At<AppointmentId>, db: Db) -> Result<Page<Deletion>> {
    db.read(move |db| {
        let now = Appointment::find(&by, id, db)?;
        now.must_be_open(&by, db)?;
        Ok(Page(Deletion {
            here: by.location().id,
            id,
            day: now.day(&by),
            held: held(&by, id, db)?,
            line: described(&now, &by),
            version: now.version,
            client: now.client_name,
        }))
    })
    .await
}

pub async fn delete(
    by: Can<DeleteAppointments>,
    At(id): At<AppointmentId>,
    Form(form): Form<DeletionForm>,
    db: Db,
) -> Result<See> {
    let here = by.location().id;
    let (day, name) = db
        .write(move |db| {
            let now = Appointment::find(&by, id, db)?;
            now.delete(&by, form.version, db)?;
            Ok((now.day(&by), now.client_name))
        })
        .await?;
    Ok(see(calendar_of(here, day)).saying(format!("The appointment of {name} is deleted.")))
}
