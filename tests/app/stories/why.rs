//! Cases H24 and E13: why somebody can do something, or cannot, and who could give it.

use super::rights::send;
use crate::story;
use crate::support::world::*;

/// The words of one right on the page.
fn reason(seen: &crate::support::visitor::Seen, id: &str) -> String {
    let text = seen.texts_of(&format!("#right-{id}")).join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

story! {
    async fn h24_every_right_says_where_it_comes_from_and_who_could_give_it(world) {
        let anna = world.sign_in(ANNA).await;
        let path = world.access_path(world.user(MAX));
        send(&anna, &path, &world.role("manager"), "1", "team.view:own users.view users.edit sessions.end").await.is(303);

        let why = anna.get(&world.why_path(world.user(MAX))).await;

        why.is(200).says("What Max can do, and why");
        assert!(reason(&why, "users-view").starts_with("Can "));
        assert!(reason(&why, "users-view").contains("The role Manager gives it.Anna gave the role"));
        assert!(reason(&why, "team-view").contains("(own only)Anna changed how far it goes"));
        assert!(reason(&why, "team-view").contains("The role Manager says: everyone."));
        assert!(reason(&why, "sessions-end").contains("Anna added it"));
        assert!(reason(&why, "team-create").starts_with("Cannot") && reason(&why, "team-create").contains("Anna took it away"));
        assert!(reason(&why, "roles-edit").contains("nobody added it.Anna could add it."));
        let rita = anna.get(&world.why_path(world.user(RITA))).await;
        assert!(reason(&rita, "team-create").contains("Nobody with the role Receptionist can hold it.Anna could give another role"));
    }
}

story! {
    async fn h24_the_page_is_itself_protected(world) {
        let why = world.why_path(world.user(ANNA));

        world.sign_in(VERA).await.get(&why).await.is(403).says("See users, invitations and their rights");
        world.sign_in(GLEB).await.get(&why).await.is(404);
        world.sign_in(RITA).await.get(&why).await.is(200).says("An owner holds every right").does_not_offer("Change access");
        world.sign_in(GLEB).await.get(&why.replace("ours", "theirs")).await.is(404);
    }
}

story! {
    async fn everyone_can_ask_why_about_themselves(world) {
        let vera = world.sign_in(VERA).await;
        vera.get("/locations/ours").await.offers("What you can do, why");

        let own = vera.get("/locations/ours/rights").await;

        own.is(200).says("What you can do, and why").says("Your role is View only");
        assert!(reason(&own, "team-view").contains("Anna and Max could add it."));
        world.sign_in(GLEB).await.get("/locations/ours/rights").await.is(404);
        world.sign_in(ANNA).await.get("/locations/ours/rights").await.says("An owner holds every right");
    }
}

story! {
    async fn who_decided_is_remembered_when_somebody_else_changes_more(world) {
        let anna = world.sign_in(ANNA).await;
        world.person("Olga", "olga@ours.test", Some("owner"));
        let olga = world.sign_in_as("olga@ours.test", PASSWORD).await;
        let (path, role) = (world.access_path(world.user(MAX)), world.role("manager"));
        send(&olga, &path, &role, "1", "team.view users.view").await.is(303);
        send(&anna, &path, &role, "2", "team.view users.view sessions.end").await.is(303);

        let why = anna.get(&world.why_path(world.user(MAX))).await;

        assert!(reason(&why, "team-create").contains("Olga took it away"));
        assert!(reason(&why, "sessions-end").contains("Anna added it"));
    }
}
