//! The key of a session changes after somebody else changed what its owner may do (security.md SC2).

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;

use super::super::store::ENDS;

/// Gives a session its new key with the next whole page that is opened: what a page loads by itself, and a form that was
/// filled in, go out with the key they came with.
pub async fn change_keys(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if opens_a_page(&req) {
        let session = req.get_session();
        if session.get::<i64>(ENDS).is_ok_and(|ends| ends.is_some()) {
            session.renew();
        }
    }
    next.call(req).await
}

/// Older browsers do not say what they do.
fn opens_a_page(req: &ServiceRequest) -> bool {
    let mode = req.headers().get("sec-fetch-mode");
    req.method() == Method::GET && mode.is_none_or(|mode| mode == "navigate")
}
