//! Telling those who wait for it how an invitation was answered (cases E14, E20 and E21).

use chrono::TimeDelta;

use crate::access::Access;
use crate::chains::Duty;
use crate::clock;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{Place, UserId};
use crate::limits::{self, Limit};
use crate::outbox::{Desk, Letter};
use crate::users::User;

use super::super::letters::{accepted, declined, no_seat_left, waits};
use super::{Host, Invitation, Promise};

/// News are no news after so many days.
const STALE: TimeDelta = TimeDelta::days(2);

impl Invitation {
    /// The inviter hears that the person is in.
    pub(super) fn tell_accepted(&self, promise: &Promise, desk: &Desk, db: &mut Conn) -> Result<()> {
        let host = Host::find(self.place, db)?;
        let link = desk.link(&format!("{}/users", host.place));
        tell(self.inviter, &accepted(&self.name, &host.name, promise, link), desk, db)
    }

    /// The owners hear that somebody waits whom the inviter can no longer let in.
    pub(super) fn tell_waiting(&self, promise: &Promise, desk: &Desk, db: &mut Conn) -> Result<()> {
        let host = Host::find(self.place, db)?;
        let owners = match host.place {
            Place::Location(id) => Access::owners(id, db)?,
            Place::Chain(id) => Duty::owners(id, db)?,
        };
        for owner in owners {
            let link = desk.link(&format!("{}/invitations", host.place));
            tell(owner, &waits(&self.name, &self.inviter_name, &host.name, promise, link), desk, db)?;
        }
        Ok(())
    }

    /// The inviter hears, once a day at most, that somebody could not join because no seat was left.
    pub fn tell_no_seat(&self, desk: &Desk, db: &mut Conn) -> Result<()> {
        let often = Limit::new(&format!("no seat for {}", self.id), 1, TimeDelta::days(1));
        match limits::count(&[often], db) {
            Err(Error::TooMany(_)) => return Ok(()),
            other => other?,
        };
        let host = Host::find(self.place, db)?;
        let link = desk.link(&format!("{}/invitations", host.place));
        tell(self.inviter, &no_seat_left(&self.name, &host.name, link), desk, db)
    }

    /// The inviter hears that the person does not want to.
    pub(super) fn tell_declined(&self, desk: &Desk, db: &mut Conn) -> Result<()> {
        let host = Host::find(self.place, db)?;
        let link = desk.link(&format!("{}/invitations?show=declined", host.place));
        tell(self.inviter, &declined(&self.name, &host.name, link), desk, db)
    }
}

/// Writes to a user in their own language. Whoever has no address is not told.
pub(super) fn tell(user: UserId, letter: &Letter<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
    let Some(email) = User::email_of(user, db)? else { return Ok(()) };
    let language = User::language(user, db)?;
    desk.post(&email, language, letter, clock::now() + STALE, db)?;
    Ok(())
}
