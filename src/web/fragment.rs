//! A piece of a page, for a script that puts it where it belongs.

use actix_web::body::BoxBody;
use actix_web::{HttpRequest, HttpResponse, Responder};
use askama::Template;

/// A view without a layout around it.
pub struct Fragment<V>(pub V);

impl<V: Template> Responder for Fragment<V> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        match self.0.render() {
            Ok(html) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
            Err(cause) => {
                tracing::error!(path = req.path(), %cause, "a piece of a page could not be drawn");
                HttpResponse::InternalServerError().finish()
            }
        }
    }
}
