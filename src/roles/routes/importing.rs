//! Taking roles over from a file: first what would come of each, then the deed.

use crate::access::Can;
use crate::access::rights::EditRoles;
use crate::db::Db;
use crate::error::{Error, Errors, Result};
use crate::id::LocationId;
use crate::web::{Form, Page, Reply, Sure, see};

use super::super::forms::ImportForm;
use super::super::model::{File, plan};
use super::super::views::{ImportPage, roles_of};

/// A file may be longer than other forms (security.md SG3).
const LARGEST: usize = 256 * 1024;

type Long = Form<ImportForm, LARGEST>;

pub async fn show(by: Sure<Can<EditRoles>>) -> Result<Page<ImportPage>> {
    Ok(Page(blank(by.location().id, String::new(), Errors::none())))
}

fn blank(here: LocationId, text: String, errors: Errors) -> ImportPage {
    ImportPage { errors, ..ImportPage::planned(here, text, &[]) }
}

/// Says what would come of every role, and does nothing.
pub async fn check(by: Sure<Can<EditRoles>>, Form(form): Long, db: Db) -> Result<Reply<ImportPage>> {
    let here = by.location().id;
    let text = form.text().to_owned();
    let file = match File::read(&text) {
        Ok(file) => file,
        Err(Error::Invalid(errors)) => return Ok(Reply::Again(blank(here, text, errors))),
        Err(other) => return Err(other),
    };
    let planned = db.write(move |db| db.rehearse(|db| plan(&by, &file, db))).await?;
    Ok(Reply::Fresh(ImportPage::planned(here, text, &planned)))
}

/// Takes over what can be. What cannot stays on the page, with why.
pub async fn take(by: Sure<Can<EditRoles>>, Form(form): Long, db: Db) -> Result<Reply<ImportPage>> {
    let here = by.location().id;
    let Ok(file) = File::read(form.text()) else {
        return check(by, Form(form), db).await;
    };
    let import = form.import();
    let (added, changed, left) = db.write(move |db| import.run(&by, &file, db)).await?;
    let done = sentence(added, changed);
    let page = ImportPage::planned(here, form.text().to_owned(), &left);
    if page.rows.iter().all(|row| row.reasons.is_empty()) {
        return Ok(Reply::Done(see(roles_of(here)).saying(done)));
    }
    Ok(Reply::Again(ImportPage { done, ready: 0, ..page }))
}

fn sentence(added: usize, changed: usize) -> String {
    let roles = |number: usize| if number == 1 { "1 role is".to_owned() } else { format!("{number} roles are") };
    match (added, changed) {
        (0, 0) => "Nothing was taken over.".to_owned(),
        (new, 0) => format!("{} created.", roles(new)),
        (0, old) => format!("{} changed.", roles(old)),
        (new, old) => format!("{} created and {} changed.", roles(new), roles(old)),
    }
}
