//! A card of a chain: added, changed together with its mirrors, deleted.

use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry, Event};
use crate::chains::rights::EditChainTeam;
use crate::chains::{Chain, May, Within};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainId, ChainMemberId, ChainPositionId, LocationId};
use crate::schema::{chain_members, chain_positions};
use crate::text;

use super::ChainPosition;

/// What a card says at every location where it is valid. Personal data stay at each location, behind its own right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    pub name: String,
    pub specialization: String,
    pub position: Option<ChainPositionId>,
    pub description: String,
    pub phone: String,
    pub email: String,
}

/// A card of a chain.
#[derive(Debug, Clone)]
pub struct ChainCard {
    pub id: ChainMemberId,
    pub profile: Profile,
    /// The title of its position, empty without one.
    pub position: String,
    pub version: i64,
}

impl ChainCard {
    /// A card of this chain, or `NotFound`.
    pub fn find(by: &Within, id: ChainMemberId, db: &mut Conn) -> Result<Self> {
        type Row = ((String, String, Option<ChainPositionId>), (String, String, String), Option<String>, i64);
        let ((name, specialization, position), (description, phone, email), title, version): Row = chain_members::table
            .left_join(chain_positions::table)
            .filter(chain_members::chain_id.eq(by.chain().id).and(chain_members::id.eq(id)))
            .filter(chain_members::deleted_at.is_null())
            .select((
                (chain_members::name, chain_members::specialization, chain_members::position_id),
                (chain_members::description, chain_members::phone, chain_members::email),
                chain_positions::title.nullable(),
                chain_members::version,
            ))
            .first(db)?;
        let profile = Profile { name, specialization, position, description, phone, email };
        Ok(ChainCard { id, profile, position: title.unwrap_or_default(), version })
    }

    /// Adds somebody to the team of the chain, valid at some of its locations.
    pub fn add(
        by: &May<EditChainTeam>,
        profile: &Profile,
        places: &[LocationId],
        db: &mut Conn,
    ) -> Result<ChainMemberId> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        check_position(&by, profile, db)?;
        let id = Self::insert(by.chain().id, profile, db)?;
        activity::record(&by, Entry::new(Deed::ChainCardAdded, &profile.name).of_chain_card(id), db)?;
        let card = Self::find(&by, id, db)?;
        if !places.is_empty() {
            card.place(&by, places, Vec::new(), card.version, db)?;
        }
        Ok(id)
    }

    pub(super) fn insert(chain: ChainId, profile: &Profile, db: &mut Conn) -> Result<ChainMemberId> {
        Ok(diesel::insert_into(chain_members::table)
            .values((
                chain_members::chain_id.eq(chain),
                chain_members::name.eq(&profile.name),
                chain_members::name_key.eq(text::key(&profile.name)),
                chain_members::specialization.eq(&profile.specialization),
                chain_members::position_id.eq(profile.position),
                chain_members::description.eq(&profile.description),
                chain_members::phone.eq(&profile.phone),
                chain_members::email.eq(&profile.email),
                chain_members::created_at.eq(clock::now()),
            ))
            .returning(chain_members::id)
            .get_result(db)?)
    }

    /// Changes the card, and its mirrors in the same step. `version` is the one the form was drawn from.
    pub fn change(&self, by: &May<EditChainTeam>, profile: &Profile, version: i64, db: &mut Conn) -> Result<()> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        check_position(&by, profile, db)?;
        self.advance(version, db)?;
        self.write(profile, db)?;
        let changes = self.differences(&by, profile, db)?;
        for mirror in self.mirrors(db)? {
            mirror.dress(profile, db)?;
            if !changes.is_empty() {
                let entry = Entry::new(Deed::ChainCardChanged, &self.profile.name).of_member(mirror.id);
                activity::record(&by.at(mirror.location), entry.with(changes.clone()), db)?;
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        let entry = Entry::new(Deed::ChainCardChanged, &self.profile.name).of_chain_card(self.id);
        activity::record(&by, entry.with(changes), db)
    }

    pub(super) fn write(&self, profile: &Profile, db: &mut Conn) -> Result<()> {
        diesel::update(chain_members::table.find(self.id))
            .set((
                chain_members::name.eq(&profile.name),
                chain_members::name_key.eq(text::key(&profile.name)),
                chain_members::specialization.eq(&profile.specialization),
                chain_members::position_id.eq(profile.position),
                chain_members::description.eq(&profile.description),
                chain_members::phone.eq(&profile.phone),
                chain_members::email.eq(&profile.email),
            ))
            .execute(db)?;
        Ok(())
    }

    /// Claims the next version, or says that somebody else was faster.
    pub(super) fn advance(&self, version: i64, db: &mut Conn) -> Result<()> {
        let this = chain_members::id.eq(self.id).and(chain_members::version.eq(version));
        let claimed = diesel::update(chain_members::table.filter(this.and(chain_members::deleted_at.is_null())))
            .set(chain_members::version.eq(version + 1))
            .execute(db)?;
        if claimed == 0 {
            return Err(Error::Conflict(format!("Somebody else changed the card of {} meanwhile.", self.profile.name)));
        }
        Ok(())
    }

    fn differences(&self, by: &Within, new: &Profile, db: &mut Conn) -> Result<Vec<Change>> {
        let old = &self.profile;
        let position = match new.position {
            Some(id) => ChainPosition::find(by, id, db)?.title,
            None => String::new(),
        };
        let changes = [
            Change::between("Name", &old.name, &new.name),
            Change::between("Specialization", &old.specialization, &new.specialization),
            Change::between("Position", &self.position, &position),
            Change::between("Description", &old.description, &new.description),
            Change::between("Phone", &old.phone, &new.phone),
            Change::between("Email", &old.email, &new.email),
        ];
        Ok(changes.into_iter().flatten().collect())
    }

    /// Deletes the card of the chain. What is valid at the locations becomes their own, and nothing in it is lost.
    pub fn delete(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<()> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        for mirror in Self::find(&by, self.id, db)?.mirrors(db)? {
            mirror.keep_in(None, db)?;
            let entry = Entry::new(Deed::ChainCardDeleted, &self.profile.name).of_member(mirror.id);
            activity::record(&by.at(mirror.location), entry, db)?;
        }
        self.end(None, db)?;
        activity::record(&by, Entry::new(Deed::ChainCardDeleted, &self.profile.name).of_chain_card(self.id), db)
    }

    /// It is not on the team any more; `into` is the card that holds what it was.
    pub(super) fn end(&self, into: Option<ChainMemberId>, db: &mut Conn) -> Result<()> {
        diesel::update(chain_members::table.filter(chain_members::merged_into_id.eq(self.id)))
            .set(chain_members::merged_into_id.eq(into.or(Some(self.id))))
            .execute(db)?;
        diesel::update(chain_members::table.find(self.id))
            .set((chain_members::deleted_at.eq(clock::now()), chain_members::merged_into_id.eq(into)))
            .execute(db)?;
        Ok(())
    }

    /// What the log of the chain says of this card, and of those that were merged into it, newest first.
    pub fn history(&self, by: &Within, db: &mut Conn) -> Result<Vec<Event>> {
        let merged = chain_members::table.filter(chain_members::merged_into_id.eq(self.id));
        let mut cards: Vec<ChainMemberId> = merged.select(chain_members::id).load(db)?;
        cards.push(self.id);
        Event::of_chain_cards(by.chain().id, &cards, db)
    }
}

fn check_position(by: &Within, profile: &Profile, db: &mut Conn) -> Result<()> {
    match profile.position.map(|id| ChainPosition::find(by, id, db)).transpose() {
        Err(Error::NotFound) => Err(Error::on("position", "Choose one of the positions of this chain")),
        other => other.map(drop),
    }
}
