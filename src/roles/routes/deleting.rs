//! Deleting a role, once somebody has chosen what its people get instead.

use serde::Deserialize;

use crate::access::rights::EditRoles;
use crate::access::{Access, Can, Role, Titles, can_grant};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::web::{At, Choice, Form, Query, Reply, See, Sure, see};

use super::super::forms::RemovalForm;
use super::super::model::{Effects, Kept, may_delete};
use super::super::views::{Remove, roles_of, told};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplacementQuery {
    replacement: String,
}

pub async fn ask(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Query(query): Query<ReplacementQuery>,
    db: Db,
) -> Result<Reply<Remove>> {
    show(&by, id, RemovalForm { replacement: query.replacement }, Errors::none(), &db).await
}

/// The page with what the chosen replacement would mean, if one is chosen.
async fn show(by: &Can<EditRoles>, id: RoleId, form: RemovalForm, errors: Errors, db: &Db) -> Result<Reply<Remove>> {
    let (foreseen, errors) = match foresee(by, id, form, db).await {
        Ok(foreseen) => (foreseen, errors),
        Err(Error::Invalid(more)) => (None, more),
        Err(other) => return Err(other),
    };
    let (by, is_fine) = (by.clone(), errors.is_empty());
    let view = db.read(move |db| draw(&by, id, foreseen, errors, db)).await?;
    Ok(if is_fine { Reply::Fresh(view) } else { Reply::Again(view) })
}

/// A replacement, and what it means.
type Foreseen = Option<(RoleId, Effects)>;

async fn foresee(by: &Can<EditRoles>, id: RoleId, form: RemovalForm, db: &Db) -> Result<Foreseen> {
    let Some(instead) = form.parse()? else { return Ok(None) };
    let by = by.clone();
    let effects = db.write(move |db| db.rehearse(|db| Kept::foresee_deletion(&by, id, instead, db))).await?;
    Ok(Some((instead, effects)))
}

fn draw(by: &Can<EditRoles>, id: RoleId, foreseen: Foreseen, mut errors: Errors, db: &mut Conn) -> Result<Remove> {
    let here = by.location().id;
    let kept = Kept::find(by, id, db)?;
    let holders = Access::with_role(by, id, db)?;
    may_delete(by, &kept.role, &holders)?;
    let titles = Titles::of(here, db)?;
    let chosen = foreseen.as_ref().map(|(instead, _)| Role::find(here, *instead, db)).transpose()?;
    let told = foreseen.as_ref().map(|(_, effects)| told(effects, &titles)).unwrap_or_default();
    let refusal = foreseen.and_then(|(_, effects)| effects.refusal);
    let is_possible = refusal.is_none();
    if errors.is_empty() {
        errors = refusal.unwrap_or_default();
    }
    Ok(Remove {
        here,
        id,
        holders: holders.into_iter().map(|holder| holder.name).collect(),
        offered: kept.offers(by, db)?.into_iter().map(|offer| offer.name).collect(),
        replacements: replacements(by, id, chosen.as_ref(), db)?,
        chosen: chosen.map(|role| (role.id, role.name)),
        told,
        is_possible,
        errors,
        name: kept.role.name,
    })
}

/// The roles that this person may give, and none chosen before somebody chooses.
fn replacements(by: &Can<EditRoles>, id: RoleId, chosen: Option<&Role>, db: &mut Conn) -> Result<Vec<Choice>> {
    let chosen = chosen.map(|role| role.id.to_string()).unwrap_or_default();
    let roles = Role::list(by.location().id, db)?;
    let others = roles.iter().filter(|role| role.id != id && can_grant(by, role));
    let blank = Choice::new("", "Choose a role", &chosen);
    Ok([blank].into_iter().chain(others.map(|role| Choice::new(role.id, &role.name, &chosen))).collect())
}

pub async fn remove(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Form(form): Form<RemovalForm>,
    db: Db,
) -> Result<Reply<Remove>> {
    let (author, sent) = (by.clone(), form.clone());
    match db.write(move |db| Kept::delete(&author, id, sent.parse()?, db)).await {
        Ok(name) => Ok(Reply::Done(done(&by, &name))),
        Err(Error::Invalid(errors)) => show(&by, id, form, errors, &db).await,
        Err(other) => Err(other),
    }
}

fn done(by: &Can<EditRoles>, name: &str) -> See {
    see(roles_of(by.location().id)).saying(format!("The role {name} is deleted. The activity log keeps its name."))
}
