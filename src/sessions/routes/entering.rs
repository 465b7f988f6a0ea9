//! What a session remembers: who came in, when, with what and from where, and when they last gave their password.

use actix_identity::Identity;
use actix_session::{Session, SessionExt};
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpMessage, HttpRequest};
use serde::Serialize;

use crate::clock;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::secrets::Token;
use crate::web::client_address;

use super::super::device;
use super::super::store::{ADDRESS, DEVICE, SINCE, SURE, TAG, is_recent};

/// Signs a user in: a new session, whose key nobody knew before. They have just shown who they are.
pub fn enter(req: &HttpRequest, user: UserId) -> Result<()> {
    let session = req.get_session();
    session.clear();
    let agent = req.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let now = clock::now().and_utc().timestamp_millis();
    remember(&session, SINCE, now)?;
    remember(&session, SURE, now)?;
    remember(&session, DEVICE, device::name(agent))?;
    remember(&session, TAG, Token::new().text())?;
    remember(&session, ADDRESS, client_address(req))?;
    Identity::login(&req.extensions(), user.to_string()).map(drop).map_err(|cause| Error::Broken(cause.into()))
}

/// The same person may do more from now on, so the key of their session is another one (case E19).
pub fn renew(req: &HttpRequest) {
    req.get_session().renew();
}

/// They have given their password again.
pub(super) fn confirm(req: &HttpRequest) -> Result<()> {
    let session = req.get_session();
    remember(&session, SURE, clock::now().and_utc().timestamp_millis())?;
    session.renew();
    Ok(())
}

/// Whether they gave their password a short while ago.
pub fn is_sure(req: &HttpRequest) -> bool {
    req.get_session().get::<i64>(SURE).ok().flatten().is_some_and(is_recent)
}

pub(super) fn remember(session: &Session, key: &str, value: impl Serialize) -> Result<()> {
    session.insert(key, value).map_err(|cause| Error::Broken(anyhow::anyhow!("{cause}")))
}
