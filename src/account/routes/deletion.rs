//! Deleting one's own account.

use actix_session::SessionExt;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::access::Asking;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::outbox::Desk;
use crate::web::{Confirmed, Form, Page, Reply, Routes, Sure, see};

use super::super::deletion::{Bond, Tie, delete};
use super::super::views::Deletion;

pub fn routes() -> Routes {
    Routes::at("/account/deletion").get("", ask).post("", remove)
}

async fn ask(by: Sure<Asking>, db: Db) -> Result<Page<Deletion>> {
    Ok(Page(db.read(move |db| draw(&by, db)).await?))
}

fn draw(by: &Asking, db: &mut Conn) -> Result<Deletion> {
    Ok(Deletion { ties: Tie::list(by, db)?, bonds: Bond::list(by, db)? })
}

async fn remove(by: Sure<Asking>, _: Form<Confirmed>, db: Db, desk: Desk, req: HttpRequest) -> Result<HttpResponse> {
    let person = by.clone();
    let view = db.read(move |db| draw(&person, db)).await?;
    if !view.is_possible() {
        return Ok(Reply::Again(view).respond_to(&req));
    }
    db.write(move |db| delete(&by, &desk, db)).await?;
    req.get_session().purge();
    Ok(see("/sign-in").saying("Your account is deleted.").respond_to(&req))
}
