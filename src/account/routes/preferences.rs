//! The language of letters and the colours of pages.

use crate::access::Asking;
use crate::db::Db;
use crate::error::Result;
use crate::users::User;
use crate::web::{Form, Routes, See, see};

use super::super::forms::PreferencesForm;

pub fn routes() -> Routes {
    Routes::at("/account/preferences").post("", update)
}

async fn update(by: Asking, Form(form): Form<PreferencesForm>, db: Db) -> Result<See> {
    let (language, theme) = form.parse()?;
    db.write(move |db| {
        User::set_language(by.user(), language, db)?;
        User::set_theme(by.user(), theme, db)
    })
    .await?;
    Ok(see("/account").saying(format!("Saved. Messages to you are written in {} from now on.", language.name())))
}
