//! Answers to forms: go and see, or the same form again with its errors.

use actix_web::body::BoxBody;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite};
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::error::{Error, Errors, Result};

use super::extract::house;
use super::guard::cookie_name;
use super::page::{Page, View};

/// Leads to another page (303), sometimes with a notice there.
#[derive(Debug)]
pub struct See {
    url: String,
    notice: Option<String>,
}

/// Go and see what the deed has done.
pub fn see(url: impl Into<String>) -> See {
    See { url: url.into(), notice: None }
}

impl See {
    /// A full sentence at the top of the next page.
    pub fn saying(mut self, notice: impl Into<String>) -> Self {
        self.notice = Some(notice.into());
        self
    }
}

impl Responder for See {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::SeeOther();
        answer.insert_header((LOCATION, self.url));
        if let Some(notice) = self.notice {
            answer.cookie(notice_cookie(req, &notice));
        }
        answer.finish()
    }
}

/// The answer to a form, or to the wish to fill one in.
pub enum Reply<V> {
    Done(See),
    Fresh(V),
    Again(V),
}

impl<V: View> Responder for Reply<V> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        match self {
            Reply::Done(see) => see.respond_to(req),
            Reply::Fresh(view) => Page(view).respond_to(req),
            Reply::Again(view) => Page::with_status(view, StatusCode::UNPROCESSABLE_ENTITY).respond_to(req),
        }
    }
}

/// Shows the form again when what was typed cannot be used.
pub trait Again<T> {
    /// `draw` gets the errors and returns the same form with everything that was typed.
    fn or_again<V>(self, done: impl FnOnce(T) -> See, draw: impl FnOnce(Errors) -> V) -> Result<Reply<V>>;
}

impl<T> Again<T> for Result<T> {
    fn or_again<V>(self, done: impl FnOnce(T) -> See, draw: impl FnOnce(Errors) -> V) -> Result<Reply<V>> {
        match self {
            Ok(value) => Ok(Reply::Done(done(value))),
            Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(errors))),
            Err(other) => Err(other),
        }
    }
}

const NOTICE: &str = "notice";

fn notice_cookie(req: &HttpRequest, notice: &str) -> Cookie<'static> {
    let secure = house(req).config.keeps_cookies_secure();
    let mut jar = CookieJar::new();
    let name = cookie_name(secure, NOTICE);
    jar.private_mut(&key(req)).add(Cookie::new(name.clone(), notice.to_owned()));
    let sealed = jar.get(&name).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    Cookie::build(name, sealed).path("/").secure(secure).http_only(true).same_site(SameSite::Lax).finish()
}

/// The notice that waits for this page, and the cookie that takes it away.
pub(super) fn take_notice(req: &HttpRequest) -> Option<(String, Cookie<'static>)> {
    let secure = house(req).config.keeps_cookies_secure();
    let name = cookie_name(secure, NOTICE);
    let sealed = req.cookie(&name)?;
    let mut jar = CookieJar::new();
    jar.add_original(sealed);
    let notice = jar.private(&key(req)).get(&name).map(|cookie| cookie.value().to_owned());
    let mut gone = Cookie::build(name, "").path("/").secure(secure).http_only(true).finish();
    gone.make_removal();
    Some((notice.unwrap_or_default(), gone))
}

fn key(req: &HttpRequest) -> Key {
    house(req).cookie_key.clone()
}
