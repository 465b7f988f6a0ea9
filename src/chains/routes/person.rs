//! Configuring what a user may do in the chain and at its locations: looked at, tried, and changed.

use actix_web::Either;

use crate::access::Rival;
use crate::activity::Change;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{ChainAccessId, ChainId, UserId};
use crate::users;
use crate::web::{At, Choice, Form, Page, Reply, Routes, Sure, rejected, see};

use super::super::forms::AccessForm;
use super::super::model::rights::EditChainUsers;
use super::super::model::{
    Branch, ChainAccess, ChainRight, ChainRole, Duty, May, Moment, People, Wanted, Within, can_give_role, changes,
    may_touch,
};
use super::super::views::{ChainBoard, Check, User};
use super::choices::Locations;
use super::consequences::{of_changing, shifts};

type Editor = Sure<May<EditChainUsers>>;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/users/{holder}", edit)
        .post("/users/{holder}", update)
        .post("/users/{holder}/changes", check)
        .get("/people/{user}/access", begin)
        .post("/people/{user}/access", give)
        .post("/people/{user}/access/changes", foresee)
}

/// Whose access it is about: one that is there, or somebody of a location to whom the chain gives nothing yet.
#[derive(Debug, Clone, Copy)]
enum Whose {
    Holder(ChainAccessId),
    Newcomer(UserId),
}

impl Whose {
    fn here(self, by: &Within) -> String {
        let chain = by.chain().id;
        match self {
            Whose::Holder(id) => format!("/chains/{chain}/users/{id}"),
            Whose::Newcomer(user) => format!("/chains/{chain}/people/{user}/access"),
        }
    }

    /// The person, and what the chain gives them now.
    fn find(self, by: &Within, db: &mut Conn) -> Result<(UserId, Option<ChainAccess>)> {
        match self {
            Whose::Holder(id) => {
                let access = ChainAccess::find(by, id, db)?;
                may_touch(by, &access)?;
                Ok((access.user, Some(access)))
            }
            Whose::Newcomer(user) => {
                if !People::has_at_a_location(by.chain().id, user, db)? {
                    return Err(Error::NotFound);
                }
                if ChainAccess::of(by.chain().id, user, db)?.is_some() {
                    return Err(Error::Conflict("This person has access to the chain already.".into()));
                }
                Ok((user, None))
            }
        }
    }

    /// Does it.
    fn save(self, by: &May<EditChainUsers>, form: &AccessForm, db: &mut Conn) -> Result<()> {
        let terms = form.parse()?;
        match self {
            Whose::Holder(id) => ChainAccess::change(by, id, &terms, form.version, db).map(drop),
            Whose::Newcomer(user) => {
                self.find(by, db)?;
                ChainAccess::give(by, user, &terms, db).map(drop)
            }
        }
    }
}

async fn edit(by: Editor, At(id): At<ChainAccessId>, db: Db) -> Result<Page<User>> {
    show(by, Whose::Holder(id), db).await
}

async fn begin(by: Editor, At(user): At<UserId>, db: Db) -> Result<Page<User>> {
    show(by, Whose::Newcomer(user), db).await
}

async fn update(by: Editor, At(id): At<ChainAccessId>, Form(form): Form<AccessForm>, db: Db) -> Result<Reply<User>> {
    save(by, Whose::Holder(id), form, db).await
}

async fn give(by: Editor, At(user): At<UserId>, Form(form): Form<AccessForm>, db: Db) -> Result<Reply<User>> {
    save(by, Whose::Newcomer(user), form, db).await
}

type Tried = Either<Reply<User>, Page<Check>>;

async fn check(by: Editor, At(id): At<ChainAccessId>, Form(form): Form<AccessForm>, db: Db) -> Result<Tried> {
    rehearse(by, Whose::Holder(id), form, db).await
}

async fn foresee(by: Editor, At(user): At<UserId>, Form(form): Form<AccessForm>, db: Db) -> Result<Tried> {
    rehearse(by, Whose::Newcomer(user), form, db).await
}

async fn show(by: Editor, whose: Whose, db: Db) -> Result<Page<User>> {
    db.read(move |db| {
        let (_, access) = whose.find(&by, db)?;
        let form = access.as_ref().map(AccessForm::of).unwrap_or_default();
        Ok(Page(draw(&by, whose, form, Errors::none(), db)?))
    })
    .await
}

fn draw(by: &Within, whose: Whose, form: AccessForm, errors: Errors, db: &mut Conn) -> Result<User> {
    let (user, access) = whose.find(by, db)?;
    let chain = by.chain().id;
    let chain_roles = ChainRole::list(chain, db)?;
    let role = chain_roles.iter().find(|role| role.id.to_string() == form.role).cloned();
    let own = access.as_ref().and_then(|access| access.held.as_ref());
    let duties = Duty::all(chain, db)?;
    let board = role.as_ref().filter(|role| !role.is_owner()).map(|role| {
        let mut board = ChainBoard::draw(by.rights(), form.chosen(role), Some(role.rights), &errors);
        board.explain(access.as_ref().filter(|_| own.is_some_and(|own| own.role.id == role.id)), &duties, by);
        board
    });
    let none = Choice::new("", "No chain rights", &form.role);
    let is_offered = |role: &&ChainRole| can_give_role(by, role) || own.is_some_and(|own| own.role.id == role.id);
    let offered = chain_roles.iter().filter(is_offered);
    let roles = std::iter::once(none).chain(offered.map(|role| Choice::new(role.id, &role.name, &form.role))).collect();
    let at = Locations::of(by, user, db)?;
    Ok(User {
        chain,
        here: whose.here(by),
        is_known: access.is_some(),
        name: users::User::name_of(user, db)?,
        logins: users::User::logins_of(user, db)?.join(", "),
        roles,
        purpose: role.as_ref().map_or("", |role| role.purpose()),
        is_owner: role.as_ref().is_some_and(|role| role.is_owner()),
        board,
        everywhere: at.everywhere(access.as_ref(), &form),
        places: at.places(access.as_ref(), &form, &errors),
        may_remove: access.is_some() && by.may(ChainRight::RemoveChainUsers),
        form,
        rival: None,
        errors,
    })
}

/// Says what would change, and writes nothing.
async fn rehearse(by: Editor, whose: Whose, form: AccessForm, db: Db) -> Result<Tried> {
    if form.wishes("edit") || form.wishes("role") {
        let again = move |db: &mut Conn| {
            let form = with_rights_of_role(form, by.chain().id, db)?;
            draw(&by, whose, form, Errors::none(), db)
        };
        return Ok(Either::Left(Reply::Fresh(db.read(again).await?)));
    }
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let tried = db
        .rehearse(move |db| {
            let chain = author.chain().id;
            let (user, _) = whose.find(&author, db)?;
            let (name, branches) = (users::User::name_of(user, db)?, Branch::list(chain, db)?);
            let before = Moment::of(user, chain, db)?;
            whose.save(&author, &sent, db)?;
            let after = Moment::of(user, chain, db)?;
            let effect = shifts(before.access.as_ref(), after.access.as_ref());
            let sentences = of_changing(&name, &before, &after, &branches);
            Ok((name, effect, sentences))
        })
        .await;
    match tried {
        Ok((name, effect, sentences)) => {
            let (chain, here) = (by.chain().id, whose.here(&by));
            Ok(Either::Right(Page(Check { chain, here, name, form, effect, sentences })))
        }
        Err(error) => Ok(Either::Left(again(by, whose, form, error, &db).await?)),
    }
}

/// The ticks of a role that was just chosen.
fn with_rights_of_role(form: AccessForm, chain: ChainId, db: &mut Conn) -> Result<AccessForm> {
    if form.board == form.role {
        return Ok(form);
    }
    let role = ChainRole::list(chain, db)?.into_iter().find(|role| role.id.to_string() == form.role);
    let right = role.iter().flat_map(|role| role.rights.iter()).map(|right| right.slug().to_owned()).collect();
    Ok(AccessForm { board: form.role.clone(), right, ..form })
}

async fn save(by: Editor, whose: Whose, form: AccessForm, db: Db) -> Result<Reply<User>> {
    let here = by.chain().id;
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let saved = db
        .write(move |db| {
            let (user, _) = whose.find(&author, db)?;
            whose.save(&author, &sent, db)?;
            users::User::name_of(user, db)
        })
        .await;
    match saved {
        Ok(name) => Ok(Reply::Done(
            see(format!("/chains/{here}/users"))
                .saying(format!("The access of {name} is changed. It counts from their next click on.")),
        )),
        Err(error) => again(by, whose, form, error, &db).await,
    }
}

/// The same form with what was typed: beside what cannot be used, or beside what somebody else has saved meanwhile.
async fn again(by: Editor, whose: Whose, form: AccessForm, error: Error, db: &Db) -> Result<Reply<User>> {
    match error {
        Error::Invalid(errors) => {
            let author = by.clone().into_inner();
            let view = db.read(move |db| draw(&by, whose, form, errors, db)).await?;
            rejected(&author, format!("the access of {}", view.name), db).await;
            Ok(Reply::Again(view))
        }
        Error::Conflict(why) => {
            let late = db.read(move |db| {
                let (_, access) = whose.find(&by, db)?;
                let Some(access) = access.filter(|access| access.version != form.version) else { return Ok(None) };
                let when = clock::brief(access.changed_at, by.chain().main.zone);
                let who = format!("{} changed this meanwhile, {when}", access.changed_by);
                let rival = Some(Rival { who, rows: both(&by, &access, &form, db)? });
                let form = AccessForm { version: access.version, ..form };
                Ok(Some(User { rival, ..draw(&by, whose, form, Errors::none(), db)? }))
            });
            late.await?.map(Reply::Late).ok_or(Error::Conflict(why))
        }
        other => Err(other),
    }
}

/// Where the two versions differ: what it is about, as it is saved now, and as it was typed.
fn both(by: &Within, saved: &ChainAccess, typed: &AccessForm, db: &mut Conn) -> Result<Vec<(String, String, String)>> {
    let branches = Branch::list(by.chain().id, db)?;
    let wanted = Wanted::found(by.chain().id, &typed.parse()?, &branches, db)?;
    let below = wanted.below(Some(saved), &branches);
    Ok(changes(Some(saved), &wanted, &below).into_iter().map(|Change { what, old, new }| (what, old, new)).collect())
}
