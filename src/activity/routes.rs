//! The door of the activity log.

use serde::Deserialize;

use crate::access::Can;
use crate::access::rights::ViewActivity;
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::web::{Choice, Page, Query, Routes};

use super::model::{Deed, Event, Filter};
use super::views::Index;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/activity").get("", index)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LogQuery {
    deed: String,
    search: String,
    before: Option<i64>,
}

async fn index(by: Can<ViewActivity>, Query(query): Query<LogQuery>, db: Db) -> Result<Page<Index>> {
    let zone = by.location().zone;
    let location = by.location().name.clone();
    let filter =
        Filter { deed: Deed::from_slug(&query.deed), search: query.search.trim().to_owned(), before: query.before };
    let events = db.read(move |db| Event::list(by.location().id, &filter, db)).await?;
    let earlier = events.last().filter(|_| Event::fills_a_page(events.len())).map(|last| {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        pairs.append_pair("deed", &query.deed).append_pair("search", &query.search);
        format!("?{}", pairs.append_pair("before", &last.id.to_string()).finish())
    });
    let any = std::iter::once(Choice::new("", "Everything", &query.deed));
    Ok(Page(Index {
        location,
        events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        deeds: any
            .chain(Deed::ALL.iter().map(|deed| Choice::new(deed.slug(), capitalised(deed.words()), &query.deed)))
            .collect(),
        search: query.search,
        earlier,
    }))
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
