//! What people agree to.

use askama::Template;

use crate::web::{Guest, Page, Routes, View};

pub fn routes() -> Routes {
    Routes::default().get("/terms", terms).get("/privacy", privacy)
}

#[derive(Template)]
#[template(path = "papers/terms.html")]
struct Terms;

impl View for Terms {
    fn title(&self) -> String {
        "User agreement".into()
    }
}

#[derive(Template)]
#[template(path = "papers/privacy.html")]
struct Privacy;

impl View for Privacy {
    fn title(&self) -> String {
        "Privacy policy".into()
    }
}

async fn terms(_: Guest) -> Page<Terms> {
    Page(Terms)
}

async fn privacy(_: Guest) -> Page<Privacy> {
    Page(Privacy)
}
