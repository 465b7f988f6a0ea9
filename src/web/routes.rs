//! Doors as data: the app serves them, `parlour routes` prints them, a test walks through every one.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{Error, FromRequest, Handler, HttpRequest, HttpResponse, Responder};

use crate::access::{Asking, Can, Inside, Key, Right};
use crate::chains::{ChainKey, ChainRight, May, Within};
use crate::error::Error as Refusal;

use super::arrival;
use super::extract::Guest;
use super::form;
use super::router::Router;
use super::sure::Sure;

/// Who may come in through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anyone.
    Open,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever has access to the location in the path.
    Inside,
    /// Whoever holds this right at the location in the path.
    Right(Right),
    /// Whoever has chain rights in the chain in the path.
    Within,
    /// Whoever holds this chain right in the chain in the path.
    ChainRight(ChainRight),
    /// Whoever may come in through that door and gave their password a short while ago.
    Sure(&'static Door),
}

impl Door {
    /// Who may come in, leaving aside when they last gave their password.
    pub fn who(self) -> Door {
        match self {
            Door::Sure(door) => door.who(),
            door => door,
        }
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Door::Open => f.pad("anyone"),
            Door::SignedIn => f.pad("signed in"),
            Door::Inside => f.pad("has access here"),
            Door::Right(right) => f.pad(right.slug()),
            Door::Within => f.pad("has chain rights here"),
            Door::ChainRight(right) => f.pad(right.slug()),
            Door::Sure(door) => write!(f, "{door}, and the password again"),
        }
    }
}

/// What a handler asks for first: it says who may come in, and proves it.
pub trait Gate: FromRequest {
    const DOOR: Door;
}

impl Gate for Guest {
    const DOOR: Door = Door::Open;
}

impl Gate for Asking {
    const DOOR: Door = Door::SignedIn;
}

impl Gate for Inside {
    const DOOR: Door = Door::Inside;
}

impl<K: Key> Gate for Can<K> {
    const DOOR: Door = Door::Right(K::RIGHT);
}

impl Gate for Within {
    const DOOR: Door = Door::Within;
}

impl<K: ChainKey> Gate for May<K> {
    const DOOR: Door = Door::ChainRight(K::RIGHT);
}

impl<G: Gate<Error = crate::error::Error, Future: 'static>> Gate for Sure<G> {
    const DOOR: Door = Door::Sure(&G::DOOR);
}

pub(super) type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + 'a>>;

/// The arguments of a handler, of which the first is a gate. Without one it does not compile.
pub trait Guarded: Sized {
    const DOOR: Door;

    /// Asks the gate first: nothing that was sent is looked at before.
    fn extract<'a>(req: &'a HttpRequest, payload: &'a mut Payload) -> Later<'a, Self>;
}

macro_rules! guarded {
    ($($more:ident)*) => {
        impl<Gated: Gate + 'static, $($more: FromRequest + 'static),*> Guarded for (Gated, $($more,)*) {
            const DOOR: Door = Gated::DOOR;

            fn extract<'a>(req: &'a HttpRequest, payload: &'a mut Payload) -> Later<'a, Self> {
                Box::pin(async move {
                    let gated = Gated::from_request(req, payload).await.map_err(Into::into)?;
                    arrival::in_time(req, Box::pin(async move {
                        Ok((gated, $($more::from_request(req, payload).await.map_err(Into::into)?,)*))
                    }))
                    .await
                })
            }
        }
    };
}

guarded!();
guarded!(A);
guarded!(A B);
guarded!(A B C);
guarded!(A B C D);

/// A method, a path, who may come in, and what answers.
#[derive(Clone)]
pub struct Route {
    pub method: Method,
    pub path: String,
    pub door: Door,
    /// One kind of handler, whatever the door: one for each of them was compiled hundreds of times.
    pub(super) answer: Arc<dyn Fn(HttpRequest, Payload) -> Later<'static, HttpResponse> + Send + Sync>,
}

impl Route {
    /// HEAD is answered like GET: mail scanners ask that way.
    pub(super) fn takes(&self, method: &Method) -> bool {
        self.method == method || self.method == Method::GET && method == Method::HEAD
    }
}

/// The doors of a slice, or of the whole house.
#[derive(Clone, Default)]
pub struct Routes {
    base: &'static str,
    routes: Vec<Route>,
}

impl Routes {
    /// Doors below a path.
    pub fn at(base: &'static str) -> Self {
        Routes { base, routes: Vec::new() }
    }

    pub fn get<H, Args>(self, path: &str, handler: H) -> Self
    where
        H: Handler<Args> + Send + Sync,
        Args: Guarded + 'static,
        H::Output: Responder + 'static,
    {
        self.door(Method::GET, path, handler)
    }

    pub fn post<H, Args>(self, path: &str, handler: H) -> Self
    where
        H: Handler<Args> + Send + Sync,
        Args: Guarded + 'static,
        H::Output: Responder + 'static,
    {
        self.door(Method::POST, path, handler)
    }

    fn door<H, Args>(mut self, method: Method, path: &str, handler: H) -> Self
    where
        H: Handler<Args> + Send + Sync,
        Args: Guarded + 'static,
        H::Output: Responder + 'static,
    {
        self.routes.push(Route {
            method,
            path: format!("{}{path}", self.base),
            door: Args::DOOR,
            answer: Arc::new(move |req, payload| Box::pin(serve(handler.clone(), req, payload))),
        });
        self
    }

    /// The doors of another slice as well.
    pub fn and(mut self, more: Routes) -> Self {
        self.routes.extend(more.routes);
        self
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Route> {
        self.routes.iter()
    }

    /// What finds them by their addresses.
    pub fn router(self) -> anyhow::Result<Router> {
        Router::of(self.routes)
    }
}

async fn serve<H, Args>(handler: H, req: HttpRequest, mut payload: Payload) -> Result<HttpResponse, Error>
where
    H: Handler<Args>,
    Args: Guarded,
    H::Output: Responder,
{
    let args = match Args::extract(&req, &mut payload).await {
        Err(cause) if matches!(cause.as_error(), Some(Refusal::Unsure)) => {
            let keeping = Box::pin(async {
                form::keep(&req, &mut payload).await;
                Ok(())
            });
            arrival::in_time(&req, keeping).await?;
            return Err(cause);
        }
        other => other?,
    };
    Ok(handler.call(args).await.respond_to(&req).map_into_boxed_body())
}
