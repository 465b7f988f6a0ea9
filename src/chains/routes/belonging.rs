//! The chains that a location belongs to, as its settings show them.

use crate::access::Can;
use crate::access::rights::AddToChain;
use crate::db::Db;
use crate::error::Result;
use crate::id::ChainId;
use crate::web::{At, Confirmed, Crumb, Form, Page, Routes, See, see};

use super::super::model::Chain;
use super::super::views::{Ending, OfLocation};
use super::places::of_leaving;

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/settings/chains")
        .get("", index)
        .get("/{chain}/withdrawal", ask)
        .post("/{chain}/withdrawal", withdraw)
}

async fn index(by: Can<AddToChain>, db: Db) -> Result<Page<OfLocation>> {
    db.read(move |db| {
        let chains = Chain::of_location(by.location().id, db)?;
        Ok(Page(OfLocation { by: (*by).clone(), chains }))
    })
    .await
}

async fn ask(by: Can<AddToChain>, At(id): At<ChainId>, db: Db) -> Result<Page<Ending>> {
    db.read(move |db| {
        let (here, name) = (by.location().id, &by.location().name);
        let chain = Chain::with_location(id, here, db)?;
        Ok(Page(Ending {
            here: format!("/locations/{here}/settings/chains/{id}/withdrawal"),
            title: format!("Take {name} out of {}", chain.name),
            button: format!("Take {name} out"),
            consequences: of_leaving(&chain, name, here, db)?,
            obstacle: match chain.main.id == here {
                true => format!(
                    "{name} is the main location of {}. An owner of the chain has to choose another one first.",
                    chain.name
                ),
                false => String::new(),
            },
            crumb: Crumb::new("Chains", format!("/locations/{here}/settings/chains")),
            section: "Settings",
        }))
    })
    .await
}

async fn withdraw(by: Can<AddToChain>, At(id): At<ChainId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let (here, name) = (by.location().id, by.location().name.clone());
    let chain = db.write(move |db| Chain::withdraw(&by, id, db)).await?;
    Ok(see(format!("/locations/{here}/settings/chains"))
        .saying(format!("{name} does not belong to {} any more.", chain.name)))
}
