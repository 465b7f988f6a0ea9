//! One role of a chain: looked at and changed, with what that means said first.

use actix_web::Either;

use crate::access::{Effect, Rival, Titles};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{ChainRoleId, RoleId};
use crate::text::a_few;
use crate::web::{At, Form, Page, Reply, Routes, rejected, see};

use super::super::forms::RoleForm;
use super::super::model::{Branch, ChainAccess, Grip, Post, Power, Shifted, Which, Within};
use super::super::views::{RoleCheck, RolePage};
use super::roles::{AT_LOCATIONS, Keeper, about, boards, room};

/// How many people a sentence names.
const FEW: usize = 5;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/roles/{role}", edit)
        .post("/roles/{role}", update)
        .post("/roles/{role}/changes", check)
        .get("/chain-roles/{chain_role}", edit_in_chain)
        .post("/chain-roles/{chain_role}", update_in_chain)
        .post("/chain-roles/{chain_role}/changes", check_in_chain)
}

async fn edit(by: Keeper, At(id): At<RoleId>, db: Db) -> Result<Page<RolePage>> {
    show(by, Which::AtLocations(id), db).await
}

async fn edit_in_chain(by: Keeper, At(id): At<ChainRoleId>, db: Db) -> Result<Page<RolePage>> {
    show(by, Which::InChain(id), db).await
}

async fn update(by: Keeper, At(id): At<RoleId>, Form(form): Form<RoleForm>, db: Db) -> Result<Reply<RolePage>> {
    save(by, Which::AtLocations(id), form, db).await
}

async fn update_in_chain(
    by: Keeper,
    At(id): At<ChainRoleId>,
    Form(form): Form<RoleForm>,
    db: Db,
) -> Result<Reply<RolePage>> {
    save(by, Which::InChain(id), form, db).await
}

type Tried = Either<Reply<RolePage>, Page<RoleCheck>>;

async fn check(by: Keeper, At(id): At<RoleId>, Form(form): Form<RoleForm>, db: Db) -> Result<Tried> {
    foresee(by, Which::AtLocations(id), form, db).await
}

async fn check_in_chain(by: Keeper, At(id): At<ChainRoleId>, Form(form): Form<RoleForm>, db: Db) -> Result<Tried> {
    foresee(by, Which::InChain(id), form, db).await
}

async fn show(by: Keeper, which: Which, db: Db) -> Result<Page<RolePage>> {
    db.read(move |db| {
        let post = Post::find(by.chain().id, which, db)?;
        let form = RoleForm::of(&post);
        Ok(Page(draw(&by, &post, form, Errors::none(), db)?))
    })
    .await
}

fn draw(by: &Within, post: &Post, form: RoleForm, errors: Errors, db: &mut Conn) -> Result<RolePage> {
    let chain = by.chain().id;
    let holders = post.holders(&ChainAccess::all(chain, db)?);
    let (power, branches) = (Power::of(by, db)?, Branch::list(chain, db)?);
    Ok(RolePage {
        chain,
        here: room(by, post.which),
        name: post.name.clone(),
        about: about(post),
        locked: match post.may_edit(by, &holders, &power, &branches) {
            Ok(()) => String::new(),
            Err(error) => error.reason()?,
        },
        held: match &post.grip {
            Grip::InChain(rights) => rights.iter().map(|right| right.title().to_owned()).collect(),
            Grip::AtLocations(rights) => {
                rights.extents().map(|(right, extent)| Titles::default().right(right, extent)).collect()
            }
        },
        boards: boards(by, post.which, Some(post), &form, &errors, db)?,
        may_delete: post.may_delete(by, &holders, &power, &branches).is_ok(),
        form,
        rival: None,
        errors,
    })
}

/// Says what would come of it, and writes nothing.
async fn foresee(by: Keeper, which: Which, form: RoleForm, db: Db) -> Result<Tried> {
    let chain = by.chain().id;
    if form.go_on.is_some() {
        let again = move |db: &mut Conn| draw(&by, &Post::find(chain, which, db)?, form, Errors::none(), db);
        return Ok(Either::Left(Reply::Fresh(db.read(again).await?)));
    }
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let tried = db
        .rehearse(move |db| {
            let post = Post::find(chain, which, db)?;
            let holders = post.holders(&ChainAccess::all(chain, db)?);
            let before = Shifted::moment(chain, &holders, db)?;
            sent.parse(which)?.save(&author, which, sent.version, db)?;
            let after = Shifted::moment(chain, &holders, db)?;
            Ok((post.name, holders.len(), effect(&Shifted::between(&before, &after))))
        })
        .await;
    match tried {
        Ok((name, people, effect)) => {
            let people = match people {
                0 => "Nobody has this role, so nobody gains or loses anything.".to_owned(),
                1 => "1 person has this role.".to_owned(),
                many => format!("{many} people have this role."),
            };
            let here = room(&by, which);
            Ok(Either::Right(Page(RoleCheck { chain, here, name, form, people, effect })))
        }
        Err(error) => Ok(Either::Left(again(by, which, form, error, &db).await?)),
    }
}

/// `Export the activity log: 7 people at 3 locations (Mira, Nora and 5 more)`.
pub(super) fn effect((gains, losses): &(Vec<Shifted>, Vec<Shifted>)) -> Effect {
    let said = |one: &Shifted| {
        let names: Vec<String> = one.people.iter().cloned().collect();
        let people = match names.len() {
            1 => a_few(&names, FEW),
            many => format!("{many} people ({})", a_few(&names, FEW)),
        };
        let places = match one.places.len() {
            0 => String::new(),
            1 => " at 1 location".to_owned(),
            many => format!(" at {many} locations"),
        };
        format!("{}: {people}{places}", one.title)
    };
    Effect { gains: gains.iter().map(said).collect(), loses: losses.iter().map(said).collect(), moves: Vec::new() }
}

async fn save(by: Keeper, which: Which, form: RoleForm, db: Db) -> Result<Reply<RolePage>> {
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let saved = db
        .write(move |db| {
            let draft = sent.parse(which)?;
            let people = draft.save(&author, which, sent.version, db)?;
            Ok((draft.name, people))
        })
        .await;
    match saved {
        Ok((name, people)) => {
            let whom = match people {
                0 => String::new(),
                1 => " It counts for 1 person from their next click on.".to_owned(),
                many => format!(" It counts for {many} people from their next click on."),
            };
            Ok(Reply::Done(see(room(&by, AT_LOCATIONS)).saying(format!("The role {name} is saved.{whom}"))))
        }
        Err(error) => again(by, which, form, error, &db).await,
    }
}

/// The form with what is wrong with it, or with what somebody else saved meanwhile: everything typed is still there.
async fn again(by: Keeper, which: Which, form: RoleForm, error: Error, db: &Db) -> Result<Reply<RolePage>> {
    if matches!(error, Error::Invalid(_)) {
        rejected(&by.clone().into_inner(), format!("the role {}", form.name), db).await;
    }
    db.read(move |db| {
        let post = Post::find(by.chain().id, which, db)?;
        match error {
            Error::Invalid(errors) => Ok(Reply::Again(draw(&by, &post, form, told(errors), db)?)),
            Error::Conflict(why) if post.version != form.version => {
                let rival = Some(Rival { who: why, rows: both(&post, &form) });
                let form = RoleForm { version: post.version, ..form };
                Ok(Reply::Late(RolePage { rival, ..draw(&by, &post, form, Errors::none(), db)? }))
            }
            other => Err(other),
        }
    })
    .await
}

/// A location without seats says so above the form: it has no field here.
pub(super) fn told(errors: Errors) -> Errors {
    errors.iter().fold(Errors::none(), |mut all, fault| {
        let is_of_a_location = fault.field.starts_with("at-");
        all.add(if is_of_a_location { "rights".to_owned() } else { fault.field.clone() }, fault.message.clone());
        all
    })
}

/// Where the two versions differ: what it is about, as it is saved now, and as it was typed.
fn both(post: &Post, form: &RoleForm) -> Vec<(String, String, String)> {
    let saved = RoleForm::of(post);
    let titles = |form: &RoleForm| -> Vec<String> {
        match post.which {
            Which::InChain(_) => form.chain_rights().iter().map(|right| right.title().to_owned()).collect(),
            Which::AtLocations(_) => {
                form.rights().extents().map(|(right, extent)| Titles::default().right(right, extent)).collect()
            }
        }
    };
    let (old, new) = (titles(&saved), titles(form));
    let name = (post.name != form.name).then(|| ("Name".to_owned(), post.name.clone(), form.name.clone()));
    let only_old =
        old.iter().filter(|title| !new.contains(title)).map(|title| (title.clone(), "on".into(), "off".into()));
    let only_new =
        new.iter().filter(|title| !old.contains(title)).map(|title| (title.clone(), "off".into(), "on".into()));
    name.into_iter().chain(only_old).chain(only_new).collect()
}
