//! Who has access: listed, given other rights, removed.

mod account;
mod consequences;
mod keys;
mod rights;
mod strength;
mod why;

use serde::Deserialize;

use crate::access::rights::{RemoveUsers, ViewUsers};
use crate::access::{Access, Can, Inside, ListedAccess, Right, can_touch};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::id::AccessId;
use crate::invitations::{Invitation, LeavingForm, Legacy};
use crate::team::{Member, leaving};
use crate::web::{At, Form, Page, Query, Routes, See, see};

use super::views::{Index, Remove, Row};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users")
        .get("", index)
        .get("/{access}/removal", ask_removal)
        .post("/{access}/removal", remove)
        .and(rights::routes())
        .and(why::routes())
        .and(keys::routes())
        .and(account::routes())
        .and(strength::routes())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageQuery {
    page: i64,
}

async fn index(by: Can<ViewUsers>, Query(query): Query<PageQuery>, db: Db) -> Result<Page<Index>> {
    db.read(move |db| {
        let page = query.page.clamp(0, 100_000);
        let (found, total) = ListedAccess::page(&by, page, db)?;
        Ok(Page(Index {
            rows: found.into_iter().map(|listed| row(&by, listed)).collect(),
            open: Invitation::count_open(&by, db)?,
            earlier: (page > 0).then(|| format!("?page={}", page - 1)),
            later: ((page + 1) * ListedAccess::PER_PAGE < total).then(|| format!("?page={}", page + 1)),
            total,
            by: (*by).clone(),
        }))
    })
    .await
}

fn row(by: &Inside, listed: ListedAccess) -> Row {
    let is_viewer = listed.access.user == by.user();
    let is_touchable = can_touch(by, &listed.access);
    let here = by.location().id;
    Row {
        id: listed.access.id,
        name: listed.access.name,
        logins: listed.logins.join(", "),
        role: listed.access.held.role.name,
        until: listed.access.ends_on.map(clock::long),
        card: listed.card.map(|(id, name)| (name, format!("/locations/{here}/team/{id}"))),
        signed_in: match listed.signed_in_at {
            Some(at) => clock::moment(at, by.location().zone),
            None => "Not yet".into(),
        },
        is_viewer,
        has_second_factor: listed.has_second_factor,
        may_end_sessions: is_touchable && by.may(Right::EndSessions),
        may_edit: is_touchable && by.may(Right::EditUsers),
        may_remove: is_touchable && by.may(Right::RemoveUsers),
    }
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
