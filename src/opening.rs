//! Opening a location: its roles, its first owner and the owner's card, all in one transaction.

use crate::access::{Access, Asking, Inside, Role};
use crate::activity::{self, Deed, Entry, Origin};
use crate::chains::Switcher;
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::id::{LocationId, UserId};
use crate::locations::{Details, Location};
use crate::team::Member;
use crate::users::{Contact, NewUser, User};

/// A new location with its eight roles, its first owner and the owner's card.
pub fn open_house(
    name: &str,
    contact: &Contact,
    shown: &str,
    password_hash: &str,
    details: &Details,
    origin: &Origin,
    db: &mut Conn,
) -> Result<(UserId, LocationId)> {
    let user = User::register(&NewUser { name, password_hash, consent: None }, db)?;
    User::verify(user, contact, shown, db)?;
    User::set_language(user, details.language, db)?;
    let location = open_location(user, details, origin, db)?;
    Ok((user, location))
}

/// Whoever owns a location already, or is nowhere yet, may open another one. Colleagues who only work somewhere are
/// not offered it: what they would see then is an empty salon beside the one they work at.
pub fn may_open(by: &Asking, db: &mut Conn) -> Result<()> {
    let is_nowhere = Switcher::of(by.user(), db)?.is_empty();
    if is_nowhere || Access::owns_any(by.user(), db)? {
        return Ok(());
    }
    Err(Error::refused("Only somebody who owns a location can open another one. Ask an owner to do it."))
}

/// Another location of somebody who has an account.
pub fn open_location(owner: UserId, details: &Details, origin: &Origin, db: &mut Conn) -> Result<LocationId> {
    let location = Location::open(details, db)?;
    Role::furnish(location, db)?;
    Access::grant(location, owner, Role::of_owners(location, db)?, None, "", db)?;
    let inside = Inside::enter(owner, origin.clone(), location, db)?;
    activity::record(&inside, Entry::new(Deed::LocationOpened, &details.name), db)?;
    Member::found(&inside, db)?;
    Ok(location)
}
