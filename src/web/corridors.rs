//! An address is looked for part by part. Among all doors at once every one before it would be tried, most of them as a
//! regular expression: that was a fifth of the work of a deed, and more than half of what an idle house holds in memory.

use actix_web::Resource;
use actix_web::web::{self, ServiceConfig};

use super::routes::Route;

/// The doors at one place of an address, and the ways on from there by its next part.
#[derive(Default)]
pub(super) struct Corridor<'a> {
    doors: Vec<&'a Route>,
    ways: Vec<(&'a str, Corridor<'a>)>,
}

impl<'a> Corridor<'a> {
    /// All doors of a house.
    pub fn through(doors: &'a [Route]) -> Self {
        let mut house = Self::default();
        for door in doors {
            door.path.split('/').skip(1).fold(&mut house, Self::way).doors.push(door);
        }
        house
    }

    fn way(&mut self, part: &'a str) -> &mut Self {
        let known = self.ways.iter().position(|(known, _)| *known == part);
        let place = known.unwrap_or_else(|| {
            self.ways.push((part, Corridor::default()));
            self.ways.len() - 1
        });
        &mut self.ways[place].1
    }

    /// Hangs the doors. A word is tried before what stands for any.
    pub fn hang(&self, app: &mut ServiceConfig) {
        if !self.doors.is_empty() {
            app.service(self.frame(""));
        }
        let (any, words): (Vec<_>, Vec<_>) = self.ways.iter().partition(|(part, _)| part.starts_with('{'));
        for (part, corridor) in words.into_iter().chain(any) {
            let path = format!("/{part}");
            match corridor.ways.is_empty() {
                true => app.service(corridor.frame(&path)),
                false => app.service(web::scope(&path).configure(|app| corridor.hang(app))),
            };
        }
    }

    /// Doors of one path share a frame, so that a wrong method is told from a wrong address.
    fn frame(&self, path: &str) -> Resource {
        self.doors.iter().fold(web::resource(path), |frame, route| frame.route(route.service()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::http::{Method, StatusCode};
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, HttpResponse};

    use super::super::routes::Door;
    use super::*;

    fn door(method: Method, path: &'static str) -> Route {
        let answer = Arc::new(move |_, _| -> _ { Box::pin(async move { Ok(HttpResponse::Ok().body(path)) }) as _ });
        Route { method, path: path.to_owned(), door: Door::Open, answer }
    }

    #[actix_web::test]
    async fn every_address_leads_to_its_own_door_or_nowhere() {
        let paths = ["/", "/a", "/a/{id}", "/a/{id}/b", "/a/new", "/a/new/{day}/c", "/d/{id}/e"];
        let mut doors = Vec::from(paths.map(|path| door(Method::GET, path)));
        doors.push(door(Method::POST, "/a/{id}/b"));
        let app = init_service(App::new().configure(|app| Corridor::through(&doors).hang(app))).await;
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
            ("/d/5/e", "/d/{id}/e"),
        ] {
            assert_eq!(read_body(ask(Method::GET, path).await).await, door, "{path}");
        }
        assert_eq!(read_body(ask(Method::POST, "/a/5/b").await).await, "/a/{id}/b");
        assert_eq!(ask(Method::POST, "/a/new").await.status(), StatusCode::METHOD_NOT_ALLOWED);
        for path in ["/d", "/d/5", "/a/5/c", "/a/5/b/c", "/ab", "/a/", "/a//b", "//"] {
            assert_eq!(ask(Method::GET, path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
