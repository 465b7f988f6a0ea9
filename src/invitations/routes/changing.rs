//! Changing an invitation that nobody has answered yet.

use crate::access::Can;
use crate::access::rights::InviteUsers;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::web::{Again, At, Choice, Form, Page, Reply, see};

use super::super::forms::{ChangeForm, role_choices};
use super::super::model::{Card, Invitation};
use super::super::views::Edit;

pub async fn edit(by: Can<InviteUsers>, At(id): At<InvitationId>, db: Db) -> Result<Page<Edit>> {
    Ok(Page(db.read(move |db| draw(&by, id, None, db)).await?))
}

fn draw(by: &Can<InviteUsers>, id: InvitationId, typed: Option<ChangeForm>, db: &mut Conn) -> Result<Edit> {
    let invitation = Invitation::find(by, id, db)?;
    let form = typed.unwrap_or_else(|| ChangeForm::of(&invitation));
    Ok(Edit {
        here: by.location().id,
        id,
        roles: role_choices(by, &form.role, db)?,
        cards: cards(by, &invitation, &form.card, db)?,
        contact: invitation.contact(),
        name: invitation.name,
        form,
        errors: Errors::none(),
    })
}

/// The free cards, and the one that the invitation is for now.
fn cards(by: &Can<InviteUsers>, invitation: &Invitation, chosen: &str, db: &mut Conn) -> Result<Vec<Choice>> {
    let mut cards = vec![Choice::new("", "No card", chosen)];
    if let Some(own) = invitation.card(db)? {
        cards.push(Choice::new(own.id, own.name, chosen));
    }
    let free = Card::free(by, db)?;
    cards.extend(free.into_iter().map(|card| Choice::new(card.id, card.name, chosen)));
    Ok(cards)
}

pub async fn update(
    by: Can<InviteUsers>,
    At(id): At<InvitationId>,
    Form(form): Form<ChangeForm>,
    db: Db,
    desk: Desk,
) -> Result<Reply<Edit>> {
    let here = by.location().id;
    let (author, typed) = (by.clone(), form.clone());
    let changed = db
        .write(move |db| {
            let invitation = Invitation::find(&author, id, db)?;
            let offer = typed.parse(&invitation.name, &author)?;
            let before = invitation.contacts();
            let by_letter = invitation.change(&author, &offer, &desk, db)?;
            let now = Invitation::find(&author, id, db)?;
            Ok((now.contacts() != before, by_letter, now.contact()))
        })
        .await;
    let again = db.read(move |db| draw(&by, id, Some(form), db)).await?;
    changed.or_again(
        |(has_moved, by_letter, contact)| {
            see(format!("/locations/{here}/invitations")).saying(sentence(has_moved, by_letter, &contact))
        },
        |errors| Edit { errors, ..again },
    )
}

fn sentence(has_moved: bool, by_letter: bool, contact: &str) -> String {
    match (has_moved, by_letter) {
        (false, _) => "The invitation is changed. No new message was sent.".to_owned(),
        (true, true) => format!("The invitation goes to {contact} now. Earlier links have stopped working."),
        (true, false) => {
            format!(
                "The invitation is for {contact} now, and earlier links have stopped working. Copy the link and hand it over."
            )
        }
    }
}
