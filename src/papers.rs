//! What people agree to.

use askama::Template;

use crate::users::TERMS;
use crate::web::{Guest, Page, Routes, View};

pub fn routes() -> Routes {
    Routes::default().get("/terms", terms).get("/privacy", privacy)
}

#[derive(Template)]
#[template(path = "papers/terms.html")]
struct Terms {
    version: &'static str,
}

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
    Page(Terms { version: TERMS })
}

async fn privacy(_: Guest) -> Page<Privacy> {
    Page(Privacy)
}

#[cfg(test)]
mod tests {
    use crate::secrets::digest;
    use crate::users::TERMS;

    /// The version that people agree to, and the words that it stands for.
    const AGREED: (&str, &str) = ("2026-11-26", "fb6cdd3cf3ac7f5f");

    #[test]
    fn sa20_other_words_are_another_version() {
        let words =
            concat!(include_str!("../templates/papers/terms.html"), include_str!("../templates/papers/privacy.html"));
        let seal: String = digest(words).iter().take(8).map(|byte| format!("{byte:02x}")).collect();

        assert_eq!((TERMS, seal.as_str()), AGREED, "give TERMS another version, and note it here with its words");
    }
}
