//! Inviting and looking after invitations.

mod list;
mod new;
mod changing;
mod selection;

use actix_web::web;
use serde::Deserialize;

use crate::access::rights::{InviteUsers, ViewUsers};
use crate::access::{Access, Can, Inside, Right, Role, can_grant};
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::house::House;
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::web::{At, Confirmed, Form, Page, Query, Routes, See, see};

use super::forms::AgainForm;
use super::model::{Counts, Invitation, Listed, Show, Sponsors};
use super::views::{Copied, Filter, Index, Row};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/invitations")
        .get("", index)
        .get("/new", new::new)
        .post("", new::create)
        .get("/list", list::show)
        .post("/list", list::check)
        .post("/list/dispatch", list::send)
        .get("/{invitation}/edit", changing::edit)
        .post("/renewals", selection::renew)
        .post("/revocations", selection::revoke)
        .post("/takeovers", selection::take_over)
        .post("/{invitation}", changing::update)
        .post("/{invitation}/renewal", renew)
        .post("/{invitation}/link", link)
        .post("/{invitation}/revocation", revoke)
        .post("/{invitation}/approval", approve)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    show: String,
    search: String,
    page: i64,
}

async fn index(by: Can<ViewUsers>, Query(query): Query<ListQuery>, house: web::Data<House>) -> Result<Page<Index>> {
    let mailbox = house.config.shows_mailbox();
    house
        .db
        .read(move |db| {
            let show = Show::from_slug(&query.show);
            let page = query.page.clamp(0, 100_000);
            let listed = Listed::page(&by, show, &query.search, page, db)?;
            let roles = Role::list(by.location().id, db)?;
            let counts = Counts::of(&by, &query.search, db)?;
            let total = counts.number(show);
            let open = match query.search.trim() {
                "" => counts.number(Show::Open),
                _ => Invitation::count_open(&by, db)?,
            };
            let address = |show: Show, page: i64| {
                let mut pairs = url::form_urlencoded::Serializer::new(String::new());
                pairs.append_pair("show", show.slug());
                if !query.search.is_empty() {
                    pairs.append_pair("search", &query.search);
                }
                if page > 0 {
                    pairs.append_pair("page", &page.to_string());
                }
                format!("?{}", pairs.finish())
            };
            let filter = |one: Show| Filter {
                url: address(one, 0),
                label: one.label(),
                count: counts.number(one),
                is_current: one == show,
            };
            let sponsors = Sponsors::of(&by, listed.iter().map(|listed| &listed.invitation), db)?;
            Ok(Page(Index {
                rows: listed.into_iter().map(|listed| row(&by, listed, &roles, &sponsors, mailbox)).collect(),
                total,
                open,
                users: Access::count(&by, db)?,
                roles: roles.len(),
                show: show.slug(),
                filters: Show::ALL.into_iter().map(filter).collect(),
                earlier: (page > 0).then(|| address(show, page - 1)),
                later: ((page + 1) * Listed::PER_PAGE < total).then(|| address(show, page + 1)),
                search: query.search,
                by: (*by).clone(),
            }))
        })
        .await
}

fn row(by: &Inside, listed: Listed, roles: &[Role], sponsors: &Sponsors, mailbox: bool) -> Row {
    let zone = by.location().zone;
    let day = |moment| clock::brief(moment, zone);
    let role = roles.iter().find(|role| role.id == listed.invitation.role);
    Row {
        sent: day(listed.sent_at),
        ends: day(listed.invitation.expires_at),
        rests_until: listed.rests_until.map(|moment| clock::soon(moment, zone)),
        may_manage: by.may(Right::InviteUsers) && role.is_some_and(|role| can_grant(by, role)),
        has_sponsor: sponsors.stand_behind(&listed.invitation, roles),
        mailbox,
        listed,
    }
}

async fn renew(
    by: Can<InviteUsers>,
    At(id): At<InvitationId>,
    Form(form): Form<AgainForm>,
    db: Db,
    desk: Desk,
) -> Result<See> {
    let here = by.location().id;
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
    Ok(see(format!("/locations/{here}/invitations")).saying(notice))
}

async fn link(
    by: Can<InviteUsers>,
    At(id): At<InvitationId>,
    _: Form<Confirmed>,
    db: Db,
    desk: Desk,
) -> Result<Page<Copied>> {
    let here = by.location().id;
    let zone = by.location().zone;
    let (name, (link, expires_at)) = db
        .write(move |db| {
            let invitation = Invitation::find(&by, id, db)?;
            let link = invitation.copy_link(&by, &desk, db)?;
            Ok((invitation.name, link))
        })
        .await?;
    Ok(Page(Copied { here, name, link, until: clock::with_zone(expires_at, zone) }))
}

async fn revoke(by: Can<InviteUsers>, At(id): At<InvitationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let contact = db
        .write(move |db| {
            let by = by.still(db)?;
            let invitation = Invitation::find(&by, id, db)?;
            invitation.revoke(&by, db)?;
            Ok(invitation.contact())
        })
        .await?;
    Ok(see(format!("/locations/{here}/invitations"))
        .saying(format!("The invitation to {contact} is revoked. Its links have stopped working.")))
}

async fn approve(by: Can<InviteUsers>, At(id): At<InvitationId>, _: Form<Confirmed>, db: Db) -> Result<See> {
    let here = by.location().id;
    let name = db
        .write(move |db| {
            let invitation = Invitation::find(&by, id, db)?;
            invitation.approve(&by, db)?;
            Ok(invitation.name)
        })
        .await?;
    Ok(see(format!("/locations/{here}/users")).saying(format!("{name} has access now.")))
}
