//! Inviting and looking after invitations.

mod chain;
mod changing;
mod list;
mod new;
mod selection;

use actix_web::web;
use serde::Deserialize;

use crate::access::Can;
use crate::access::rights::{InviteUsers, ViewUsers};
use crate::chains::May;
use crate::chains::rights::{InviteChainUsers, ViewChainUsers};
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::Result;
use crate::house::House;
use crate::id::{InvitationId, UserId};
use crate::outbox::Desk;
use crate::paging;
use crate::web::{At, Confirmed, Form, Gate, Page, Query, Routes, See, see};

use super::forms::AgainForm;
use super::model::{Counts, Invitation, Inviting, Listed, Promise, Show, Viewing};
use super::views::{Copied, Filter, Index, Row};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/invitations")
        .get("/new", new::new)
        .post("", new::create)
        .get("/list", list::show)
        .post("/list", list::check)
        .post("/list/dispatch", list::send)
        .get("/{invitation}/edit", changing::edit)
        .and(shared::<Can<ViewUsers>, Can<InviteUsers>>("/locations/{location}/invitations"))
        .and(Routes::at("/locations/{location}/invitations").post("/{invitation}", changing::update))
        .and(chain::routes())
        .and(shared::<May<ViewChainUsers>, May<InviteChainUsers>>("/chains/{chain}/invitations"))
        .and(Routes::at("/chains/{chain}/invitations").post("/{invitation}", chain::update))
}

/// The doors that are the same for a location and for a chain.
fn shared<V: Viewing + Gate, I: Inviting + Gate>(base: &'static str) -> Routes {
    Routes::at(base)
        .get("", index::<V>)
        .post("/renewals", selection::renew::<I>)
        .post("/revocations", selection::revoke::<I>)
        .post("/takeovers", selection::take_over::<I>)
        .post("/{invitation}/renewal", renew::<I>)
        .post("/{invitation}/link", link::<I>)
        .post("/{invitation}/revocation", revoke::<I>)
        .post("/{invitation}/approval", approve::<I>)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    show: String,
    search: String,
    after: Option<InvitationId>,
}

async fn index<V: Viewing>(by: V, Query(query): Query<ListQuery>, house: web::Data<House>) -> Result<Page<Index>> {
    let mailbox = house.config.shows_mailbox();
    house
        .db
        .read(move |db| {
            let show = Show::from_slug(&query.show);
            let listed = Listed::page(&by, show, &query.search, query.after, db)?;
            let counts = Counts::of(&by, &query.search, db)?;
            let total = counts.number(show);
            let open = match query.search.trim() {
                "" => counts.number(Show::Open),
                _ => Invitation::count_open(&by, db)?,
            };
            let address = |show: Show, after: Option<InvitationId>| {
                let after = after.map(|id| id.to_string()).unwrap_or_default();
                paging::query(&[("show", show.slug()), ("search", &query.search), ("after", &after)])
            };
            let filter = |one: Show| Filter {
                url: address(one, None),
                label: one.label(),
                count: counts.number(one),
                is_current: one == show,
            };
            let (users, roles) = by.count(db)?;
            Ok(Page(Index {
                rows: rows(&by, listed.rows, mailbox, db)?,
                total,
                open,
                users,
                roles,
                show: show.slug(),
                filters: Show::ALL.into_iter().map(filter).collect(),
                first: query.after.map(|_| address(show, None)),
                next: listed.next.map(|last| address(show, Some(last))),
                search: query.search,
                host: by.host(),
                may_invite: by.may_invite(),
                standstill: by.standstill(db)?,
            }))
        })
        .await
}

fn rows(by: &impl Viewing, listed: Vec<Listed>, mailbox: bool, db: &mut Conn) -> Result<Vec<Row>> {
    let inviters: Vec<UserId> = listed.iter().map(|listed| listed.invitation.inviter).collect();
    let promises: Vec<Promise> = listed.iter().map(|listed| listed.promise.clone()).collect();
    let sponsors = by.sponsors(&inviters, db)?;
    let could_give = by.could_give(&promises, db)?;
    let zone = by.host().main.zone;
    let day = |moment| clock::brief(moment, zone);
    let row = |(listed, could): (Listed, bool)| Row {
        sent: day(listed.sent_at),
        ends: day(listed.invitation.expires_at),
        rests_until: listed.rests_until.map(|moment| clock::soon(moment, zone)),
        may_manage: by.may_invite() && could,
        has_sponsor: sponsors.stand_behind(listed.invitation.inviter, &listed.promise),
        mailbox,
        listed,
    };
    Ok(listed.into_iter().zip(could_give).map(row).collect())
}

async fn renew<I: Inviting>(
    by: I,
    At(id): At<InvitationId>,
    Form(form): Form<AgainForm>,
    db: Db,
    desk: Desk,
) -> Result<See> {
    let here = by.place();
    let cancel = form.cancel_earlier.is_some();
    let (contact, (by_letter, left_out)) = db
        .write(move |db| {
            let invitation = Invitation::find(&by, id, db)?;
            let by_letter = invitation.send_again(&by, cancel, &desk, db)?;
            Ok((invitation.contact(), by_letter))
        })
        .await?;
    let earlier =
        if cancel { "Earlier links have stopped working." } else { "Earlier links keep working until their own end." };
    let notice = if by_letter {
        let left_out = left_out.map(|why| format!(" Nothing goes to the phone: {why}.")).unwrap_or_default();
        format!("The invitation is sent again to {contact}.{left_out} {earlier}")
    } else {
        format!("The invitation to {contact} works again. Copy the link and hand it over.")
    };
    Ok(see(format!("{here}/invitations")).saying(notice))
}

async fn link<I: Inviting>(
    by: I,
    At(id): At<InvitationId>,
    _: Form<Confirmed>,
    db: Db,
    desk: Desk,
) -> Result<Page<Copied>> {
    let here = by.place();
    let zone = by.host().main.zone;
    let (name, (link, expires_at)) = db
        .write(move |db| {
            let invitation = Invitation::find(&by, id, db)?;
            let link = invitation.copy_link(&by, &desk, db)?;
            Ok((invitation.name, link))
        })
        .await?;
    Ok(Page(Copied { here, name, link, until: clock::with_zone(expires_at, zone) }))
}

async fn revoke<I: Inviting>(by: I, At(id): At<InvitationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.place();
    let contact = db
        .write(move |db| {
            let by = by.still(db)?;
            let invitation = Invitation::find(&by, id, db)?;
            invitation.revoke(&by, db)?;
            Ok(invitation.contact())
        })
        .await?;
    Ok(see(format!("{here}/invitations"))
        .saying(format!("The invitation to {contact} is revoked. Its links have stopped working.")))
}

async fn approve<I: Inviting>(by: I, At(id): At<InvitationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.place();
    let name = db
        .write(move |db| {
            let invitation = Invitation::find(&by, id, db)?;
            invitation.approve(&by, db)?;
            Ok(invitation.name)
        })
        .await?;
    Ok(see(format!("{here}/users")).saying(format!("{name} has access now.")))
}
