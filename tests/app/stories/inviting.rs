//! Cases A: inviting.

use super::{invite, invited, newest_invitation, register};
use crate::story;
use crate::support::world::*;

story! {
    async fn a1_an_invitation_by_email_is_listed_and_one_letter_leaves(world) {
        let anna = world.sign_in(ANNA).await;

        invite(&anna, "Boris", "boris@new.test", &world.role("professional")).await.leads_to("/locations/ours/invitations");
        world.deliver().await;

        let list = anna.get("/locations/ours/invitations").await;
        list.says("Boris").says("boris@new.test").says("Professional").says("Invited by Anna").says("Email sent").says("Pending");
        assert_eq!(world.mail.letters().len(), 1);
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.sent'"), 1);
    }
}

story! {
    async fn a2_a3_a_phone_alone_is_not_silently_accepted(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        let refused = invite(&anna, "Yusuf", "+351 912 555 031", &role).await;
        refused.is(422).complains("contact-1", "Text messages are not connected. Enter an email address for Yusuf");
        assert_eq!(refused.value_of("contact-1"), "+351 912 555 031");

        let by_hand = [("name", "Yusuf"), ("contact", "+351 912 555 031"), ("role", role.as_str()), ("by_hand", "yes")];
        anna.post("/locations/ours/invitations", &by_hand).await.leads_to("/locations/ours/invitations");
        anna.get("/locations/ours/invitations").await.says("Link only: hand it over yourself");
        world.deliver().await;
        assert!(world.mail.letters().is_empty());
    }
}

story! {
    async fn a4_both_contacts_make_one_invitation_and_accepting_closes_it(world) {
        let anna = world.sign_in(ANNA).await;
        let card = world.member("Boris");
        let role = world.role("view-only");

        let fields = [("email", "boris@new.test"), ("phone", "912 555 031"), ("role", role.as_str())];
        anna.post(&format!("/locations/ours/team/{card}/invitation"), &fields).await.leads_to(&format!("/locations/ours/team/{card}/access"));

        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE phone = '+351912555031'"), 1);
        let link = world.letter_to("boris@new.test").await.link();
        register(&world.guest(), &link, "Boris").await.leads_to("/locations/ours");
        assert_eq!(world.number("SELECT count(*) FROM invitations WHERE state = 'pending'"), 0);
    }
}

story! {
    async fn a5_a6_a_bad_contact_gets_its_sentence_and_nothing_typed_is_lost(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        let fields = [
            ("name", "Sofia"), ("contact", ""), ("role", role.as_str()),
            ("name", "Pedro"), ("contact", "pedro@post"), ("role", role.as_str()),
            ("name", "Yusuf"), ("contact", "12"), ("role", role.as_str()),
        ];
        let again = anna.post("/locations/ours/invitations", &fields).await;

        again.is(422)
            .complains("contact-1", "Enter an email address or a phone number for Sofia")
            .complains("contact-2", "Enter an email address in full for Pedro, like name@example.com")
            .complains("contact-3", "Enter the phone number with its country code");
        assert_eq!(again.value_of("name-2"), "Pedro");
        assert_eq!(again.value_of("contact-2"), "pedro@post");
        assert!(again.body.contains("<title>Error: "));
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 0);
    }
}

story! {
    async fn good_rows_are_sent_and_bad_rows_stay_in_the_form(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        let fields = [
            ("name", "Sofia"), ("contact", "sofia@new.test"), ("role", role.as_str()),
            ("name", "Pedro"), ("contact", "pedro@post"), ("role", role.as_str()),
        ];
        let again = anna.post("/locations/ours/invitations", &fields).await;

        again.is(422).says("The invitation to sofia@new.test is ready.").complains("contact-1", "in full for Pedro");
        assert_eq!(again.value_of("name-1"), "Pedro");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 1);
    }
}

story! {
    async fn a7_the_same_mailbox_written_otherwise_is_the_same_person(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        invite(&anna, "Boris", "boris@new.test", &role).await.leads_to("/locations/ours/invitations");

        invite(&anna, "Boris", "  Boris@New.TEST ", &role).await.is(422).complains("contact-1", "Boris is invited already");
        invite(&anna, "Vera", "VERA@ours.test", &role).await.is(422).complains("contact-1", "Vera already has access here");
    }
}

story! {
    async fn a8_the_same_number_dialled_otherwise_is_the_same_person(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let send = |number: &'static str| {
            let fields = [("name", "Yusuf"), ("contact", number), ("role", role.as_str()), ("by_hand", "yes")];
            let anna = anna.clone();
            async move { anna.post("/locations/ours/invitations", &fields).await }
        };

        send("912 555 031").await.leads_to("/locations/ours/invitations");
        for number in ["+351 912 555 031", "00351912555031", "(912) 555-031"] {
            send(number).await.is(422).complains("contact-1", "Yusuf is invited already");
        }
    }
}

story! {
    async fn a9_plus_addresses_are_different_people(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        invite(&anna, "A", "a@new.test", &role).await.leads_to("/locations/ours/invitations");
        invite(&anna, "A too", "a+1@new.test", &role).await.leads_to("/locations/ours/invitations");
        invite(&anna, "B", "b@bücher.test", &role).await.leads_to("/locations/ours/invitations");

        anna.get("/locations/ours/invitations").await.says("b@bücher.test");
    }
}

story! {
    async fn a10_somebody_who_is_in_is_pointed_to_and_nothing_is_sent(world) {
        let anna = world.sign_in(ANNA).await;

        let seen = invite(&anna, "Vera", "vera@ours.test", &world.role("manager")).await;

        seen.is(422).complains("contact-1", "Vera already has access here with vera@ours.test").offers("See the users");
        world.deliver().await;
        assert!(world.mail.letters().is_empty());
    }
}

story! {
    async fn a11_a12_somebody_who_is_invited_is_pointed_to(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.leads_to("/locations/ours/invitations");

        let same = invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await;
        same.is(422).complains("contact-1", "Use Invite again").offers("Go to the Invited tab");

        let other = invite(&anna, "Boris", "boris@new.test", &world.role("manager")).await;
        other.is(422).complains("contact-1", "as View only").offers("Change the invitation");
        let edit = other.address_with("/edit").unwrap();
        anna.get(&edit).await.is(200);
        anna.post(edit.trim_end_matches("/edit"), &[("email", "boris@new.test"), ("role", &world.role("manager"))]).await.leads_to("/locations/ours/invitations");
        anna.get("/locations/ours/invitations").await.says("Manager");
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 1);
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 1, "changing the role sends nothing");
    }
}

story! {
    async fn a13_after_the_end_a_new_invitation_is_allowed_and_history_is_kept(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let old = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.hours_pass(8 * 24);
        let anna = world.sign_in(ANNA).await;

        invite(&anna, "Boris", "boris@new.test", &role).await.leads_to("/locations/ours/invitations");

        assert_eq!(world.number("SELECT count(*) FROM invitations"), 2);
        world.guest().get(&old).await.is(410);
        let new = world.letter_to("boris@new.test").await.link();
        assert_ne!(old, new);
        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        invite(&anna, "Boris", "boris@new.test", &role).await.leads_to("/locations/ours/invitations");
    }
}

story! {
    async fn a14_g14_a_removed_person_can_be_invited_and_the_old_rights_do_not_come_back(world) {
        let anna = world.sign_in(ANNA).await;
        let max = world.access_path(world.user(MAX));
        anna.post(&format!("{max}/removal"), &[]).await.leads_to("/locations/ours/users");

        let link = invited(&world, &anna, "Max", "max@ours.test", "view-only").await;
        let max = world.sign_in(MAX).await;
        max.post(&link, &[]).await.leads_to("/locations/ours");

        max.get("/locations/ours").await.says("Your role here is View only");
        max.get("/locations/ours/team").await.is(403);
    }
}

story! {
    async fn a29_se10_a_form_sent_twice_makes_one_invitation(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let send = || {
            let (anna, role) = (anna.clone(), role.clone());
            async move { invite(&anna, "Boris", "boris@new.test", &role).await.status }
        };
        anna.fetch_mark().await;

        let mut statuses = at_once([send(), send()]).await;

        statuses.sort();
        assert_eq!(statuses, [303, 422]);
        assert_eq!(world.number("SELECT count(*) FROM invitations"), 1);
    }
}

story! {
    async fn a33_sa17_names_cannot_carry_markup_headers_or_novels(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");

        for bad in ["Boris\r\nBcc: x@evil.test", "Bo\u{202e}ris", &"x".repeat(5000)] {
            invite(&anna, bad, "boris@new.test", &role).await.is(422);
        }
        invite(&anna, "<a href=//evil.test>Boris</a>", "boris@new.test", &role).await.is(303);

        let list = anna.get("/locations/ours/invitations").await;
        list.says("<a href=//evil.test>Boris</a>").says_nothing_of("<a href=//evil");
        let letter = world.letter_to("boris@new.test").await;
        assert_eq!(letter.recipients.len(), 1);
        assert!(!letter.html.contains("<a href=//evil"));
        assert!(!letter.raw.to_lowercase().contains("\nbcc:"));
    }
}

story! {
    async fn sa1_no_token_can_be_found_in_the_database(world) {
        let anna = world.sign_in(ANNA).await;
        let link = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        let token = link.strip_prefix("/join/").unwrap();
        invite(&anna, "Sofia", "sofia@new.test", &world.role("view-only")).await.is(303);

        assert_eq!(token.len(), 43);
        assert_eq!(world.number(&format!("SELECT count(*) FROM activity WHERE changes LIKE '%{token}%' OR subject LIKE '%{token}%'")), 0);
        assert_eq!(world.number("SELECT count(*) FROM messages WHERE state = 'sent' AND sealed IS NOT NULL"), 0);
        if crate::GROUND == Ground::Sqlite {
            let file = std::fs::read(world.house.config.data.join("parlour.sqlite")).unwrap();
            let log = std::fs::read(world.house.config.data.join("parlour.sqlite-wal")).unwrap();
            for bytes in [file, log] {
                assert!(!bytes.windows(token.len()).any(|part| part == token.as_bytes()));
                assert!(!bytes.windows(6).any(|part| part == b"/join/"), "a waiting letter is sealed");
            }
        }
    }
}

story! {
    async fn c5_a_letter_is_in_the_persons_own_language_else_in_the_locations(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        world.person("Sofia", "sofia@known.test", None);
        world.sql("UPDATE users SET language = 'de' WHERE name = 'Sofia'");
        world.sql(&format!("UPDATE locations SET language = 'ru' WHERE id = {}", world.ours));

        invite(&anna, "Boris", "boris@new.test", &role).await.is(303);
        invite(&anna, "Sofia", "sofia@known.test", &role).await.is(303);

        let russian = world.letter_to("boris@new.test").await;
        russian.says("Anna приглашает вас в Ours").says("Ваша роль: Только просмотр").says("(время: Lisbon)");
        world.letter_to("sofia@known.test").await.says("Anna lädt Sie zu Ours ein").says("Nur ansehen");
    }
}
