//! Whether the process runs, whether it can serve, and how busy it is: for whoever watches over it.

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::error::{Error, Result};
use crate::house::House;
use crate::outbox::Backlog;
use crate::secrets::same;
use crate::web::{Guest, Routes};

pub fn routes() -> Routes {
    Routes::default().get("/healthz", alive).get("/readyz", ready).get("/metrics", measures)
}

async fn alive(_: Guest) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

/// Whoever is about to go says no first, and serves on until nobody asks any more.
async fn ready(_: Guest, house: web::Data<House>) -> HttpResponse {
    if *house.leaving.borrow() {
        return HttpResponse::ServiceUnavailable().content_type("text/plain").body("leaving\n");
    }
    match house.db.read(|db| Ok(db.behind()?)).await {
        Ok(false) => HttpResponse::Ok().content_type("text/plain").body("ready\n"),
        Ok(true) => HttpResponse::ServiceUnavailable().content_type("text/plain").body("tables are behind\n"),
        Err(_) => HttpResponse::ServiceUnavailable().content_type("text/plain").body("no database\n"),
    }
}

/// What a proxy adds to a request that it passes on.
const OF_PROXIES: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/// Others are not told that this exists.
async fn measures(_: Guest, req: HttpRequest, house: web::Data<House>) -> Result<HttpResponse> {
    if !is_at_hand(&req) && !shows_token(&req, house.config.metrics_token.as_deref()) {
        return Err(Error::NotFound);
    }
    // A database that is gone is when measures are read.
    let backlog = house.db.read(Backlog::count).await.ok();
    let text = house.meters.read(&house.db, backlog).map_err(|cause| Error::Broken(cause.into()))?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}

/// From the machine itself, and not through a proxy on it.
fn is_at_hand(req: &HttpRequest) -> bool {
    let is_passed_on = OF_PROXIES.iter().any(|name| req.headers().contains_key(*name));
    !is_passed_on && req.peer_addr().is_some_and(|peer| peer.ip().is_loopback())
}

fn shows_token(req: &HttpRequest, token: Option<&str>) -> bool {
    let shown = req.headers().get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    shown.zip(token).is_some_and(|(shown, token)| same(shown, token.as_bytes()))
}
