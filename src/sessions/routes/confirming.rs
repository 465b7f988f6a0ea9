//! Is it still you? The password again, before a deed that an unlocked screen must not be enough for.

use actix_web::{Either, HttpRequest, web};

use crate::access::Asking;
use crate::activity::Origin;
use crate::error::{Errors, Result};
use crate::house::House;
use crate::id::UserId;
use crate::limits;
use crate::users::User;
use crate::web::{Form, Page, Query, Reply, Routes, see};

use super::super::forms::{ConfirmationForm, safe_next};
use super::super::views::{Confirmation, Resume};
use super::entering::confirm;
use super::{Next, failing, sign_in_limits};

pub fn routes() -> Routes {
    Routes::at("/account/confirmation").get("", ask).post("", create)
}

async fn ask(_: Asking, Query(Next { next }): Query<Next>) -> Page<Confirmation> {
    Page(Confirmation { next, kept: String::new(), errors: Errors::none() })
}

async fn create(
    by: Asking,
    Form(form): Form<ConfirmationForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Either<Reply<Confirmation>, Page<Resume>>> {
    if !is_password_of(by.user(), &form.password, by.origin(), &house).await? {
        let errors = Errors::on("password", "This is not your password");
        return Ok(Either::Left(Reply::Again(Confirmation { next: form.next, kept: form.kept, errors })));
    }
    confirm(&req)?;
    match (safe_next(&house.config.public_url, &form.next), form.fields()) {
        (Some(action), fields) if !fields.is_empty() => Ok(Either::Right(Page(Resume { action, fields }))),
        (next, _) => Ok(Either::Left(Reply::Done(see(next.unwrap_or_else(|| "/account".into()))))),
    }
}

/// Whether this is the password of somebody who is signed in. Tries are limited as they are at the street door.
pub async fn is_password_of(user: UserId, password: &str, origin: &Origin, house: &House) -> Result<bool> {
    let limits = sign_in_limits(&format!("user {user}"), &origin.address);
    let place = house.passwords.place()?;
    let (counted, stored) =
        house.db.write(move |db| Ok((limits::count(&limits, db)?, User::password_hash(user, db)?))).await?;
    let is_right = place.check(password, stored.as_deref()).await?;
    if is_right {
        house.db.write(move |db| limits::take_back(&counted, db)).await?;
    } else {
        failing::note("the password", Some(user), origin, house).await;
    }
    Ok(is_right)
}
