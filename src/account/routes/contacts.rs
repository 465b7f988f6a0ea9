//! The contacts somebody signs in with: looked at, added, proved, removed.

use actix_web::web;

use crate::access::Asking;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::ContactId;
use crate::outbox::Desk;
use crate::web::{At, Confirmed, Form, Page, Reply, Routes, See, Sure, see};

use super::super::contacts::{OwnContact, Proof, Tried};
use super::super::forms::{CodeForm, ContactForm};
use super::super::texting::Texting;
use super::super::views::{Contacts, NewContact};

const CONTACTS: &str = "/account/contacts";

pub fn routes() -> Routes {
    Routes::at(CONTACTS)
        .get("", index)
        .get("/new", new)
        .post("/new", create)
        .post("/proof", prove)
        .post("/{contact}/proof", send_code)
        .post("/{contact}/removal", remove)
}

async fn index(by: Asking, db: Db) -> Result<Page<Contacts>> {
    db.read(move |db| Ok(Page(draw(&by, Errors::none(), db)?))).await
}

fn draw(by: &Asking, errors: Errors, db: &mut Conn) -> Result<Contacts> {
    Ok(Contacts {
        contacts: OwnContact::list(by.user(), db)?,
        awaited: Proof::awaited(by.user(), db)?,
        texts: Texting::of(by, db)?.is_some(),
        errors,
    })
}

async fn new(by: Sure<Asking>, db: Db) -> Result<Page<NewContact>> {
    let texts = db.read(move |db| Ok(Texting::of(&by, db)?.is_some())).await?;
    Ok(Page(NewContact { form: ContactForm::default(), texts, errors: Errors::none() }))
}

async fn create(by: Sure<Asking>, Form(form): Form<ContactForm>, house: web::Data<House>) -> Result<Reply<NewContact>> {
    let asker = by.clone();
    let texting = house.db.read(move |db| Texting::of(&asker, db)).await?;
    let country = texting.as_ref().map(|texting| texting.country.as_str()).unwrap_or_default();
    let (desk, shown) = (house.desk.clone(), form.contact.clone());
    let outcome = match form.parse(country) {
        Ok(contact) => house.db.write(move |db| Proof::ask(&by, &contact, &shown, &desk, db)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Reply::Done(see(CONTACTS))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(NewContact { form, texts: texting.is_some(), errors })),
        Err(other) => Err(other),
    }
}

/// A code for a contact that was noted but never proved.
async fn send_code(by: Sure<Asking>, At(id): At<ContactId>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    db.write(move |db| {
        let own = OwnContact::find(by.user(), id, db)?;
        Proof::ask(&by, &own.contact, &own.shown, &desk, db)
    })
    .await?;
    Ok(see(CONTACTS))
}

async fn prove(by: Asking, Form(form): Form<CodeForm>, db: Db, desk: Desk) -> Result<Reply<Contacts>> {
    let asker = by.clone();
    let errors = match db.write(move |db| Proof::check(&asker, &form.code, &desk, db)).await? {
        Tried::Added(contact) => {
            let said = format!("You can sign in with {contact} now. We have told your other addresses.");
            return Ok(Reply::Done(see(CONTACTS).saying(said)));
        }
        Tried::Taken(contact) => Errors::on(
            "code",
            format!("Another account signs in with {contact}. Sign in with it there, or remove it there first"),
        ),
        Tried::Wrong => Errors::on("code", "This code is not right, or no longer good. Check it, or send a new one"),
    };
    Ok(Reply::Again(db.read(move |db| draw(&by, errors, db)).await?))
}

async fn remove(by: Sure<Asking>, At(id): At<ContactId>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    let own = db.write(move |db| OwnContact::remove(&by, id, &desk, db)).await?;
    Ok(see(CONTACTS).saying(format!("{} is removed from your account.", own.shown)))
}
