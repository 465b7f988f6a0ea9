//! Coming in and going out.

mod changing_keys;
mod code;
mod confirming;
mod entering;
mod failing;
mod forgotten;
mod list;
mod second_factor;

pub use changing_keys::change_keys;
use code::let_in;
pub use confirming::is_password_of;
pub use entering::{enter, is_sure, renew};

use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder, web};
use chrono::TimeDelta;

use crate::access::{Inside, Right};
use crate::activity::Origin;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::UserId;
use crate::invitations::Received;
use crate::limits::{self, Limit, neighbourhood};
use crate::locations::Location;
use crate::opening::open_house;
use crate::users::{Contact, User};
use crate::web::{About, Again, At, Form, Guest, Page, Query, Reply, Routes, See, see};

use super::forms::{SetupForm, SignInForm, SignOutForm, safe_next};
use super::links::SignInLink;
use super::views::{Enter, FirstRun, SignIn};

pub fn routes() -> Routes {
    Routes::default()
        .get("/", start)
        .get("/setup", setup)
        .post("/setup", found)
        .get("/sign-in", new)
        .post("/sign-in", create)
        .post("/sign-out", remove)
        .get("/enter/{token}", link)
        .post("/enter/{token}", follow)
        .and(code::routes())
        .and(second_factor::routes())
        .and(list::routes())
        .and(confirming::routes())
        .and(forgotten::routes())
}

/// The page that is home for a user.
pub fn home_of(user: UserId, db: &mut Conn) -> Result<String> {
    let locations = Location::of_user(user, db)?;
    let [only] = locations.as_slice() else {
        let has_only_invitations = locations.is_empty() && Received::count(user, db)? > 0;
        return Ok(if has_only_invitations { "/account/invitations" } else { "/locations" }.into());
    };
    let inside = Inside::enter(user, Origin::default(), only.id, db)?;
    Ok(first_page(&inside))
}

/// The first page of a location that somebody may open.
pub fn first_page(inside: &Inside) -> String {
    let here = inside.location().id;
    if inside.may(Right::ViewTeam) { format!("/locations/{here}/team") } else { format!("/locations/{here}") }
}

async fn start(guest: Guest, db: Db) -> Result<See> {
    let url = db
        .read(move |db| match guest.user {
            Some(user) => home_of(user, db),
            None if Location::any(db)? => Ok("/sign-in".to_owned()),
            None => Ok("/setup".to_owned()),
        })
        .await?;
    Ok(see(url))
}

async fn setup(_: Guest, db: Db) -> Result<Reply<FirstRun>> {
    if db.read(Location::any).await? {
        return Ok(Reply::Done(see("/")));
    }
    Ok(Reply::Fresh(FirstRun { form: SetupForm::default(), errors: Errors::none() }))
}

async fn found(
    guest: Guest,
    Form(form): Form<SetupForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<FirstRun>> {
    let outcome = match form.parse() {
        Ok(setup) => {
            let hash = house.passwords.hash(&form.password).await?;
            let typed = form.email.clone();
            house
                .db
                .write(move |db| {
                    if Location::any(db)? {
                        return Err(Error::NotFound);
                    }
                    open_house(
                        &setup.name,
                        &Contact::Email(setup.email),
                        &typed,
                        &hash,
                        &setup.details,
                        &guest.origin,
                        db,
                    )
                })
                .await
        }
        Err(error) => Err(error),
    };
    let (user, location) = match outcome {
        Ok(opened) => opened,
        Err(Error::Invalid(errors)) => return Ok(Reply::Again(FirstRun { form, errors })),
        Err(other) => return Err(other),
    };
    enter(&req, user)?;
    Ok(Reply::Done(
        see(format!("/locations/{location}/team")).saying("Your location is open. Now add the people who work here."),
    ))
}

#[derive(Debug, Default, serde::Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn new(guest: Guest, Query(Next { next }): Query<Next>, house: web::Data<House>) -> Result<Reply<SignIn>> {
    if guest.user.is_some() {
        return Ok(Reply::Done(see(safe_next(&house.config.public_url, &next).unwrap_or_else(|| "/".into()))));
    }
    let form = SignInForm { next, ..SignInForm::default() };
    Ok(Reply::Fresh(SignIn { form, errors: Errors::none() }))
}

async fn create(
    guest: Guest,
    Form(form): Form<SignInForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<SignIn>> {
    let outcome = match sign_in(&form, &guest.origin, &req, &house).await {
        Ok(user) => Ok(let_in(&req, user, safe_next(&house.config.public_url, &form.next), &house).await?),
        Err(error) => Err(error),
    };
    outcome.or_again(see, |errors| SignIn { form: SignInForm { password: String::new(), ..form }, errors })
}

/// One answer for a wrong password, an unknown name and a name nobody could have. Every try counts before it is hashed.
async fn sign_in(form: &SignInForm, origin: &Origin, req: &HttpRequest, house: &House) -> Result<UserId> {
    let contact = form.contact();
    let name = contact.as_ref().map_or_else(|| form.login.trim().to_lowercase(), |contact| contact.value().to_owned());
    let limits = sign_in_limits(&name, &origin.address);
    let place = house.passwords.place()?;
    let (counted, known) = house
        .db
        .write(move |db| {
            let known = contact.map(|contact| User::by_contact(&contact, db)).transpose()?.flatten();
            Ok((limits::try_to_count(&limits, db)?, known))
        })
        .await?;
    let account = known.as_ref().map(|known| known.id);
    let counted = counted.inspect_err(|_| is_about(account, req))?;
    let stored = known.as_ref().and_then(|known| known.password_hash.clone());
    let is_right = place.check(&form.password, stored.as_deref()).await?;
    let Some(known) = known.filter(|_| is_right) else {
        failing::note("the password", account, origin, house).await;
        return Err(Error::on("login", "The phone number, email or password is not right"));
    };
    let stronger = match stored {
        Some(stored) if house.passwords.is_outdated(&stored) => Some(house.passwords.hash(&form.password).await?),
        _ => None,
    };
    house
        .db
        .write(move |db| {
            limits::take_back(&counted, db)?;
            if let Some(hash) = stronger {
                User::set_password(known.id, &hash, db)?;
            }
            Ok(known.id)
        })
        .await
}

/// Whoever is refused, and whyever: this is whose account it would have been.
fn is_about(account: Option<UserId>, req: &HttpRequest) {
    if let Some(account) = account {
        req.extensions_mut().insert(About(account));
    }
}

/// Ten in three minutes for one name from one place, twenty an hour for one name, a hundred an hour from one
/// neighbourhood (security.md SB5). Never a lock: whoever waits, or comes from elsewhere, gets in.
fn sign_in_limits(name: &str, address: &str) -> [Limit; 3] {
    [
        Limit::new(&format!("sign in {name} from {address}"), 10, TimeDelta::minutes(3)),
        Limit::new(&format!("sign in {name}"), 20, TimeDelta::hours(1)),
        Limit::new(&format!("sign in from {}", neighbourhood(address)), 100, TimeDelta::hours(1)),
    ]
}

async fn remove(
    _: Guest,
    Form(SignOutForm { next }): Form<SignOutForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    req.get_session().purge();
    let url = safe_next(&house.config.public_url, &next).unwrap_or_else(|| "/sign-in".into());
    let mut answer = see(url).saying("You are signed out.").respond_to(&req);
    answer.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\""),
    );
    Ok(answer)
}

async fn link(_: Guest, At(token): At<String>, db: Db) -> Result<Page<Enter>> {
    let asked = token.clone();
    if !db.read(move |db| SignInLink::works(&asked, db)).await? {
        return Err(Error::NotFound);
    }
    Ok(Page::with_status(Enter { token }, StatusCode::OK))
}

/// The link stands for the password, and not for the second factor.
async fn follow(
    _: Guest,
    At(token): At<String>,
    _form: Form<SignOutForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<See> {
    let user = house.db.write(move |db| SignInLink::take(&token, db)).await?;
    Ok(see(let_in(&req, user, None, &house).await?))
}
