//! Making two records of one client into one: found, looked at side by side, then done.

use crate::access::rights::DeleteClients;
use crate::access::{Can, Right};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::id::ClientId;
use crate::web::{At, Form, Page, Query, See, see};

use super::super::forms::{MergeForm, OtherForm};
use super::super::model::Client;
use super::super::views::{Merging, Pair};

/// So many are offered.
const MOST: i64 = 12;

pub async fn ask(
    by: Can<DeleteClients>,
    At(id): At<ClientId>,
    Query(form): Query<OtherForm>,
    db: Db,
) -> Result<Page<Merging>> {
    db.read(move |db| {
        let kept = Client::find(&by, id, db)?;
        let pair = match form.with.parse().ok().filter(|with| *with != id) {
            None => None,
            Some(with) => {
                let other = Client::find(&by, with, db)?;
                let burden = other.burden(db)?;
                Some(Pair::new(&kept, other, burden, by.may(Right::SeeContacts)))
            }
        };
        let mut found = Client::matching(&by, &form.search, MOST, db)?;
        found.retain(|client| client.id != id);
        Ok(Page(Merging { here: by.location().id, kept, found, search: form.search, pair }))
    })
    .await
}

pub async fn merge(by: Can<DeleteClients>, At(id): At<ClientId>, Form(form): Form<MergeForm>, db: Db) -> Result<See> {
    let here = by.location().id;
    let with: ClientId = form.with.parse().map_err(|_| Error::NotFound)?;
    let name = db
        .write(move |db| {
            let kept = Client { version: form.version, ..Client::find(&by, id, db)? };
            let other = Client { version: form.other_version, ..Client::find(&by, with, db)? };
            kept.merge(&by, &other, form.how(), db)?;
            Ok(other.name)
        })
        .await?;
    let said = format!("The record of {name} is part of this one now, with everything in it.");
    Ok(see(format!("/locations/{here}/clients/{id}")).saying(said))
}
