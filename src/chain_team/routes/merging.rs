//! Several cards become one, and a card of a location becomes one of the chain.

use crate::chains::rights::EditChainTeam;
use crate::chains::{May, Within};
use crate::db::{Conn, Db};
use crate::error::{Error, Result};
use crate::web::{Form, Page, Query, Reply, See, see};

use super::super::forms::{MergeForm, SearchForm};
use super::super::model::{Found, Merge};
use super::super::views::{Cards, Merging};

pub async fn choose(by: May<EditChainTeam>, Query(form): Query<SearchForm>, db: Db) -> Result<Page<Cards>> {
    db.read(move |db| {
        let page = Found::page(&by, &form.search, form.after(), db)?;
        Ok(Page(Cards { here: by.chain().id, next: page.next.map(|last| form.address(last)), found: page.rows, form }))
    })
    .await
}

/// What would come of it, before it is done.
pub async fn ask(by: May<EditChainTeam>, Query(form): Query<MergeForm>, db: Db) -> Result<Reply<Merging>> {
    let cards = format!("/chains/{}/team/cards", by.chain().id);
    let planned = db.read(move |db| draw(&by, &form, db)).await;
    match planned {
        Ok(view) => Ok(Reply::Fresh(view)),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => Ok(Reply::Done(see(cards).saying(error.reason()?))),
        Err(other) => Err(other),
    }
}

fn draw(by: &Within, form: &MergeForm, db: &mut Conn) -> Result<Merging> {
    let plan = Merge::plan(by, &form.keys(), form.picks(), db)?;
    Ok(Merging { sentences: plan.sentences(&by.chain().name), obstacle: plan.obstacle(), here: by.chain().id, plan })
}

pub async fn merge(by: May<EditChainTeam>, Form(form): Form<MergeForm>, db: Db) -> Result<See> {
    let here = by.chain().id;
    let done = db.write(move |db| Merge::carry_out(&by, &form.keys(), form.picks(), db)).await;
    match done {
        Ok((plan, card)) => {
            let name = plan.value(0);
            let said = match plan.sources.len() {
                1 => format!("{name} is on a card of the chain now."),
                many => format!("{many} cards of {name} are one now."),
            };
            let page = card.map_or("cards".to_owned(), |card| card.to_string());
            Ok(see(format!("/chains/{here}/team/{page}")).saying(said))
        }
        Err(error @ Error::Invalid(_)) => Err(Error::Conflict(error.reason()?)),
        Err(other) => Err(other),
    }
}
