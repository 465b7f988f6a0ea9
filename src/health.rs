//! Whether the process runs, and whether it can serve: for whoever watches over it.

use actix_web::{HttpResponse, web};

use crate::house::House;
use crate::web::{Guest, Routes};

pub fn routes() -> Routes {
    Routes::default().get("/healthz", alive).get("/readyz", ready)
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
