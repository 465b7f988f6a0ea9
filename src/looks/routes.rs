//! Beginning to look, and stopping.

use actix_web::HttpRequest;

use crate::access::rights::EditUsers;
use crate::access::{Asking, Can, Inside, Look, Titles};
use crate::activity::{self, Deed, Entry};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::{AccessId, RoleId};
use crate::web::{At, Confirmed, Form, Looking, Page, Routes, See, Sure, menu, see};

use super::views::New;

pub fn routes() -> Routes {
    Routes::default()
        .get("/locations/{location}/users/{access}/look", ask_person)
        .post("/locations/{location}/users/{access}/look", as_person)
        .get("/locations/{location}/roles/{role}/look", ask_role)
        .post("/locations/{location}/roles/{role}/look", as_role)
        .post("/look/end", end)
}

async fn ask_person(by: Sure<Can<EditUsers>>, At(id): At<AccessId>, db: Db) -> Result<Page<New>> {
    db.read(move |db| draw(&by, Look::Person(id), format!("users/{id}"), db)).await
}

async fn ask_role(by: Sure<Can<EditUsers>>, At(id): At<RoleId>, db: Db) -> Result<Page<New>> {
    db.read(move |db| draw(&by, Look::Role(id), format!("roles/{id}"), db)).await
}

fn draw(by: &Inside, whom: Look, path: String, db: &mut Conn) -> Result<Page<New>> {
    let seen = by.look(whom, db)?;
    let here = by.location().id;
    let titles = Titles::of(here, db)?;
    Ok(Page(New {
        here,
        location: by.location().name.clone(),
        name: whom.name(by, db)?,
        action: format!("/locations/{here}/{path}/look"),
        back: format!("/locations/{here}/{path}"),
        menu: menu::words(seen.rights()),
        can: seen.rights().extents().map(|(right, extent)| titles.right(right, extent)).collect(),
    }))
}

async fn as_person(
    by: Sure<Can<EditUsers>>,
    At(id): At<AccessId>,
    _: Form<Confirmed>,
    db: Db,
    req: HttpRequest,
) -> Result<See> {
    begin(by.into_inner(), Look::Person(id), db, &req).await
}

async fn as_role(
    by: Sure<Can<EditUsers>>,
    At(id): At<RoleId>,
    _: Form<Confirmed>,
    db: Db,
    req: HttpRequest,
) -> Result<See> {
    begin(by.into_inner(), Look::Role(id), db, &req).await
}

async fn begin(by: Can<EditUsers>, whom: Look, db: Db, req: &HttpRequest) -> Result<See> {
    let location = by.location().clone();
    let name = db
        .write(move |db| {
            let by = by.still(db)?;
            by.look(whom, db)?;
            let name = whom.name(&by, db)?;
            activity::record(&by, Entry::new(Deed::LookStarted, &name), db)?;
            Ok(name)
        })
        .await?;
    let url = format!("/locations/{}", location.id);
    Looking { location: location.id, place: location.name, whom, name }.begin(req)?;
    Ok(see(url))
}

/// Stops looking, also where the look has become impossible meanwhile.
async fn end(by: Asking, _: Form<Confirmed>, db: Db, req: HttpRequest) -> Result<See> {
    let Some(looking) = Looking::of(&req) else { return Ok(see("/locations")) };
    Looking::end(&req);
    let back = match looking.whom {
        Look::Person(id) => format!("/locations/{}/users/{id}", looking.location),
        Look::Role(_) => format!("/locations/{}/roles", looking.location),
    };
    db.write(move |db| match Inside::enter(by.user(), by.origin().clone(), looking.location, db) {
        Ok(inside) => activity::record(&inside, Entry::new(Deed::LookEnded, &looking.name), db),
        Err(Error::NotFound) => Ok(()),
        Err(other) => Err(other),
    })
    .await?;
    Ok(see(back).saying("You see everything as yourself again."))
}
