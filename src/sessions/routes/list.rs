//! Where one is signed in, and how to end it.

use actix_session::SessionExt;
use actix_web::{HttpRequest, web};

use crate::access::Asking;
use crate::activity::Event;
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::house::House;
use crate::id::SessionId;
use crate::web::{At, Confirmed, Form, Page, Routes, See, see};

use super::super::live::Live;
use super::super::store::{Spans, TAG};
use super::super::views::{Attempt, Place, Places};

/// How many refused attempts the page looks back on.
const LATELY: i64 = 20;

const PAGE: &str = "/account/sessions";

pub fn routes() -> Routes {
    Routes::at(PAGE).get("", show).post("/removal", end_others).post("/{session}/removal", end)
}

async fn show(by: Asking, house: web::Data<House>, req: HttpRequest) -> Result<Page<Places>> {
    let (live, refused) =
        house.db.read(move |db| Ok((Live::list(by.user(), db)?, Event::refused_to(by.user(), LATELY, db)?))).await?;
    let (tag, spans) = (tag(&req), Spans::of(&house.config));
    Ok(Page(Places {
        places: live.into_iter().map(|live| place(live, tag.as_deref(), spans)).collect(),
        refused: refused.into_iter().map(attempt).collect(),
    }))
}

fn attempt(event: Event) -> Attempt {
    Attempt {
        what: format!("{} {} {}", event.actor, event.words, event.subject),
        address: event.address,
        at: clock::ago(event.at),
    }
}

fn place(live: Live, tag: Option<&str>, spans: Spans) -> Place {
    Place {
        is_this: live.has_tag(tag),
        seen: clock::ago(live.seen(spans)),
        id: live.id,
        device: live.device,
        address: live.address,
        since: clock::ago(live.since),
    }
}

/// What tells this session from the person's others, whatever its key is now.
fn tag(req: &HttpRequest) -> Option<String> {
    req.get_session().get(TAG).ok().flatten()
}

async fn end(by: Asking, At(id): At<SessionId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    db.write(move |db| Live::end(by.user(), id, db)).await?;
    Ok(see(PAGE).saying("That session has ended."))
}

async fn end_others(by: Asking, _: Form<Confirmed>, db: Db, req: HttpRequest) -> Result<See> {
    let tag = tag(&req);
    db.write(move |db| Live::end_others(by.user(), tag.as_deref(), db)).await?;
    Ok(see(PAGE).saying("You are signed out everywhere but here."))
}
