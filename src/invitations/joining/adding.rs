//! Signed in as somebody else who is the same person: the invited contact joins their account, and they join (cases E5).

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder, web};

use crate::access::Asking;
use crate::error::{Error, Result};
use crate::house::House;
use crate::sessions::renew;
use crate::web::{At, Confirmed, Form, Guest, Sure};

use super::super::model::Link;
use super::visit::visit;
use super::{show, tell_if_full, welcome};

pub(super) async fn create(
    by: Sure<Asking>,
    At(token): At<String>,
    _: Form<Confirmed>,
    house: web::Data<House>,
    req: HttpRequest,
) -> Result<HttpResponse> {
    let guest = Guest { user: Some(by.user()), origin: by.origin().clone() };
    let visit = visit(&guest, token.clone(), &req, &house.db).await?;
    let Some(contact) = visit.proven_invited() else {
        return show(guest, At(token), house.db.clone(), req).await;
    };
    let (user, desk, asked) = (by.user(), house.desk.clone(), token.clone());
    let outcome = house.db.write(move |db| Link::find(&asked, db)?.join_with(&by, &contact, &desk, db)).await;
    match outcome {
        Ok(accepted) => {
            renew(&req);
            Ok(welcome(user, visit.link.host.place, accepted, &house.db).await?.respond_to(&req))
        }
        // Somebody was faster, or the address is another account's: the page says which.
        Err(Error::Conflict(_)) => show(guest, At(token), house.db.clone(), req).await,
        Err(Error::Invalid(errors)) => {
            tell_if_full(&errors, &visit.link.invitation, &house).await?;
            visit.draw_with(errors, StatusCode::UNPROCESSABLE_ENTITY, &req)
        }
        Err(other) => Err(other),
    }
}
