//! Changing many roles in one go: the form, what would come of it, and the deed.

use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::access::Role;
use crate::chains::rights::EditChainUsers;
use crate::chains::{Branch, May, Power, Within};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::web::{Form, Page, Reply, Routes, Sure, rejected, see};

use super::super::forms::{ChangesForm, GridQuery, LARGEST, PlanForm};
use super::super::model::{Grid, Outcome, change, foresee};
use super::super::views::{Board, Edit, Head, Plan, PlanRow, Possible, Results, Row, roles};
use super::here;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/matrix").post("/plan", plan).post("/changes", apply)
}

/// The form as it is before anything is typed.
pub fn fresh(by: &Within, query: GridQuery, db: &mut Conn) -> Result<Edit> {
    draw(by, query, PlanForm::default(), Errors::none(), db)
}

fn draw(by: &Within, query: GridQuery, form: PlanForm, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let grid = Grid::of(by, &query.sieve(), query.window(), db)?;
    let possible = Possible { roles: Role::list(by.chain().id, db)?, power: Power::of(by, db)? };
    let mut board = Board::of(here(by), query, &grid, &possible.roles);
    let is_chosen = |head: &Head| form.branch.iter().any(|id| head.id == id.to_string());
    for head in &mut board.heads {
        head.is_chosen = is_chosen(head);
    }
    let row = |line| Row::changing(by, line, &grid.columns, &possible, &form);
    Ok(Edit {
        rows: grid.lines.iter().map(row).collect(),
        board,
        give: possible.for_many(&form.give),
        is_all: form.all.is_some(),
        errors,
    })
}

async fn plan(
    by: May<EditChainUsers>,
    Form(form): Form<PlanForm, LARGEST>,
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let (asking, sent) = (by.clone(), form.clone());
    let foreseen = db
        .write(move |db| {
            let all: Vec<LocationId> =
                Branch::list(asking.chain().id, db)?.into_iter().map(|branch| branch.id).collect();
            foresee(&asking, &sent.parse(&all)?, db)
        })
        .await;
    match foreseen {
        Ok(outcomes) => Ok(Page(Plan::of(here(&by), outcomes)).respond_to(&req)),
        Err(Error::Invalid(errors)) => {
            rejected(&by, "Several roles in one go", &db).await;
            let view = db.read(move |db| draw(&by, form.query(), form, errors, db)).await?;
            Ok(Reply::Again(view).respond_to(&req))
        }
        Err(other) => Err(other),
    }
}

async fn apply(
    by: Sure<May<EditChainUsers>>,
    Form(form): Form<ChangesForm, LARGEST>,
    db: Db,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let here = here(&by);
    let (wishes, seen) = form.parse()?;
    let (outcomes, batch) = db.write(move |db| change(&by, &wishes, &seen, db)).await?;
    match batch {
        Some(batch) if outcomes.iter().all(Outcome::is_done) => {
            let said = format!("{} changed. You can undo this here.", changed(outcomes.len()));
            Ok(see(format!("{here}/batches/{batch}")).saying(said).respond_to(&req))
        }
        batch => {
            let rows = outcomes.into_iter().map(PlanRow::of).collect();
            Ok(Page(Results { here, heading: "Changing several roles", rows, batch }).respond_to(&req))
        }
    }
}

/// `1 role is`, `3 roles are`.
pub fn changed(count: usize) -> String {
    format!("{} {}", roles(count), if count == 1 { "is" } else { "are" })
}
