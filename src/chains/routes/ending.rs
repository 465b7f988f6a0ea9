//! Deleting a chain, and bringing it back.

use crate::access::Asking;
use crate::db::Db;
use crate::error::Result;
use crate::id::{ChainId, LocationId};
use crate::web::{At, Confirmed, Crumb, Form, Page, Routes, See, see};

use super::super::model::rights::EditChain;
use super::super::model::{Branch, Chain, Loss, May};
use super::super::views::Ending;
use super::places::said_of;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}").get("/deletion", ask).post("/deletion", delete).post("/restoration", restore)
}

async fn ask(by: May<EditChain>, db: Db) -> Result<Page<Ending>> {
    db.read(move |db| {
        let (here, chain) = (by.chain().id, by.chain());
        let branches = Branch::list(here, db)?;
        let places: Vec<LocationId> = branches.iter().map(|branch| branch.id).collect();
        let losses = chain.losses(&places, db)?;
        let mut consequences = Vec::new();
        for branch in &branches {
            let here: Vec<Loss> = losses.iter().filter(|loss| loss.location == branch.id).cloned().collect();
            consequences.extend(said_of(&here, &branch.name));
            consequences.extend(chain.cards_let_go(branch.id, &branch.name, db)?);
        }
        consequences.push("Locations stay as they are, with the rights that they gave to people themselves.".into());
        consequences
            .push("The chain disappears from everybody’s list. Its owners can restore it under Your locations.".into());
        Ok(Page(Ending {
            here: format!("/chains/{here}/deletion"),
            title: format!("Delete {}", chain.name),
            button: "Delete the chain".into(),
            consequences,
            obstacle: match by.is_owner() {
                true => String::new(),
                false => "Only an owner of the chain can delete it.".into(),
            },
            crumb: Crumb::new("Chain settings", format!("/chains/{here}/settings")),
            section: "Settings",
        }))
    })
    .await
}

async fn delete(by: May<EditChain>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let name = by.chain().name.clone();
    db.write(move |db| Chain::delete(&by, db)).await?;
    Ok(see("/locations").saying(format!("The chain {name} is deleted. You can restore it here.")))
}

async fn restore(by: Asking, At(id): At<ChainId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let within = db.write(move |db| Chain::restore(&by, id, db)).await?;
    let (id, name) = (within.chain().id, &within.chain().name);
    Ok(see(format!("/chains/{id}")).saying(format!("The chain {name} is back, with everything that it gave.")))
}
