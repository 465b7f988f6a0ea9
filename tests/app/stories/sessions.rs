//! Where people are signed in: their own list, and what those who keep a location safe may do.

use crate::story;
use crate::support::device::Device;
use crate::support::visitor::Visitor;
use crate::support::world::*;

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

async fn sign_in_with(world: &World, who: Cast, agent: &str) -> Visitor {
    let visitor = world.guest();
    let mark = visitor.fetch_mark().await;
    let fields = [("mark", &*mark), ("login", who.1), ("password", PASSWORD)];
    visitor.post_bare("/sign-in", &fields, &[("user-agent", agent)]).await.is(303);
    visitor
}

/// Gives Vera's role a right at *Theirs*, where Anna has none.
fn vera_works_at_theirs(world: &World, template: &str) {
    world.sql(&format!(
        "INSERT INTO accesses (location_id, user_id, role_id, created_at) SELECT {}, {}, {}, '2026-01-01 00:00:00'",
        world.theirs,
        world.user(VERA),
        world.role_at(world.theirs, template)
    ));
}

story! {
    async fn sc6_one_sees_where_one_is_signed_in_and_ends_one_or_all_others(world) {
        let first = sign_in_with(&world, VERA, FIREFOX).await;
        let (second, third) = (world.sign_in(VERA).await, world.sign_in(VERA).await);
        world.sign_in(MAX).await;
        world.minutes_pass(7);
        first.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);

        let list = first.get("/account/sessions").await;
        list.is(200).says("Firefox on Windows 127.0.0.1 7 minutes ago").says("This one").says("An unknown device");
        assert_eq!(list.texts_of("tbody tr").len(), 3);
        let newest = world.number(&format!("SELECT id FROM sessions WHERE user_id = {} ORDER BY created_at DESC LIMIT 1 OFFSET 1", world.user(VERA)));
        first.post(&format!("/account/sessions/{newest}/removal"), &[]).await.leads_to("/account/sessions");

        second.get("/account").await.is(200);
        third.get("/account").await.leads_to("/sign-in");
        first.post("/account/sessions/removal", &[]).await.leads_to("/account/sessions");
        second.get("/account").await.leads_to("/sign-in");
        first.get("/account/sessions").await.is(200).says("signed out everywhere but here").does_not_offer("End all others");
    }
}

story! {
    async fn sc6_nobody_ends_the_session_of_somebody_else_by_its_number(world) {
        let max = world.sign_in(MAX).await;
        let his = world.number("SELECT max(id) FROM sessions");
        let vera = world.sign_in(VERA).await;

        vera.post(&format!("/account/sessions/{his}/removal"), &[]).await.is(404);
        vera.post("/account/sessions/999999/removal", &[]).await.is(404);

        max.get("/account").await.is(200);
    }
}

story! {
    async fn sc6_who_may_end_sessions_here_ends_those_of_people_who_hold_no_more(world) {
        let (anna, max, vera) = (world.sign_in(ANNA).await, world.sign_in(MAX).await, world.sign_in(VERA).await);
        let path = format!("{}/sessions", world.access_path(world.user(VERA)));
        max.get("/locations/ours/users").await.does_not_offer("Sessions");
        max.get(&path).await.is(403).says("End other users' sessions here");
        max.post(&format!("{path}/removal"), &[]).await.is(403);
        anna.get("/locations/ours/users").await.offers("Sessions of Vera");
        anna.get(&path).await.is(200).says("Sessions of Vera").offers("End all sessions");

        anna.post(&format!("{path}/removal"), &[]).await.leads_to(&path);

        vera.get("/locations/ours").await.leads_to("/sign-in");
        anna.get(&path).await.says("Vera is not signed in anywhere");
        anna.get("/locations/ours/activity").await.says("Anna ended the sessions of Vera");
        world.letter_to(VERA.1).await.says("Anna of Ours has ended all your sessions");
        world.sign_in(VERA).await;
    }
}

story! {
    async fn g9_nobody_touches_the_sessions_or_the_second_factor_of_somebody_stronger(world) {
        world.sql("UPDATE roles SET rights = rights || ' sessions.end' WHERE template = 'manager'");
        let anna = world.sign_in(ANNA).await;
        Device::of(&anna).await;
        let max = world.sign_in(MAX).await;
        let hers = world.access_path(world.user(ANNA));

        for path in ["sessions", "second-factor"] {
            max.get(&format!("{hers}/{path}")).await.is(403);
            max.post(&format!("{hers}/{path}/removal"), &[]).await.is(403);
            let own = world.access_path(world.user(MAX));
            max.post(&format!("{own}/{path}/removal"), &[]).await.is(403).says("You cannot change your own access");
        }

        anna.get("/account/second-factor").await.says("10 codes are left");
        max.get("/locations/ours").await.is(200);
    }
}

story! {
    async fn g9_a_second_factor_that_was_lost_is_removed_with_the_password_given_again(world) {
        let (max, vera) = (world.sign_in(MAX).await, world.sign_in(VERA).await);
        Device::of(&vera).await;
        let path = format!("{}/second-factor", world.access_path(world.user(VERA)));
        let list = max.get("/locations/ours/users").await;
        list.offers("the second factor of Vera").does_not_offer("the second factor of Anna");
        world.minutes_pass(11);
        max.post(&format!("{path}/removal"), &[]).await.leads_to("/account/confirmation");
        world.guest().post("/sign-in", &[("login", VERA.1), ("password", PASSWORD)]).await.leads_to("/sign-in/code");
        max.post("/account/confirmation", &[("password", PASSWORD)]).await.is(303);
        world.deliver().await;

        max.get(&path).await.is(200).says("Make sure that it is really Vera who asks you");
        max.post(&format!("{path}/removal"), &[]).await.leads_to("/locations/ours/users");

        world.sign_in(VERA).await.get("/locations/ours").await.is(200);
        world.letter_to(VERA.1).await.says("Max of Ours has removed the second factor of your account");
        world.sign_in(ANNA).await.get("/locations/ours/activity").await.says("Max removed the second factor of Vera");
        max.post(&format!("{path}/removal"), &[]).await.is(409);
    }
}

story! {
    async fn g9_who_is_stronger_elsewhere_keeps_their_second_factor(world) {
        Device::of(&world.sign_in(VERA).await).await;
        let anna = world.sign_in(ANNA).await;
        let path = format!("{}/second-factor", world.access_path(world.user(VERA)));
        vera_works_at_theirs(&world, "manager");

        anna.get(&path).await.is(403).says("holds rights at another location that you do not hold there");
        anna.post(&format!("{path}/removal"), &[]).await.is(403);

        world.sql(&format!("UPDATE roles SET rights = '' WHERE location_id = {} AND template = 'manager'", world.theirs));
        anna.post(&format!("{path}/removal"), &[]).await.leads_to("/locations/ours/users");
    }
}
