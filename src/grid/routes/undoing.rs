//! The last changes of many roles in one go, and putting them back.

use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::chains::May;
use crate::chains::rights::EditChainUsers;
use crate::db::Db;
use crate::error::Result;
use crate::id::BatchId;
use crate::web::{At, Confirmed, Form, Page, Routes, Sure, see};

use super::super::model::{self, Outcome};
use super::super::views::{Batch, Batches, LeftRow, Listed, PlanRow, Results};
use super::changing::changed;
use super::here;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/matrix/batches").get("", index).get("/{batch}", show).post("/{batch}/undo", undo)
}

async fn index(by: May<EditChainUsers>, db: Db) -> Result<Page<Batches>> {
    db.read(move |db| {
        let (here, zone) = (here(&by), by.chain().main.zone);
        let batches = model::Batch::list(by.chain().id, db)?;
        let batches = batches.iter().map(|batch| Listed::of(&here, batch, zone)).collect();
        Ok(Page(Batches { here, batches }))
    })
    .await
}

async fn show(by: May<EditChainUsers>, At(id): At<BatchId>, db: Db) -> Result<Page<Batch>> {
    db.read(move |db| {
        let here = here(&by);
        let batch = model::Batch::find(by.chain().id, id, db)?;
        let rows = batch.left(&by, db)?.into_iter().map(LeftRow::of).collect();
        Ok(Page(Batch { listed: Listed::of(&here, &batch, by.chain().main.zone), rows, here }))
    })
    .await
}

async fn undo(
    by: Sure<May<EditChainUsers>>,
    At(id): At<BatchId>,
    _: Form<Confirmed>,
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let here = here(&by);
    let outcomes = db.write(move |db| model::Batch::undo(&by, id, db)).await?;
    if outcomes.iter().all(Outcome::is_done) {
        let said = format!("{} as before.", changed(outcomes.len()));
        return Ok(see(format!("{here}/batches/{id}")).saying(said).respond_to(&req));
    }
    let rows = outcomes.into_iter().map(PlanRow::of).collect();
    Ok(Page(Results { here, heading: "Undoing several roles", rows, batch: None }).respond_to(&req))
}
