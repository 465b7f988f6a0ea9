//! What somebody may do: looked at, tried, and changed, with what will change said first.

use actix_web::Either;
use serde::Deserialize;

use crate::access::rights::EditUsers;
use crate::access::{
    Access, Board, Can, Effect, Held, Inside, Right, Rival, Role, Shift, Titles, can_grant, may_touch,
};
use crate::activity::Change;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::{AccessId, RoleId};
use crate::users::User;
use crate::web::{At, Choice, Form, Page, Query, Reply, Routes, Sure, menu, rejected, see};

use super::super::forms::RightsForm;
use super::super::views::{Check, Rights, RoleChoice};
use super::consequences::consequences;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users/{access}").get("", edit).post("", update).post("/changes", check)
}

/// What to show instead of what is saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Instead {
    role: Option<RoleId>,
    like: Option<AccessId>,
    find: String,
}

async fn edit(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    Query(instead): Query<Instead>,
    db: Db,
) -> Result<Page<Rights>> {
    db.read(move |db| {
        let access = Access::find(&by, id, db)?;
        let stored = RightsForm::of(&access);
        let (form, preview) = match (instead.role, instead.like) {
            (Some(role), _) => {
                let role = Role::find(by.location().id, role, db)?;
                let words = format!("The rights below are those of the role {}.", role.name);
                (RightsForm::holding(&Held::new(role, Default::default())), Some(words))
            }
            (None, Some(like)) => {
                let like = Access::find(&by, like, db)?;
                (RightsForm::holding(&like.held), Some(format!("The rights below are those of {}.", like.name)))
            }
            (None, None) => (stored.clone(), None),
        };
        let form = RightsForm { ends_on: stored.ends_on, version: stored.version, ..form };
        let view = draw(&by, &access, form, Errors::none(), db)?;
        let board = view.board.map(|board| board.finding(&instead.find));
        Ok(Page(Rights { preview, board, ..view }))
    })
    .await
}

fn draw(by: &Inside, access: &Access, form: RightsForm, errors: Errors, db: &mut Conn) -> Result<Rights> {
    may_touch(by, access)?;
    let roles = Role::list(by.location().id, db)?;
    let role = roles.iter().find(|role| role.id.to_string() == form.role).unwrap_or(&access.held.role).clone();
    let titles = Titles::of(by.location().id, db)?;
    let on = form.chosen(&role);
    let held = access.held.own();
    let board = (!role.is_owner()).then(|| Board::draw(by, &on, &role, true, &titles, &errors));
    Ok(Rights {
        here: by.location().id,
        id: access.id,
        user: access.user,
        from: access.held.flows.iter().map(|flow| format!("{} from the chain {}", flow.role.name, flow.name)).collect(),
        name: access.name.clone(),
        logins: User::logins_of(access.user, db)?.join(", "),
        purpose: role.purpose(),
        roles: roles
            .iter()
            .filter(|role| can_grant(by, role) || role.id == access.held.role.id)
            .map(|role| RoleChoice { choice: Choice::new(role.id, &role.name, &form.role), purpose: role.purpose() })
            .collect(),
        role: role.name,
        colleagues: colleagues(by, access, db)?,
        board,
        menu: menu::words(held),
        can: held.extents().map(|(right, extent)| titles.right(right, extent)).collect(),
        cannot: Right::ALL
            .iter()
            .filter(|right| right.nature().is_sensitive && !held.has(**right))
            .map(|right| right.title())
            .collect(),
        may_remove: by.may(Right::RemoveUsers),
        preview: None,
        rival: None,
        form,
        errors,
    })
}

/// Whose rights could be copied: those that the viewer could give.
fn colleagues(by: &Inside, access: &Access, db: &mut Conn) -> Result<Vec<Choice>> {
    let others = Access::all(by, db)?.into_iter().filter(|other| other.id != access.id);
    let could_be_given = others.filter(|other| other.held.is_within(by.held()));
    let choice = |other: Access| Choice::new(other.id, format!("{}, {}", other.name, other.held.role.name), "");
    Ok(could_be_given.map(choice).collect())
}

/// Says what would change, and writes nothing.
async fn check(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    Form(form): Form<RightsForm>,
    db: Db,
) -> Result<Either<Reply<Rights>, Page<Check>>> {
    if form.wishes("edit") {
        let again = move |db: &mut Conn| draw(&by, &Access::find(&by, id, db)?, form, Errors::none(), db);
        return Ok(Either::Left(Reply::Fresh(db.read(again).await?)));
    }
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let tried = db
        .rehearse(move |db| {
            let terms = sent.parse(clock::today(author.location().zone))?;
            let before = Access::change(&author, id, &terms, sent.version, db)?;
            let after = Access::find(&author, id, db)?;
            let titles = Titles::of(author.location().id, db)?;
            let shifts = Shift::between(before.held.own(), after.held.own());
            let sentences = consequences(&author, &before, &after, db)?;
            Ok((before.name, Effect::of(&shifts, &titles), sentences))
        })
        .await;
    match tried {
        Ok((name, effect, sentences)) => {
            Ok(Either::Right(Page(Check { here: by.location().id, id, name, form, effect, sentences })))
        }
        Err(error) => Ok(Either::Left(again(by, id, form, error, &db).await?)),
    }
}

async fn update(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    Form(form): Form<RightsForm>,
    db: Db,
) -> Result<Reply<Rights>> {
    let here = by.location().id;
    let (author, sent) = (by.clone().into_inner(), form.clone());
    let changed = db
        .write(move |db| {
            let terms = sent.parse(clock::today(author.location().zone))?;
            Ok(Access::change(&author, id, &terms, sent.version, db)?.name)
        })
        .await;
    match changed {
        Ok(name) => Ok(Reply::Done(
            see(format!("/locations/{here}/users"))
                .saying(format!("The access of {name} is changed. It counts from their next click on.")),
        )),
        Err(error) => again(by, id, form, error, &db).await,
    }
}

/// The same form with what was typed: beside what cannot be used, or beside what somebody else has saved meanwhile.
async fn again(
    by: Sure<Can<EditUsers>>,
    id: AccessId,
    form: RightsForm,
    error: Error,
    db: &Db,
) -> Result<Reply<Rights>> {
    match error {
        Error::Invalid(errors) => {
            let author = by.clone().into_inner();
            let view = db.read(move |db| draw(&by, &Access::find(&by, id, db)?, form, errors, db)).await?;
            rejected(&author, format!("the access of {}", view.name), db).await;
            Ok(Reply::Again(view))
        }
        Error::Conflict(why) => {
            let version = form.version;
            let late = db.read(move |db| {
                let access = Access::find(&by, id, db)?;
                if access.version == version {
                    return Ok(None);
                }
                let who = format!("{} meanwhile", access.last_change(db)?.words(&by));
                let rival = Some(Rival { who, rows: both(&by, &access, &form, db)? });
                let form = RightsForm { version: access.version, ..form };
                Ok(Some(Rights { rival, ..draw(&by, &access, form, Errors::none(), db)? }))
            });
            late.await?.map(Reply::Late).ok_or(Error::Conflict(why))
        }
        other => Err(other),
    }
}

/// Where the two versions differ: what it is about, as it is saved now, and as it was typed.
fn both(by: &Inside, saved: &Access, typed: &RightsForm, db: &mut Conn) -> Result<Vec<(String, String, String)>> {
    let titles = Titles::of(by.location().id, db)?;
    let roles = Role::list(by.location().id, db)?;
    let (saved_role, saved_day) = (&saved.held.role, RightsForm::of(saved).ends_on);
    let typed_role = roles.iter().find(|role| role.id.to_string() == typed.role).unwrap_or(saved_role);
    let terms = [
        Change::between("Role", &saved_role.name, &typed_role.name),
        Change::between("Last day", &saved_day, &typed.ends_on),
    ];
    let shifts = Shift::between(saved.held.own(), &typed.chosen(typed_role));
    let rights = shifts.into_iter().map(|shift| shift.change(&titles));
    Ok(terms.into_iter().flatten().chain(rights).map(|change| (change.what, change.old, change.new)).collect())
}
