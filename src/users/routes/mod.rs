//! Who has access: listed, given another role, removed.

mod account;
mod strength;
mod keys;

use serde::Deserialize;

use crate::access::rights::{EditUsers, RemoveUsers, ViewUsers};
use crate::access::{Access, Can, Inside, ListedAccess, Right, Role, can_grant, can_touch};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::AccessId;
use crate::invitations::{Invitation, LeavingForm, Legacy};
use crate::team::{Member, leaving};
use crate::web::{At, Choice, Form, Page, Query, Reply, Routes, See, Sure, see};

use super::forms::TermsForm;
use super::views::{Edit, Index, Remove, RoleChoice, Row};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users")
        .get("", index)
        .get("/{access}", edit)
        .post("/{access}", update)
        .get("/{access}/removal", ask_removal)
        .post("/{access}/removal", remove)
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
            roles: Role::count(by.location().id, db)?,
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

async fn edit(by: Sure<Can<EditUsers>>, At(id): At<AccessId>, db: Db) -> Result<Page<Edit>> {
    Ok(Page(db.read(move |db| draw(&by, id, None, Errors::none(), db)).await?))
}

fn draw(by: &Inside, id: AccessId, form: Option<TermsForm>, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let access = Access::find(by, id, db)?;
    crate::access::may_touch(by, &access)?;
    let form = form.unwrap_or_else(|| TermsForm {
        role: access.held.role.id.to_string(),
        ends_on: access.ends_on.map(|day| day.to_string()).unwrap_or_default(),
        version: access.version,
    });
    let roles = Role::list(by.location().id, db)?;
    Ok(Edit {
        here: by.location().id,
        id,
        name: access.name,
        version: access.version,
        ends_on: form.ends_on,
        roles: roles
            .iter()
            .filter(|role| can_grant(by, role))
            .map(|role| RoleChoice {
                choice: Choice::new(role.id, &role.name, &form.role),
                purpose: role.purpose(),
                rights: role.rights.iter().map(Right::title).collect(),
            })
            .collect(),
        errors,
    })
}

async fn update(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    Form(form): Form<TermsForm>,
    db: Db,
) -> Result<Reply<Edit>> {
    let here = by.location().id;
    let (author, sent) = (by.clone(), form.clone());
    let changed = db
        .write(move |db| {
            let terms = sent.parse(clock::today(author.location().zone))?;
            let access = Access::find(&author, id, db)?;
            Ok(Access::change(&author, access.id, &terms, sent.version, db)?.name)
        })
        .await;
    match changed {
        Ok(name) => {
            Ok(Reply::Done(see(format!("/locations/{here}/users")).saying(format!("The access of {name} is changed."))))
        }
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(db.read(move |db| draw(&by, id, Some(form), errors, db)).await?))
        }
        Err(other) => Err(other),
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
