//! Closing a location, and opening it again.

use crate::access::{Asking, Inside};
use crate::closing;
use crate::db::Db;
use crate::error::Result;
use crate::id::LocationId;
use crate::web::{At, Confirmed, Form, Page, Routes, See, Sure, see};

use super::super::views::Closing;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}").get("/closing", ask).post("/closing", close).post("/reopening", open_again)
}

async fn ask(by: Sure<Inside>, db: Db) -> Result<Page<Closing>> {
    db.read(move |db| {
        Ok(Page(Closing {
            here: by.location().id,
            name: by.location().name.clone(),
            consequences: closing::consequences(&by, db)?,
            obstacle: closing::obstacle(&by, db)?,
        }))
    })
    .await
}

async fn close(by: Sure<Inside>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let name = by.location().name.clone();
    db.write(move |db| closing::close(&by, db)).await?;
    Ok(see("/locations").saying(format!("{name} is closed. You can open it again here.")))
}

async fn open_again(by: Asking, At(id): At<LocationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let inside = db.write(move |db| closing::open_again(&by, id, db)).await?;
    let said = format!("{} is open again. Everybody has the access that they had.", inside.location().name);
    Ok(see(format!("/locations/{id}")).saying(said))
}
