//! What a browser sends: read whole, within a limit, with the mark of a form that we gave to this browser.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

use super::guard;

/// The fields of a form. A field that the form does not have, or has twice, is refused.
#[derive(Debug, Clone)]
pub struct Form<T>(pub T);

/// A confirmation sends nothing but the wish itself.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {}

impl<T: DeserializeOwned + 'static> FromRequest for Form<T> {
    type Error = Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        let body = Bytes::from_request(&req, payload);
        Box::pin(async move {
            let kind = req.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            if !kind.starts_with("application/x-www-form-urlencoded") {
                return Err(Error::Malformed("Parlour reads forms only. Go back and send the form again.".into()));
            }
            let body = body.await.map_err(|cause| match cause.as_error::<actix_web::error::PayloadError>() {
                Some(actix_web::error::PayloadError::Overflow) => Error::TooLarge,
                _ => Error::Malformed("The form did not arrive whole. Go back and send it again.".into()),
            })?;
            let text = std::str::from_utf8(&body).map_err(|_| unreadable("it holds bytes that are not text"))?;
            let (mark, fields) = split_mark(text);
            guard::check_mark(&req, mark.as_deref())?;
            serde_html_form::from_str(&fields).map(Form).map_err(|cause| unreadable(&cause.to_string()))
        })
    }
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
