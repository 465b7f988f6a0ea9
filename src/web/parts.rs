//! The parts of a form that carries files, one after another as they arrive.

use std::future::poll_fn;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use futures_core::Stream;

use crate::error::{Error, Result};

use super::form::not_whole;

pub(super) struct Parts(Multipart);

impl Parts {
    pub fn of(req: &HttpRequest, payload: &mut Payload) -> Self {
        Parts(Multipart::new(req.headers(), payload.take()))
    }

    /// The part that comes next, if there is one. It need not have a name.
    pub async fn following(&mut self) -> Result<Option<Field>> {
        poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx)).await.transpose().map_err(|_| not_whole())
    }
}

/// What a part holds. One that holds more is not read any further.
pub(super) async fn whole(mut part: Field, most: usize) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    while let Some(chunk) = poll_fn(|cx| Pin::new(&mut part).poll_next(cx)).await {
        let chunk = chunk.map_err(|_| not_whole())?;
        if whole.len() + chunk.len() > most {
            return Err(Error::TooLarge);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole)
}
