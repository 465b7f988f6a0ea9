//! Team members: added, changed, moved in the list, dismissed and brought back.

mod card;
mod leaving;
mod list;
mod photo;
mod pictures;
mod positions;
mod scope;

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::AddMembers;
use crate::access::{Can, Inside};
use crate::activity::{self, Deed, Entry};
use crate::clock;
use crate::db::{Conn, among};
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainMemberId, LocationId, MemberId, PositionId, UserId};
use crate::schema::{chain_members, chains, members, photos};
use crate::text;

pub use card::{Card, Personal, Profile, Settings};
pub use list::{Filter, Line, Schedule, Whose};
pub use photo::{Photo, Size};
pub use pictures::{LARGEST as LARGEST_PICTURE, Picture, too_large};
pub use positions::Position;

/// Whether somebody works here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employment {
    Working,
    Dismissed,
    Deleted,
}

impl Employment {
    pub fn slug(self) -> &'static str {
        match self {
            Employment::Working => "working",
            Employment::Dismissed => "dismissed",
            Employment::Deleted => "deleted",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        [Employment::Working, Employment::Dismissed, Employment::Deleted]
            .into_iter()
            .find(|employment| employment.slug() == slug)
    }
}

/// Enough of a member to name them, link to them and decide about them.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: MemberId,
    pub name: String,
    pub employment: Employment,
    pub dismissed_on: Option<NaiveDate>,
    pub user: Option<UserId>,
    pub version: i64,
    /// Where the card is kept, if not here.
    pub chain: Option<Home>,
    /// The card of the same person that it was merged into.
    pub merged_into: Option<MemberId>,
    /// What its photo is called, that changes with it; empty without one.
    pub photo: String,
}

/// The chain in which a card is kept that is valid at this location.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    pub card: ChainMemberId,
    pub chain: ChainId,
    pub name: String,
}

type Kept = Option<(ChainMemberId, ChainId, String)>;
type Row = (MemberId, String, String, Option<NaiveDate>, Option<UserId>, i64, Option<MemberId>, (Kept, Option<String>));

/// Every card, with where it is kept and its photo.
#[diesel::dsl::auto_type]
fn cards() -> _ {
    members::table
        .left_join(chain_members::table)
        .left_join(chains::table.on(chains::id.eq(chain_members::chain_id)))
        .left_join(photos::table)
}

#[diesel::dsl::auto_type]
fn columns() -> _ {
    (
        members::id,
        members::name,
        members::employment,
        members::dismissed_on,
        members::user_id,
        members::version,
        members::merged_into_id,
        ((chain_members::id, chains::id, chains::name).nullable(), photos::digest.nullable()),
    )
}

#[diesel::dsl::auto_type]
fn at(here: LocationId, id: MemberId) -> _ {
    members::location_id.eq(here).and(members::id.eq(id))
}

impl From<Row> for Member {
    fn from((id, name, employment, dismissed_on, user, version, merged_into, (kept, photo)): Row) -> Self {
        Member {
            id,
            name,
            employment: Employment::from_slug(&employment).unwrap_or(Employment::Deleted),
            dismissed_on,
            user,
            version,
            merged_into,
            photo: photo.unwrap_or_default(),
            chain: kept.map(|(card, chain, name)| Home { card, chain, name }),
        }
    }
}

impl Member {
    /// A member of this location, or `NotFound`.
    /// One out of the viewer's scope is as good as none.
    pub fn find(by: &Inside, id: MemberId, db: &mut Conn) -> Result<Self> {
        let row: Row =
            cards().filter(at(by.location().id, id)).filter(scope::seen_by(by)).select(columns()).first(db)?;
        Ok(Self::from(row))
    }

    /// A card of a chain is changed, taken out and deleted in the chain only.
    pub(super) fn must_be_kept_here(&self) -> Result<()> {
        match &self.chain {
            Some(home) => Err(Error::refused(format!(
                "{} is on a card of the chain {}, which is changed in the chain only. Ask somebody who may change its team.",
                self.name, home.name
            ))),
            None => Ok(()),
        }
    }

    /// The cards whose history is this one’s: itself, and those that were merged into it.
    pub fn with_merged(&self, db: &mut Conn) -> Result<Vec<MemberId>> {
        let mut cards: Vec<MemberId> = members::table
            .filter(members::merged_into_id.eq(self.id))
            .order(members::id)
            .select(members::id)
            .load(db)?;
        cards.push(self.id);
        Ok(cards)
    }

    /// Adds somebody to the end of the list.
    pub fn add(by: &Can<AddMembers>, profile: &Profile, assists: bool, db: &mut Conn) -> Result<Self> {
        let by = &by.still(db)?;
        check_position(by, profile.position, db)?;
        let here = by.location().id;
        let id: MemberId = diesel::insert_into(members::table)
            .values((
                members::location_id.eq(here),
                members::name.eq(&profile.name),
                members::name_key.eq(text::key(&profile.name)),
                members::specialization.eq(&profile.specialization),
                members::position_id.eq(profile.position),
                members::assists.eq(assists),
                members::place.eq(last_place(here, db)? + 1),
                members::created_at.eq(clock::now()),
            ))
            .returning(members::id)
            .get_result(db)?;
        activity::record(by, Entry::new(Deed::MemberAdded, &profile.name).of_member(id), db)?;
        Member::find(by, id, db)
    }

    /// Writes a card for the owner who opens a location, and links it to them.
    pub fn found(by: &Inside, db: &mut Conn) -> Result<MemberId> {
        let here = by.location().id;
        let id: MemberId = diesel::insert_into(members::table)
            .values((
                members::location_id.eq(here),
                members::name.eq(by.who()),
                members::name_key.eq(text::key(by.who())),
                members::user_id.eq(by.user()),
                members::place.eq(last_place(here, db)? + 1),
                members::created_at.eq(clock::now()),
            ))
            .returning(members::id)
            .get_result(db)?;
        activity::record(by, Entry::new(Deed::MemberAdded, by.who()).of_member(id), db)?;
        Ok(id)
    }

    /// Links a card to a user who has access already.
    pub fn link(location: LocationId, id: MemberId, user: UserId, db: &mut Conn) -> Result<()> {
        diesel::update(members::table.filter(members::location_id.eq(location).and(members::id.eq(id))))
            .set(members::user_id.eq(user))
            .execute(db)?;
        Ok(())
    }

    /// The first card with a name.
    pub fn named(by: &Inside, name: &str, db: &mut Conn) -> Result<Option<MemberId>> {
        Ok(members::table
            .filter(members::location_id.eq(by.location().id).and(members::name.eq(name)))
            .order(members::id)
            .select(members::id)
            .first(db)
            .optional()?)
    }

    /// The cards of some users: whose, which, and the name on it.
    pub fn of_users(
        location: LocationId,
        users: &[UserId],
        db: &mut Conn,
    ) -> Result<HashMap<UserId, (MemberId, String)>> {
        let cards: Vec<(UserId, MemberId, String)> = members::table
            .filter(members::location_id.eq(location).and(among(members::user_id, users)))
            .select((members::user_id.assume_not_null(), members::id, members::name))
            .load(db)?;
        Ok(cards.into_iter().map(|(user, id, name)| (user, (id, name))).collect())
    }

    /// The card a user is linked to at a location.
    pub fn of_user(location: LocationId, user: UserId, db: &mut Conn) -> Result<Option<(MemberId, String)>> {
        Ok(members::table
            .filter(members::location_id.eq(location).and(members::user_id.eq(user)))
            .select((members::id, members::name))
            .first(db)
            .optional()?)
    }
}

fn check_position(by: &Inside, position: Option<PositionId>, db: &mut Conn) -> Result<()> {
    match position.map(|id| Position::find(by, id, db)).transpose() {
        Err(Error::NotFound) => Err(Error::on("position", "Choose one of the positions of this location")),
        other => other.map(drop),
    }
}

pub(crate) fn last_place(location: LocationId, db: &mut Conn) -> Result<i64> {
    let last: Option<i64> =
        members::table.filter(members::location_id.eq(location)).select(diesel::dsl::max(members::place)).first(db)?;
    Ok(last.unwrap_or(0))
}
