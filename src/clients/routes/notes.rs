//! Writing a note about a client, and taking one's own back.

use crate::access::Can;
use crate::access::rights::WriteNotes;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::{ClientId, NoteId};
use crate::web::{At, Confirmed, Form, Reply, See, see};

use super::super::forms::{NoteForm, VisitsForm};
use super::super::model::{Client, Note};
use super::super::views::Show;
use super::card::draw;

pub async fn create(
    by: Can<WriteNotes>,
    At(id): At<ClientId>,
    Form(form): Form<NoteForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let here = by.location().id;
    let text = match form.parse() {
        Ok(text) => text,
        Err(Error::Invalid(errors)) => {
            let look = move |db: &mut _| draw(&by, id, &VisitsForm::default(), form, errors, db).map(Reply::Again);
            return db.read(look).await;
        }
        Err(other) => return Err(other),
    };
    db.write(move |db| Note::write(&by, &Client::find(&by, id, db)?, &text, db)).await?;
    Ok(Reply::Done(see(format!("/locations/{here}/clients/{id}")).saying("The note is written.")))
}

pub async fn delete(by: Can<WriteNotes>, At(id): At<NoteId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let client = db
        .write(move |db| {
            let client = Note::whom(&by, id, db)?;
            Note::delete(&by, &client, id, db)?;
            Ok(client.id)
        })
        .await?;
    Ok(see(format!("/locations/{here}/clients/{client}")).saying("The note is deleted."))
}
