//! One's own open invitations, wherever they lead to: joined or declined without looking for the letter (cases E22).

use actix_web::{HttpRequest, HttpResponse, Responder, web};

use crate::access::Asking;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::house::House;
use crate::id::InvitationId;
use crate::outbox::Desk;
use crate::sessions::renew;
use crate::web::{At, Confirmed, Form, Page, Routes, See, see};

use super::super::model::{Addressee, Received, first_page, is_in};
use super::super::views::Inbox;
use super::{tell_if_full, welcome};

const INBOX: &str = "/account/invitations";

pub fn routes() -> Routes {
    Routes::at(INBOX).get("", index).post("/{invitation}/acceptance", join).post("/{invitation}/refusal", decline)
}

async fn index(by: Asking, db: Db) -> Result<Page<Inbox>> {
    let received = db.read(move |db| Received::list(by.user(), db)).await?;
    Ok(Page(Inbox { received }))
}

async fn join(
    by: Asking,
    At(id): At<InvitationId>,
    _: Form<Confirmed>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let (db, desk) = (house.db.clone(), house.desk.clone());
    let user = by.user();
    let place = db.read(move |db| Ok(Received::find(user, id, db)?.place)).await?;
    let outcome = db
        .write(move |db| {
            let invitation = Received::find(by.user(), id, db)?;
            Addressee::recognise(&invitation, by.user(), by.origin(), db)?.join(&desk, db)
        })
        .await;
    match outcome {
        Ok(accepted) => {
            renew(&req);
            Ok(welcome(user, place, accepted, &db).await?.respond_to(&req))
        }
        // Pressed twice, or in two tabs: they are in.
        Err(Error::Conflict(_)) if db.read(move |db| is_in(place, user, db)).await? => {
            Ok(see(db.read(move |db| first_page(place, user, db)).await?).respond_to(&req))
        }
        Err(Error::Invalid(errors)) => {
            let invitation = db.read(move |db| Received::find(user, id, db)).await?;
            tell_if_full(&errors, &invitation, &house).await?;
            Err(Error::Invalid(errors))
        }
        Err(other) => Err(other),
    }
}

async fn decline(by: Asking, At(id): At<InvitationId>, _: Form<Confirmed>, db: Db, desk: Desk) -> Result<See> {
    let inviter = db
        .write(move |db| {
            let invitation = Received::find(by.user(), id, db)?;
            Addressee::recognise(&invitation, by.user(), by.origin(), db)?.decline(&desk, db)?;
            Ok(invitation.inviter_name)
        })
        .await?;
    Ok(see(INBOX).saying(format!("You have declined. If you change your mind, ask {inviter} for a new invitation.")))
}
