//! What a handler may ask for: who is asking, what they may do, what the path and the query say.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_identity::IdentityExt;
use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;

use crate::access::{Asking, Can, Inside, Key, Standing};
use crate::activity::Origin;
use crate::chains::{ChainKey, May, Switcher, Within};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::house::House;
use crate::id::{ChainId, LocationId, UserId};
use crate::invitations;
use crate::known::Stamp;
use crate::outbox::Desk;
use crate::secrets::random;
use crate::sessions::STAMP;

use super::address::client_address;
use super::look::Looking;

type Later<T> = std::pin::Pin<Box<dyn Future<Output = Result<T>>>>;

/// The parts of the house that serve this request.
pub(super) fn house(req: &HttpRequest) -> &web::Data<House> {
    req.app_data::<web::Data<House>>().unwrap_or_else(|| unreachable!("every request is served by a house"))
}

/// The user whose session this is.
pub fn signed_in_user(req: &HttpRequest) -> Option<UserId> {
    req.get_identity().ok()?.id().ok()?.parse().ok()
}

/// Where a request comes from, and its own number.
pub fn origin(req: &HttpRequest) -> Origin {
    let request = req.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    Origin { address: client_address(req), request }
}

/// The number of a request: a person can read it out, and an operator find it in the log.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub String);

impl RequestId {
    pub fn new() -> Self {
        let [a, b, c, d, e, f, g, h] = random::<8>();
        RequestId(format!("{a:02x}{b:02x}{c:02x}{d:02x}-{e:02x}{f:02x}{g:02x}{h:02x}"))
    }
}

/// Anyone: the door of the street.
#[derive(Debug)]
pub struct Guest {
    /// The user, if somebody is signed in.
    pub user: Option<UserId>,
    pub origin: Origin,
}

impl FromRequest for Guest {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Guest { user: signed_in_user(req), origin: origin(req) }))
    }
}

/// How many invitations wait for the person who is asking: their menu says it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received(pub i64);

impl FromRequest for Asking {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let user = signed_in_user(&req).ok_or(Error::SignedOut)?;
            let origin = origin(&req);
            let (asking, received) = house(&req)
                .db
                .glance(move |db| {
                    let asking = Asking::recognise(user, origin, db)?;
                    Ok((asking, Received(invitations::Received::count(user, db)?)))
                })
                .await?;
            req.extensions_mut().insert(asking.clone());
            req.extensions_mut().insert(received);
            Ok(asking)
        })
    }
}

/// What the layout of a location needs: who is inside, and where else they may go.
#[derive(Debug, Clone)]
pub struct Frame {
    pub inside: Inside,
    pub places: Arc<Switcher>,
}

/// What the layout of a chain needs.
#[derive(Debug, Clone)]
pub struct ChainFrame {
    pub within: Within,
    pub places: Arc<Switcher>,
}

impl FromRequest for Inside {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { enter(&req).await })
    }
}

async fn enter(req: &HttpRequest) -> Result<Inside> {
    let user = signed_in_user(req).ok_or(Error::SignedOut)?;
    let location: LocationId = parameter(req, "location")?;
    let (standing, places) = known(req, user, location).await?;
    let viewer = Inside::standing(standing, origin(req));
    let look = Looking::of(req).filter(|looking| looking.location == location).map(|looking| looking.whom);
    let inside = match look {
        Some(whom) => house(req).db.glance(move |db| viewer.look(whom, db)).await?,
        None => viewer,
    };
    if inside.lacks_second_factor() {
        let (role, location) = (inside.role().name.clone(), inside.location().name.clone());
        return Err(Error::NoSecondFactor { role, location });
    }
    req.extensions_mut().insert(Frame { inside: inside.clone(), places });
    Ok(inside)
}

/// Where somebody stands at a location and where they can go: asked only when something has changed since.
async fn known(req: &HttpRequest, user: UserId, location: LocationId) -> Result<(Arc<Standing>, Arc<Switcher>)> {
    let (house, stamp) = (house(req).clone(), stamp(req)?);
    if let Some(standing) = house.known.standing(user, location, stamp)
        && let Some(places) = house.known.places(user, stamp)
    {
        return Ok((standing, places));
    }
    let db = house.db.clone();
    db.glance(move |db| {
        let standing = house.known.learn_standing(user, location, stamp, db)?;
        Ok((standing, house.known.learn_places(user, stamp, db)?))
    })
    .await
}

/// The stamp of the account whose session this is.
fn stamp(req: &HttpRequest) -> Result<Stamp> {
    let account = req.get_session().get(STAMP).ok().flatten();
    account.map(Stamp::of).ok_or(Error::SignedOut)
}

impl<K: Key> FromRequest for Can<K> {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let inside = enter(&req).await?;
            if let Some(proof) = inside.proof() {
                return Ok(proof);
            }
            Err(house(&req).db.read(move |db| inside.refusal(K::RIGHT, db)).await?)
        })
    }
}

impl FromRequest for Within {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { step_into_chain(&req).await })
    }
}

async fn step_into_chain(req: &HttpRequest) -> Result<Within> {
    let user = signed_in_user(req).ok_or(Error::SignedOut)?;
    let chain: ChainId = parameter(req, "chain")?;
    let origin = origin(req);
    let (house, stamp) = (house(req).clone(), stamp(req)?);
    let db = house.db.clone();
    let frame = db
        .glance(move |db| {
            let within = Within::enter(user, origin, chain, db)?;
            Ok(ChainFrame { within, places: house.known.learn_places(user, stamp, db)? })
        })
        .await?;
    let within = frame.within.clone();
    req.extensions_mut().insert(frame);
    Ok(within)
}

impl<K: ChainKey> FromRequest for May<K> {
    type Error = Error;
    type Future = Later<Self>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let within = step_into_chain(&req).await?;
            if let Some(proof) = within.proof() {
                return Ok(proof);
            }
            Err(house(&req).db.read(move |db| within.refusal(K::RIGHT, db)).await?)
        })
    }
}

impl FromRequest for Db {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(house(req).db.clone()))
    }
}

impl FromRequest for Desk {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(house(req).desk.clone()))
    }
}

/// What the path names besides the location, like `{member}`. What cannot be one is not there.
#[derive(Debug, Clone)]
pub struct At<T>(pub T);

impl<T: std::str::FromStr + 'static> FromRequest for At<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let last = req.match_info().iter().last().map(|(_, value)| value);
        ready(last.and_then(|value| value.parse().ok()).map(At).ok_or(Error::NotFound))
    }
}

fn parameter<T: std::str::FromStr>(req: &HttpRequest, name: &str) -> Result<T> {
    req.match_info().get(name).and_then(|value| value.parse().ok()).ok_or(Error::NotFound)
}

/// The query of an address: filters, searches, pages. Words nobody knows are passed over, as in any address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Query(serde_html_form::from_str(req.query_string()).unwrap_or_default())))
    }
}
