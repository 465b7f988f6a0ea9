//! What a browser sends: read whole, within a limit, with the mark of a form that we gave to this browser.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

use super::parts::{Parts, whole};
use super::{arrival, guard};

/// The largest form that is read, in bytes (security.md SG3).
pub const LARGEST_FORM: usize = 16 * 1024;

/// What every part of a form with files takes beside what it holds.
const WRAPPING: usize = 64;

/// The fields of a form. A field that the form does not have, or has twice, is refused.
#[derive(Debug, Clone)]
pub struct Form<T, const LARGEST: usize = LARGEST_FORM>(pub T);

/// A confirmation sends nothing but the wish itself.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {}

type Later<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T>> + 'a>>;

impl<T: DeserializeOwned + 'static, const LARGEST: usize> FromRequest for Form<T, LARGEST> {
    type Error = Error;
    type Future = Later<'static, Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if LARGEST > LARGEST_FORM {
            arrival::is_large(req);
        }
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let body = body::<LARGEST>(&req, &mut payload).await?;
            let (mark, fields) = split_mark(&body);
            guard::check_mark(&req, mark.as_deref())?;
            fields_of(&fields).map(Form)
        })
    }
}

/// A form that nobody has read yet, because its door asks for the password again: its fields, without the mark.
#[derive(Debug, Clone)]
pub(super) struct Kept(pub String);

/// Keeps what was typed, if it is a form of ours with anything in it.
pub(super) async fn keep(req: &HttpRequest, payload: &mut Payload) {
    let kind = req.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return;
    }
    let Ok(body) = read::<LARGEST_FORM>(req, payload).await else { return };
    let (mark, fields) = split_mark(&body);
    if guard::check_mark(req, mark.as_deref()).is_ok() && !fields.is_empty() {
        req.extensions_mut().insert(Kept(fields));
    }
}

/// The fields of a form, whichever way they were packed.
pub async fn body<const LARGEST: usize>(req: &HttpRequest, payload: &mut Payload) -> Result<String> {
    let kind = req.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        read::<LARGEST>(req, payload).await
    } else if kind.starts_with("multipart/form-data") {
        read_parts::<LARGEST>(req, payload).await
    } else {
        Err(Error::Malformed("Parlour reads forms only. Go back and send the form again.".into()))
    }
}

async fn read<const LARGEST: usize>(req: &HttpRequest, payload: &mut Payload) -> Result<String> {
    let body = web::Payload::from_request(req, payload).await.map_err(|_| not_whole())?;
    let body = body.to_bytes_limited(LARGEST).await.map_err(|_| Error::TooLarge)?.map_err(|_| not_whole())?;
    String::from_utf8(body.into()).map_err(|_| unreadable("it holds bytes that are not text"))
}

/// The parts of a form that carries files, written down the way a form without files is. What a file holds stands
/// where its field is; bytes that are not text become question marks in a diamond, for whoever reads it to see.
async fn read_parts<const LARGEST: usize>(req: &HttpRequest, payload: &mut Payload) -> Result<String> {
    let (mut parts, mut left, mut pairs) = (Parts::of(req, payload), LARGEST, Vec::new());
    while let Some(part) = parts.following().await? {
        left = left.checked_sub(WRAPPING).ok_or(Error::TooLarge)?;
        let name = escaped(part.name().unwrap_or_default().as_bytes());
        let bytes = whole(part, left).await?;
        left -= bytes.len();
        pairs.push(format!("{name}={}", escaped(&bytes)));
    }
    Ok(pairs.join("&"))
}

fn escaped(bytes: &[u8]) -> String {
    url::form_urlencoded::byte_serialize(bytes).collect()
}

pub(super) fn not_whole() -> Error {
    Error::Malformed("The form did not arrive whole. Go back and send it again.".into())
}

fn unreadable(why: &str) -> Error {
    Error::Malformed(format!(
        "Parlour could not read this form ({why}). Go back, load the page again and send it once more."
    ))
}

/// What the fields say, if they are those of this form.
pub fn fields_of<T: DeserializeOwned>(fields: &str) -> Result<T> {
    serde_html_form::from_str(fields).map_err(|cause| unreadable(&cause.to_string()))
}

/// Parts the form's mark from its fields.
pub fn split_mark(body: &str) -> (Option<String>, String) {
    let prefix = format!("{}=", guard::FIELD);
    let (marks, fields): (Vec<&str>, Vec<&str>) = body.split('&').partition(|pair| pair.starts_with(&prefix));
    (marks.first().map(|mark| mark[prefix.len()..].to_owned()), fields.join("&"))
}
