//! Whether the client has paid.

use crate::access::Can;
use crate::access::rights::EditAppointments;
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::id::AppointmentId;
use crate::web::{At, Form, Reply, see};

use super::super::forms::PaymentForm;
use super::super::model::Appointment;
use super::super::views::{Show, page_of};
use super::show::draw;

pub async fn update(
    by: Can<EditAppointments>,
    At(id): At<AppointmentId>,
    Form(form): Form<PaymentForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let here = by.location().id;
    let (editor, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let now = Appointment::find(&editor, id, db)?;
            let payment = sent.parse()?;
            now.set_payment(&editor, payment, sent.version, db)?;
            Ok(payment)
        })
        .await;
    let (errors, is_late) = match saved {
        Ok(Some(payment)) => {
            let said = format!("The payment is written down: {}.", payment.said());
            return Ok(Reply::Done(see(page_of(here, id)).saying(said)));
        }
        Ok(None) => {
            return Ok(Reply::Done(see(page_of(here, id)).saying("The payment is taken back.")));
        }
        Err(Error::Invalid(errors)) => (errors, false),
        Err(Error::Conflict(why)) => (Errors::on("paid_on", format!("{why} Look at it, then save again")), true),
        Err(other) => return Err(other),
    };
    let page = db
        .read(move |db| {
            let now = Appointment::find(&by, id, db)?;
            let page = draw(&by, now, None, db)?;
            let payment = page.payment.as_ref().map(|_| form);
            Ok(Show { errors, payment, ..page })
        })
        .await?;
    Ok(if is_late { Reply::Late(page) } else { Reply::Again(page) })
}
