//! Whether the client has paid.

use crate::access::Can;
use crate::access::rights::EditAppointments;
use crate::db::Db;
use crate::error::Result;
use crate::id::AppointmentId;
use crate::web::{Again, At, Form, Reply, see};

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
    saved
        .or_compared(
            &db,
            |payment| match payment {
                Some(payment) => {
                    see(page_of(here, id)).saying(format!("The payment is written down: {}.", payment.said()))
                }
                None => see(page_of(here, id)).saying("The payment is taken back."),
            },
            ("paid_on", "Look at it, then save again"),
            move |errors, _, db| {
                let now = Appointment::find(&by, id, db)?;
                let page = draw(&by, now, None, db)?;
                let payment = page.payment.as_ref().map(|_| form);
                Ok(Show { errors, payment, ..page })
            },
        )
        .await
}
