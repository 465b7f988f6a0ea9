//! A form with one file: read once, within a limit, with the mark of a form that we gave to this browser.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest};

use crate::error::{Error, Result};

use super::form::not_whole;
use super::parts::Parts;
use super::{arrival, guard};

/// The most bytes of a mark.
const BESIDE: usize = 1024;

/// A form has a mark and a file; two parts more are kept for saying that they should not be there.
const MOST: usize = 4;

/// A file that is larger than wanted is read to its end and thrown away, so that the answer arrives; beyond this it is not.
const PATIENCE: usize = 64 * 1024 * 1024;

/// The parts of a form besides its mark. A part that is larger than `LARGEST` bytes holds nothing.
#[derive(Debug)]
pub struct Upload<const LARGEST: usize>(Vec<Kept>);

/// The name of a part, and what it holds.
type Kept = (String, Option<Vec<u8>>);

type Later<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

impl<const LARGEST: usize> Upload<LARGEST> {
    /// The one file of the form: nothing where it was too large, and no bytes where none was chosen.
    pub fn only(self, name: &str) -> Result<Option<Vec<u8>>> {
        let mut parts = self.0.into_iter();
        match (parts.next(), parts.next()) {
            (None, _) => Ok(Some(Vec::new())),
            (Some((field, file)), None) if field == name => Ok(file),
            _ => Err(Error::Malformed("This form holds a field that it should not. Load the page again.".into())),
        }
    }
}

impl<const LARGEST: usize> FromRequest for Upload<LARGEST> {
    type Error = Error;
    type Future = Later<'static, Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        arrival::is_large(req);
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let header = |name| req.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            if !header(CONTENT_TYPE).starts_with("multipart/form-data") {
                // A form without its file: the mark decides what is said.
                let super::Form(Nothing {}) = super::Form::<Nothing>::from_request(&req, &mut payload).await?;
                return Ok(Upload(Vec::new()));
            }
            if header(CONTENT_LENGTH).parse().map_or(true, |length: usize| length > PATIENCE) {
                return Err(Error::TooLarge);
            }
            let mut parts = read::<LARGEST>(Parts::of(&req, &mut payload)).await?;
            let mark = parts.iter().position(|(name, _)| name == guard::FIELD).map(|place| parts.remove(place));
            let mark = mark.and_then(|(_, mark)| String::from_utf8(mark?).ok());
            guard::check_mark(&req, mark.as_deref())?;
            Ok(Upload(parts))
        })
    }
}

/// Every part is read to its end, and the first few are kept.
async fn read<const LARGEST: usize>(mut parts: Parts) -> Result<Vec<Kept>> {
    let mut kept = Vec::new();
    while let Some(mut part) = parts.following().await? {
        let name = part.name().unwrap_or_default().to_owned();
        let most = if name == guard::FIELD { BESIDE } else { LARGEST };
        let bytes = part.bytes(most).await.ok().transpose().map_err(|_| not_whole())?;
        if kept.len() < MOST {
            kept.push((name, bytes.map(|bytes| bytes.to_vec())));
        }
    }
    Ok(kept)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}
