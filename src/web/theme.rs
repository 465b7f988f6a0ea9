//! The colours of a page: those of whoever is signed in, kept in a cookie for the pages before they sign in.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpMessage, HttpRequest};

use crate::access::Asking;
use crate::users::Theme;

use super::extract::{ChainFrame, Frame, house};
use super::guard::cookie_name;

/// The theme of this page.
pub(super) fn of(req: &HttpRequest) -> Theme {
    let kept = || req.cookie(&name(req)).map(|cookie| Theme::stored(cookie.value()));
    of_person(req).or_else(kept).unwrap_or_default()
}

/// The cookie that keeps the theme of whoever is signed in, when this browser does not know it yet.
pub(super) fn new_cookie(req: &HttpRequest) -> Option<Cookie<'static>> {
    let theme = of_person(req)?;
    let kept = req.cookie(&name(req)).map_or_else(Theme::default, |cookie| Theme::stored(cookie.value()));
    (kept != theme).then(|| {
        Cookie::build(name(req), theme.slug())
            .path("/")
            .max_age(Duration::days(365))
            .secure(house(req).config.keeps_cookies_secure())
            .http_only(true)
            .same_site(SameSite::Lax)
            .finish()
    })
}

fn of_person(req: &HttpRequest) -> Option<Theme> {
    let known = req.extensions();
    let inside = known.get::<Frame>().map(|frame| frame.inside.asking().theme());
    let within = || known.get::<ChainFrame>().map(|frame| frame.within.asking().theme());
    inside.or_else(within).or_else(|| known.get::<Asking>().map(Asking::theme))
}

fn name(req: &HttpRequest) -> String {
    cookie_name(house(req).config.keeps_cookies_secure(), "theme")
}
