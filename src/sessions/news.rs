//! What a person is told, by letter, about the safety of their account.

use chrono::TimeDelta;

use crate::access::Inside;
use crate::clock;
use crate::db::Conn;
use crate::error::Result;
use crate::id::UserId;
use crate::outbox::Desk;
use crate::users::User;

use super::letters;

/// What has happened to an account.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed { left: i64 },
    SecondFactorRemoved { by: &'a Inside },
    SessionsEnded { by: &'a Inside },
}

/// After so long, news are none.
const FRESH: TimeDelta = TimeDelta::days(2);

/// Writes to the person, if they have an address.
pub fn tell(user: UserId, news: News<'_>, desk: &Desk, db: &mut Conn) -> Result<()> {
    let Some(email) = User::email_of(user, db)? else { return Ok(()) };
    let name = User::name_of(user, db)?;
    let [password, factor, door] = ["/forgotten", "/account/second-factor", "/sign-in"].map(|path| desk.link(path));
    let letter = match news {
        News::SecondFactorOn => letters::second_factor_on(&name, password),
        News::SecondFactorOff => letters::second_factor_off(&name, password),
        News::RecoveryCodeUsed { left } => letters::recovery_code_used(&name, left, factor),
        News::SecondFactorRemoved { by } => {
            letters::second_factor_removed(&name, by.who(), &by.location().name, factor)
        }
        News::SessionsEnded { by } => letters::sessions_ended(&name, by.who(), &by.location().name, door),
    };
    desk.post(&email, User::language(user, db)?, &letter, clock::now() + FRESH, db)?;
    Ok(())
}
