//! The language of letters and the colours of pages.

use super::{NEW_PASSWORD, register};
use crate::story;
use crate::support::visitor::Seen;
use crate::support::world::*;

#[track_caller]
fn looks(page: &Seen, theme: &str) {
    let is = page.body.contains(&format!("<html lang=\"en\" data-theme=\"{theme}\">"));
    let is_plain = page.body.contains("<html lang=\"en\">") && page.body.contains("content=\"light dark\"");
    assert!(if theme == "system" { is_plain } else { is }, "{}", &page.body[..300]);
}

story! {
    async fn the_theme_counts_on_every_page_and_stays_after_signing_out(world) {
        let vera = world.sign_in(VERA).await;
        looks(&vera.get("/account").await, "system");

        let saved = vera.post("/account/preferences", &[("language", "en"), ("theme", "dark")]).await;
        saved.leads_to("/account");

        looks(&vera.get("/account").await, "dark");
        looks(&vera.get("/locations/ours").await, "dark");
        looks(&vera.get("/no/such/page").await, "dark");
        vera.post("/sign-out", &[]).await.is(303);
        looks(&vera.get("/sign-in").await, "dark");
        looks(&world.guest().get("/sign-in").await, "system");
        let elsewhere = world.sign_in(VERA).await;
        looks(&elsewhere.get("/locations/ours").await, "dark");
        looks(&world.sign_in(MAX).await.get("/account").await, "system");
        elsewhere.post("/account/preferences", &[("language", "en"), ("theme", "system")]).await.is(303);
        looks(&elsewhere.get("/account").await, "system");
        elsewhere.post("/sign-out", &[]).await.is(303);
        looks(&elsewhere.get("/sign-in").await, "system");
    }
}

story! {
    async fn letters_come_in_the_language_that_was_chosen(world) {
        let vera = world.sign_in(VERA).await;

        vera.post("/account/preferences", &[("language", "de"), ("theme", "system")]).await.leads_to("/account");
        vera.get("/account").await.says("written in Deutsch from now on");
        vera.post("/account/password", &[("current", PASSWORD), ("password", NEW_PASSWORD)]).await.is(303);

        world.letter_to(VERA.1).await.says("Ihr Passwort für Parlour wurde geändert");
        vera.post("/account/preferences", &[("language", "xx"), ("theme", "dark")]).await.is(422).says("Choose a language");
        vera.post("/account/preferences", &[("language", "de"), ("theme", "pink")]).await.is(422);
    }
}

story! {
    async fn c5_who_registers_is_written_to_in_the_language_of_the_invitation(world) {
        let anna = world.sign_in(ANNA).await;
        let link = super::invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.sql("UPDATE invitations SET language = 'pt'");

        register(&world.guest(), &link, "Boris").await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM users WHERE name = 'Boris' AND language = 'pt'"), 1);
    }
}
