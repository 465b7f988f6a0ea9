//! What keeps the account of somebody else safe: their sessions, and the second factor they have lost.

use actix_web::web;

use crate::access::rights::{EditUsers, EndSessions};
use crate::access::{Access, Can, may_touch, may_touch_everywhere};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::house::House;
use crate::id::AccessId;
use crate::sessions::{Live, SecondFactor, Spans};
use crate::web::{At, Confirmed, Form, Page, Routes, See, Sure, see};

use super::super::views::{LostFactor, Sessions};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/users/{access}")
        .get("/sessions", show_sessions)
        .post("/sessions/removal", end_sessions)
        .get("/second-factor", ask_removal)
        .post("/second-factor/removal", remove_factor)
}

async fn show_sessions(by: Can<EndSessions>, At(id): At<AccessId>, house: web::Data<House>) -> Result<Page<Sessions>> {
    let spans = Spans::of(&house.config);
    let ago = clock::ago;
    house
        .db
        .read(move |db| {
            let access = Access::find(&by, id, db)?;
            may_touch(&by, &access)?;
            let live = Live::list(access.user, db)?;
            let line = |live: Live| (live.device.clone(), ago(live.since), ago(live.seen(spans)));
            let places = live.into_iter().map(line).collect();
            Ok(Page(Sessions { here: by.location().id, id, name: access.name, places }))
        })
        .await
}

async fn end_sessions(
    by: Can<EndSessions>,
    At(id): At<AccessId>,
    _: Form<Confirmed>,
    house: web::Data<House>,
) -> Result<See> {
    let (here, desk) = (by.location().id, house.desk.clone());
    let name = house.db.write(move |db| Live::end_all_of(&by, id, &desk, db)).await?;
    Ok(see(format!("/locations/{here}/users/{id}/sessions")).saying(format!("{name} is signed out everywhere.")))
}

async fn ask_removal(by: Sure<Can<EditUsers>>, At(id): At<AccessId>, db: Db) -> Result<Page<LostFactor>> {
    db.read(move |db| {
        let access = Access::find(&by, id, db)?;
        may_touch_everywhere(&by, &access, db)?;
        let is_on = SecondFactor::is_on(access.user, db)?;
        Ok(Page(LostFactor { here: by.location().id, id, name: access.name, is_on }))
    })
    .await
}

async fn remove_factor(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    _: Form<Confirmed>,
    house: web::Data<House>,
) -> Result<See> {
    let (here, desk) = (by.location().id, house.desk.clone());
    let name = house.db.write(move |db| SecondFactor::remove_of(&by, id, &desk, db)).await?;
    Ok(see(format!("/locations/{here}/users")).saying(format!("{name} signs in with the password alone now.")))
}
