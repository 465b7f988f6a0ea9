//! Making a role of one's own.

use serde::Deserialize;

use crate::access::rights::EditRoles;
use crate::access::{Board, Can, Inside, Rights, Role, Titles};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::RoleId;
use crate::web::{Choice, Form, Page, Query, Reply, Sure, rejected, see};

use super::super::forms::RoleForm;
use super::super::views::{New, roles_of};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LikeQuery {
    like: String,
    find: String,
}

pub async fn new(by: Sure<Can<EditRoles>>, Query(query): Query<LikeQuery>, db: Db) -> Result<Page<New>> {
    db.read(move |db| {
        let model = query.like.parse().ok().map(|id| Role::find(by.location().id, id, db)).transpose()?;
        let form = match &model {
            Some(role) => RoleForm { like: role.id.to_string(), ..RoleForm::of("", &role.rights, 0) },
            None => RoleForm::default(),
        };
        let view = draw(&by, form, Errors::none(), db)?;
        Ok(Page(New { board: view.board.finding(&query.find), ..view }))
    })
    .await
}

fn draw(by: &Inside, form: RoleForm, errors: Errors, db: &mut Conn) -> Result<New> {
    let here = by.location().id;
    let roles = Role::list(here, db)?;
    let blank = Role { id: RoleId(0), name: String::new(), template: None, rights: Rights::default() };
    let model = roles.iter().find(|role| Some(role.id) == form.model());
    Ok(New {
        here,
        model: model.map(|role| role.name.clone()).unwrap_or_default(),
        models: [Choice::new("", "No rights", &form.like)]
            .into_iter()
            .chain(roles.iter().map(|role| Choice::new(role.id, &role.name, &form.like)))
            .collect(),
        board: Board::draw(by, &form.ticked(), &blank, false, &Titles::of(here, db)?, &errors),
        form,
        errors,
    })
}

pub async fn create(by: Sure<Can<EditRoles>>, Form(form): Form<RoleForm>, db: Db) -> Result<Reply<New>> {
    let (author, sent) = (by.clone(), form.clone());
    let made = db
        .write(move |db| {
            let draft = sent.parse()?;
            draft.add(&author, sent.model(), db)?;
            Ok(draft.name)
        })
        .await;
    match made {
        Ok(name) => Ok(Reply::Done(
            see(roles_of(by.location().id)).saying(format!("The role {name} is created. Nobody has it yet.")),
        )),
        Err(Error::Invalid(errors)) => {
            rejected(&by.clone().into_inner(), "a new role", &db).await;
            Ok(Reply::Again(db.read(move |db| draw(&by, form, errors, db)).await?))
        }
        Err(other) => Err(other),
    }
}
