//! The logs that somebody of a chain may look into: its own, and those of its locations.

use crate::chains::rights::ViewChainActivity;
use crate::chains::{Branch, ChainRight, May};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::id::{LocationId, Place};
use crate::web::{Choice, Page, Query, Routes};

use super::super::forms::{LogQuery, deeds};
use super::super::model::{Event, Events};
use super::super::views::Index;

pub(super) fn routes() -> Routes {
    Routes::at("/chains/{chain}").get("/activity", index)
}

/// A location that is not of this chain has no log here: then it is the chain's own.
async fn index(by: May<ViewChainActivity>, Query(query): Query<LogQuery>, db: Db) -> Result<Page<Index>> {
    let zone = by.chain().main.zone;
    let filter = query.filter(zone, None, !by.may(ChainRight::ViewChainUsers));
    let (here, chosen) = (by.chain().id, query.place.parse().ok().map(LocationId));
    let (branches, Events { events, earlier }, actors, place) = db
        .read(move |db| {
            let branches = Branch::list(here, db)?;
            let branch = branches.iter().find(|branch| Some(branch.id) == chosen);
            let place = branch.map_or(Place::Chain(here), |branch| branch.id.into());
            let name = branch.map(|branch| branch.name.clone());
            let events = Event::page(place, &filter, db)?;
            Ok((branches, events, Event::actors(place, db)?, name))
        })
        .await?;
    let everybody = std::iter::once(Choice::new("", "Everybody", &query.actor));
    let places = std::iter::once(Choice::new("", "The chain", &query.place));
    Ok(Page(Index {
        place: place.unwrap_or_else(|| by.chain().name.clone()),
        places: places.chain(branches.iter().map(|one| Choice::new(one.id, &one.name, &query.place))).collect(),
        events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        deeds: deeds(&query.deed),
        actors: everybody.chain(actors.into_iter().map(|(user, name)| Choice::new(user, name, &query.actor))).collect(),
        earlier: earlier.map(|before| query.address(Some(before))),
        export: None,
        first_day: None,
        is_filtered: query.is_filtered(),
        refusals: !query.refusals.is_empty(),
        search: query.search,
        from: query.from,
        to: query.to,
    }))
}
