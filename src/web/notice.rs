//! A sentence that waits for the next page, in a cookie that nobody else can read or write.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite};

use super::extract::house;
use super::guard::cookie_name;

const NOTICE: &str = "notice";

/// The cookie that carries a notice to the next page.
pub(super) fn cookie(req: &HttpRequest, notice: &str) -> Cookie<'static> {
    let secure = house(req).config.keeps_cookies_secure();
    let mut jar = CookieJar::new();
    let name = cookie_name(secure, NOTICE);
    jar.private_mut(&key(req)).add(Cookie::new(name.clone(), notice.to_owned()));
    let sealed = jar.get(&name).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    Cookie::build(name, sealed).path("/").secure(secure).http_only(true).same_site(SameSite::Lax).finish()
}

/// The notice that waits for this page, and the cookie that takes it away.
pub(super) fn take(req: &HttpRequest) -> Option<(String, Cookie<'static>)> {
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
