//! One's own account: the profile, and the password.

use actix_web::{HttpRequest, web};

use crate::access::Asking;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::sessions::{self, Live, SecondFactor};
use crate::web::{Choice, Form, Page, Reply, Routes, see};

use super::super::forms::{NameForm, PasswordForm};
use super::super::views::{Account, Password};
use super::super::{Theme, User, password};

pub fn routes() -> Routes {
    Routes::at("/account")
        .get("", show)
        .post("/name", rename)
        .get("/password", ask_password)
        .post("/password", change_password)
}

async fn show(by: Asking, db: Db) -> Result<Page<Account>> {
    db.read(move |db| Ok(Page(draw(&by, None, Errors::none(), db)?))).await
}

fn draw(by: &Asking, name: Option<String>, errors: Errors, db: &mut Conn) -> Result<Account> {
    Ok(Account {
        name: name.unwrap_or_else(|| by.who().to_owned()),
        logins: User::logins_of(by.user(), db)?,
        languages: Choice::languages(User::language(by.user(), db)?.code()),
        themes: Theme::ALL.map(|theme| Choice::new(theme.slug(), theme.label(), by.theme().slug())).to_vec(),
        errors,
    })
}

async fn rename(by: Asking, Form(form): Form<NameForm>, db: Db) -> Result<Reply<Account>> {
    let user = by.user();
    match form.parse() {
        Ok(name) => {
            db.write(move |db| User::rename(user, &name, db)).await?;
            Ok(Reply::Done(
                see("/account").saying("Your name is saved. What was written down before keeps the old one."),
            ))
        }
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(db.read(move |db| draw(&by, Some(form.name), errors, db)).await?))
        }
        Err(other) => Err(other),
    }
}

async fn ask_password(by: Asking, db: Db) -> Result<Page<Password>> {
    Ok(Page(draw_password(&by, Errors::none(), &db).await?))
}

async fn draw_password(by: &Asking, errors: Errors, db: &Db) -> Result<Password> {
    let user = by.user();
    db.read(move |db| {
        Ok(Password {
            sessions: Live::list(user, db)?.len(),
            has_second_factor: SecondFactor::is_on(user, db)?,
            errors,
        })
    })
    .await
}

/// The current password is asked for, every other session ends, and a letter tells the person.
async fn change_password(
    by: Asking,
    Form(form): Form<PasswordForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<Password>> {
    let user = by.user();
    let mut errors = Errors::none();
    if !sessions::is_password_of(user, &form.current, by.origin(), &house).await? {
        errors.add("current", "This is not your current password");
    }
    if let Some(weakness) = password::weakness(&form.password, &[by.who()]) {
        errors.add("password", weakness);
    }
    if !errors.is_empty() {
        return Ok(Reply::Again(draw_password(&by, errors, &house.db).await?));
    }
    let hash = house.passwords.hash(&form.password).await?;
    let desk = house.desk.clone();
    house.db.write(move |db| sessions::change_password(user, &hash, &desk, db)).await?;
    sessions::enter(&req, user)?;
    Ok(Reply::Done(see("/account/password").saying("Your password is changed. You are signed out everywhere else.")))
}
