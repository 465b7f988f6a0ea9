//! Deleting a role of a chain, once somebody has chosen what its people and invitations get instead.

use crate::access::Effect;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{ChainId, ChainRoleId, RoleId};
use crate::web::{At, Choice, Form, Query, Reply, Routes, see};

use super::super::forms::RemovalForm;
use super::super::model::{Branch, ChainAccess, Post, Power, Shifted, Which, Within};
use super::super::views::RoleRemoval;
use super::role::{effect, told};
use super::roles::{AT_LOCATIONS, Keeper, room};

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/roles/{role}/removal", ask)
        .post("/roles/{role}/removal", remove)
        .get("/chain-roles/{chain_role}/removal", ask_in_chain)
        .post("/chain-roles/{chain_role}/removal", remove_in_chain)
}

async fn ask(by: Keeper, At(id): At<RoleId>, Query(form): Query<RemovalForm>, db: Db) -> Result<Reply<RoleRemoval>> {
    before_removal(by, Which::AtLocations(id), form, Errors::none(), db).await
}

async fn ask_in_chain(
    by: Keeper,
    At(id): At<ChainRoleId>,
    Query(form): Query<RemovalForm>,
    db: Db,
) -> Result<Reply<RoleRemoval>> {
    before_removal(by, Which::InChain(id), form, Errors::none(), db).await
}

async fn remove(by: Keeper, At(id): At<RoleId>, Form(form): Form<RemovalForm>, db: Db) -> Result<Reply<RoleRemoval>> {
    delete(by, Which::AtLocations(id), form, db).await
}

async fn remove_in_chain(
    by: Keeper,
    At(id): At<ChainRoleId>,
    Form(form): Form<RemovalForm>,
    db: Db,
) -> Result<Reply<RoleRemoval>> {
    delete(by, Which::InChain(id), form, db).await
}

async fn before_removal(
    by: Keeper,
    which: Which,
    form: RemovalForm,
    errors: Errors,
    db: Db,
) -> Result<Reply<RoleRemoval>> {
    let chain = by.chain().id;
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let tried = match form.replacement.is_empty() {
        true => Ok(Effect::default()),
        false => {
            db.rehearse(move |db| {
                let holders = Post::find(chain, which, db)?.holders(&ChainAccess::all(chain, db)?);
                let before = Shifted::moment(chain, &holders, db)?;
                Post::delete(&author, which, sent.parse(which)?, db)?;
                Ok(effect(&Shifted::between(&before, &Shifted::moment(chain, &holders, db)?)))
            })
            .await
        }
    };
    let (effect, errors) = match tried {
        Ok(effect) => (Some(effect), errors),
        Err(Error::Invalid(more)) => (None, told(more)),
        Err(other) => return Err(other),
    };
    let is_fine = errors.is_empty();
    let view = db.read(move |db| draw_removal(&by, chain, which, (form, effect), errors, db)).await?;
    Ok(if is_fine { Reply::Fresh(view) } else { Reply::Again(view) })
}

fn draw_removal(
    by: &Within,
    chain: ChainId,
    which: Which,
    (form, effect): (RemovalForm, Option<Effect>),
    errors: Errors,
    db: &mut Conn,
) -> Result<RoleRemoval> {
    let (posts, people) = (Post::list(chain, db)?, ChainAccess::all(chain, db)?);
    let post = posts.iter().find(|post| post.which == which).ok_or(Error::NotFound)?;
    let holders = post.holders(&people);
    let (power, branches) = (Power::of(by, db)?, Branch::list(chain, db)?);
    post.may_delete(by, &holders, &power, &branches)?;
    let number = |other: &Post| match (which, other.which) {
        (Which::InChain(_), Which::InChain(id)) if !other.is_owner() || by.is_owner() => Some(id.to_string()),
        (Which::AtLocations(_), Which::AtLocations(id)) => Some(id.to_string()),
        _ => None,
    };
    let others = posts.iter().filter(|other| other.which != which);
    let others: Vec<(String, String)> = others.filter_map(|other| Some((number(other)?, other.name.clone()))).collect();
    let blank = Choice::new("", "Choose a role", &form.replacement);
    let chosen = others.iter().find(|(id, _)| *id == form.replacement && effect.is_some()).cloned();
    let choices = others.iter().map(|(id, name)| Choice::new(id, name.clone(), &form.replacement));
    Ok(RoleRemoval {
        chain,
        here: format!("{}/removal", room(by, which)),
        name: post.name.clone(),
        holders: holders.into_iter().map(|holder| holder.name).collect(),
        offered: post.offers(chain, db)?.into_iter().map(|(_, name)| name).collect(),
        replacements: std::iter::once(blank).chain(choices).collect(),
        chosen,
        effect: effect.unwrap_or_default(),
        errors,
    })
}

async fn delete(by: Keeper, which: Which, form: RemovalForm, db: Db) -> Result<Reply<RoleRemoval>> {
    let (author, sent) = (by.clone().into_inner(), form.clone());
    match db.write(move |db| Post::delete(&author, which, sent.parse(which)?, db)).await {
        Ok(name) => Ok(Reply::Done(
            see(room(&by, AT_LOCATIONS))
                .saying(format!("The role {name} is deleted. The activity log keeps its name.")),
        )),
        Err(Error::Invalid(errors)) => before_removal(by, which, RemovalForm::default(), told(errors), db).await,
        Err(other) => Err(other),
    }
}
