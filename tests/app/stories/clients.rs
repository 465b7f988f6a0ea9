//! Clients: the list, the card, adding, changing, deleting.

use super::matrix::statements_of;
use super::walk::Walk;
use crate::story;
use crate::support::visitor::Visitor;
use crate::support::world::*;

const CLIENTS: &str = "/locations/ours/clients";

/// What is done to clients, for the walk through every door.
pub async fn walk(walk: &mut Walk<'_>, anna: &Visitor) {
    let world = walk.world;
    let here = "/locations/ours/clients";
    let newest = |table: &str| world.number(&format!("SELECT max(id) FROM {table}"));
    walk.does(anna, here, &[("name", "Clara"), ("phone", "912 555 031"), ("email", "")]).await;
    let clara = format!("{here}/{}", newest("clients"));
    walk.does(anna, &clara, &[("name", "Clara Nunes"), ("phone", ""), ("email", ""), ("version", "1")]).await;
    walk.does(anna, &format!("{clara}/notes"), &[("text", "Likes tea")]).await;
    let note = newest("client_notes");
    walk.does(anna, &format!("/locations/ours/client-notes/{note}/deletion"), &[]).await;
    let other = world.client("Clara N").to_string();
    let fields = [("with", &*other), ("version", "2"), ("other_version", "1"), ("name", "kept")];
    walk.does(anna, &format!("{clara}/merge"), &fields).await;
    walk.does(anna, &format!("{clara}/deletion"), &[]).await;
    walk.does(anna, &format!("{clara}/restoration"), &[]).await;
    walk.does(anna, &format!("{clara}/erasure"), &[]).await;
    walk.does(anna, &format!("{here}/import/confirmation"), &[("text", "Dora, dora@new.test")]).await;
}

story! {
    async fn a_client_is_added_found_in_the_list_and_changed(world) {
        let rita = world.sign_in(RITA).await;

        let added = rita.post(CLIENTS, &[("name", "Clara Nunes"), ("phone", "912 555 031"), ("email", "Clara@X.test")]).await;

        added.is(303);
        let card = added.location().to_owned();
        rita.get(&card).await.is(200).says("Clara Nunes").says("+351912555031").says("clara@x.test");
        rita.get(CLIENTS).await.says("Clara Nunes").says("+351912555031").says("1 client").says("0.00 EUR");
        rita.post(&card, &[("name", "Clara Sá"), ("phone", ""), ("email", "clara@x.test"), ("version", "1")]).await.is(303);
        rita.get(&card).await.says("Clara Sá").says_nothing_of("912555031");
        let history = rita.get(&format!("{card}/history")).await;
        history.says("Name: Clara Nunes Clara Sá").says("Phone: changed").says_nothing_of("912555031");
    }
}

story! {
    async fn what_cannot_be_used_is_said_beside_its_field_and_nothing_is_lost(world) {
        let rita = world.sign_in(RITA).await;

        let again = rita.post(CLIENTS, &[("name", " "), ("phone", "12"), ("email", "clara")]).await;

        again.is(422).complains("name", "Enter a name").complains("phone", "whole phone number").complains("email", "name@example.com");
        assert_eq!((again.value_of("phone"), again.value_of("email")), ("12".into(), "clara".into()));
        rita.post(CLIENTS, &[("name", "Clara"), ("vip", "yes")]).await.is(400);
        assert_eq!(world.number("SELECT count(*) FROM clients"), 0);
    }
}

story! {
    async fn the_list_is_read_page_after_page_by_name(world) {
        for number in 0..60 {
            world.client(&format!("Client {number:02}"));
        }
        let rita = world.sign_in(RITA).await;
        let (mut path, mut seen) = (CLIENTS.to_owned(), Vec::new());

        for page in 0..3 {
            let list = rita.get(&path).await;
            list.is(200).says("60 clients");
            assert_eq!(list.has_control("First page"), page > 0);
            seen.extend(list.texts_of("tbody th a"));
            path = list.address_with("after=").map(|link| link.split('?').next_back().map(|query| format!("{CLIENTS}?{query}")).unwrap()).unwrap_or_default();
        }

        let all: Vec<String> = (0..60).map(|number| format!("Client {number:02}")).collect();
        assert_eq!((seen, path), (all, String::new()));
    }
}

story! {
    async fn a_page_asks_as_many_questions_for_many_clients_as_for_few(world) {
        let member = world.member("Olga");
        for number in 0..30 {
            let client = world.client(&format!("First {number}"));
            world.visit(client, member, -30, "came", 4500);
        }
        let rita = world.sign_in(RITA).await;
        let for_few = statements_of(&world, &rita, CLIENTS).await;
        for number in 0..40 {
            let client = world.client(&format!("Client {number}"));
            world.visit(client, member, -50, "came", 4500);
        }

        let for_many = statements_of(&world, &rita, CLIENTS).await;

        assert_eq!(for_many, for_few);
        assert!(for_few <= 10, "{for_few}");
    }
}

story! {
    async fn visits_and_what_was_paid_count_only_when_the_client_came(world) {
        let (olga, clara) = (world.member("Olga"), world.client("Clara"));
        world.visit(clara, olga, -100, "came", 4550);
        world.visit(clara, olga, -50, "came", 1050);
        world.visit(clara, olga, -20, "no_show", 9900);
        world.visit(clara, olga, 20, "waiting", 9900);
        let rita = world.sign_in(RITA).await;

        let list = rita.get(CLIENTS).await;
        let card = rita.get(&format!("{CLIENTS}/{clara}")).await;

        assert_eq!(list.texts_of("tbody td.n"), ["2", "56.00 EUR"]);
        card.says("Cut with Olga").says("45.50 EUR").says("No-show").says("Waiting");
        world.vera_holds("clients.view");
        let vera = world.sign_in(VERA).await;
        vera.get(CLIENTS).await.says("Clara").says_nothing_of("EUR").says_nothing_of("Last visit");
        vera.get(&format!("{CLIENTS}/{clara}")).await.is(200).says_nothing_of("Visits").says_nothing_of("Cut");
    }
}

story! {
    async fn the_history_of_visits_has_pages_and_goes_no_further_than_the_calendar_of_the_viewer(world) {
        let (olga, vera, clara) = (world.member("Olga"), world.card_of(VERA), world.client("Clara"));
        for day in 1..=12 {
            world.visit(clara, olga, -24 * day, "came", 100 * day);
        }
        let with_vera = world.visit(clara, vera, -24 * 20, "came", 777);
        let rita = world.sign_in(RITA).await;

        let first = rita.get(&format!("{CLIENTS}/{clara}")).await;
        let second = rita.get(&format!("{CLIENTS}/{clara}{}", first.address_with("?before=").unwrap())).await;

        assert_eq!((first.texts_of(".occasions li").len(), second.texts_of(".occasions li").len()), (10, 3));
        second.says("7.77 EUR").does_not_offer("Earlier visits");
        world.vera_holds("calendar.view:own clients.view:own clients.history");
        let card = world.sign_in(VERA).await.get(&format!("{CLIENTS}/{clara}")).await;
        assert_eq!(card.texts_of(".occasions li").len(), 1);
        assert!(card.address_with(&format!("/appointments/{with_vera}")).is_some());
    }
}

story! {
    async fn whoever_sees_only_their_own_sees_whom_they_served_or_assisted(world) {
        let (olga, vera) = (world.member("Olga"), world.card_of(VERA));
        let [served, assisted, strange] = ["Served", "Assisted", "Strange"].map(|name| world.client(name));
        world.visit(served, vera, -30, "came", 100);
        let helped = world.visit(assisted, olga, -30, "came", 100);
        world.assists_in(helped, vera);
        world.visit(strange, olga, -30, "came", 100);
        world.vera_holds("calendar.view:own clients.view:own clients.contacts clients.edit clients.delete clients.notes appointments.create");
        let visitor = world.sign_in(VERA).await;

        let list = visitor.get(CLIENTS).await;

        assert_eq!(list.texts_of("tbody th a"), ["Assisted", "Served"]);
        list.says("2 clients");
        assert_eq!(visitor.get(&format!("{CLIENTS}?search=s")).await.texts_of("tbody th a"), ["Served"]);
        visitor.get("/locations/ours/clients/matches?q=strange").await.is(200).says("No client fits").says_nothing_of("Strange");
        visitor.get("/locations/ours/clients/matches?q=serv").await.says("Served");
        for path in ["", "/edit", "/history", "/deletion", "/merge"] {
            visitor.get(&format!("{CLIENTS}/{strange}{path}")).await.is(404);
            visitor.get(&format!("{CLIENTS}/{served}{path}")).await.is(200);
        }
        visitor.post(&format!("{CLIENTS}/{strange}"), &[("name", "Mine"), ("version", "1")]).await.is(404);
        visitor.post(&format!("{CLIENTS}/{strange}/notes"), &[("text", "x")]).await.is(404);
        visitor.get(&format!("{CLIENTS}/{served}/merge?with={strange}")).await.is(404);
    }
}

story! {
    async fn the_filters_show_who_comes_today_and_who_has_not_come_for_long(world) {
        let olga = world.member("Olga");
        let [today, old, recent, never] = ["Today", "Old", "Recent", "Never"].map(|name| world.client(name));
        world.visit(today, olga, 0, "waiting", 100);
        world.visit(old, olga, -24 * 100, "came", 100);
        world.visit(recent, olga, -24 * 100, "came", 100);
        world.visit(recent, olga, -24 * 10, "came", 100);
        let rita = world.sign_in(RITA).await;
        let names = async |query: &str| rita.get(&format!("{CLIENTS}?{query}")).await.texts_of("tbody th a");

        assert_eq!(names("show=today").await, ["Today"]);
        assert_eq!(names("show=unseen").await, ["Old"]);
        assert_eq!(names("show=unseen&search=rec").await, Vec::<String>::new());
        assert_eq!(names("").await, ["Never", "Old", "Recent", "Today"]);
        let _ = never;
        world.vera_holds("calendar.view:7d clients.view clients.history");
        world.sign_in(VERA).await.get(CLIENTS).await.offers("Today").does_not_offer("Not seen").does_not_offer("Deleted");
    }
}

story! {
    async fn of_two_who_change_a_client_the_second_sees_both_versions(world) {
        let clara = world.client_reached("Clara", "+351912555031", "");
        let (rita, max, card) = (world.sign_in(RITA).await, world.sign_in(MAX).await, format!("{CLIENTS}/{clara}"));
        rita.post(&card, &[("name", "Clara Sá"), ("phone", "912 555 031"), ("email", ""), ("version", "1")]).await.is(303);

        let late = max.post(&card, &[("name", "Clara Nunes"), ("phone", "912 555 032"), ("email", ""), ("version", "1")]).await;

        late.is(409).says("Saved by somebody else meanwhile").says("Clara Sá");
        assert_eq!((late.value_of("name"), late.value_of_name("version")), ("Clara Nunes".into(), "2".into()));
        max.post(&card, &[("name", "Clara Nunes"), ("phone", ""), ("email", ""), ("version", "2")]).await.is(303);
        rita.get(&card).await.says("Clara Nunes");
    }
}

story! {
    async fn the_same_phone_is_told_and_families_may_share_it(world) {
        let clara = world.client_reached("Clara", "+351912555031", "");
        let rita = world.sign_in(RITA).await;
        let fields = [("name", "Dora"), ("phone", "+351 912 555 031"), ("email", "")];

        let again = rita.post(CLIENTS, &fields).await;

        again.is(422).says("Clara has this phone number").complains("all_the_same", "Clara is reached in the same way");
        assert!(again.address_with(&format!("/clients/{clara}")).is_some());
        assert_eq!(again.value_of("name"), "Dora");
        let sure = [("name", "Dora"), ("phone", "912555031"), ("email", ""), ("all_the_same", "yes")];
        rita.post(CLIENTS, &sure).await.is(303);
        assert_eq!(world.number("SELECT count(*) FROM clients WHERE phone = '+351912555031'"), 2);
    }
}

story! {
    async fn h26_who_may_not_see_contacts_changes_the_name_and_touches_nothing_else(world) {
        let clara = world.client_reached("Clara", "+351912555031", "clara@x.test");
        world.vera_holds("clients.view clients.edit");
        let (vera, card) = (world.sign_in(VERA).await, format!("{CLIENTS}/{clara}"));

        let form = vera.get(&format!("{card}/edit")).await;
        form.is(200).says("hidden from you").says_nothing_of("912555031").says_nothing_of("clara@x.test");
        assert!(!form.body.contains(r#"name="phone""#) && !form.body.contains(r#"name="email""#));
        let forged = vera.post(&card, &[("name", "Clara Sá"), ("phone", "912 555 099"), ("version", "1")]).await;
        forged.is(403).says("See phones and e-mails of clients");
        vera.post(CLIENTS, &[("name", "Dora"), ("phone", "912 555 031")]).await.is(403).says_nothing_of("Clara");
        vera.post(&card, &[("name", "Clara Sá"), ("version", "1")]).await.is(303);

        assert_eq!(world.word("SELECT name || phone || email FROM clients"), "Clara Sá+351912555031clara@x.test");
        let rita = world.sign_in(RITA).await;
        rita.get(&format!("{CLIENTS}?search=912555031")).await.says("Clara Sá");
    }
}

story! {
    async fn a_client_who_is_expected_is_not_deleted_and_the_appointments_are_listed(world) {
        let (olga, clara) = (world.member("Olga"), world.client("Clara"));
        let booked = world.visit(clara, olga, 30, "confirmed", 100);
        let (anna, path) = (world.sign_in(ANNA).await, format!("{CLIENTS}/{clara}/deletion"));

        let asked = anna.get(&path).await;
        asked.says("Clara still has 1 appointment to come").does_not_offer("Delete Clara");
        assert!(asked.address_with(&format!("/appointments/{booked}")).is_some());
        anna.post(&path, &[]).await.is(409).says("Clara still has 1 appointment to come");

        assert_eq!(world.number("SELECT count(*) FROM clients WHERE deleted_at IS NULL"), 1);
    }
}

story! {
    async fn a_deleted_client_is_found_by_no_search_and_comes_back_whole(world) {
        let (olga, clara) = (world.member("Olga"), world.client_reached("Clara", "+351912555031", ""));
        world.visit(clara, olga, -30, "came", 4500);
        let (anna, card) = (world.sign_in(ANNA).await, format!("{CLIENTS}/{clara}"));
        anna.get(&format!("{card}/deletion")).await.says("Their appointments, notes and history stay").offers("Delete Clara");

        anna.post(&format!("{card}/deletion"), &[]).await.leads_to(CLIENTS);

        anna.get(CLIENTS).await.says("Clara is deleted").says("No clients yet");
        anna.get(&format!("{CLIENTS}?search=clara")).await.says("No client fits this");
        anna.get(&format!("{CLIENTS}?show=deleted")).await.says("Clara");
        anna.get(&card).await.is(200).says("Clara is deleted").says("45.00 EUR").offers("Restore").does_not_offer("Change");
        anna.post(&format!("{card}/restoration"), &[]).await.is(303);
        anna.get(&format!("{CLIENTS}?search=912555")).await.says("Clara").says("45.00 EUR");
        world.sign_in(MAX).await.post(&format!("{card}/deletion"), &[]).await.is(403);
    }
}
