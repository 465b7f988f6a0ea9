//! The card of a client: how they are reached, what they came for, what was noted, and what was changed.

use crate::access::rights::{EditClients, ViewClients};
use crate::access::{Can, Inside, Right};
use crate::activity::Event;
use crate::appointments::Visit;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::ClientId;
use crate::web::{At, Page, Query, Reply, see};

use super::super::forms::{NoteForm, VisitsForm};
use super::super::model::{self, Client, Note};
use super::super::views::{Frame, History, Occasion, Show};

pub async fn show(
    by: Can<ViewClients>,
    At(id): At<ClientId>,
    Query(form): Query<VisitsForm>,
    db: Db,
) -> Result<Reply<Show>> {
    let looks = by.clone();
    db.write(move |db| model::look(&looks, db)).await?;
    db.read(move |db| {
        if let Some(kept) = Client::merged_into(&by, id, db)? {
            return Ok(Reply::Done(see(format!("/locations/{}/clients/{kept}", by.location().id))));
        }
        draw(&by, id, &form, NoteForm::default(), Errors::none(), db).map(Reply::Fresh)
    })
    .await
}

pub(super) fn draw(
    by: &Inside,
    id: ClientId,
    form: &VisitsForm,
    note: NoteForm,
    errors: Errors,
    db: &mut Conn,
) -> Result<Show> {
    let (client, is_deleted) = Client::find_anyhow(by, id, db)?;
    let (visits, next) = match by.may(Right::SeeHistory) {
        true => Visit::of(by, id, form.before(), db)?,
        false => (Vec::new(), None),
    };
    let zone = by.location().zone;
    let notes = match by.proof() {
        Some(reader) => Note::about(&reader, &client, db)?,
        None => Vec::new(),
    };
    Ok(Show {
        frame: Frame::new(by, client, is_deleted, "Client"),
        visits: visits.into_iter().map(|visit| Occasion::new(by, visit)).collect(),
        next: next.map(|last| format!("?before={last}")),
        notes: notes.into_iter().map(|note| (clock::brief(note.written_at, zone), note)).collect(),
        sees_history: by.may(Right::SeeHistory),
        writes_notes: by.may(Right::WriteNotes),
        opens_appointments: by.may(Right::ViewCalendar),
        note,
        errors,
    })
}

pub async fn history(by: Can<EditClients>, At(id): At<ClientId>, db: Db) -> Result<Page<History>> {
    db.read(move |db| {
        let client = Client::find(&by, id, db)?;
        let zone = by.location().zone;
        let events = Event::of_thing(by.location().id, id, db)?;
        Ok(Page(History {
            frame: Frame::new(&by, client, false, "History"),
            events: events.into_iter().map(|event| (clock::moment(event.at, zone), event)).collect(),
        }))
    })
    .await
}
