//! The front door: what stands behind a link. Looking changes nothing; only a button does.

use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use actix_web::{HttpRequest, HttpResponse, Responder, web};

use crate::app::House;
use crate::clock;
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::id::UserId;
use crate::outbox::Desk;
use crate::sessions::{enter, home_of};
use crate::users::{Email, User};
use crate::web::{At, Confirmed, Form, Guest, Page, Routes, See, View, see};

use super::forms::{CodeForm, ProofForm, RegisterForm};
use super::model::{Accepted, Link, Newcomer, Proof, Verdict};
use super::views::{AskCode, Ended, Join, Offered, Register, SomeoneElse};

pub fn routes() -> Routes {
    Routes::at("/join/{token}")
        .get("", show)
        .post("", join)
        .post("/account", register)
        .post("/code", send_code)
        .post("/proof", prove)
        .post("/refusal", decline)
        .post("/renewal", ask_again)
}

/// Where the session keeps what a browser has proved.
const PROOF: &str = "proof";

/// A link, and who follows it.
struct Visit {
    link: Link,
    token: String,
    proof: Option<Proof>,
    who: Who,
    awaits_code: Option<Email>,
}

enum Who {
    Nobody,
    Addressee(String),
    SomebodyElse(String),
}

async fn visit(guest: &Guest, token: String, req: &HttpRequest, db: &Db) -> Result<Visit> {
    let user = guest.user;
    let proof: Option<Proof> = req.get_session().get(PROOF).ok().flatten();
    db.read(move |db| {
        let link = Link::find(&token, db)?;
        let who = match user {
            None => Who::Nobody,
            Some(user) if link.is_for(user, db)? => Who::Addressee(User::name_of(user, db)?),
            Some(user) => Who::SomebodyElse(User::name_of(user, db)?),
        };
        let awaits_code = link.awaits_code(db)?;
        Ok(Visit {
            proof: proof.filter(|proof| proof.is_of(&link)),
            link,
            token,
            who,
            awaits_code,
        })
    })
    .await
}

impl Visit {
    /// The address that the link, or a code, has proved.
    fn proven(&self) -> Option<Email> {
        if self.link.proves_email {
            return self.link.invitation.email.clone();
        }
        self.proof.as_ref().map(|proof| Email::stored(proof.email.clone()))
    }

    fn offered(&self) -> Offered {
        Offered::by(&self.link, &self.token)
    }

    fn contacts(&self) -> String {
        let contacts: Vec<String> = self.link.invitation.contacts().iter().map(ToString::to_string).collect();
        contacts.join(", ")
    }

    fn draw(self, req: &HttpRequest) -> Result<HttpResponse> {
        if let Who::SomebodyElse(who) = &self.who {
            let view = SomeoneElse { offered: self.offered(), who: who.clone(), invited: self.contacts() };
            return Ok(private(view, StatusCode::OK, req));
        }
        if let Who::Addressee(who) = &self.who {
            return Ok(private(Join { offered: self.offered(), who: who.clone() }, StatusCode::OK, req));
        }
        match self.proven() {
            Some(email) => {
                let form = RegisterForm {
                    name: self.link.invitation.name.clone(),
                    phone: self.link.invitation.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
                    ..RegisterForm::default()
                };
                Ok(self.draw_register(email, form, Errors::none(), StatusCode::OK, req))
            }
            None => Ok(self.draw_code(CodeForm::default(), Errors::none(), StatusCode::OK, req)),
        }
    }

    fn draw_register(
        self,
        email: Email,
        form: RegisterForm,
        errors: Errors,
        status: StatusCode,
        req: &HttpRequest,
    ) -> HttpResponse {
        let view = Register {
            offered: self.offered(),
            email: email.as_str().to_owned(),
            phone_is_fixed: self.link.invitation.phone.is_some(),
            form: RegisterForm { password: String::new(), ..form },
            errors,
        };
        private(view, status, req)
    }

    fn draw_code(self, form: CodeForm, errors: Errors, status: StatusCode, req: &HttpRequest) -> HttpResponse {
        let view = AskCode {
            offered: self.offered(),
            goes_to: self.link.invitation.email.as_ref().map(Email::masked),
            sent_to: self.awaits_code.as_ref().map(Email::masked),
            form,
            errors,
        };
        private(view, status, req)
    }
}

/// The address of these pages is a secret, so no other page hears of it.
fn private(view: impl View, status: StatusCode, req: &HttpRequest) -> HttpResponse {
    let mut answer = Page::with_status(view, status).respond_to(req);
    answer.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

async fn show(guest: Guest, At(token): At<String>, db: Db, req: HttpRequest) -> Result<HttpResponse> {
    let visit = visit(&guest, token, &req, &db).await?;
    match visit.link.verdict() {
        Verdict::Open => visit.draw(&req),
        Verdict::Gone => Err(Error::NotFound),
        verdict => ended(&guest, &visit, &verdict, &req, &db).await,
    }
}

async fn ended(guest: &Guest, visit: &Visit, verdict: &Verdict, req: &HttpRequest, db: &Db) -> Result<HttpResponse> {
    if *verdict == Verdict::Accepted
        && let Some(user) = guest.user
    {
        let link = visit.link.clone();
        if db.read(move |db| link.has_let_in(user, db)).await? {
            return Ok(see(format!("/locations/{}", visit.link.location.id)).respond_to(req));
        }
    }
    let Link { invitation, location, .. } = &visit.link;
    let day = |moment| clock::local(moment, location.zone).format("%-d %B %Y").to_string();
    let (heading, sentence) = match verdict {
        Verdict::Expired => (
            "This invitation has ended",
            format!("The link to join {} worked until {}.", location.name, day(visit.link.expires_at)),
        ),
        Verdict::Replaced => (
            "There is a newer link",
            format!(
                "A newer invitation was sent to {}. Use the link in that message.",
                invitation.email.as_ref().map_or_else(|| invitation.contact(), Email::masked)
            ),
        ),
        Verdict::Waiting => (
            "Your access waits for approval",
            format!("Somebody at {} has to approve it. You can close this page: sign in again later.", location.name),
        ),
        Verdict::Declined => (
            "You declined this invitation",
            format!(
                "That was on {}. If you have changed your mind, ask {} for a new one.",
                day(invitation.ended_at.unwrap_or(invitation.expires_at)),
                invitation.inviter_name
            ),
        ),
        _ => ("This invitation has been used", "Sign in with the account that accepted it.".to_owned()),
    };
    let can_ask = (*verdict == Verdict::Expired && !invitation.replaced).then(|| visit.token.clone());
    let view = Ended {
        heading: heading.to_owned(),
        sentences: vec![sentence],
        can_ask,
        inviter: invitation.inviter_name.clone(),
    };
    Ok(private(view, StatusCode::GONE, req))
}

async fn join(guest: Guest, At(token): At<String>, _: Form<Confirmed>, db: Db, req: HttpRequest) -> Result<HttpResponse> {
    let user = guest.user.ok_or(Error::SignedOut)?;
    let (address, asked) = (guest.address.clone(), token.clone());
    let outcome = db
        .write(move |db| {
            let link = Link::find(&asked, db)?;
            let accepted = link.join(user, &address, db)?;
            Ok((link.location.id, link.location.name, accepted))
        })
        .await;
    match outcome {
        Ok((location, name, accepted)) => {
            enter(&req, user)?;
            Ok(welcome(user, location, &name, accepted, &db).await?.respond_to(&req))
        }
        // Somebody was faster, or it ended meanwhile: the page says which.
        Err(Error::Conflict(_)) | Err(Error::Forbidden(_)) => show(guest, At(token), db, req).await,
        Err(other) => Err(other),
    }
}

async fn welcome(
    user: UserId,
    location: crate::id::LocationId,
    name: &str,
    accepted: Accepted,
    db: &Db,
) -> Result<See> {
    let home = db
        .read(move |db| match accepted {
            Accepted::Waits => home_of(user, db),
            _ => Ok(format!("/locations/{location}")),
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
    let Some(email) = visit.proven() else {
        return Ok(visit.draw_code(CodeForm::default(), Errors::none(), StatusCode::UNPROCESSABLE_ENTITY, &req));
    };
    let registration = match form.parse(&visit.link, &email) {
        Ok(registration) => registration,
        Err(Error::Invalid(errors)) => {
            return Ok(visit.draw_register(email, form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req));
        }
        Err(other) => return Err(other),
    };
    let newcomer = Newcomer {
        name: registration.name,
        password_hash: house.passwords.hash(&form.password).await?,
        proven: registration.proven,
        claimed: registration.claimed,
        wants_news: registration.wants_news,
        address: guest.address.clone(),
    };
    let asked = token.clone();
    let outcome = house.db.write(move |db| Link::find(&asked, db)?.register(&newcomer, db)).await;
    match outcome {
        Ok((user, accepted)) => {
            enter(&req, user)?;
            let location = &visit.link.location;
            Ok(welcome(user, location.id, &location.name, accepted, &house.db).await?.respond_to(&req))
        }
        Err(Error::Invalid(errors)) => {
            Ok(visit.draw_register(email, form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req))
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
    let email = match visit.link.code_goes_to(&form.email) {
        Ok(email) => email,
        Err(Error::Invalid(errors)) => {
            return Ok(visit.draw_code(form, errors, StatusCode::UNPROCESSABLE_ENTITY, &req));
        }
        Err(other) => return Err(other),
    };
    let desk: Desk = house.desk.clone();
    house.db.write(move |db| visit.link.send_code(&email, &desk, db)).await?;
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
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let (address, asked) = (guest.address.clone(), token.clone());
    let declined = db.write(move |db| Link::find(&asked, db)?.decline(&address, db)).await;
    match declined {
        Ok(()) | Err(Error::Conflict(_)) => show(guest, At(token), db, req).await,
        Err(other) => Err(other),
    }
}

async fn ask_again(guest: Guest, At(token): At<String>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    let (address, asked) = (guest.address, token.clone());
    let inviter = db
        .write(move |db| {
            let link = Link::find(&asked, db)?;
            link.ask_for_another(&address, &desk, db)?;
            Ok(link.invitation.inviter_name)
        })
        .await?;
    Ok(see(format!("/join/{token}")).saying(format!("{inviter} has been asked for a new link.")))
}
