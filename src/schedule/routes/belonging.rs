//! Putting somebody in the schedule, and taking them out of it.

use crate::access::Can;
use crate::access::rights::EditSchedules;
use crate::db::Db;
use crate::error::Result;
use crate::id::MemberId;
use crate::text::counted;
use crate::web::{Again, At, Confirmed, Form, Page, Reply, See, see};

use super::super::forms::TimeOffForm;
use super::super::model::Worker;
use super::super::views::{Departure, Show, tab_of};
use super::member::draw;

pub async fn create(by: Can<EditSchedules>, At(id): At<MemberId>, _: Form<Confirmed>, db: Db) -> Result<Reply<Show>> {
    let (editor, here) = (by.clone(), by.location().id);
    let joined = db
        .write(move |db| {
            let worker = Worker::find(&editor, id, db)?;
            worker.join(&editor, db)?;
            Ok(worker.name)
        })
        .await;
    joined
        .or_drawn(
            &db,
            |name| see(tab_of(here, id)).saying(format!("{name} is in the schedule now. Fill in when they work.")),
            move |errors, db| draw(&by, id, None, TimeOffForm::default(), errors, db),
        )
        .await
}

pub async fn ask(by: Can<EditSchedules>, At(id): At<MemberId>, db: Db) -> Result<Page<Departure>> {
    db.read(move |db| {
        let worker = Worker::find(&by, id, db)?;
        let name = &worker.name;
        let mut sentences = vec![
            format!("{name} has no column in the calendar from then on, and cannot be booked."),
            "A seat is used no longer for being in the schedule.".to_owned(),
        ];
        sentences.push(match worker.bookings_to_come(db)? {
            0 => "Nothing is booked with them from now on.".to_owned(),
            count => format!(
                "{} booked with {name} from now on {} as {}. Give them to somebody else in the calendar.",
                counted(count, "service", "services"),
                if count == 1 { "stays" } else { "stay" },
                if count == 1 { "it is" } else { "they are" },
            ),
        });
        sentences.push("Their hours are kept, and count again when they come back.".to_owned());
        Ok(Page(Departure { by: (*by).clone(), worker, sentences }))
    })
    .await
}

pub async fn remove(by: Can<EditSchedules>, At(id): At<MemberId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let worker = Worker::find(&by, id, db)?;
            worker.leave(&by, db)?;
            Ok(worker.name)
        })
        .await?;
    Ok(see(tab_of(here, id)).saying(format!("{name} is no longer in the schedule.")))
}
