//! The first page of a chain.

use crate::access::Held;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::id::LocationId;
use crate::web::{Page, Routes};

use super::super::model::{Branch, ChainRight, Figures, Within};
use super::super::views::{Numbers, Show};

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}").get("", show)
}

async fn show(by: Within, db: Db) -> Result<Page<Show>> {
    db.read(move |db| {
        let branches = Branch::list(by.chain().id, db)?;
        let numbers = by.may(ChainRight::SeeChainReports).then(|| numbers(&by, db)).transpose()?;
        let rights = by.rights().iter().map(|right| right.title()).collect();
        Ok(Page(Show { branches, numbers, rights, by }))
    })
    .await
}

fn numbers(by: &Within, db: &mut Conn) -> Result<Numbers> {
    let (figures, people) = Figures::of(by.chain(), db)?;
    let places: Vec<LocationId> = figures.iter().map(|one| one.branch.id).collect();
    let daily = Figures::daily(&places, db)?;
    let inside = Held::in_chain(by.user(), by.chain().id, db)?;
    Ok(Numbers::of(&figures, people, &daily, |branch| {
        inside.contains_key(&branch.id).then(|| format!("/locations/{}", branch.id))
    }))
}
