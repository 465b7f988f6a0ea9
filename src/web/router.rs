//! Finds the door of an address. One router serves every worker: what actix would keep for each of them was most of what an
//! idle house held in memory, and a regular expression would be tried for every part of an address that is not a word.

use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use super::routes::Route;

/// The doors of the house, by address.
pub struct Router(matchit::Router<Vec<Route>>);

impl Router {
    /// Fails when two addresses cannot be told apart.
    pub(super) fn of(doors: impl IntoIterator<Item = Route>) -> anyhow::Result<Self> {
        let mut addresses = matchit::Router::<Vec<Route>>::new();
        for door in doors {
            match addresses.at_mut(&door.path) {
                Ok(known) if known.value[0].path == door.path => known.value.push(door),
                _ => addresses.insert(door.path.clone(), vec![door])?,
            }
        }
        Ok(Router(addresses))
    }

    /// The address that a path fits, as the doors name it: `/locations/{location}/team`.
    pub(super) fn address(&self, path: &str) -> Option<&str> {
        Some(&self.0.at(path).ok()?.value.first()?.path)
    }
}

/// Leads a request to its door. A wrong method is told from a wrong address.
pub async fn lead(mut req: ServiceRequest) -> Result<ServiceResponse, Error> {
    let path = req.match_info().as_str().to_owned();
    let router = req.app_data::<Data<Router>>().cloned();
    let Some(found) = router.as_ref().and_then(|router| router.0.at(&path).ok()) else {
        return Ok(req.into_response(HttpResponse::NotFound()));
    };
    for (name, value) in found.params.iter() {
        req.match_info_mut().add_static(name.to_owned(), value.to_owned());
    }
    let Some(route) = found.value.iter().find(|route| route.takes(req.method())) else {
        let refusal = HttpResponse::MethodNotAllowed().insert_header((ALLOW, methods(found.value))).finish();
        return Ok(req.into_response(refusal));
    };
    let (req, payload) = req.into_parts();
    Ok(match (route.answer)(req.clone(), payload).await {
        Ok(answer) => ServiceResponse::new(req, answer),
        Err(error) => ServiceResponse::from_err(error, req),
    })
}

/// What may be done at an address.
fn methods(doors: &[Route]) -> String {
    let head = doors.iter().any(|door| door.method == Method::GET).then_some("HEAD");
    doors.iter().map(|door| door.method.as_str()).chain(head).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::App;
    use actix_web::dev::fn_service;
    use actix_web::http::StatusCode;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};

    use super::super::routes::Door;
    use super::*;

    fn door(method: Method, path: &'static str) -> Route {
        let answer = Arc::new(move |_, _| -> _ { Box::pin(async move { Ok(HttpResponse::Ok().body(path)) }) as _ });
        Route { method, path: path.to_owned(), door: Door::Open, answer }
    }

    #[test]
    fn two_addresses_that_nobody_could_tell_apart_are_refused() {
        let doors = ["/a/{id}", "/a/{name}"].map(|path| door(Method::GET, path));

        assert!(Router::of(doors).is_err());
    }

    #[actix_web::test]
    async fn every_address_leads_to_its_own_door_or_nowhere() {
        let paths = ["/", "/a", "/a/{id}", "/a/{id}/b", "/a/new", "/a/new/{day}/c", "/d/{id}/e"];
        let mut doors = Vec::from(paths.map(|path| door(Method::GET, path)));
        doors.push(door(Method::POST, "/a/{id}/b"));
        let router = Data::new(Router::of(doors).unwrap());
        let app = init_service(App::new().app_data(router).default_service(fn_service(lead))).await;
        let ask = |method: Method, path: &'static str| {
            let request = TestRequest::with_uri(path).method(method).to_request();
            async { call_service(&app, request).await }
        };

        for (path, door) in [
            ("/", "/"),
            ("/a", "/a"),
            ("/a/5", "/a/{id}"),
            ("/a/5/b", "/a/{id}/b"),
            ("/a/new", "/a/new"),
            ("/a/new/5/c", "/a/new/{day}/c"),
            ("/a/new/b", "/a/{id}/b"),
            ("/d/5/e", "/d/{id}/e"),
        ] {
            assert_eq!(read_body(ask(Method::GET, path).await).await, door, "{path}");
            assert_eq!(ask(Method::HEAD, path).await.status(), StatusCode::OK, "{path}");
        }
        assert_eq!(read_body(ask(Method::POST, "/a/5/b").await).await, "/a/{id}/b");
        for path in ["/d", "/d/5", "/a/5/c", "/a/5/b/c", "/ab", "/a/", "/a//b", "//"] {
            assert_eq!(ask(Method::GET, path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        for (path, methods) in [("/a/new", "GET, HEAD"), ("/a/5/b", "GET, POST, HEAD")] {
            let refused = ask(Method::PUT, path).await;
            assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert_eq!(refused.headers().get(ALLOW).unwrap(), methods, "{path}");
        }
    }
}
