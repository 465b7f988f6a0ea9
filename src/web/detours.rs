//! Where somebody has to go first: to sign in, to give their password again, to set up a second factor. And back from there.

use actix_web::http::StatusCode;
use actix_web::http::header::REFERER;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder};
use url::{Position, Url};

use crate::error::Errors;
use crate::sessions::Confirmation;

use super::extract::house;
use super::form::Kept;
use super::page::Page;
use super::reply::{see, with_next};

/// To the sign-in form, and from there back to the page that was asked for.
pub(super) fn to_sign_in(req: &HttpRequest) -> HttpResponse {
    let url = if req.method().is_safe() && req.path() != "/" {
        with_next("/sign-in", &asked_for(req))
    } else {
        "/sign-in".to_owned()
    };
    see(url).respond_to(req)
}

/// To the page that asks for the password again, and from there back to the page, or to the one whose form was sent.
/// What was typed goes along.
pub(super) fn to_confirmation(req: &HttpRequest) -> HttpResponse {
    let typed = req.extensions().get::<Kept>().cloned();
    if let Some(Kept(kept)) = typed {
        let page = Confirmation { next: req.path().to_owned(), kept, errors: Errors::none() };
        return Page::with_status(page, StatusCode::FORBIDDEN).respond_to(req);
    }
    see(with_next("/account/confirmation", &page_of(req))).respond_to(req)
}

/// To where a second factor is set up, and from there back.
pub(super) fn to_second_factor(req: &HttpRequest, role: &str, location: &str) -> HttpResponse {
    see(with_next("/account/second-factor", &page_of(req))).saying(needed(role, location)).respond_to(req)
}

pub(super) fn needed(role: &str, location: &str) -> String {
    format!("{location} asks everyone with the role {role} for a second factor. Set yours up to go on.")
}

/// The page that was asked for, or the one whose form was sent.
fn page_of(req: &HttpRequest) -> String {
    if req.method().is_safe() { asked_for(req) } else { page_of_form(req) }
}

fn asked_for(req: &HttpRequest) -> String {
    req.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned()
}

/// Where a form was sent from: as the browser says, or else the page above.
fn page_of_form(req: &HttpRequest) -> String {
    let from = req.headers().get(REFERER).and_then(|from| Url::parse(from.to_str().ok()?).ok());
    match from.filter(|from| from.origin() == house(req).config.public_url.origin()) {
        Some(from) => from[Position::BeforePath..Position::AfterQuery].to_owned(),
        None => req.path().rsplit_once('/').map_or("", |(above, _)| above).to_owned(),
    }
}
