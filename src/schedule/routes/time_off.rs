//! Giving time off, and taking it back.

use crate::access::Can;
use crate::access::rights::EditSchedules;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::{MemberId, TimeOffId};
use crate::text::counted;
use crate::web::{At, Confirmed, Form, Reply, See, see};

use super::super::forms::TimeOffForm;
use super::super::model::{TimeOff, Worker, stretch};
use super::super::views::{Show, tab_of};
use super::member::draw;

pub async fn create(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Form(form): Form<TimeOffForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let (editor, here) = (by.clone(), by.location().id);
    let given = match form.parse() {
        Ok((first, last, reason)) => {
            db.write(move |db| {
                let worker = Worker::find(&editor, id, db)?;
                let booked = worker.give_time_off(&editor, first, last, &reason, db)?;
                Ok((worker.name, stretch(first, last), first.format("%Y-%m").to_string(), booked))
            })
            .await
        }
        Err(error) => Err(error),
    };
    match given {
        Ok((name, days, month, booked)) => {
            let given = format!("{name} has time off: {days}.");
            let notice = match booked {
                0 => given,
                count => format!("{given} {} booked with them then.", counted(count, "service is", "services are")),
            };
            Ok(Reply::Done(see(format!("{}?month={month}", tab_of(here, id))).saying(notice)))
        }
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(draw(&by, id, None, form, errors, db)?))).await
        }
        Err(other) => Err(other),
    }
}

pub async fn remove(by: Can<EditSchedules>, At(id): At<TimeOffId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let (worker, off) = db.write(move |db| TimeOff::remove(&by, id, db)).await?;
    let notice = format!("The time off of {} is taken back: {}. Their hours count again.", worker.name, off.days());
    Ok(see(tab_of(here, worker.id)).saying(notice))
}
