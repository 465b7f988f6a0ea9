//! Some deeds ask for the password again: an unlocked screen must not be enough for them.

use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::error::{Error, Result};
use crate::sessions;

use super::routes::Gate;

/// Whoever a gate lets in, and who gave their password within the last ten minutes (security.md SC4).
#[derive(Debug, Clone)]
pub struct Sure<G>(G);

impl<G> Sure<G> {
    pub fn into_inner(self) -> G {
        self.0
    }
}

impl<G> Deref for Sure<G> {
    type Target = G;

    fn deref(&self) -> &G {
        &self.0
    }
}

impl<G: Gate<Error = Error, Future: 'static>> FromRequest for Sure<G> {
    type Error = Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_sure = sessions::is_sure(req);
        let gate = G::from_request(req, payload);
        Box::pin(async move {
            let gate = gate.await?;
            if is_sure { Ok(Sure(gate)) } else { Err(Error::Unsure) }
        })
    }
}
