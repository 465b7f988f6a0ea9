//! Deleting one's own account.

use actix_session::SessionExt;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::access::Asking;
use crate::db::Db;
use crate::error::Result;
use crate::outbox::Desk;
use crate::web::{Confirmed, Form, Page, Reply, Routes, Sure, see};

use super::super::deletion::{Tie, delete};
use super::super::views::Deletion;

pub fn routes() -> Routes {
    Routes::at("/account/deletion").get("", ask).post("", remove)
}

async fn ask(by: Sure<Asking>, db: Db) -> Result<Page<Deletion>> {
    let ties = db.read(move |db| Tie::list(&by, db)).await?;
    Ok(Page(Deletion { ties }))
}

async fn remove(by: Sure<Asking>, _: Form<Confirmed>, db: Db, desk: Desk, req: HttpRequest) -> Result<HttpResponse> {
    let person = by.clone();
    let ties = db.read(move |db| Tie::list(&person, db)).await?;
    if ties.iter().any(|tie| tie.is_last_owner) {
        return Ok(Reply::Again(Deletion { ties }).respond_to(&req));
    }
    db.write(move |db| delete(&by, &desk, db)).await?;
    req.get_session().purge();
    Ok(see("/sign-in").saying("Your account is deleted.").respond_to(&req))
}
