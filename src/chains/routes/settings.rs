//! Chain settings: its name and its main location.

use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::web::{Again, Choice, Form, Page, Reply, Routes, see};

use super::super::forms::ChainForm;
use super::super::model::rights::EditChain;
use super::super::model::{Branch, Chain, May, Within};
use super::super::views::Edit;

pub fn routes() -> Routes {
    Routes::at("/chains/{chain}/settings").get("", edit).post("", update)
}

async fn edit(by: May<EditChain>, db: Db) -> Result<Page<Edit>> {
    db.read(move |db| Ok(Page(draw(&by, saved(&by), Errors::none(), db)?))).await
}

fn saved(by: &Within) -> ChainForm {
    let Chain { name, main, version, .. } = by.chain().clone();
    ChainForm { name, main: main.id.to_string(), version, location: Vec::new() }
}

fn draw(by: &Within, form: ChainForm, errors: Errors, db: &mut Conn) -> Result<Edit> {
    let open = Branch::list(by.chain().id, db)?.into_iter().filter(|branch| !branch.is_closed);
    let mains = open.map(|branch| Choice::new(branch.id, branch.name, &form.main)).collect();
    Ok(Edit { by: by.clone(), form, mains, errors })
}

async fn update(by: May<EditChain>, Form(form): Form<ChainForm>, db: Db) -> Result<Reply<Edit>> {
    let here = by.chain().id;
    let (editor, version) = (by.clone(), form.version);
    let outcome = match form.parse() {
        Ok((name, main)) => db.write(move |db| Chain::change(&editor, &name, main, version, db)).await,
        Err(error) => Err(error),
    };
    outcome
        .or_compared(
            &db,
            |()| see(format!("/chains/{here}/settings")).saying("Chain settings saved."),
            ("name", "Compare, then save again"),
            move |errors, _, db| {
                let version = Chain::find(here, db)?.version;
                draw(&by, ChainForm { version, ..form }, errors, db)
            },
        )
        .await
}
