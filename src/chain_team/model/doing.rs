//! Making one card of several, all of it in one step.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainTeam;
use crate::chains::{Chain, May};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{ChainMemberId, ChainPositionId, MemberId, PositionId, UserId};
use crate::schema::{invitations, members, positions, time_off, work_spans};
use crate::team::Employment;
use crate::text::{key, together};

use super::bequest::{bequeath, hand_over};
use super::merging::Site;
use super::mirrors::dress;
use super::{ChainCard, ChainPosition, Key, Merge, Mirror, Picks, Profile};

impl Merge {
    /// Does what the plan says, as it is then. Returns the card of the chain, if the result is one.
    pub fn carry_out(
        by: &May<EditChainTeam>,
        keys: &[Key],
        picks: Picks,
        db: &mut Conn,
    ) -> Result<(Self, Option<ChainMemberId>)> {
        Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        let plan = Merge::plan(&by, keys, picks, db)?;
        if let Some(why) = plan.obstacle() {
            return Err(Error::Conflict(why));
        }
        let profile = plan.profile(&by, db)?;
        let card = match plan.joins_chain {
            true => Some(plan.keep(&by, &profile, db)?),
            false => None,
        };
        for site in &plan.sites {
            site.merge(card, db)?;
            match card {
                Some(_) => site.kept.dress(&profile, db)?,
                None => dress(site.kept.id, &profile, own_position(site, plan.value(2), db)?, db)?,
            }
            activity::record(&by.at(site.location), plan.entry().of_member(site.kept.id).with(site.changes()), db)?;
        }
        let entry = plan.entry().with(plan.changes());
        let entry = card.map_or(plan.entry().with(plan.changes()), |card| entry.of_chain_card(card));
        activity::record(&by, entry, db)?;
        Ok((plan, card))
    }

    fn profile(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<Profile> {
        let title = self.value(2);
        let position: Option<ChainPositionId> = match title.is_empty() || !self.joins_chain {
            true => None,
            false => Some(ChainPosition::titled(by.chain().id, title, db)?),
        };
        Ok(Profile {
            name: self.value(0).to_owned(),
            specialization: self.value(1).to_owned(),
            position,
            description: self.value(3).to_owned(),
            phone: self.value(4).to_owned(),
            email: self.value(5).to_owned(),
        })
    }

    /// The card of the chain: the first that was chosen, or a new one. The others end in it.
    fn keep(&self, by: &May<EditChainTeam>, profile: &Profile, db: &mut Conn) -> Result<ChainMemberId> {
        let Some(kept) = self.kept() else { return ChainCard::insert(by.chain().id, profile, db) };
        let card = ChainCard::find(by, kept, db)?;
        card.advance(card.version, db)?;
        card.write(profile, db)?;
        for other in self.of_chain().filter(|other| *other != kept) {
            let other = ChainCard::find(by, other, db)?;
            for mirror in other.mirrors(db)? {
                mirror.keep_in(None, db)?;
            }
            other.end(Some(kept), db)?;
        }
        Ok(kept)
    }

    fn entry(&self) -> Entry {
        let deed = if self.sources.len() == 1 { Deed::CardJoinedChain } else { Deed::CardsMerged };
        Entry::new(deed, self.value(0))
    }

    /// Which cards there were.
    fn changes(&self) -> Vec<Change> {
        let said = self.sources.iter().map(|source| match &source.place {
            Some(place) => format!("{} ({place})", source.values[0]),
            None => format!("{} (chain)", source.values[0]),
        });
        vec![Change::new("Cards", together(&said.collect::<Vec<_>>()), self.value(0))]
    }
}

impl Site {
    /// Gives everything of the others to the card that stays: its user, its invitations, its history.
    fn merge(&self, card: Option<ChainMemberId>, db: &mut Conn) -> Result<()> {
        let mut user: Option<UserId> = self.kept.user.as_ref().map(|(user, _)| *user);
        for other in &self.others {
            other.end_in(self.kept.id, db)?;
            user = user.or(other.user.as_ref().map(|(user, _)| *user));
            self.inherit(other.id, db)?;
            bequeath(other.id, self.kept.id, db)?;
            hand_over(other.id, self.kept.id, db)?;
            self.inherit_schedule(other, db)?;
        }
        diesel::update(members::table.find(self.kept.id)).set(members::user_id.eq(user)).execute(db)?;
        if let Some(card) = card {
            self.kept.keep_in(Some(card), db)?;
        }
        Ok(())
    }

    /// What the card that stays does not say itself: who assists still does, and no number or address goes away.
    fn inherit(&self, other: MemberId, db: &mut Conn) -> Result<()> {
        type Own = (bool, String, Option<NaiveDate>, String);
        let own = (members::assists, members::external_id, members::birthday, members::home_address);
        let (assists, external_id, birthday, home_address): Own = members::table.find(other).select(own).first(db)?;
        let kept: Own = members::table.find(self.kept.id).select(own).first(db)?;
        let first = |one: String, other: String| if one.is_empty() { other } else { one };
        diesel::update(members::table.find(self.kept.id))
            .set((
                members::assists.eq(kept.0 || assists),
                members::external_id.eq(first(kept.1, external_id)),
                members::birthday.eq(kept.2.or(birthday)),
                members::home_address.eq(first(kept.3, home_address)),
            ))
            .execute(db)?;
        Ok(())
    }

    /// Hours of days on which the card that stays has none, time off, and the place in the schedule.
    fn inherit_schedule(&self, other: &Mirror, db: &mut Conn) -> Result<()> {
        let kept = self.kept.id;
        let taken: Vec<NaiveDate> =
            work_spans::table.filter(work_spans::member_id.eq(kept)).select(work_spans::day).distinct().load(db)?;
        let free = work_spans::table.filter(work_spans::member_id.eq(other.id).and(work_spans::day.ne_all(taken)));
        diesel::update(free).set(work_spans::member_id.eq(kept)).execute(db)?;
        diesel::update(time_off::table.filter(time_off::member_id.eq(other.id)))
            .set(time_off::member_id.eq(kept))
            .execute(db)?;
        let is_in: bool = members::table.find(other.id).select(members::in_schedule).first(db)?;
        if is_in && other.works() {
            diesel::update(members::table.find(kept)).set(members::in_schedule.eq(true)).execute(db)?;
        }
        Ok(())
    }

    fn changes(&self) -> Vec<Change> {
        let others: Vec<String> = self.others.iter().map(|card| card.name.clone()).collect();
        let mut changes: Vec<Change> = Vec::new();
        if !others.is_empty() {
            changes.push(Change::new("Merged into it", "", together(&others)));
        }
        let linked = self.others.iter().find_map(|card| card.user.clone()).filter(|_| self.kept.user.is_none());
        changes.extend(linked.map(|(_, name)| Change::new("User", "", name)));
        changes
    }
}

impl Mirror {
    /// Becomes a part of another card: hidden, and its history is read there.
    fn end_in(&self, kept: MemberId, db: &mut Conn) -> Result<()> {
        diesel::update(members::table.filter(members::merged_into_id.eq(self.id)))
            .set(members::merged_into_id.eq(kept))
            .execute(db)?;
        diesel::update(members::table.find(self.id))
            .set((
                members::user_id.eq(None::<UserId>),
                members::employment.eq(Employment::Deleted.slug()),
                members::chain_member_id.eq(None::<ChainMemberId>),
                members::merged_into_id.eq(kept),
                members::version.eq(members::version + 1),
            ))
            .execute(db)?;
        diesel::update(invitations::table.filter(invitations::member_id.eq(self.id)))
            .set(invitations::member_id.eq(kept))
            .execute(db)?;
        Ok(())
    }
}

/// The position of a location with this title: one of the cards has it.
fn own_position(site: &Site, title: &str, db: &mut Conn) -> Result<Option<PositionId>> {
    Ok(positions::table
        .filter(positions::location_id.eq(site.location).and(positions::title_key.eq(key(title))))
        .select(positions::id)
        .first(db)
        .optional()?)
}
