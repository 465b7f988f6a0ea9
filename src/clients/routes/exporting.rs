//! The list as a file: it asks for the password again, three times an hour at most, and stands in the log.

use crate::access::rights::ExportClients;
use crate::access::{Can, Right};
use crate::appointments::Tally;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Csv, Query, Sure};

use super::super::forms::FilterForm;
use super::super::model::{self, Client};
use super::super::views::{cells, headings};
use super::list::narrowed;

/// The file is written down in the transaction that reads it.
pub async fn export(by: Sure<Can<ExportClients>>, Query(form): Query<FilterForm>, db: Db) -> Result<Csv> {
    db.write(move |db| written_down(&by, &form, db)).await
}

fn written_down(by: &Can<ExportClients>, form: &FilterForm, db: &mut Conn) -> Result<Csv> {
    let by = by.still(db)?;
    model::file_of(by.viewer().user(), db)?;
    let location = by.location();
    let name = format!("Clients of {} {}", location.name, clock::today(location.zone));
    let mut file = Csv::new(name, headings(&by));
    let take = |clients: &[Client], db: &mut Conn| {
        let ids: Vec<_> = clients.iter().map(|client| client.id).collect();
        let tallies = if by.may(Right::SeeHistory) { Tally::of(&by, &ids, db)? } else { Default::default() };
        for client in clients {
            file.row(cells(&by, client, tallies.get(&client.id).copied().unwrap_or_default()));
        }
        Ok(())
    };
    let rows = Client::each(&by, &narrowed(&by, form, db)?, take, db)?;
    Client::note_file(&by, &form.said(), rows, db)?;
    Ok(file)
}
