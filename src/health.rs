//! Whether the process runs, and whether it can serve: for whoever watches over it.

use actix_web::HttpResponse;

use crate::db::Db;
use crate::web::{Guest, Routes};

pub fn routes() -> Routes {
    Routes::default().get("/healthz", alive).get("/readyz", ready)
}

async fn alive(_: Guest) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}

async fn ready(_: Guest, db: Db) -> HttpResponse {
    match db.read(|db| Ok(db.behind()?)).await {
        Ok(false) => HttpResponse::Ok().content_type("text/plain").body("ready\n"),
        Ok(true) => HttpResponse::ServiceUnavailable().content_type("text/plain").body("tables are behind\n"),
        Err(_) => HttpResponse::ServiceUnavailable().content_type("text/plain").body("no database\n"),
    }
}
