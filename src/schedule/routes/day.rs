//! The hours of one day.

use chrono::NaiveDate;

use crate::access::rights::EditSchedules;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::MemberId;
use crate::text::{capitalised, counted};
use crate::web::{At, Form, Page, Query, Reply, see};

use super::super::forms::{DayForm, OnDayForm, within_reason};
use super::super::model::{Booked, Hours, Span, Worker, said};
use super::super::views::{Day, tab_of};

pub async fn edit(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Query(form): Query<OnDayForm>,
    db: Db,
) -> Result<Page<Day>> {
    let day = within_reason(&form.day).unwrap_or_else(|| clock::today(by.location().zone));
    db.read(move |db| Ok(Page(draw(&by, id, day, None, Errors::none(), db)?))).await
}

fn draw(
    by: &Inside,
    id: MemberId,
    day: NaiveDate,
    form: Option<DayForm>,
    errors: Errors,
    db: &mut Conn,
) -> Result<Day> {
    let worker = Worker::find(by, id, db)?;
    worker.must_be_seen_on(by, day)?;
    let hours = worker.hours_on(day, db)?;
    let form = form.unwrap_or_else(|| DayForm::of(day, &hours));
    Ok(Day { by: by.clone(), worker, day, time_off: hours.time_off, form, errors, theirs: Vec::new() })
}

pub async fn update(
    by: Can<EditSchedules>,
    At(id): At<MemberId>,
    Form(form): Form<DayForm>,
    db: Db,
) -> Result<Reply<Day>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = match form.parse() {
        Ok((day, spans)) => db.write(move |db| save(&editor, id, day, &spans, &sent.drawn, db)).await,
        Err(error) => Err(error),
    };
    let day = within_reason(&form.day).unwrap_or_else(|| clock::today(by.location().zone));
    let here = by.location().id;
    match saved {
        Ok(notice) => {
            let month = day.format("%Y-%m");
            Ok(Reply::Done(see(format!("{}?month={month}", tab_of(here, id))).saying(notice)))
        }
        Err(Error::Invalid(errors)) => {
            db.read(move |db| Ok(Reply::Again(draw(&by, id, day, Some(form), errors, db)?))).await
        }
        Err(Error::Conflict(why)) => {
            let why = why.trim_end_matches('.').to_owned();
            db.read(move |db| late(&by, id, day, form, &why, db)).await
        }
        Err(other) => Err(other),
    }
}

fn save(
    by: &Can<EditSchedules>,
    id: MemberId,
    day: NaiveDate,
    spans: &[Span],
    drawn: &str,
    db: &mut Conn,
) -> Result<String> {
    let worker = Worker::find(by, id, db)?;
    worker.set_day(by, day, spans, drawn, db)?;
    let hours = worker.hours_on(day, db)?;
    let booked = Booked::between(id, day, day, by.location().zone, db)?;
    let outside = booked.iter().filter(|booked| !hours.include(booked.span)).count() as i64;
    let saved = format!("{}, {}: {}.", worker.name, clock::long(day), said(spans));
    Ok(match outside {
        0 => saved,
        count => format!("{saved} {} booked outside these hours.", counted(count, "service is", "services are")),
    })
}

/// Both versions: theirs beside what was typed, which can be saved once more.
fn late(by: &Inside, id: MemberId, day: NaiveDate, form: DayForm, why: &str, db: &mut Conn) -> Result<Reply<Day>> {
    let worker = Worker::find(by, id, db)?;
    let now: Hours = worker.hours_on(day, db)?;
    let drawn = DayForm::of(day, &now).drawn;
    if drawn == form.drawn {
        return Err(Error::Conflict(format!("{why}.")));
    }
    let errors = Errors::on("from", format!("{why} Compare, then save again"));
    let theirs = vec![("Hours", capitalised(&said(&now.spans)))];
    Ok(Reply::Late(Day { theirs, ..draw(by, id, day, Some(DayForm { drawn, ..form }), errors, db)? }))
}
