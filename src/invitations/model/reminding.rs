//! Two days before its end, an invitation that nobody has answered is brought to mind, once (cases C8).

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::access::Role;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::locations::Location;
use crate::outbox::Desk;
use crate::schema::{invitations, locations};

use super::super::letters::Occasion;
use super::{Invitation, Row, columns};

/// So many days before the end.
const DAYS: i64 = 2;

/// At most so many at once, so that no transaction is long.
const AT_ONCE: i64 = 100;

impl Invitation {
    /// Writes to everybody whose invitation ends soon. One that lives no longer than that is not brought to mind.
    pub fn remind_before_the_end(desk: &Desk, db: &mut Conn) -> Result<()> {
        let now = clock::now();
        let due: Vec<Row> = invitations::table
            .inner_join(locations::table)
            .filter(invitations::state.eq("pending").and(invitations::replaced.eq(false)))
            .filter(invitations::applicant_id.is_null().and(invitations::reminded_at.is_null()))
            .filter(invitations::expires_at.gt(now).and(invitations::expires_at.le(now + TimeDelta::days(DAYS))))
            .filter(locations::invitation_days.gt(DAYS).and(locations::closed_at.is_null()))
            .order(invitations::expires_at)
            .limit(AT_ONCE)
            .select(columns())
            .load(db)?;
        for invitation in due.into_iter().map(Invitation::from) {
            if invitation.takes_its_reminder(db)? {
                invitation.remind_once(desk, db)?;
            }
        }
        Ok(())
    }

    fn takes_its_reminder(&self, db: &mut Conn) -> Result<bool> {
        let silent = invitations::table.filter(invitations::id.eq(self.id).and(invitations::reminded_at.is_null()));
        Ok(diesel::update(silent).set(invitations::reminded_at.eq(clock::now())).execute(db)? == 1)
    }

    fn remind_once(&self, desk: &Desk, db: &mut Conn) -> Result<()> {
        let location = Location::find(self.location, db)?;
        let role = Role::once(location.id, self.role, db)?;
        self.post_letter(Occasion::EndsSoon, &self.inviter_name, &location, &role, desk, db)?;
        Ok(())
    }
}
