//! The edges of letting people in: who is nobody's business, what half-fails, and what a link is worth afterwards.

use super::{NEW_PASSWORD, invite, invited, register};
use crate::story;
use crate::support::smtp::Manner;
use crate::support::world::*;

story! {
    async fn a16_sa13_somebody_from_another_business_is_invited_and_nothing_is_learnt_about_it(world) {
        let anna = world.sign_in(ANNA).await;

        let link = invited(&world, &anna, "Gleb", GLEB.1, "view-only").await;

        for page in ["/locations/ours/invitations", "/locations/ours/users", "/locations/ours/activity"] {
            anna.get(page).await.says_nothing_of("Theirs");
        }
        world.sign_in(GLEB).await.post(&link, &[]).await.leads_to("/locations/ours");
        anna.get("/locations/ours/users").await.says("Gleb").says_nothing_of("Theirs");
    }
}

story! {
    async fn a17_one_does_not_invite_oneself(world) {
        let anna = world.sign_in(ANNA).await;

        let seen = invite(&anna, "Anna", "Anna@OURS.test", &world.role("view-only")).await;

        seen.is(422).complains("contact-1", "This is your own contact");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn a19_contacts_of_two_people_are_refused_and_no_name_is_said(world) {
        let anna = world.sign_in(ANNA).await;
        world.person("Sofia Secret", "sofia@known.test", None);
        let pedro = world.person("Pedro Private", "pedro@known.test", None);
        world.sql(&format!(
            "INSERT INTO contacts (user_id, kind, value, shown, verified_at) VALUES ({pedro}, 'phone', '+351912555077', '+351912555077', '2026-01-01 00:00:00')"
        ));

        let seen = invite(&anna, "Somebody", "sofia@known.test +351912555077", &world.role("view-only")).await;

        seen.is(422).complains("contact-1", "do not belong to one person").says_nothing_of("Secret").says_nothing_of("Private");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn b4_j4_with_the_mail_server_down_people_are_invited_and_only_the_letters_wait(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Ada", "ada@new.test", "view-only").await;
        world.mail.behaves(Manner::Closes);
        let role = world.role("view-only");

        let fields = [
            ("name", "Boris"), ("contact", "boris@new.test"), ("role", role.as_str()),
            ("name", "Sofia"), ("contact", "sofia@new.test"), ("role", role.as_str()),
        ];
        anna.post("/locations/ours/invitations", &fields).await.leads_to("/locations/ours/invitations");
        register(&world.guest(), &link, "Ada").await.leads_to("/locations/ours");
        world.deliver().await;

        anna.get("/locations/ours/invitations").await.says("Boris").says("Sofia").says("Email queued").says_nothing_of("not delivered");
        assert_eq!(world.number("SELECT count(*) FROM messages WHERE state = 'failed'"), 0);
        anna.get("/locations/ours/users").await.says("Ada");
    }
}

story! {
    async fn c4_sf7_a_letter_says_who_to_where_as_what_until_when_and_has_one_link(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("receptionist")).await.is(303);

        let letter = world.letter_to("boris@new.test").await;

        letter.says("Anna invites you to Ours").says("Receptionist").says("(Lisbon time)").says("Not expecting this?");
        letter.link();
        assert_eq!(letter.html.matches("href=").count(), 1);
        assert!(letter.raw.contains("text/plain") && letter.raw.contains("text/html"));
    }
}

story! {
    async fn e10_when_the_access_cannot_be_written_nothing_is_used_up(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let (break_it, mend_it) = match crate::GROUND {
            Ground::Sqlite => (
                "CREATE TRIGGER no_access BEFORE INSERT ON accesses BEGIN SELECT RAISE(ABORT, 'no'); END",
                "DROP TRIGGER no_access",
            ),
            Ground::Postgres => (
                "ALTER TABLE accesses ADD CONSTRAINT no_access CHECK (FALSE) NOT VALID",
                "ALTER TABLE accesses DROP CONSTRAINT no_access",
            ),
        };

        world.sql(break_it);
        register(&world.guest(), &link, "Boris").await.is(500);
        assert_eq!(world.number("SELECT count(*) FROM contacts WHERE value = 'boris@new.test'"), 0);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'accepted'"), 0);

        world.sql(mend_it);
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
    }
}

story! {
    async fn e23_a_used_link_in_the_history_of_a_browser_does_nothing(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let boris = world.guest();
        register(&boris, &link, "Boris").await.is(303);
        let before = world.number("SELECT count(*) FROM activity");

        boris.get(&link).await.leads_to("/locations/ours");
        world.guest().get(&link).await.is(410).says("This invitation has been used");
        let fields = [("name", "Thief"), ("password", NEW_PASSWORD), ("terms", "yes")];
        world.guest().post(&format!("{link}/account"), &fields).await.is(410);

        assert_eq!(world.number("SELECT count(*) FROM activity"), before);
    }
}

story! {
    async fn f15_somebody_without_an_address_shows_their_phone_and_one_name_is_enough(world) {
        let anna = world.sign_in(ANNA).await;
        let fields = [("name", "Yusuf"), ("contact", "+351 912 555 031"), ("role", &*world.role("view-only")), ("by_hand", "yes")];

        anna.post("/locations/ours/invitations", &fields).await.is(303);

        anna.get("/locations/ours/invitations").await.says("Yusuf").says("+351 912 555 031");
    }
}

story! {
    async fn j2_the_activity_log_has_no_door_through_which_it_could_be_changed(world) {
        let doors = parlour::app::routes();
        let deeds: Vec<_> = doors.iter().filter(|door| door.path.contains("activity") && door.method != "GET").collect();

        assert!(deeds.is_empty(), "{:?}", deeds.iter().map(|door| &door.path).collect::<Vec<_>>());
        world.sign_in(ANNA).await.post("/locations/ours/activity", &[]).await.is(405);
    }
}
