//! The list of clients: searched, filtered, by name, page after page; a page costs the same however many there are.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::access::Inside;
use crate::db::{Conn, among, how_many};
use crate::error::Result;
use crate::id::ClientId;
use crate::paging::{Count, Part};
use crate::schema::{appointments, clients};
use crate::text;

use super::scope::{Which, listed_for, seen_by};
use super::search::{Found, Search};
use super::{Client, Row};

/// Clients on a page.
pub const ROWS: i64 = 25;

/// Which clients to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: String,
    pub deleted: bool,
    /// Only of these.
    pub among: Option<Vec<ClientId>>,
    /// Only those who came, and not since.
    pub unseen_since: Option<NaiveDateTime>,
}

/// The filters, and whom the search found at first sight.
pub(super) struct Narrowed {
    filter: Filter,
    search: Search,
    found: Found,
}

impl Narrowed {
    pub fn of(by: &Inside, filter: &Filter, db: &mut Conn) -> Result<Self> {
        let search = Search::read(by, &filter.search);
        let found = search.found(db)?;
        Ok(Narrowed { filter: filter.clone(), search, found })
    }

    /// Whether one would have to look at everybody to know how many there are.
    fn is_long_to_count(&self) -> bool {
        matches!(self.found, Found::Many) || self.filter.unseen_since.is_some()
    }

    /// Whom the filters leave, within the viewer's scope.
    fn which(&self, by: &Inside) -> Which {
        let filter = &self.filter;
        let mut which: Which = match &self.found {
            Found::Few(..) => Box::new(seen_by(by)),
            Found::Everybody | Found::Many => Box::new(listed_for(by).and(clients::location_id.eq(by.location().id))),
        };
        which = match filter.deleted {
            true => Box::new(
                which
                    .and(clients::deleted_at.is_not_null())
                    .and(clients::merged_into_id.is_null().and(clients::erased_at.is_null())),
            ),
            false => Box::new(which.and(clients::deleted_at.is_null())),
        };
        if let Some(fits) = self.search.which(&self.found) {
            which = Box::new(which.and(fits));
        }
        if let Some(some) = &filter.among {
            which = Box::new(which.and(among(clients::id, some)));
        }
        if let Some(since) = filter.unseen_since {
            which = Box::new(which.and(exists(visits())).and(not(exists(visits_since(since)))));
        }
        which
    }
}

impl Client {
    /// The page behind a client, or the first, and how many there are in all.
    pub fn page(
        by: &Inside,
        filter: &Filter,
        after: Option<ClientId>,
        db: &mut Conn,
    ) -> Result<(Part<Self, ClientId>, Count)> {
        let narrowed = Narrowed::of(by, filter, db)?;
        let behind = match after {
            Some(last) => place_of(by, last, db)?,
            None => None,
        };
        let part = Part::of(rows(narrowed.which(by), behind, ROWS + 1, db)?, ROWS, |(id, ..)| *id);
        let (shown, has_more) = (part.rows.len(), part.next.is_some());
        let count = match (has_more, after) {
            (false, None) => Count::of(shown),
            _ if narrowed.is_long_to_count() => Count::MoreThan(shown as i64 - i64::from(!has_more)),
            _ => counted(narrowed.which(by), db)?,
        };
        Ok((part.map(|row| Client::seen(by, row)), count))
    }

    /// The first few by name whom a search fits: for finding somebody while typing.
    pub fn matching(by: &Inside, searched: &str, most: i64, db: &mut Conn) -> Result<Vec<Client>> {
        let filter = Filter { search: searched.to_owned(), ..Filter::default() };
        let narrowed = Narrowed::of(by, &filter, db)?;
        if narrowed.search.is_empty() {
            return Ok(Vec::new());
        }
        let rows = rows(narrowed.which(by), None, most, db)?;
        Ok(rows.into_iter().map(|row| Client::seen(by, row)).collect())
    }
}

/// So many, behind a place; and the place behind which the next ones stand.
pub(super) fn step(
    by: &Inside,
    narrowed: &Narrowed,
    behind: Option<Place>,
    most: i64,
    db: &mut Conn,
) -> Result<(Vec<Client>, Option<Place>)> {
    let rows = rows(narrowed.which(by), behind, most, db)?;
    let last = rows.last().map(|(id, name, ..)| (text::key(name), *id));
    Ok((rows.into_iter().map(|row| Client::seen(by, row)).collect(), last))
}

#[diesel::dsl::auto_type]
fn visits() -> _ {
    appointments::table
        .filter(appointments::client_id.eq(clients::id).and(appointments::deleted_at.is_null()))
        .filter(appointments::status.eq("came"))
        .select(appointments::id)
}

#[diesel::dsl::auto_type]
fn visits_since(since: NaiveDateTime) -> _ {
    appointments::table
        .filter(appointments::client_id.eq(clients::id).and(appointments::deleted_at.is_null()))
        .filter(appointments::status.eq("came"))
        .filter(appointments::starts_at.ge(since))
        .select(appointments::id)
}

pub(super) type Place = (String, ClientId);

/// Where a client stands in the list, if the viewer sees them.
fn place_of(by: &Inside, id: ClientId, db: &mut Conn) -> Result<Option<Place>> {
    let row = clients::table.filter(clients::location_id.eq(by.location().id).and(clients::id.eq(id)));
    Ok(row.filter(seen_by(by)).select((clients::name_key, clients::id)).first(db).optional()?)
}

fn rows(which: Which, behind: Option<Place>, most: i64, db: &mut Conn) -> Result<Vec<Row>> {
    let which: Which = match behind {
        Some((key, id)) => {
            let is_behind = clients::name_key.gt(key.clone()).or(clients::id.gt(id));
            Box::new(which.and(clients::name_key.ge(key)).and(is_behind))
        }
        None => which,
    };
    let in_order = clients::table.filter(which).order((clients::name_key, clients::id));
    Ok(in_order.limit(most).select(Client::COLUMNS).load(db)?)
}

fn counted(which: Which, db: &mut Conn) -> Result<Count> {
    let found = clients::table.filter(which).limit(Count::FAR + 1).select(clients::id);
    Ok(Count::of(how_many(found, db)?))
}
