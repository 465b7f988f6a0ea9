//! The second half of signing in: a code from the person's device, or one from their paper.

use actix_session::SessionExt;
use actix_web::{HttpRequest, web};

use crate::error::{Errors, Result};
use crate::house::House;
use crate::id::UserId;
use crate::limits;
use crate::users::User;
use crate::web::{Form, Guest, Query, Reply, Routes, see, with_next};

use super::super::factor::SecondFactor;
use super::super::forms::{CodeForm, safe_next};
use super::super::store::{HALF, HALF_SINCE, is_recent};
use super::super::views::Code;
use super::entering::{enter, remember};
use super::{Next, failing, home_of, is_about};

/// Where the code is asked for.
const PAGE: &str = "/sign-in/code";

pub fn routes() -> Routes {
    Routes::at(PAGE).get("", ask).post("", create)
}

/// Lets somebody in who has shown their password or a link: at once, or as far as the page that asks for a code.
pub async fn let_in(req: &HttpRequest, user: UserId, next: Option<String>, house: &House) -> Result<String> {
    if house.db.read(move |db| SecondFactor::is_on(user, db)).await? {
        half_enter(req, user)?;
        return Ok(next.map_or_else(|| PAGE.to_owned(), |next| with_next(PAGE, &next)));
    }
    arrive(req, user, next, house).await
}

async fn arrive(req: &HttpRequest, user: UserId, next: Option<String>, house: &House) -> Result<String> {
    let home = house
        .db
        .write(move |db| {
            User::signed_in(user, db)?;
            home_of(user, db)
        })
        .await?;
    enter(req, user)?;
    Ok(next.unwrap_or(home))
}

/// Half signed in: the session knows who is at the door, and opens nothing else.
fn half_enter(req: &HttpRequest, user: UserId) -> Result<()> {
    let session = req.get_session();
    session.clear();
    remember(&session, HALF, user.to_string())?;
    remember(&session, HALF_SINCE, crate::clock::now().and_utc().timestamp_millis())?;
    session.renew();
    Ok(())
}

/// Who is half signed in, for ten minutes.
fn half_signed_in(req: &HttpRequest) -> Option<UserId> {
    let session = req.get_session();
    session.get::<i64>(HALF_SINCE).ok().flatten().filter(|since| is_recent(*since))?;
    session.get::<String>(HALF).ok()??.parse().ok()
}

async fn ask(_: Guest, Query(Next { next }): Query<Next>, req: HttpRequest) -> Reply<Code> {
    match half_signed_in(&req) {
        Some(_) => Reply::Fresh(Code { next, errors: Errors::none() }),
        None => Reply::Done(see(with_next("/sign-in", &next))),
    }
}

async fn create(
    guest: Guest,
    Form(form): Form<CodeForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<Code>> {
    let Some(user) = half_signed_in(&req) else {
        let begin_again = see(with_next("/sign-in", &form.next));
        return Ok(Reply::Done(
            begin_again.saying("That took more than 10 minutes. Sign in with your password again."),
        ));
    };
    if !is_code_of(user, &form.code, &guest.origin.address, &req, &house).await? {
        failing::note("the code", Some(user), &guest.origin, &house).await;
        let errors =
            Errors::on("code", "This code is not right, or was used already. Check it, or wait for the next one");
        return Ok(Reply::Again(Code { next: form.next, errors }));
    }
    let next = safe_next(&house.config.public_url, &form.next);
    Ok(Reply::Done(see(arrive(&req, user, next, &house).await?)))
}

/// Uses the code up, if it is right. The try counts before it is looked at.
async fn is_code_of(
    user: UserId,
    code: &str,
    address: &str,
    req: &HttpRequest,
    house: &web::Data<House>,
) -> Result<bool> {
    let (house, code, address) = (house.clone(), code.to_owned(), address.to_owned());
    let db = house.db.clone();
    db.write(move |db| {
        let counted = SecondFactor::count_try(user, &address, db)?;
        let is_right = SecondFactor::spend(user, &code, &house.secrets, &house.desk, db)?;
        if is_right {
            limits::take_back(&counted, db)?;
        }
        Ok(is_right)
    })
    .await
    .inspect_err(|_| is_about(Some(user), req))
}
