//! What happens when somebody leaves, said before it does.

use crate::access::{Access, Inside, Right};
use crate::db::Conn;
use crate::error::Result;
use crate::id::UserId;
use crate::invitations::Invitation;
use crate::locations::Location;
use crate::sessions::Live;

use super::super::views::Leaving;

/// What goes with the access of a user.
pub fn leaving(by: &Inside, access: &Access, db: &mut Conn) -> Result<Leaving> {
    let (name, here) = (&access.name, &by.location().name);
    let mut sentences =
        vec![format!("{name} can no longer open {here}, from their next click on (role {}).", access.held.role.name)];
    sentences.extend(sessions(name, here, access.user, db)?);
    sentences.push(format!("The account of {name} stays: it is theirs."));
    let invitations = Invitation::sent_by(by, access.user, db)?.len();
    Ok(Leaving { sentences, invitations, may_decide: by.may(Right::InviteUsers) })
}

fn sessions(name: &str, here: &str, user: UserId, db: &mut Conn) -> Result<Option<String>> {
    let places = match Live::list(user, db)?.len() {
        0 => return Ok(None),
        1 => "at one place".to_owned(),
        many => format!("at {many} places"),
    };
    let elsewhere = Location::of_user(user, db)?.len() > 1;
    Ok(Some(match elsewhere {
        true => format!("{name} is signed in {places} and stays so for other locations, but {here} is closed there."),
        false => format!("{name} is signed in {places}, and is signed out at once."),
    }))
}
