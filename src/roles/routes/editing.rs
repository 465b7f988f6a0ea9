//! Changing a role: the form, what will change, and the deed.

use actix_web::Either;
use actix_web::http::StatusCode;
use serde::Deserialize;

use crate::access::rights::EditRoles;
use crate::access::{Access, Board, Can, Inside, Rights, Rival, Section, Shift, Titles};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::web::{At, Form, Page, Query, See, Sure, rejected, see};

use super::super::forms::RoleForm;
use super::super::model::{Effects, Kept, may_delete, may_edit};
use super::super::views::{Changes, Edit, roles_of, told};
use super::about;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FromQuery {
    from: String,
    find: String,
}

pub async fn edit(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Query(query): Query<FromQuery>,
    db: Db,
) -> Result<Page<Edit>> {
    db.read(move |db| {
        let kept = Kept::find(&by, id, db)?;
        let template = kept.template_rights().filter(|_| query.from == "template");
        let form = template.map(|rights| RoleForm::of(&kept.role.name, &rights, kept.version));
        let view = draw(&by, kept, form, Errors::none(), db)?;
        Ok(Page(Edit { board: view.board.finding(&query.find), ..view }))
    })
    .await
}

fn draw(by: &Inside, kept: Kept, form: Option<RoleForm>, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let here = by.location().id;
    let titles = Titles::of(here, db)?;
    let holders = Access::with_role(by, kept.role.id, db)?;
    let is_filled_in = form.is_some();
    let form = form.unwrap_or_else(|| RoleForm::of(&kept.role.name, &kept.role.rights, kept.version));
    Ok(Edit {
        here,
        id: kept.role.id,
        about: about(&kept),
        board: Board::draw(by, &form.ticked(), &kept.role, false, &titles, &errors),
        locked: match may_edit(by, &kept.role, &holders) {
            Ok(()) => String::new(),
            Err(Error::Forbidden(refusal)) => refusal.lacks,
            Err(other) => return Err(other),
        },
        held: held(&kept.role.rights, &titles),
        may_delete: may_delete(by, &kept.role, &holders).is_ok(),
        differs: kept.template_rights().is_some(),
        name: kept.role.name,
        is_filled_in,
        rival: None,
        form,
        errors,
    })
}

/// What a role holds, section by section.
fn held(rights: &Rights, titles: &Titles) -> Vec<(&'static str, Vec<String>)> {
    let of_section = |section: &Section| {
        let held = section.rights().filter_map(|right| Some(titles.right(right, rights.extent(right)?)));
        (section.title(), held.collect::<Vec<_>>())
    };
    Section::ALL.iter().map(of_section).filter(|(_, held)| !held.is_empty()).collect()
}

/// Says what would come of it, and writes nothing.
pub async fn foresee(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Form(form): Form<RoleForm>,
    db: Db,
) -> Result<Either<Page<Edit>, Page<Changes>>> {
    if form.go_on.is_some() {
        return again(&by, id, form, &db).await.map(Either::Left);
    }
    let (author, sent) = (by.clone(), form.clone());
    let foreseen = db.write(move |db| db.rehearse(|db| sent.parse()?.foresee(&author, id, sent.version, db))).await;
    match foreseen {
        Ok(effects) => db.read(move |db| changes(&by, id, form, effects, db)).await.map(Either::Right),
        Err(error) => once_more(&by, id, form, error, &db).await.map(Either::Left),
    }
}

fn changes(by: &Inside, id: RoleId, form: RoleForm, effects: Effects, db: &mut Conn) -> Result<Page<Changes>> {
    let kept = Kept::find(by, id, db)?;
    let is_possible = effects.refusal.is_none();
    let view = Changes {
        here: by.location().id,
        id,
        name: kept.role.name,
        people: effects.people,
        told: told(&effects, &Titles::of(by.location().id, db)?),
        is_possible,
        errors: effects.refusal.unwrap_or_default(),
        form,
    };
    let status = if is_possible { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(view, status))
}

/// The form as it was, when somebody wants to go on changing.
async fn again(by: &Can<EditRoles>, id: RoleId, form: RoleForm, db: &Db) -> Result<Page<Edit>> {
    let by = by.clone();
    db.read(move |db| {
        let kept = Kept::find(&by, id, db)?;
        Ok(Page(draw(&by, kept, Some(form), Errors::none(), db)?))
    })
    .await
}

pub async fn update(
    by: Sure<Can<EditRoles>>,
    At(id): At<RoleId>,
    Form(form): Form<RoleForm>,
    db: Db,
) -> Result<Either<See, Page<Edit>>> {
    let (author, sent) = (by.clone(), form.clone());
    let saved = db
        .write(move |db| {
            let draft = sent.parse()?;
            let people = draft.save(&author, id, sent.version, db)?;
            Ok((draft.name, people))
        })
        .await;
    match saved {
        Ok((name, people)) => Ok(Either::Left(
            see(roles_of(by.location().id)).saying(format!("The role {name} is saved.{}", for_whom(people))),
        )),
        Err(error) => once_more(&by, id, form, error, &db).await.map(Either::Right),
    }
}

fn for_whom(people: usize) -> String {
    match people {
        0 => String::new(),
        1 => " It counts for 1 person from their next click on.".to_owned(),
        many => format!(" It counts for {many} people from their next click on."),
    }
}

/// The form with what is wrong with it, or with what somebody else saved meanwhile: everything typed is still there.
async fn once_more(by: &Can<EditRoles>, id: RoleId, form: RoleForm, error: Error, db: &Db) -> Result<Page<Edit>> {
    if matches!(error, Error::Invalid(_)) {
        rejected(by, format!("the role {}", form.name), db).await;
    }
    let by = by.clone();
    db.read(move |db| {
        let kept = Kept::find(&by, id, db)?;
        match error {
            Error::Invalid(errors) => {
                Ok(Page::with_status(draw(&by, kept, Some(form), errors, db)?, StatusCode::UNPROCESSABLE_ENTITY))
            }
            Error::Conflict(who) => {
                let rival = Rival { who, rows: both(&kept, &form, &Titles::of(by.location().id, db)?) };
                let form = RoleForm { version: kept.version, ..form };
                let view = Edit { rival: Some(rival), ..draw(&by, kept, Some(form), Errors::none(), db)? };
                Ok(Page::with_status(view, StatusCode::CONFLICT))
            }
            other => Err(other),
        }
    })
    .await
}

/// Where the two versions differ: what it is about, as it is saved now, and as it was typed.
fn both(kept: &Kept, form: &RoleForm, titles: &Titles) -> Vec<(String, String, String)> {
    let name = (kept.role.name != form.name).then(|| ("Name".to_owned(), kept.role.name.clone(), form.name.clone()));
    let shifts = Shift::between(&kept.role.rights, &form.ticked());
    let rights =
        shifts.into_iter().map(|shift| shift.change(titles)).map(|change| (change.what, change.old, change.new));
    name.into_iter().chain(rights).collect()
}
