//! The contacts somebody signs in with: looked at, added, proved, removed.

use actix_web::web;

use crate::access::Asking;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::ContactId;
use crate::outbox::Desk;
use crate::users::Contact;
use crate::web::{At, Confirmed, Form, Page, Reply, Routes, See, Sure, see};

use super::super::contacts::{OwnContact, Proof, Tried};
use super::super::forms::{CodeForm, EmailForm};
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
    Ok(Contacts { contacts: OwnContact::list(by.user(), db)?, awaited: Proof::awaited(by.user(), db)?, errors })
}

async fn new(_: Sure<Asking>) -> Page<NewContact> {
    Page(NewContact { form: EmailForm::default(), errors: Errors::none() })
}

async fn create(by: Sure<Asking>, Form(form): Form<EmailForm>, house: web::Data<House>) -> Result<Reply<NewContact>> {
    let (desk, shown) = (house.desk.clone(), form.email.clone());
    let outcome = match form.parse() {
        Ok(email) => house.db.write(move |db| Proof::ask(&by, &email, &shown, &desk, db)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Reply::Done(see(CONTACTS))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(NewContact { form, errors })),
        Err(other) => Err(other),
    }
}

/// A code for a contact that was noted but never proved.
async fn send_code(by: Sure<Asking>, At(id): At<ContactId>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    db.write(move |db| {
        let own = OwnContact::find(by.user(), id, db)?;
        let Contact::Email(email) = &own.contact else {
            return Err(Error::Conflict(
                "A phone number is proved when you join through an invitation that was sent to it.".into(),
            ));
        };
        Proof::ask(&by, email, &own.shown, &desk, db)
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
