//! Coming in and going out.

use actix_identity::Identity;
use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder, web};

use crate::access::{Access, Inside, Right, Role};
use crate::activity::{self, Deed, Entry};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::{LocationId, UserId};
use crate::locations::Location;
use crate::team::Member;
use crate::users::{Contact, NewUser, User};
use crate::web::{Again, At, Form, Guest, Page, Query, Reply, Routes, See, see};

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
}

/// Signs a user in: a new session, whose key nobody knew before.
pub fn enter(req: &HttpRequest, user: UserId) -> Result<()> {
    req.get_session().clear();
    Identity::login(&req.extensions(), user.to_string()).map(drop).map_err(|cause| Error::Broken(cause.into()))
}

/// The page that is home for a user.
pub fn home_of(user: UserId, db: &mut Conn) -> Result<String> {
    let locations = Location::of_user(user, db)?;
    let [only] = locations.as_slice() else {
        return Ok("/locations".into());
    };
    let inside = Inside::enter(user, String::new(), only.id, db)?;
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
                        &guest.address,
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

/// A new location with its eight roles, its first owner and the owner's card.
pub fn open_house(
    name: &str,
    contact: &Contact,
    shown: &str,
    password_hash: &str,
    details: &crate::locations::Details,
    address: &str,
    db: &mut Conn,
) -> Result<(UserId, LocationId)> {
    let user = User::register(&NewUser { name, password_hash, consent: None }, db)?;
    User::verify(user, contact, shown, db)?;
    let location = open_location(user, details, address, db)?;
    Ok((user, location))
}

/// Another location of somebody who has an account.
pub fn open_location(
    owner: UserId,
    details: &crate::locations::Details,
    address: &str,
    db: &mut Conn,
) -> Result<LocationId> {
    let location = Location::open(details, db)?;
    let role = Role::furnish(location, db)?;
    Access::grant(location, owner, role, db)?;
    let inside = Inside::enter(owner, address.to_owned(), location, db)?;
    activity::record(&inside, Entry::new(Deed::LocationOpened, &details.name), db)?;
    Member::found(&inside, db)?;
    Ok(location)
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
    _: Guest,
    Form(form): Form<SignInForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<Reply<SignIn>> {
    let outcome = sign_in(&form, &house).await;
    if let Ok((user, _)) = &outcome {
        enter(&req, *user)?;
    }
    let next = safe_next(&house.config.public_url, &form.next);
    outcome.or_again(
        |(_, home)| see(next.unwrap_or(home)),
        |errors| SignIn { form: SignInForm { password: String::new(), ..form }, errors },
    )
}

/// One answer for a wrong password, an unknown name and a name nobody could have.
async fn sign_in(form: &SignInForm, house: &House) -> Result<(UserId, String)> {
    let contact = form.contact();
    let known =
        house.db.read(move |db| contact.map(|contact| User::by_contact(&contact, db)).transpose()).await?.flatten();
    let stored = known.as_ref().and_then(|known| known.password_hash.clone());
    let is_right = house.passwords.check(&form.password, stored.as_deref()).await?;
    let Some(known) = known.filter(|_| is_right) else {
        return Err(Error::on("login", "The phone number, email or password is not right"));
    };
    let stronger = match stored {
        Some(stored) if house.passwords.is_outdated(&stored) => Some(house.passwords.hash(&form.password).await?),
        _ => None,
    };
    house
        .db
        .write(move |db| {
            User::signed_in(known.id, stronger.as_deref(), db)?;
            Ok((known.id, home_of(known.id, db)?))
        })
        .await
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

async fn follow(_: Guest, At(token): At<String>, _form: Form<SignOutForm>, db: Db, req: HttpRequest) -> Result<See> {
    let (user, home) = db
        .write(move |db| {
            let user = SignInLink::take(&token, db)?;
            User::signed_in(user, None, db)?;
            Ok((user, home_of(user, db)?))
        })
        .await?;
    enter(&req, user)?;
    Ok(see(home))
}
