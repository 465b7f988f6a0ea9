//! Somebody who could not show who they are: written down, so that whose account it is can see it (security.md SH3).

use crate::activity::{self, AtTheDoor, Deed, Entry, Origin};
use crate::house::House;
use crate::id::UserId;

/// `with` is what was wrong. What was typed is nobody's business. The answer does not depend on what comes of this.
pub async fn note(with: &'static str, account: Option<UserId>, origin: &Origin, house: &House) {
    house.meters.failed_sign_ins.inc();
    let door = AtTheDoor::somebody(account, origin);
    let entry = Entry::new(Deed::SignInFailed, with);
    if let Err(error) = house.db.write(move |db| activity::refuse_at_the_door(&door, entry, None, db)).await {
        tracing::error!(%error, "a failed sign-in could not be written to the activity log");
    }
}
