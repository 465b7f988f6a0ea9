//! Bodies that do not say how long they are: nobody goes on sending one after it was answered (security.md R23).

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use futures_core::Stream;

/// Longer than an answer takes to leave.
const PARTING: Duration = Duration::from_secs(30);

/// What arrives, for who reads it and for who waits until it is over.
#[derive(Clone)]
struct Chunks(Rc<Unread>);

struct Unread {
    payload: RefCell<Payload>,
    is_over: Cell<bool>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = ready!(Pin::new(&mut *self.0.payload.borrow_mut()).poll_next(cx));
        self.0.is_over.set(!matches!(next, Some(Ok(_))));
        Poll::Ready(next)
    }
}

/// Keeps what nobody has read until the answer has left: the server hangs up on it then. Of what was let go it would
/// read on to the end, and the end may never come.
pub async fn keep_unread(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if !req.headers().contains_key(TRANSFER_ENCODING) {
        return next.call(req).await;
    }
    let chunks = Chunks(Rc::new(Unread { payload: RefCell::new(req.take_payload()), is_over: Cell::new(false) }));
    req.set_payload(Payload::Stream { payload: Box::pin(chunks.clone()) });
    let answer = next.call(req).await;
    if !chunks.0.is_over.get() {
        actix_web::rt::spawn(async move {
            actix_web::rt::time::sleep(PARTING).await;
            drop(chunks);
        });
    }
    answer
}
