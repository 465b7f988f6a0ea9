//! The doors to the table of people and locations.

mod changing;
mod undoing;

use crate::access::Role;
use crate::chains::rights::{EditChainUsers, ViewChainUsers};
use crate::chains::{ChainRight, May, Within};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::web::{Csv, Page, Query, Routes, Sure};

use super::forms::GridQuery;
use super::model::{Grid, Spot, everything};
use super::views::{Board, Edit, Matrix, Row, words};

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}")
        .get("/matrix", show)
        .get("/matrix.csv", export)
        .get("/matrix/edit", edit)
        .and(changing::routes())
        .and(undoing::routes())
}

/// Where the table of a chain is.
fn here(by: &Within) -> String {
    format!("/chains/{}/matrix", by.chain().id)
}

async fn show(by: May<ViewChainUsers>, Query(query): Query<GridQuery>, db: Db) -> Result<Page<Matrix>> {
    db.read(move |db| {
        let grid = Grid::of(&by, &query.sieve(), query.window(), db)?;
        let may_edit = by.may(ChainRight::EditChainUsers);
        let board = Board::of(here(&by), query, &grid, &Role::list(by.chain().id, db)?);
        let edit = may_edit.then(|| format!("{}/edit{}", board.here, board.same()));
        let row = |line| Row::shown(&by, line, &grid.columns, edit.as_deref());
        Ok(Page(Matrix { rows: grid.lines.iter().map(row).collect(), board, may_edit }))
    })
    .await
}

async fn edit(by: May<EditChainUsers>, Query(query): Query<GridQuery>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| Ok(Page(changing::fresh(&by, query, db)?))).await
}

async fn export(by: Sure<May<ViewChainUsers>>, Query(query): Query<GridQuery>, db: Db) -> Result<Csv> {
    db.read(move |db| table(&by, &query, db)).await
}

fn table(by: &Within, query: &GridQuery, db: &mut Conn) -> Result<Csv> {
    let mut rows = Vec::new();
    let branches = everything(by, &query.sieve(), db, |lines| {
        for line in lines {
            let first = [line.person.name.clone(), line.person.role_name().to_owned()];
            rows.push(first.into_iter().chain(line.spots.iter().map(said)).collect::<Vec<_>>());
        }
    })?;
    let name = format!("Access in {}, {}", by.chain().name, clock::today(by.chain().main.zone));
    let heads = ["Name", "Chain role"].into_iter().chain(branches.iter().map(|branch| branch.name.as_str()));
    let mut csv = Csv::new(name, heads);
    for row in rows {
        csv.row(row);
    }
    Ok(csv)
}

/// All that somebody is at a location, in one cell.
fn said(spot: &Spot) -> String {
    let part = |part| {
        let (role, from) = words(part);
        format!("{role} ({from})")
    };
    match spot.parts.is_empty() {
        true => "No access".into(),
        false => spot.parts.iter().map(part).collect::<Vec<_>>().join(" + "),
    }
}
