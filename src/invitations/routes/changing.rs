//! Changing an invitation that nobody has answered yet.

use crate::access::Can;
use crate::access::rights::InviteUsers;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::web::{Again, At, Choice, Form, Page, Reply, see};

use super::super::forms::{ChangeForm, role_choices};
use super::super::model::{Card, Invitation, Inviting, Offer};
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
            change(&author, &invitation, &offer, &desk, db)
        })
        .await;
    let again = db.read(move |db| draw(&by, id, Some(form), db)).await?;
    changed
        .or_again(|said| see(format!("/locations/{here}/invitations")).saying(said), |errors| Edit { errors, ..again })
}

/// Changes it, and says what that did.
pub(super) fn change(
    by: &impl Inviting,
    invitation: &Invitation,
    offer: &Offer,
    desk: &Desk,
    db: &mut Conn,
) -> Result<String> {
    let by_letter = invitation.change(by, offer, desk, db)?;
    let now = Invitation::find(by, invitation.id, db)?;
    Ok(sentence(now.contacts() != invitation.contacts(), by_letter, &now.contact()))
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
