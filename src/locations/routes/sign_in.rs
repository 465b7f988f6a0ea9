//! Settings of a location: which roles need a second factor.

use crate::access::rights::EditLocation;
use crate::access::{Can, Demand};
use crate::db::Db;
use crate::error::Result;
use crate::web::{Form, Page, Routes, See, Sure, see};

use super::super::forms::SignInForm;
use super::super::views::SignIn;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/settings/sign-in").get("", show).post("", update)
}

async fn show(by: Sure<Can<EditLocation>>, db: Db) -> Result<Page<SignIn>> {
    db.read(move |db| Ok(Page(SignIn { demands: Demand::list(&by, db)?, by: (**by).clone() }))).await
}

async fn update(by: Sure<Can<EditLocation>>, Form(form): Form<SignInForm>, db: Db) -> Result<See> {
    let here = by.location().id;
    db.write(move |db| Demand::change(&by, &form.needs, &form.was, db)).await?;
    Ok(see(format!("/locations/{here}/settings/sign-in")).saying("Saved. It counts from everyone’s next click on."))
}
