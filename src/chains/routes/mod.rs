//! The pages of a chain.

mod belonging;
mod choices;
pub(crate) mod consequences;
mod ending;
mod founding;
mod people;
mod person;
mod places;
mod role;
mod role_removal;
mod roles;
mod settings;

use crate::db::Db;
use crate::error::Result;
use crate::web::{Page, Routes};

use super::model::{Branch, Within};
use super::views::Show;

pub fn routes() -> Routes {
    founding::routes()
        .and(Routes::at("/chains/{chain}").get("", show))
        .and(settings::routes())
        .and(places::routes())
        .and(ending::routes())
        .and(belonging::routes())
        .and(people::routes())
        .and(person::routes())
        .and(roles::routes())
        .and(role::routes())
        .and(role_removal::routes())
}

async fn show(by: Within, db: Db) -> Result<Page<Show>> {
    db.read(move |db| {
        let branches = Branch::list(by.chain().id, db)?;
        let rights = by.rights().iter().map(|right| right.title()).collect();
        Ok(Page(Show { branches, rights, by }))
    })
    .await
}
