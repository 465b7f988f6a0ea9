//! Notes about clients: who wrote what, and who may take it back.

use crate::story;
use crate::support::world::*;

story! {
    async fn a_note_says_who_wrote_it_and_only_they_delete_it(world) {
        let clara = world.client("Clara");
        let card = format!("/locations/ours/clients/{clara}");
        let (rita, max) = (world.sign_in(RITA).await, world.sign_in(MAX).await);

        rita.post(&format!("{card}/notes"), &[("text", "Allergic to ammonia\r\nLikes tea")]).await.leads_to(&card);

        let seen = max.get(&card).await;
        seen.says("Allergic to ammonia").says("Rita,").does_not_offer("Delete this note");
        let note = world.number("SELECT max(id) FROM client_notes");
        let deletion = format!("/locations/ours/client-notes/{note}/deletion");
        max.post(&deletion, &[]).await.is(403).says("Only Rita, who wrote this note, can delete it");
        assert_eq!(world.number("SELECT count(*) FROM client_notes"), 1);
        rita.post(&deletion, &[]).await.leads_to(&card);
        rita.post(&deletion, &[]).await.is(404);
        rita.get(&format!("{card}/history")).await.says("wrote a note about").says("deleted a note about").says_nothing_of("ammonia");
    }
}

story! {
    async fn a_note_is_neither_empty_nor_endless_and_what_was_typed_stays(world) {
        let card = format!("/locations/ours/clients/{}", world.client("Clara"));
        let rita = world.sign_in(RITA).await;

        rita.post(&format!("{card}/notes"), &[("text", "  ")]).await.is(422).complains("text", "Write something first");
        let long = "x".repeat(2001);
        let again = rita.post(&format!("{card}/notes"), &[("text", &long)]).await;

        again.is(422).complains("text", "Shorten the note to 2000 characters").says(&long);
        assert_eq!(world.number("SELECT count(*) FROM client_notes"), 0);
    }
}

story! {
    async fn notes_are_a_right_of_their_own_and_hide_contacts_like_every_page(world) {
        let clara = world.client("Clara");
        let card = format!("/locations/ours/clients/{clara}");
        let rita = world.sign_in(RITA).await;
        rita.post(&format!("{card}/notes"), &[("text", "Ask for 912 555 031, she likes tea")]).await.is(303);

        world.vera_holds("clients.view");
        world.sign_in(VERA).await.get(&card).await.is(200).says_nothing_of("tea");
        world.sign_in(VERA).await.post(&format!("{card}/notes"), &[("text", "x")]).await.is(403);
        world.vera_holds("clients.view clients.notes");

        world.sign_in(VERA).await.get(&card).await.says("she likes tea").says("•••").says_nothing_of("555 031");
    }
}
