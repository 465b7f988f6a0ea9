//! Inviting a few people, row by row.

use crate::access::rights::InviteUsers;
use crate::access::{Can, Inside, Role};
use crate::channels::Phones;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::outbox::Desk;
use crate::web::{Form, Page, Reply, see};

use super::super::forms::{InviteForm, InviteRow, MOST_ROWS, beside, card_choices, choices_among, languages};
use super::super::model::{Card, Invitation, Sent};
use super::super::views::{New, Person};

pub async fn new(by: Can<InviteUsers>, db: Db) -> Result<Page<New>> {
    let rows = vec![InviteRow::default(), InviteRow::default(), InviteRow::default()];
    Ok(Page(db.read(move |db| draw(&by, InviteForm::default(), rows, Errors::none(), db)).await?))
}

fn draw(by: &Inside, form: InviteForm, rows: Vec<InviteRow>, errors: Errors, db: &mut Conn) -> Result<New> {
    let roles = Role::list(by.location().id, db)?;
    let cards = Card::free(by, db)?;
    let has_cards = !cards.is_empty() || rows.iter().any(|typed| !typed.card.is_empty());
    let person = |typed: InviteRow| Person {
        roles: choices_among(&roles, by, &typed.role),
        cards: card_choices(&cards, &typed.card),
        typed,
    };
    Ok(New {
        here: by.location().id,
        phones: Phones::of(by, db)?,
        rows: rows.into_iter().map(person).collect(),
        has_cards,
        languages: languages(by, &form.language),
        form,
        errors,
        sent: String::new(),
    })
}

pub async fn create(by: Can<InviteUsers>, Form(form): Form<InviteForm>, db: Db, desk: Desk) -> Result<Reply<New>> {
    let mut rows = form.rows();
    if form.add.is_some() || form.remove.is_some() {
        match form.remove {
            Some(number) if rows.len() > 1 && (1..=rows.len()).contains(&number) => drop(rows.remove(number - 1)),
            None if rows.len() < MOST_ROWS => rows.push(InviteRow::default()),
            _ => {}
        }
        return Ok(Reply::Fresh(db.read(move |db| draw(&by, form, rows, Errors::none(), db)).await?));
    }
    if rows.iter().all(InviteRow::is_blank) {
        rows.truncate(1);
    } else {
        rows.retain(|row| !row.is_blank());
    }
    let here = by.location().id;
    let (inviter, typed) = (by.clone(), form.clone());
    let (sent, failed, errors) = db.write(move |db| send_all(&inviter, &typed, rows, &desk, db)).await?;
    if errors.is_empty() {
        return Ok(Reply::Done(see(format!("/locations/{here}/invitations")).saying(sentence(&sent))));
    }
    let view = db.read(move |db| draw(&by, form, failed, errors, db)).await?;
    let sent = if sent.is_empty() { String::new() } else { sentence(&sent) };
    Ok(Reply::Again(New { sent, ..view }))
}

type Outcome = (Vec<Sent>, Vec<InviteRow>, Errors);

/// Good rows are sent, bad ones come back with their reasons. A role above one's own refuses the whole form.
fn send_all(
    by: &Can<InviteUsers>,
    form: &InviteForm,
    rows: Vec<InviteRow>,
    desk: &Desk,
    db: &mut Conn,
) -> Result<Outcome> {
    let (mut sent, mut failed, mut errors) = (Vec::new(), Vec::new(), Errors::none());
    let terms = match form.terms(by) {
        Ok(terms) => terms,
        Err(error) => return Ok((sent, rows, beside(error)?)),
    };
    for row in rows {
        let offered = row.parse(&terms, &by.location().country);
        let outcome = offered.and_then(|offer| Invitation::send(by, &offer, desk, db));
        match outcome {
            Ok(invitation) => sent.push(invitation),
            Err(error) => {
                let reasons = beside(error)?;
                failed.push(row);
                errors.extend(reasons.in_row(failed.len()));
            }
        }
    }
    Ok((sent, failed, errors))
}

fn sentence(sent: &[Sent]) -> String {
    let contacts: Vec<&str> = sent.iter().map(|sent| sent.contact.as_str()).collect();
    let by_hand = sent.iter().filter(|sent| !sent.by_letter).count();
    let mut sentence = match contacts.as_slice() {
        [one] => format!("The invitation to {one} is ready."),
        many => format!("{} invitations are ready: {}.", many.len(), many.join(", ")),
    };
    if by_hand > 0 {
        sentence.push_str(" Where nothing can be sent, copy the link from the list and hand it over.");
    }
    sentence
}
