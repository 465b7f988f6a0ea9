//! Deleting a role, once somebody has chosen what its people get instead.

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Role, Titles, can_grant};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::web::{At, Choice, Form, Page, Query, Reply, See, Sure, see};

use super::super::forms::RemovalForm;
use super::super::model::{Effects, Kept, may_delete};
use super::super::views::{Remove, roles_of, told};

pub async fn ask(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Query(query): Query<RemovalForm>,
    db: Db,
) -> Result<Page<Remove>> {
    let chosen = query.parse().unwrap_or_default();
    let author = by.clone();
    let effects = match chosen {
        Some(instead) => {
            Some(db.write(move |db| db.rehearse(|db| Kept::foresee_deletion(&author, id, instead, db))).await?)
        }
        None => None,
    };
    Ok(Page(db.read(move |db| draw(&by, id, chosen, effects, Errors::none(), db)).await?))
}

fn draw(
    by: &Can<EditRoles>,
    id: RoleId,
    chosen: Option<RoleId>,
    effects: Option<Effects>,
    errors: Errors,
    db: &mut Conn,
) -> Result<Remove> {
    let here = by.location().id;
    let kept = Kept::find(by, id, db)?;
    let holders = Access::with_role(by, id, db)?;
    may_delete(by, &kept.role, &holders)?;
    let roles = Role::list(here, db)?;
    let typed = chosen.map(|id| id.to_string()).unwrap_or_default();
    let offers = roles.iter().filter(|role| role.id != id && can_grant(by, role));
    let blank = Choice::new("", "Choose a role", &typed);
    let mut refusal = Errors::none();
    let told = match effects {
        Some(effects) => {
            let told = told(&effects, &Titles::of(here, db)?);
            refusal = effects.refusal.unwrap_or_default();
            told
        }
        None => Vec::new(),
    };
    Ok(Remove {
        here,
        id,
        name: kept.role.name.clone(),
        holders: holders.into_iter().map(|holder| holder.name).collect(),
        offered: kept.offers(by, db)?.into_iter().map(|offer| offer.name).collect(),
        replacements: [blank].into_iter().chain(offers.map(|role| Choice::new(role.id, &role.name, &typed))).collect(),
        chosen: roles.iter().find(|role| Some(role.id) == chosen).map(|role| (role.id, role.name.clone())),
        told,
        is_possible: refusal.is_empty(),
        errors: if errors.is_empty() { refusal } else { errors },
    })
}

pub async fn remove(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Form(form): Form<RemovalForm>,
    db: Db,
) -> Result<Reply<Remove>> {
    let author = by.clone();
    let deleted = db.write(move |db| Kept::delete(&author, id, form.parse()?, db)).await;
    match deleted {
        Ok(name) => Ok(Reply::Done(done(&by, &name))),
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(db.read(move |db| draw(&by, id, None, None, errors, db)).await?))
        }
        Err(other) => Err(other),
    }
}

fn done(by: &Can<EditRoles>, name: &str) -> See {
    see(roles_of(by.location().id)).saying(format!("The role {name} is deleted. The activity log keeps its name."))
}
