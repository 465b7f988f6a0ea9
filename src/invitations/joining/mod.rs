//! The front door: what stands behind a link. Looking changes nothing; only a button does.

mod adding;
mod inbox;
mod visit;

use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder, web};

use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::{Place, UserId};
use crate::outbox::Desk;
use crate::sessions::{enter, home_of, renew};
use crate::web::{At, Confirmed, Form, Guest, Routes, See, see};

use super::forms::{CodeForm, ProofForm, RegisterForm};
use super::model::{Accepted, Asked, Host, Invitation, Link, NO_SEAT, Newcomer, Verdict, first_page};
use visit::{PROOF, ended, visit};

pub use inbox::routes as inbox_routes;

pub fn routes() -> Routes {
    Routes::at("/join/{token}")
        .get("", show)
        .post("", join)
        .post("/account", register)
        .post("/code", send_code)
        .post("/proof", prove)
        .post("/contact", adding::create)
        .post("/refusal", decline)
        .post("/renewal", ask_again)
}

async fn show(guest: Guest, At(token): At<String>, db: Db, req: HttpRequest) -> Result<HttpResponse> {
    let visit = visit(&guest, token, &req, &db).await?;
    match visit.link.verdict() {
        Verdict::Open => visit.draw(&req),
        Verdict::Gone => Err(Error::NotFound),
        verdict => ended(&guest, &visit, &verdict, &req, &db).await,
    }
}

async fn join(
    guest: Guest,
    At(token): At<String>,
    _: Form<Confirmed>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let (db, desk) = (house.db.clone(), house.desk.clone());
    let user = guest.user.ok_or(Error::SignedOut)?;
    let (origin, asked) = (guest.origin.clone(), token.clone());
    let outcome = db
        .write(move |db| {
            let link = Link::find(&asked, db)?;
            let accepted = link.join(user, &origin, &desk, db)?;
            Ok((link.host.place, accepted))
        })
        .await;
    match outcome {
        Ok((place, accepted)) => {
            renew(&req);
            Ok(welcome(user, place, accepted, &db).await?.respond_to(&req))
        }
        // Somebody was faster, or it ended meanwhile: the page says which.
        Err(Error::Conflict(_)) | Err(Error::Forbidden(_)) => show(guest, At(token), db, req).await,
        Err(Error::Invalid(errors)) => {
            let visit = visit(&guest, token, &req, &db).await?;
            tell_if_full(&errors, &visit.link.invitation, &house).await?;
            visit.draw_with(errors, StatusCode::UNPROCESSABLE_ENTITY, &req)
        }
        Err(other) => Err(other),
    }
}

/// Whoever invited hears that there was no seat. The person reads it on the page.
async fn tell_if_full(errors: &Errors, invitation: &Invitation, house: &House) -> Result<()> {
    if errors.fault(NO_SEAT).is_none() {
        return Ok(());
    }
    let (invitation, desk) = (invitation.clone(), house.desk.clone());
    house.db.write(move |db| invitation.tell_no_seat(&desk, db)).await
}

async fn welcome(user: UserId, place: Place, accepted: Accepted, db: &Db) -> Result<See> {
    let (name, home) = db
        .read(move |db| {
            let home = match accepted {
                Accepted::Waits => home_of(user, db)?,
                _ => first_page(place, user, db)?,
            };
            Ok((Host::find(place, db)?.name, home))
        })
        .await?;
    Ok(see(home).saying(match accepted {
        Accepted::In => format!("Welcome to {name}. You are in."),
        Accepted::AlreadyIn => format!("You had access to {name} already. Your role stays what it was."),
        Accepted::Waits => format!("You have accepted. Somebody at {name} has to approve your access now."),
    }))
}

async fn register(
    guest: Guest,
    At(token): At<String>,
    Form(form): Form<RegisterForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let visit = visit(&guest, token.clone(), &req, &house.db).await?;
    if visit.link.verdict() != Verdict::Open || guest.user.is_some() {
        return show(guest, At(token), house.db.clone(), req).await;
    }
    let Some(proven) = visit.proven() else {
        return Ok(visit.draw_code(CodeForm::default(), Errors::none(), StatusCode::UNPROCESSABLE_ENTITY, &req));
    };
    let registration = match form.parse(&visit.link, &proven) {
        Ok(registration) => registration,
        Err(Error::Invalid(errors)) => {
            return Ok(visit.draw_register(proven, form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req));
        }
        Err(other) => return Err(other),
    };
    let newcomer = Newcomer {
        name: registration.name,
        password_hash: house.passwords.hash(&form.password).await?,
        proven: registration.proven,
        claimed: registration.claimed,
        wants_news: registration.wants_news,
        origin: guest.origin.clone(),
    };
    let (asked, desk) = (token.clone(), house.desk.clone());
    let outcome = house.db.write(move |db| Link::find(&asked, db)?.register(&newcomer, &desk, db)).await;
    match outcome {
        Ok((user, accepted)) => {
            enter(&req, user)?;
            Ok(welcome(user, visit.link.host.place, accepted, &house.db).await?.respond_to(&req))
        }
        Err(Error::Invalid(errors)) => {
            tell_if_full(&errors, &visit.link.invitation, &house).await?;
            Ok(visit.draw_register(proven, form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req))
        }
        Err(Error::Conflict(_)) => show(guest, At(token), house.db.clone(), req).await,
        Err(other) => Err(other),
    }
}

async fn send_code(
    guest: Guest,
    At(token): At<String>,
    Form(form): Form<CodeForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let visit = visit(&guest, token.clone(), &req, &house.db).await?;
    let to = match form.parse(&visit.link) {
        Ok(to) => to,
        Err(Error::Invalid(errors)) => {
            return Ok(visit.draw_code(form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req));
        }
        Err(other) => return Err(other),
    };
    let desk: Desk = house.desk.clone();
    house.db.write(move |db| visit.link.send_code(&to, &desk, db)).await?;
    Ok(see(format!("/join/{token}")).respond_to(&req))
}

async fn prove(
    guest: Guest,
    At(token): At<String>,
    Form(form): Form<ProofForm>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let visit = visit(&guest, token.clone(), &req, &house.db).await?;
    let link = visit.link.clone();
    match house.db.write(move |db| link.prove(&form.code, db)).await? {
        Some(proof) => {
            req.get_session().insert(PROOF, proof).map_err(|cause| Error::Broken(anyhow::anyhow!("{cause}")))?;
            Ok(see(format!("/join/{token}")).respond_to(&req))
        }
        None => {
            let errors = Errors::on("code", "This code is not right, or no longer good. Check it, or send a new one");
            Ok(visit.draw_code(CodeForm::default(), errors, StatusCode::UNPROCESSABLE_ENTITY, &req))
        }
    }
}

async fn decline(
    guest: Guest,
    At(token): At<String>,
    _: Form<Confirmed>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let (db, desk) = (house.db.clone(), house.desk.clone());
    let (origin, asked) = (guest.origin.clone(), token.clone());
    let declined = db.write(move |db| Link::find(&asked, db)?.decline(&origin, &desk, db)).await;
    match declined {
        Ok(()) | Err(Error::Conflict(_)) => show(guest, At(token), db, req).await,
        Err(other) => Err(other),
    }
}

async fn ask_again(guest: Guest, At(token): At<String>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    let (origin, asked) = (guest.origin, token.clone());
    let (outcome, inviter) = db
        .write(move |db| {
            let link = Link::find(&asked, db)?;
            Ok((link.ask_for_another(&origin, &desk, db)?, link.invitation.inviter_name))
        })
        .await?;
    Ok(see(format!("/join/{token}")).saying(match outcome {
        Asked::Sent(contact) => format!("A new link is on its way to {}.", contact.masked()),
        Asked::Inviter => format!("{inviter} has been asked for a new link."),
    }))
}
