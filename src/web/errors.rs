//! Error pages: what happened, in a full sentence, and a way on.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder, ResponseError};
use askama::Template;
use tracing::Instrument;

use crate::access::Asking;
use crate::error::Error;
use crate::text::together;

use super::denials;
use super::detours::{needed, to_confirmation, to_second_factor, to_sign_in};
use super::extract::{ChainFrame, Frame, RequestId, house, origin, signed_in_user};
use super::headers::secure;
use super::page::{self, Page, View};

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Error::SignedOut | Error::Unsure | Error::NoSecondFactor { .. } => StatusCode::SEE_OTHER,
            Error::Forbidden(_) | Error::CrossSite => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Malformed(_) => StatusCode::BAD_REQUEST,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Error::Busy | Error::Crossed => StatusCode::SERVICE_UNAVAILABLE,
            Error::Unsettled | Error::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        if matches!(self, Error::Busy | Error::Crossed) {
            answer.insert_header((RETRY_AFTER, "5")).content_type("text/html; charset=utf-8");
            let mut answer = answer.body(page::bare(&Problem::of(self)).unwrap_or_default());
            secure(answer.headers_mut(), false);
            return answer;
        }
        answer.finish()
    }
}

/// Something is the matter.
#[derive(Template)]
#[template(path = "errors/problem.html")]
struct Problem {
    drawing: &'static str,
    heading: String,
    sentences: Vec<String>,
    number: Option<String>,
    /// Where to go instead: label and address.
    ways_on: Vec<(String, String)>,
}

impl View for Problem {
    fn title(&self) -> String {
        self.heading.clone()
    }

    fn is_problem(&self) -> bool {
        true
    }
}

impl Problem {
    fn new(drawing: &'static str, heading: impl Into<String>, sentence: impl Into<String>) -> Self {
        Problem {
            drawing,
            heading: heading.into(),
            sentences: vec![sentence.into()],
            number: None,
            ways_on: Vec::new(),
        }
    }

    fn of(error: &Error) -> Self {
        match error {
            Error::SignedOut => Problem::new("lock", "You are signed out", "Sign in to go on."),
            Error::Unsure => Problem::new("lock", "Is it still you?", "Enter your password to go on."),
            Error::NoSecondFactor { role, location } => {
                Problem::new("lock", "Your role asks for a second factor", needed(role, location))
            }
            Error::Forbidden(refusal) if refusal.ask.is_empty() => {
                Problem::new("lock", "You cannot do this", refusal.lacks.clone())
            }
            Error::Forbidden(refusal) => {
                let mut problem = Problem::new(
                    "lock",
                    "You don’t have the right to do this",
                    format!("The right “{}” is off for you.", refusal.lacks),
                );
                problem.sentences.push(format!("{} can change that.", together(&refusal.ask)));
                problem
            }
            Error::CrossSite => Problem::new(
                "lock",
                "This form is no longer good",
                "It was made for another session, or sent from another site. Go back, load the page again and send it once more.",
            ),
            Error::NotFound => Problem::new(
                "lost",
                "There is nothing at this address",
                "The page was moved or removed, or the address has a typing mistake.",
            ),
            Error::Conflict(why) => Problem::new("clock", "This was not done", why.clone()),
            Error::Invalid(errors) => {
                let mut problem = Problem::new("lost", "This was not done", "Something in the form cannot be used.");
                problem.sentences = errors.iter().map(|fault| format!("{}.", fault.message)).collect();
                problem.ways_on =
                    errors.iter().filter_map(|fault| fault.way_on.clone()).map(|way| (way.label, way.url)).collect();
                problem
            }
            Error::Malformed(why) => Problem::new("lost", "This form could not be read", why.clone()),
            Error::TooLarge => Problem::new(
                "lost",
                "This is too much at once",
                "The form holds more than Parlour takes in one go. Go back, shorten it and send it again.",
            ),
            Error::TooSlow => Problem::new(
                "clock",
                "The form took too long to arrive",
                "Nothing was changed. Go back and send it again when the line is better.",
            ),
            Error::TooMany(wait) => Problem::new("clock", "That was too often", wait.why.clone()),
            Error::Busy | Error::Crossed => Problem::new(
                "clock",
                "Parlour is busy for a moment",
                "Nothing was changed. Wait a few seconds, then try again.",
            ),
            Error::Unsettled => Problem::new(
                "clock",
                "It is not known whether this was done",
                "The database was gone just when it was to answer. Look whether it was done before you do it again.",
            ),
            Error::Broken(_) => Problem::new(
                "clock",
                "Something broke on our side",
                "Nothing you entered is lost if you go back. Tell us the number below if it happens again.",
            ),
        }
    }

    fn of_status(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::NOT_FOUND => Some(Problem::of(&Error::NotFound)),
            StatusCode::METHOD_NOT_ALLOWED => {
                Some(Problem::new("lost", "This page cannot be used that way", "Open it from its own link or button."))
            }
            _ => None,
        }
    }

    fn leading_on(mut self, req: &HttpRequest) -> Self {
        let known = req.extensions();
        let location = known.get::<Frame>().map(|frame| frame.inside.location());
        let chain = known.get::<ChainFrame>().map(|frame| frame.within.chain());
        self.ways_on.push(match (location, chain) {
            (Some(location), _) => (format!("Go to {}", location.name), format!("/locations/{}", location.id)),
            (None, Some(chain)) => (format!("Go to {}", chain.name), format!("/chains/{}", chain.id)),
            (None, None) => ("Go to the start page".into(), "/".into()),
        });
        drop(known);
        self
    }
}

/// The header in which every answer carries the number of its request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost wall: numbers every request, gives every answer its headers, and answers even when no session can be
/// read. Whatever is logged meanwhile carries the number.
pub async fn wall(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let https = house(req.request()).config.public_url.scheme() == "https";
    let id = RequestId::new();
    req.extensions_mut().insert(id.clone());
    let span = tracing::error_span!("request", id = %id.0);
    let served = next.call(req).instrument(span).await;
    let mut answer = served.map_err(|cause| {
        tracing::error!(id = %id.0, %cause, "a request could not be served");
        Error::Busy
    })?;
    secure(answer.headers_mut(), https);
    if *house(answer.request()).leaving.borrow() || answer.status() == StatusCode::REQUEST_TIMEOUT {
        answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(answer)
}

/// Turns every error into its page. Stands inside the session, because a page holds forms of whoever is signed in.
pub async fn pages(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = next.call(req).await?.map_into_boxed_body();
    if answer.status().is_client_error() || answer.status().is_server_error() {
        recognise(answer.request()).await;
    }
    if let Some(error) = error_of(&answer) {
        denials::write_down(answer.request(), error).await;
    }
    let Some(mut page) = explain(&answer) else {
        return Ok(answer);
    };
    let (req, old) = answer.into_parts();
    if let Some(allowed) = old.headers().get(ALLOW) {
        page.headers_mut().insert(ALLOW, allowed.clone());
    }
    Ok(ServiceResponse::new(req, page))
}

fn error_of(answer: &ServiceResponse<BoxBody>) -> Option<&Error> {
    answer.response().error()?.as_error()
}

fn explain(answer: &ServiceResponse<BoxBody>) -> Option<HttpResponse> {
    let req = answer.request();
    let status = answer.status();
    let problem = match error_of(answer) {
        Some(Error::SignedOut) => return Some(to_sign_in(req)),
        Some(Error::Unsure) => return Some(to_confirmation(req)),
        Some(Error::NoSecondFactor { role, location }) => return Some(to_second_factor(req, role, location)),
        Some(error) => {
            let mut problem = Problem::of(error);
            if let Error::Broken(cause) = error {
                let number = origin(req).request;
                tracing::error!(%number, path = req.path(), "{cause:#}");
                problem.number = Some(number);
            }
            problem
        }
        None if answer.headers().contains_key(CONTENT_TYPE) => return None,
        None => Problem::of_status(status)?,
    };
    let mut page = Page::with_status(problem.leading_on(req), status).respond_to(req);
    if let Some(seconds) = patience(answer) {
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    Some(page)
}

/// In how many seconds trying again may help.
fn patience(answer: &ServiceResponse<BoxBody>) -> Option<i64> {
    match error_of(answer)? {
        Error::Busy | Error::Crossed => Some(5),
        Error::TooMany(wait) => wait.seconds,
        _ => None,
    }
}

/// Whoever is signed in keeps their menu, also where no handler has asked who they are.
async fn recognise(req: &HttpRequest) {
    let is_known = {
        let known = req.extensions();
        known.contains::<Frame>() || known.contains::<ChainFrame>() || known.contains::<Asking>()
    };
    if let (false, Some(user)) = (is_known, signed_in_user(req)) {
        let origin = origin(req);
        if let Ok(asking) = house(req).db.read(move |db| Asking::recognise(user, origin, db)).await {
            req.extensions_mut().insert(asking);
        }
    }
}
