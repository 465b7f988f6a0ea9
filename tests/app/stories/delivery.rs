//! Mail servers that misbehave: nothing lost, no false "sent", nobody waits for another.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use parlour::clock;

use super::{invite, invited, newest_invitation};
use crate::story;
use crate::support::gateway::Gateway;
use crate::support::smtp::Manner;
use crate::support::world::*;

const LIST: &str = "/locations/ours/invitations";

story! {
    async fn c2_r5_a_greylisted_letter_waits_visibly_and_arrives_within_five_minutes(world) {
        let anna = world.sign_in(ANNA).await;
        world.mail.behaves(Manner::Greylists(2));
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);

        world.deliver().await;
        anna.get(LIST).await.says("Email queued, not taken yet.").says("451").says_nothing_of("Email sent");
        world.minutes_pass(1);
        world.deliver().await;
        world.minutes_pass(2);
        world.deliver().await;

        anna.get(LIST).await.says("Email sent");
        assert_eq!((world.mail.asked(), world.mail.letters().len()), (3, 1));
    }
}

story! {
    async fn c3_r5_a_permanent_refusal_is_tried_once_flagged_and_told_to_the_inviter_once(world) {
        world.sql(&format!("UPDATE users SET language = 'de' WHERE id = {}", world.user(RITA)));
        let rita = world.sign_in(RITA).await;
        world.mail.behaves(Manner::Refuses(550));
        invite(&rita, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let postman = world.house.postman_with(HURRY).unwrap();
        postman.round().await.unwrap();
        world.mail.behaves(Manner::Takes);

        world.deliver().await;
        world.hours_pass(2);
        world.deliver().await;

        rita.get(LIST).await.says("Email not delivered. The mail server refused it").says("550");
        let letter = world.letter_to("rita@ours.test").await;
        letter.says("Die Einladung für Boris ist nicht angekommen").says("boris@new.test").says("550");
        assert_eq!(world.mail.letters().len(), 1, "the inviter is told once, and nobody else is");
        assert_eq!(world.number("SELECT attempts FROM messages WHERE recipient = 'boris@new.test'"), 1);
    }
}

story! {
    async fn r5_a_server_that_closes_is_left_alone_and_no_letter_is_to_blame(world) {
        let anna = world.sign_in(ANNA).await;
        for number in 0..20 {
            invite(&anna, "Boris", &format!("boris{number}@new.test"), &world.role("view-only")).await.is(303);
        }
        world.mail.behaves(Manner::Closes);
        let postman = world.house.postman_with(HURRY).unwrap();

        while postman.round().await.unwrap() > 0 {}
        assert!(world.mail.asked() <= 8, "{} letters ran against a closed door", world.mail.asked());
        assert_eq!(world.number("SELECT max(attempts) FROM messages"), 0);
        world.mail.behaves(Manner::Takes);
        assert_eq!(postman.round().await.unwrap(), 0, "it rests");

        world.minutes_pass(1);
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 20);
        anna.get(LIST).await.says("Email sent").says_nothing_of("queued");
    }
}

story! {
    async fn r2_a_server_that_hangs_up_after_the_letter_gets_it_again_with_the_same_number(world) {
        let anna = world.sign_in(ANNA).await;
        world.mail.behaves(Manner::DropsAfterData);
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        world.deliver().await;
        anna.get(LIST).await.says("Email queued, not taken yet.");

        world.mail.behaves(Manner::Takes);
        world.minutes_pass(2);
        world.deliver().await;

        anna.get(LIST).await.says("Email sent");
        let numbers: Vec<String> = world.mail.letters().iter().map(|letter| number_of(&letter.raw)).collect();
        assert_eq!(numbers.len(), 2);
        assert_eq!(numbers[0], numbers[1]);
    }
}

fn number_of(raw: &str) -> String {
    raw.lines().find(|line| line.to_lowercase().starts_with("message-id:")).unwrap().to_owned()
}

story! {
    async fn r6_a_hanging_mail_server_holds_up_neither_texts_nor_requests(world) {
        let gateway = Gateway::open();
        world.connect(&gateway, &[]).await;
        world.mail.behaves(Manner::Hangs);
        let anna = world.sign_in(ANNA).await;
        let (close, closing) = tokio::sync::watch::channel(false);
        let walk = tokio::spawn(world.house.postman().unwrap().walk(closing));
        for number in 0..10 {
            invite(&anna, "Boris", &format!("boris{number}@new.test"), &world.role("view-only")).await.is(303);
        }
        let before = Instant::now();

        invite(&anna, "Yusuf", "+351 912 555 031", &world.role("view-only")).await.is(303);
        assert!(before.elapsed() < Duration::from_secs(2));
        while gateway.texts().is_empty() && before.elapsed() < Duration::from_secs(5) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        assert_eq!(gateway.texts().len(), 1);
        close.send_replace(true);
        walk.await.unwrap();
        assert!(before.elapsed() < Duration::from_secs(12));
        assert_eq!(world.number("SELECT count(*) FROM messages WHERE leased_until IS NOT NULL AND state = 'queued'"), 0, "leases are given back");
    }
}

story! {
    async fn r6_a_server_that_never_answers_is_not_waited_for_long(world) {
        let anna = world.sign_in(ANNA).await;
        world.mail.behaves(Manner::Hangs);
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let before = Instant::now();

        world.deliver().await;

        assert!(before.elapsed() < Duration::from_secs(4));
        anna.get(LIST).await.says("Email queued, not taken yet. The mail server took too long to answer.");
        world.mail.behaves(Manner::Takes);
        world.minutes_pass(2);
        world.deliver().await;
        anna.get(LIST).await.says("Email sent");
    }
}

story! {
    async fn r7_a_poisonous_letter_is_given_up_and_the_others_flow(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        world.sql("UPDATE messages SET attempts = 12, leased_until = '2020-02-02 12:00:00'");
        invite(&anna, "Sofia", "sofia@new.test", &world.role("view-only")).await.is(303);

        world.deliver().await;

        assert!(world.mail.letters().iter().all(|letter| !letter.recipients[0].contains("boris@")));
        world.letter_to("sofia@new.test").await;
        anna.get(LIST).await.says("Email not delivered. It was tried too often in vain.");
    }
}

story! {
    async fn r4_nothing_is_tried_after_its_end(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        world.hours_pass(8 * 24);

        world.deliver().await;

        assert!(world.mail.letters().is_empty());
        assert_eq!(world.newest_message("state"), "failed");
    }
}

story! {
    async fn r8_one_letter_leaves_in_the_first_round_behind_a_pile_of_five_thousand(world) {
        let anna = world.sign_in(ANNA).await;
        let gleb = world.sign_in(GLEB).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        pile_up(&world, 5000);
        let role = world.role_at(world.theirs, "view-only");
        let one = [("name", "Sofia"), ("contact", "sofia@new.test"), ("role", role.as_str())];
        gleb.post("/locations/theirs/invitations", &one).await.is(303);

        world.keeps_statements();
        world.house.postman_with(HURRY).unwrap().round().await.unwrap();

        let walks = world.scans(&["messages"]);
        assert!(walks.is_empty(), "{walks:#?}");
        let letters = world.mail.letters();
        assert!(letters.iter().any(|letter| letter.recipients[0].contains("sofia@")), "hers was not among {}", letters.len());
        assert!(letters.len() > 1, "and the pile moves on");
    }
}

story! {
    async fn an_idle_postman_asks_once_a_lane_and_keeps_nobody_from_writing(world) {
        let postman = world.house.postman_with(HURRY).unwrap();
        postman.round().await.unwrap();

        world.keeps_statements();
        let carried = postman.round().await.unwrap();

        // A connection that is opened meanwhile says some of its own.
        let asked = world.kept_statements();
        let looks = asked.iter().filter(|statement| statement.starts_with("SELECT")).count();
        let deeds = asked.iter().filter(|statement| statement.starts_with("BEGIN")).count();
        assert_eq!((carried, looks, deeds), (0, 3, 0), "{asked:#?}");
    }
}

/// The same letter so many times, all older than anything that comes.
fn pile_up(world: &World, count: usize) {
    world.sql("UPDATE messages SET due_at = '2026-01-01 00:00:00'");
    world.sql(&format!(
        "WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {count}) \
         INSERT INTO messages (location_id, channel, recipient, message_id, sealed, due_at, give_up_at, created_at) \
         SELECT location_id, channel, n || recipient, '<' || n || '@pile>', sealed, due_at, give_up_at, created_at \
         FROM messages, counted WHERE recipient = 'boris@new.test'"
    ));
}

story! {
    async fn r28_what_was_written_while_the_clock_was_ahead_leaves_when_it_is_right_again(world) {
        let anna = world.sign_in(ANNA).await;
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        let ahead = (clock::now() + TimeDelta::days(1)).format("%F %T");
        world.sql(&format!("UPDATE messages SET created_at = '{ahead}', due_at = '{ahead}'"));
        world.deliver().await;
        assert!(world.mail.letters().is_empty());

        world.house.chores().round().await.unwrap();
        world.deliver().await;

        anna.get(LIST).await.says("Email sent");
        assert_eq!(world.mail.letters().len(), 1);
    }
}

story! {
    async fn c10_r6_what_is_revoked_does_not_leave_when_the_server_comes_back(world) {
        let anna = world.sign_in(ANNA).await;
        world.mail.behaves(Manner::Closes);
        invite(&anna, "Boris", "boris@new.test", &world.role("view-only")).await.is(303);
        world.deliver().await;

        anna.post(&format!("{}/revocation", newest_invitation(&world)), &[]).await.is(303);
        world.mail.behaves(Manner::Takes);
        world.hours_pass(1);
        world.deliver().await;

        assert!(world.mail.letters().is_empty());
    }
}

story! {
    async fn c3_nobody_is_told_of_a_letter_that_no_longer_matters(world) {
        let anna = world.sign_in(ANNA).await;
        let first = invited(&world, &anna, "Boris", "boris@new.test", "view-only").await;
        world.minutes_pass(10);
        anna.post(&format!("{}/renewal", newest_invitation(&world)), &[]).await.is(303);
        super::register(&world.guest(), &first, "Boris").await.is(303);
        world.sql("UPDATE messages SET state = 'queued' WHERE state = 'cancelled'");
        world.mail.behaves(Manner::Refuses(554));

        world.deliver().await;

        assert_eq!(world.number("SELECT count(*) FROM messages WHERE state = 'failed' AND recipient = 'boris@new.test'"), 1);
        let told = world.number("SELECT count(*) FROM messages WHERE recipient = 'anna@ours.test'");
        assert_eq!(told, 1, "only that Boris has joined");
    }
}
