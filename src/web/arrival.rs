//! How long a form may take to arrive: whoever sends it byte by byte is told so, and hung up on (security.md R23).

use std::time::Duration;

use actix_web::{HttpMessage, HttpRequest};
use tokio::time::{Instant, sleep_until};

use crate::error::Error;

use super::routes::Later;

/// For what somebody has typed.
const FORM: Duration = Duration::from_secs(10);

/// For a photo or a long list, over a telephone.
const UPLOAD: Duration = Duration::from_secs(60);

/// This request may take as long as an upload.
struct Large;

/// Gives what arrives the time of an upload. Said by whoever reads it, so behind the gate.
pub(super) fn is_large(req: &HttpRequest) {
    req.extensions_mut().insert(Large);
}

/// What arrived in time.
pub(super) async fn in_time<T>(req: &HttpRequest, arriving: Later<'_, T>) -> Result<T, actix_web::Error> {
    let began = Instant::now();
    let late = async {
        while Instant::now() < began + patience(req) {
            sleep_until(began + patience(req)).await;
        }
    };
    tokio::select! {
        arrived = arriving => arrived,
        () = late => Err(Error::TooSlow.into()),
    }
}

fn patience(req: &HttpRequest) -> Duration {
    if req.extensions().contains::<Large>() { UPLOAD } else { FORM }
}

#[cfg(test)]
mod tests {
    use actix_web::FromRequest;
    use actix_web::test::TestRequest;

    use super::super::form::{Confirmed, Form, LARGEST_FORM};
    use super::super::upload::Upload;
    use super::*;

    /// How long it may take to arrive, once its reader has begun.
    fn time_for<R: FromRequest>() -> Duration {
        let (req, mut payload) = TestRequest::post().to_http_parts();
        drop(R::from_request(&req, &mut payload));
        patience(&req)
    }

    #[test]
    fn r23_a_form_has_ten_seconds_to_arrive_and_what_is_large_a_minute() {
        assert_eq!(time_for::<Form<Confirmed>>(), FORM);
        assert_eq!(time_for::<Form<Confirmed, { LARGEST_FORM + 1 }>>(), UPLOAD);
        assert_eq!(time_for::<Upload<1>>(), UPLOAD);
        assert_eq!((FORM.as_secs(), UPLOAD.as_secs()), (10, 60));
    }
}
