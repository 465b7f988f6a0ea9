//! The doors of the activity log: the page, and the same as a file.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use crate::access::rights::{ExportActivity, ViewActivity};
use crate::access::{Can, Inside, Right};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::limits::{self, Limit};
use crate::web::{Choice, Csv, Page, Query, Routes, Sure};

use super::model::{Change, Deed, Entry, Event, Events, Filter, Kind, LONGEST_FILE, record};
use super::views::{Index, cells, headings};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}").get("/activity", index).get("/activity.csv", export)
}

/// So many files an hour are enough for everybody (security.md §3).
const FILES_AN_HOUR: i64 = 3;

/// The filters, as they stand in an address. What nobody understands filters nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct LogQuery {
    deed: String,
    actor: String,
    search: String,
    from: String,
    to: String,
    refusals: String,
    #[serde(skip_serializing)]
    before: Option<i64>,
}

impl LogQuery {
    fn filter(&self, by: &Inside) -> Filter {
        let zone = by.location().zone;
        let day = |typed: &str| typed.parse::<NaiveDate>().ok();
        Filter {
            deed: Deed::from_slug(&self.deed),
            refusals: !self.refusals.is_empty(),
            actor: self.actor.parse().ok(),
            search: self.search.trim().to_owned(),
            since: day(&self.from).max(first_day(by)).and_then(|day| clock::beginning(day, zone)),
            until: day(&self.to).and_then(|day| clock::beginning(day.checked_add_signed(TimeDelta::days(1))?, zone)),
            before: self.before,
            masks_contacts: !by.may(Right::ViewUsers),
        }
    }

    fn is_anything(&self) -> bool {
        LogQuery { before: None, ..self.clone() } != LogQuery::default()
    }

    /// The filters as a query, with a page if there is one.
    fn address(&self, before: Option<i64>) -> String {
        let filters = serde_html_form::to_string(self).unwrap_or_default();
        match before {
            Some(before) => format!("?{filters}&before={before}"),
            None if self.is_anything() => format!("?{filters}"),
            None => String::new(),
        }
    }

    /// The filters in words, for whoever looks at an export later.
    fn said(&self) -> String {
        let deed = Deed::from_slug(&self.deed).map(|deed| capitalised(deed.words())).unwrap_or_default();
        let refusals = if self.refusals.is_empty() { "" } else { "yes" };
        let filters = [
            ("what", deed.as_str()),
            ("person", &self.actor),
            ("words", &self.search),
            ("from", &self.from),
            ("to", &self.to),
            ("refused attempts only", refusals),
        ];
        let said: Vec<_> = filters.iter().filter(|(_, value)| !value.is_empty()).collect();
        match said.is_empty() {
            true => "everything".into(),
            false => said.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(", "),
        }
    }
}

async fn index(by: Can<ViewActivity>, Query(query): Query<LogQuery>, db: Db) -> Result<Page<Index>> {
    let filter = query.filter(&by);
    let here = by.location().id;
    let (Events { events, earlier }, actors) =
        db.read(move |db| Ok((Event::page(here, &filter, db)?, Event::actors(here, db)?))).await?;
    let zone = by.location().zone;
    let everybody = std::iter::once(Choice::new("", "Everybody", &query.actor));
    Ok(Page(Index {
        location: by.location().name.clone(),
        events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        deeds: deeds(&query.deed),
        actors: everybody.chain(actors.into_iter().map(|(user, name)| Choice::new(user, name, &query.actor))).collect(),
        earlier: earlier.map(|before| query.address(Some(before))),
        export: by.may(Right::ExportActivity).then(|| format!("/locations/{here}/activity.csv{}", query.address(None))),
        first_day: first_day(&by),
        is_filtered: query.is_anything(),
        refusals: !query.refusals.is_empty(),
        search: query.search,
        from: query.from,
        to: query.to,
    }))
}

/// The first day of the log that the viewer may see; all of it without one.
fn first_day(by: &Inside) -> Option<NaiveDate> {
    by.extent(Right::ViewActivity)?.reach.first_day(clock::today(by.location().zone))
}

/// What can happen at a location, kind by kind.
fn deeds(chosen: &str) -> Vec<(&'static str, Vec<Choice>)> {
    let choice = |deed: &Deed| Choice::new(deed.slug(), capitalised(deed.words().trim_end_matches(':')), chosen);
    let of = |kind: Kind| Deed::ALL.iter().filter(move |deed| deed.kind() == kind && deed.is_of_a_location());
    let kinds = Kind::ALL.iter().map(|kind| (kind.title(), of(*kind).map(choice).collect::<Vec<_>>()));
    kinds.filter(|(_, deeds)| !deeds.is_empty()).collect()
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
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
    let rows = Event::each(location.id, &query.filter(&by), take, db)?;
    let most = if rows == LONGEST_FILE { ", which is the most" } else { "" };
    let changes = [Change::new("Filters", "", query.said()), Change::new("Rows", "", format!("{rows}{most}"))];
    record(&by, Entry::new(Deed::LogExported, "the activity log").with(changes), db)?;
    Ok(file)
}
