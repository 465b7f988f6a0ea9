//! Leaving and coming back: history stays, access goes, and restoring a card never restores access (domain.md §4.5).

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::access::rights::{DeleteMembers, DismissMembers};
use crate::access::{Access, Can, Inside, Seats};
use crate::activity::{self, Change, Deed, Entry};
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::invitations::Invitation;
use crate::schema::members;

use super::{Employment, Member};

impl Member {
    /// Ends the work of a member on a day. Their access here ends at once.
    pub fn dismiss(&self, by: &Can<DismissMembers>, on: NaiveDate, db: &mut Conn) -> Result<()> {
        self.must_be_kept_here()?;
        self.part(by, on, db)
    }

    /// The same for a card of a chain, which the chain takes out of the location.
    pub(crate) fn part(&self, by: &Can<DismissMembers>, on: NaiveDate, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be(&[Employment::Working])?;
        self.leave(by, Employment::Dismissed, Some(on), db)?;
        let change = Change::new("Dismissed on", "", clock::long(on));
        activity::record(by, Entry::new(Deed::MemberDismissed, &self.name).of_member(self.id).with([change]), db)
    }

    /// Hides a member from the lists. Nothing they did or earned is lost.
    pub fn delete(&self, by: &Can<DeleteMembers>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be_kept_here()?;
        self.must_be(&[Employment::Working, Employment::Dismissed])?;
        self.leave(by, Employment::Deleted, self.dismissed_on, db)?;
        activity::record(by, Entry::new(Deed::MemberDeleted, &self.name).of_member(self.id), db)
    }

    /// Brings back a dismissed member.
    pub fn take_back(&self, by: &Can<DismissMembers>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be_kept_here()?;
        self.must_be(&[Employment::Dismissed])?;
        self.come_back(by, db)
    }

    /// Brings back a deleted member.
    pub fn undelete(&self, by: &Can<DeleteMembers>, db: &mut Conn) -> Result<()> {
        let by = &by.still(db)?;
        self.must_be_kept_here()?;
        self.must_be(&[Employment::Deleted])?;
        if self.merged_into.is_some() {
            return Err(Error::Conflict(format!(
                "This card of {} was merged into another one, which holds its history now.",
                self.name
            )));
        }
        self.come_back(by, db)
    }

    fn leave(&self, by: &Inside, as_what: Employment, on: Option<NaiveDate>, db: &mut Conn) -> Result<()> {
        if let Some(user) = self.user {
            Access::end_with_card(by, user, db)?;
        }
        Invitation::revoke_for_card(by, self.id, db)?;
        diesel::update(members::table.find(self.id))
            .set((
                members::employment.eq(as_what.slug()),
                members::dismissed_on.eq(on),
                members::user_id.eq(None::<UserId>),
                members::version.eq(self.version + 1),
            ))
            .execute(db)?;
        Ok(())
    }

    /// Whoever was in the schedule is in it again, and needs a seat for that.
    fn come_back(&self, by: &Inside, db: &mut Conn) -> Result<()> {
        Seats::keep_for(by, db, |db| {
            Ok(diesel::update(members::table.find(self.id))
                .set((
                    members::employment.eq(Employment::Working.slug()),
                    members::dismissed_on.eq(None::<NaiveDate>),
                    members::version.eq(self.version + 1),
                ))
                .execute(db)?)
        })?;
        activity::record(by, Entry::new(Deed::MemberRestored, &self.name).of_member(self.id), db)
    }

    fn must_be(&self, allowed: &[Employment]) -> Result<()> {
        if allowed.contains(&self.employment) {
            return Ok(());
        }
        let now = match self.employment {
            Employment::Working => "works here",
            Employment::Dismissed => "is dismissed",
            Employment::Deleted => "is deleted",
        };
        Err(Error::Conflict(format!("{} {now} already, so there is nothing to do.", self.name)))
    }
}
