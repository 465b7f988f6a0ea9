//! Deleting a client: what will happen, said before it does; and bringing them back.

use crate::access::rights::DeleteClients;
use crate::access::{Can, Inside};
use crate::appointments::Visit;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::ClientId;
use crate::web::{At, Confirmed, Form, Page, Reply, See, see};

use super::super::model::Client;
use super::super::views::{Leave, Occasion};

pub async fn ask(by: Can<DeleteClients>, At(id): At<ClientId>, db: Db) -> Result<Page<Leave>> {
    db.read(move |db| Ok(Page(draw(&by, Client::find(&by, id, db)?, db)?))).await
}

fn draw(by: &Inside, client: Client, db: &mut Conn) -> Result<Leave> {
    let to_come = Visit::to_come(by, client.id, db)?;
    Ok(Leave {
        here: by.location().id,
        expected: client.still_to_come(db)?,
        to_come: to_come.into_iter().map(|visit| Occasion::new(by, visit)).collect(),
        client,
    })
}

/// Whoever is expected is not deleted: the page says so again, and which appointments these are.
pub async fn delete(by: Can<DeleteClients>, At(id): At<ClientId>, _: Form<Confirmed>, db: Db) -> Result<Reply<Leave>> {
    let here = by.location().id;
    db.write(move |db| {
        let by = by.still(db)?;
        let client = Client::find(&by, id, db)?;
        if client.still_to_come(db)? > 0 {
            return Ok(Reply::Late(draw(&by, client, db)?));
        }
        client.delete(&by, db)?;
        let said = format!("{} is deleted. You find them with the filter Deleted.", client.name);
        Ok(Reply::Done(see(format!("/locations/{here}/clients")).saying(said)))
    })
    .await
}

pub async fn restore(by: Can<DeleteClients>, At(id): At<ClientId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let client = Client::find_deleted(&by, id, db)?;
            client.restore(&by, db)?;
            Ok(client.name)
        })
        .await?;
    Ok(see(format!("/locations/{here}/clients/{id}")).saying(format!("{name} is on the list of clients again.")))
}
