//! The cards of a chain, and those of its locations that could become one.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::chains::{Branch, Within};
use crate::db::{Conn, MultiBackend};
use crate::error::Result;
use crate::id::{ChainMemberId, LocationId, MemberId};
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
    /// A page of the list by name, and whether there are more. Two statements, however many people there are.
    pub fn page(by: &Within, search: &str, page: i64, db: &mut Conn) -> Result<(Vec<Self>, bool)> {
        type Row = (ChainMemberId, String, String, Option<String>);
        let cards = chain_members::table
            .left_join(chain_positions::table)
            .filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        let rows: Vec<Row> = named!(cards, chain_members::name_key, search)
            .order((chain_members::name_key, chain_members::id))
            .limit(PER_PAGE + 1)
            .offset(page * PER_PAGE)
            .select((
                chain_members::id,
                chain_members::name,
                chain_members::specialization,
                chain_positions::title.nullable(),
            ))
            .load(db)?;
        let has_more = rows.len() as i64 > PER_PAGE;
        let ids: Vec<ChainMemberId> = rows.iter().map(|(id, ..)| *id).collect();
        let valid: Vec<(ChainMemberId, String)> = members::table
            .inner_join(locations::table)
            .filter(members::chain_member_id.eq_any(ids).and(members::employment.eq("working")))
            .order((locations::name, locations::id))
            .select((members::chain_member_id.assume_not_null(), locations::name))
            .load(db)?;
        let mut places: HashMap<ChainMemberId, Vec<String>> = HashMap::new();
        for (card, place) in valid {
            places.entry(card).or_default().push(place);
        }
        let lines = rows.into_iter().take(PER_PAGE as usize).map(|(id, name, specialization, position)| Line {
            places: places.remove(&id).unwrap_or_default(),
            position: position.unwrap_or_default(),
            id,
            name,
            specialization,
        });
        Ok((lines.collect(), has_more))
    }
}

impl Found {
    /// Cards of the chain and of its locations, by name: a page at a time, so that namesakes stand side by side.
    pub fn page(by: &Within, search: &str, page: i64, db: &mut Conn) -> Result<(Vec<Self>, bool)> {
        let most = (page + 1) * PER_PAGE + 1;
        let mut all = Self::of_chain(by, search, most, db)?;
        all.extend(Self::of_locations(by, search, most, db)?);
        all.sort_by_cached_key(|found| (text::key(&found.name), found.place.clone()));
        let has_more = all.len() as i64 > (page + 1) * PER_PAGE;
        let names: Vec<String> = all.iter().map(|found| text::key(&found.name)).collect();
        for (at, found) in all.iter_mut().enumerate() {
            let is_same = |other: Option<&String>| other == Some(&names[at]);
            found.is_namesake = is_same(names.get(at + 1)) || at > 0 && is_same(names.get(at - 1));
        }
        Ok((all.into_iter().skip((page * PER_PAGE) as usize).take(PER_PAGE as usize).collect(), has_more))
    }

    fn of_chain(by: &Within, search: &str, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        let cards = chain_members::table
            .left_join(chain_positions::table)
            .filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::deleted_at.is_null()))
            .into_boxed::<MultiBackend>();
        let rows: Vec<(ChainMemberId, i64, String, Option<String>)> = named!(cards, chain_members::name_key, search)
            .order((chain_members::name_key, chain_members::id))
            .limit(most)
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

    fn of_locations(by: &Within, search: &str, most: i64, db: &mut Conn) -> Result<Vec<Self>> {
        let branches: Vec<LocationId> =
            Branch::list(by.chain().id, db)?.into_iter().filter(|one| !one.is_closed).map(|one| one.id).collect();
        let cards = members::table
            .inner_join(locations::table)
            .left_join(positions::table)
            .filter(members::location_id.eq_any(branches).and(members::employment.eq("working")))
            .filter(members::chain_member_id.is_null())
            .into_boxed::<MultiBackend>();
        let rows: Vec<(MemberId, i64, String, String, Option<String>)> = named!(cards, members::name_key, search)
            .order((members::name_key, members::id))
            .limit(most)
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
