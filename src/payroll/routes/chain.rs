//! What the locations of a chain pay, and the same as a file.

use std::collections::HashMap;

use crate::access::{Held, Right};
use crate::chains::May;
use crate::chains::rights::SeeChainPay;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::LocationId;
use crate::web::{Csv, Query, Reply, Routes, Sure};

use super::super::forms::PeriodForm;
use super::super::model::PlacePay;
use super::super::views::{Across, Span, chain_report};
use super::exporting::file;
use super::spans::{answer, chosen};

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}").get("/payroll", index).get("/payroll.csv", export)
}

async fn index(by: May<SeeChainPay>, Query(form): Query<PeriodForm>, db: Db) -> Result<Reply<Across>> {
    let today = clock::today(by.chain().main.zone);
    let form = PeriodForm { by: String::new(), ..form };
    let asked = chosen(form.period(today))?;
    let period = asked.as_ref().ok().copied();
    let span = Span::of(format!("/chains/{}/payroll", by.chain().id), &form, asked, period, today);
    db.read(move |db| {
        let report = period.map(|period| PlacePay::of(&by, period, db).map(|places| (period, places))).transpose()?;
        let open = open(&by, &span, db)?;
        Ok(answer(Across { by: (*by).clone(), span, report, open }))
    })
    .await
}

/// The locations whose own pay the viewer may see: a chain right alone opens none.
fn open(by: &May<SeeChainPay>, span: &Span, db: &mut Conn) -> Result<Vec<(LocationId, String)>> {
    let inside: HashMap<LocationId, Held> = Held::in_chain(by.user(), by.chain().id, db)?;
    let sees = inside.into_iter().filter(|(_, held)| held.rights().has(Right::SeePay));
    Ok(sees.map(|(id, _)| (id, format!("/locations/{id}/payroll?{}", span.query()))).collect())
}

/// The file is written down, in the chain and at each location, in the transaction that reads it.
async fn export(by: Sure<May<SeeChainPay>>, Query(form): Query<PeriodForm>, db: Db) -> Result<Csv> {
    db.write(move |db| written_down(&by, &form, db)).await
}

fn written_down(by: &May<SeeChainPay>, form: &PeriodForm, db: &mut Conn) -> Result<Csv> {
    let by = PlacePay::holding(by, db)?;
    let period = form.period(clock::today(by.chain().main.zone))?;
    let places = PlacePay::of(&by, period, db)?;
    PlacePay::note_file(&by, &places, period, db)?;
    let name = format!("Pay of {}, {} to {}", by.chain().name, period.first(), period.last());
    Ok(file(name, chain_report(&places)))
}
