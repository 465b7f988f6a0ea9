//! Adding and changing a client.

use crate::access::rights::EditClients;
use crate::access::{Can, Inside, Right};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::ClientId;
use crate::web::{At, Form, Page, Reply, see};

use super::super::forms::ClientForm;
use super::super::model::{Client, Revision};
use super::super::views::{Edit, New, Twin};

pub async fn new(by: Can<EditClients>) -> Page<New> {
    Page(draw_new(&by, ClientForm::default(), Vec::new(), Errors::none()))
}

fn draw_new(by: &Inside, form: ClientForm, twins: Vec<Twin>, errors: Errors) -> New {
    New { here: by.location().id, sees_contacts: by.may(Right::SeeContacts), form, twins, errors }
}

pub async fn create(by: Can<EditClients>, Form(form): Form<ClientForm>, db: Db) -> Result<Reply<New>> {
    let typed = match form.parse(&by) {
        Ok(typed) => typed,
        Err(Error::Invalid(errors)) => return Ok(Reply::Again(draw_new(&by, form, Vec::new(), errors))),
        Err(other) => return Err(other),
    };
    let (author, is_sure, revision) = (by.clone(), form.all_the_same.is_some(), typed.clone());
    let added = db
        .write(move |db| {
            let twins = if is_sure { Vec::new() } else { twins(&author, &revision, None, db)? };
            if twins.is_empty() { Client::add(&author, &revision, db).map(Ok) } else { Ok(Err(twins)) }
        })
        .await?;
    let here = by.location().id;
    match added {
        Ok(id) => {
            let said = format!("{} is on the list of clients now.", typed.name);
            Ok(Reply::Done(see(format!("/locations/{here}/clients/{id}")).saying(said)))
        }
        Err(twins) => {
            let errors = warning(&twins);
            Ok(Reply::Again(draw_new(&by, form, twins, errors)))
        }
    }
}

/// Others who are reached in the same way.
fn twins(by: &Inside, typed: &Revision, except: Option<ClientId>, db: &mut Conn) -> Result<Vec<Twin>> {
    let details = typed.details();
    let found = Client::twins(by, &details, except, db)?;
    Ok(found.into_iter().map(|client| Twin::new(by.location().id, client, &details)).collect())
}

fn warning(twins: &[Twin]) -> Errors {
    let names: Vec<String> = twins.iter().map(|twin| twin.name.clone()).collect();
    let have = if names.len() == 1 { "is" } else { "are" };
    let said =
        format!("{} {have} reached in the same way. Say that you mean somebody else", crate::text::together(&names));
    Errors::on("all_the_same", said)
}

pub async fn edit(by: Can<EditClients>, At(id): At<ClientId>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| {
        let client = Client::find(&by, id, db)?;
        Ok(Page(draw_edit(&by, ClientForm::of(&client), client, Errors::none())))
    })
    .await
}

fn draw_edit(by: &Inside, form: ClientForm, client: Client, errors: Errors) -> Edit {
    Edit {
        here: by.location().id,
        sees_contacts: by.may(Right::SeeContacts),
        client,
        form,
        twins: Vec::new(),
        theirs: Vec::new(),
        errors,
    }
}

/// What came of saving.
enum Saved {
    Done,
    Twins(Vec<Twin>),
}

pub async fn update(
    by: Can<EditClients>,
    At(id): At<ClientId>,
    Form(form): Form<ClientForm>,
    db: Db,
) -> Result<Reply<Edit>> {
    let (editor, sent) = (by.clone(), form.clone());
    let saved = match form.parse(&by) {
        Ok(typed) => db.write(move |db| save(&editor, id, &sent, &typed, db)).await,
        Err(error) => Err(error),
    };
    let here = by.location().id;
    let (errors, twins, is_late) = match saved {
        Ok(Saved::Done) => {
            return Ok(Reply::Done(see(format!("/locations/{here}/clients/{id}")).saying("The client is saved.")));
        }
        Ok(Saved::Twins(twins)) => (warning(&twins), twins, false),
        Err(Error::Invalid(errors)) => (errors, Vec::new(), false),
        Err(Error::Conflict(why)) => (Errors::on("name", format!("{why} Compare, then save again")), Vec::new(), true),
        Err(other) => return Err(other),
    };
    db.read(move |db| {
        let client = Client::find(&by, id, db)?;
        if !is_late {
            return Ok(Reply::Again(Edit { twins, ..draw_edit(&by, form, client, errors) }));
        }
        let theirs = differences(&client, &form);
        let form = ClientForm { version: client.version, ..form };
        Ok(Reply::Late(Edit { theirs, ..draw_edit(&by, form, client, errors) }))
    })
    .await
}

fn save(by: &Can<EditClients>, id: ClientId, form: &ClientForm, typed: &Revision, db: &mut Conn) -> Result<Saved> {
    let client = Client::find(by, id, db)?;
    let is_sure = form.all_the_same.is_some();
    let twins = if is_sure { Vec::new() } else { twins(by, typed, Some(id), db)? };
    if !twins.is_empty() {
        return Ok(Saved::Twins(twins));
    }
    client.change(by, typed, form.version, db)?;
    Ok(Saved::Done)
}

/// What somebody else has saved meanwhile, where it is not what was typed here.
fn differences(saved: &Client, typed: &ClientForm) -> Vec<(&'static str, String)> {
    let differs = |typed: &Option<String>, saved: &str| typed.as_deref().is_some_and(|typed| typed != saved);
    [
        ("Name", &saved.name, saved.name != typed.name),
        ("Phone", &saved.phone, differs(&typed.phone, &saved.phone)),
        ("Email", &saved.email, differs(&typed.email, &saved.email)),
    ]
    .into_iter()
    .filter(|(.., differs)| *differs)
    .map(|(label, saved, _)| (label, saved.clone()))
    .collect()
}
