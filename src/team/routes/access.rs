//! The Access tab of a card: what its person may do here, and letting them in.

use crate::access::rights::{InviteUsers, ViewUsers};
use crate::access::{Access, Can, Held, Inside, Right, Titles, can_touch};
use crate::channels::Phones;
use crate::db::{Conn, Db};
use crate::error::{Errors, Result};
use crate::id::{MemberId, UserId};
use crate::invitations::{GrantForm, Invitation, Listed, Offer, languages, role_choices};
use crate::outbox::Desk;
use crate::text::together;
use crate::users::User;
use crate::web::{Again, At, Form, Page, Reply, see};

use super::super::model::{Card, Employment};
use super::super::views::{self, Known};
use super::card::frame;

pub async fn show(by: Can<ViewUsers>, At(id): At<MemberId>, db: Db) -> Result<Page<views::Access>> {
    db.read(move |db| Ok(Page(draw(&by, id, GrantForm::default(), Errors::none(), db)?))).await
}

fn draw(by: &Inside, id: MemberId, form: GrantForm, errors: Errors, db: &mut Conn) -> Result<views::Access> {
    let card = Card::find(by, id, db)?;
    let access = match card.member.user {
        Some(user) => match Access::held_by(by, &[user], db)?.remove(&user) {
            Some(held) => Some(known(by, user, &held, db)?),
            None => None,
        },
        None => None,
    };
    let invitation = match Invitation::live_for_card(by.location().id, id, db)? {
        Some(open) => Listed::of(by, open.id, db)?,
        None => None,
    };
    Ok(views::Access {
        frame: frame(by, &card, "Access", db)?,
        roles: role_choices(by, &form.role, db)?,
        languages: languages(by, &form.language),
        phones: Phones::of(by, db)?,
        may_invite: by.may(Right::InviteUsers) && card.member.employment == Employment::Working,
        access,
        invitation,
        form,
        errors,
    })
}

/// What a chain gives is changed in the chain: here it is only said.
fn known(by: &Inside, user: UserId, held: &Held, db: &mut Conn) -> Result<Known> {
    let here = by.location().id;
    let own = Access::of(by, user, db)?;
    let is_touchable = own.as_ref().is_some_and(|access| can_touch(by, access));
    let titles = Titles::of(here, db)?;
    let chains: Vec<String> = held.flows.iter().map(|flow| flow.name.clone()).collect();
    Ok(Known {
        url: own.map(|access| format!("/locations/{here}/users/{}", access.id)).unwrap_or_default(),
        from: together(&chains),
        role: held.role.name.clone(),
        purpose: held.role.purpose(),
        logins: User::logins_of(user, db)?,
        may_edit: is_touchable && by.may(Right::EditUsers),
        may_remove: is_touchable && by.may(Right::RemoveUsers),
        rights: held.rights().extents().map(|(right, extent)| titles.right(right, extent)).collect(),
        differences: held.exceptions.len(),
        why: by.may(Right::ViewUsers).then(|| format!("/locations/{here}/rights/{user}")),
    })
}

pub async fn invite(
    by: Can<InviteUsers>,
    At(id): At<MemberId>,
    Form(form): Form<GrantForm>,
    db: Db,
    desk: Desk,
) -> Result<Reply<views::Access>> {
    let (inviter, sent_form) = (by.clone(), form.clone());
    let sent = db
        .write(move |db| {
            let card = Card::find(&inviter, id, db)?;
            let offer = sent_form.parse(&card.member.name, &inviter)?;
            Invitation::send(&inviter, &Offer { member: Some(id), ..offer }, &desk, db)
        })
        .await;
    let here = by.location().id;
    sent.or_drawn(
        &db,
        |sent| {
            let notice = if sent.by_letter {
                format!("An invitation is on its way to {}.", sent.contact)
            } else {
                "The invitation is ready. Copy the link below and hand it over.".to_owned()
            };
            see(format!("/locations/{here}/team/{id}/access")).saying(notice)
        },
        move |errors, db| draw(&by, id, form, errors, db),
    )
    .await
}
