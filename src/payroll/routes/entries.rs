//! Bonuses, penalties, advances and payments: listed, written down, taken back.

use crate::access::rights::KeepStatements;
use crate::access::{Can, Inside};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::EntryId;
use crate::money;
use crate::paging::Part;
use crate::web::{Again, At, Choice, Confirmed, Form, Page, Query, Reply, See, see};

use super::super::forms::{EntriesForm, EntryForm};
use super::super::model::{Entry, EntryKind, WrittenDown};
use super::super::views::{Entries, EntryRow, NewEntryPage, Tabs, entries_of, statements_of};
use super::statements::people;

pub async fn index(by: Can<KeepStatements>, Query(form): Query<EntriesForm>, db: Db) -> Result<Page<Entries>> {
    db.read(move |db| {
        let Part { rows: found, next } = WrittenDown::page(&by, form.filter(), form.after(), db)?;
        let kinds = EntryKind::ALL.into_iter().map(|kind| Choice::new(kind.slug(), kind.title(), &form.kind));
        Ok(Page(Entries {
            tabs: Tabs::of(&by, "Bonuses and payments"),
            here: by.location().id,
            members: people(&by, "Everybody", &form.member, db)?,
            kinds: std::iter::once(Choice::new("", "Everything", &form.kind)).chain(kinds).collect(),
            rows: found.into_iter().map(|one| row(&by, one)).collect(),
            next: next.map(|last| form.address(Some(last))),
            form,
        }))
    })
    .await
}

fn row(by: &Inside, one: WrittenDown) -> EntryRow {
    let zone = by.location().zone;
    let signed = |(who, at): &(String, _)| format!("{who}, {}", clock::brief(*at, zone));
    EntryRow {
        id: one.entry.id,
        day: clock::long(one.entry.day),
        kind: one.entry.kind.title(),
        amount: money::said(one.entry.amount, &by.location().currency),
        made: signed(&one.made),
        voided: one.voided.as_ref().map(signed).unwrap_or_default(),
        may_void: one.voided.is_none() && one.held_by.is_none() && !one.is_own,
        held: one.held_by.map(|(id, number)| (format!("{}/{id}", statements_of(by.location().id)), number)),
        name: one.name,
        reason: one.entry.reason,
    }
}

pub async fn new(by: Can<KeepStatements>, Query(form): Query<EntryForm>, db: Db) -> Result<Page<NewEntryPage>> {
    let today = clock::today(by.location().zone).to_string();
    let form = EntryForm { day: if form.day.is_empty() { today } else { form.day.clone() }, ..form };
    db.read(move |db| Ok(Page(draw(&by, form, Errors::none(), db)?))).await
}

fn draw(by: &Inside, form: EntryForm, errors: Errors, db: &mut Conn) -> Result<NewEntryPage> {
    let kinds = EntryKind::ALL.into_iter().filter(|kind| *kind != EntryKind::Adjustment);
    let kinds = kinds.map(|kind| Choice::new(kind.slug(), kind.title(), &form.kind));
    Ok(NewEntryPage {
        tabs: Tabs::of(by, "Bonuses and payments"),
        here: by.location().id,
        members: people(by, "Choose", &form.member, db)?,
        kinds: std::iter::once(Choice::new("", "Choose", &form.kind)).chain(kinds).collect(),
        currency: by.location().currency.clone(),
        form,
        errors,
    })
}

pub async fn create(by: Can<KeepStatements>, Form(form): Form<EntryForm>, db: Db) -> Result<Reply<NewEntryPage>> {
    let (author, list) = (by.clone(), entries_of(by.location().id));
    let added = match form.parse(&by.location().currency) {
        Ok(new) => db.write(move |db| Ok((Entry::add(&author, &new, db)?, new.kind))).await,
        Err(error) => Err(error),
    };
    added
        .or_drawn(
            &db,
            |(payee, kind)| see(list).saying(format!("{} written down for {}.", kind.title(), payee.name)),
            move |errors, db| draw(&by, form, errors, db),
        )
        .await
}

pub async fn void(by: Can<KeepStatements>, At(id): At<EntryId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let list = entries_of(by.location().id);
    let gone = db.write(move |db| Entry::void(&by, id, db)).await?;
    let kind = gone.entry.kind.title();
    Ok(see(list).saying(format!("{kind} taken back. It stays in the list, and counts no more.")))
}
