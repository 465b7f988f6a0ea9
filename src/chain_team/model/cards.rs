//! The cards of a chain, and those of its locations that could become one.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::chains::{Branch, Within};
use crate::db::{Conn, MultiBackend, among};
use crate::error::Result;
use crate::id::{ChainMemberId, LocationId, MemberId};
use crate::paging::Part;
use crate::schema::{chain_members, chain_positions, locations, members, positions};
use crate::text;

use super::Key;

/// How many stand on a page.
const PER_PAGE: i64 = 50;

/// A row of the list.
#[derive(Debug, Clone)]
pub struct Line {
    pub id: ChainMemberId,
    pub name: String,
    pub specialization: String,
    pub position: String,
    /// The locations where it is valid.
    pub places: Vec<String>,
}

/// A card that can be chosen for merging.
#[derive(Debug, Clone)]
pub struct Found {
    pub key: Key,
    pub name: String,
    pub position: String,
    /// The location whose card it is; none for one of the chain.
    pub place: Option<String>,
    /// Another card in this list has the same name.
    pub is_namesake: bool,
}

/// What somebody searches for in a name.
macro_rules! named {
    ($cards:expr, $key:expr, $search:expr) => {{
        let search = $search.trim();
        if search.is_empty() {
            $cards
        } else {
            $cards.filter($key.like(text::containing(&text::key(search))).escape('!'))
        }
    }};
}

impl Line {
    /// The page by name behind a card, or the first. As many statements, however many people there are.
    pub fn page(
        by: &Within,
        search: &str,
        after: Option<ChainMemberId>,
        db: &mut Conn,
    ) -> Result<Part<Self, ChainMemberId>> {
        type Row = (ChainMemberId, String, String, Option<String>);
        let mut cards = chain_members::table
            .left_join(chain_positions::table)
            .filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        if let Some((name, id)) = after.map_or(Ok(None), |last| place_of(by, last, db))? {
            cards = cards
                .filter(chain_members::name_key.ge(name.clone()))
                .filter(chain_members::name_key.gt(name).or(chain_members::id.gt(id)));
        }
        let rows: Vec<Row> = named!(cards, chain_members::name_key, search)
            .order((chain_members::name_key, chain_members::id))
            .limit(PER_PAGE + 1)
            .select((
                chain_members::id,
                chain_members::name,
                chain_members::specialization,
                chain_positions::title.nullable(),
            ))
            .load(db)?;
        let page = Part::of(rows, PER_PAGE, |(id, ..)| *id);
        let ids: Vec<ChainMemberId> = page.rows.iter().map(|(id, ..)| *id).collect();
        let valid: Vec<(ChainMemberId, String)> = members::table
            .inner_join(locations::table)
            .filter(among(members::chain_member_id, &ids).and(members::employment.eq("working")))
            .order((locations::name, locations::id))
            .select((members::chain_member_id.assume_not_null(), locations::name))
            .load(db)?;
        let mut places: HashMap<ChainMemberId, Vec<String>> = HashMap::new();
        for (card, place) in valid {
            places.entry(card).or_default().push(place);
        }
        Ok(page.map(|(id, name, specialization, position)| Line {
            places: places.remove(&id).unwrap_or_default(),
            position: position.unwrap_or_default(),
            id,
            name,
            specialization,
        }))
    }
}

impl Found {
    /// Cards of the chain and of its locations by name, so that namesakes stand side by side, those of the chain first:
    /// the page behind a card, or the first.
    pub fn page(by: &Within, search: &str, after: Option<Key>, db: &mut Conn) -> Result<Part<Self, Key>> {
        let branches: Vec<LocationId> =
            Branch::list(by.chain().id, db)?.into_iter().filter(|one| !one.is_closed).map(|one| one.id).collect();
        let behind = after.map_or(Ok(None), |last| name_of(by, &branches, last, db))?.zip(after);
        let mut all = Self::of_chain(by, search, behind.clone(), db)?;
        all.extend(Self::of_locations(&branches, search, behind.clone(), db)?);
        all.sort_by_cached_key(|found| (text::key(&found.name), found.place.is_some()));
        let names: Vec<String> = all.iter().map(|found| text::key(&found.name)).collect();
        for (at, found) in all.iter_mut().enumerate() {
            let before = match at {
                0 => behind.as_ref().map(|(name, _)| name),
                _ => names.get(at - 1),
            };
            found.is_namesake = [before, names.get(at + 1)].contains(&names.get(at));
        }
        Ok(Part::of(all, PER_PAGE, |found| found.key))
    }

    fn of_chain(by: &Within, search: &str, behind: Option<(String, Key)>, db: &mut Conn) -> Result<Vec<Self>> {
        let mut cards = chain_members::table
            .left_join(chain_positions::table)
            .filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        if let Some((name, last)) = behind {
            cards = match last {
                Key::Chain(id, _) => cards
                    .filter(chain_members::name_key.ge(name.clone()))
                    .filter(chain_members::name_key.gt(name).or(chain_members::id.gt(id))),
                Key::Local(..) => cards.filter(chain_members::name_key.gt(name)),
            };
        }
        let rows: Vec<(ChainMemberId, i64, String, Option<String>)> = named!(cards, chain_members::name_key, search)
            .order((chain_members::name_key, chain_members::id))
            .limit(PER_PAGE + 1)
            .select((chain_members::id, chain_members::version, chain_members::name, chain_positions::title.nullable()))
            .load(db)?;
        let found = |(id, version, name, position): (ChainMemberId, i64, String, Option<String>)| Found {
            key: Key::Chain(id, version),
            name,
            position: position.unwrap_or_default(),
            place: None,
            is_namesake: false,
        };
        Ok(rows.into_iter().map(found).collect())
    }

    fn of_locations(
        branches: &[LocationId],
        search: &str,
        behind: Option<(String, Key)>,
        db: &mut Conn,
    ) -> Result<Vec<Self>> {
        let mut cards = members::table
            .inner_join(locations::table)
            .left_join(positions::table)
            .filter(among(members::location_id, branches).and(members::employment.eq("working")))
            .filter(members::chain_member_id.is_null())
            .into_boxed::<MultiBackend>();
        if let Some((name, last)) = behind {
            cards = cards.filter(members::name_key.ge(name.clone()));
            if let Key::Local(id, _) = last {
                cards = cards.filter(members::name_key.gt(name).or(members::id.gt(id)));
            }
        }
        let rows: Vec<(MemberId, i64, String, String, Option<String>)> = named!(cards, members::name_key, search)
            .order((members::name_key, members::id))
            .limit(PER_PAGE + 1)
            .select((members::id, members::version, members::name, locations::name, positions::title.nullable()))
            .load(db)?;
        let found = |(id, version, name, place, position): (MemberId, i64, String, String, Option<String>)| Found {
            key: Key::Local(id, version),
            name,
            position: position.unwrap_or_default(),
            place: Some(place),
            is_namesake: false,
        };
        Ok(rows.into_iter().map(found).collect())
    }
}

/// Where a card of the chain stands in the list.
fn place_of(by: &Within, id: ChainMemberId, db: &mut Conn) -> Result<Option<(String, ChainMemberId)>> {
    let row = chain_members::table.filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::id.eq(id)));
    Ok(row.select((chain_members::name_key, chain_members::id)).first(db).optional()?)
}

/// The name by which any card of the chain stands among the others.
fn name_of(by: &Within, branches: &[LocationId], card: Key, db: &mut Conn) -> Result<Option<String>> {
    match card {
        Key::Chain(id, _) => Ok(place_of(by, id, db)?.map(|(name, _)| name)),
        Key::Local(id, _) => {
            let row = members::table.filter(among(members::location_id, branches).and(members::id.eq(id)));
            Ok(row.select(members::name_key).first(db).optional()?)
        }
    }
}
