//! The clients of all locations of a chain: the list, and the same as a file.

use std::collections::HashSet;

use crate::access::{Inside, Right};
use crate::appointments::Tally;
use crate::chains::rights::{ExportChainClients, ViewChainClients};
use crate::chains::{Branch, ChainRight, May, Within};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::id::ClientId;
use crate::paging::Part;
use crate::web::{Choice, Csv, Page, Query, Routes, Sure};

use super::super::forms::ChainFilterForm;
use super::super::model::{self, ChainLine, Client};
use super::super::views::{ChainClients, ChainRow};

pub(super) fn routes() -> Routes {
    Routes::at("/chains/{chain}").get("/clients", index).get("/clients.csv", export)
}

async fn index(by: May<ViewChainClients>, Query(form): Query<ChainFilterForm>, db: Db) -> Result<Page<ChainClients>> {
    let looks = by.clone();
    db.write(move |db| model::look_around(&looks, db)).await?;
    db.read(move |db| {
        let Part { rows: lines, next } = ChainLine::page(&by, &form.filter(), form.after(), db)?;
        let ids: Vec<ClientId> = lines.iter().map(|line| line.id).collect();
        let tallies = Tally::of_all(&ids, db)?;
        let open = open_cards(&by, &lines, db)?;
        let zone = by.chain().main.zone;
        let row = |line: ChainLine| {
            let (tally, is_open) = (tallies.get(&line.id).copied().unwrap_or_default(), open.contains(&line.id));
            ChainRow::new(line, tally, is_open, zone)
        };
        let everywhere = std::iter::once(Choice::new("", "Every location", &form.place));
        let branches = Branch::list(by.chain().id, db)?.into_iter().filter(|branch| !branch.is_closed);
        Ok(Page(ChainClients {
            rows: lines.into_iter().map(row).collect(),
            places: everywhere.chain(branches.map(|one| Choice::new(one.id, one.name, &form.place))).collect(),
            export: by.may(ChainRight::ExportChainClients),
            here: by.chain().id,
            next: next.map(|last| form.address(Some(last))),
            form,
        }))
    })
    .await
}

/// Whose cards the viewer may open at their location: a chain right alone opens none.
fn open_cards(by: &Within, lines: &[ChainLine], db: &mut Conn) -> Result<HashSet<ClientId>> {
    let mut open = HashSet::new();
    let places: HashSet<_> = lines.iter().map(|line| line.branch).collect();
    for place in places {
        let inside = match Inside::enter(by.user(), by.asking().origin().clone(), place, db) {
            Ok(inside) if inside.may(Right::ViewClients) && !inside.lacks_second_factor() => inside,
            Ok(_) | Err(Error::NotFound) => continue,
            Err(other) => return Err(other),
        };
        let of_theirs = lines.iter().filter(|line| line.branch == place).map(|line| line.id);
        open.extend(Client::seen_among(&inside, &of_theirs.collect::<Vec<_>>(), db)?);
    }
    Ok(open)
}

async fn export(by: Sure<May<ExportChainClients>>, Query(form): Query<ChainFilterForm>, db: Db) -> Result<Csv> {
    db.write(move |db| written_down(&by, &form, db)).await
}

fn written_down(by: &May<ExportChainClients>, form: &ChainFilterForm, db: &mut Conn) -> Result<Csv> {
    model::file_of(by.user(), db)?;
    let chain = by.chain();
    let branches = Branch::list(chain.id, db)?;
    let place = branches.iter().find(|branch| Some(branch.id) == form.filter().branch);
    let said = form.said(place.map(|branch| branch.name.as_str()));
    let sees_contacts = by.may(ChainRight::SeeChainContacts);
    let contacts: &[&str] = if sees_contacts { &["Phone", "Email"] } else { &[] };
    let headings = ["Name", "Location"].iter().chain(contacts).chain(&["Last visit", "Visits"]).copied();
    let name = format!("Clients of {} {}", chain.name, clock::today(chain.main.zone));
    let mut file = Csv::new(name, headings);
    let take = |lines: &[ChainLine], db: &mut Conn| {
        let tallies = Tally::of_all(&lines.iter().map(|line| line.id).collect::<Vec<_>>(), db)?;
        for line in lines {
            let tally = tallies.get(&line.id).copied().unwrap_or_default();
            file.row(ChainRow::cells(line, tally, sees_contacts, chain.main.zone));
        }
        Ok(())
    };
    ChainLine::each(by, &form.filter(), &said, take, db)?;
    Ok(file)
}
