//! Answers to forms: go and see, or the same form again with its errors.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, Responder};

use crate::db::{Conn, Db};
use crate::error::{Error, Errors, Result};

use super::notice;
use super::page::{Page, View};

/// Leads to another page (303), sometimes with a notice there.
#[derive(Debug)]
pub struct See {
    url: String,
    notice: Option<String>,
}

/// Go and see what the deed has done.
pub fn see(url: impl Into<String>) -> See {
    See { url: url.into(), notice: None }
}

/// A page that leads on to another when it is done with.
pub fn with_next(page: &str, next: &str) -> String {
    if next.is_empty() {
        return page.to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={next}")
}

impl See {
    /// A full sentence at the top of the next page.
    pub fn saying(mut self, notice: impl Into<String>) -> Self {
        self.notice = Some(notice.into());
        self
    }
}

impl Responder for See {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::SeeOther();
        answer.insert_header((LOCATION, self.url));
        if let Some(notice) = self.notice {
            answer.cookie(notice::cookie(req, &notice));
        }
        answer.finish()
    }
}

/// The answer to a form, or to the wish to fill one in.
pub enum Reply<V> {
    Done(See),
    Fresh(V),
    /// Something that was typed cannot be used (422).
    Again(V),
    /// Somebody else was faster: both versions are shown (409).
    Late(V),
}

impl<V: View> Responder for Reply<V> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        match self {
            Reply::Done(see) => see.respond_to(req),
            Reply::Fresh(view) => Page(view).respond_to(req),
            Reply::Again(view) => Page::with_status(view, StatusCode::UNPROCESSABLE_ENTITY).respond_to(req),
            Reply::Late(view) => Page::with_status(view, StatusCode::CONFLICT).respond_to(req),
        }
    }
}

/// Shows the form again when what was typed cannot be used.
pub trait Again<T> {
    /// `draw` gets the errors and returns the same form with everything that was typed.
    fn or_again<V>(self, done: impl FnOnce(T) -> See, draw: impl FnOnce(Errors) -> V) -> Result<Reply<V>>;

    /// The same where the form cannot be drawn without the data, which is asked only then.
    fn or_drawn<V: Send + 'static>(
        self,
        db: &Db,
        done: impl FnOnce(T) -> See,
        draw: impl FnOnce(Errors, &mut Conn) -> Result<V> + Send + 'static,
    ) -> impl Future<Output = Result<Reply<V>>>;

    /// The same for what others may change as well. Whoever was late is told so beside a field, with what to do now; `draw`
    /// hears of it, as the page says then what is saved meanwhile.
    fn or_compared<V: Send + 'static>(
        self,
        db: &Db,
        done: impl FnOnce(T) -> See,
        late: (&str, &str),
        draw: impl FnOnce(Errors, bool, &mut Conn) -> Result<V> + Send + 'static,
    ) -> impl Future<Output = Result<Reply<V>>>;
}

impl<T> Again<T> for Result<T> {
    fn or_again<V>(self, done: impl FnOnce(T) -> See, draw: impl FnOnce(Errors) -> V) -> Result<Reply<V>> {
        match self {
            Ok(value) => Ok(Reply::Done(done(value))),
            Err(Error::Invalid(errors)) => Ok(Reply::Again(draw(errors))),
            Err(other) => Err(other),
        }
    }

    async fn or_drawn<V: Send + 'static>(
        self,
        db: &Db,
        done: impl FnOnce(T) -> See,
        draw: impl FnOnce(Errors, &mut Conn) -> Result<V> + Send + 'static,
    ) -> Result<Reply<V>> {
        match self {
            Ok(value) => Ok(Reply::Done(done(value))),
            Err(Error::Invalid(errors)) => Ok(Reply::Again(db.read(move |db| draw(errors, db)).await?)),
            Err(other) => Err(other),
        }
    }

    async fn or_compared<V: Send + 'static>(
        self,
        db: &Db,
        done: impl FnOnce(T) -> See,
        (field, advice): (&str, &str),
        draw: impl FnOnce(Errors, bool, &mut Conn) -> Result<V> + Send + 'static,
    ) -> Result<Reply<V>> {
        match self {
            Ok(value) => Ok(Reply::Done(done(value))),
            Err(Error::Invalid(errors)) => Ok(Reply::Again(db.read(move |db| draw(errors, false, db)).await?)),
            Err(Error::Conflict(why)) => {
                let errors = Errors::on(field, format!("{why} {advice}"));
                Ok(Reply::Late(db.read(move |db| draw(errors, true, db)).await?))
            }
            Err(other) => Err(other),
        }
    }
}
