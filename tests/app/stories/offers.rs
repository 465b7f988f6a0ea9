//! What is offered along with a role: a card, a language, a note, a last day.

use super::{invite, invited, register};
use crate::story;
use crate::support::world::*;

const INVITATIONS: &str = "/locations/ours/invitations";

story! {
    async fn an_invitation_carries_its_card_its_language_its_note_and_its_last_day(world) {
        let anna = world.sign_in(ANNA).await;
        let (card, role) = (world.member("Boris").to_string(), world.role("professional"));
        anna.get("/locations/ours/invitations/new").await.says("Team card").says("The person’s own, else English");

        let fields = [
            ("name", "Boris"), ("contact", "boris@new.test"), ("role", &*role), ("card", &card),
            ("language", "de"), ("note", "Bring your scissors.\r\nSee you!"), ("last_day", "2099-12-31"),
        ];
        anna.post(INVITATIONS, &fields).await.leads_to(INVITATIONS);

        let stored = format!("SELECT count(*) FROM invitations WHERE member_id = {card} AND language = 'de' AND access_ends_on = '2099-12-31'");
        assert_eq!(world.number(&stored), 1);
        let letter = world.letter_to("boris@new.test").await;
        letter.says("Bring your scissors.");
        assert!(!letter.subject.contains("invites you"), "the letter is in German: {}", letter.subject);
        register(&world.guest(), &letter.link(), "Boris").await.leads_to("/locations/ours");
        assert_eq!(world.number(&format!("SELECT count(*) FROM members WHERE id = {card} AND user_id IS NOT NULL")), 1);
        assert_eq!(world.number("SELECT count(*) FROM accesses WHERE ends_on = '2099-12-31'"), 1);
    }
}

story! {
    async fn g18_a_last_day_that_is_over_and_a_note_that_is_too_long_come_back_with_everything_that_was_typed(world) {
        let anna = world.sign_in(ANNA).await;
        let (role, novel) = (world.role("view-only"), "x".repeat(501));
        for (day, why) in [("2020-01-01", "Choose today or a later day"), ("soon", "Enter the last day as a date")] {
            let fields = [("name", "Boris"), ("contact", "boris@new.test"), ("role", &*role), ("last_day", day), ("note", &novel)];

            let again = anna.post(INVITATIONS, &fields).await;

            again.is(422).complains("last_day", why).complains("note", "Shorten the note to 500 characters").says(&novel);
            assert_eq!((again.value_of("name-1"), again.value_of("last_day")), ("Boris".into(), day.into()));
        }
        let list = [("text", "Boris,boris@new.test"), ("role", &*role), ("last_day", "2020-01-01")];
        for path in ["/locations/ours/invitations/list", "/locations/ours/invitations/list/dispatch"] {
            anna.post(path, &list).await.is(422).complains("last_day", "Choose today or a later day").says("boris@new.test");
        }
        anna.post(INVITATIONS, &[("name", "B"), ("contact", "b@new.test"), ("role", &role), ("language", "tlh")]).await
            .is(422).complains("language", "Choose one of the languages");

        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn c5_the_persons_own_language_goes_before_the_locations_and_is_not_shown(world) {
        let anna = world.sign_in(ANNA).await;
        world.sql("UPDATE users SET language = 'fr' WHERE name = 'Gleb'");

        invited(&world, &anna, "Gleb", GLEB.1, "view-only").await;
        invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE language = 'fr' AND name = 'Gleb'"), 1);
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE language = 'en' AND name = 'Boris'"), 1);
        anna.get(INVITATIONS).await.says_nothing_of("Français");
    }
}

story! {
    async fn a32_only_a_card_that_is_free_here_can_be_given(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let card = world.member("Boris").to_string();
        let taken = world.number("SELECT id FROM members WHERE name = 'Anna'").to_string();
        let theirs = world.number(&format!("SELECT id FROM members WHERE location_id = {}", world.theirs)).to_string();
        let give = |contact: &'static str, card: String| {
            let (anna, role) = (anna.clone(), role.clone());
            async move {
                let fields = [("name", "Boris"), ("contact", contact), ("role", &*role), ("card", &*card)];
                anna.post(INVITATIONS, &fields).await
            }
        };

        give("boris@new.test", taken).await.is(422).complains("card-1", "is linked to a user already");
        for foreign in [theirs, "x".into(), "999999".into()] {
            give("boris@new.test", foreign).await.is(422).complains("card-1", "Choose one of the cards of this location");
        }
        give("boris@new.test", card.clone()).await.is(303);
        give("other@new.test", card).await.is(422).complains("card-1", "Boris is invited already");

        anna.get("/locations/ours/invitations/new").await.says_nothing_of("Team card");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 1);
    }
}

story! {
    async fn access_granted_from_a_card_has_a_language_and_a_last_day_too(world) {
        let anna = world.sign_in(ANNA).await;
        let (card, role) = (world.member("Boris"), world.role("view-only"));
        let path = format!("/locations/ours/team/{card}/invitation");

        let again = anna.post(&path, &[("email", "boris@new"), ("role", &*role), ("last_day", "2020-01-01")]).await;
        again.is(422).complains("contact", "in full for Boris").complains("last_day", "Choose today or a later day");
        anna.post(&path, &[("email", "boris@new.test"), ("role", &*role), ("language", "ru"), ("last_day", "2099-12-31")]).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE language = 'ru' AND access_ends_on = '2099-12-31'"), 1);
    }
}

story! {
    async fn both_ways_to_reach_somebody_may_be_typed_together(world) {
        let anna = world.sign_in(ANNA).await;

        invite(&anna, "Boris", "boris@new.test 912 555 031", &world.role("view-only")).await.is(303);

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE email = 'boris@new.test' AND phone = '+351912555031'"), 1);
    }
}

story! {
    async fn f3_f14_every_state_is_counted_and_numbers_are_found_by_their_digits(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        for number in 0..52 {
            world.sql(&format!(
                "INSERT INTO invitations (location_id, name, name_key, email, role_id, inviter_id, inviter_name, state, created_at, expires_at) \
                 VALUES ({}, 'Person {number}', 'person {number}', 'p{number}@new.test', {role}, {}, 'Anna', '{}', '2026-01-01 00:00:00', '2020-01-01 00:00:00')",
                world.ours, world.user(ANNA), if number == 0 { "declined" } else { "pending" },
            ));
        }
        let by_hand = [("name", "Yusuf"), ("contact", "+351 912 555 031"), ("role", role.as_str()), ("by_hand", "yes")];
        anna.post(INVITATIONS, &by_hand).await.is(303);

        let list = anna.get(INVITATIONS).await;
        list.says("Open 52").says("Pending 1").says("Expired 51").says("Accepted 0").says("Declined 1").says("Revoked 0");
        for digits in ["5031", "55 50 31", "+351 912", "(912) 555-031"] {
            let digits: String = url::form_urlencoded::byte_serialize(digits.as_bytes()).collect();
            anna.get(&format!("{INVITATIONS}?search={digits}")).await.says("Yusuf").says("Open 1").says_nothing_of("Person 7");
        }
        let first = anna.get(&format!("{INVITATIONS}?show=expired")).await;
        let second = anna.get(&format!("{INVITATIONS}{}", first.address_with("after=").unwrap())).await;
        let names = |page: &str| page.matches("Person ").count();
        assert!(names(&first.words()) >= 50 && second.words().contains("Person 1"));
        second.says_nothing_of("<b>Person 51</b>");
    }
}
