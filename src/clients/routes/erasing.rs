//! Erasing a client for good: what will be gone, said before it is.

use crate::access::Can;
use crate::access::rights::DeleteClients;
use crate::db::Db;
use crate::error::Result;
use crate::id::ClientId;
use crate::web::{At, Confirmed, Form, Page, See, Sure, see};

use super::super::model::Client;
use super::super::views::Erase;

pub async fn ask(by: Sure<Can<DeleteClients>>, At(id): At<ClientId>, db: Db) -> Result<Page<Erase>> {
    db.read(move |db| {
        let (client, _) = Client::find_anyhow(&by, id, db)?;
        Ok(Page(Erase { here: by.location().id, expected: client.still_to_come(db)?, client }))
    })
    .await
}

pub async fn erase(by: Sure<Can<DeleteClients>>, At(id): At<ClientId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    db.write(move |db| {
        let by = by.still(db)?;
        Client::find_anyhow(&by, id, db)?.0.erase(&by, db)
    })
    .await?;
    Ok(see(format!("/locations/{here}/clients"))
        .saying("The client is erased. What they paid for stays, without a name."))
}
