//! The doors of the activity log: the page, and the same as a file.

mod chain;

use chrono::{NaiveDate, TimeDelta};

use crate::access::rights::{ExportActivity, ViewActivity};
use crate::access::{Can, Inside, Right};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::limits::{self, Limit};
use crate::web::{Choice, Csv, Page, Query, Routes, Sure};

use super::forms::{LogQuery, deeds};
use super::model::{Change, Deed, Entry, Event, Events, Filter, LONGEST_FILE, record};
use super::views::{Index, cells, headings};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}").get("/activity", index).get("/activity.csv", export).and(chain::routes())
}

/// So many files an hour are enough for everybody (security.md §3).
const FILES_AN_HOUR: i64 = 3;

async fn index(by: Can<ViewActivity>, Query(query): Query<LogQuery>, db: Db) -> Result<Page<Index>> {
    let filter = filter(&query, &by);
    let here = by.location().id;
    let (Events { events, earlier }, actors) =
        db.read(move |db| Ok((Event::page(here, &filter, db)?, Event::actors(here, db)?))).await?;
    let zone = by.location().zone;
    let everybody = std::iter::once(Choice::new("", "Everybody", &query.actor));
    Ok(Page(Index {
        place: by.location().name.clone(),
        places: Vec::new(),
        events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        deeds: deeds(&query.deed),
        actors: everybody.chain(actors.into_iter().map(|(user, name)| Choice::new(user, name, &query.actor))).collect(),
        earlier: earlier.map(|before| query.address(Some(before))),
        export: by.may(Right::ExportActivity).then(|| format!("/locations/{here}/activity.csv{}", query.address(None))),
        first_day: first_day(&by),
        is_filtered: query.is_filtered(),
        refusals: !query.refusals.is_empty(),
        search: query.search,
        from: query.from,
        to: query.to,
    }))
}

fn filter(query: &LogQuery, by: &Inside) -> Filter {
    query.filter(by.location().zone, first_day(by), !by.may(Right::ViewUsers))
}

/// The first day of the log that the viewer may see; all of it without one.
fn first_day(by: &Inside) -> Option<NaiveDate> {
    by.extent(Right::ViewActivity)?.reach.first_day(clock::today(by.location().zone))
}

/// The file is written down in the transaction that reads it: who, which filters, how many rows.
async fn export(by: Sure<Can<ExportActivity>>, Query(query): Query<LogQuery>, db: Db) -> Result<Csv> {
    db.write(move |db| written_down(&by, &query, db)).await
}

fn written_down(by: &Can<ExportActivity>, query: &LogQuery, db: &mut Conn) -> Result<Csv> {
    let by = by.still(db)?;
    let often = Limit::new(&format!("activity files of {}", by.user()), FILES_AN_HOUR, TimeDelta::hours(1));
    limits::count(&[often], db)?;
    let location = by.location();
    let name = format!("Activity of {} {}", location.name, clock::today(location.zone));
    let mut file = Csv::new(name, headings(location.zone).iter().map(String::as_str));
    let take = |event| file.row(cells(&event, location.zone));
    let rows = Event::each(location.id, &filter(query, &by), take, db)?;
    let most = if rows == LONGEST_FILE { ", which is the most" } else { "" };
    let changes = [Change::new("Filters", "", query.said()), Change::new("Rows", "", format!("{rows}{most}"))];
    record(&by, Entry::new(Deed::LogExported, "the activity log").with(changes), db)?;
    Ok(file)
}
