//! Cases B: inviting everybody on a list.

use reqwest::Method;

use super::invite;
use crate::story;
use crate::support::visitor::{Seen, Visitor};
use crate::support::world::*;

const LIST: &str = "/locations/ours/invitations/list";
const DISPATCH: &str = "/locations/ours/invitations/list/dispatch";

async fn check(by: &Visitor, world: &World, text: &str) -> Seen {
    by.post(LIST, &[("text", text), ("role", &world.role("view-only"))]).await
}

async fn dispatch(by: &Visitor, world: &World, text: &str) -> Seen {
    by.post(DISPATCH, &[("text", text), ("role", &world.role("view-only"))]).await
}

/// Sends a file the way browsers do.
async fn upload(by: &Visitor, fields: &[(&str, &str)], file: &[u8]) -> Seen {
    let mark = by.fetch_mark().await;
    by.send(
        by.request(Method::POST, LIST)
            .header("content-type", "multipart/form-data; boundary=here")
            .body(parts(&[&[("mark", mark.as_str())], fields].concat(), file)),
    )
    .await
}

fn parts(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--here\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    body.extend(
        b"--here\r\ncontent-disposition: form-data; name=\"file\"; filename=\"team.csv\"\r\ncontent-type: text/csv\r\n\r\n",
    );
    body.extend(file);
    body.extend(b"\r\n--here--\r\n");
    body
}

fn invitations(world: &World) -> i64 {
    world.number("SELECT count(*) FROM invitations")
}

story! {
    async fn b1_the_dry_run_says_what_would_come_of_every_line_and_does_nothing(world) {
        let rita = world.sign_in(RITA).await;
        invite(&rita, "Pending Paul", "paul@new.test", &world.role("view-only")).await.is(303);
        world.member("Boris");
        let before = (invitations(&world), world.number("SELECT count(*) FROM messages"));

        let seen = check(&rita, &world, "\
            Boris, boris@new.test, Professional, boris\n\
            Sofia, sofia@new\n\
            Boris again, BORIS@new.test, View only\n\
            Paul, Paul@new.test\n\
            Vera, vera@ours.test\n\
            Max, max@new.test, Manager\n\
            Olga, olga@new.test, Chief\n\
            Rita, rita@ours.test\n\
            Card, card@new.test, , Nobody\n\
            Anna Card, anna-card@new.test, , Anna\n\
            Yusuf, +351 912 555 031\n\
            Greta, greta@new.test, , , Klingon\n").await;

        seen.is(200)
            .says("1 ready").says("8 to correct").says("1 on the list twice").says("1 invited already").says("1 with access already")
            .says("On the list twice: line 1 counts").says("Is invited already").says("Has access already")
            .complains("contact-1", "Enter an email address in full for Sofia")
            .complains("role-2", "You cannot give the role Manager")
            .complains("role-3", "No role here is called “Chief”")
            .complains("contact-4", "This is your own contact")
            .complains("card-5", "Nobody called “Nobody” works here")
            .complains("card-6", "The card of Anna has a user or an open invitation already")
            .complains("contact-7", "Text messages are not connected")
            .complains("language-8", "Parlour does not write in “Klingon” yet")
            .offers("Send 1 invitation");
        assert_eq!((invitations(&world), world.number("SELECT count(*) FROM messages")), before);
    }
}

story! {
    async fn b2_b3_sending_sends_what_is_ready_and_keeps_the_rest_to_be_corrected(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let card = world.member("Boris");

        let kept = "Boris\tboris@new.test\tManager\tBoris\tpt\nAda\tada@new.test\t\t\t\n";
        let fields = [
            ("text", kept), ("role", role.as_str()), ("note", "See you on Monday"), ("last_day", "2099-12-31"),
            ("name", "Sofia"), ("contact", "sofia@new"), ("row_role", "View only"), ("card", ""), ("row_language", ""),
        ];
        let seen = anna.post(DISPATCH, &fields).await;

        seen.is(422).says("2 invitations are ready.").complains("contact-1", "in full for Sofia");
        assert_eq!(seen.value_of("name-1"), "Sofia");
        assert_eq!(seen.value_of("last_day"), "2099-12-31");
        let boris = format!("SELECT count(*) FROM invitations JOIN roles ON roles.id = role_id WHERE email = 'boris@new.test' \
            AND member_id = {card} AND template = 'manager' AND language = 'pt' AND access_ends_on = '2099-12-31'");
        assert_eq!(world.number(&boris), 1);
        let letter = world.letter_to("ada@new.test").await;
        letter.says("See you on Monday");
        assert_eq!(world.number("SELECT count(*) FROM activity WHERE deed = 'invitation.sent'"), 2);

        let corrected = [
            ("text", ""), ("role", role.as_str()),
            ("name", "Sofia"), ("contact", "sofia@new.test"), ("row_role", "View only"), ("card", ""), ("row_language", "fr"),
        ];
        anna.post(DISPATCH, &corrected).await.leads_to("/locations/ours/invitations");
        anna.get("/locations/ours/invitations").await.says("The invitation to sofia@new.test is ready.");
        assert_eq!(invitations(&world), 3);
    }
}

story! {
    async fn b6_sa14_one_person_written_in_many_ways_is_invited_once(world) {
        let anna = world.sign_in(ANNA).await;
        let list = "A,a@x.test\nA,A@X.test\nCyrillic,a@х.test\nP,+351 912 555 031\nP,00351912555031\nP,912 555 031\n";
        let fields = [("text", list), ("role", &world.role("view-only")), ("by_hand", "yes")];

        anna.post(LIST, &fields).await.says("3 ready").says("3 on the list twice");
        anna.post(DISPATCH, &fields).await.leads_to("/locations/ours/invitations");

        assert_eq!(invitations(&world), 3);
    }
}

story! {
    async fn b8_a29_the_same_list_again_sends_nothing_new(world) {
        let anna = world.sign_in(ANNA).await;
        let list = "Boris,boris@new.test\nAda,ada@new.test\n";
        dispatch(&anna, &world, list).await.leads_to("/locations/ours/invitations");

        check(&anna, &world, list).await.is(200).says("2 invited already").does_not_offer("Send");
        dispatch(&anna, &world, list).await.leads_to("/locations/ours/invitations");

        anna.get("/locations/ours/invitations").await.says("2 people are invited already, and nothing is sent twice.");
        assert_eq!(invitations(&world), 2);
        world.deliver().await;
        assert_eq!(world.mail.letters().len(), 2);
    }
}

story! {
    async fn se10_a_list_that_is_sent_many_times_at_once_is_sent_once(world) {
        let anna = world.sign_in(ANNA).await;
        anna.fetch_mark().await;
        let list: String = (0..20).map(|n| format!("Person {n},person{n}@new.test\n")).collect();
        let role = world.role("view-only");
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (anna, list, role) = (anna.clone(), list.clone(), role.clone());
                async move { anna.post(DISPATCH, &[("text", &list), ("role", &role)]).await.status }
            })
            .collect();

        let statuses = at_once(tasks).await;

        assert_eq!(statuses, [303; 8]);
        assert_eq!(invitations(&world), 20);
        assert_eq!(world.number("SELECT count(*) FROM messages"), 20);
    }
}

story! {
    async fn b7_a_list_that_is_empty_too_long_or_no_text_is_answered_with_a_sentence(world) {
        let anna = world.sign_in(ANNA).await;
        let long: String = (0..501).map(|n| format!("Person {n},person{n}@new.test\n")).collect();

        for empty in ["", " \n;;\r\n", "Name;Email"] {
            check(&anna, &world, empty).await.is(422).complains("text", "Nobody is on this list");
        }
        let seen = check(&anna, &world, &long).await;
        seen.is(422).complains("text", "There are 501 people on this list. Divide it into parts of 500 at most").says("Person 500");
        dispatch(&anna, &world, &long).await.is(422).complains("text", "501 people");
        upload(&anna, &[("text", "Ada,ada@new.test")], b"PK\x03\x04\x00\x00").await
            .is(422).complains("file", "Save it as “CSV UTF-8”").says("Ada,ada@new.test");
        upload(&anna, &[], "José;jose@new.test".replace('é', "\u{1}").replace('\u{1}', "e").as_bytes()).await.is(200);
        upload(&anna, &[], b"Jos\xe9;jose@new.test").await.is(422).complains("file", "CSV UTF-8");
        upload(&anna, &[], b"").await.is(422).complains("text", "Nobody is on this list");

        assert_eq!(invitations(&world), 0);
    }
}

story! {
    async fn b7_a_file_is_read_as_spreadsheets_write_it(world) {
        let anna = world.sign_in(ANNA).await;
        let role = world.role("view-only");
        let file = "\u{feff}E-Mail;Vorname;Nachname;Rolle\r\nzoe@new.test;Zoé;\"Martin; Dr.\";Manager\r\n;;;\r\n";

        let seen = upload(&anna, &[("role", &role)], file.as_bytes()).await;

        seen.is(200).says("1 ready").says("Zoé Martin; Dr.").says("zoe@new.test").says("Manager");
    }
}

story! {
    async fn sf2_formulas_do_not_get_in_with_a_list_and_phone_numbers_do(world) {
        let anna = world.sign_in(ANNA).await;
        let list = "=HYPERLINK(1);a@new.test\n@SUM;b@new.test\n-1+1;c@new.test\n'=1+1;d@new.test\nE;=e@new.test\nF;'+351912555031\n";

        let seen = anna.post(LIST, &[("text", list), ("role", &world.role("view-only")), ("by_hand", "yes")]).await;

        seen.is(200).says("1 ready").says("5 to correct").complains("name-1", "Take away the =").complains("name-4", "Take away the =")
            .complains("contact-5", "Take away the =");
    }
}

story! {
    async fn b5_a20_b9_a_list_gives_no_role_that_its_sender_could_not_and_stops_when_the_right_is_gone(world) {
        let rita = world.sign_in(RITA).await;
        let owner = world.role("owner");
        let theirs = world.role_at(world.theirs, "view-only");

        for role in [&owner, &theirs, "999999", ""] {
            rita.post(DISPATCH, &[("text", "Boris,boris@new.test"), ("role", role)]).await.is(422);
        }
        dispatch(&rita, &world, "Boris,boris@new.test,Owner").await.is(422).complains("role-1", "You cannot give the role Owner");
        check(&rita, &world, "Boris,boris@new.test").await.offers("Send 1 invitation");
        world.sql(&format!("UPDATE roles SET rights = '' WHERE template = 'receptionist' AND location_id = {}", world.ours));
        dispatch(&rita, &world, "Boris,boris@new.test").await.is(403);

        assert_eq!(invitations(&world), 0);
    }
}

story! {
    async fn sg3_a_list_may_be_long_and_no_other_form_may(world) {
        let anna = world.sign_in(ANNA).await;
        let list: String = (0..500).map(|n| format!("Person {n} {},person{n}@new.test\n", "x".repeat(60))).collect();
        assert!(list.len() > 40_000);

        check(&anna, &world, &list).await.is(200).says("500 ready").offers("Send 500 invitations");
        dispatch(&anna, &world, &list).await.is(303);
        assert_eq!(invitations(&world), 500);

        let novel = "x".repeat(300_000);
        check(&anna, &world, &novel).await.is(413).says("This is too much at once");
        upload(&anna, &[], novel.as_bytes()).await.is(413);
        anna.post("/locations/ours/team", &[("name", &novel[..20_000])]).await.is(413);
        let mark = anna.fetch_mark().await;
        let request = anna.request(Method::POST, "/locations/ours/team").header("content-type", "multipart/form-data; boundary=here");
        anna.send(request.body(parts(&[("mark", &mark), ("name", &novel[..20_000])], b""))).await.is(413);
    }
}

story! {
    async fn sd1_a_form_with_a_file_needs_its_mark_too(world) {
        let anna = world.sign_in(ANNA).await;
        for mark in ["", "AAAA"] {
            let request = anna.request(Method::POST, LIST).header("content-type", "multipart/form-data; boundary=here");
            anna.send(request.body(parts(&[("mark", mark)], b"Boris;boris@new.test"))).await.is(403);
        }
        let garbled = [("multipart/form-data", "--here"), ("multipart/form-data; boundary=here", "--there"), ("multipart/mixed; boundary=here", "")];
        for (kind, body) in garbled {
            anna.send(anna.request(Method::POST, LIST).header("content-type", kind).body(body)).await.is(400);
        }
    }
}
