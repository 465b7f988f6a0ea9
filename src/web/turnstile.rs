//! Everybody who comes and goes is counted, and whoever finds the house full is told so at once (security.md R26).

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::error::Error;
use crate::house::House;

/// Whoever only looks needs a place. Forms do not: one may take its time to arrive, and is worth more than a look.
pub async fn turnstile(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(house) = req.app_data::<Data<House>>().cloned() else {
        return next.call(req).await.map(ServiceResponse::map_into_left_body);
    };
    let class = class(&req);
    let served = house.meters.serve(class);
    let place = match class {
        "page" => house.crowd.enter().await.map(Some),
        "export" => house.exports.enter().await.map(Some),
        _ => Ok(None),
    };
    let answer = match place {
        Ok(_place) => next.call(req).await.map(ServiceResponse::map_into_left_body),
        Err(_) => {
            house.meters.shed.inc();
            Ok(req.error_response(Error::Busy).map_into_right_body())
        }
    };
    served.with(answer.as_ref().map_or(503, |answer| answer.status().as_u16()));
    answer
}

/// What kind of request this is: few words, so that nothing can be read from a count.
fn class(req: &ServiceRequest) -> &'static str {
    match req.path() {
        "/healthz" | "/readyz" | "/metrics" => "watch",
        path if path.starts_with("/static/") => "asset",
        path if req.method().is_safe() && is_export(path) => "export",
        _ if req.method().is_safe() => "page",
        _ => "form",
    }
}

/// A file to keep of everything that fits a filter, which takes far longer than a page.
fn is_export(path: &str) -> bool {
    path.ends_with(".csv") || path.ends_with("/export")
}
