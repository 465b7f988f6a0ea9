//! Looking back: the events of a location, and the history of one card.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};

use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{ChainId, ChainMemberId, LocationId, MemberId, Place, UserId};
use crate::schema::activity;
use crate::text;

use super::masking::masked;
use super::{Change, Deed, Kind, Thing};

diesel::define_sql_function! { fn lower(text: Text) -> Text; }

/// An event as it was written.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: i64,
    pub number: Option<i64>,
    pub at: NaiveDateTime,
    pub actor: String,
    /// As which role they acted, where they had one.
    pub role: String,
    pub words: &'static str,
    pub is_refusal: bool,
    pub subject: String,
    pub changes: Vec<Change>,
    pub address: String,
    pub request: String,
}

/// Which events to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub deed: Option<Deed>,
    pub refusals: bool,
    pub actor: Option<UserId>,
    pub search: String,
    /// From this moment on, and before that one.
    pub since: Option<NaiveDateTime>,
    pub until: Option<NaiveDateTime>,
    /// Only events before this one: the next page.
    pub before: Option<i64>,
    /// The viewer may not know how people are reached. What is masked is not found by a search either.
    pub masks_contacts: bool,
}

const PER_PAGE: i64 = 50;

/// The most events in one file.
pub const LONGEST_FILE: usize = 100_000;

/// How many of them are read in one go.
const STEP: i64 = 1_000;

type Who = (String, String);
type Row = (i64, Option<i64>, NaiveDateTime, Who, String, String, String, (String, String));

#[diesel::dsl::auto_type]
fn columns() -> _ {
    let who: (activity::actor_name, activity::actor_role) = (activity::actor_name, activity::actor_role);
    let origin: (activity::address, activity::request) = (activity::address, activity::request);
    (activity::id, activity::number, activity::at, who, activity::deed, activity::subject, activity::changes, origin)
}

/// The events of a place, or those that belong to none.
pub(super) type Of = Box<dyn BoxableExpression<activity::table, MultiBackend, SqlType = Nullable<Bool>>>;

pub(super) fn of(place: Option<Place>) -> Of {
    match place {
        Some(Place::Location(id)) => Box::new(activity::location_id.eq(id)),
        Some(Place::Chain(id)) => Box::new(activity::chain_id.eq(id)),
        None => Box::new(activity::location_id.is_null().and(activity::chain_id.is_null()).nullable()),
    }
}

impl Filter {
    fn at(&self, place: Place) -> activity::BoxedQuery<'static, MultiBackend> {
        let mut query = activity::table.filter(of(Some(place))).order(activity::id.desc()).into_boxed();
        if let Some(deed) = self.deed {
            query = query.filter(activity::deed.eq(deed.slug()));
        }
        if self.refusals {
            let refused = Deed::ALL.iter().filter(|deed| deed.is_refusal()).map(|deed| deed.slug());
            query = query.filter(activity::deed.eq_any(refused.collect::<Vec<_>>()));
        }
        if let Some(actor) = self.actor {
            query = query.filter(activity::actor_id.eq(actor));
        }
        if let Some(since) = self.since {
            query = query.filter(activity::at.ge(since));
        }
        if let Some(until) = self.until {
            query = query.filter(activity::at.lt(until));
        }
        if let Some(before) = self.before {
            query = query.filter(activity::id.lt(before));
        }
        if !self.search.is_empty() {
            let pattern = text::containing(&self.search.to_ascii_lowercase());
            let subject = lower(activity::subject).like(pattern.clone()).escape('!');
            query = query.filter(subject.or(lower(activity::actor_name).like(pattern).escape('!')));
        }
        query
    }

    /// An event as this viewer may see it, if they may find it at all.
    fn shown(&self, event: Event) -> Option<Event> {
        if !self.masks_contacts {
            return Some(event);
        }
        let event = event.masked();
        let search = self.search.to_ascii_lowercase();
        let finds = |text: &str| text.to_ascii_lowercase().contains(&search);
        (finds(&event.subject) || finds(&event.actor)).then_some(event)
    }
}

/// A page of events, and where the next one begins.
#[derive(Debug)]
pub struct Events {
    pub events: Vec<Event>,
    pub earlier: Option<i64>,
}

impl Event {
    /// The events of a location or a chain, newest first, a page at a time.
    pub fn page(place: impl Into<Place>, filter: &Filter, db: &mut Conn) -> Result<Events> {
        let rows: Vec<Row> = filter.at(place.into()).limit(PER_PAGE + 1).select(columns()).load(db)?;
        let has_more = rows.len() as i64 > PER_PAGE;
        let rows = &rows[..rows.len().min(PER_PAGE as usize)];
        let earlier = rows.last().filter(|_| has_more).map(|(id, ..)| *id);
        Ok(Events {
            events: rows.iter().cloned().map(Self::from).filter_map(|event| filter.shown(event)).collect(),
            earlier,
        })
    }

    /// All of them, newest first, a file's worth at most: hands over each, and returns how many that were.
    pub fn each(place: impl Into<Place>, filter: &Filter, mut take: impl FnMut(Event), db: &mut Conn) -> Result<usize> {
        let place = place.into();
        let mut filter = Filter { before: None, ..filter.clone() };
        let mut taken = 0;
        loop {
            let rows: Vec<Row> = filter.at(place).limit(STEP).select(columns()).load(db)?;
            filter.before = rows.last().map(|(id, ..)| *id);
            let has_more = rows.len() as i64 == STEP;
            let shown = rows.into_iter().map(Self::from).filter_map(|event| filter.shown(event));
            taken += shown.take(LONGEST_FILE - taken).map(&mut take).count();
            if !has_more || taken == LONGEST_FILE {
                return Ok(taken);
            }
        }
    }

    /// The history of one card, newest first, with that of the cards that were merged into it.
    pub fn of_members(place: LocationId, cards: &[MemberId], db: &mut Conn) -> Result<Vec<Self>> {
        Self::of_cards(place.into(), cards, db)
    }

    /// The history of something else, newest first.
    pub fn of_thing(place: LocationId, thing: impl Into<Thing>, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = activity::table
            .filter(activity::location_id.eq(place))
            .filter(activity::thing.ne("").and(activity::thing.eq(thing.into().to_string())))
            .order(activity::id.desc())
            .limit(PER_PAGE)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// The same of a card of a chain.
    pub fn of_chain_cards(chain: ChainId, cards: &[ChainMemberId], db: &mut Conn) -> Result<Vec<Self>> {
        let cards: Vec<MemberId> = cards.iter().map(|card| MemberId(card.0)).collect();
        Self::of_cards(chain.into(), &cards, db)
    }

    fn of_cards(place: Place, cards: &[MemberId], db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = activity::table
            .filter(of(Some(place)))
            .filter(among(activity::member_id, cards))
            .order(activity::id.desc())
            .limit(PER_PAGE)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// What was refused to somebody, or in their name, where it belongs to no location: the newest few.
    pub fn refused_to(account: UserId, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        let rows: Vec<Row> = activity::table
            .filter(of(None))
            .filter(activity::actor_id.eq(account))
            .order(activity::id.desc())
            .limit(most)
            .select(columns())
            .load(db)?;
        Ok(rows.into_iter().map(Self::from).collect())
    }

    /// Everybody who has done something here, by the name they had last.
    pub fn actors(place: impl Into<Place>, db: &mut Conn) -> Result<Vec<(UserId, String)>> {
        type Actor = (Option<UserId>, String, Option<i64>);
        let found: Vec<Actor> = activity::table
            .filter(of(Some(place.into())))
            .filter(activity::actor_id.is_not_null())
            .group_by((activity::actor_id, activity::actor_name))
            .select((activity::actor_id, activity::actor_name, diesel::dsl::max(activity::id)))
            .load(db)?;
        let mut last: BTreeMap<UserId, (Option<i64>, String)> = BTreeMap::new();
        for (user, name, id) in found.into_iter().filter_map(|(user, name, id)| Some((user?, name, id))) {
            let known = last.entry(user).or_default();
            if *known < (id, String::new()) {
                *known = (id, name);
            }
        }
        let mut actors: Vec<_> = last.into_iter().map(|(user, (_, name))| (user, name)).collect();
        actors.sort_by_cached_key(|(user, name)| (text::key(name), *user));
        Ok(actors)
    }

    /// The same for whoever may not know how people are reached.
    pub fn masked(mut self) -> Self {
        self.subject = masked(&self.subject);
        for change in &mut self.changes {
            change.old = masked(&change.old);
            change.new = masked(&change.new);
        }
        self
    }

    /// The same for whoever may not know how people are paid: that it happened, without the amounts.
    pub fn without_pay(mut self) -> Self {
        if Deed::ALL.iter().any(|deed| deed.kind() == Kind::Payroll && deed.words() == self.words) {
            self.changes.clear();
        }
        self
    }

    /// What is different now, in one line.
    pub fn said(&self) -> String {
        let said = |change: &Change| match (change.old.is_empty(), change.new.is_empty()) {
            (true, _) => format!("{}: {}", change.what, change.new),
            (false, true) => format!("{}: {} → (empty)", change.what, change.old),
            (false, false) => format!("{}: {} → {}", change.what, change.old, change.new),
        };
        self.changes.iter().map(said).collect::<Vec<_>>().join("; ")
    }
}

impl From<Row> for Event {
    fn from((id, number, at, (actor, role), deed, subject, changes, (address, request)): Row) -> Self {
        let deed = Deed::from_slug(&deed);
        Event {
            id,
            number,
            at,
            actor,
            role,
            words: deed.map_or("did something to", Deed::words),
            is_refusal: deed.is_some_and(Deed::is_refusal),
            subject,
            changes: serde_json::from_str(&changes).unwrap_or_default(),
            address,
            request,
        }
    }
}
