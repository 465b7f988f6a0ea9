//! Creating a chain.

use crate::access::Asking;
use crate::db::Db;
use crate::error::{Errors, Result};
use crate::web::{Again, Form, Page, Reply, Routes, see};

use super::super::forms::ChainForm;
use super::super::model::Chain;
use super::super::views::New;

pub fn routes() -> Routes {
    Routes::at("/chains").get("/new", new).post("", create)
}

async fn new(by: Asking, db: Db) -> Result<Page<New>> {
    let possible = db.read(move |db| Chain::possible(&by, db)).await?;
    let form = ChainForm { location: possible.iter().map(|(id, _)| *id).collect(), ..ChainForm::default() };
    Ok(Page(New { possible, form, errors: Errors::none() }))
}

async fn create(by: Asking, Form(form): Form<ChainForm>, db: Db) -> Result<Reply<New>> {
    let (founder, wish) = (by.clone(), form.parse_new());
    let founded = match wish {
        Ok((name, locations, main)) => {
            db.write(move |db| Ok((Chain::found(&founder, &name, &locations, main, db)?, name))).await
        }
        Err(error) => Err(error),
    };
    let possible = db.read(move |db| Chain::possible(&by, db)).await?;
    founded.or_again(
        |(chain, name)| see(format!("/chains/{chain}")).saying(format!("The chain {name} is created.")),
        |errors| New { possible, form, errors },
    )
}
