//! The doors for a forgotten password.

use std::time::Duration;

use actix_web::web;
use tokio::time::Instant;

use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::invitations::Invitation;
use crate::outbox::Desk;
use crate::users::{Email, password};
use crate::web::{Again, At, Form, Guest, Page, Reply, Routes, see};

use super::super::forms::{ForgottenForm, NewPasswordForm};
use super::super::resets::Reset;
use super::super::views::{Forgotten, NewPassword};

/// Writing a letter takes longer than writing none. The answer comes later than both, so its time tells nothing (SB2).
const PATIENCE: Duration = Duration::from_millis(50);

pub fn routes() -> Routes {
    Routes::default()
        .get("/forgotten", ask)
        .post("/forgotten", send)
        .get("/new-password/{token}", choose)
        .post("/new-password/{token}", change)
}

async fn ask(_: Guest) -> Page<Forgotten> {
    Page(Forgotten { form: ForgottenForm::default(), errors: Errors::none() })
}

/// One answer for everybody: whether an address has an account is nobody's business (cases J7, J8).
async fn send(_: Guest, Form(form): Form<ForgottenForm>, db: Db, desk: Desk) -> Result<Reply<Forgotten>> {
    let outcome = match Email::parse(&form.email) {
        Ok(email) => {
            let answers_at = Instant::now() + PATIENCE;
            let asked = db
                .write(move |db| {
                    Reset::ask(&email, &desk, db)?;
                    Invitation::remind(&email, &desk, db)
                })
                .await;
            tokio::time::sleep_until(answers_at).await;
            asked
        }
        Err(_) => Err(Error::on("email", "Enter your email address in full, like name@example.com")),
    };
    let typed = form.email.trim().to_owned();
    outcome.or_again(
        |()| {
            see("/sign-in").saying(format!(
                "If {typed} belongs to an account or an open invitation, a letter is on its way. Its link works for 30 minutes."
            ))
        },
        |errors| Forgotten { form, errors },
    )
}

async fn choose(_: Guest, At(token): At<String>, db: Db) -> Result<Page<NewPassword>> {
    let asked = token.clone();
    let (_, name) = db.read(move |db| Reset::of(&asked, db)).await?;
    Ok(Page(NewPassword { token, name, errors: Errors::none() }))
}

async fn change(
    _: Guest,
    At(token): At<String>,
    Form(form): Form<NewPasswordForm>,
    house: web::Data<House>,
) -> Result<Reply<NewPassword>> {
    let asked = token.clone();
    let (_, name) = house.db.read(move |db| Reset::of(&asked, db)).await?;
    if let Some(weakness) = password::weakness(&form.password, &[&name]) {
        return Ok(Reply::Again(NewPassword { token, name, errors: Errors::on("password", weakness) }));
    }
    let hash = house.passwords.hash(&form.password).await?;
    let desk = house.desk.clone();
    house.db.write(move |db| Reset::take(&token, &hash, &desk, db)).await?;
    Ok(Reply::Done(
        see("/sign-in").saying("Your password is changed, and every session has ended. Sign in with it now."),
    ))
}
