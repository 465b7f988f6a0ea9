//! Addresses to go on to, as they stand in a query that anybody can write (security.md SD4).

use actix_web::http::header::HeaderValue;
use parlour::sessions::safe_next;
use parlour::web::with_next;
use url::Url;

pub fn holds(bytes: &[u8]) {
    let Ok(next) = std::str::from_utf8(bytes) else { return };
    for base in ["https://salon.example", "http://localhost:8080"] {
        let base = Url::parse(base).expect("an address");
        if let Some(path) = safe_next(&base, next) {
            stays_here(&base, &path);
        }
    }
    let page = with_next("/sign-in", next);
    assert!(HeaderValue::from_str(&page).is_ok(), "{page}");
    let query = page.split_once('?').map_or("", |(_, query)| query);
    let carried = url::form_urlencoded::parse(query.as_bytes()).next().map(|(_, value)| value.into_owned());
    assert_eq!(carried.as_deref().unwrap_or_default(), next);
}

fn stays_here(base: &Url, path: &str) {
    assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']), "{path}");
    assert!(path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{path}");
    assert!(HeaderValue::from_str(path).is_ok());
    let target = base.join(path).expect("an address");
    assert_eq!(target.origin(), base.origin(), "{path}");
    assert!(target.username().is_empty() && target.password().is_none(), "{path}");
    assert_eq!(safe_next(base, path).as_deref(), Some(path), "read again it is itself");
}
