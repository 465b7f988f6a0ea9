//! The doors of the calendar: a day, the same as a list, a week of one member, and whether any of it has changed.

use actix_web::HttpResponse;

use crate::access::Can;
use crate::access::rights::ViewCalendar;
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Page, Query, Routes};

use super::forms::CalendarQuery;
use super::model::{Day, Week};
use super::views;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/calendar")
        .get("", day)
        .get("/list", list)
        .get("/week", week)
        .get("/revision", revision)
}

async fn day(by: Can<ViewCalendar>, Query(query): Query<CalendarQuery>, db: Db) -> Result<Page<views::Day>> {
    let day = read(&by, &query, &db).await?;
    Ok(Page(views::Day::new(&by, day)))
}

async fn list(by: Can<ViewCalendar>, Query(query): Query<CalendarQuery>, db: Db) -> Result<Page<views::List>> {
    let day = read(&by, &query, &db).await?;
    Ok(Page(views::List::new(&by, day, &query)))
}

async fn week(by: Can<ViewCalendar>, Query(query): Query<CalendarQuery>, db: Db) -> Result<Page<views::Week>> {
    let asked = query.day(clock::today(by.location().zone));
    let week = read_week(&by, &query, &db).await?;
    Ok(Page(views::Week::new(&by, week, asked)))
}

/// Nothing, where a page would look the same as when it was drawn; else the new word for it.
async fn revision(by: Can<ViewCalendar>, Query(query): Query<CalendarQuery>, db: Db) -> Result<HttpResponse> {
    let revision = match query.week.is_empty() {
        true => read(&by, &query, &db).await?.revision(),
        false => read_week(&by, &query, &db).await?.revision(),
    };
    Ok(match revision == query.shown {
        true => HttpResponse::NoContent().finish(),
        false => HttpResponse::Ok().content_type("text/plain").body(revision),
    })
}

async fn read(by: &Can<ViewCalendar>, query: &CalendarQuery, db: &Db) -> Result<Day> {
    let (by, day) = (by.clone(), query.day(clock::today(by.location().zone)));
    db.read(move |db| Day::of(&by, day, db)).await
}

async fn read_week(by: &Can<ViewCalendar>, query: &CalendarQuery, db: &Db) -> Result<Week> {
    let (by, member, day) = (by.clone(), query.member(), query.day(clock::today(by.location().zone)));
    db.read(move |db| Week::of(&by, member, day, db)).await
}
