//! Who has access: listed, given other rights, removed.

mod account;
mod consequences;
mod keys;
mod list;
mod matrix;
mod review;
mod rights;
mod several;
mod strength;
mod why;

use crate::access::rights::RemoveUsers;
use crate::access::{Access, Can, Inside};
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::AccessId;
use crate::invitations::{Invitation, LeavingForm, Legacy};
use crate::team::{Member, leaving};
use crate::web::{At, Form, Page, Routes, See, see};

use super::views::{Remove, Tabs};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users")
        .and(list::routes())
        .and(matrix::routes())
        .and(review::routes())
        .and(several::routes())
        .get("/{access}/removal", ask_removal)
        .post("/{access}/removal", remove)
        .and(rights::routes())
        .and(why::routes())
        .and(keys::routes())
        .and(account::routes())
        .and(strength::routes())
}

/// The tabs above the pages about users.
fn tabs(by: &Inside, users: usize, roles: usize, db: &mut Conn) -> Result<Tabs> {
    Ok(Tabs { users: users as i64, open: Invitation::count_open(by, db)?, roles: roles as i64 })
}

async fn ask_removal(by: Can<RemoveUsers>, At(id): At<AccessId>, db: Db) -> Result<Page<Remove>> {
    db.read(move |db| {
        let access = Access::find(&by, id, db)?;
        crate::access::may_touch(&by, &access)?;
        let mut leaving = leaving(&by, &access, db)?;
        if let Some((_, card)) = Member::of_user(by.location().id, access.user, db)? {
            leaving.say(format!("The card {card} stays with its history."));
        }
        leaving.say(format!("You can invite {} again later. The old role does not come back by itself.", access.name));
        Ok(Page(Remove { here: by.location().id, id, name: access.name, leaving }))
    })
    .await
}

async fn remove(by: Can<RemoveUsers>, At(id): At<AccessId>, Form(form): Form<LeavingForm>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let access = Access::find(&by, id, db)?;
            Legacy::from_slug(&form.legacy).settle(&by, access.user, db)?;
            access.remove(&by, db)?;
            Ok(access.name)
        })
        .await?;
    Ok(see(format!("/locations/{here}/users")).saying(format!("{name} no longer has access.")))
}
