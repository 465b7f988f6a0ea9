//! No deed from another site: the browser's own word, and a mark in every form (security.md SD1).

use actix_web::body::MessageBody;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ORIGIN;
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Error, Result};
use crate::secrets::{Token, random, same};

use super::extract::{house, signed_in_user};

/// The hidden field that carries the mark.
pub const FIELD: &str = "mark";

const PAD: usize = 8;

/// What ties a form to one browser.
#[derive(Clone)]
struct Browser(String);

/// Refuses unsafe requests that a browser says, or shows by its Origin, to come from elsewhere.
pub async fn same_site(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if !req.method().is_safe() && !comes_from_here(req.request()) {
        return Ok(req.error_response(Error::CrossSite).map_into_right_body());
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}

fn comes_from_here(req: &HttpRequest) -> bool {
    let header = |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match header(ORIGIN.as_str()) {
        Some(origin) => origin == house(req).config.public_url.origin().ascii_serialization(),
        None => true,
    }
}

/// A mark for the forms of one page. The pad makes every mark look different, so that compression tells nothing.
pub fn mark(req: &HttpRequest) -> String {
    let browser = browser(req).unwrap_or_else(|| {
        let new = Browser(Token::new().text().to_owned());
        req.extensions_mut().insert(new.clone());
        new.0
    });
    let pad = random::<PAD>();
    let mut mark = pad.to_vec();
    mark.extend(signature(req, &browser, &pad));
    URL_SAFE_NO_PAD.encode(mark)
}

/// Whether a form carries a mark that was given to this browser, for the person who is signed in now.
pub fn check_mark(req: &HttpRequest, mark: Option<&str>) -> Result<()> {
    let is_ours = || {
        let mark = URL_SAFE_NO_PAD.decode(mark?).ok()?;
        let (pad, signed) = mark.split_at_checked(PAD)?;
        Some(same(signed, &signature(req, &browser(req)?, pad)))
    };
    if is_ours() == Some(true) { Ok(()) } else { Err(Error::CrossSite) }
}

/// The cookie that a browser without one gets with its first form.
pub fn new_cookie(req: &HttpRequest) -> Option<Cookie<'static>> {
    let Browser(value) = req.extensions().get::<Browser>()?.clone();
    let secure = house(req).config.keeps_cookies_secure();
    Some(
        Cookie::build(cookie_name(secure, "browser"), value)
            .path("/")
            .secure(secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .finish(),
    )
}

/// The name of a cookie: bound to this very host where browsers can promise that.
pub fn cookie_name(secure: bool, name: &str) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

fn browser(req: &HttpRequest) -> Option<String> {
    if let Some(Browser(new)) = req.extensions().get() {
        return Some(new.clone());
    }
    let name = cookie_name(house(req).config.keeps_cookies_secure(), "browser");
    req.cookie(&name).map(|cookie| cookie.value().to_owned())
}

fn signature(req: &HttpRequest, browser: &str, pad: &[u8]) -> [u8; 32] {
    let user = signed_in_user(req).map_or_else(|| "guest".to_owned(), |user| user.to_string());
    house(req).secrets.sign("form", &format!("{browser} {user} {}", URL_SAFE_NO_PAD.encode(pad)))
}
