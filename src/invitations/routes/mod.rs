//! Inviting and looking after invitations.

mod selection;

use actix_web::web;
use serde::Deserialize;

use crate::access::rights::{InviteUsers, ViewUsers};
use crate::access::{Access, Can, Inside, Right, Role, can_grant};
use crate::channels::Phones;
use crate::clock;
use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};
use crate::house::House;
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::web::{Again, At, Choice, Confirmed, Form, Page, Query, Reply, Routes, See, see};

use super::forms::{AgainForm, ChangeForm, InviteForm, InviteRow, MOST_ROWS, choices_among, role_choices};
use super::model::{Invitation, Listed, Sent, Show, Sponsors};
use super::views::{Copied, Edit, Index, New, Person, Row};

pub fn routes() -> Routes {
    Routes::at("/locations/{location}/invitations")
        .get("", index)
        .get("/new", new)
        .post("", create)
        .get("/{invitation}/edit", edit)
        .post("/renewals", selection::renew)
        .post("/revocations", selection::revoke)
        .post("/takeovers", selection::take_over)
        .post("/{invitation}", update)
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
            let (listed, total) = Listed::page(&by, show, &query.search, page, db)?;
            let roles = Role::list(by.location().id, db)?;
            let address = |page: i64| {
                let mut pairs = url::form_urlencoded::Serializer::new(String::new());
                pairs.append_pair("show", show.slug()).append_pair("search", &query.search);
                format!("?{}", pairs.append_pair("page", &page.to_string()).finish())
            };
            let sponsors = Sponsors::of(&by, listed.iter().map(|listed| &listed.invitation), db)?;
            Ok(Page(Index {
                rows: listed.into_iter().map(|listed| row(&by, listed, &roles, &sponsors, mailbox)).collect(),
                total,
                open: Invitation::count_open(&by, db)?,
                users: Access::count(&by, db)?,
                show: show.slug(),
                filters: Show::ALL.iter().map(|one| Choice::new(one.slug(), one.label(), show.slug())).collect(),
                earlier: (page > 0).then(|| address(page - 1)),
                later: ((page + 1) * Listed::PER_PAGE < total).then(|| address(page + 1)),
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
        may_manage: by.may(Right::InviteUsers) && role.is_some_and(|role| can_grant(by, role)),
        has_sponsor: sponsors.stand_behind(&listed.invitation, roles),
        mailbox,
        listed,
    }
}

async fn new(by: Can<InviteUsers>, db: Db) -> Result<Page<New>> {
    let rows = vec![InviteRow::default(), InviteRow::default(), InviteRow::default()];
    Ok(Page(db.read(move |db| draw(&by, rows, false, Errors::none(), db)).await?))
}

fn draw(by: &Inside, rows: Vec<InviteRow>, by_hand: bool, errors: Errors, db: &mut Conn) -> Result<New> {
    let roles = Role::list(by.location().id, db)?;
    let rows = rows.into_iter().map(|typed| Person { roles: choices_among(&roles, by, &typed.role), typed }).collect();
    Ok(New { here: by.location().id, phones: Phones::of(by, db)?, rows, by_hand, errors, sent: String::new() })
}

async fn create(by: Can<InviteUsers>, Form(form): Form<InviteForm>, db: Db, desk: Desk) -> Result<Reply<New>> {
    let by_hand = form.by_hand.is_some();
    let mut rows = form.rows();
    if form.add.is_some() || form.remove.is_some() {
        match form.remove {
            Some(number) if rows.len() > 1 && (1..=rows.len()).contains(&number) => drop(rows.remove(number - 1)),
            None if rows.len() < MOST_ROWS => rows.push(InviteRow::default()),
            _ => {}
        }
        return Ok(Reply::Fresh(db.read(move |db| draw(&by, rows, by_hand, Errors::none(), db)).await?));
    }
    if rows.iter().all(InviteRow::is_blank) {
        rows.truncate(1);
    } else {
        rows.retain(|row| !row.is_blank());
    }
    let here = by.location().id;
    let inviter = by.clone();
    let (sent, failed, errors) = db.write(move |db| send_all(&inviter, rows, by_hand, &desk, db)).await?;
    if failed.is_empty() {
        return Ok(Reply::Done(see(format!("/locations/{here}/invitations")).saying(sentence(&sent))));
    }
    let view = db.read(move |db| draw(&by, failed, by_hand, errors, db)).await?;
    let sent = if sent.is_empty() { String::new() } else { sentence(&sent) };
    Ok(Reply::Again(New { sent, ..view }))
}

type Outcome = (Vec<Sent>, Vec<InviteRow>, Errors);

/// Good rows are sent, bad ones come back with their reasons. A role above one's own refuses the whole form.
fn send_all(by: &Can<InviteUsers>, rows: Vec<InviteRow>, by_hand: bool, desk: &Desk, db: &mut Conn) -> Result<Outcome> {
    let (mut sent, mut failed, mut errors) = (Vec::new(), Vec::new(), Errors::none());
    for row in rows {
        let offered = row.parse(by_hand, &by.location().country);
        let outcome = offered.and_then(|offer| Invitation::send(by, &offer, desk, db));
        match outcome {
            Ok(invitation) => sent.push(invitation),
            Err(Error::Invalid(reasons)) => {
                failed.push(row);
                errors.extend(reasons.in_row(failed.len()));
            }
            Err(other) => return Err(other),
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

async fn edit(by: Can<InviteUsers>, At(id): At<InvitationId>, db: Db) -> Result<Page<Edit>> {
    Ok(Page(db.read(move |db| draw_one(&by, id, None, db)).await?))
}

fn draw_one(by: &Can<InviteUsers>, id: InvitationId, chosen: Option<&str>, db: &mut Conn) -> Result<Edit> {
    let invitation = Invitation::find(by, id, db)?;
    let stored = invitation.role.to_string();
    Ok(Edit {
        here: by.location().id,
        id,
        contact: invitation.contact(),
        name: invitation.name,
        roles: role_choices(by, chosen.unwrap_or(&stored), db)?,
        errors: Errors::none(),
    })
}

async fn update(
    by: Can<InviteUsers>,
    At(id): At<InvitationId>,
    Form(form): Form<ChangeForm>,
    db: Db,
) -> Result<Reply<Edit>> {
    let here = by.location().id;
    let (author, typed) = (by.clone(), form.role.clone());
    let changed = match form.role.parse() {
        Ok(role) => db.write(move |db| Invitation::find(&author, id, db)?.change_role(&author, role, db)).await,
        Err(_) => Err(Error::on("role", "Choose one of the roles of this location")),
    };
    let blank = db.read(move |db| draw_one(&by, id, Some(&typed), db)).await?;
    changed.or_again(
        |()| {
            see(format!("/locations/{here}/invitations")).saying("The invitation is changed. No new message was sent.")
        },
        |errors| Edit { errors, ..blank },
    )
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
