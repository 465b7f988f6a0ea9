//! Who is looking as somebody else: kept in the session, shown on every page, and nothing can be sent meanwhile.

use actix_session::SessionExt;
use actix_web::HttpRequest;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use serde::{Deserialize, Serialize};

use crate::access::Look;
use crate::error::{Error, Result};
use crate::id::LocationId;

const LOOK: &str = "look";

/// Where looking is stopped.
pub const END: &str = "/look/end";

/// What may be sent all the same: what ends the look.
const WAYS_OUT: [&str; 2] = [END, "/sign-out"];

/// Where somebody is looking, and as whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Looking {
    pub location: LocationId,
    /// What the location is called.
    pub place: String,
    pub whom: Look,
    /// What they are called.
    pub name: String,
}

impl Looking {
    /// Whether this session is looking as somebody else, and where.
    pub fn of(req: &HttpRequest) -> Option<Self> {
        req.get_session().get(LOOK).ok().flatten()
    }

    /// From the next page on.
    pub fn begin(&self, req: &HttpRequest) -> Result<()> {
        req.get_session().insert(LOOK, self).map_err(|cause| Error::Broken(anyhow::anyhow!("{cause}")))
    }

    pub fn end(req: &HttpRequest) {
        req.get_session().remove(LOOK);
    }
}

/// Nothing is changed by somebody who is looking (cases H25).
pub async fn read_only(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if !req.method().is_safe()
        && !WAYS_OUT.contains(&req.path())
        && let Some(looking) = Looking::of(req.request())
    {
        let why = format!(
            "You are looking at {} as {}, so nothing was changed. Stop looking first, then do it as yourself.",
            looking.place, looking.name
        );
        return Ok(req.error_response(Error::refused(why)).map_into_right_body());
    }
    next.call(req).await.map(ServiceResponse::map_into_left_body)
}
