//! Bringing in a list of clients: first what would come of every line, then only the good ones.

use crate::access::rights::EditClients;
use crate::access::{Can, Inside, Right};
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::text::counted;
use crate::web::{Form, Page, Reply, see};

use super::super::forms::{Checked, ImportForm, parsed};
use super::super::model::Importing;
use super::super::views::Import;

/// A list of 5,000 clients is longer than other forms (security.md SG3).
const LARGEST: usize = 2 * 1024 * 1024;

type Long<T> = Form<T, LARGEST>;

pub async fn show(by: Can<EditClients>, db: Db) -> Result<Page<Import>> {
    db.read(move |db| {
        must_see_contacts(&by, db)?;
        Ok(Page(draw(&by, ImportForm::default(), Vec::new(), Errors::none())))
    })
    .await
}

/// A list says how people are reached, and telling who is known already takes the same right.
fn must_see_contacts(by: &Inside, db: &mut Conn) -> Result<()> {
    if by.may(Right::SeeContacts) { Ok(()) } else { Err(by.refusal(Right::SeeContacts, db)?) }
}

fn draw(by: &Inside, form: ImportForm, checked: Vec<Checked>, errors: Errors) -> Import {
    Import::new(by.location().id, form, checked, errors)
}

/// Says what would come of every line, and does nothing.
pub async fn check(by: Can<EditClients>, Form(form): Long<ImportForm>, db: Db) -> Result<Reply<Import>> {
    db.read(move |db| {
        must_see_contacts(&by, db)?;
        let rows = match form.rows() {
            Ok(rows) => rows,
            Err(Error::Invalid(errors)) => return Ok(Reply::Again(draw(&by, form, Vec::new(), errors))),
            Err(other) => return Err(other),
        };
        let checked = Checked::all(&by, rows, db)?;
        Ok(Reply::Fresh(draw(&by, form, checked, Errors::none())))
    })
    .await
}

/// Adds whoever is new now, whatever the dry run said: a form that is sent twice adds nobody twice.
pub async fn bring_in(by: Can<EditClients>, Form(form): Long<ImportForm>, db: Db) -> Result<Reply<Import>> {
    let here = by.location().id;
    let rows = match form.rows() {
        Ok(rows) => rows,
        Err(_) => return check(by, Form(form), db).await,
    };
    let (many, lines) = (rows.len(), parsed(&by, &rows));
    let lines: Vec<_> = lines.into_iter().map(Result::ok).collect();
    let added = db
        .write(move |db| {
            let by = by.still(db)?;
            must_see_contacts(&by, db)?;
            Importing::bring_in(&by, &lines, db)
        })
        .await?;
    let left = many - added;
    let mut said = format!("{} added.", counted(added as i64, "client was", "clients were"));
    if left > 0 {
        said.push_str(&format!(" {} left out.", counted(left as i64, "line was", "lines were")));
    }
    Ok(Reply::Done(see(format!("/locations/{here}/clients")).saying(said)))
}
