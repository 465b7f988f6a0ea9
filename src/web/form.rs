//! What a browser sends: read whole, within a limit, with the mark of a form that we gave to this browser.

use std::fmt::Write;

use actix_multipart::MultipartError;
use actix_multipart::form::bytes::Bytes as Part;
use actix_multipart::form::{FieldReader, Limits, MultipartCollect, MultipartForm, State};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

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

type Later<'a, T, E = Error> = std::pin::Pin<Box<dyn Future<Output = Result<T, E>> + 'a>>;

impl<T: DeserializeOwned + 'static, const LARGEST: usize> FromRequest for Form<T, LARGEST> {
    type Error = Error;
    type Future = Later<'static, Self>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if LARGEST > LARGEST_FORM {
            arrival::is_large(req);
        }
        let (req, mut payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let kind = req.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            let body = if kind.starts_with("application/x-www-form-urlencoded") {
                read::<LARGEST>(&req, &mut payload).await?
            } else if kind.starts_with("multipart/form-data") {
                read_parts::<LARGEST>(&req, &mut payload).await?
            } else {
                return Err(Error::Malformed("Parlour reads forms only. Go back and send the form again.".into()));
            };
            let (mark, fields) = split_mark(&body);
            guard::check_mark(&req, mark.as_deref())?;
            serde_html_form::from_str(&fields).map(Form).map_err(|cause| unreadable(&cause.to_string()))
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

async fn read<const LARGEST: usize>(req: &HttpRequest, payload: &mut Payload) -> Result<String> {
    let body = web::Payload::from_request(req, payload).await.map_err(|_| not_whole())?;
    let body = body.to_bytes_limited(LARGEST).await.map_err(|_| Error::TooLarge)?.map_err(|_| not_whole())?;
    String::from_utf8(body.into()).map_err(|_| unreadable("it holds bytes that are not text"))
}

async fn read_parts<const LARGEST: usize>(req: &HttpRequest, payload: &mut Payload) -> Result<String> {
    match MultipartForm::<Pairs<LARGEST>>::from_request(req, payload).await {
        Ok(MultipartForm(Pairs(pairs))) => Ok(pairs),
        Err(cause) => match cause.as_error::<MultipartError>() {
            Some(MultipartError::Payload(PayloadError::Overflow)) => Err(Error::TooLarge),
            _ => Err(not_whole()),
        },
    }
}

/// The parts of a form that carries files, written down the way a form without files is. What a file holds stands
/// where its field is; bytes that are not text become question marks in a diamond, for whoever reads it to see.
struct Pairs<const LARGEST: usize>(String);

impl<const LARGEST: usize> MultipartCollect for Pairs<LARGEST> {
    fn limit(_: &str) -> Option<usize> {
        None
    }

    fn handle_field<'t>(
        req: &'t HttpRequest,
        field: actix_multipart::Field,
        limits: &'t mut Limits,
        state: &'t mut State,
    ) -> Later<'t, (), MultipartError> {
        Box::pin(async move {
            limits.total_limit_remaining = limits.total_limit_remaining.min(LARGEST);
            limits.try_consume_limits(WRAPPING, true)?;
            let name: String = escaped(field.name().unwrap_or_default().as_bytes());
            let part = Part::read_field(req, field, limits).await?;
            let pairs = state.0.entry(String::new()).or_insert_with(|| Box::<String>::default());
            if let Some(pairs) = pairs.downcast_mut::<String>() {
                let between = if pairs.is_empty() { "" } else { "&" };
                write!(pairs, "{between}{name}={}", escaped(&part.data)).ok();
            }
            Ok(())
        })
    }

    fn from_state(mut state: State) -> Result<Self, MultipartError> {
        let pairs = state.0.remove("").and_then(|pairs| pairs.downcast().ok());
        Ok(Pairs(pairs.map(|pairs| *pairs).unwrap_or_default()))
    }
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

/// Parts the form's mark from its fields.
fn split_mark(body: &str) -> (Option<String>, String) {
    let prefix = format!("{}=", guard::FIELD);
    let (marks, fields): (Vec<&str>, Vec<&str>) = body.split('&').partition(|pair| pair.starts_with(&prefix));
    (marks.first().map(|mark| mark[prefix.len()..].to_owned()), fields.join("&"))
}
