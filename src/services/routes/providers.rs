//! Who provides a service, from the side of the service.

use crate::access::rights::EditMemberServices;
use crate::access::{Can, Inside, Right};
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::ServiceId;
use crate::web::{Again, At, Form, Page, Reply, see};

use super::super::forms::OwnForm;
use super::super::model::{Service, fingerprint};
use super::super::views::{OwnRow, Providers, services_of};

/// A row for each of many takes more room than other forms do (security.md SG3).
pub(super) const LARGEST: usize = 128 * 1024;

pub async fn edit(by: Can<EditMemberServices>, At(id): At<ServiceId>, db: Db) -> Result<Page<Providers>> {
    db.read(move |db| Ok(Page(draw(&by, id, None, Errors::none(), db)?))).await
}

fn draw(by: &Inside, id: ServiceId, form: Option<&OwnForm>, errors: Errors, db: &mut Conn) -> Result<Providers> {
    let service = Service::find(by, id, db)?;
    let currency = &by.location().currency;
    let team = service.team(by, db)?;
    let rows: Vec<OwnRow> = team.iter().map(|one| OwnRow::of_member(one, &service, currency)).collect();
    let (rows, theirs) = with_typed(rows, form);
    let seen = fingerprint(team.iter().map(|one| (one.member.0, one.own)));
    Ok(Providers { by: by.clone(), service, rows, seen, errors, theirs })
}

/// The rows with what was typed in them, and how those are saved that differ.
pub(super) fn with_typed(rows: Vec<OwnRow>, form: Option<&OwnForm>) -> (Vec<OwnRow>, Vec<(String, String)>) {
    let Some(form) = form else { return (rows, Vec::new()) };
    let mut theirs = Vec::new();
    let rows = rows.into_iter().map(|row| {
        let (saved, name, before) =
            (row.saved.clone(), row.name.clone(), (row.is_on, row.price.clone(), row.minutes.clone()));
        let row = row.typed(form);
        if before != (row.is_on, row.price.clone(), row.minutes.clone()) {
            theirs.push((name, saved));
        }
        row
    });
    let rows = rows.collect();
    (rows, theirs)
}

pub async fn update(
    by: Can<EditMemberServices>,
    At(id): At<ServiceId>,
    Form(form): Form<OwnForm, LARGEST>,
    db: Db,
) -> Result<Reply<Providers>> {
    let base = services_of(by.location().id);
    let (editor, seen) = (by.clone(), form.seen.clone());
    let saved = match form.parse(&by.location().currency) {
        Ok(wishes) => db.write(move |db| Service::find(&editor, id, db)?.settle(&editor, &wishes, &seen, db)).await,
        Err(error) => Err(error),
    };
    let is_open = by.may(Right::ViewServices);
    let next = if is_open { format!("{base}/{id}") } else { format!("{base}/{id}/providers") };
    saved
        .or_compared(
            &db,
            |()| see(next).saying("Who provides it is saved."),
            ("provides", "Compare, then save again"),
            move |errors, is_late, db| {
                let view = draw(&by, id, Some(&form), errors, db)?;
                Ok(if is_late { view } else { Providers { seen: form.seen, theirs: Vec::new(), ..view } })
            },
        )
        .await
}
