//! What one instance does, the other knows at once.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::time::Duration;

use actix_web::rt::time::sleep;
use diesel::prelude::*;
use image::{ImageFormat, Rgb, RgbImage};
use parlour::db::Db;
use parlour::schema::{accesses, members, messages, roles, users};
use reqwest::Method;

use crate::pair::{At, PATIENCE, Pair};
use crate::program::Place;
use crate::smtp::Manner;
use crate::visitor::Visitor;

const PASSWORD: &str = "plum mirrors at noon";
const OWNER: &str = "beatriz@verbena.example";
const RECEPTIONIST: &str = "amara@verbena.example";

async fn signed_in(pair: &Pair, login: &str) -> Visitor {
    let visitor = Visitor::new(&pair.balancer.url, Vec::new());
    At(&visitor, &pair.a).post("/sign-in", &[("login", login), ("password", PASSWORD)]).await.is(303);
    visitor
}

#[actix_web::test]
async fn who_signs_in_at_one_instance_is_known_at_the_other_until_they_sign_out_at_either() {
    let Some(pair) = Pair::with_sample().await else { return };
    let beatriz = signed_in(&pair, OWNER).await;

    At(&beatriz, &pair.b).get("/locations/1/team").await.is(200).says("Marta Oliveira");
    At(&beatriz, &pair.a).post("/sign-out", &[("next", "")]).await.is(303);

    At(&beatriz, &pair.b).get("/locations/1/team").await.leads_to("/sign-in");
}

#[actix_web::test]
async fn sc5_who_loses_a_right_at_one_instance_is_refused_at_the_other_from_the_next_click_on() {
    let Some(pair) = Pair::with_sample().await else { return };
    let (beatriz, amara) = (signed_in(&pair, OWNER).await, signed_in(&pair, RECEPTIONIST).await);
    let form = "/locations/1/clients/new";
    At(&amara, &pair.b).get(form).await.is(200);
    let (access, version, viewer) = standing_of("Amara Okafor", &pair);
    let page = format!("/locations/1/users/{access}");

    let fewer = [("role", viewer.as_str()), ("version", version.as_str())];
    At(&beatriz, &pair.a).post(&page, &fewer).await.is(303);
    At(&amara, &pair.b).get(form).await.is(403);
    At(&beatriz, &pair.a).post(&format!("{page}/removal"), &[]).await.is(303);

    At(&amara, &pair.b).get(form).await.is(404);
}

/// The number of somebody's access, its version, and the number of the role View only.
fn standing_of(name: &str, pair: &Pair) -> (String, String, String) {
    let access = accesses::table
        .inner_join(users::table)
        .filter(users::name.eq(name).and(accesses::location_id.eq(1)))
        .select((accesses::id, accesses::version));
    let viewer = roles::table.filter(roles::template.eq("view-only").and(roles::location_id.eq(1))).select(roles::id);
    let database = Db::open(&pair.database).unwrap();
    let (id, version): (i64, i64) = database.read_now(|db| Ok(access.first(db)?)).unwrap();
    let viewer: i64 = database.read_now(|db| Ok(viewer.first(db)?)).unwrap();
    (id.to_string(), version.to_string(), viewer.to_string())
}

#[actix_web::test]
async fn sd6_the_balancer_says_where_somebody_comes_from_and_not_they_themselves() {
    let Some(pair) = Pair::with_sample().await else { return };
    let liar = Visitor::new(&pair.balancer.url, Vec::new());
    let mark = liar.fetch_mark().await;
    let fields = [("mark", mark.as_str()), ("login", OWNER), ("password", PASSWORD)];

    liar.post_bare("/sign-in", &fields, &[("x-forwarded-for", "203.0.113.9"), ("forwarded", "for=203.0.113.9")])
        .await
        .is(303);

    let page = liar.get("/account/sessions").await;
    page.is(200).says("127.0.0.1").says_nothing_of("203.0.113.9");
}

#[actix_web::test]
async fn an_instance_with_another_key_does_not_open_the_database_of_others() {
    let Some(pair) = Pair::with_sample().await else { return };
    let stranger = Place::new().with("PARLOUR_DATABASE_URL", &pair.database);

    let refused = stranger.run(&["serve"]);

    assert!(!refused.status.success());
    assert!(refused.err.contains("Copy the key of the other instances there"), "{}", refused.err);
    assert!(!stranger.path("data/secret.key").exists(), "it has made a key all the same");
}

#[actix_web::test]
async fn wrong_passwords_count_the_same_wherever_they_are_tried() {
    let Some(pair) = Pair::with_sample().await else { return };
    let thief = Visitor::new(&pair.balancer.url, Vec::new());
    let guess = [("login", OWNER), ("password", "not this one, either")];

    for round in 0..10 {
        let door = if round % 2 == 0 { &pair.a } else { &pair.b };
        At(&thief, door).post("/sign-in", &guess).await.is(422);
    }

    for door in [&pair.a, &pair.b] {
        At(&thief, door).post("/sign-in", &guess).await.is(429).says("That was too often");
    }
}

#[actix_web::test]
async fn a_photo_that_one_instance_was_given_is_shown_by_the_other() {
    let Some(pair) = Pair::with_sample().await else { return };
    let beatriz = signed_in(&pair, OWNER).await;
    let marta: i64 = Db::open(&pair.database)
        .unwrap()
        .read_now(|db| Ok(members::table.filter(members::name.eq("Marta Oliveira")).select(members::id).first(db)?))
        .unwrap();
    let photo = format!("/locations/1/team/{marta}/photo");

    let form = At(&beatriz, &pair.a).request(Method::POST, &photo);
    let form = form.header("content-type", "multipart/form-data; boundary=here");
    beatriz.send(form.body(parts(&beatriz.fetch_mark().await, &picture()))).await.is(303);

    let shown = At(&beatriz, &pair.b).request(Method::GET, &photo).send().await.unwrap();
    assert_eq!(shown.status(), 200);
    let bytes = shown.bytes().await.unwrap();
    assert!(image::load_from_memory(&bytes).is_ok(), "no picture: {} bytes", bytes.len());
}

fn picture() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    RgbImage::from_pixel(400, 400, Rgb([220, 20, 20])).write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

fn parts(mark: &str, file: &[u8]) -> Vec<u8> {
    let part = "--here\r\ncontent-disposition: form-data; name=";
    let named = format!("{part}\"photo\"; filename=\"me.jpg\"\r\ncontent-type: image/jpeg\r\n\r\n");
    let mark = format!("{part}\"mark\"\r\n\r\n{mark}\r\n");
    [mark.as_bytes(), named.as_bytes(), file, b"\r\n--here--\r\n"].concat()
}

#[actix_web::test]
async fn r1_every_letter_is_sent_once_although_two_postmen_walk() {
    let Some(pair) = Pair::open().await else { return };
    let anna = pair.founded().await;
    let role = anna.get("/locations/1/invitations/new").await.value_of("role-1");

    for round in 0..6 {
        let door = if round % 2 == 0 { &pair.a } else { &pair.b };
        let people: Vec<String> = (0..8).map(|row| format!("guest{round}x{row}@new.test")).collect();
        let rows = people.iter().flat_map(|email| [("name", "Guest"), ("contact", email), ("role", role.as_str())]);
        At(&anna, door).post("/locations/1/invitations", &rows.collect::<Vec<_>>()).await.is(303);
    }

    until_all_are_sent(&pair).await;
    each_has_one_letter(&pair, 48);
}

#[actix_web::test]
async fn r28_every_letter_is_sent_once_although_one_of_two_postmen_is_an_hour_ahead() {
    let Some((pair, clock)) = Pair::at_odds().await else { return };
    let anna = pair.founded().await;
    let role = anna.get("/locations/1/invitations/new").await.value_of("role-1");
    clock.is_off_by(3600);
    // Long enough that the other one comes by while a letter is on its way.
    pair.mail.behaves(Manner::Dawdles(Duration::from_secs(2)));

    let people: Vec<String> = (0..12).map(|row| format!("guest{row}@new.test")).collect();
    let rows = people.iter().flat_map(|email| [("name", "Guest"), ("contact", email), ("role", role.as_str())]);
    At(&anna, &pair.a).post("/locations/1/invitations", &rows.collect::<Vec<_>>()).await.is(303);

    until_all_are_sent(&pair).await;
    sleep(Duration::from_secs(3)).await;
    each_has_one_letter(&pair, 12);
}

fn each_has_one_letter(pair: &Pair, people: usize) {
    let mut letters: BTreeMap<String, usize> = BTreeMap::new();
    for letter in pair.mail.letters() {
        *letters.entry(letter.recipients.concat()).or_default() += 1;
    }
    letters.retain(|to, _| to.contains("guest"));
    assert_eq!(letters.len(), people);
    assert!(letters.values().all(|count| *count == 1), "{letters:?}");
}

async fn until_all_are_sent(pair: &Pair) {
    let database = Db::open(&pair.database).unwrap();
    let waiting = || {
        let queued = messages::table.filter(messages::state.eq("queued")).count();
        database.read_now(|db| Ok(queued.get_result::<i64>(db)?)).unwrap()
    };
    for _ in 0..PATIENCE {
        if waiting() == 0 {
            return;
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("{} letters still wait", waiting());
}
