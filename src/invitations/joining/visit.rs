//! A visit: a link, who follows it, and the page they see.

use actix_session::SessionExt;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::clock;
use crate::db::Db;
use crate::error::{Errors, Result};
use crate::users::{Contact, User};
use crate::web::{Guest, Page, View, see};

use super::super::forms::{CodeForm, RegisterForm};
use super::super::model::{Link, Proof, Verdict, first_page};
use super::super::views::{AskCode, Ended, Join, Known, Offered, Register, SomeoneElse, WayOn};

/// Where the session keeps what a browser has proved.
pub(super) const PROOF: &str = "proof";

/// A link, and who follows it.
pub(super) struct Visit {
    pub link: Link,
    token: String,
    proof: Option<Proof>,
    who: Who,
    awaits_code: Option<Contact>,
}

enum Who {
    Nobody,
    Addressee {
        name: String,
        /// The chain of which they know another location.
        sister: Option<String>,
    },
    SomebodyElse {
        name: String,
        /// The proved contact opens the door of a third person's account.
        is_taken: bool,
    },
}

pub(super) async fn visit(guest: &Guest, token: String, req: &HttpRequest, db: &Db) -> Result<Visit> {
    let user = guest.user;
    let proof: Option<Proof> = req.get_session().get(PROOF).ok().flatten();
    db.read(move |db| {
        let link = Link::find(&token, db)?;
        let awaits_code = link.awaits_code(db)?;
        let proof = proof.filter(|proof| proof.is_of(&link));
        let mut visit = Visit { proof, link, token, who: Who::Nobody, awaits_code };
        visit.who = match user {
            None => Who::Nobody,
            Some(user) if visit.link.invitation.is_for(user, db)? => {
                let sister = visit.link.invitation.sister_of(user, db)?;
                Who::Addressee { name: User::name_of(user, db)?, sister }
            }
            Some(user) => Who::SomebodyElse {
                name: User::name_of(user, db)?,
                is_taken: match visit.proven_invited() {
                    Some(contact) => User::by_contact(&contact, db)?.is_some(),
                    None => false,
                },
            },
        };
        Ok(visit)
    })
    .await
}

impl Visit {
    /// The contact that the link, or a code, has proved.
    pub fn proven(&self) -> Option<Contact> {
        self.link.proves.clone().or_else(|| self.proof.as_ref().map(Proof::contact))
    }

    /// The invited contact, if the link, or a code, has proved it.
    pub fn proven_invited(&self) -> Option<Contact> {
        let proven = self.proven()?;
        self.link.invitation.contacts().into_iter().find(|contact| *contact == proven)
    }

    fn offered(&self) -> Offered {
        Offered::by(&self.link, &self.token)
    }

    fn contacts(&self) -> String {
        let contacts: Vec<String> = self.link.invitation.contacts().iter().map(ToString::to_string).collect();
        contacts.join(", ")
    }

    pub fn draw(self, req: &HttpRequest) -> Result<HttpResponse> {
        self.draw_with(Errors::none(), StatusCode::OK, req)
    }

    pub fn draw_with(self, errors: Errors, status: StatusCode, req: &HttpRequest) -> Result<HttpResponse> {
        if let Who::SomebodyElse { .. } = &self.who {
            return Ok(self.draw_someone_else(errors, status, req));
        }
        if let Who::Addressee { name, sister } = &self.who {
            let join = Join { offered: self.offered(), who: name.clone(), sister: sister.clone(), errors };
            return Ok(private(join, status, req));
        }
        match self.proven() {
            Some(proven) => {
                let form = RegisterForm { name: self.link.invitation.given_name(), ..RegisterForm::default() };
                Ok(self.draw_register(proven, form, errors, status, req))
            }
            None => Ok(self.draw_code(CodeForm::default(), errors, status, req)),
        }
    }

    /// How somebody else could still be the one who was invited.
    fn way_on(&self, is_taken: bool) -> WayOn {
        match (self.proven_invited(), self.link.code_goes_to()) {
            (Some(contact), _) if is_taken => WayOn::Taken(contact.to_string()),
            (Some(contact), _) => WayOn::Add(contact.to_string()),
            (None, Some(contact)) => {
                WayOn::Prove { goes_to: contact.masked(), sent_to: self.awaits_code.as_ref().map(Contact::masked) }
            }
            (None, None) => WayOn::Ask,
        }
    }

    fn draw_someone_else(self, errors: Errors, status: StatusCode, req: &HttpRequest) -> HttpResponse {
        let Who::SomebodyElse { name, is_taken } = &self.who else {
            return self.draw_code(CodeForm::default(), errors, status, req);
        };
        let view = SomeoneElse {
            offered: self.offered(),
            who: name.clone(),
            invited: self.contacts(),
            way_on: self.way_on(*is_taken),
            errors,
        };
        private(view, status, req)
    }

    pub fn draw_register(
        self,
        proven: Contact,
        form: RegisterForm,
        errors: Errors,
        status: StatusCode,
        req: &HttpRequest,
    ) -> HttpResponse {
        let invitation = &self.link.invitation;
        let fixed = |invited: Option<String>, kind: &str| match proven.kind() == kind {
            true => Some(proven.value().to_owned()),
            false => invited,
        };
        let email = fixed(invitation.email.as_ref().map(|email| email.as_str().to_owned()), "email");
        let phone = fixed(invitation.phone.as_ref().map(|phone| phone.as_str().to_owned()), "phone");
        let view = Register {
            offered: self.offered(),
            email: Known::of(email, &form.email, proven.email().is_some()),
            phone: Known::of(phone, &form.phone, proven.phone().is_some()),
            form: RegisterForm { password: String::new(), ..form },
            errors,
        };
        private(view, status, req)
    }

    pub fn draw_code(self, form: CodeForm, errors: Errors, status: StatusCode, req: &HttpRequest) -> HttpResponse {
        if let Who::SomebodyElse { .. } = &self.who {
            return self.draw_someone_else(errors, status, req);
        }
        let view = AskCode {
            offered: self.offered(),
            goes_to: self.link.code_goes_to().as_ref().map(Contact::masked),
            sent_to: self.awaits_code.as_ref().map(Contact::masked),
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

/// What is to be said about a link that lets nobody in any more.
pub(super) async fn ended(
    guest: &Guest,
    visit: &Visit,
    verdict: &Verdict,
    req: &HttpRequest,
    db: &Db,
) -> Result<HttpResponse> {
    if *verdict == Verdict::Accepted
        && let Some(user) = guest.user
    {
        let link = visit.link.clone();
        if db.read(move |db| link.has_let_in(user, db)).await? {
            let place = visit.link.host.place;
            return Ok(see(db.read(move |db| first_page(place, user, db)).await?).respond_to(req));
        }
    }
    let Link { invitation, host, .. } = &visit.link;
    let day = |moment| clock::long(clock::local(moment, host.main.zone).date_naive());
    let (heading, sentence) = match verdict {
        Verdict::Expired => (
            "This invitation has ended",
            format!("The link to join {} worked until {}.", host.name, day(visit.link.expires_at)),
        ),
        Verdict::Replaced => (
            "There is a newer link",
            format!(
                "A newer invitation was sent to {}. Use the link in that message.",
                invitation.contacts().first().map(Contact::masked).unwrap_or_default()
            ),
        ),
        Verdict::Waiting => (
            "Your access waits for approval",
            format!("Somebody at {} has to approve it. You can close this page: sign in again later.", host.name),
        ),
        Verdict::Closed => {
            ("This invitation is no longer available", format!("{} is closed, so nobody can join it now.", host.name))
        }
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
