//! Where a card of a chain is valid: it appears at a location, and is taken out again.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::DismissMembers;
use crate::access::{Access, Can, Inside};
use crate::activity::{self, Change, Deed, Entry};
use crate::chains::rights::EditChainTeam;
use crate::chains::{Branch, Chain, May};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::invitations::Invitation;
use crate::locations::Location;
use crate::schema::members;
use crate::team::{Employment, Member, last_place};
use crate::text::{key, together};

use super::{ChainCard, Mirror};

/// A location of the chain, and what a card is there.
#[derive(Debug, Clone)]
pub struct Place {
    pub branch: Branch,
    pub is_valid: bool,
    /// What ticking or unticking it would mean, said before it is done.
    pub means: String,
}

impl ChainCard {
    /// Every location of the chain, and what would happen there.
    pub fn places(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<Vec<Place>> {
        let mirrors = self.mirrors(db)?;
        let mut places = Vec::new();
        for branch in Branch::list(by.chain().id, db)? {
            let mirror = mirrors.iter().find(|mirror| mirror.location == branch.id);
            let is_valid = mirror.is_some_and(Mirror::works);
            let means = match mirror {
                Some(mirror) if is_valid => mirror.means_going(by, db)?,
                _ if branch.is_closed => "It is closed, so nobody is added there now.".to_owned(),
                Some(_) => "The card that was there comes back, without the access.".to_owned(),
                None => "A card appears at the end of its team list, without any access.".to_owned(),
            };
            places.push(Place { branch, is_valid, means });
        }
        Ok(places)
    }

    /// The cards at locations that are not wanted any more. What is to come there is decided before they go.
    pub fn going(&self, by: &May<EditChainTeam>, wanted: &[LocationId], db: &mut Conn) -> Result<Vec<Mirror>> {
        Chain::hold_all(by.chain().id, db)?;
        let is_going = |mirror: &Mirror| mirror.works() && !wanted.contains(&mirror.location);
        Ok(self.mirrors(db)?.into_iter().filter(is_going).collect())
    }

    /// Says at which locations the card is valid. `told` is what else the log of the chain says of it, `version` the one
    /// the form was drawn from.
    pub fn place(
        &self,
        by: &May<EditChainTeam>,
        wanted: &[LocationId],
        told: Vec<Change>,
        version: i64,
        db: &mut Conn,
    ) -> Result<()> {
        let branches = Chain::hold_all(by.chain().id, db)?;
        let by = by.still(db)?;
        if wanted.iter().any(|id| branches.iter().all(|branch| branch.id != *id)) {
            return Err(Error::on("location", "Choose only locations of this chain"));
        }
        self.advance(version, db)?;
        let mirrors = self.mirrors(db)?;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for branch in &branches {
            let mirror = mirrors.iter().find(|mirror| mirror.location == branch.id);
            let (is_valid, is_wanted) = (mirror.is_some_and(Mirror::works), wanted.contains(&branch.id));
            before.extend(is_valid.then(|| branch.name.clone()));
            after.extend(is_wanted.then(|| branch.name.clone()));
            match mirror {
                Some(mirror) if is_valid && !is_wanted => mirror.go(&by, db)?,
                _ if is_wanted && !is_valid => self.appear(&by, branch, mirror, db)?,
                _ => {}
            }
        }
        let change = Change::between("Locations", &together(&before), &together(&after));
        if change.is_none() {
            return Ok(());
        }
        let entry = Entry::new(Deed::ChainCardPlaced, &self.profile.name).of_chain_card(self.id);
        activity::record(&by, entry.with(change.into_iter().chain(told)), db)
    }

    /// Whoever comes back has no column in the calendar: the location gives it, where it has a seat for that.
    fn appear(&self, by: &May<EditChainTeam>, branch: &Branch, mirror: Option<&Mirror>, db: &mut Conn) -> Result<()> {
        if branch.is_closed {
            return Err(Error::on(
                "location",
                format!("{} is closed. Choose only locations that are open", branch.name),
            ));
        }
        let id = match mirror {
            Some(mirror) => {
                diesel::update(members::table.find(mirror.id))
                    .set((
                        members::employment.eq(Employment::Working.slug()),
                        members::dismissed_on.eq(None::<NaiveDate>),
                        members::in_schedule.eq(false),
                    ))
                    .execute(db)?;
                mirror.id
            }
            None => diesel::insert_into(members::table)
                .values((
                    members::location_id.eq(branch.id),
                    members::name.eq(&self.profile.name),
                    members::name_key.eq(key(&self.profile.name)),
                    members::place.eq(last_place(branch.id, db)? + 1),
                    members::chain_member_id.eq(self.id),
                    members::created_at.eq(clock::now()),
                ))
                .returning(members::id)
                .get_result(db)?,
        };
        let deed = if mirror.is_some() { Deed::MemberRestored } else { Deed::MemberAdded };
        let here = Mirror {
            id,
            location: branch.id,
            place: branch.name.clone(),
            name: self.profile.name.clone(),
            employment: Employment::Working,
            user: None,
        };
        here.dress(&self.profile, db)?;
        activity::record(&by.at(branch.id), Entry::new(deed, &self.profile.name).of_member(id), db)
    }
}

impl Mirror {
    /// What taking the card out of the location would mean.
    fn means_going(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<String> {
        if let Err(refused) = self.agreeing(by, db) {
            return refused.reason();
        }
        let lost = match self.lets_in(db)? {
            Some(what) => format!(" {what} ends with it."),
            None => String::new(),
        };
        Ok(format!("When it is not ticked any more, the card there is dismissed today.{lost} Its history stays."))
    }

    /// What somebody has at the location because of this card.
    fn lets_in(&self, db: &mut Conn) -> Result<Option<String>> {
        if let Some((user, name)) = &self.user
            && Access::exists(self.location, *user, db)?
        {
            return Ok(Some(format!("The access of {name} to {}", self.place)));
        }
        let open = Invitation::live_for_card(self.location, self.id, db)?;
        Ok(open.map(|open| format!("The invitation of {} to {}", open.name, self.place)))
    }

    /// Whoever takes away an access or an invitation at a location has to be somebody who may do that there.
    fn agreeing(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<Option<Can<DismissMembers>>> {
        let Some(what) = self.lets_in(db)? else { return Ok(None) };
        let inside = match Inside::enter(by.user(), by.asking().origin().clone(), self.location, db) {
            Ok(inside) => inside.proof(),
            Err(Error::NotFound) => None,
            Err(other) => return Err(other),
        };
        inside.map(Some).ok_or_else(|| {
            Error::refused(format!(
                "{what} would end with the card. Only somebody who may dismiss team members at {} can take it out of there.",
                self.place
            ))
        })
    }

    fn go(&self, by: &May<EditChainTeam>, db: &mut Conn) -> Result<()> {
        let today = clock::today(Location::find(self.location, db)?.zone);
        if let Some(can) = self.agreeing(by, db)? {
            return Member::find(&can, self.id, db)?.part(&can, today, db);
        }
        diesel::update(members::table.find(self.id))
            .set((
                members::employment.eq(Employment::Dismissed.slug()),
                members::dismissed_on.eq(today),
                members::user_id.eq(None::<UserId>),
                members::version.eq(members::version + 1),
            ))
            .execute(db)?;
        let change = Change::new("Dismissed on", "", clock::long(today));
        let entry = Entry::new(Deed::MemberDismissed, &self.name).of_member(self.id).with([change]);
        activity::record(&by.at(self.location), entry, db)
    }
}
