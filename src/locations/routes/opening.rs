//! Opening another location.

use crate::access::Asking;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::language::Language;
use crate::opening::{may_open, open_location};
use crate::web::{Again, Form, Page, Reply, Routes, see};

use super::super::forms::{LocationForm, USUAL_DAYS};
use super::super::model::{Details, Location};
use super::super::views::New;

pub fn routes() -> Routes {
    Routes::at("/locations").get("/new", new).post("", create)
}

async fn new(by: Asking, db: Db) -> Result<Page<New>> {
    db.read(move |db| {
        may_open(&by, db)?;
        Ok(Page(New { form: like_another(&by, db)?, errors: Errors::none() }))
    })
    .await
}

/// Filled in with what a person’s first location has: most often another one is in the same country.
fn like_another(by: &Asking, db: &mut Conn) -> Result<LocationForm> {
    let first = Location::of_user(by.user(), db)?.into_iter().next();
    Ok(match first {
        Some(first) => {
            let (details, _) = Details::find(first.id, db)?;
            LocationForm { name: String::new(), address: String::new(), ..LocationForm::of(&details, 1) }
        }
        None => LocationForm {
            language: Language::default().code().to_owned(),
            invitation_days: USUAL_DAYS.to_string(),
            ..LocationForm::default()
        },
    })
}

async fn create(by: Asking, Form(form): Form<LocationForm>, db: Db) -> Result<Reply<New>> {
    let sent = form.clone();
    let opened = db
        .write(move |db| {
            may_open(&by, db)?;
            let details = sent.parse()?;
            Ok((open_location(by.user(), &details, by.origin(), db)?, details.name))
        })
        .await;
    opened.or_again(
        |(id, name)| {
            see(format!("/locations/{id}/team")).saying(format!("{name} is open. Now add the people who work there."))
        },
        |errors| New { form, errors },
    )
}
